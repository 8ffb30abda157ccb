import { z } from "#app/platform/form/zod.ts";
import { MOTIF_MAX } from "./rules.ts";

export const motifSchema = z
  .string("Dites pourquoi, en une phrase : le motif est gardé avec l’acte.")
  .trim()
  .min(3, "Dites pourquoi, en une phrase : le motif est gardé avec l’acte.")
  .max(MOTIF_MAX, `Le motif tient en ${MOTIF_MAX} caractères.`);

/** A civil day between two bounds that no act of a school passes. */
export const jourSchema = (message: string) =>
  z.iso.date(message).refine((jour) => jour >= "1850-01-01" && jour <= "2100-12-31", message);

export const texteOuRien = (max: number) =>
  z.string().trim().max(max, `Ce texte tient en ${max} caractères.`).optional();

export const uaiSchema = z
  .string("Donnez l’UAI : sept chiffres et une lettre, comme 0720902P.")
  .trim()
  .toUpperCase()
  .max(20, "Donnez l’UAI : sept chiffres et une lettre, comme 0720902P.");

/** Only a motive: the form of a withdrawal. */
export const retraitSchema = z.object({ motif: motifSchema });

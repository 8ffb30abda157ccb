import { z } from "#app/platform/form/zod.ts";
import { ACTES_CANDIDATURE, type ActeCandidature } from "./rules.ts";

/** Rows that one act takes at once: what a page of the list shows. */
export const LOT_MAX = 100;

export const motifLibreSchema = z
  .string()
  .trim()
  .max(2000, "Le motif tient en 2 000 caractères.")
  .optional()
  .transform((texte) => texte ?? "");

const ACTES = Object.keys(ACTES_CANDIDATURE) as [ActeCandidature, ...ActeCandidature[]];
const LIGNE = /^([0-9a-f-]{36}):(\d{1,9})$/;

/** A row as it was read: its id and its version. */
const ligneSchema = z
  .string()
  .regex(LIGNE)
  .transform((texte) => {
    const [, id = "", version = ""] = LIGNE.exec(texte) ?? [];
    return { id, version: Number(version) };
  });

export const deplacementSchema = z.object({
  acte: z.enum(ACTES, { error: "Choisissez ce que vous voulez faire." }),
  motif: motifLibreSchema,
  lignes: z
    .array(ligneSchema)
    .min(1, "Cochez au moins une structure dans la liste.")
    .max(LOT_MAX, `Au plus ${LOT_MAX} structures à la fois.`),
});
export type Deplacements = z.output<typeof deplacementSchema>;

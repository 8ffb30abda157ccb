import { z } from "#app/platform/form/zod.ts";
import type { CodeTexte } from "./rules.ts";

const texte = z.string().trim().max(2_000, "Ce texte tient en 2 000 caractères.").default("");
const courriel = z
  .string()
  .trim()
  .max(254, "Donnez une adresse comme service@ac-exemple.fr, ou laissez vide.")
  .regex(/^([^@\s]+@[^@\s]+\.[^@\s]+)?$/, "Donnez une adresse comme service@ac-exemple.fr, ou laissez vide.")
  .default("");

export const textesSchema = z.object({
  contact_courriel: courriel,
  contact_telephone: z
    .string()
    .trim()
    .regex(/^[\d\s+().-]{0,30}$/, "Donnez un numéro de téléphone, ou laissez vide.")
    .default(""),
  editeur: texte,
  directeur_publication: texte,
  hebergeur: texte,
  delegue_protection: texte,
  mention_algorithme: texte,
  textes_algorithme: texte,
  recours_algorithme: texte,
  version: z.coerce.number().int().min(0).max(1_000_000_000),
} satisfies Record<CodeTexte | "version", z.ZodType>);

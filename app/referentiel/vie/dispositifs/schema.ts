import { z } from "#app/platform/form/zod.ts";
import { jourSchema, motifSchema, texteOuRien } from "../schema.ts";

const codeSchema = z
  .string("Choisissez un dispositif.")
  .regex(/^[a-z][a-z0-9_]{1,40}$/, "Choisissez un dispositif.");
const finSchema = jourSchema("Cette date de fin ne se lit pas.").optional();
const sourceSchema = z
  .string("Dites d’où on le sait.")
  .trim()
  .min(3, "Dites d’où on le sait : un arrêté, une liste officielle et sa date.")
  .max(300, "La source tient en 300 caractères.");

const champs = {
  dispositif: codeSchema,
  debut: jourSchema("Donnez le premier jour."),
  fin: finSchema,
  precision: texteOuRien(500),
  source: sourceSchema,
  motif: motifSchema,
};

export const dispositifSchema = z.object(champs);
export const finDispositifSchema = z.object({
  fin: jourSchema("Donnez le premier jour où le dispositif ne vaut plus."),
  motif: motifSchema,
});

const LISTE_CARACTERES_MAX = 100_000;

/** `intention` is the button that was pressed: a list is first looked at, then recorded. */
export const enNombreSchema = z.object({
  ...champs,
  liste: z
    .string("Collez au moins un UAI.")
    .trim()
    .min(1, "Collez au moins un UAI.")
    .max(LISTE_CARACTERES_MAX, "Cette liste est trop longue : faites-en plusieurs."),
  intention: z.enum(["verifier", "enregistrer"]).default("verifier"),
});

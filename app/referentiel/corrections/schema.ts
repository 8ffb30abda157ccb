import { z } from "#app/platform/form/zod.ts";
import { motifSchema } from "../vie/schema.ts";

const NOMBRE = "Donnez un nombre, comme 412 ou 98,5.";

const commun = {
  valeur: z
    .string(NOMBRE)
    .trim()
    .max(20, NOMBRE)
    .regex(/^-?[\d\s\u00a0\u202f]+([.,]\d+)?$/, NOMBRE)
    .transform((text) => Number(text.replace(/[\s\u00a0\u202f]/g, "").replace(",", "."))),
  motif: motifSchema,
  piece: z
    .string("Dites d’où vient la valeur : un document, sa date, qui le garde.")
    .trim()
    .min(3, "Dites d’où vient la valeur : un document, sa date, qui le garde.")
    .max(500, "La pièce tient en 500 caractères."),
  vue: z
    .string()
    .max(40)
    .optional()
    .transform((text) => text || null),
};

export const correctionSchema = z.object(commun);

export const absenteSchema = z.object({
  ...commun,
  indicateur: z
    .string("Choisissez l’indicateur.")
    .max(62, "Choisissez l’indicateur.")
    .regex(/^[a-z][a-z0-9_]+$/, "Choisissez l’indicateur."),
  annee: z.coerce
    .number("Choisissez l’année.")
    .int("Choisissez l’année.")
    .min(1980, "Choisissez l’année.")
    .max(2100, "Choisissez l’année."),
});

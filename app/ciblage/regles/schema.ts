import { z } from "#app/platform/form/zod.ts";
import { MOTIFS_CIBLAGE } from "../rules.ts";
import { BASES_QUANTILE, MARQUES, type Regle, ROLES_CRITERE, SENS } from "./rules.ts";

export const keysOf = <T extends object>(labels: T) =>
  Object.keys(labels) as [keyof T & string, ...(keyof T & string)[]];

export const codeIndicateur = z
  .string({ error: "Choisissez un indicateur." })
  .regex(/^[a-z][a-z0-9_]{1,60}$/, "Choisissez un indicateur de la liste.");

export const anneeChoisie = z.union([z.literal("derniere"), z.coerce.number().int().min(1980).max(2100)]);

/** A typed number: the decimal comma is ours. */
export const nombreSaisi = (manque: string) =>
  z.preprocess(
    (value) =>
      typeof value === "string"
        ? value
            .trim()
            .replace(/[\s\u00a0\u202f]/g, "")
            .replace(",", ".")
        : value,
    z.coerce.number({ error: manque }),
  );

/** A weight above 0, typed with our decimal comma. */
export const poidsSaisi = nombreSaisi("Donnez un poids en chiffres, comme 1 ou 0,5.").pipe(
  z
    .number()
    .gt(0, "Un poids de 0 ne compte pas : retirez la variable, ou donnez un nombre plus grand que 0.")
    .max(100, "Au plus 100 : seuls les rapports entre les poids comptent."),
);

const seuilSchema = z.discriminatedUnion("genre", [
  z.object({ genre: z.literal("absolu"), valeur: z.number() }),
  z.object({
    genre: z.literal("quantile"),
    quantile: z.number().gt(0).lt(1),
    base: z.enum(keysOf(BASES_QUANTILE)),
  }),
]);

const commun = {
  id: z.string().regex(/^c\d{1,3}$/),
  role: z.enum(keysOf(ROLES_CRITERE)),
  motif: z.enum(keysOf(MOTIFS_CIBLAGE)).nullable(),
  nom: z.string().max(60),
};
const compare = { sens: z.enum(keysOf(SENS)), seuil: seuilSchema };

const critereSchema = z.discriminatedUnion("genre", [
  z.object({
    ...commun,
    genre: z.literal("indicateur"),
    code: codeIndicateur,
    annee: anneeChoisie,
    ...compare,
  }),
  z.object({ ...commun, genre: z.literal("axe"), axe: z.number().int().min(1).max(10), ...compare }),
  z.object({
    ...commun,
    genre: z.literal("classe"),
    classes: z.array(z.number().int().min(1).max(12)).min(1).max(12),
  }),
  z.object({ ...commun, genre: z.literal("marque"), marque: z.enum(keysOf(MARQUES)) }),
]);

/** Reads the JSON column. */
export const regleSchema: z.ZodType<Regle> = z.object({
  criteres: z.array(critereSchema).max(30),
  auMoins: z.number().int().min(0).max(30),
  composite: z
    .array(
      z.object({
        code: codeIndicateur,
        annee: anneeChoisie,
        poids: z.number().gt(0).max(100),
        sens: z.enum(["bas", "haut"]),
      }),
    )
    .min(1)
    .max(20)
    .nullable(),
  nombreMax: z.number().int().min(1).max(60_000).nullable(),
});

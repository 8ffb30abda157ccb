import { z } from "#app/platform/form/zod.ts";
import { SECTEURS, STATUTS_EP } from "#app/referentiel/rules.ts";
import { stabiliteShape, toStabilite } from "../calculs/schema.ts";
import { FAMILLES_ANALYSE, RURALITES, type Stabilite } from "../rules.ts";
import { STABILITE_PAR_DEFAUT } from "../scenarios/rules.ts";
import { type Calendrier, canDater } from "./rules.ts";

const keysOf = <T extends object>(labels: T) =>
  Object.keys(labels) as [keyof T & string, ...(keyof T & string)[]];

/** Boxes of one name: none, one or several. */
const boxes = <T extends z.ZodType>(item: T, most: number) => z.array(item).max(most).default([]);
const code = z.string().trim().min(1).max(20);

/** Also reads the JSON column. */
export const populationSchema = z.object({
  statutsEp: boxes(z.enum(keysOf(STATUTS_EP)), 3),
  secteurs: boxes(z.enum(keysOf(SECTEURS)), 4),
  departements: boxes(code, 20),
  circonscriptions: boxes(code, 200),
  bassins: boxes(code, 200),
  ruralites: boxes(z.enum(keysOf(RURALITES)), 3),
  effectifMinimal: z.coerce
    .number({ error: "Donnez un nombre d’élèves, ou 0." })
    .int("Donnez un nombre entier.")
    .min(0, "Donnez un nombre positif, ou 0.")
    .max(5000, "Au plus 5 000 élèves.")
    .default(0),
});

/** Reads the JSON column. */
export const stabiliteSchema = z.object({
  tirages: z.number(),
  ecartPoids: z.number(),
  seuilDepartage: z.number(),
});

const jour = z.iso
  .date("Donnez une date, comme 31/03/2027, ou laissez vide.")
  .optional()
  .transform((text) => text ?? null);

const reglagesShape = {
  nom: z
    .string({ error: "Donnez un nom à la campagne." })
    .trim()
    .min(3, "Donnez un nom à la campagne.")
    .max(120),
  familles: z
    .array(z.enum(keysOf(FAMILLES_ANALYSE)))
    .min(1, "Choisissez au moins une famille de structures.")
    .max(4),
  ...populationSchema.shape,
  ...stabiliteShape(STABILITE_PAR_DEFAUT),
  analyseLe: jour,
  instancesLe: jour,
  decisionLe: jour,
  publicationLe: jour,
};

/** Dates in order; the three fields of the stability become one. */
const completed = <Saisie extends Calendrier & Stabilite>(schema: z.ZodType<Saisie>) =>
  schema
    .superRefine((value, context) => {
      const decision = canDater(value);
      if (!decision.ok)
        context.addIssue({ code: "custom", path: ["publicationLe"], message: decision.message });
    })
    .transform((value) => ({ ...value, stabilite: toStabilite(value) }));

export const reglagesSchema = completed(
  z.object({ ...reglagesShape, version: z.coerce.number().int().min(1) }),
);

export const creationSchema = completed(
  z.object({
    ...reglagesShape,
    academie: code,
    dispositif: z
      .string({ error: "Choisissez un dispositif." })
      .trim()
      .min(1, "Choisissez un dispositif.")
      .max(41),
    annee: z.coerce.number({ error: "Choisissez une année scolaire." }).int().min(2015).max(2100),
    suiteDe: z.uuid().optional(),
  }),
);

type Saisi<T> = Omit<T, keyof Stabilite>;
export type Reglages = Saisi<z.output<typeof reglagesSchema>>;
/** A campaign that says nothing of the stability takes that of the one it follows, or the defaults. */
export type Creation = Omit<Saisi<z.output<typeof creationSchema>>, "stabilite"> & {
  readonly stabilite?: Stabilite;
};

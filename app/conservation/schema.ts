import { z } from "#app/platform/form/zod.ts";
import { type CodeSerie, SERIES } from "./rules.ts";

const CODES = Object.keys(SERIES) as [CodeSerie, ...CodeSerie[]];

export const preparationSchema = z.object({
  serie: z.enum(CODES, "Choisissez une série."),
  jusquAu: z.iso.date("Donnez un jour."),
});

export const visaSchema = z.object({
  autorite: z
    .string("Donnez l’autorité qui a visé.")
    .trim()
    .min(1, "Donnez l’autorité qui a visé.")
    .max(200, "L’autorité tient en 200 caractères."),
  reference: z
    .string("Donnez la référence du visa.")
    .trim()
    .min(1, "Donnez la référence du visa.")
    .max(200, "La référence tient en 200 caractères."),
  le: z.iso.date("Donnez la date du visa."),
});
export type Visa = z.output<typeof visaSchema>;

export const executionSchema = z.object({
  compris: z.literal("on", "Cochez la case pour confirmer : l’élimination est définitive."),
});

export const abandonSchema = z.object({});

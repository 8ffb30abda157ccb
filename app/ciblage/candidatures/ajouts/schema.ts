import { z } from "#app/platform/form/zod.ts";

const POURQUOI = "Dites pourquoi, en une ou deux phrases : le motif reste avec la décision.";
const ARGUMENT = "Écrivez ce que le territoire en sait : une phrase suffit.";

export const ajoutSchema = z.object({
  motif: z
    .string({ error: POURQUOI })
    .trim()
    .min(3, POURQUOI)
    .max(1200, "Le motif tient en 1 200 caractères."),
  argument: z
    .string({ error: ARGUMENT })
    .trim()
    .min(3, ARGUMENT)
    .max(2000, "L’argument tient en 2 000 caractères."),
  horsPopulation: z
    .string()
    .trim()
    .max(700, "La raison tient en 700 caractères.")
    .optional()
    .transform((texte) => texte ?? ""),
});
export type Ajout = z.output<typeof ajoutSchema>;

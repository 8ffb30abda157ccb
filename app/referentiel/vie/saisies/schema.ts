import { z } from "#app/platform/form/zod.ts";
import { motifSchema } from "../schema.ts";

/** `vue` is what the person was reading: an empty field is null. */
export const saisieSchema = z.object({
  vue: z
    .string()
    .max(300)
    .optional()
    .transform((vue) => vue || null),
  valeur: z
    .string("Donnez la valeur.")
    .trim()
    .min(1, "Donnez la valeur ; pour revenir à celle des fichiers, retirez plutôt la saisie.")
    .max(300, "Cette valeur tient en 300 caractères."),
  motif: motifSchema,
});

import { z } from "#app/platform/form/zod.ts";
import { DUREES } from "./rules.ts";

export const jetonSchema = z.object({
  libelle: z
    .string({ error: "Dites à quoi servira ce jeton." })
    .trim()
    .min(1, "Dites à quoi servira ce jeton.")
    .max(100, "Cent caractères au plus."),
  duree: z.enum(Object.keys(DUREES) as [string, ...string[]], {
    error: "Choisissez une durée dans la liste.",
  }),
});

/** The act of revoking asks for nothing more than to be confirmed. */
export const revocationSchema = z.object({});

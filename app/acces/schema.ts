import { z } from "#app/platform/form/zod.ts";

/** The form of the demonstration: which account of the cast to become. */
export const connexionSchema = z.object({
  agent: z.uuid("Choisissez un compte de démonstration dans la liste."),
  suite: z.string().max(2_000).optional(),
});

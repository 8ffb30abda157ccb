import { z } from "#app/platform/form/zod.ts";

/** A code of the application or a recovery code: the command tells them apart. */
export const codeSchema = z.object({
  code: z
    .string({ error: "Tapez le code." })
    .trim()
    .min(1, "Tapez le code.")
    .max(100, "Ce code est trop long."),
  suite: z.string().max(2_000).optional(),
});

/** The confirmation of a demonstration is a click. */
export const clicSchema = z.object({ suite: z.string().max(2_000).optional() });

/** What the page of the second factor does. */
export const enrolementSchema = z.discriminatedUnion("acte", [
  z.object({ acte: z.literal("preparer") }),
  z.object({ acte: z.literal("remplacer") }),
  z.object({ acte: z.literal("renouveler") }),
  z.object({
    acte: z.literal("confirmer"),
    code: z
      .string({ error: "Tapez le code." })
      .trim()
      .min(1, "Tapez le code.")
      .max(100, "Ce code est trop long."),
  }),
]);

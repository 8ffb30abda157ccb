import { instantOf } from "#app/platform/clock/clock.ts";
import { z } from "#app/platform/form/zod.ts";
import { TONS, type Ton } from "./rules.ts";

const MOMENT = "Donnez un jour et une heure, comme le 2 septembre 2026 à 8 h 00.";

/** What a browser sends for a day and an hour, read in Paris: "2026-09-02T08:00". */
const momentSchema = z
  .string(MOMENT)
  .regex(/^20\d{2}-\d{2}-\d{2}T\d{2}:\d{2}$/, MOMENT)
  .transform((texte, context) => {
    const instant = instantOf(texte);
    if (instant) return instant;
    context.addIssue({ code: "custom", message: MOMENT });
    return z.NEVER;
  });

export const bandeauSchema = z.object({
  texte: z
    .string("Écrivez la phrase à afficher.")
    .trim()
    .min(1, "Écrivez la phrase à afficher.")
    .max(300, "La phrase tient en 300 caractères."),
  ton: z.enum(Object.keys(TONS) as [Ton, ...Ton[]], "Choisissez entre information et attention."),
  debut: momentSchema,
  fin: momentSchema,
});

export const retraitSchema = z.object({ bandeau: z.uuid("Ce bandeau n’existe plus.") });

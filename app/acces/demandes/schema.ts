import { z } from "#app/platform/form/zod.ts";
import { choixPorteeShape, jourSchema, motSchema } from "../personnes/schema.ts";

export const demandeSchema = z.object({ ...choixPorteeShape, message: motSchema });

export const retraitSchema = z.object({ retirer: z.uuid("Choisissez la demande à retirer.") });

const MOTIF = "Dites à la personne pourquoi, en une phrase : elle le lira.";

export const decisionSchema = z
  .object({
    decision: z.enum(["acceptee", "refusee"], { error: "Choisissez d’accepter ou de refuser." }),
    motif: z
      .string()
      .trim()
      .max(1000, "Le motif tient en mille caractères.")
      .optional()
      .transform((text) => text ?? ""),
    debut: jourSchema("Donnez le premier jour de la fonction."),
    fin: jourSchema("Donnez un jour, ou laissez vide.")
      .optional()
      .transform((text) => text ?? null),
    version: z.coerce.number().int(),
  })
  .refine(({ decision, motif }) => decision === "acceptee" || motif.length >= 3, {
    path: ["motif"],
    error: MOTIF,
  })
  .refine(({ debut, fin }) => fin === null || fin > debut, {
    path: ["fin"],
    error: "La fin vient après le premier jour.",
  });

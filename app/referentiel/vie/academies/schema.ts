import { z } from "#app/platform/form/zod.ts";
import { jourSchema, motifSchema } from "../schema.ts";
import { STATUTS_PARTICIPATION, type StatutParticipation } from "./rules.ts";

export const inscriptionSchema = z.object({
  academie: z.string("Choisissez une académie.").regex(/^\d{2}$/, "Choisissez une académie."),
  dispositif: z
    .string("Choisissez un dispositif.")
    .regex(/^[a-z][a-z0-9_]{1,40}$/, "Choisissez un dispositif."),
  statut: z.enum(
    Object.keys(STATUTS_PARTICIPATION) as [StatutParticipation, ...StatutParticipation[]],
    "Choisissez un statut.",
  ),
  debut: jourSchema("Donnez la date d’effet."),
  acte: z
    .string("Donnez l’acte : un arrêté, une circulaire, une annonce, avec sa date.")
    .trim()
    .min(3, "Donnez l’acte : un arrêté, une circulaire, une annonce, avec sa date.")
    .max(300, "L’acte tient en 300 caractères."),
  motif: motifSchema,
});

export const repriseSchema = z.object({ motif: motifSchema });

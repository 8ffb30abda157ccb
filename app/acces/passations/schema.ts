import { z } from "#app/platform/form/zod.ts";
import { MOT_MAX } from "./rules.ts";

const version = z.coerce.number("Rechargez la page.").int("Rechargez la page.").min(1, "Rechargez la page.");

export const motSchema = z.object({
  mot: z
    .string("Écrivez quelques lignes à la personne qui vous succède.")
    .trim()
    .min(3, "Écrivez quelques lignes à la personne qui vous succède.")
    .max(MOT_MAX, `Le mot tient en ${MOT_MAX} caractères, pour que le résumé reste court.`),
  version,
});

export const clotureSchema = z.object({ version });

export const repriseSchema = z.object({ delegation: z.uuid("Choisissez une délégation de la liste.") });

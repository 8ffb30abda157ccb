import { z } from "#app/platform/form/zod.ts";
import { GENRES_FAIT, type GenreFait } from "../rules.ts";
import { jourSchema } from "../schema.ts";

export const faitSchema = z.object({
  lieu: z.enum(["structure", "commune"], "Dites si le fait touche la structure ou toute la commune."),
  genre: z.enum(Object.keys(GENRES_FAIT) as [GenreFait, ...GenreFait[]], "Choisissez la nature du fait."),
  survenuLe: jourSchema("Donnez la date du fait, ou de son annonce."),
  description: z
    .string("Décrivez le fait en quelques phrases.")
    .trim()
    .min(10, "Décrivez le fait en quelques phrases.")
    .max(2000, "La description tient en 2 000 caractères."),
  preuve: z
    .string("Dites d’où on le sait.")
    .trim()
    .min(3, "Dites d’où on le sait : un article, un acte, un chiffre et sa source.")
    .max(500, "La preuve tient en 500 caractères."),
});

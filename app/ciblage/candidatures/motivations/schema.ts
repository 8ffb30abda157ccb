import { z } from "#app/platform/form/zod.ts";
import { jourSchema } from "#app/referentiel/vie/schema.ts";
import { canEcrireArgument, GENRES_ARGUMENT, type GenreArgument } from "./rules.ts";

const GENRES = Object.keys(GENRES_ARGUMENT) as [GenreArgument, ...GenreArgument[]];
const TEXTE = "Écrivez ce que vous voulez faire savoir : une phrase suffit.";
const JOUR = "Donnez la date, comme 31/03/2026, ou laissez vide.";

const texteOuNul = (max: number, message: string) =>
  z
    .string()
    .trim()
    .max(max, message)
    .optional()
    .transform((texte) => texte || null);

export const argumentSchema = z
  .object({
    genre: z.enum(GENRES, { error: "Choisissez ce que vous ajoutez." }),
    texte: z.string({ error: TEXTE }).trim().min(3, TEXTE).max(2000, "Le texte tient en 2 000 caractères."),
    choc: texteOuNul(200, "La nature du choc tient en 200 caractères."),
    chocLe: jourSchema(JOUR)
      .optional()
      .transform((jour) => jour ?? null),
    preuve: texteOuNul(500, "La preuve tient en 500 caractères."),
  })
  .superRefine((value, context) => {
    for (const { champ, message } of canEcrireArgument(value))
      context.addIssue({ code: "custom", path: [champ], message });
  });
export type ArgumentSaisi = z.output<typeof argumentSchema>;

import { z } from "#app/platform/form/zod.ts";
import { GENRES_FILIATION, type GenreFiliation } from "../rules.ts";
import { jourSchema, motifSchema, texteOuRien, uaiSchema } from "../schema.ts";

export const filiationSchema = z.object({
  genre: z.enum(
    Object.keys(GENRES_FILIATION) as [GenreFiliation, ...GenreFiliation[]],
    "Choisissez ce qui s’est passé.",
  ),
  sens: z.enum(["vers", "de"], "Dites laquelle des deux structures a précédé l’autre."),
  autreUai: uaiSchema,
  effetLe: jourSchema("Donnez la date d’effet : le premier jour de la nouvelle situation."),
  acte: texteOuRien(300),
  fermer: z.stringbool().optional(),
  motif: motifSchema,
});

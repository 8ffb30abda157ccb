import { z } from "#app/platform/form/zod.ts";

const texte = (most: number) =>
  z
    .string()
    .trim()
    .max(most, `Au plus ${most} caractères.`)
    .optional()
    .transform((typed) => typed ?? "");

/** Reads the JSON column. */
export const classesNommeesSchema = z.array(
  z.object({ numero: z.number(), nom: z.string(), description: z.string() }),
);

/** One form for all the classes of a run: `nom2` and `description2` are those of class 2. Version 0: not saved yet. */
export function typologieSchema(numeros: readonly number[]) {
  const fields = numeros.flatMap((numero) => [
    [`nom${numero}`, texte(60)] as const,
    [`description${numero}`, texte(1_000)] as const,
  ]);
  return z
    .object({
      nom: z
        .string({ error: "Donnez un nom à la typologie." })
        .trim()
        .min(3, "Donnez un nom à la typologie.")
        .max(120, "Au plus 120 caractères."),
      version: z.coerce.number().int().min(0),
      ...(Object.fromEntries(fields) as Record<string, ReturnType<typeof texte>>),
    })
    .transform((typed) => ({
      nom: typed.nom,
      version: typed.version,
      classes: numeros.map((numero) => ({
        numero,
        nom: String((typed as Record<string, unknown>)[`nom${numero}`] ?? ""),
        description: String((typed as Record<string, unknown>)[`description${numero}`] ?? ""),
      })),
    }));
}

export type SaisieTypologie = z.output<ReturnType<typeof typologieSchema>>;

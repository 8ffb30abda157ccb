import { z } from "#app/platform/form/zod.ts";

/** A browser sends CR LF: what is published holds one way of ending a line. */
const texte = (manque: string, most: number, long: string) =>
  z
    .string({ error: manque })
    .transform((value) => value.replace(/\r\n?/g, "\n").trim())
    .pipe(z.string().min(1, manque).max(most, long));

export const publicationSchema = z.object({
  regles: texte(
    "Écrivez les règles : elles sont publiées avec la liste.",
    20_000,
    "Au plus 20 000 caractères pour les règles.",
  ),
  motif: texte("", 2000, "Au plus 2 000 caractères pour le motif.").optional(),
  message: texte(
    "Écrivez le message : les équipes comprendront pourquoi elles le reçoivent.",
    5000,
    "Au plus 5 000 caractères pour le message.",
  ),
  nomsPublics: z
    .literal("on")
    .optional()
    .transform((value) => value === "on"),
  /** SHA-256 of what was shown: what is published is what was read. */
  empreinte: z.string({ error: "Rechargez la page avant de publier." }).regex(/^[0-9a-f]{64}$/, {
    error: "Rechargez la page avant de publier.",
  }),
});
export type Publication = z.output<typeof publicationSchema>;

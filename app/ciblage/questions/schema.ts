import { z } from "#app/platform/form/zod.ts";
import { isNominatif, SANS_NOM } from "../concertations/rules.ts";

/** What will be published names nobody. */
const texte = (manque: string, max: number, tropLong: string) =>
  z
    .string({ error: manque })
    .trim()
    .min(5, manque)
    .max(max, tropLong)
    .refine((written) => !isNominatif(written), SANS_NOM);

const question = texte(
  "Écrivez la question.",
  2000,
  "Au plus 2 000 caractères : posez plutôt deux questions.",
);
const vue = z.string().max(64);

/** The id is drawn with the form: sent twice, it asks once. */
export const questionSchema = z.object({
  id: z.uuid(),
  campagne: z.uuid({ error: "Choisissez la campagne." }),
  question,
});

export const SUITES = {
  publier: "Publier la question et sa réponse",
  garder: "Garder la réponse sans la publier encore",
} as const;

export const reponseSchema = z.object({
  question,
  reponse: texte("Écrivez la réponse.", 5000, "Au plus 5 000 caractères."),
  suite: z.enum(["publier", "garder"], { error: "Dites si la réponse se publie maintenant." }),
  vue,
});

export const ecartSchema = z.object({
  motif: texte("Dites pourquoi : la personne qui demande le lira.", 2000, "Au plus 2 000 caractères."),
  vue,
});

const TEXTE_CHERCHE_MAX = 100;

/** What the address looks for among published answers. */
export function lireRecherche(params: URLSearchParams): { readonly campagne: string; readonly q: string } {
  return {
    campagne: params.get("campagne") ?? "",
    q: (params.get("q") ?? "").trim().slice(0, TEXTE_CHERCHE_MAX),
  };
}

import { isUuid } from "#app/platform/form/uuid.ts";
import { z } from "#app/platform/form/zod.ts";
import { motifSchema } from "../vie/schema.ts";
import { EN_NOMBRE_MAX, ETATS, type EtatAnomalie, GENRES, type GenreAnomalie } from "./rules.ts";

export const justificationSchema = z.object({
  motif: motifSchema,
  version: z.coerce.number().int().positive(),
});

export const enNombreSchema = z.object({
  motif: motifSchema,
  choix: z
    .preprocess(
      (value) => (Array.isArray(value) ? value : value === undefined ? [] : [value]),
      z.array(z.string().max(60)),
    )
    .refine((choix) => choix.length > 0, "Cochez au moins une anomalie.")
    .refine(
      (choix) => choix.length <= EN_NOMBRE_MAX,
      `Justifiez au plus ${EN_NOMBRE_MAX} anomalies à la fois.`,
    )
    .transform((choix) => choix.map(readChoix))
    .refine((choix) => choix.every(({ id }) => isUuid(id)), "Cochez des anomalies de la liste."),
});

/** A ticked box says which anomaly, in which version: « id:3 ». */
function readChoix(text: string): { readonly id: string; readonly version: number } {
  const [id = "", version = ""] = text.split(":");
  return { id, version: Number(version) };
}

export const FILTRES = ["genre", "etat", "jeu", "departement"] as const;

const filtresSchema = z.object({
  genre: z
    .enum(Object.keys(GENRES) as [GenreAnomalie, ...GenreAnomalie[]])
    .optional()
    .catch(undefined),
  etat: z
    .enum([...(Object.keys(ETATS) as [EtatAnomalie, ...EtatAnomalie[]]), "toutes"])
    .optional()
    .catch(undefined),
  jeu: z.string().max(60).optional().catch(undefined),
  departement: z
    .string()
    .regex(/^[0-9AB]{2,3}$/)
    .optional()
    .catch(undefined),
});
export type FiltresAnomalies = z.output<typeof filtresSchema>;

export function readFiltresAnomalies(params: URLSearchParams): FiltresAnomalies {
  return filtresSchema.parse(Object.fromEntries([...params].filter(([, value]) => value !== "")));
}

import { z } from "#app/platform/form/zod.ts";
import { motifSchema } from "../schema.ts";
import { ETATS, type EtatOrpheline, type FiltresOrphelines } from "./rules.ts";

const filtresSchema = z.object({
  etat: z.enum(Object.keys(ETATS) as [EtatOrpheline, ...EtatOrpheline[]]).catch("reconnues"),
  academie: z
    .string()
    .regex(/^\d{2}$/)
    .optional()
    .catch(undefined),
  departement: z
    .string()
    .regex(/^[0-9AB]{2,3}$/)
    .optional()
    .catch(undefined),
  sans: z
    .literal("oui")
    .transform(() => true)
    .optional()
    .catch(undefined),
});

/** Filters from the URL; a value that nobody offered is ignored. */
export function readFiltresOrphelines(params: URLSearchParams): FiltresOrphelines {
  return filtresSchema.parse(Object.fromEntries([...params].filter(([, value]) => value !== "")));
}

export const decisionSchema = z.object({
  vue: z
    .uuid()
    .optional()
    .transform((vue) => vue ?? null),
  decision: z.enum(["reconnaitre", "ne_pas_reconnaitre", "retirer"], "Choisissez une décision."),
  motif: motifSchema,
});

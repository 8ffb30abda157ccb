import { z } from "#app/platform/form/zod.ts";

const schema = z.object({
  annee: z.coerce.number().int().min(1980).max(2100).optional().catch(undefined),
  indicateur: z
    .string()
    .regex(/^[a-z][a-z0-9_]{1,60}$/)
    .optional()
    .catch(undefined),
  q: z.string().trim().max(200).optional().catch(undefined),
});

export interface DemandeComparaison extends z.output<typeof schema> {
  /** In the order chosen, each once. */
  readonly uais: readonly string[];
}

/** What is compared, from the URL: `uai` as often as there are structures. */
export function readDemandeComparaison(params: URLSearchParams): DemandeComparaison {
  const uais = [...new Set(params.getAll("uai").filter((uai) => uai !== ""))];
  const others = [...params].filter(([name, value]) => name !== "uai" && value !== "");
  return { ...schema.parse(Object.fromEntries(others)), uais };
}

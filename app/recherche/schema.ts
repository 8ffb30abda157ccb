import { z } from "#app/platform/form/zod.ts";

const schema = z.object({ q: z.string().trim().max(200).catch("") });

/** What is looked for, from the URL; nothing when it is absent or too long to be a search. */
export function readRecherche(params: URLSearchParams): string {
  return schema.parse({ q: params.get("q") ?? "" }).q;
}

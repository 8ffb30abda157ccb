import { canonicalCourriel } from "#app/platform/form/courriel.ts";
import { z } from "#app/platform/form/zod.ts";

/** The address is compared as it is kept: without spaces around, in small letters. */
export const demandeLienSchema = z.object({
  courriel: z
    .string({ error: "Donnez votre adresse professionnelle." })
    .overwrite(canonicalCourriel)
    .max(254, "Cette adresse est trop longue.")
    .pipe(z.email("Donnez une adresse complète, par exemple prenom.nom@ac-exemple.fr.")),
  suite: z.string().max(2_000).optional(),
});

/** What a token of ours looks like; anything else is not even looked up. */
export function isJeton(text: string): boolean {
  return /^[\w-]{43}$/.test(text);
}

import type { Decision } from "#app/platform/refusal.ts";
import { no, yes } from "#app/platform/refusal.ts";
import { canSaisirCourriel } from "../saisies/rules.ts";

export interface Contact {
  readonly courriel: string | null;
  readonly telephone: string | null;
}

/** One text by which to see that somebody else changed it. */
export function contactLu({ courriel, telephone }: Contact): string {
  return `${courriel ?? ""} ${telephone ?? ""}`.trim();
}

/** A circonscription has a shared mailbox and a telephone; either may be unknown. Source: CNIL, minimisation. */
export function canCorriger({ courriel, telephone }: Contact): Decision {
  if (courriel !== null) {
    const verdict = canSaisirCourriel(courriel);
    if (!verdict.ok) return verdict;
  }
  return telephone === null || /^\+?[0-9 .()-]{6,40}$/.test(telephone)
    ? yes
    : no(
        "telephone",
        "Ce numéro ne se lit pas : des chiffres et des espaces suffisent, comme 02 40 00 00 00.",
      );
}

import { type Decision, no, yes } from "#app/platform/refusal.ts";

/** How long a token may live, in days: a term, half a year, a school year. */
export const DUREES = { 90: "Trois mois", 180: "Six mois", 365: "Un an" } as const;

/** A person has a few uses, not a collection that nobody reviews. */
const JETONS_MAX = 10;

/** Ten tokens in force at most for one person. Source: house rule. */
export function canCreerJeton(enVigueur: number): Decision {
  if (enVigueur < JETONS_MAX) return yes;
  return no(
    "trop_de_jetons",
    `Vous avez déjà ${JETONS_MAX} jetons en vigueur : révoquez-en un avant d’en créer un autre.`,
  );
}

export interface JetonDates {
  readonly expireLe: Date;
  readonly revoqueLe: Date | null;
}

/** A token holds until its last instant, excluded, unless it was revoked. */
export function isJetonValide({ expireLe, revoqueLe }: JetonDates, now: Date): boolean {
  return revoqueLe === null && now < expireLe;
}

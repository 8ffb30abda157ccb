import { type Decision, no, yes } from "#app/platform/refusal.ts";

export const TONS = { information: "Information", attention: "Attention" } as const;
export type Ton = keyof typeof TONS;

export interface Periode {
  readonly debut: Date;
  readonly fin: Date;
}

/** Shown from its beginning, included, to its end, excluded. */
export function isAffiche({ debut, fin }: Periode, now: Date): boolean {
  return debut <= now && now < fin;
}

const UN_AN_MS = 366 * 24 * 60 * 60 * 1000;

/** A banner ends after it begins, after now, and within a year: what is said for ever belongs on a page. */
export function canAnnoncer({ debut, fin }: Periode, now: Date): Decision {
  if (fin <= debut)
    return no("fin_avant_debut", "La fin vient avant le début : corrigez l’une des deux dates.");
  if (fin <= now) return no("deja_fini", "Cette période est déjà passée : donnez une fin à venir.");
  if (fin.getTime() - debut.getTime() > UN_AN_MS)
    return no(
      "trop_long",
      "Un bandeau dure un an au plus : ce qui reste vrai plus longtemps va dans une page.",
    );
  return yes;
}

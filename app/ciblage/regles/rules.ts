import type { MotifCiblage } from "../rules.ts";

export const SENS = {
  au_plus: "au plus",
  moins_de: "moins de",
  au_moins: "au moins",
  plus_de: "plus de",
} as const;
export type Sens = keyof typeof SENS;

/** Whose distribution a relative threshold is taken from. */
export const BASES_QUANTILE = {
  population: "la population de la campagne",
  academie: "toutes les structures de la famille dans l’académie",
  nation: "toutes les structures de la famille en France",
} as const;
export type BaseQuantile = keyof typeof BASES_QUANTILE;

export type Seuil =
  | { readonly genre: "absolu"; readonly valeur: number }
  /** Quantile in ]0, 1[: the smallest known value that at least this share does not exceed (type 1 of Hyndman and Fan). */
  | { readonly genre: "quantile"; readonly quantile: number; readonly base: BaseQuantile };

/** Facts about a structure that a rule may read beside the numbers. */
export const MARQUES = {
  orpheline: "École orpheline",
  sortie_ep_2015: "Sortie de l’éducation prioritaire en 2015",
  rural: "En commune rurale",
} as const;
export type Marque = keyof typeof MARQUES;

/** `requis`: must hold. `compte`: one of those among which at least k hold. `exclusion`: sets aside when it holds. */
export const ROLES_CRITERE = {
  requis: "Obligatoire",
  compte: "Compte dans le nombre demandé",
  exclusion: "Écarte",
} as const;
export type RoleCritere = keyof typeof ROLES_CRITERE;

interface CritereCommun {
  /** Stable in a scenario: `c1`, `c2`… */
  readonly id: string;
  readonly role: RoleCritere;
  readonly motif: MotifCiblage | null;
  /** Word of the team for it: « défavorisés »; empty when none. */
  readonly nom: string;
}
export type Critere = CritereCommun &
  (
    | {
        readonly genre: "indicateur";
        readonly code: string;
        readonly annee: number | "derniere";
        readonly sens: Sens;
        readonly seuil: Seuil;
      }
    | { readonly genre: "axe"; readonly axe: number; readonly sens: Sens; readonly seuil: Seuil }
    | { readonly genre: "classe"; readonly classes: readonly number[] }
    | { readonly genre: "marque"; readonly marque: Marque }
  );

/** One term of the weighted sum: the standardised value (mean 0, standard deviation 1 in the analysed population). */
export interface Terme {
  readonly code: string;
  readonly annee: number | "derniere";
  /** Above 0. */
  readonly poids: number;
  /** `bas`: a low value raises the sum; `haut`: a high one. */
  readonly sens: "bas" | "haut";
}

export interface Regle {
  readonly criteres: readonly Critere[];
  /** How many of the criteria « compte » must hold; 0 when there are none. */
  readonly auMoins: number;
  /** Visible weighted sum, its weights brought to a total of 1, or null. */
  readonly composite: readonly Terme[] | null;
  /** With a weighted sum: the first ones only, ties at the last place all kept; null keeps all that the criteria keep. */
  readonly nombreMax: number | null;
}

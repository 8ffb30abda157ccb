import { predict } from "#app/platform/statistics/regression.ts";
import type { StatutValeur } from "../../rules.ts";

/**
 * Observed minus expected, with an interval that depends on the number of pupils. A calculation of Ancrage, never an
 * official value added: the DEPP's own stands beside it.
 */

/** Said wherever one of these figures is shown. */
export const LIBELLE_NON_OFFICIEL = "calcul Ancrage, non officiel";

export interface Modele {
  readonly resultat: string;
  readonly effectif: string;
  readonly entrees: readonly string[];
  /** Official value added of the DEPP, shown beside ours where it is published. */
  readonly officielle?: string;
}

/** What a result is expected from: inputs only, never another result. */
export const MODELES: readonly Modele[] = [
  {
    resultat: "ivac_reussite_g",
    effectif: "ivac_candidats_g",
    entrees: ["ips", "ips_ecart_type"],
    officielle: "ivac_va_reussite_g",
  },
  { resultat: "dnb_reussite", effectif: "dnb_presents", entrees: ["ips", "ips_ecart_type"] },
  {
    resultat: "ival_gt_reussite",
    effectif: "ival_gt_presents",
    entrees: ["ips_voie_gt", "ips_ecart_type_gt"],
    officielle: "ival_gt_va_reussite",
  },
  {
    resultat: "ival_pro_reussite",
    effectif: "ival_pro_presents",
    entrees: ["ips_voie_pro", "ips_ecart_type_pro"],
    officielle: "ival_pro_va_reussite",
  },
];

/** Under this number of pupils nothing is concluded. Source: threshold of publication of the DNB (DEPP, session 2023). */
export const EFFECTIF_MINIMAL = 30;

/** Two-sided 95 % of the normal law. */
const Z = 1.96;

/** Fewer structures than this describe themselves, not what is expected of one. */
export const STRUCTURES_MINIMALES = 30;

export interface Attente {
  /** Expected rate, %, kept within [0, 100]. */
  readonly attendu: number;
  /** Observed minus expected, points. */
  readonly ecart: number;
  /** Half-width of the interval around 0, points. */
  readonly marge: number;
  readonly conclusion: keyof typeof CONCLUSIONS;
}

/** Neither praise nor blame: where the observed rate stands beside what chance and diversity explain. */
export const CONCLUSIONS = {
  dans_intervalle: "dans l’intervalle",
  au_dessus: "au-dessus de l’intervalle",
  en_dessous: "en dessous de l’intervalle",
  effectif_insuffisant: `effectif trop faible pour conclure (n < ${EFFECTIF_MINIMAL})`,
} as const;

/**
 * The gap of a rate to what the public leads to expect, and the margin within which chance and the ordinary diversity
 * of schools explain it: 1.96 √(p(1−p)/n + τ²) + half a pupil, p being drawn towards one half by two successes and two
 * failures so that an expected 100 % does not promise certainty.
 * Source: Agresti and Coull, The American Statistician 52 (1998); continuity correction of Yates.
 *
 * @param dispersion τ, standard deviation between schools beyond chance, points.
 * @param effectif n, pupils behind the observed rate.
 */
export function comparerAttendu(
  observe: number,
  prevu: number,
  dispersion: number,
  effectif: number,
): Attente {
  const attendu = Math.min(100, Math.max(0, prevu));
  const p = ((attendu / 100) * effectif + 2) / (effectif + 4);
  const chance = (100 * 100 * p * (1 - p)) / effectif;
  const marge = Z * Math.sqrt(chance + dispersion ** 2) + 50 / effectif;
  const ecart = observe - attendu;
  return { attendu, ecart, marge, conclusion: conclude(ecart, marge, effectif) };
}

function conclude(ecart: number, marge: number, effectif: number): Attente["conclusion"] {
  if (effectif < EFFECTIF_MINIMAL) return "effectif_insuffisant";
  if (Math.abs(ecart) <= marge) return "dans_intervalle";
  return ecart > 0 ? "au_dessus" : "en_dessous";
}

/**
 * Standard deviation between schools beyond chance (points): what the weighted squared residuals exceed the binomial
 * variance by, never below 0. Residuals of a fit are smaller than errors: each coefficient costs one observation.
 * Source: method of moments of DerSimonian and Laird, Controlled Clinical Trials 7 (1986).
 *
 * @param coefficients number of coefficients fitted on these very observations.
 */
export function estimerDispersion(
  residus: readonly number[],
  attendus: readonly number[],
  effectifs: readonly number[],
  coefficients: number,
): number {
  const weight = effectifs.reduce((sum, n) => sum + n, 0);
  const lost = residus.length / Math.max(1, residus.length - coefficients);
  const excess = residus.reduce((sum, residu, i) => {
    const n = effectifs[i] ?? 1;
    const p = Math.min(0.995, Math.max(0.005, (attendus[i] ?? 50) / 100));
    return sum + n * (lost * residu ** 2 - (100 * 100 * p * (1 - p)) / n);
  }, 0);
  return weight === 0 ? 0 : Math.sqrt(Math.max(0, excess / weight));
}

/** A value as a person may read it. */
export interface ValeurAttendu {
  readonly id: number;
  readonly valeur: number | null;
  readonly statut: StatutValeur;
}

export interface ModeleAjuste {
  readonly entrees: readonly string[];
  readonly coefficients: readonly number[];
  readonly dispersion: number;
  readonly r2: number;
  readonly n: number;
  readonly calculeLe: Date;
}

/** What a gap is computed from, as a person may read it. */
export interface Pieces {
  readonly observe: ValeurAttendu | undefined;
  readonly effectif: ValeurAttendu | undefined;
  /** In the order of the model. */
  readonly entrees: readonly (ValeurAttendu | undefined)[];
  readonly modele: ModeleAjuste | undefined;
}

/** Why there is no figure; each says what is missing. */
export const ABSENCES = {
  masque: "Masqué (secret statistique) : une des valeurs qui entrent dans le calcul est couverte.",
  observe: "Le taux observé n’est pas publié pour cette année.",
  effectif: "L’effectif derrière ce taux n’est pas publié pour cette année.",
  entree: "L’IPS ou l’hétérogénéité sociale ne sont pas publiés pour cette année.",
  modele: `Pas de modèle pour cette année : il en faut au moins ${STRUCTURES_MINIMALES} structures de même type avec toutes les données.`,
} as const;

export type AttenduCalcule =
  | ({ readonly etat: "calcule"; readonly observe: number; readonly effectif: number } & Attente)
  | { readonly etat: keyof typeof ABSENCES };

/**
 * The gap of one structure, or why there is none. Where secrecy covers any piece nothing is told: an expected rate
 * gives an input away, and a margin the number of pupils.
 */
export function lireAttendu({ observe, effectif, entrees, modele }: Pieces): AttenduCalcule {
  const pieces = [observe, effectif, ...entrees];
  if (pieces.some((piece) => piece?.statut === "masque")) return { etat: "masque" };
  if (typeof observe?.valeur !== "number") return { etat: "observe" };
  if (typeof effectif?.valeur !== "number" || effectif.valeur <= 0) return { etat: "effectif" };
  const x = entrees.flatMap((entree) => entree?.valeur ?? []);
  if (x.length < entrees.length) return { etat: "entree" };
  if (!modele) return { etat: "modele" };
  return {
    etat: "calcule",
    observe: observe.valeur,
    effectif: effectif.valeur,
    ...comparerAttendu(observe.valeur, predict(modele.coefficients, x), modele.dispersion, effectif.valeur),
  };
}

/** The interval in which chance and the ordinary diversity of structures put the rate, %, within [0, 100]. */
export function intervalleAttendu({ attendu, marge }: Attente): [number, number] {
  return [Math.max(0, attendu - marge), Math.min(100, attendu + marge)];
}

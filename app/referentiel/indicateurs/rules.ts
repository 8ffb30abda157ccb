import { formatNombre } from "#app/platform/format/format.ts";
import { type Famille, STATUTS_VALEUR, type StatutValeur, serieComparable } from "../rules.ts";

/** Territories a value is read against, from the widest. */
export const NIVEAUX = {
  nation: "Nation",
  academie: "Académie",
  departement: "Département",
  circonscription: "Circonscription",
  bassin: "Bassin",
} as const;
export type Niveau = keyof typeof NIVEAUX;

export interface ReferenceLue {
  readonly niveau: Niveau;
  readonly n: number;
  /** Null when too few structures are behind it. */
  readonly moyenne: number | null;
  /** True when the mean weighs each structure by its pupils. */
  readonly ponderee: boolean;
  readonly mediane: number | null;
}

/** Share of structures of known weight from which the mean of pupils stands for the mean of structures. */
const PART_PONDEREE = 0.95;

/**
 * A reference is shown from `seuil` structures on: below, it would tell the values of neighbours rather than a
 * reference. Source: Insee, no cell from fewer than three units.
 */
export function referenceLisible(
  reference: {
    readonly niveau: Niveau;
    readonly n: number;
    readonly moyenne: number;
    readonly moyennePonderee: number | null;
    readonly nPonderes: number;
    readonly mediane: number;
  },
  seuil: number,
): ReferenceLue {
  const shown = reference.n >= seuil;
  const ponderee = reference.moyennePonderee !== null && reference.nPonderes >= reference.n * PART_PONDEREE;
  return {
    niveau: reference.niveau,
    n: reference.n,
    moyenne: shown ? (ponderee ? reference.moyennePonderee : reference.moyenne) : null,
    ponderee,
    mediane: shown ? reference.mediane : null,
  };
}

/**
 * Values by year, cut where the series breaks: two stretches are never drawn nor compared together. Latest stretch
 * first; within one, oldest year first. Source: DEPP, revision of the IPS at the rentrée of 2022.
 */
export function couperSeries<V extends { readonly annee: number }>(
  valeurs: readonly V[],
  ruptures: readonly number[],
): V[][] {
  const stretches = new Map<number, V[]>();
  for (const valeur of [...valeurs].sort((a, b) => a.annee - b.annee)) {
    const { de } = serieComparable(valeur.annee, ruptures);
    stretches.set(de, [...(stretches.get(de) ?? []), valeur]);
  }
  return [...stretches.entries()].sort(([a], [b]) => b - a).map(([, stretch]) => stretch);
}

/** The year to show: the one asked for when it is known, otherwise the latest known. Undefined when nothing is known. */
export function choisirAnnee(annees: readonly number[], demandee: number | undefined): number | undefined {
  if (demandee !== undefined && annees.includes(demandee)) return demandee;
  return annees.length > 0 ? Math.max(...annees) : undefined;
}

/** Indicators whose card stands on the page of a structure: the public and the size. The others have a page of their own. */
const A_LA_UNE: ReadonlySet<string> = new Set([
  "effectif_ecole",
  "effectif_college",
  "effectif_lycee_gt",
  "effectif_lycee_pro",
  "ips",
  "ips_voie_gt",
  "ips_voie_pro",
]);

export function isALaUne({ code }: { readonly code: string }): boolean {
  return A_LA_UNE.has(code);
}

/** One indicator of one structure, for one year, beside its references: what a card of the page shows. */
export interface FicheIndicateur {
  readonly code: string;
  readonly libelle: string;
  readonly definition: string;
  readonly lecture: string;
  /** What chance makes of it, known biases, allowed comparisons: the notice, in the words of the statistical service. */
  readonly bruit: string;
  readonly biais: string;
  readonly comparaisons: string;
  readonly source: string;
  /** Fewer structures than this are no reference. */
  readonly seuilReference: number;
  readonly unite: string;
  readonly decimales: number;
  readonly famille: Famille;
  /** The year shown: the page's year when this indicator knows it, otherwise the latest that it knows. */
  readonly annee: number;
  readonly valeur: ValeurDatee;
  readonly references: readonly ReferenceLue[];
  readonly repartition: Repartition | undefined;
  /** By stretch of comparable years, latest stretch first. */
  readonly series: readonly (readonly ValeurDatee[])[];
  readonly ruptures: readonly { readonly annee: number; readonly motif: string }[];
}

export interface ValeurDatee {
  readonly id: number;
  readonly annee: number;
  readonly valeur: number | null;
  readonly statut: StatutValeur;
}

export interface Repartition {
  readonly n: number;
  readonly bornes: readonly number[];
  readonly effectifs: readonly number[];
  readonly quartiles: readonly [number, number, number];
}

/** A value as people read it: its number with its unit, or the words of its status. Never a zero for an absence. */
export function texteValeur(
  { decimales, unite }: Pick<FicheIndicateur, "decimales" | "unite">,
  { valeur, statut }: Pick<ValeurDatee, "valeur" | "statut">,
): string {
  if (valeur === null) return STATUTS_VALEUR[statut];
  const number = formatNombre(valeur, decimales);
  return unite === "" ? number : `${number} ${unite}`;
}

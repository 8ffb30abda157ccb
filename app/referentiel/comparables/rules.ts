import type { Famille, StatutValeur } from "../rules.ts";

/**
 * What may make two structures comparable: who comes in and where, never what comes out. Indicators are those of the
 * dictionary whose nature is « entree ». Source: rule of the peers, « matched on inputs, never outcomes »
 * (FBIT, Department for Education).
 */
export const ENTREES = {
  ips: { libelle: "IPS", codes: ["ips"], unite: "", decimales: 1 },
  heterogeneite: {
    libelle: "Hétérogénéité sociale (écart-type de l’IPS)",
    codes: ["ips_ecart_type"],
    unite: "",
    decimales: 1,
  },
  effectif: {
    libelle: "Effectif",
    codes: ["effectif_ecole", "effectif_college", "effectif_lycee_gt", "effectif_lycee_pro"],
    unite: "élèves",
    decimales: 0,
  },
  eloignement: { libelle: "Éloignement", codes: ["eloignement"], unite: "", decimales: 1 },
  densite: { libelle: "Typologie de la commune", codes: [], unite: "", decimales: 0 },
} as const satisfies Record<
  string,
  { libelle: string; codes: readonly string[]; unite: string; decimales: number }
>;
export type Entree = keyof typeof ENTREES;
export const NOMS_ENTREES = Object.keys(ENTREES) as Entree[];

export const POIDS = { 0: "Non retenue", 1: "Retenue", 2: "Compte double" } as const;
export type Poids = keyof typeof POIDS;

export interface Reglages {
  /** How many neighbours are kept, at most. */
  readonly nombre: number;
  /** Furthest IPS, in standard deviations of the type, bound included. */
  readonly calibre: number;
  readonly secteur: "meme" | "tous";
  readonly academie: "meme" | "toutes";
  readonly poids: Readonly<Record<Entree, Poids>>;
}

export const BORNES = { nombre: [10, 60], calibre: [0.2, 2] } as const;

export const REGLAGES_PAR_DEFAUT: Reglages = {
  nombre: 20,
  calibre: 0.5,
  secteur: "meme",
  academie: "toutes",
  poids: { ips: 1, heterogeneite: 1, effectif: 1, eloignement: 1, densite: 1 },
};

/** Standard deviations from the mean of the type; null where the file says nothing. */
export type Profil = Readonly<Record<Entree, number | null>>;

/** Inputs that count: chosen, and known for the structure. The others that were chosen are told. */
export function retenirEntrees(
  profil: Profil,
  poids: Reglages["poids"],
): { retenues: Entree[]; inconnues: Entree[] } {
  const choisies = NOMS_ENTREES.filter((entree) => poids[entree] > 0);
  return {
    retenues: choisies.filter((entree) => profil[entree] !== null),
    inconnues: choisies.filter((entree) => profil[entree] === null),
  };
}

/**
 * Who reads without names sees nothing from fewer neighbours than this: a quartile of a handful would tell one of
 * them. Source: convention of Ancrage, above the three units of Insee.
 */
export const VOISINES_MINIMALES_ANONYMES = 10;

/** Median and quartiles of the comparables of a structure, for one indicator and the year of its own value. */
export interface Repere {
  readonly indicateur: string;
  readonly annee: number;
  readonly n: number;
  readonly q1: number;
  readonly mediane: number;
  readonly q3: number;
}

/** A reference is shown from `seuil` values on; below, its number alone is told. */
export function repereLisible(
  repere: Repere | undefined,
  seuil: number,
): { readonly n: number; readonly quartiles: readonly [number, number, number] | null } {
  if (!repere) return { n: 0, quartiles: null };
  const { n, q1, mediane, q3 } = repere;
  return { n, quartiles: n >= seuil ? [q1, mediane, q3] : null };
}

/** A value as a person may read it. */
export interface ValeurLue {
  readonly id: number;
  readonly uai: string;
  readonly indicateur: string;
  readonly annee: number;
  readonly valeur: number | null;
  readonly statut: StatutValeur;
}

/** One line of a table of references: an indicator, the value of the structure, and its comparables. */
export interface LigneRepere {
  readonly code: string;
  readonly libelle: string;
  readonly unite: string;
  readonly decimales: number;
  readonly famille: Famille;
  readonly valeur: ValeurLue;
  readonly n: number;
  readonly quartiles: readonly [number, number, number] | null;
}

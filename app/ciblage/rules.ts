import type { Secteur, StatutEp, TypeStructure } from "#app/referentiel/rules.ts";

/**
 * What is analysed apart, because the indicators differ. A lycée polyvalent is in two families, each time read by its
 * track. Source: S3, indicators by level; DEPP publishes lycées by track.
 */
export const FAMILLES_ANALYSE = {
  ecoles: { libelle: "Écoles", types: ["maternelle", "elementaire", "primaire"] },
  colleges: { libelle: "Collèges", types: ["college"] },
  lgt: { libelle: "Lycées, voie générale et technologique", types: ["lgt", "lpo"] },
  lp: { libelle: "Lycées, voie professionnelle", types: ["lp", "lpo", "sep"] },
} as const satisfies Record<string, { libelle: string; types: readonly TypeStructure[] }>;
export type FamilleAnalyse = keyof typeof FAMILLES_ANALYSE;

/** Kinds of place, by the class of the commune: tr1 to tr3, tr4, tr5 and tr6. Source: SOURCE_TYPOLOGIE of `referentiel`. */
export const RURALITES = {
  rural: { libelle: "Rural", classes: ["tr1", "tr2", "tr3"] },
  intermediaire: { libelle: "Intermédiaire", classes: ["tr4"] },
  urbain: { libelle: "Urbain", classes: ["tr5", "tr6"] },
} as const;
export type Ruralite = keyof typeof RURALITES;

/** The kind of place of a commune; null where its class is not known. @example ruraliteOf("tr2") // "rural" */
export function ruraliteOf(classe: string | null): Ruralite | null {
  const entries = Object.entries(RURALITES) as [Ruralite, { readonly classes: readonly string[] }][];
  return entries.find(([, { classes }]) => classe !== null && classes.includes(classe))?.[0] ?? null;
}

/** Which structures a campaign looks at, inside its académie. An empty list keeps everything. */
export interface Population {
  readonly statutsEp: readonly StatutEp[];
  readonly secteurs: readonly Secteur[];
  readonly departements: readonly string[];
  readonly circonscriptions: readonly string[];
  readonly bassins: readonly string[];
  readonly ruralites: readonly Ruralite[];
  /** Fewer pupils than this, when the number is known, are left out; 0 keeps all. */
  readonly effectifMinimal: number;
}

/** Outside éducation prioritaire, public and private under contract. Source: S0, purpose of the CLA. */
export const POPULATION_PAR_DEFAUT: Population = {
  statutsEp: ["hors_ep"],
  secteurs: ["public", "prive_sous_contrat"],
  departements: [],
  circonscriptions: [],
  bassins: [],
  ruralites: [],
  effectifMinimal: 0,
};

/** Grounds of the national text. Source: S0-02 to S0-04. */
export const MOTIFS_CIBLAGE = {
  proximite_ep: "Socialement proche de l’éducation prioritaire",
  choc_conjoncturel: "Territoire confronté à un choc conjoncturel",
  besoins_identifies: "Besoins d’accompagnement particuliers identifiés",
} as const;
export type MotifCiblage = keyof typeof MOTIFS_CIBLAGE;

/** How far a list is moved to see how it holds; settings of a campaign, kept by each run. */
export interface Stabilite {
  readonly tirages: number;
  /** Weights move by ± this share. */
  readonly ecartPoids: number;
  /** Kept in a lesser share of the draws, a structure is « à départager ». */
  readonly seuilDepartage: number;
}

/** Per cent to two decimals: 100 × 0.29 is not 29 in binary. */
export function enPourcent(part: number): number {
  return Math.round(10_000 * part) / 100;
}

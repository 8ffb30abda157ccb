import { matchNearest } from "#app/platform/statistics/matching.ts";
import type { Unmatched } from "#app/platform/statistics/matching-search.ts";
import type { FamilleAnalyse } from "../../rules.ts";

/**
 * What makes two structures comparable by default: who comes in, how many, where; beside them, the inputs that the runs
 * looked at. Source: inputs of the comparables of the house (`referentiel/comparables`), DEPP for lycées by track.
 */
export const ENTREES_COMMUNES: Readonly<Record<FamilleAnalyse, readonly string[]>> = {
  ecoles: ["ips", "effectif_ecole"],
  colleges: ["ips", "ips_ecart_type", "effectif_college", "eloignement"],
  lgt: ["ips_voie_gt", "ips_ecart_type_gt", "effectif_lycee_gt", "eloignement"],
  lp: ["ips_voie_pro", "ips_ecart_type_pro", "effectif_lycee_pro", "eloignement"],
};

/**
 * Comparisons looked for each chosen structure. With k of them the variance of the difference is (1 + 1/k) / 2 of that
 * of a pair: a third less with three, little more beyond. Source: K. Ming and P. R. Rosenbaum, Biometrics 56 (2000).
 */
const COMPARABLES_PAR_STRUCTURE = 3;

/** A variable that fewer know, among the chosen or among all, is left aside: it would leave out the others with it. */
const COUVERTURE_MINIMALE = 0.8;

export interface IndicateurDecrit {
  readonly code: string;
  readonly libelle: string;
  readonly unite: string;
  readonly decimales: number;
  readonly nature: "entree" | "resultat" | "contexte";
}

/** Present in the type only: nobody but `listEntrees` can write a value of it without a cast. */
declare const entreeBrand: unique symbol;

/** An indicator of what comes in. A result can never be one: the final evaluation would then compare it with itself. */
export interface VariableEntree extends IndicateurDecrit {
  readonly [entreeBrand]: true;
  readonly nature: "entree";
}

/** Why an indicator of the scenario does not serve to compare. */
export const RAISONS_ECARTEES = {
  resultat: "un résultat",
  contexte: "décrit un territoire",
  couverture: "trop peu connue",
  constante: "la même partout",
} as const;
export type RaisonEcartee = keyof typeof RAISONS_ECARTEES;
export interface VariableEcartee {
  readonly code: string;
  readonly libelle: string;
  readonly raison: RaisonEcartee;
}

/**
 * Indicators that may serve to find comparable structures: inputs only. Source: issue « Ciblage », « outcomes excluded
 * by construction »; domaine §3.1, final evaluation.
 */
export function listEntrees(indicateurs: readonly IndicateurDecrit[]): {
  readonly entrees: readonly VariableEntree[];
  readonly ecartees: readonly VariableEcartee[];
} {
  return {
    entrees: indicateurs.filter(({ nature }) => nature === "entree") as unknown as VariableEntree[],
    ecartees: indicateurs.flatMap(({ code, libelle, nature }) =>
      nature === "entree" ? [] : [{ code, libelle, raison: nature }],
    ),
  };
}

export interface StructureComparee {
  readonly uai: string;
  readonly type: string;
  readonly secteur: string;
  readonly choisie: boolean;
}

export interface DonneesComparaison {
  readonly structures: readonly StructureComparee[];
  /** Each with its year and one value by structure, in their order; NaN where it is not known. */
  readonly variables: readonly {
    readonly variable: VariableEntree;
    readonly annee: number;
    readonly valeurs: Float64Array;
  }[];
  readonly ecartees: readonly VariableEcartee[];
}

/** Why a chosen structure has nobody to be compared with. */
export const RAISONS_SANS_COMPARABLE = {
  valeur_inconnue: "une valeur manque pour la comparer",
  seule_de_son_genre: "aucune autre structure du même type et du même secteur",
  trop_differente: "aucune structure assez proche",
  deja_prises: "les structures assez proches sont déjà comparées à d’autres",
  aucune_entree: "aucune caractéristique d’entrée n’est assez connue pour comparer",
} as const;
export type RaisonSansComparable = keyof typeof RAISONS_SANS_COMPARABLE;

const RAISONS: Readonly<Record<Unmatched, RaisonSansComparable>> = {
  missing_value: "valeur_inconnue",
  empty_stratum: "seule_de_son_genre",
  beyond_radius: "trop_differente",
  used_up: "deja_prises",
};

/** How the group was made, kept beside it. */
export interface MethodeComparaison {
  readonly variables: readonly {
    readonly code: string;
    readonly libelle: string;
    readonly unite: string;
    readonly decimales: number;
    readonly annee: number;
  }[];
  readonly ecartees: readonly VariableEcartee[];
  readonly exactes: readonly ["type", "secteur"];
  /** Part of the target of Ledoit and Wolf in the covariance. */
  readonly retrecissement: number;
  readonly calibre: number;
  readonly comparablesParStructure: number;
  readonly remise: false;
  readonly choisies: number;
  readonly candidates: number;
  /** Candidates left out because a value is not known. */
  readonly candidatesSansValeur: number;
  readonly sansComparable: readonly { readonly uai: string; readonly raison: RaisonSansComparable }[];
}

export interface LigneEquilibre {
  readonly code: string;
  readonly moyenneChoisies: number;
  readonly moyenneCandidates: number;
  readonly moyenneAppariees: number | null;
  readonly moyenneComparables: number | null;
  readonly ecartAvant: number | null;
  readonly ecartApres: number | null;
  readonly rapportAvant: number | null;
  readonly rapportApres: number | null;
}

export interface Appariement {
  readonly uai: string;
  readonly comparable: string;
  readonly rang: number;
  readonly distance: number;
}

export interface GroupeComparaison {
  readonly methode: MethodeComparaison;
  readonly equilibre: readonly LigneEquilibre[];
  readonly appariements: readonly Appariement[];
}

/** Draws the comparison group of one family: nearest on inputs, within type and sector, each serving once. */
export function apparier(donnees: DonneesComparaison): GroupeComparaison {
  const { structures } = donnees;
  const { retenues, ecartees } = trierVariables(donnees);
  const found = matchNearest({
    ids: structures.map(({ uai }) => uai),
    treated: structures.map(({ choisie }) => choisie),
    strata: structures.map(({ type, secteur }) => `${type}|${secteur}`),
    columns: retenues.map(({ valeurs }) => valeurs),
    neighbours: COMPARABLES_PAR_STRUCTURE,
    replacement: false,
  });
  const uaiOf = (row: number) => structures[row]?.uai as string;
  // Without anything to compare by, all are at the same place: nobody is near rather than everybody.
  const blind = retenues.length === 0;
  const codeOf = (place: number) => retenues[place]?.variable.code as string;
  return {
    methode: {
      variables: retenues.map(({ variable: { code, libelle, unite, decimales }, annee }) => ({
        ...{ code, libelle, unite, decimales, annee },
      })),
      ...{ ecartees, exactes: ["type", "secteur"], remise: false },
      retrecissement: found.space.shrinkage,
      calibre: found.radius,
      comparablesParStructure: COMPARABLES_PAR_STRUCTURE,
      choisies: structures.filter(({ choisie }) => choisie).length,
      candidates: structures.filter(({ choisie }) => !choisie).length,
      candidatesSansValeur: found.leftOut.filter((row) => !structures[row]?.choisie).length,
      sansComparable: blind
        ? structures.flatMap(({ uai, choisie }) =>
            choisie ? [{ uai, raison: "aucune_entree" as const }] : [],
          )
        : found.unmatched.map(({ row, reason }) => ({ uai: uaiOf(row), raison: RAISONS[reason] })),
    },
    equilibre: found.balance.map((balance, place) => ({
      code: codeOf(place),
      moyenneChoisies: balance.treatedMean,
      moyenneCandidates: balance.controlMean,
      moyenneAppariees: balance.matchedTreatedMean,
      moyenneComparables: balance.matchedControlMean,
      ecartAvant: balance.smdBefore,
      ecartApres: balance.smdAfter,
      rapportAvant: balance.varianceRatioBefore,
      rapportApres: balance.varianceRatioAfter,
    })),
    appariements: (blind ? [] : found.matches).map(({ treated, control, rank, distance }) => ({
      ...{ uai: uaiOf(treated), comparable: uaiOf(control), rang: rank, distance },
    })),
  };
}

/** Keeps the variables that enough structures know and that tell some from others. */
function trierVariables({ structures, variables, ecartees }: DonneesComparaison) {
  const raisonOf = (valeurs: Float64Array): RaisonEcartee | undefined => {
    const knownAmong = (chosen: boolean) => {
      const rows = [...structures.keys()].filter((row) => !chosen || structures[row]?.choisie);
      const known = rows.filter((row) => !Number.isNaN(valeurs[row] as number)).length;
      return rows.length === 0 ? 1 : known / rows.length;
    };
    if (knownAmong(true) < COUVERTURE_MINIMALE || knownAmong(false) < COUVERTURE_MINIMALE)
      return "couverture";
    const known = valeurs.filter((valeur) => !Number.isNaN(valeur));
    return known.every((valeur) => valeur === known[0]) ? "constante" : undefined;
  };
  const judged = variables.map((one) => ({ ...one, raison: raisonOf(one.valeurs) }));
  return {
    retenues: judged.filter(({ raison }) => raison === undefined),
    ecartees: [
      ...ecartees,
      ...judged.flatMap(({ variable: { code, libelle }, raison }) =>
        raison ? [{ code, libelle, raison }] : [],
      ),
    ],
  };
}

import type { Secteur, StatutEp, TypeStructure } from "#app/referentiel/rules.ts";
import type { Marque } from "../regles/rules.ts";
import type { FamilleAnalyse, Population, Ruralite, Stabilite } from "../rules.ts";
import type { DefinitionScenario, Qualitative } from "../scenarios/rules.ts";

/** Raised when a change of the engine may change a number: an older run then says that it was made by another engine. */
export const MOTEUR = "1";

/** A variable as the run froze it: its year is settled. */
export interface VariableGelee {
  /** `code` and year: `ips@2023`. */
  readonly cle: string;
  readonly code: string;
  readonly libelle: string;
  readonly unite: string;
  readonly decimales: number;
  readonly annee: number;
  readonly source: string;
  /** Weak by its notice: small numbers, bias, series break; said wherever it is shown. */
  readonly faiblesses: readonly string[];
  /** HR indicators are shown to the entitled only. */
  readonly diffusion: "ouverte" | "interne" | "rh";
}

export interface StructureGelee {
  readonly uai: string;
  readonly nom: string;
  readonly type: TypeStructure;
  readonly secteur: Secteur;
  readonly commune: string;
  readonly departement: string;
  readonly circonscription: string | null;
  readonly bassin: string | null;
  readonly statutEp: StatutEp | null;
  readonly ruralite: Ruralite | null;
  readonly qualitatives: Readonly<Partial<Record<Qualitative, string | null>>>;
  readonly marques: readonly Marque[];
  readonly poids: number;
}

/** Status of one value: `manquant` covers NS, ND and empty, never 0. */
export interface ValeurGelee {
  readonly valeur: number | null;
  readonly statut: "ok" | "ns" | "manquant" | "sans_objet";
}

/** All a run needs, frozen; structures by UAI, variables in the order of the scenario. Its canonical JSON is hashed. */
export interface EntreeCalcul {
  readonly moteur: string;
  readonly famille: FamilleAnalyse;
  readonly population: Population;
  readonly definition: DefinitionScenario;
  /** ISO instant of the data. */
  readonly donneesAu: string;
  readonly graine: number;
  readonly stabilite: Stabilite;
  readonly variables: readonly VariableGelee[];
  readonly structures: readonly StructureGelee[];
  /** structures × variables. */
  readonly valeurs: readonly (readonly ValeurGelee[])[];
  /** Values of the relative thresholds whose base lies outside the population, by criterion. */
  readonly seuilsExternes: Readonly<Record<string, { readonly valeur: number; readonly n: number }>>;
}

/** One criterion applied to one structure: what « pourquoi mon école ? » reads aloud. */
export interface CritereApplique {
  readonly id: string;
  /** Null where the value is unknown: the criterion then does not hold, and says why. */
  readonly valeur: number | string | null;
  /** Threshold in the unit of the value; null for a class or a mark. */
  readonly seuil: number | null;
  readonly rempli: boolean;
}

export interface ContributionComposite {
  readonly cle: string;
  /** Its part of the weighted sum; the parts add up to it. */
  readonly part: number;
}

export interface StructureCalculee {
  readonly uai: string;
  readonly analysee: boolean;
  /** Keys of the variables that were imputed for it. */
  readonly imputees: readonly string[];
  readonly retenue: boolean;
  readonly criteres: readonly CritereApplique[];
  readonly composite: number | null;
  readonly contributionsComposite: readonly ContributionComposite[];
  /** 1 is the highest weighted sum; null without one. */
  readonly rang: number | null;
  /** From 1; null when not analysed. */
  readonly classe: number | null;
  readonly coordonnees: readonly number[];
  readonly cos2: readonly number[];
  readonly contributions: readonly number[];
  /** Share of the perturbed runs that keep it, in [0, 1]; null before the stability is measured. */
  readonly frequence: number | null;
  readonly rangMedian: number | null;
  readonly rangBas: number | null;
  readonly rangHaut: number | null;
}

export interface VariableAnalysee {
  readonly cle: string;
  readonly role: "active" | "supplementaire";
  readonly moyenne: number;
  readonly ecartType: number;
  readonly manquantes: number;
  readonly coordonnees: readonly number[];
  readonly correlations: readonly number[];
  readonly cos2: readonly number[];
  /** Null for a supplementary variable. */
  readonly contributions: readonly number[] | null;
}

export interface ModaliteAnalysee {
  readonly qualitative: Qualitative;
  readonly modalite: string;
  readonly effectif: number;
  readonly coordonnees: readonly number[];
  readonly cos2: readonly number[];
  readonly vTests: readonly number[];
}

export interface ClasseAnalysee {
  readonly numero: number;
  readonly effectif: number;
  readonly retenues: number;
  /** UAI of the structures nearest to the centre, nearest first. */
  readonly parangons: readonly string[];
  readonly variables: readonly {
    readonly cle: string;
    readonly vTest: number;
    readonly moyenneClasse: number;
    readonly moyenneEnsemble: number;
    readonly ecartTypeClasse: number;
    readonly ecartTypeEnsemble: number;
    readonly p: number;
  }[];
  readonly modalites: readonly {
    readonly qualitative: Qualitative;
    readonly modalite: string;
    readonly classeDansModalite: number;
    readonly modaliteDansClasse: number;
    readonly ensemble: number;
    readonly p: number;
    readonly vTest: number;
  }[];
}

export interface DescriptionAxe {
  readonly axe: number;
  readonly variables: readonly { readonly cle: string; readonly correlation: number; readonly p: number }[];
  readonly qualitatives: readonly {
    readonly qualitative: Qualitative;
    readonly r2: number;
    readonly p: number;
  }[];
  readonly modalites: readonly {
    readonly qualitative: Qualitative;
    readonly modalite: string;
    readonly estimation: number;
    readonly p: number;
  }[];
}

export interface ResultatCalcul {
  readonly moteur: string;
  readonly valeursPropres: readonly number[];
  readonly pourcentages: readonly number[];
  readonly axes: number;
  readonly variables: readonly VariableAnalysee[];
  readonly modalites: readonly ModaliteAnalysee[];
  readonly descriptionAxes: readonly DescriptionAxe[];
  readonly classes: readonly ClasseAnalysee[];
  readonly classesProposees: number;
  readonly gainsInertie: readonly number[];
  /** By UAI. */
  readonly structures: readonly StructureCalculee[];
  /** Thresholds of the criteria as numbers, by criterion. */
  readonly seuils: Readonly<Record<string, number>>;
  /** Sentences about what the reader must know: constant variable left out, structures set aside, weak indicator… */
  readonly avertissements: readonly string[];
}

/** The list in its canonical form, which is hashed: who is kept, and what each criterion said. */
export function listeOf({ structures }: Pick<ResultatCalcul, "structures">) {
  return structures
    .filter(({ retenue }) => retenue)
    .map(({ uai, criteres, composite, rang }) => ({ uai, criteres, composite, rang }));
}

/** « à départager »: kept or left out in too few of the perturbed runs to be sure of it. Source: issue « Ciblage », stability. */
export function isADepartager(
  { frequence, retenue }: Pick<StructureCalculee, "frequence" | "retenue">,
  seuil: number,
): boolean {
  if (frequence === null) return false;
  return retenue ? frequence < seuil : frequence > 1 - seuil;
}

import type { Secteur, TypeStructure } from "#app/referentiel/rules.ts";
import type { ContributionComposite, CritereApplique, ValeurGelee, VariableGelee } from "../calculs/rules.ts";
import type { EtatCandidature, OrigineCandidature } from "../candidatures/rules.ts";
import type { ChangementProche } from "../regles/bascule/rules.ts";
import type { FamilleAnalyse, MotifCiblage } from "../rules.ts";
import type { DefinitionScenario } from "../scenarios/rules.ts";

/** Open data are published under it; what an académie or its staff files hold is for use within the service. */
export const LICENCES: Readonly<Record<VariableGelee["diffusion"], string>> = {
  ouverte: "Licence Ouverte 2.0",
  interne: "usage interne",
  rh: "usage interne",
};

/** Where structures of the same type and sector stand, for one indicator and one year. */
export interface ReferenceComparable {
  readonly niveau: "academie" | "nation";
  readonly n: number;
  readonly q1: number;
  readonly mediane: number;
  readonly q3: number;
}

/** A variable of a run as it concerns one structure, cut down to what the reader may read. */
export interface VariableExpliquee extends VariableGelee {
  /** Whether the rule reads it, or only the analysis that describes. */
  readonly dansRegle: boolean;
  readonly lisible: boolean;
  /** As the run read it. */
  readonly valeur: ValeurGelee;
  readonly reference: ReferenceComparable | null;
}

/** What « ciblage.lire » alone reads of a run. */
export interface Approfondi {
  /** False for a run too large to be opened for one page: its sum, its nearest change and its completed values are not told. */
  readonly complet: boolean;
  readonly frequence: number | null;
  readonly tirages: number;
  readonly seuilDepartage: number;
  readonly aDepartager: boolean;
  readonly composite: number | null;
  readonly contributions: readonly ContributionComposite[];
  /** Keys of the variables that the analysis completed for this structure. */
  readonly imputees: readonly string[];
  /** Null where no single value alters the outcome, or where it is not the reader's to know. */
  readonly proche: (ChangementProche & Pick<VariableGelee, "libelle" | "decimales">) | null;
}

/** A run that looked at the structure. */
export interface CalculExplique {
  readonly id: string;
  readonly numero: number;
  readonly scenario: string;
  readonly famille: FamilleAnalyse;
  /** ISO instant of the data. */
  readonly donneesAu: string;
  /** With its years settled. */
  readonly definition: DefinitionScenario;
  readonly retenue: boolean;
  readonly criteres: readonly CritereApplique[];
  readonly variables: readonly VariableExpliquee[];
  readonly approfondi: Approfondi | null;
}

export interface ArgumentLu {
  readonly genre: MotifCiblage | "argument";
  readonly texte: string;
  readonly choc: string | null;
  readonly preuve: string | null;
  readonly qui: string;
  /** ISO instant. */
  readonly le: string;
}

export interface DecisionLue {
  readonly qui: string;
  readonly fonction: string;
  readonly motif: string;
  /** ISO instant. */
  readonly le: string;
}

/** All that one person may read of one structure in one campaign. */
export interface ExplicationLue {
  readonly structure: {
    readonly uai: string;
    readonly nom: string;
    readonly type: TypeStructure;
    readonly secteur: Secteur;
    readonly commune: string;
    readonly departement: string;
    readonly academie: string;
  };
  readonly campagne: {
    readonly id: string;
    readonly nom: string;
    readonly annee: number;
    readonly dispositif: string;
  };
  /** Null before a list is published; `publieeLe` is an ISO instant, `etat` null where the list does not name it. */
  readonly liste: {
    readonly id: string;
    readonly numero: number;
    readonly publieeLe: string;
    readonly etat: EtatCandidature | null;
  } | null;
  /** Where its examination stands in the work of the académie; null without one, and for who reads the list only. */
  readonly etat: EtatCandidature | null;
  readonly origine: OrigineCandidature | null;
  readonly motifs: readonly MotifCiblage[];
  readonly decision: DecisionLue | null;
  readonly arguments: readonly ArgumentLu[];
  readonly calculs: readonly CalculExplique[];
  /** False for who reads no value of this structure, a member of its team for instance; criteria are told all the same. */
  readonly valeursOuvertes: boolean;
  /** Structures of comparison, by name; null for whoever may not know them. */
  readonly comparables:
    | readonly { readonly uai: string; readonly nom: string; readonly commune: string }[]
    | null;
  readonly textes: { readonly mention: string; readonly textes: string; readonly recours: string };
}

/** The state that is told: that of the published list for who reads only the list. */
export function etatDit({ liste, etat }: Pick<ExplicationLue, "liste" | "etat">): EtatCandidature | null {
  return etat ?? liste?.etat ?? null;
}

/** What people of the field call their structure. @example motDe("college") // "mon collège" */
export function motDe(type: TypeStructure): string {
  if (type === "maternelle" || type === "elementaire" || type === "primaire") return "mon école";
  if (type === "college") return "mon collège";
  return type === "lgt" || type === "lpo" || type === "lp" ? "mon lycée" : "ma structure";
}

/**
 * Numbers rounded so that they still add up to their rounded total: what is read is what was computed. The largest
 * remainders go up first.
 *
 * @example arrondirEnsemble([0.3333, 0.3333, 0.3334], 2) // [0.33, 0.33, 0.34]
 */
export function arrondirEnsemble(parts: readonly number[], decimales: number): number[] {
  const unit = 10 ** decimales;
  const total = Math.round(parts.reduce((sum, part) => sum + part, 0) * unit);
  const floors = parts.map((part) => Math.floor(part * unit));
  const missing = total - floors.reduce((sum, floor) => sum + floor, 0);
  const order = parts
    .map((part, place) => ({ place, rest: part * unit - Math.floor(part * unit) }))
    .sort((a, b) => b.rest - a.rest || a.place - b.place);
  const raised = new Set(order.slice(0, missing).map(({ place }) => place));
  return floors.map((floor, place) => (floor + (raised.has(place) ? 1 : 0)) / unit);
}

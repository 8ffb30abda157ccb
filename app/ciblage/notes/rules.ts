import type { Secteur, TypeStructure } from "#app/referentiel/rules.ts";
import type { VariableGelee } from "../calculs/rules.ts";
import type { EtatCampagne } from "../campagnes/rules.ts";
import type { EtatCandidature } from "../candidatures/rules.ts";
import type { Concertation } from "../concertations/rules.ts";
import type { FamilleAnalyse, Population } from "../rules.ts";
import type { DefinitionScenario } from "../scenarios/rules.ts";
import type { Comptes } from "./comptes/rules.ts";

/** A structure of the note: who it is and where it stands, never a value. */
export interface StructureNotee {
  readonly uai: string;
  readonly nom: string;
  readonly type: TypeStructure;
  readonly secteur: Secteur;
  readonly commune: string;
  readonly departement: string;
  readonly ruralite: string | null;
  readonly etat: EtatCandidature;
  readonly lon: number | null;
  readonly lat: number | null;
}

export interface CalculNote {
  readonly numero: number;
  readonly scenario: string;
  readonly famille: FamilleAnalyse;
  /** ISO instant. */
  readonly donneesAu: string;
  readonly definition: DefinitionScenario;
  /** Thresholds of the criteria as numbers, by criterion. */
  readonly seuils: Readonly<Record<string, number>>;
  /** By criterion: how many structures have no known value for it. */
  readonly inconnues: Readonly<Record<string, number>>;
  readonly population: number;
  readonly analysees: number;
  readonly retenues: number;
  readonly tirages: number;
  readonly ecartPoids: number;
  readonly seuilDepartage: number;
  /** Kept by the rule and to be decided between, and not kept and to be decided between: counts only. */
  readonly aDepartager: { readonly retenues: number; readonly autres: number };
}

/** All that the note for the bodies tells; the reader has read the campaign. */
export interface NoteLue {
  readonly campagne: {
    readonly nom: string;
    readonly annee: number;
    readonly academie: string;
    readonly dispositif: string;
    readonly etat: EtatCampagne;
    readonly population: Population;
  };
  readonly familles: readonly { readonly famille: FamilleAnalyse; readonly structures: number }[];
  readonly liste: { readonly numero: number; readonly publieeLe: string; readonly empreinte: string } | null;
  readonly calculs: readonly CalculNote[];
  readonly variables: readonly (VariableGelee & { readonly dansRegle: boolean })[];
  readonly structures: readonly StructureNotee[];
  /** Structures of the list, or examined, that this reader does not read. */
  readonly ailleurs: number;
  readonly departements: Readonly<Record<string, string>>;
  readonly comptes: Comptes;
  readonly seuil: number;
  readonly concertations: readonly Concertation[];
  readonly textes: { readonly mention: string; readonly textes: string };
}

/** Columns in which structures are counted: what was decided, and what is still looked at. */
export const GROUPES_NOTE = {
  examen: "En examen",
  presente: "Présentées",
  retenu: "Retenues",
  suivi_differencie: "Suivi différencié",
  non_retenu: "Non retenues",
  a_decline: "Ont décliné",
} as const;
export type GroupeNote = keyof typeof GROUPES_NOTE;

/** A structure taken back is no longer of the campaign: it is in no column. */
export function groupeOf(etat: EtatCandidature): GroupeNote | null {
  if (etat === "retire") return null;
  return etat === "repere" || etat === "preselectionne" || etat === "propose" ? "examen" : etat;
}

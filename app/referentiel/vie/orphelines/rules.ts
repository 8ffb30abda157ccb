import { type Decision, no, yes } from "#app/platform/refusal.ts";
import type { Secteur, StatutEp, TypeStructure } from "../../rules.ts";
import { isEcole } from "../rules.ts";

export const CALCULS = {
  oui: "Oui, d’après le calcul",
  non: "Non, d’après le calcul",
  indetermine: "Indéterminé",
} as const;
export type Calcul = keyof typeof CALCULS;

/** Écoles whose closeness to education priority is looked at. An école spécialisée has no secteur de collège. */
export const TYPES_ORPHELINES: readonly TypeStructure[] = ["maternelle", "elementaire", "primaire"];

/** With fewer écoles of education priority than this, their median says nothing. Convention of Ancrage. */
export const ECOLES_EP_MINIMUM = 5;

/** The rule, as the page explains it. */
export const REGLE =
  "Une école publique hors éducation prioritaire est dite orpheline quand son IPS ne dépasse pas la médiane de l’IPS des écoles publiques en REP et REP+ de la même année, et que son collège de secteur n’est pas en éducation prioritaire. La médiane se calcule sur les données importées, année par année ; une valeur d’avant une rupture de série ne sert pas. Quand une donnée manque, le calcul le dit : « indéterminé ».";

/** Source of the definition. The threshold of 78, of the former scale of the IPS, is never used. */
export const SOURCE_REGLE =
  "IGÉSR, note d’étape sur les contrats locaux d’accompagnement (2021), note 20 : école « non rattachée à un secteur de collège en éducation prioritaire », et proche socialement de l’éducation prioritaire. Médiane : d’après le rapport Azéma-Mathiot (2019), recalculée.";

/** A person decides about a public école outside education priority, whatever the calculation says. Source: ledger S0-07. */
export function canDecider(structure: {
  readonly type: TypeStructure;
  readonly secteur: Secteur;
  readonly statutEp: StatutEp | null;
}): Decision {
  if (!isEcole(structure.type))
    return no(
      "pas_une_ecole",
      "Seule une école peut être dite orpheline : cette structure n’en est pas une.",
    );
  if (structure.secteur !== "public")
    return no(
      "pas_publique",
      "Une école orpheline est publique : une école privée n’a pas de secteur de collège.",
    );
  if (structure.statutEp === "rep" || structure.statutEp === "rep_plus")
    return no("en_ep", "Cette école est en éducation prioritaire : elle n’est pas orpheline.");
  return yes;
}

export const ETATS = {
  reconnues: "Reconnues ou calculées",
  a_decider: "Calculées, sans décision",
  oui: "Calculées : oui",
  indetermine: "Calculées : indéterminé",
  decidees: "Reconnues par décision",
  refusees: "Non reconnues par décision",
  toutes: "Toutes les écoles examinées",
} as const;
export type EtatOrpheline = keyof typeof ETATS;

export interface FiltresOrphelines {
  readonly etat: EtatOrpheline;
  readonly academie?: string | undefined;
  readonly departement?: string | undefined;
  /** Only those that no scheme supports today. */
  readonly sans?: boolean | undefined;
}

export const FILTRES_ORPHELINES = ["etat", "academie", "departement", "sans"] as const;

import { type Decision, no, yes } from "#app/platform/refusal.ts";
import { type Campagne, canCalculer } from "../campagnes/rules.ts";
import type { Critere, Regle } from "../regles/rules.ts";
import type { FamilleAnalyse } from "../rules.ts";

/** Quantitative variable: an indicator of the dictionary, in one school year or in the last known one of the population. */
export interface VariableChoisie {
  readonly code: string;
  /** School year by its first civil year; « derniere » is settled once for all structures when the run starts. */
  readonly annee: number | "derniere";
  /** Weight of the variable in the analysis, above 0; 1 for all by default. */
  readonly poids: number;
}

/** Categories that describe without acting. */
export const QUALITATIVES = {
  type: "Type de structure",
  secteur: "Secteur",
  departement: "Département",
  ruralite: "Urbain ou rural",
  typologie: "Typologie de la commune",
  offre: "Offre de formation",
  orpheline: "École orpheline",
  sortie_ep: "Sortie de l’éducation prioritaire en 2015",
} as const;
export type Qualitative = keyof typeof QUALITATIVES;

export const TRAITEMENTS_MANQUANTS = {
  exclure: "Laisser de côté les structures incomplètes, et le dire",
  imputer: "Compléter par l’analyse elle-même (ACP itérative régularisée), et le marquer",
} as const;
export type TraitementManquants = keyof typeof TRAITEMENTS_MANQUANTS;

export interface DefinitionScenario {
  readonly actives: readonly VariableChoisie[];
  readonly supplementaires: readonly VariableChoisie[];
  readonly qualitatives: readonly Qualitative[];
  readonly manquants: TraitementManquants;
  /** Structures count alike, or by the pupils of an indicator of the dictionary. */
  readonly poids: "egaux" | { readonly code: string };
  readonly reduire: boolean;
  readonly axes: number;
  /** Classes asked for; null takes the cut that the tree proposes. */
  readonly classes: number | null;
  readonly regle: Regle;
}

export const BORNES_SCENARIO = { actives: [2, 45], axes: [2, 10], classes: [2, 12] } as const;

/** Perturbations and thresholds of the stability; settings of the académie may move them. Source: OECD/JRC Handbook 2008, step 7. */
export const STABILITE_PAR_DEFAUT = { tirages: 1000, ecartPoids: 0.2, seuilDepartage: 0.8 } as const;

export interface Scenario {
  readonly id: string;
  readonly campagneId: string;
  readonly nom: string;
  readonly famille: FamilleAnalyse;
  readonly definition: DefinitionScenario;
  readonly archive: boolean;
  readonly version: number;
}

/** The last finished run of a scenario. */
export interface DernierCalcul {
  readonly id: string;
  readonly numero: number;
  readonly retenues: number;
  readonly population: number;
  /** ISO instant. */
  readonly termineLe: string;
}

export const REGLE_VIDE: Regle = { criteres: [], auMoins: 0, composite: null, nombreMax: null };

/** A scenario that nobody has written yet. */
export const DEFINITION_VIDE: DefinitionScenario = {
  actives: [],
  supplementaires: [],
  qualitatives: [],
  manquants: "exclure",
  poids: "egaux",
  reduire: true,
  axes: 5,
  classes: null,
  regle: REGLE_VIDE,
};

/** A scenario is written while its campaign computes, and while it is in use; its runs keep what it was. */
export function canEcrireScenario(
  scenario: Pick<Scenario, "archive">,
  campagne: Pick<Campagne, "etat">,
): Decision {
  const open = canCalculer(campagne);
  if (!open.ok) return open;
  return scenario.archive
    ? no("scenario_archive", "Ce scénario est mis de côté : reprenez-le pour le modifier, ou copiez-le.")
    : yes;
}

/** What lacks before a run may start. Source: a plane of structures needs two variables at least. */
export function canLancer({ actives }: Pick<DefinitionScenario, "actives">): Decision {
  const [least, most] = BORNES_SCENARIO.actives;
  if (actives.length < least)
    return no(
      "variables_manquantes",
      `Choisissez au moins ${least} variables actives : l’analyse a besoin d’elles pour placer les structures.`,
    );
  return actives.length > most
    ? no(
        "variables_en_trop",
        `Au plus ${most} variables actives : gardez celles qui disent des choses différentes.`,
      )
    : yes;
}

const MOST_CRITERES = 30;

/** Adds a criterion, or puts it in the place of the one that has its id. */
export function poserCritere(regle: Regle, critere: Critere): Regle {
  const known = regle.criteres.some(({ id }) => id === critere.id);
  const criteres = known
    ? regle.criteres.map((one) => (one.id === critere.id ? critere : one))
    : [...regle.criteres, critere];
  const compte = criteres.filter(({ role }) => role === "compte").length;
  // The first counted criteria would count for nothing.
  return { ...regle, criteres, auMoins: compte > 0 ? Math.max(1, regle.auMoins) : 0 };
}

/** Takes a criterion away; the number asked for never exceeds what is left. */
export function retirerCritere(regle: Regle, id: string): Regle {
  const criteres = regle.criteres.filter((one) => one.id !== id);
  const compte = criteres.filter(({ role }) => role === "compte").length;
  return { ...regle, criteres, auMoins: Math.min(regle.auMoins, compte) };
}

/** The first free id, so that a criterion keeps its own when another one leaves. */
export function nouvelIdCritere({ criteres }: Regle): string {
  const taken = new Set(criteres.map(({ id }) => id));
  let rang = 1;
  while (taken.has(`c${rang}`)) rang += 1;
  return `c${rang}`;
}

export function canAjouterCritere({ criteres }: Regle): Decision {
  return criteres.length < MOST_CRITERES
    ? yes
    : no(
        "criteres_en_trop",
        `Une règle a au plus ${MOST_CRITERES} critères : au-delà, plus personne ne la lit.`,
      );
}

import {
  formatAnneeScolaire,
  formatDate,
  formatNombre,
  formatPourcent,
} from "#app/platform/format/format.ts";
import type {
  ClasseAnalysee,
  EntreeCalcul,
  ResultatCalcul,
  StructureCalculee,
  StructureGelee,
} from "../calculs/rules.ts";
import type { Calcul } from "../calculs/suivi/rules.ts";
import type { TypologieNommee } from "./typologies/rules.ts";

/** A finished run, as one person reads it. */
export interface Analyse {
  readonly calcul: Pick<Calcul, "id" | "numero" | "scenario" | "termineLe"> & {
    readonly demande: Pick<Calcul["demande"], "famille">;
  };
  readonly campagne: { readonly id: string; readonly nom: string };
  readonly entree: EntreeCalcul;
  readonly resultat: ResultatCalcul;
  /** What the team calls its classes. */
  readonly typologie: TypologieNommee | null;
  /** Structures within the scope of the reader: the others are counted, never shown. */
  readonly lisibles: ReadonlySet<string>;
  /** Whether the reader may see what staff indicators say. */
  readonly rh: boolean;
  /** Whether the reader may see what statistical secrecy covers. */
  readonly masques: boolean;
}

/** What the pages of one run repeat. */
export interface Reperes {
  readonly calcul: Analyse["calcul"];
  readonly campagne: Analyse["campagne"];
  readonly axes: number;
  /** Of each picture. */
  readonly source: string;
  readonly fragiles: readonly VariableFragile[];
  /** Structures that the analysis placed and that this person does not read. */
  readonly ailleurs: number;
}

export function reperesDe(analyse: Analyse): Reperes {
  const { calcul, campagne, entree, resultat, lisibles } = analyse;
  const placees = resultat.structures.filter(({ analysee }) => analysee);
  return {
    ...{ calcul, campagne },
    axes: resultat.axes,
    fragiles: listFragiles(analyse),
    source: `calcul nº ${calcul.numero} du scénario « ${calcul.scenario.nom} », données au ${formatDate(new Date(entree.donneesAu), "Europe/Paris")}`,
    ailleurs: placees.filter(({ uai }) => !lisibles.has(uai)).length,
  };
}

export interface StructurePlacee {
  readonly structure: StructureGelee;
  readonly place: StructureCalculee;
}

/** Structures that the analysis placed, within what the person reads, by UAI. */
export function listPlacees({ entree, resultat, lisibles }: Analyse): StructurePlacee[] {
  const frozen = new Map(entree.structures.map((structure) => [structure.uai, structure]));
  return resultat.structures.flatMap((place) => {
    const structure = frozen.get(place.uai);
    return structure && place.analysee && lisibles.has(place.uai) ? [{ structure, place }] : [];
  });
}

/** « Axe 1 : 43,2 % de l’information » */
export function nomAxe({ pourcentages }: Pick<ResultatCalcul, "pourcentages">, axe: number): string {
  return `Axe ${axe}\u00a0: ${formatPourcent((pourcentages[axe - 1] ?? 0) / 100, 1)} de l’information`;
}

/** « Indice de position sociale, 2023-2024 »; a star where its notice asks for care. Source: idea 13. */
export function nomVariable({ variables }: Pick<EntreeCalcul, "variables">, cle: string): string {
  const variable = variables.find((one) => one.cle === cle);
  if (!variable) return cle;
  const { libelle, annee, faiblesses } = variable;
  return `${libelle}, ${formatAnneeScolaire(annee)}${faiblesses.length > 0 ? " *" : ""}`;
}

interface VariableFragile {
  readonly nom: string;
  readonly faiblesses: readonly string[];
}

/** Why some indicators are weak: said on the page that describes with them. */
function listFragiles({ entree, resultat }: Analyse): VariableFragile[] {
  const analysed = new Set(resultat.variables.map(({ cle }) => cle));
  return entree.variables
    .filter(({ cle, faiblesses }) => analysed.has(cle) && faiblesses.length > 0)
    .map(({ cle, faiblesses }) => ({ nom: nomVariable(entree, cle), faiblesses }));
}

/** Indicators of staff are read by the entitled only, even as a mean of a class. */
export function isCachee({ entree, rh }: Analyse, cle: string): boolean {
  return !rh && entree.variables.find((one) => one.cle === cle)?.diffusion === "rh";
}

const LEAST_OF_A_MEAN = 3;

/**
 * Whether the figures of a class may be written: a mean of one or two structures, or a test value, would give theirs
 * away, unless the reader sees all of them and what secrecy covers. Source: qualite §4, small numbers.
 */
export function isChiffree(
  { resultat, lisibles, masques }: Analyse,
  { numero, effectif }: Pick<ClasseAnalysee, "numero" | "effectif">,
): boolean {
  if (effectif >= LEAST_OF_A_MEAN) return true;
  return masques && resultat.structures.every(({ uai, classe }) => classe !== numero || lisibles.has(uai));
}

/** A coordinate, a correlation; « non défini » for what has no variation. */
export function mesure(value: number | null | undefined, decimales = 2): string {
  return value === null || value === undefined || !Number.isFinite(value)
    ? "Non défini"
    : formatNombre(value, decimales);
}

/**
 * How sure a difference is, in words: test value beyond 1.96 (5 %), 3 and 5. Source: Lebart, Morineau and Piron,
 * Statistique exploratoire multidimensionnelle, test values.
 */
export function forceOf(vTest: number): "un peu" | "nettement" | "très nettement" {
  const size = Math.abs(vTest);
  if (size >= 5) return "très nettement";
  return size >= 3 ? "nettement" : "un peu";
}

import { formatAnneeScolaire, formatNombre, formatPourcent } from "#app/platform/format/format.ts";
import type { EntreeCalcul, ResultatCalcul, StructureCalculee, StructureGelee } from "../calculs/rules.ts";
import type { FamilleAnalyse } from "../rules.ts";

/** A finished run, as one person reads it. */
export interface Analyse {
  readonly calcul: { readonly id: string; readonly numero: number; readonly lanceLe: string };
  readonly scenario: { readonly id: string; readonly nom: string; readonly famille: FamilleAnalyse };
  readonly campagne: { readonly id: string; readonly nom: string };
  readonly entree: EntreeCalcul;
  readonly resultat: ResultatCalcul;
  /** Structures within the scope of the reader: the others are counted, never shown. */
  readonly lisibles: ReadonlySet<string>;
  /** Whether the reader may see what staff indicators say. */
  readonly rh: boolean;
}

/** What the pages of one run repeat. */
export interface Reperes {
  readonly calcul: Analyse["calcul"];
  readonly scenario: Analyse["scenario"];
  readonly campagne: Analyse["campagne"];
  readonly axes: number;
  /** Structures that the analysis placed and that this person does not read. */
  readonly ailleurs: number;
  readonly avertissements: readonly string[];
}

export function reperesDe({ calcul, scenario, campagne, resultat, lisibles }: Analyse): Reperes {
  const placees = resultat.structures.filter(({ analysee }) => analysee);
  return {
    ...{ calcul, scenario, campagne },
    axes: resultat.axes,
    ailleurs: placees.filter(({ uai }) => !lisibles.has(uai)).length,
    avertissements: resultat.avertissements,
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
export function nomAxe(
  { pourcentages }: Pick<ResultatCalcul, "pourcentages">,
  axe: number,
): string {
  return `Axe ${axe}\u00a0: ${formatPourcent((pourcentages[axe - 1] ?? 0) / 100, 1)} de l’information`;
}

/** « Indice de position sociale, 2023-2024 » */
export function nomVariable({ variables }: Pick<EntreeCalcul, "variables">, cle: string): string {
  const variable = variables.find((one) => one.cle === cle);
  return variable ? `${variable.libelle}, ${formatAnneeScolaire(variable.annee)}` : cle;
}

/** Indicators of staff are read by the entitled only, even as a mean of a class. */
export function isCachee({ entree, rh }: Analyse, cle: string): boolean {
  return !rh && entree.variables.find((one) => one.cle === cle)?.diffusion === "rh";
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

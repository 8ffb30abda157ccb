import { formatNombre } from "#app/platform/format/format.ts";
import {
  SECTEURS,
  type Secteur,
  STATUTS_VALEUR,
  TYPES_PLURIEL,
  type TypeStructure,
} from "#app/referentiel/rules.ts";
import type { ReferenceComparable, VariableExpliquee } from "../rules.ts";

/** A value is near the median when it is within this share of the middle half's width. */
const PROCHE = 0.1;

/**
 * Where a value stands among comparable structures, in words and never as a place: a list where each knows its rank is a
 * league table. Source: issue « Ciblage », what must hold.
 */
function direSituation(valeur: number, reference: ReferenceComparable, pairs: string): string {
  const { q1, mediane, q3, niveau } = reference;
  const whole = `${pairs}, ${niveau === "academie" ? "académie" : "France"}`;
  if (Math.abs(valeur - mediane) <= PROCHE * (q3 - q1)) return `Proche de la médiane (${whole})`;
  if (valeur < q1) return `Dans le quart le plus bas (${whole})`;
  if (valeur > q3) return `Dans le quart le plus haut (${whole})`;
  return `${valeur < mediane ? "Au-dessous" : "Au-dessus"} de la médiane (${whole})`;
}

/** « collèges, secteur public » */
export function direPairs({
  type,
  secteur,
}: {
  readonly type: TypeStructure;
  readonly secteur: Secteur;
}): string {
  return `${TYPES_PLURIEL[type]}, secteur ${SECTEURS[secteur].toLowerCase()}`;
}

/** Why the number of an open indicator is not shown to this person. */
export function raisonOf(valeursOuvertes: boolean): string {
  return valeursOuvertes ? "secret statistique" : "réservée à la direction et à l’académie";
}

/** A value as this person may read it; what is not known is never a zero. */
export function direValeur(
  { lisible, diffusion, valeur, unite, decimales }: VariableExpliquee,
  raison: string,
): string {
  if (!lisible)
    return diffusion === "ouverte" ? `Non affichée (${raison})` : "Réservée aux personnes habilitées";
  if (valeur.valeur === null) return STATUTS_VALEUR[valeur.statut === "ok" ? "manquant" : valeur.statut];
  const nombre = formatNombre(valeur.valeur, decimales);
  return unite === "" ? nombre : `${nombre}\u00a0${unite}`;
}

/** The situation of a variable; says so when there is nothing to compare with. */
export function direPlace(variable: VariableExpliquee, pairs: string): string {
  const { lisible, valeur, reference } = variable;
  if (!lisible || valeur.valeur === null) return "—";
  return reference
    ? direSituation(valeur.valeur, reference, pairs)
    : "Trop peu de structures comparables pour le dire";
}

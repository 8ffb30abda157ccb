import { formatNombre } from "#app/platform/format/format.ts";
import { STATUTS_VALEUR } from "../../rules.ts";
import type { FicheIndicateur, ValeurDatee } from "../rules.ts";

/** A value as people read it: its number with its unit, or the words of its status. Never a zero for an absence. */
export function texteValeur(
  { decimales, unite }: Pick<FicheIndicateur, "decimales" | "unite">,
  { valeur, statut }: Pick<ValeurDatee, "valeur" | "statut">,
): string {
  if (valeur === null) return STATUTS_VALEUR[statut];
  const number = formatNombre(valeur, decimales);
  return unite === "" ? number : `${number} ${unite}`;
}

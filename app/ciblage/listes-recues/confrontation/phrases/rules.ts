import { formatAnneeScolaire, formatNombre } from "#app/platform/format/format.ts";
import { STATUTS_VALEUR } from "#app/referentiel/rules.ts";
import type { MotIndicateur } from "../../../regles/lecture/rules.ts";
import type { LigneJugee, ValeurConnue } from "../rules.ts";

/** Our value, or why there is none: never a number where there is none. */
export function direValeur(connue: ValeurConnue | null, mot: MotIndicateur | null): string {
  if (!connue || !mot) return "aucune valeur connue";
  const quand = `en ${formatAnneeScolaire(connue.annee)}`;
  if (connue.statut !== "ok" || connue.valeur === null)
    return `${STATUTS_VALEUR[connue.statut].toLowerCase()}, ${quand}`;
  const text = formatNombre(connue.valeur, mot.decimales);
  return `${mot.unite ? `${text} ${mot.unite}` : text} ${quand}`;
}

/** What becomes of a line, or became of it. */
export function direSuite({ entre, suite }: Pick<LigneJugee, "entre" | "suite">): string {
  if (suite) return entre ? "Entrée dans la campagne" : "N’est pas entrée";
  return entre ? "Entre" : "N’entre pas";
}

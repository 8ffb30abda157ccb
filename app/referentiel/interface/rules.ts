import type { Ressource } from "./ressource/rules.ts";
import { dispositifs, statutsEp, structures } from "./structures/rules.ts";
import { references, territoires, valeursTerritoires } from "./territoires/rules.ts";
import { indicateurs, valeurs } from "./valeurs/rules.ts";

/** What the reading interface gives, in the order in which it is described. */
export const RESSOURCES = {
  structures,
  "statuts-ep": statutsEp,
  dispositifs,
  valeurs,
  indicateurs,
  references,
  territoires,
  "valeurs-territoires": valeursTerritoires,
} as const satisfies Record<string, Ressource>;
export type NomRessource = keyof typeof RESSOURCES;

/** Name of the resource whose address this is; undefined for any other address. */
export function findRessource(chemin: string): NomRessource | undefined {
  return Object.keys(RESSOURCES).find((nom) => `api/v1/${nom}` === chemin) as NomRessource | undefined;
}

import type { AgentDemonstration } from "#app/acces/commands.server.ts";
import type { Fonction, PorteeType } from "#app/acces/fonctions/rules.ts";
import { DISTRIBUTION, LIEUX } from "#server/demonstration/distribution.ts";

/** Where the cast works. */
export { LIEUX };

/** Functions that somebody of the cast exercises, each once. */
export const FONCTIONS_JOUEES: readonly Fonction[] = [
  ...new Set(DISTRIBUTION.flatMap(({ fonctions }) => fonctions.map(({ fonction }) => fonction))),
];

/**
 * The person of the cast who exercises a function, the first of them unless a kind of scope is said; everybody exercises
 * exactly one.
 *
 * @example person("chef_etablissement").nom // "Estran"
 */
export function person(fonction: Fonction, porteeType?: PorteeType): AgentDemonstration {
  const found = DISTRIBUTION.find(({ fonctions }) =>
    fonctions.some(
      (own) => own.fonction === fonction && (porteeType === undefined || own.porteeType === porteeType),
    ),
  );
  if (!found) throw new Error(`Nobody of the cast is ${fonction}: see server/demonstration/distribution.ts`);
  return found;
}

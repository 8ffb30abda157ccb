import type { AgentDemonstration } from "#app/acces/commands.server.ts";
import type { Fonction } from "#app/acces/fonctions/rules.ts";
import { DISTRIBUTION, LIEUX } from "#server/demonstration/distribution.ts";

/** Where the cast works. */
export { LIEUX };

/** Functions that somebody of the cast exercises. */
export const FONCTIONS_JOUEES: readonly Fonction[] = DISTRIBUTION.flatMap(({ fonctions }) =>
  fonctions.map(({ fonction }) => fonction),
);

/**
 * The person of the cast who exercises a function; everybody exercises exactly one.
 *
 * @example person("chef_etablissement").nom // "Estran"
 */
export function person(fonction: Fonction): AgentDemonstration {
  const found = DISTRIBUTION.find(({ fonctions }) => fonctions.some((own) => own.fonction === fonction));
  if (!found) throw new Error(`Nobody of the cast is ${fonction}: see server/demonstration/distribution.ts`);
  return found;
}

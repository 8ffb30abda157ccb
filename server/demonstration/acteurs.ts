import type { Fonction } from "#app/acces/fonctions/rules.ts";
import type { Actor } from "#app/acces/rules.ts";
import { findActor } from "#app/acces/sessions/queries.server.ts";
import type { Context } from "#app/platform/context.ts";
import { DISTRIBUTION } from "./distribution.ts";

/** The person of the cast who exercises a function, with their rights. */
export async function actorOf(context: Context, fonction: Fonction): Promise<Actor> {
  const person = DISTRIBUTION.find(({ fonctions }) => fonctions.some((own) => own.fonction === fonction));
  const actor = person && (await findActor(context, person.id));
  if (!actor) throw new Error(`Nobody in the cast is ${fonction}`);
  return actor;
}

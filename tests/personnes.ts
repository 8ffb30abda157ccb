import type { Fonction } from "#app/acces/fonctions/rules.ts";
import type { Invitation } from "#app/acces/personnes/commands.server.ts";
import type { Actor } from "#app/acces/rules.ts";
import { findActor } from "#app/acces/sessions/queries.server.ts";
import { LIEUX, person } from "./cast.ts";
import type { TestContext } from "./database.ts";

/** Somebody of the cast who has just proven again who they are. */
export async function actorOf(context: TestContext, fonction: Fonction): Promise<Actor> {
  const actor = await findActor(context, person(fonction).id);
  if (!actor) throw new Error(fonction);
  return {
    ...actor,
    session: {
      id: "s",
      mode: "demonstration",
      facteurs: [],
      secondFacteur: true,
      renforceeLe: context.now(),
    },
  };
}

let rank = 0;
/** An invitation to the team of the collège of the cast, each time of somebody else. */
export function invitationBy(actor: Actor, change: Partial<Invitation> = {}): Invitation {
  rank += 1;
  return {
    actor,
    prenom: "Zoé",
    nom: `Misaine ${rank}`,
    courriel: `zoe.${rank}@port-amarre.exemple`,
    message: "Bienvenue.",
    fonction: "equipe",
    portee: { type: "structure", code: LIEUX.college },
    debut: "2026-11-22",
    fin: null,
    acte: "Arrêté 12",
    ...change,
  };
}

/** Events of the journal about a person, in their order. */
export async function listEvenements(
  { pool }: { pool: TestContext["pool"] },
  agentId: string,
): Promise<string[]> {
  const { rows } = await pool.query<{ evenement: string }>(
    "select evenement from audit_event where objet_type = 'agent' and objet_id = $1 order by id",
    [agentId],
  );
  return rows.map(({ evenement }) => evenement);
}

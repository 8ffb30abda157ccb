import type { Context } from "#app/platform/context.ts";
import { listSessions } from "../sessions/queries.server.ts";

export interface Compte {
  readonly nomComplet: string;
  readonly courriel: string;
  readonly secondFacteur: boolean;
  /** How many sessions hold now, this one included. */
  readonly sessions: number;
}

/** What a person reads of their own account. */
export async function getCompte(context: Context, agentId: string): Promise<Compte> {
  const row = await context.db
    .selectFrom("agent as a")
    .leftJoin("second_facteur as f", "f.agent_id", "a.id")
    .select(["a.prenom", "a.nom", "a.courriel", "f.confirme_le"])
    .where("a.id", "=", agentId)
    .executeTakeFirstOrThrow();
  return {
    nomComplet: `${row.prenom} ${row.nom}`,
    courriel: row.courriel ?? "",
    secondFacteur: row.confirme_le !== null,
    sessions: (await listSessions(context, agentId)).length,
  };
}

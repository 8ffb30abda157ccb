import type { Context } from "#app/platform/context.ts";
import type { Database, Tx } from "#app/platform/db/database.server.ts";
import { isUuid } from "#app/platform/form/uuid.ts";
import { NotFound } from "#app/platform/refusal.ts";
import { type Actor, hasPermission } from "../rules.ts";
import { findActor, hashJeton } from "../sessions/queries.server.ts";
import { isJetonValide } from "./rules.ts";

export interface JetonVu {
  readonly id: string;
  readonly libelle: string;
  readonly creeLe: Date;
  readonly expireLe: Date;
  readonly utiliseLe: Date | null;
  readonly revoqueLe: Date | null;
}

/** The tokens of a person, latest first; never the tokens themselves. */
export async function listJetons(db: Database, agentId: string): Promise<JetonVu[]> {
  return db
    .selectFrom("jeton_api")
    .select(["id", "libelle", "cree_le as creeLe", "expire_le as expireLe"])
    .select(["utilise_le as utiliseLe", "revoque_le as revoqueLe"])
    .where("agent_id", "=", agentId)
    .orderBy("cree_le", "desc")
    .orderBy("id")
    .execute();
}

/** One token of a person. Throws NotFound for that of somebody else. */
export async function getJeton(db: Database | Tx, agentId: string, id: string): Promise<JetonVu> {
  const row = isUuid(id)
    ? await db
        .selectFrom("jeton_api")
        .select(["id", "libelle", "cree_le as creeLe", "expire_le as expireLe"])
        .select(["utilise_le as utiliseLe", "revoque_le as revoqueLe"])
        .where("agent_id", "=", agentId)
        .where("id", "=", id)
        .executeTakeFirst()
    : undefined;
  if (!row) throw new NotFound();
  return row;
}

/**
 * The person behind a token of the reading interface, with the functions that hold today. Undefined when the token does
 * not hold, and when none of these functions may have one any more: nobody could then revoke it.
 */
export async function findActorByJetonApi(context: Context, jeton: string): Promise<Actor | undefined> {
  const now = context.now();
  const row = await context.db
    .selectFrom("jeton_api")
    .select(["id", "agent_id", "expire_le", "revoque_le", "utilise_le"])
    .where("empreinte", "=", hashJeton(jeton))
    .executeTakeFirst();
  if (!row || !isJetonValide({ expireLe: row.expire_le, revoqueLe: row.revoque_le }, now)) return undefined;
  const actor = await findActor(context, row.agent_id);
  if (!actor || !hasPermission(actor, "jeton.gerer")) return undefined;
  if (row.utilise_le === null || now.getTime() - row.utilise_le.getTime() > 60_000)
    await context.db.updateTable("jeton_api").set({ utilise_le: now }).where("id", "=", row.id).execute();
  return actor;
}

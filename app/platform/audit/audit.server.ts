import type { Context } from "../context.ts";
import type { Tx } from "../db/database.server.ts";
import type { AuditEntry } from "./audit-entry.ts";

/**
 * Writes one line of the journal in the transaction of the act it tells, then lets the rest of the product react to it
 * in the same transaction (app/reactions.server.ts): what is told once is heard by whom it concerns.
 */
export async function recordAudit(tx: Tx, context: Context, entry: AuditEntry): Promise<void> {
  const { id } = await tx
    .insertInto("audit_event")
    .values({
      evenement: entry.evenement,
      objet_type: entry.objetType,
      objet_id: entry.objetId,
      agent_id: entry.agentId,
      request_id: context.requestId,
      survenu_le: context.now(),
      faits: JSON.stringify({ ...entry.faits, ...byDelegation(context, entry) }),
    })
    .returning("id")
    .executeTakeFirstOrThrow();
  if (entry.avant !== undefined || entry.apres !== undefined) {
    await tx
      .insertInto("audit_valeur")
      .values({
        audit_event_id: id,
        avant: entry.avant === undefined ? null : JSON.stringify(entry.avant),
        apres: entry.apres === undefined ? null : JSON.stringify(entry.apres),
      })
      .execute();
  }
  await context.react(tx, context, entry);
}

/** An act done by delegation says by which, whoever wrote the command. */
function byDelegation({ delegations = [] }: Context, { agentId }: AuditEntry): AuditEntry["faits"] {
  return agentId !== null && delegations.length > 0 ? { delegation: delegations.join(" ") } : {};
}

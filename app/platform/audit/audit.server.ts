import type { Context } from "../context.ts";
import type { Tx } from "../db/database.server.ts";

export interface AuditEntry {
  /** `objet.verbe`, as declared in the route table or in the job. */
  readonly evenement: string;
  readonly objetType: string;
  readonly objetId: string;
  /** Nobody when the service acts by itself or from the command line. */
  readonly agentId: string | null;
  /** Identifiers, codes and counts only: this row is sealed for ever. */
  readonly faits?: Readonly<Record<string, string | number | boolean | null>>;
  /** Values that a purge may remove later; they stay outside the chain. */
  readonly avant?: unknown;
  readonly apres?: unknown;
}

/** Writes one line of the journal in the transaction of the act it tells. */
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
      faits: JSON.stringify(entry.faits ?? {}),
    })
    .returning("id")
    .executeTakeFirstOrThrow();
  if (entry.avant === undefined && entry.apres === undefined) return;
  await tx
    .insertInto("audit_valeur")
    .values({
      audit_event_id: id,
      avant: entry.avant === undefined ? null : JSON.stringify(entry.avant),
      apres: entry.apres === undefined ? null : JSON.stringify(entry.apres),
    })
    .execute();
}

import { recordAudit } from "#app/platform/audit/audit.server.ts";
import type { Context } from "#app/platform/context.ts";
import { inTransaction } from "#app/platform/db/database.server.ts";

export interface RefusAcces {
  /** Who asked: the person themselves, or who was helping them. */
  readonly agentId: string;
  /** Line of the route table. */
  readonly routeId: string;
  /** Permission that was missing, or why the page stayed closed. */
  readonly motif: string;
}

/** Keeps the trace of a page that was refused. */
export async function consignerRefus(context: Context, refus: RefusAcces): Promise<void> {
  const { agentId, routeId, motif } = refus;
  await inTransaction(context.db, (tx) =>
    recordAudit(tx, context, {
      evenement: "acces.refuser",
      objetType: "page",
      objetId: routeId,
      agentId,
      faits: { motif },
    }),
  );
}

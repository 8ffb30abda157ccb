import { rm } from "node:fs/promises";
import type { Actor } from "#app/acces/rules.ts";
import { recordAudit } from "#app/platform/audit/audit.server.ts";
import type { Context } from "#app/platform/context.ts";
import { inTransaction } from "#app/platform/db/database.server.ts";
import { pathOfPiece } from "#app/platform/pieces/store.server.ts";
import { demand } from "#app/platform/refusal.ts";
import { getPiece } from "./queries.server.ts";
import { canRetirer } from "./rules.ts";

/** Takes a file away: erased from the disk, with its text; the line stays, for what quoted it. */
export async function retirerPiece(context: Context, actor: Actor, id: string): Promise<void> {
  await inTransaction(context.db, async (tx) => {
    await tx.selectFrom("piece").select("id").where("id", "=", id).forUpdate().execute();
    const piece = await getPiece(tx, actor, id);
    demand(canRetirer({ deposeePar: piece.deposeePar, retiree: piece.retireeLe !== null }, actor.agentId));
    await tx
      .updateTable("piece")
      .set({ supprimee_le: context.now(), apercu: null })
      .where("id", "=", id)
      .execute();
    await recordAudit(tx, context, {
      evenement: "piece.retirer",
      objetType: "piece",
      objetId: id,
      agentId: actor.agentId,
    });
    // Last: should the transaction fail after it, the file is gone while its line stays, which the page tells.
    await rm(pathOfPiece(context.settings.dataFolder, id), { force: true });
  });
}

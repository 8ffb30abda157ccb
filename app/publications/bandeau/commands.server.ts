import { recordAudit } from "#app/platform/audit/audit.server.ts";
import type { Context } from "#app/platform/context.ts";
import { inTransaction } from "#app/platform/db/database.server.ts";
import { demand, NotFound } from "#app/platform/refusal.ts";
import { canAnnoncer, type Periode, type Ton } from "./rules.ts";

export interface Annonce extends Periode {
  readonly texte: string;
  readonly ton: Ton;
}

/** Announces something on every page, between two dates. */
export async function annoncer(context: Context, agentId: string, annonce: Annonce): Promise<void> {
  await inTransaction(context.db, async (tx) => {
    demand(canAnnoncer(annonce, context.now()));
    const id = context.newId();
    const { texte, ton, debut, fin } = annonce;
    await tx
      .insertInto("bandeau")
      .values({ id, texte, ton, debut, fin, cree_par: agentId, cree_le: context.now() })
      .execute();
    await recordAudit(tx, context, {
      evenement: "bandeau.annoncer",
      objetType: "bandeau",
      objetId: id,
      agentId,
      apres: { texte },
    });
  });
}

/** Takes a banner away before its end; twice changes nothing. Throws NotFound. */
export async function retirerBandeau(context: Context, agentId: string, id: string): Promise<void> {
  await inTransaction(context.db, async (tx) => {
    const bandeau = await tx
      .selectFrom("bandeau")
      .select("retire_le")
      .where("id", "=", id)
      .forUpdate()
      .executeTakeFirst();
    if (!bandeau) throw new NotFound();
    if (bandeau.retire_le) return;
    await tx.updateTable("bandeau").set({ retire_le: context.now() }).where("id", "=", id).execute();
    await recordAudit(tx, context, {
      evenement: "bandeau.retirer",
      objetType: "bandeau",
      objetId: id,
      agentId,
    });
  });
}

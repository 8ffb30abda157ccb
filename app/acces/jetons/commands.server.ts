import { randomBytes } from "node:crypto";
import { recordAudit } from "#app/platform/audit/audit.server.ts";
import type { Context } from "#app/platform/context.ts";
import { inTransaction } from "#app/platform/db/database.server.ts";
import { demand } from "#app/platform/refusal.ts";
import { hashJeton } from "../sessions/queries.server.ts";
import { getJeton } from "./queries.server.ts";
import { canCreerJeton } from "./rules.ts";

export interface JetonDemande {
  readonly agentId: string;
  readonly libelle: string;
  readonly dureeJours: number;
}

/** Recognisable in a leaked file, and by whoever finds it. */
const PREFIXE = "ancrage_";

/** Creates a token of the reading interface. Returns the token itself, of which only the hash is kept. */
export async function creerJeton(context: Context, demande: JetonDemande): Promise<string> {
  const jeton = PREFIXE + randomBytes(32).toString("base64url");
  const now = context.now();
  await inTransaction(context.db, async (tx) => {
    // The row of the person is held, so that two requests do not both take the last place.
    await tx.selectFrom("agent").select("id").where("id", "=", demande.agentId).forUpdate().execute();
    const { enVigueur } = await tx
      .selectFrom("jeton_api")
      .select(({ fn }) => fn.countAll<number>().as("enVigueur"))
      .where("agent_id", "=", demande.agentId)
      .where("revoque_le", "is", null)
      .where("expire_le", ">", now)
      .executeTakeFirstOrThrow();
    demand(canCreerJeton(enVigueur));
    const id = context.newId();
    await tx
      .insertInto("jeton_api")
      .values({
        id,
        agent_id: demande.agentId,
        libelle: demande.libelle,
        empreinte: hashJeton(jeton),
        cree_le: now,
        expire_le: new Date(now.getTime() + demande.dureeJours * 24 * 60 * 60 * 1000),
      })
      .execute();
    await recordAudit(tx, context, {
      evenement: "jeton.creer",
      objetType: "jeton",
      objetId: id,
      agentId: demande.agentId,
      faits: { dureeJours: demande.dureeJours },
    });
  });
  return jeton;
}

/** Revokes a token at once; revoking twice changes nothing. */
export async function revoquerJeton(
  context: Context,
  { agentId, id }: { readonly agentId: string; readonly id: string },
): Promise<void> {
  await inTransaction(context.db, async (tx) => {
    const { revoqueLe } = await getJeton(tx, agentId, id);
    if (revoqueLe !== null) return;
    await tx.updateTable("jeton_api").set({ revoque_le: context.now() }).where("id", "=", id).execute();
    await recordAudit(tx, context, {
      evenement: "jeton.revoquer",
      objetType: "jeton",
      objetId: id,
      agentId,
    });
  });
}

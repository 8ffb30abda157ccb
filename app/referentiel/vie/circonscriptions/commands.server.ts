import { sql } from "kysely";
import type { Scope } from "#app/acces/rules.ts";
import { recordAudit } from "#app/platform/audit/audit.server.ts";
import type { Context } from "#app/platform/context.ts";
import { inTransaction } from "#app/platform/db/database.server.ts";
import { demand, NotFound, Refusal } from "#app/platform/refusal.ts";
import { withinCirconscription } from "./queries.server.ts";
import { type Contact, canCorriger, contactLu } from "./rules.ts";

export interface CorrectionContact extends Contact {
  readonly code: string;
  /** What the person was reading, as `contactLu` writes it. */
  readonly vu: string;
  readonly motif: string;
  readonly agentId: string;
  readonly portee: Scope;
}

/** Gives a circonscription its shared mailbox and telephone; what was there stays in the journal. */
export async function corrigerContact(context: Context, correction: CorrectionContact): Promise<void> {
  const { code, courriel, telephone, motif, agentId } = correction;
  await inTransaction(context.db, async (tx) => {
    const { rows } = await sql<Contact>`select c.courriel, c.telephone from circonscription c
      where c.code = ${code} and ${withinCirconscription(correction.portee)} for no key update`.execute(tx);
    const [avant] = rows;
    if (!avant) throw new NotFound();
    if (contactLu(avant) !== correction.vu)
      throw new Refusal(
        "version_perimee",
        `Quelqu’un d’autre vient de modifier ce contact, qui est maintenant « ${contactLu(avant) || "vide"} ». Votre texte est gardé.`,
      );
    demand(canCorriger(correction));
    await tx.updateTable("circonscription").set({ courriel, telephone }).where("code", "=", code).execute();
    await recordAudit(tx, context, {
      evenement: "circonscription.corriger",
      objetType: "circonscription",
      objetId: code,
      agentId,
      avant,
      apres: { courriel, telephone, motif },
    });
  });
}

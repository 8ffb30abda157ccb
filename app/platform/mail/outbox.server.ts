import { sql } from "kysely";
import type { Context } from "../context.ts";
import type { Tx } from "../db/database.server.ts";
import type { Courriel } from "./courriel.ts";
import { renderHtml, renderText } from "./render.ts";

/** Graphile Worker reads a job's payload from here. */
export interface CourrielPayload {
  readonly courrielId: string;
}

/** Name of the job that hands one message to the mail server. */
export const TACHE_COURRIEL = "envoyer_courriel";

/**
 * Puts a message in the outbox, in the transaction of the act that wants it: the act and its message are kept or undone
 * together. In a demonstration it stays there, to be read and never sent. A key already deposited changes nothing.
 */
export async function deposerCourriel(tx: Tx, context: Context, courriel: Courriel): Promise<void> {
  const retenu = context.settings.demonstration;
  const now = context.now();
  const deposited = await tx
    .insertInto("courriel")
    .values({
      id: context.newId(),
      gabarit: courriel.gabarit,
      agent_id: courriel.agentId,
      destinataire: courriel.destinataire,
      copies: [...(courriel.copies ?? [])],
      objet: courriel.objet,
      texte: renderText(courriel, context.settings.urlPublique),
      html: renderHtml(courriel, context.settings.urlPublique),
      objet_type: courriel.objetType,
      objet_id: courriel.objetId,
      cle: courriel.cle ?? null,
      etat: retenu ? "retenu" : "en_attente",
      essais: 0,
      prochain_essai_le: retenu ? null : now,
      cree_le: now,
      request_id: context.requestId,
    })
    .onConflict((conflict) => conflict.column("cle").doNothing())
    .returning("id")
    .executeTakeFirst();
  if (!deposited || retenu) return;
  const payload: CourrielPayload = { courrielId: deposited.id };
  await sql`select graphile_worker.add_job(${TACHE_COURRIEL}, ${JSON.stringify(payload)}::json)`.execute(tx);
}

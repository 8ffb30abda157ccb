import { sql } from "kysely";
import type { Context } from "../context.ts";
import type { Database, Tx } from "../db/database.server.ts";
import { Refusal } from "../refusal.ts";
import { isAdresse, lineOf } from "./address.ts";
import type { Courriel } from "./courriel.ts";
import { type Cadre, renderHtml, renderText } from "./render.ts";

/** Graphile Worker reads a job's payload from here. */
export interface CourrielPayload {
  readonly courrielId: string;
}

/** Name of the job that hands one message to the mail server. */
const TACHE_COURRIEL = "envoyer_courriel";
/** One message after the other: a mail server that does not answer must not take the worker from the other jobs. */
const FILE_COURRIELS = "courriels";
const OBJET_MAX = 200;

/**
 * Puts a message in the outbox, in the transaction of the act that wants it: the act and its message are kept or undone
 * together. In a demonstration it stays there, to be read and never sent. A key already deposited changes nothing.
 */
export async function deposerCourriel(tx: Tx, context: Context, courriel: Courriel): Promise<void> {
  const copies = [...new Set(courriel.copies ?? [])].filter((copie) => copie !== courriel.destinataire);
  for (const adresse of [courriel.destinataire, ...copies]) refuseAdresse(adresse);
  const { demonstration } = context.settings;
  const contenu = { ...courriel, objet: lineOf(courriel.objet).slice(0, OBJET_MAX) };
  const cadre: Cadre = { urlPublique: context.settings.urlPublique, contact: await findContact(tx) };
  const now = context.now();
  const deposited = await tx
    .insertInto("courriel")
    .values({
      id: context.newId(),
      gabarit: courriel.gabarit,
      agent_id: courriel.agentId,
      destinataire: courriel.destinataire,
      copies,
      objet: contenu.objet,
      texte: renderText(contenu, cadre),
      html: renderHtml(contenu, cadre),
      objet_type: courriel.objetType,
      objet_id: courriel.objetId,
      cle: courriel.cle ?? null,
      etat: demonstration ? "retenu" : "en_attente",
      essais: 0,
      prochain_essai_le: demonstration ? null : now,
      cree_le: now,
      request_id: context.requestId,
      expire_le: courriel.expireLe ?? null,
      remis: [],
      reglage_href: courriel.reglageHref ?? null,
    })
    .onConflict((conflict) => conflict.column("cle").doNothing())
    .returning("id")
    .executeTakeFirst();
  if (deposited && !demonstration) await askSending(tx, deposited.id, courriel.expireLe !== undefined);
}

/** Whoever waits for a link that will not last goes before the rest. One job is enough: the sweep tries again later. */
async function askSending(tx: Tx, courrielId: string, urgent: boolean): Promise<void> {
  const payload: CourrielPayload = { courrielId };
  await sql`select graphile_worker.add_job(${TACHE_COURRIEL}, ${JSON.stringify(payload)}::json,
    queue_name => ${FILE_COURRIELS}, max_attempts => 1, priority => ${urgent ? -10 : 0})`.execute(tx);
}

/** An address that would say more to the mail server than « to whom » goes no further. */
function refuseAdresse(adresse: string): void {
  if (isAdresse(adresse)) return;
  throw new Refusal(
    "adresse_illisible",
    `« ${lineOf(adresse).slice(0, 100)} » n’est pas une adresse à laquelle on peut écrire. Corrigez-la, puis recommencez.`,
  );
}

/** Address of the service, in the footer of every message once the operator has filled it. */
export async function findContact(tx: Database | Tx): Promise<string | null> {
  const row = await tx
    .selectFrom("reglage_texte")
    .select("valeur")
    .where("code", "=", "contact_courriel")
    .executeTakeFirst();
  return row && isAdresse(row.valeur) ? row.valeur : null;
}

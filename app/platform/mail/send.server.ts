import { recordAudit } from "../audit/audit.server.ts";
import type { Context } from "../context.ts";
import { inTransaction } from "../db/database.server.ts";
import { findContact } from "./outbox.server.ts";
import { type Delais, remettre } from "./transport.server.ts";
import { concludeTentative, type Suite } from "./tries.ts";

/**
 * While one process hands a message over, no other takes it up; when that process dies, the message comes back after
 * this. Longer than the slowest exchange.
 */
const BAIL_MS = 15 * 60_000;
/** Messages of one sweep: the next one comes a minute later. */
const LOT = 500;

interface Pris {
  readonly id: string;
  readonly gabarit: string;
  readonly destinataire: string;
  readonly copies: readonly string[];
  readonly objet: string;
  readonly texte: string;
  readonly html: string;
  readonly essais: number;
  readonly remis: readonly string[];
  readonly creeLe: Date;
  readonly reglageHref: string | null;
}

/** What became of a message, `panne` when it met a server that would refuse every other; undefined when not ours to send. */
export type Issue = "envoye" | "en_attente" | "echoue" | "panne" | undefined;

/**
 * Hands one waiting message to the mail server, at least once and with a stable Message-ID: between the server's « yes »
 * and our commit a crash leaves it to be sent again, which the mail programs of both ends recognise.
 */
export async function sendCourriel(context: Context, courrielId: string, delais?: Delais): Promise<Issue> {
  const { smtp, demonstration } = context.settings;
  // Nothing leaves a demonstration, whatever a line of the outbox says.
  if (!smtp || demonstration) return undefined;
  const pris = await take(context, courrielId);
  if (!pris) return undefined;
  const reponse = await remettre(smtp, await remiseOf(context, pris), delais);
  const suite = concludeTentative(pris, reponse, context.now());
  await conclude(context, pris, suite);
  if (suite.etat === "echoue")
    context.log.warn({ courriel: pris.id, gabarit: pris.gabarit, essais: pris.essais }, "courriel en échec");
  return reponse.panne === null ? suite.etat : "panne";
}

/** Reserves a message whose time has come; undefined when it is gone, not yet due, or in other hands. */
async function take(context: Context, id: string): Promise<Pris | undefined> {
  const now = context.now();
  const row = await context.db
    .updateTable("courriel")
    .set((eb) => ({ essais: eb("essais", "+", 1), prochain_essai_le: new Date(now.getTime() + BAIL_MS) }))
    .where("id", "=", id)
    .where("etat", "=", "en_attente")
    .where("prochain_essai_le", "<=", now)
    .where("texte", "is not", null)
    .where((eb) => eb.or([eb("expire_le", "is", null), eb("expire_le", ">", now)]))
    .returning(["id", "gabarit", "destinataire", "copies", "objet", "texte", "html", "essais", "remis"])
    .returning(["cree_le as creeLe", "reglage_href as reglageHref"])
    .executeTakeFirst();
  if (!row?.destinataire || row.texte === null || row.html === null) return undefined;
  return { ...row, destinataire: row.destinataire, texte: row.texte, html: row.html };
}

async function remiseOf(context: Context, pris: Pris) {
  return {
    ...pris,
    enveloppe: [pris.destinataire, ...pris.copies].filter((adresse) => !pris.remis.includes(adresse)),
    date: pris.creeLe,
    reglage: pris.reglageHref === null ? null : context.settings.urlPublique + pris.reglageHref,
    contact: await findContact(context.db),
  };
}

/** What came of it, with its line in the journal; the text goes away with the message. */
async function conclude(context: Context, pris: Pris, suite: Suite): Promise<void> {
  const sent = suite.etat === "envoye";
  await inTransaction(context.db, async (tx) => {
    const { numUpdatedRows } = await tx
      .updateTable("courriel")
      .set({
        etat: suite.etat,
        prochain_essai_le: suite.prochain,
        erreur: suite.erreur,
        remis: [...suite.remis],
        ...(sent ? { envoye_le: context.now(), texte: null, html: null } : {}),
      })
      .where("id", "=", pris.id)
      .where("etat", "=", "en_attente")
      .executeTakeFirst();
    if (suite.etat === "en_attente" || numUpdatedRows === 0n) return;
    await recordAudit(tx, context, {
      evenement: sent ? "courriel.envoyer" : "courriel.echouer",
      objetType: "courriel",
      objetId: pris.id,
      agentId: null,
      faits: { gabarit: pris.gabarit, essais: pris.essais },
    });
  });
}

/**
 * Takes up every message whose time has come: those tried before, and those that a crash left behind. Stops at the
 * first sign that the server is away, so that the others keep their tries for when it is back. Returns how many left.
 */
export async function sendCourrielsDus(context: Context, delais?: Delais): Promise<number> {
  await giveUpExpired(context);
  if (!context.settings.smtp || context.settings.demonstration) return 0;
  const dus = await context.db
    .selectFrom("courriel")
    .select("id")
    .where("etat", "=", "en_attente")
    .where("prochain_essai_le", "<=", context.now())
    .where("texte", "is not", null)
    .orderBy("expire_le", (order) => order.asc().nullsLast())
    .orderBy("prochain_essai_le")
    .limit(LOT)
    .execute();
  let sent = 0;
  for (const { id } of dus) {
    const issue = await sendCourriel(context, id, delais);
    if (issue === "envoye") sent += 1;
    if (issue === "panne") break;
  }
  return sent;
}

/** A link that no longer holds is not sent: it would only disappoint. */
async function giveUpExpired(context: Context): Promise<void> {
  const expired = await context.db
    .selectFrom("courriel")
    .select(["id", "gabarit", "essais"])
    .where("etat", "=", "en_attente")
    .where("expire_le", "<=", context.now())
    .limit(LOT)
    .execute();
  for (const { id, gabarit, essais } of expired) {
    await inTransaction(context.db, async (tx) => {
      const { numUpdatedRows } = await tx
        .updateTable("courriel")
        .set({
          etat: "abandonne",
          motif: "Périmé avant d’avoir pu partir.",
          texte: null,
          html: null,
          prochain_essai_le: null,
        })
        .where("id", "=", id)
        .where("etat", "=", "en_attente")
        .executeTakeFirst();
      if (numUpdatedRows === 0n) return;
      await recordAudit(tx, context, {
        evenement: "courriel.abandonner",
        objetType: "courriel",
        objetId: id,
        agentId: null,
        faits: { gabarit, essais, perime: true },
      });
    });
  }
}

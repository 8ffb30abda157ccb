import { recordAudit } from "#app/platform/audit/audit.server.ts";
import { civilDay } from "#app/platform/clock/clock.ts";
import type { Context } from "#app/platform/context.ts";
import { inTransaction, type Tx } from "#app/platform/db/database.server.ts";
import { pluriel } from "#app/platform/format/format.ts";
import { demand } from "#app/platform/refusal.ts";
import { notifier } from "../commands.server.ts";
import { listHabilites } from "../destinataires/queries.server.ts";
import { getAttente, getCourriel } from "./queries.server.ts";
import { canAbandonner, canReprendre, expliquerErreur } from "./rules.ts";

interface ActeSurCourriel {
  readonly id: string;
  readonly agentId: string;
}

/** Sends a message again at the next sweep, with all its tries before it. */
export async function reprendreCourriel(context: Context, { id, agentId }: ActeSurCourriel): Promise<void> {
  await inTransaction(context.db, async (tx) => {
    const courriel = await lockCourriel(tx, id);
    demand(canReprendre(courriel));
    await tx
      .updateTable("courriel")
      .set({ etat: "en_attente", essais: 0, prochain_essai_le: context.now() })
      .where("id", "=", id)
      .execute();
    await recordAudit(tx, context, {
      evenement: "courriel.reprendre",
      objetType: "courriel",
      objetId: id,
      agentId,
      faits: { gabarit: courriel.gabarit, essais: courriel.essais },
    });
  });
}

/** Sends every failed message again. Returns how many; none is no fault. */
export async function reprendreEchecs(
  context: Context,
  { agentId }: { readonly agentId: string },
): Promise<number> {
  return inTransaction(context.db, async (tx) => {
    const again = await tx
      .updateTable("courriel")
      .set({ etat: "en_attente", essais: 0, prochain_essai_le: context.now() })
      .where("etat", "=", "echoue")
      .where("texte", "is not", null)
      .returning("id")
      .execute();
    if (again.length === 0) return 0;
    await recordAudit(tx, context, {
      evenement: "courriel.reprendre",
      objetType: "courriel",
      objetId: "echecs",
      agentId,
      faits: { courriels: again.length },
    });
    return again.length;
  });
}

/** Gives a message up, for a reason; its text is erased. */
export async function abandonnerCourriel(
  context: Context,
  { id, agentId, motif }: ActeSurCourriel & { readonly motif: string },
): Promise<void> {
  await inTransaction(context.db, async (tx) => {
    const courriel = await lockCourriel(tx, id);
    demand(canAbandonner(courriel.etat));
    await tx
      .updateTable("courriel")
      .set({ etat: "abandonne", motif, texte: null, html: null, prochain_essai_le: null })
      .where("id", "=", id)
      .execute();
    await recordAudit(tx, context, {
      evenement: "courriel.abandonner",
      objetType: "courriel",
      objetId: id,
      agentId,
      faits: { gabarit: courriel.gabarit, essais: courriel.essais },
      apres: { motif },
    });
  });
}

async function lockCourriel(tx: Tx, id: string) {
  // Getting first: a text that is no id must not reach the column.
  await getCourriel(tx, id);
  await tx.selectFrom("courriel").select("id").where("id", "=", id).forUpdate().execute();
  return getCourriel(tx, id);
}

/** Tells those who follow the outbox that a message failed: once a day, and not while they have not read the last one. */
export async function signalerEchec(tx: Tx, context: Context, erreur: string | null): Promise<void> {
  await dire(tx, context, {
    titre: "Un courriel n’a pas pu partir",
    texte: `${erreur ? expliquerErreur(erreur) : "L’envoi n’a pas abouti."} Le message est gardé : corrigez la cause, puis envoyez-le à nouveau.`,
    href: "/courriels?etat=echoue",
    cle: "echec",
  });
}

/** Tells that messages wait: no mail server is set, or it is in trouble for half an hour and more. */
export async function signalerAttente(context: Context): Promise<void> {
  if (context.settings.demonstration) return;
  const attente = await getAttente(context.db);
  if (attente.enAttente === 0 || (context.settings.smtp && attente.retardes === 0)) return;
  const combien = pluriel(attente.enAttente, "courriel");
  await inTransaction(context.db, async (tx) =>
    dire(
      tx,
      context,
      context.settings.smtp
        ? {
            titre: `La messagerie est en difficulté : ${combien} en attente`,
            texte: `${expliquerErreur(attente.erreur ?? "")} Rien n’est perdu : les messages seront présentés à nouveau.`,
            href: "/courriels?etat=en_attente",
            cle: "panne",
          }
        : {
            titre: `Aucune messagerie n’est réglée : ${combien} en attente`,
            texte:
              "Donnez SMTP_URL et COURRIEL_EXPEDITEUR au service, puis relancez-le : les messages qui attendent partiront alors.",
            href: "/courriels?etat=en_attente",
            cle: "reglage",
          },
    ),
  );
}

interface Signal {
  readonly titre: string;
  readonly texte: string;
  readonly href: string;
  readonly cle: string;
}

const OBJET = "messagerie";

async function dire(tx: Tx, context: Context, { cle, ...signal }: Signal): Promise<void> {
  const day = civilDay(context.now());
  const habilites = await listHabilites(tx, "courriel.suivre", day);
  const ids = [...new Set(habilites.map(({ agentId }) => agentId))];
  if (ids.length === 0) return;
  const warned = await tx
    .selectFrom("notification")
    .select("agent_id")
    .where("agent_id", "in", ids)
    .where("objet_type", "=", OBJET)
    .where("objet_id", "=", cle)
    .where("lue_le", "is", null)
    .execute();
  const unread = new Set(warned.map(({ agent_id }) => agent_id));
  await notifier(tx, context, {
    ...signal,
    destinataires: ids.filter((id) => !unread.has(id)),
    genre: "service.incident",
    objetType: OBJET,
    objetId: cle,
    cle: `messagerie:${cle}:${day}`,
  });
}

import { recordAudit } from "#app/platform/audit/audit.server.ts";
import { civilDay, instantOf } from "#app/platform/clock/clock.ts";
import type { Context } from "#app/platform/context.ts";
import { inTransaction, type Tx } from "#app/platform/db/database.server.ts";
import { isAdresse } from "#app/platform/mail/address.ts";
import { deposerCourriel } from "#app/platform/mail/outbox.server.ts";
import { demand } from "#app/platform/refusal.ts";
import { courrielNotification } from "./documents/notification.ts";
import { courrielResume } from "./documents/resume.ts";
import { getNotification, listPreferences } from "./queries.server.ts";
import {
  abreger,
  canRegler,
  type GenreNotification,
  HEURE_RESUME,
  isAdresseInterne,
  modeOf,
  type Preferences,
} from "./rules.ts";

export interface NotificationADire {
  /** Agents; the same one twice is told once, a closed account not at all. */
  readonly destinataires: readonly string[];
  readonly genre: GenreNotification;
  readonly titre: string;
  readonly texte: string;
  /** Page of ours where to act. */
  readonly href: string;
  readonly objetType: string;
  readonly objetId: string;
  /** The same key is never told twice to the same person. */
  readonly cle: string;
}

/**
 * Tells people something inside the service, within the act that it follows from; the e-mail of those who want one at
 * once is deposited with it.
 */
export async function notifier(tx: Tx, context: Context, dit: NotificationADire): Promise<void> {
  if (!isAdresseInterne(dit.href))
    throw new Error(`A notification leads to a page of ours, not to ${dit.href}`);
  const ids = [...new Set(dit.destinataires)];
  if (ids.length === 0) return;
  const agents = await tx
    .selectFrom("agent")
    .select(["id", "courriel"])
    .where("id", "in", ids)
    .where("ferme_le", "is", null)
    .execute();
  const preferences = await listPreferences(tx, ids);
  const { genre, cle } = dit;
  const titre = abreger(dit.titre, 200);
  const texte = dit.texte.slice(0, 1000);
  for (const { id: agentId, courriel } of agents) {
    const mode = modeOf(genre, preferences.get(agentId) ?? {});
    const told = await tx
      .insertInto("notification")
      .values({
        id: context.newId(),
        agent_id: agentId,
        genre,
        titre,
        texte,
        href: dit.href,
        objet_type: dit.objetType,
        objet_id: dit.objetId,
        cle,
        mode,
        cree_le: context.now(),
      })
      .onConflict((conflict) => conflict.columns(["agent_id", "cle"]).doNothing())
      .returning("id")
      .executeTakeFirst();
    // An address that cannot be written to must not undo the act: the notification stands in the service.
    if (!told || mode !== "immediat" || !courriel || !isAdresse(courriel)) continue;
    await deposerCourriel(
      tx,
      context,
      courrielNotification({ id: told.id, agentId, courriel, genre, titre, texte }),
    );
  }
}

/** Marks one notification read. Throws NotFound for that of somebody else; twice changes nothing. */
export async function lireNotification(
  context: Context,
  { agentId, id }: { readonly agentId: string; readonly id: string },
): Promise<{ readonly href: string }> {
  return inTransaction(context.db, async (tx) => {
    const { href, lueLe } = await getNotification(tx, agentId, id);
    if (lueLe === null)
      await tx.updateTable("notification").set({ lue_le: context.now() }).where("id", "=", id).execute();
    return { href };
  });
}

export interface LectureEnNombre {
  readonly agentId: string;
  readonly genre: GenreNotification | undefined;
  /** When the page was shown: what came since stays unread. */
  readonly jusque: Date;
}

/** Marks read all that a page showed as unread, of one kind or of all. */
export async function lireNotifications(
  context: Context,
  { agentId, genre, jusque }: LectureEnNombre,
): Promise<void> {
  await context.db
    .updateTable("notification")
    .set({ lue_le: context.now() })
    .where("agent_id", "=", agentId)
    .where("lue_le", "is", null)
    .where("cree_le", "<=", jusque)
    .$if(genre !== undefined, (query) => query.where("genre", "=", genre as string))
    .execute();
}

/** Keeps how a person wants each kind; what equals what is kept changes nothing. */
export async function reglerPreferences(
  context: Context,
  { agentId, choix }: { readonly agentId: string; readonly choix: Preferences },
): Promise<void> {
  const wanted = Object.entries(choix) as [GenreNotification, NonNullable<Preferences[GenreNotification]>][];
  for (const [genre, mode] of wanted) demand(canRegler(genre, mode));
  await inTransaction(context.db, async (tx) => {
    await tx.selectFrom("agent").select("id").where("id", "=", agentId).forUpdate().execute();
    const before = (await listPreferences(tx, [agentId])).get(agentId) ?? {};
    const changed = wanted.filter(([genre, mode]) => modeOf(genre, before) !== mode);
    if (changed.length === 0) return;
    await tx
      .insertInto("preference_notification")
      .values(
        changed.map(([genre, mode]) => ({ agent_id: agentId, genre, mode, modifiee_le: context.now() })),
      )
      .onConflict((conflict) =>
        conflict.columns(["agent_id", "genre"]).doUpdateSet((eb) => ({
          mode: eb.ref("excluded.mode"),
          modifiee_le: eb.ref("excluded.modifiee_le"),
        })),
      )
      .execute();
    await recordAudit(tx, context, {
      evenement: "preference.modifier",
      objetType: "agent",
      objetId: agentId,
      agentId,
      faits: { genres: changed.length },
      avant: Object.fromEntries(changed.map(([genre]) => [genre, modeOf(genre, before)])),
      apres: Object.fromEntries(changed),
    });
  });
}

/**
 * Sends the summary of the morning: one message a person, of what was told before seven in Paris and is still unread.
 * A service that was stopped at seven does it when it is back; told once, it is not told again. Returns how many.
 */
export async function resumerNotifications(context: Context): Promise<number> {
  const jour = civilDay(context.now());
  const heure = instantOf(`${jour}T${HEURE_RESUME}`);
  if (!heure || context.now() < heure) return 0;
  const waiting = await context.db
    .selectFrom("notification")
    .select("agent_id")
    .distinct()
    .where("mode", "=", "resume")
    .where("resumee_le", "is", null)
    .where("lue_le", "is", null)
    .where("cree_le", "<", heure)
    .execute();
  let sent = 0;
  for (const { agent_id: agentId } of waiting)
    if (await inTransaction(context.db, (tx) => resumerPour(tx, context, { agentId, jour, heure })))
      sent += 1;
  return sent;
}

interface ResumeDu {
  readonly agentId: string;
  readonly jour: string;
  readonly heure: Date;
}

async function resumerPour(tx: Tx, context: Context, { agentId, jour, heure }: ResumeDu): Promise<boolean> {
  const agent = await tx
    .selectFrom("agent")
    .select(["courriel", "ferme_le"])
    .where("id", "=", agentId)
    .forUpdate()
    .executeTakeFirst();
  const notifications = await tx
    .updateTable("notification")
    .set({ resumee_le: context.now() })
    .where("agent_id", "=", agentId)
    .where("mode", "=", "resume")
    .where("resumee_le", "is", null)
    .where("lue_le", "is", null)
    .where("cree_le", "<", heure)
    .returning(["id", "genre", "titre", "texte", "cree_le"])
    .execute();
  if (!agent?.courriel || agent.ferme_le || !isAdresse(agent.courriel) || notifications.length === 0)
    return false;
  const ordered = notifications
    .sort((one, other) => other.cree_le.getTime() - one.cree_le.getTime())
    .map(({ genre, ...dit }) => ({ ...dit, genre: genre as GenreNotification }));
  await deposerCourriel(
    tx,
    context,
    courrielResume({ agentId, courriel: agent.courriel, jour, notifications: ordered }),
  );
  return true;
}

import type { Database, Tx } from "#app/platform/db/database.server.ts";
import { isUuid } from "#app/platform/form/uuid.ts";
import { NotFound } from "#app/platform/refusal.ts";
import type { GenreNotification, ModeNotification, Preferences } from "./rules.ts";

/** Notifications that a person has not read yet. */
export async function countNonLues(db: Database | Tx, agentId: string): Promise<number> {
  const { n } = await db
    .selectFrom("notification")
    .select(({ fn }) => fn.countAll<number>().as("n"))
    .where("agent_id", "=", agentId)
    .where("lue_le", "is", null)
    .executeTakeFirstOrThrow();
  return Number(n);
}

/** Messages that did not leave after every try: for whoever follows the outbox. */
export async function countCourrielsEnEchec(db: Database | Tx): Promise<number> {
  const { n } = await db
    .selectFrom("courriel")
    .select(({ fn }) => fn.countAll<number>().as("n"))
    .where("etat", "=", "echoue")
    .executeTakeFirstOrThrow();
  return Number(n);
}

export interface NotificationLue {
  readonly id: string;
  readonly genre: GenreNotification;
  readonly titre: string;
  readonly texte: string;
  readonly creeLe: Date;
  readonly lueLe: Date | null;
}

export interface FiltreNotifications {
  readonly genre: GenreNotification | undefined;
  readonly nonLues: boolean;
  readonly limit: number;
  readonly offset: number;
}

/** What a person was told: unread first, then the latest. */
export async function listNotifications(
  db: Database,
  agentId: string,
  { genre, nonLues, limit, offset }: FiltreNotifications,
): Promise<{ notifications: NotificationLue[]; total: number }> {
  const found = db
    .selectFrom("notification")
    .where("agent_id", "=", agentId)
    .$if(genre !== undefined, (query) => query.where("genre", "=", genre as string))
    .$if(nonLues, (query) => query.where("lue_le", "is", null));
  const rows = await found
    .select(["id", "genre", "titre", "texte", "cree_le as creeLe", "lue_le as lueLe"])
    .orderBy((eb) => eb("lue_le", "is not", null))
    .orderBy("cree_le", "desc")
    .orderBy("id")
    .limit(limit)
    .offset(offset)
    .execute();
  const { n } = await found.select(({ fn }) => fn.countAll<number>().as("n")).executeTakeFirstOrThrow();
  const notifications = rows.map((row) => ({ ...row, genre: row.genre as GenreNotification }));
  return { notifications, total: Number(n) };
}

/** One notification of a person. Throws NotFound for that of somebody else. */
export async function getNotification(
  db: Database | Tx,
  agentId: string,
  id: string,
): Promise<{ readonly href: string; readonly lueLe: Date | null }> {
  const row = isUuid(id)
    ? await db
        .selectFrom("notification")
        .select(["href", "lue_le as lueLe"])
        .where("id", "=", id)
        .where("agent_id", "=", agentId)
        .executeTakeFirst()
    : undefined;
  if (!row) throw new NotFound();
  return row;
}

/** What each of these people chose, by person; a person who chose nothing is absent. */
export async function listPreferences(
  db: Database | Tx,
  agentIds: readonly string[],
): Promise<Map<string, Preferences>> {
  if (agentIds.length === 0) return new Map();
  const rows = await db
    .selectFrom("preference_notification")
    .select(["agent_id", "genre", "mode"])
    .where("agent_id", "in", [...agentIds])
    .execute();
  const chosen = new Map<string, Partial<Record<GenreNotification, ModeNotification>>>();
  for (const { agent_id, genre, mode } of rows) {
    const own = chosen.get(agent_id) ?? {};
    own[genre as GenreNotification] = mode as ModeNotification;
    chosen.set(agent_id, own);
  }
  return chosen;
}

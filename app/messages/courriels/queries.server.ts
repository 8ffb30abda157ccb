import { type RawBuilder, type SqlBool, sql } from "kysely";
import { instantOf } from "#app/platform/clock/clock.ts";
import type { Database, Tx } from "#app/platform/db/database.server.ts";
import { isUuid } from "#app/platform/form/uuid.ts";
import { NotFound } from "#app/platform/refusal.ts";

import type { EtatCourriel } from "./rules.ts";
import type { FiltreCourriels } from "./schema.ts";

/** A message as whoever follows the outbox sees it: never its text, which may hold a key. */
export interface CourrielSuivi {
  readonly id: string;
  readonly gabarit: string;
  readonly destinataire: string | null;
  readonly copies: readonly string[];
  readonly objet: string;
  readonly etat: EtatCourriel;
  readonly essais: number;
  readonly prochainEssaiLe: Date | null;
  readonly erreur: string | null;
  readonly motif: string | null;
  readonly creeLe: Date;
  readonly envoyeLe: Date | null;
  readonly agentId: string | null;
  /** Whether its text is still there to be sent. */
  readonly contenu: boolean;
}

const COLUMNS = [
  "id",
  "gabarit",
  "destinataire",
  "copies",
  "objet",
  "etat",
  "essais",
  "prochain_essai_le as prochainEssaiLe",
  "erreur",
  "motif",
  "cree_le as creeLe",
  "envoye_le as envoyeLe",
  "agent_id as agentId",
] as const;

function nextDay(day: string): string {
  const next = new Date(`${day}T00:00:00Z`);
  next.setUTCDate(next.getUTCDate() + 1);
  return next.toISOString().slice(0, 10);
}

function matching({ etat, gabarit, domaine, du, au }: FiltreCourriels): RawBuilder<SqlBool> {
  const from = du === undefined ? undefined : instantOf(`${du}T00:00`);
  const until = au === undefined ? undefined : instantOf(`${nextDay(au)}T00:00`);
  const conditions = [
    ...(etat ? [sql`etat = ${etat}`] : []),
    ...(gabarit ? [sql`gabarit = ${gabarit}`] : []),
    ...(domaine ? [sql`lower(split_part(destinataire, '@', 2)) = ${domaine}`] : []),
    ...(from ? [sql`cree_le >= ${from}`] : []),
    ...(until ? [sql`cree_le < ${until}`] : []),
  ];
  return conditions.length === 0 ? sql<SqlBool>`true` : sql<SqlBool>`(${sql.join(conditions, sql` and `)})`;
}

/** Messages of the outbox, latest first. */
export async function listCourriels(
  db: Database,
  filtre: FiltreCourriels,
  { limit, offset }: { readonly limit: number; readonly offset: number },
): Promise<{ courriels: CourrielSuivi[]; total: number }> {
  const found = db.selectFrom("courriel").where(matching(filtre));
  const rows = await found
    .select(COLUMNS)
    .select((eb) => eb("texte", "is not", null).$castTo<boolean>().as("contenu"))
    .orderBy("cree_le", "desc")
    .orderBy("id")
    .limit(limit)
    .offset(offset)
    .execute();
  const { n } = await found.select(({ fn }) => fn.countAll<number>().as("n")).executeTakeFirstOrThrow();
  return { courriels: rows.map((row) => ({ ...row, etat: row.etat as EtatCourriel })), total: Number(n) };
}

/** One message of the outbox. Throws NotFound when there is none. */
export async function getCourriel(db: Database | Tx, id: string): Promise<CourrielSuivi> {
  const row = isUuid(id)
    ? await db
        .selectFrom("courriel")
        .select(COLUMNS)
        .select((eb) => eb("texte", "is not", null).$castTo<boolean>().as("contenu"))
        .where("id", "=", id)
        .executeTakeFirst()
    : undefined;
  if (!row) throw new NotFound();
  return { ...row, etat: row.etat as EtatCourriel };
}

/** Kinds of messages that the outbox holds, for the filter. */
export async function listGabarits(db: Database): Promise<string[]> {
  const rows = await db.selectFrom("courriel").select("gabarit").distinct().orderBy("gabarit").execute();
  return rows.map(({ gabarit }) => gabarit);
}

export interface Attente {
  /** Messages that wait for their turn. */
  readonly enAttente: number;
  /** Of them, those that met a server in trouble three times or more. */
  readonly retardes: number;
  /** Since when the oldest waits. */
  readonly depuis: Date | null;
  /** Last answer of the server to one of them. */
  readonly erreur: string | null;
}

/** What waits in the outbox, and whether it waits for a server in trouble. */
export async function getAttente(db: Database | Tx): Promise<Attente> {
  const { rows } = await sql<Attente>`
    select count(*)::int as "enAttente", count(*) filter (where essais >= 3)::int as retardes, min(cree_le) as depuis,
      (select erreur from courriel where etat = 'en_attente' and erreur is not null
        order by prochain_essai_le desc limit 1) as erreur
    from courriel where etat = 'en_attente'`.execute(db);
  return rows[0] as Attente;
}

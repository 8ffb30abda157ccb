import { type RawBuilder, type SqlBool, sql } from "kysely";
import type { Scope } from "#app/acces/rules.ts";
import type { Database } from "#app/platform/db/database.server.ts";
import { NotFound } from "#app/platform/refusal.ts";
import { REFUS, VERIFICATION, type Verification } from "./rules.ts";
import { type FiltresJournal, isNumero } from "./schema.ts";

export interface LigneJournal {
  readonly id: number;
  readonly evenement: string;
  readonly objetType: string;
  readonly objetId: string;
  /** Name of what was acted on, when it has one that may be read here. */
  readonly objetNom: string | null;
  readonly agentId: string | null;
  readonly agentNom: string | null;
  readonly survenuLe: Date;
  readonly faits: Readonly<Record<string, unknown>>;
  /** Values were kept, before or after. */
  readonly valeurs: boolean;
  /** Where the next page begins. */
  readonly curseur: string;
}

export interface PageJournal {
  readonly lignes: readonly LigneJournal[];
  readonly suite: string | null;
}

/** Lines are counted up to here: beyond, « plus de 10 000 » says enough, at the cost of a page. */
export const COMPTE_MAX = 10_000;

/** A page of the journal within the scope, from a cursor on; every filter goes through an index. */
export async function listLignes(
  db: Database,
  scope: Scope,
  filtres: FiltresJournal,
  limite: number,
): Promise<PageJournal> {
  const order = filtres.tri === "date" ? sql`asc` : sql`desc`;
  const { rows } = await sql<LigneJournal>`
    select ${COLONNES} from (${choisies(scope, filtres, limite + 1)}) c join audit_event e on e.id = c.id
    left join agent a on a.id = e.agent_id
    order by e.survenu_le ${order}, e.id ${order} limit ${limite + 1}`.execute(db);
  const lignes = rows.slice(0, limite);
  return { lignes, suite: rows.length > limite ? (lignes.at(-1)?.curseur ?? null) : null };
}

/** How many lines the filters find within the scope, at most `COMPTE_MAX + 1`. */
export async function countLignes(db: Database, scope: Scope, filtres: FiltresJournal): Promise<number> {
  const { rows } = await sql<{ n: number }>`select count(*)::int as n
    from (${choisies(scope, { ...filtres, apres: undefined }, COMPTE_MAX + 1)}) c`.execute(db);
  return Math.min(rows[0]?.n ?? 0, COMPTE_MAX + 1);
}

/** One line with its values. Throws NotFound when out of scope. */
export async function getLigne(
  db: Database,
  scope: Scope,
  numero: string,
): Promise<LigneJournal & { requestId: string; avant: unknown; apres: unknown }> {
  if (!isNumero(numero)) throw new NotFound();
  const { rows } = await sql<LigneJournal & { requestId: string; avant: unknown; apres: unknown }>`
    select ${COLONNES}, e.request_id as "requestId", v.avant, v.apres
    from audit_event e left join agent a on a.id = e.agent_id left join audit_valeur v on v.audit_event_id = e.id
    where e.id = ${Number(numero)} and ${isReachable(scope)}`.execute(db);
  const [ligne] = rows;
  if (!ligne) throw new NotFound();
  return ligne;
}

const COLONNES = sql`e.id, e.evenement, e.objet_type as "objetType", e.objet_id as "objetId", e.agent_id as "agentId",
  a.prenom || ' ' || a.nom as "agentNom", e.survenu_le as "survenuLe", e.faits,
  exists (select from audit_valeur v where v.audit_event_id = e.id) as valeurs,
  (extract(epoch from e.survenu_le) * 1000000)::bigint || '-' || e.id as curseur,
  case e.objet_type
    when 'structure' then (select s.nom from structure s where s.uai = e.objet_id)
    when 'academie' then (select n.nom from academie n where n.code = e.objet_id)
    when 'circonscription' then (select c.nom from circonscription c where c.code = e.objet_id)
    when 'indicateur' then (select i.libelle from indicateur i where i.code = e.objet_id)
    when 'agent' then (select p.prenom || ' ' || p.nom from agent p where p.id =
      case when e.objet_id ~ '^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$' then e.objet_id::uuid end)
  end as "objetNom"`;

/** An act is within reach of an académie when whoever acted, or what was acted on, was inside it that day. */
function isReachable(scope: Scope): RawBuilder<SqlBool> {
  if (scope.nation) return sql<SqlBool>`true`;
  return sql<SqlBool>`exists (select from audit_academie p
    where p.audit_event_id = e.id and p.academie_code = any(${[...scope.academies]}::text[]))`;
}

interface Source {
  readonly from: RawBuilder<unknown>;
  /** Date and rank by the names of one table, so that the order is that of one index. */
  readonly date: RawBuilder<unknown>;
  readonly rank: RawBuilder<unknown>;
  readonly within: readonly RawBuilder<unknown>[];
}

const NATION: Source = { from: sql`audit_event e`, date: sql`e.survenu_le`, rank: sql`e.id`, within: [] };

/** The line itself is read only when a filter asks something of it. */
const ofAcademie = (code: string, lue: boolean): Source => ({
  from: lue ? sql`audit_academie p join audit_event e on e.id = p.audit_event_id` : sql`audit_academie p`,
  date: sql`p.survenu_le`,
  rank: sql`p.audit_event_id`,
  within: [sql`p.academie_code = ${code}`],
});

/** Ids of the lines of a page: from the journal itself, or académie by académie, each in the order of its own index. */
function choisies(scope: Scope, filtres: FiltresJournal, limite: number): RawBuilder<unknown> {
  if (scope.nation) return choisiesDe(NATION, filtres, limite);
  if (scope.academies.length === 0) return sql`select null::bigint as id where false`;
  const lue = conditionsOf(filtres).length > 0;
  const parts = scope.academies.map((code) => sql`(${choisiesDe(ofAcademie(code, lue), filtres, limite)})`);
  return sql.join(parts, sql` union `);
}

function choisiesDe(source: Source, filtres: FiltresJournal, limite: number): RawBuilder<unknown> {
  const { from, date, rank, within } = source;
  const order = filtres.tri === "date" ? sql`asc` : sql`desc`;
  const conditions = [sql`true`, ...within, ...conditionsOf(filtres), ...boundsOf(filtres, source)];
  return sql`select ${rank} as id from ${from} where ${sql.join(conditions, sql` and `)}
    order by ${date} ${order}, ${rank} ${order} limit ${limite}`;
}

function conditionsOf({ objet, agent, personne, famille, refus }: FiltresJournal): RawBuilder<unknown>[] {
  const found: RawBuilder<unknown>[] = [];
  if (objet) {
    const [type, id] = [objet.slice(0, objet.indexOf(":")), objet.slice(objet.indexOf(":") + 1)];
    found.push(sql`e.objet_type = ${type} and e.objet_id = ${id}`);
  }
  if (agent) found.push(sql`e.agent_id = ${agent}::uuid`);
  if (personne)
    found.push(sql`e.agent_id = any(array(select g.id from agent g
      where unaccent(lower(g.prenom || ' ' || g.nom)) like '%' || unaccent(lower(${escapeLike(personne)})) || '%' limit 100))`);
  if (famille) found.push(sql`split_part(e.evenement, '.', 1) = ${famille}`);
  // Word for word the condition of the partial index: parameters would hide it from the planner.
  if (refus) found.push(sql`e.evenement in (${sql.join(REFUS.map((evenement) => sql.lit(evenement)))})`);
  return found;
}

const escapeLike = (text: string) => text.replace(/[\\%_]/g, "\\$&");

/** Days are civil days in Paris, both included; the cursor is the last line of the page before. */
function boundsOf({ du, au, apres, tri }: FiltresJournal, { date, rank }: Source): RawBuilder<unknown>[] {
  const midnight = (day: string) => sql`${day}::date::timestamp at time zone 'Europe/Paris'`;
  const found: RawBuilder<unknown>[] = [];
  if (du) found.push(sql`${date} >= ${midnight(du)}`);
  if (au) found.push(sql`${date} < (${au}::date + 1)::timestamp at time zone 'Europe/Paris'`);
  if (apres) {
    const [micros = "0", id = "0"] = apres.split("-");
    const cursor = sql`(timestamptz 'epoch' + ${micros}::bigint * interval '1 microsecond', ${id}::bigint)`;
    found.push(sql`(${date}, ${rank}) ${tri === "date" ? sql`>` : sql`<`} ${cursor}`);
  }
  return found;
}

export interface EtatSceau {
  /** Date of the last line that the chain covers; null while nothing is sealed. */
  readonly jusquAu: Date | null;
  readonly controle: Controle | null;
}

export interface Controle {
  readonly id: string;
  readonly faitLe: Date;
  readonly intact: boolean;
  readonly verifies: number;
  readonly enAttente: number;
  readonly tete: string;
  readonly ancre: number | null;
  readonly raison: string | null;
}

/** Up to where the journal is sealed, and what the last check said. */
export async function getEtatSceau(db: Database): Promise<EtatSceau> {
  const last = await db
    .selectFrom("audit_maillon as m")
    .innerJoin("audit_event as e", "e.id", "m.audit_event_id")
    .select("e.survenu_le")
    .orderBy("m.numero", "desc")
    .limit(1)
    .executeTakeFirst();
  const [controle = null] = await listControles(db, 1);
  return { jusquAu: last?.survenu_le ?? null, controle };
}

/** Checks of the chain, latest first. */
export async function listControles(db: Database, limite: number): Promise<Controle[]> {
  const { rows } = await sql<Controle>`
    select id, fait_le as "faitLe", intact, verifies, en_attente as "enAttente", tete, ancre_numero as ancre, raison
    from controle_journal order by fait_le desc, id desc limit ${limite}`.execute(db);
  return rows;
}

/** The last check that somebody asked for, and how far it is. */
export async function findVerification(db: Database): Promise<Verification | undefined> {
  const row = await db
    .selectFrom("tache")
    .select(["etat", "avancement", "etape", "erreur"])
    .where("genre", "=", VERIFICATION.genre)
    .orderBy("demandee_le", "desc")
    .orderBy("id", "desc")
    .executeTakeFirst();
  return row as Verification | undefined;
}

/** Lines of the journal about a person or by them, latest first, with the values that are about them. */
export async function listTracesDe(db: Database, agentId: string, limite: number): Promise<Trace[]> {
  const { rows } = await sql<Trace>`
    select e.id, e.evenement, e.objet_type as "objetType", e.objet_id as "objetId", e.survenu_le as "survenuLe", e.faits,
      e.agent_id = ${agentId}::uuid as "parMoi",
      case when e.objet_type = 'agent' and e.objet_id = ${agentId} then v.avant end as avant,
      case when e.objet_type = 'agent' and e.objet_id = ${agentId} then v.apres end as apres
    from (select id from audit_event where agent_id = ${agentId}::uuid
          union select id from audit_event where objet_type = 'agent' and objet_id = ${agentId}) mine
    join audit_event e on e.id = mine.id left join audit_valeur v on v.audit_event_id = e.id
    order by e.survenu_le desc, e.id desc limit ${limite}`.execute(db);
  return rows.map((row) => ({ ...row, parMoi: row.parMoi === true }));
}

export interface Trace {
  readonly id: number;
  readonly evenement: string;
  readonly objetType: string;
  readonly objetId: string;
  readonly survenuLe: Date;
  readonly faits: Readonly<Record<string, unknown>>;
  readonly parMoi: boolean;
  readonly avant: unknown;
  readonly apres: unknown;
}

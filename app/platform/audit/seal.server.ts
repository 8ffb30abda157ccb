import { createHash } from "node:crypto";
import { type Kysely, sql } from "kysely";
import type { Context } from "../context.ts";
import { type DB, inTransaction, type Tx } from "../db/database.server.ts";
import type { Ancre } from "./ancre.ts";

/** Hash before the first link. */
const GENESIS = Buffer.alloc(32);
const BATCH = 10_000;
/** Links judged by one query: enough to be quick, few enough to tell how far it is. */
const VERIFIED_AT_ONCE = 50_000;
/** Any constant: one sealer at a time, whatever the number of processes. */
const SEAL_LOCK = 4_201_778;

interface CanonicalRow {
  readonly id: number;
  readonly canonique: string;
}

/**
 * The sealed form of a journal line, built by PostgreSQL so that it depends on no client's formatting: microseconds
 * since 1970 for the date, text of the jsonb for the facts.
 */
const canonicalForm = sql<string>`jsonb_build_array(e.id, e.evenement, e.objet_type, e.objet_id, e.agent_id, e.request_id,
  (extract(epoch from e.survenu_le) * 1000000)::bigint, e.faits)::text`;

function link(previous: Buffer, canonical: string): Buffer {
  return createHash("sha256").update(previous).update(canonical, "utf8").digest();
}

/**
 * Extends the hash chain over every committed line that it does not cover yet, and returns how many it sealed.
 *
 * Lines are taken by transaction: only those whose transaction is older than every running one, so that a line
 * committed late is never left behind. Chaining here rather than in each act keeps writes parallel.
 */
export async function sealAudit(context: Context): Promise<number> {
  let total = 0;
  for (;;) {
    const sealed = await inTransaction(context.db, (tx) => sealBatch(tx, context.now()));
    total += sealed;
    if (sealed < BATCH) return total;
  }
}

async function sealBatch(tx: Tx, now: Date): Promise<number> {
  await sql`select pg_advisory_xact_lock(${SEAL_LOCK})`.execute(tx);
  const last = await tx
    .selectFrom("audit_maillon as m")
    .innerJoin("audit_event as e", "e.id", "m.audit_event_id")
    .select(["m.numero", "m.empreinte", "e.id", sql<string>`e.transaction::text`.as("transaction")])
    .orderBy("m.numero", "desc")
    .limit(1)
    .executeTakeFirst();
  const { rows } = await sql<CanonicalRow>`
    select e.id, ${canonicalForm} as canonique from audit_event e
    where e.transaction < pg_snapshot_xmin(pg_current_snapshot())
      and (e.transaction, e.id) > (${last?.transaction ?? "0"}::xid8, ${last?.id ?? 0}::bigint)
    order by e.transaction, e.id limit ${BATCH}`.execute(tx);
  if (rows.length === 0) return 0;
  let previous = last?.empreinte ?? GENESIS;
  const links = rows.map((row, index) => {
    previous = link(previous, row.canonique);
    return {
      numero: (last?.numero ?? 0) + index + 1,
      audit_event_id: row.id,
      empreinte: previous,
      scelle_le: now,
    };
  });
  for (let start = 0; start < links.length; start += 5_000) {
    await tx
      .insertInto("audit_maillon")
      .values(links.slice(start, start + 5_000))
      .execute();
  }
  return links.length;
}

export type SealReport =
  | {
      readonly ok: true;
      readonly verifies: number;
      readonly enAttente: number;
      readonly tete: string;
      /** Rank of the last anchor that the chain passes through; null when there is none. */
      readonly ancre: number | null;
    }
  | {
      readonly ok: false;
      /** Link where it no longer holds; what was rewritten lies between `depuis` and it. */
      readonly numero: number;
      readonly depuis: number;
      readonly auditEventId: number | null;
      readonly raison: string;
    };

/** What a walk along the chain has found good so far. */
interface Walk {
  previous: Buffer;
  numero: number;
  /** Anchors still ahead, nearest first. */
  readonly ahead: Ancre[];
  lastAncre: number | null;
}

/**
 * Recomputes the whole chain and compares it with the anchors kept outside of the database. Names the first link that
 * does not hold: an edited, removed, inserted or moved line. A chain rewritten with care, or cut at its end, is
 * coherent by itself: only an anchor gives it away, hence an interval that begins after the last anchor that held.
 *
 * PostgreSQL hashes: each link is checked against the one before it, which proves the chain as a walk would, without a
 * million lines crossing to us. It is trusted no more than before, when it already gave
 * the text to hash; whoever holds the server is caught by the anchors only.
 */
export async function verifySeal(
  db: Kysely<DB>,
  ancres: readonly Ancre[] = [],
  progress: (done: number, total: number) => Promise<void> = async () => {},
): Promise<SealReport> {
  const walk: Walk = {
    previous: GENESIS,
    numero: 0,
    ahead: ancres.toSorted((a, b) => a.numero - b.numero),
    lastAncre: null,
  };
  const last = (await findHead(db))?.numero ?? 0;
  for (let start = 0; start < last; start += VERIFIED_AT_ONCE) {
    const broken = follow(walk, await readStretch(db, walk, Math.min(start + VERIFIED_AT_ONCE, last)));
    if (broken) return broken;
    await progress(walk.numero, last);
  }
  if (walk.numero < last) {
    const raison = `le maillon ${walk.numero + 1} manque`;
    return { ok: false, numero: walk.numero + 1, depuis: walk.numero + 1, auditEventId: null, raison };
  }
  const [missing] = walk.ahead;
  if (missing) {
    const raison = `la chaîne s'arrête avant l'ancre ${missing.numero}`;
    return { ok: false, numero: walk.numero + 1, depuis: afterLastAncre(walk), auditEventId: null, raison };
  }
  const stray = await findStray(db);
  if (stray !== undefined) {
    const raison = "une ligne a été glissée parmi celles déjà scellées";
    return { ok: false, numero: walk.numero, depuis: 1, auditEventId: stray, raison };
  }
  const { rows } = await sql<{ n: number }>`select count(*) as n from audit_event`.execute(db);
  return {
    ok: true,
    verifies: walk.numero,
    enAttente: Number(rows[0]?.n ?? 0) - walk.numero,
    tete: walk.previous.toString("hex"),
    ancre: walk.lastAncre,
  };
}

/** A part of the chain, as PostgreSQL judged it: its first fault, the links that anchors name, and its end. */
interface Stretch {
  readonly rompu: { readonly avant: number; readonly auditEventId: number; readonly faute: Faute } | null;
  readonly ancrees: readonly (Omit<Ancre, "date"> & { readonly auditEventId: number })[];
  readonly numero: number | null;
  readonly empreinte: Buffer | null;
}

type Faute = "manque" | "disparue" | "modifie";

async function readStretch(db: Kysely<DB>, { previous, numero, ahead }: Walk, end: number): Promise<Stretch> {
  const named = ahead.map((ancre) => ancre.numero).filter((one) => one <= end);
  // Told to the planner, which would otherwise read the whole journal again for each stretch: lines are sealed nearly in
  // the order of their ids.
  const { premier, dernier } = await db
    .selectFrom("audit_maillon")
    .select(({ fn }) => [fn.min("audit_event_id").as("premier"), fn.max("audit_event_id").as("dernier")])
    .where("numero", ">", numero)
    .where("numero", "<=", end)
    .executeTakeFirstOrThrow();
  const { rows } = await sql<Stretch>`
    with lus as (
      select m.numero, m.audit_event_id, m.empreinte,
        coalesce(lag(m.numero) over w, ${numero}::bigint) as avant,
        coalesce(lag(m.empreinte) over w, ${previous}::bytea) as precedente,
        case when e.id is not null then ${canonicalForm} end as canonique
      from audit_maillon m left join audit_event e
        on e.id = m.audit_event_id and e.id between ${premier}::bigint and ${dernier}::bigint
      where m.numero > ${numero} and m.numero <= ${end} window w as (order by m.numero)
    ), juges as materialized (
      select numero, audit_event_id as "auditEventId", empreinte, avant,
        case when numero <> avant + 1 then 'manque' when canonique is null then 'disparue'
          when sha256(precedente || convert_to(canonique, 'UTF8')) <> empreinte then 'modifie' end as faute
      from lus
    )
    select (select to_json(f) from (select avant, "auditEventId", faute from juges where faute is not null
              order by numero limit 1) f) as rompu,
      (select coalesce(json_agg(json_build_object('numero', numero, 'auditEventId', "auditEventId",
          'empreinte', encode(empreinte, 'hex')) order by numero), '[]')
        from juges where numero = any(${named}::bigint[])) as ancrees,
      d.numero, d.empreinte
    from (select) un left join (select numero, empreinte from juges order by numero desc limit 1) d on true`.execute(
    db,
  );
  return rows[0] as Stretch;
}

/** Up to an anchor that held, nothing was touched: whatever was rewritten or cut comes after. */
const afterLastAncre = ({ lastAncre }: Walk) => (lastAncre ?? 0) + 1;

/** Goes on to the end of a stretch, or says why it cannot: the anchors before the first fault, then the fault. */
function follow(walk: Walk, { rompu, ancrees, numero, empreinte }: Stretch): SealReport | undefined {
  for (const link of ancrees) {
    if (rompu && link.numero > rompu.avant) break;
    while (walk.ahead[0]?.numero === link.numero) {
      if (walk.ahead.shift()?.empreinte !== link.empreinte) {
        const depuis = afterLastAncre(walk);
        const raison = `la chaîne ne passe plus par l'ancre ${link.numero} : elle a été réécrite à partir d'un maillon compris entre ${depuis} et ${link.numero}`;
        return { ok: false, numero: link.numero, depuis, auditEventId: link.auditEventId, raison };
      }
      walk.lastAncre = link.numero;
    }
  }
  if (rompu) {
    const { avant, auditEventId, faute } = rompu;
    const expected = avant + 1;
    return { ok: false, numero: expected, depuis: expected, auditEventId, raison: sayFaute(faute, expected) };
  }
  if (numero !== null && empreinte) {
    walk.numero = numero;
    walk.previous = empreinte;
  }
  return undefined;
}

function sayFaute(faute: Faute, expected: number): string {
  if (faute === "manque") return `le maillon ${expected} manque`;
  return faute === "disparue" ? "la ligne scellée a disparu" : "la ligne ou le maillon a été modifié";
}

/** A line that the chain has passed without covering it: sealing takes them in order, so it was written afterwards. */
async function findStray(db: Kysely<DB>): Promise<number | undefined> {
  const { rows } = await sql<{ id: number }>`
    select e.id from audit_event e
    where (e.transaction, e.id) < (select l.transaction, l.id from audit_maillon m join audit_event l on l.id = m.audit_event_id
        order by m.numero desc limit 1)
      and not exists (select from audit_maillon m where m.audit_event_id = e.id)
    order by e.transaction, e.id limit 1`.execute(db);
  return rows[0]?.id;
}

/** The last link: what an anchor keeps. Undefined while nothing is sealed. */
export async function findHead(db: Kysely<DB>): Promise<Omit<Ancre, "date"> | undefined> {
  const row = await db
    .selectFrom("audit_maillon")
    .select(["numero", "empreinte"])
    .orderBy("numero", "desc")
    .limit(1)
    .executeTakeFirst();
  return row && { numero: row.numero, empreinte: row.empreinte.toString("hex") };
}

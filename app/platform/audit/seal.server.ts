import { createHash } from "node:crypto";
import { type Kysely, sql } from "kysely";
import type { Context } from "../context.ts";
import { type DB, inTransaction, type Tx } from "../db/database.server.ts";
import type { Ancre } from "./ancre.ts";

/** Hash before the first link. */
const GENESIS = Buffer.alloc(32);
const BATCH = 10_000;
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

interface Link {
  readonly numero: number;
  readonly auditEventId: number;
  readonly empreinte: Buffer;
  readonly canonique: string | null;
}

/**
 * Recomputes the whole chain and compares it with the anchors kept outside of the database. Names the first link that
 * does not hold: an edited, removed, inserted or moved line. A chain rewritten with care, or cut at its end, is
 * coherent by itself: only an anchor gives it away, hence an interval that begins after the last anchor that held.
 */
export async function verifySeal(db: Kysely<DB>, ancres: readonly Ancre[] = []): Promise<SealReport> {
  const walk: Walk = {
    previous: GENESIS,
    numero: 0,
    ahead: ancres.toSorted((a, b) => a.numero - b.numero),
    lastAncre: null,
  };
  const last = (await findHead(db))?.numero ?? 0;
  for await (const rows of readChain(db, last)) {
    for (const row of rows) {
      const broken = follow(walk, row);
      if (broken) return broken;
    }
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

/** Links in order up to `last`; the database prepares a batch while the one before is being recomputed. */
async function* readChain(db: Kysely<DB>, last: number): AsyncGenerator<Link[]> {
  let next = last > 0 ? readLinks(db, 0) : undefined;
  for (let start = BATCH; next; start += BATCH) {
    const rows = await next;
    next = start < last ? readLinks(db, start) : undefined;
    // Whoever stops at a fault leaves it unread: it must not end the process if it fails.
    next?.catch(() => {});
    yield rows;
  }
}

async function readLinks(db: Kysely<DB>, after: number): Promise<Link[]> {
  const { rows } = await sql<Link>`
    select m.numero, m.audit_event_id as "auditEventId", m.empreinte,
           case when e.id is not null then ${canonicalForm} end as canonique
    from audit_maillon m left join audit_event e on e.id = m.audit_event_id
    where m.numero > ${after} and m.numero <= ${after + BATCH} order by m.numero`.execute(db);
  return rows;
}

/** Up to an anchor that held, nothing was touched: whatever was rewritten or cut comes after. */
const afterLastAncre = ({ lastAncre }: Walk) => (lastAncre ?? 0) + 1;

/** Goes on by one link, or says why it cannot. */
function follow(walk: Walk, row: Link): SealReport | undefined {
  const { numero, auditEventId } = row;
  const expected = walk.numero + 1;
  const broken = brokenLink(row, expected, walk.previous);
  if (broken) return { ok: false, numero: expected, depuis: expected, auditEventId, raison: broken };
  walk.previous = row.empreinte;
  walk.numero = numero;
  while (walk.ahead[0]?.numero === numero) {
    if (walk.ahead.shift()?.empreinte !== row.empreinte.toString("hex")) {
      const depuis = afterLastAncre(walk);
      const raison = `la chaîne ne passe plus par l'ancre ${numero} : elle a été réécrite à partir d'un maillon compris entre ${depuis} et ${numero}`;
      return { ok: false, numero, depuis, auditEventId, raison };
    }
    walk.lastAncre = numero;
  }
  return undefined;
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

function brokenLink(row: Link, expected: number, previous: Buffer): string | undefined {
  if (row.numero !== expected) return `le maillon ${expected} manque`;
  if (row.canonique === null) return "la ligne scellée a disparu";
  if (!link(previous, row.canonique).equals(row.empreinte)) return "la ligne ou le maillon a été modifié";
  return undefined;
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

import { createHash } from "node:crypto";
import { type Kysely, sql } from "kysely";
import type { Context } from "../context.ts";
import { type DB, inTransaction, type Tx } from "../db/database.server.ts";

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
  | { readonly ok: true; readonly verifies: number; readonly enAttente: number; readonly tete: string }
  | {
      readonly ok: false;
      readonly numero: number;
      readonly auditEventId: number | null;
      readonly raison: string;
    };

/** Recomputes the whole chain. Names the first link that does not hold: an edited, removed, inserted or moved line. */
export async function verifySeal(db: Kysely<DB>): Promise<SealReport> {
  let previous: Buffer = GENESIS;
  let numero = 0;
  for (;;) {
    const { rows } = await sql<{
      numero: number;
      auditEventId: number;
      empreinte: Buffer;
      canonique: string | null;
    }>`
      select m.numero, m.audit_event_id as "auditEventId", m.empreinte,
             case when e.id is not null then ${canonicalForm} end as canonique
      from audit_maillon m left join audit_event e on e.id = m.audit_event_id
      where m.numero > ${numero} order by m.numero limit ${BATCH}`.execute(db);
    for (const row of rows) {
      const broken = brokenLink(row, numero + 1, previous);
      if (broken) return { ok: false, numero: row.numero, auditEventId: row.auditEventId, raison: broken };
      previous = row.empreinte;
      numero = row.numero;
    }
    if (rows.length < BATCH) break;
  }
  const stray = await findStray(db);
  if (stray !== undefined)
    return {
      ok: false,
      numero,
      auditEventId: stray,
      raison: "une ligne a été glissée parmi celles déjà scellées",
    };
  const { rows } = await sql<{ n: number }>`select count(*) as n from audit_event`.execute(db);
  return {
    ok: true,
    verifies: numero,
    enAttente: Number(rows[0]?.n ?? 0) - numero,
    tete: previous.toString("hex"),
  };
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

function brokenLink(
  row: { numero: number; empreinte: Buffer; canonique: string | null },
  expected: number,
  previous: Buffer,
): string | undefined {
  if (row.numero !== expected) return `le maillon ${expected} manque`;
  if (row.canonique === null) return "la ligne scellée a disparu";
  if (!link(previous, row.canonique).equals(row.empreinte)) return "la ligne ou le maillon a été modifié";
  return undefined;
}

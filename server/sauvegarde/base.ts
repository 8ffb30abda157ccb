import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { type ClientBase, escapeIdentifier } from "pg";
import { from as copyFrom, to as copyTo } from "pg-copy-streams";
import type { Debut, Sequence, Travail } from "./manifeste.ts";

const OURS = "n.nspname = 'public' and c.relkind = 'r' and c.relname <> 'migration'";

/** The text that PostgreSQL writes must mean the same where it is read again. */
export const NEUTRAL =
  "set local timezone = 'UTC'; set local datestyle = 'ISO, YMD'; set local intervalstyle = 'postgres'; set local bytea_output = 'hex'";

/** Every table of ours with the columns that hold something of their own: what is computed is computed again. */
export async function listTables(client: ClientBase): Promise<Debut["tables"]> {
  const { rows } = await client.query<{ nom: string; colonnes: string[] }>(`
    select c.relname as nom, array_agg(a.attname::text order by a.attnum) as colonnes
    from pg_class c join pg_namespace n on n.oid = c.relnamespace
    join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped and a.attgenerated = ''
    where ${OURS} group by c.relname order by c.relname`);
  return rows;
}

export async function listMigrations(client: ClientBase): Promise<Debut["migrations"]> {
  const { rows } = await client.query<{ nom: string; empreinte: string }>(
    "select nom, empreinte from migration order by nom",
  );
  return rows;
}

const target = ({ nom, colonnes }: Debut["tables"][number]) =>
  `${escapeIdentifier(nom)} (${colonnes.map(escapeIdentifier).join(", ")})`;

/** Lines of one table in PostgreSQL's text format. */
export function copyOut(client: ClientBase, table: Debut["tables"][number]): AsyncIterable<Buffer> {
  return client.query(copyTo(`copy ${target(table)} to stdout`));
}

export async function copyIn(
  client: ClientBase,
  table: Debut["tables"][number],
  content: AsyncIterable<Buffer>,
): Promise<void> {
  await pipeline(
    Readable.from(content, { objectMode: false }),
    client.query(copyFrom(`copy ${target(table)} from stdin`)),
  );
}

export async function listSequences(client: ClientBase): Promise<Sequence[]> {
  const { rows } = await client.query<{ table: string; colonne: string; sequence: string }>(`
    select c.relname as table, a.attname as colonne,
      pg_get_serial_sequence(quote_ident(c.relname), a.attname) as sequence
    from pg_class c join pg_namespace n on n.oid = c.relnamespace
    join pg_attribute a on a.attrelid = c.oid and a.attidentity <> '' and not a.attisdropped
    where ${OURS} order by 1, 2`);
  const found: Sequence[] = [];
  for (const { table, colonne, sequence } of rows) {
    const state = await client.query<{ valeur: string; appelee: boolean }>(
      `select last_value::text as valeur, is_called as appelee from ${sequence}`,
    );
    const { valeur = "1", appelee = false } = state.rows[0] ?? {};
    found.push({ table, colonne, valeur: Number(valeur), appelee });
  }
  return found;
}

export async function setSequences(client: ClientBase, sequences: readonly Sequence[]): Promise<void> {
  for (const { table, colonne, valeur, appelee } of sequences) {
    await client.query("select setval(pg_get_serial_sequence(quote_ident($1), $2), $3, $4)", [
      table,
      colonne,
      valeur,
      appelee,
    ]);
  }
}

/** Jobs that still have to run; one that was running when the backup was made is among them, and will run again. */
export async function listTravaux(client: ClientBase): Promise<Travail[]> {
  const { rows } = await client.query<Travail>(`
    select t.identifier as genre, j.payload as charge, q.queue_name as file, to_json(j.run_at)::text as quand,
      (j.max_attempts - j.attempts)::int as essais, j.key as cle, j.priority::int as priorite
    from graphile_worker._private_jobs j join graphile_worker._private_tasks t on t.id = j.task_id
    left join graphile_worker._private_job_queues q on q.id = j.job_queue_id
    where j.attempts < j.max_attempts order by j.id`);
  return rows.map((row) => ({ ...row, quand: JSON.parse(row.quand) as string }));
}

export async function addTravaux(client: ClientBase, travaux: readonly Travail[]): Promise<void> {
  for (const { genre, charge, file, quand, essais, cle, priorite } of travaux) {
    await client.query(
      `select graphile_worker.add_job($1, $2::json, queue_name => $3, run_at => $4::timestamptz,
         max_attempts => $5, job_key => $6, priority => $7)`,
      [genre, JSON.stringify(charge), file, quand, Math.max(essais, 1), cle, priorite],
    );
  }
}

/** How many lines each table has now. */
export async function countLines(
  client: ClientBase,
  tables: Debut["tables"],
): Promise<Record<string, number>> {
  const counts: Record<string, number> = {};
  for (const { nom } of tables) {
    const { rows } = await client.query<{ n: string }>(
      `select count(*)::text as n from ${escapeIdentifier(nom)}`,
    );
    counts[nom] = Number(rows[0]?.n);
  }
  return counts;
}

/** Nothing of anybody in the database: no table, and no job. */
export async function isEmpty(client: ClientBase): Promise<boolean> {
  const { rows } = await client.query<{ n: number }>(`select count(*)::int as n
    from pg_class c join pg_namespace n on n.oid = c.relnamespace
    where c.relkind in ('r', 'p') and n.nspname not in ('pg_catalog', 'information_schema') and n.nspname not like 'pg_%'`);
  return rows[0]?.n === 0;
}

/**
 * Runs `load` while the tables accept lines in any order: triggers, that would refuse to correct a journal or compute
 * again what is given, and foreign keys are away. They come back before the end, the keys by checking every line.
 * Not `session_replication_role`: only a superuser may set it, which the account of a managed database is not.
 */
export async function withoutGuards(
  client: ClientBase,
  tables: Debut["tables"],
  load: () => Promise<void>,
): Promise<void> {
  const { rows: keys } = await client.query<{ table: string; nom: string; definition: string }>(`
    select c.relname as table, o.conname as nom, pg_get_constraintdef(o.oid) as definition
    from pg_constraint o join pg_class c on c.oid = o.conrelid join pg_namespace n on n.oid = c.relnamespace
    where o.contype = 'f' and ${OURS} order by 1, 2`);
  for (const { nom } of tables)
    await client.query(`alter table ${escapeIdentifier(nom)} disable trigger user`);
  for (const { table, nom } of keys)
    await client.query(`alter table ${escapeIdentifier(table)} drop constraint ${escapeIdentifier(nom)}`);
  await client.query(`truncate ${tables.map(({ nom }) => escapeIdentifier(nom)).join(", ")}`);
  await load();
  for (const { table, nom, definition } of keys)
    await client.query(
      `alter table ${escapeIdentifier(table)} add constraint ${escapeIdentifier(nom)} ${definition}`,
    );
  for (const { nom } of tables)
    await client.query(`alter table ${escapeIdentifier(nom)} enable trigger user`);
}

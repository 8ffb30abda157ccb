import { type RawBuilder, type SqlBool, sql } from "kysely";
import type { Database } from "#app/platform/db/database.server.ts";
import type { Ressource } from "../ressource/rules.ts";
import { type Parametres, type Repere, writeRepere } from "../schema.ts";

export type Ligne = Readonly<Record<string, string | number | readonly string[] | Date | null>>;

/** One page of rows, in the order of a unique key, and the mark from which the next one starts. */
export interface PageLignes {
  readonly lignes: readonly Ligne[];
  readonly suivante: string | undefined;
}

interface Lecture {
  readonly select: RawBuilder<unknown>;
  readonly where: readonly (RawBuilder<SqlBool> | undefined)[];
  /** Columns of the database that are the key of the resource, in its order. */
  readonly cle: readonly string[];
}

/**
 * Reads one page after a key, never by an offset: the last page costs what the first does, and a row that arrives
 * meanwhile shifts no other. One row more than asked for tells whether there is a next page.
 */
export async function readPage(
  db: Database,
  ressource: Ressource,
  { limite, repere }: Parametres,
  { select, where, cle }: Lecture,
): Promise<PageLignes> {
  const conditions = [...where, repere && withinSuite(cle, repere)].filter(
    (condition) => condition !== undefined,
  );
  const { rows } = await sql<Ligne>`${select}
    where ${sql.join(conditions, sql` and `)}
    order by ${sql.join(cle.map((column) => sql.ref(column)))} limit ${limite + 1}`.execute(db);
  const lignes = rows.slice(0, limite);
  const last = rows.length > limite ? lignes.at(-1) : undefined;
  return {
    lignes,
    suivante: last && writeRepere(ressource.cle.map((nom) => last[nom] as string | number)),
  };
}

function withinSuite(cle: readonly string[], repere: Repere): RawBuilder<SqlBool> {
  return sql<SqlBool>`(${sql.join(cle.map((column) => sql.ref(column)))}) > (${sql.join([...repere])})`;
}

/** The condition that a column holds what was asked for; none when nothing was. */
export function withinEgal(
  column: string,
  value: string | number | undefined,
): RawBuilder<SqlBool> | undefined {
  return value === undefined ? undefined : sql<SqlBool>`${sql.ref(column)} = ${value}`;
}

/** The condition that something was recorded since; a day starts at midnight in Paris. */
export function withinDepuis(
  recorded: RawBuilder<unknown>,
  depuis: string | undefined,
): RawBuilder<SqlBool> | undefined {
  if (depuis === undefined) return undefined;
  const instant =
    depuis.length === 10
      ? sql`(${depuis}::timestamp at time zone 'Europe/Paris')`
      : sql`${depuis}::timestamptz`;
  return sql<SqlBool>`${recorded} >= ${instant}`;
}

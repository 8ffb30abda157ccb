import { type RawBuilder, type SqlBool, sql } from "kysely";
import type { Database, Tx } from "../db/database.server.ts";
import { type ColonneDecrite, listTables, type TableDecrite } from "./catalogue.server.ts";
import { sqlHorloge } from "./clocks.server.ts";
import type { Conservation } from "./tags.ts";

/** Columns of one table that end together: same term, same clock; or its whole rows. */
export interface Terme extends Pick<Conservation, "duree" | "horloge"> {
  readonly table: TableDecrite;
  /** Empty when whole rows are removed. */
  readonly colonnes: readonly ColonneDecrite[];
}

/** @example colonnesOf(terme) // "nom, prenom, courriel", or "*" for whole rows */
export function colonnesOf({ colonnes }: Terme): string {
  return colonnes.length === 0 ? "*" : colonnes.map(({ nom }) => nom).join(", ");
}

/** Every term that the catalogue declares, rows to remove first: what goes whole needs no erasing. */
export async function listTermes(db: Database): Promise<Terme[]> {
  const termes = (await listTables(db)).flatMap(termesOf);
  return termes.toSorted((a, b) => Number(a.colonnes.length > 0) - Number(b.colonnes.length > 0));
}

function termesOf(table: TableDecrite): Terme[] {
  const found = new Map<string, Terme & { colonnes: ColonneDecrite[] }>();
  for (const colonne of table.colonnes) {
    const { conservation } = colonne;
    if (!conservation) continue;
    const { duree, horloge, action } = conservation;
    const whole = action === "supprimer";
    const key = `${duree} ${horloge} ${whole}`;
    const terme = found.get(key) ?? { table, duree, horloge, colonnes: [] };
    if (!whole) terme.colonnes.push(colonne);
    found.set(key, terme);
  }
  return [...found.values()];
}

/** How many rows have reached their term and still hold what should have gone. */
export async function countDues(db: Database, terme: Terme, now: Date): Promise<number> {
  const { rows } = await sql<{ n: number }>`select count(*)::int as n
    from ${sql.table(terme.table.nom)} t where ${isDue(terme, now)}`.execute(db);
  return rows[0]?.n ?? 0;
}

/** Applies a term to at most `limit` rows; returns how many there were. Zero: nothing is left to do. */
export async function applyTerme(tx: Tx, terme: Terme, now: Date, limit: number): Promise<number> {
  const table = sql.table(terme.table.nom);
  const due = sql`t.ctid = any(array(select t.ctid from ${table} t where ${isDue(terme, now)} limit ${limit} for update skip locked))`;
  const { numAffectedRows } =
    terme.colonnes.length === 0
      ? await sql`delete from ${table} t where ${due}`.execute(tx)
      : await sql`update ${table} t set ${sql.join(assignments(terme, now))} where ${due}`.execute(tx);
  return Number(numAffectedRows ?? 0);
}

function assignments({ table, colonnes }: Terme, now: Date): RawBuilder<unknown>[] {
  const values = colonnes.map((colonne) => sql`${sql.ref(colonne.nom)} = ${emptied(colonne)}`);
  // Where a table dates its own erasure, it is dated: `agent` demands it of a row without address.
  return hasErasureDate(table) ? [...values, sql`efface_le = coalesce(t.efface_le, ${now})`] : values;
}

const hasErasureDate = ({ colonnes }: TableDecrite) => colonnes.some(({ nom }) => nom === "efface_le");

/** What stands in the place of the value: the words of the tag, nothing, or emptiness where something must be. */
function emptied({ nom, type, obligatoire, conservation }: ColonneDecrite): RawBuilder<unknown> {
  if (conservation?.valeur) return sql`${conservation.valeur}`;
  if (!obligatoire) return sql`null`;
  if (type === "jsonb")
    return sql`case jsonb_typeof(${sql.ref(`t.${nom}`)}) when 'array' then '[]'::jsonb else '{}'::jsonb end`;
  return type.endsWith("[]") ? sql`'{}'` : sql`''`;
}

function isDue({ table, duree, horloge, colonnes }: Terme, now: Date): RawBuilder<SqlBool> {
  const reached = sql`${sqlHorloge(table, horloge)} + ${duree}::interval <= ${now}`;
  const rest =
    colonnes.length === 0
      ? table.references.map(
          (child) => sql`not exists (select from ${sql.table(child.table)} c
            where ${sql.ref(`c.${child.colonne}`)} = ${sql.ref(`t.${child.cible}`)})`,
        )
      : [
          sql`(${sql.join(
            colonnes.map(
              (colonne) => sql`${sql.ref(`t.${colonne.nom}`)} is distinct from ${emptied(colonne)}`,
            ),
            sql` or `,
          )})`,
        ];
  return sql<SqlBool>`${sql.join([reached, ...rest], sql` and `)}`;
}

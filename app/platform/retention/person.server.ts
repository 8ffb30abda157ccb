import { sql } from "kysely";
import type { Database } from "../db/database.server.ts";
import { type ColonneDecrite, listTables, type TableDecrite } from "./catalogue.server.ts";

/** What one table holds about somebody. */
export interface DonneesDe {
  readonly table: string;
  /** The dictionary's sentence. */
  readonly texte: string;
  readonly colonnes: readonly {
    readonly nom: string;
    readonly texte: string;
    readonly personnelle: boolean;
  }[];
  /** Values as PostgreSQL writes them in JSON, in the order of `colonnes`. */
  readonly lignes: readonly (readonly unknown[])[];
}

/** Instead of a value written about somebody else in a row where the person only acted. */
const AUTRE_PERSONNE = "(concerne une autre personne)";

/** Rows of one table; beyond, the export says so by its count. */
const LIMITE = 100_000;

/**
 * Everything that the tables hold about a person: the rows that point at them, found by the foreign keys and the tags,
 * so that a new table is there by itself. Secrets and fingerprints (`bytea`) stay out: they are of no use to read and
 * would open something to whoever found them.
 */
export async function listDonneesDe(db: Database, agentId: string): Promise<DonneesDe[]> {
  const tables = (await listTables(db)).filter(({ colonnes }) => colonnes.some(({ designe }) => designe));
  const found: DonneesDe[] = [];
  for (const table of tables) {
    const lignes = await readRows(db, table, agentId);
    if (lignes.length > 0) found.push({ ...describe(table), lignes });
  }
  return found;
}

const shown = ({ colonnes }: TableDecrite) => colonnes.filter(({ type }) => type !== "bytea");

function describe(table: TableDecrite): Omit<DonneesDe, "lignes"> {
  const colonnes = shown(table).map(({ nom, texte, conservation }) => ({
    nom,
    texte,
    personnelle: conservation !== undefined,
  }));
  return { table: table.nom, texte: table.texte, colonnes };
}

async function readRows(db: Database, table: TableDecrite, agentId: string): Promise<unknown[][]> {
  const mine = table.colonnes
    .filter(({ designe }) => designe)
    .map(({ nom }) => sql`${sql.ref(`t.${nom}`)} = ${agentId}::uuid`);
  const cells = shown(table).map((colonne) => cellOf(table, colonne, agentId));
  const { rows } = await sql<{ ligne: unknown[] }>`
    select jsonb_build_array(${sql.join(cells)}) as ligne from ${sql.table(table.nom)} t
    where ${sql.join(mine, sql` or `)} order by t.ctid limit ${LIMITE}`.execute(db);
  return rows.map(({ ligne }) => ligne);
}

/** In a row that belongs to somebody (`agent_id`), what is personal is theirs alone, whoever else acted on it. */
function cellOf({ colonnes }: TableDecrite, { nom, conservation }: ColonneDecrite, agentId: string) {
  const value = sql.ref(`t.${nom}`);
  const owned = colonnes.some((colonne) => colonne.nom === "agent_id" && colonne.designe);
  if (!owned || !conservation) return value;
  return sql`case when t.agent_id is distinct from ${agentId}::uuid and ${value} is not null
    then to_jsonb(${AUTRE_PERSONNE}::text) else to_jsonb(${value}) end`;
}

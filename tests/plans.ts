import { Kysely, PostgresDialect } from "kysely";
import type { DB } from "#app/platform/db/database.server.ts";
import type { TestDatabase } from "./database.ts";

interface Plan {
  readonly "Node Type": string;
  readonly "Relation Name"?: string;
  readonly Plans?: readonly Plan[];
}

/** Every node but what a limit stands right upon: that is read until enough is found. */
const nodesOf = (plan: Plan): Plan[] => [
  plan,
  ...(plan["Node Type"] === "Limit"
    ? (plan.Plans ?? []).flatMap(({ Plans = [] }) => Plans)
    : (plan.Plans ?? [])
  ).flatMap(nodesOf),
];

/**
 * Runs the reads with the statements they send noted, then asks PostgreSQL how each is carried out: the tables of more
 * than ten thousand rows that are read whole, each with its statement.
 *
 * @example expect(await listScans(database, (db) => getPage({ ...context, db }))).toEqual([]);
 */
export async function listScans(
  { pool }: TestDatabase,
  work: (noted: Kysely<DB>) => Promise<unknown>,
): Promise<string[]> {
  const sent: { sql: string; parameters: readonly unknown[] }[] = [];
  const noted = new Kysely<DB>({
    dialect: new PostgresDialect({ pool }),
    log: ({ query }) => void sent.push({ sql: query.sql, parameters: query.parameters }),
  });
  await work(noted);
  if (sent.length === 0) throw new Error("The work sent no statement.");
  const { rows: large } = await pool.query<{ relname: string }>(
    "select relname from pg_class where relkind = 'r' and reltuples > 10000",
  );
  const names = new Set(large.map(({ relname }) => relname));
  if (!names.has("structure")) throw new Error("Nothing is proven on a small table: import more structures.");
  const scans: string[] = [];
  for (const statement of sent) {
    const { rows } = await pool.query<{ "QUERY PLAN": [{ Plan: Plan }] }>(
      `explain (format json) ${statement.sql}`,
      [...statement.parameters],
    );
    for (const node of nodesOf(rows[0]?.["QUERY PLAN"][0].Plan as Plan))
      if (node["Node Type"] === "Seq Scan" && names.has(node["Relation Name"] ?? ""))
        scans.push(`${node["Relation Name"]} by ${statement.sql}`);
  }
  return scans;
}

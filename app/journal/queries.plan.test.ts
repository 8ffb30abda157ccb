import { Kysely, PostgresDialect } from "kysely";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type Actor, type Scope, scopeOf } from "#app/acces/rules.ts";
import type { DB } from "#app/platform/db/database.server.ts";
import { createTestDatabase, type TestDatabase } from "#tests/database.ts";
import { listLignes, listTracesDe } from "./queries.server.ts";
import { readFiltres } from "./schema.ts";

/**
 * What PostgreSQL does with each question asked of a large journal: none reads it from end to end. `LIGNES` is set
 * higher by hand to look at the times of a million lines.
 */
const LIGNES = 40_000;
const AGENTS = 400;

let database: TestDatabase;
const asked: { sql: string; parameters: readonly unknown[] }[] = [];
let db: Kysely<DB>;

beforeAll(async () => {
  database = await createTestDatabase();
  db = new Kysely<DB>({
    dialect: new PostgresDialect({ pool: database.pool }),
    log: ({ query }) => {
      asked.push({ sql: query.sql, parameters: query.parameters });
    },
  });
  await database.pool.query(`begin; set local session_replication_role = replica;
    insert into audit_event (evenement, objet_type, objet_id, agent_id, request_id, survenu_le, faits)
    select (array['session.ouvrir', 'import.appliquer', 'structure.saisir_fait', 'acces.refuser'])[1 + (n % 97) % 4], 'structure',
      lpad((n % 5000)::text, 7, '0') || 'A', ('00000000-0000-4000-8000-' || lpad((n % ${AGENTS})::text, 12, '0'))::uuid, 'r',
      timestamptz '2026-01-01' + n * interval '10 seconds', '{}' from generate_series(1, ${LIGNES}) n;
    insert into audit_academie select id, lpad((id % 30)::text, 2, '0'), survenu_le from audit_event;
    commit`);
  await database.pool.query("analyze audit_event; analyze audit_academie");
}, 120_000);
afterAll(() => database.drop());

const scope = (fonction: "administrateur" | "recteur", codes: readonly string[]): Scope =>
  scopeOf(
    {
      agentId: "",
      nomComplet: "",
      fonctions: codes.map((code) => ({
        fonction,
        porteeType: fonction === "recteur" ? "academie" : "nation",
        porteeCode: code,
        debut: "2020-01-01",
        fin: null,
      })),
    } satisfies Actor,
    "journal.lire",
  );
const PORTEES = {
  nation: scope("administrateur", ["france"]),
  academie: scope("recteur", ["07"]),
  deux: scope("recteur", ["07", "08"]),
};

async function plansOf(act: () => Promise<unknown>): Promise<string> {
  asked.length = 0;
  await act();
  const plans: string[] = [];
  for (const { sql, parameters } of [...asked]) {
    const { rows } = await database.pool.query(`explain ${sql}`, [...parameters]);
    plans.push(rows.map((row) => row["QUERY PLAN"]).join("\n"));
  }
  return plans.join("\n");
}

const SUIVANTE = "1767300000000000-20000";
const FILTRES = [
  "",
  "tri=date",
  `apres=${SUIVANTE}`,
  "objet=structure:0000007A",
  "agent=00000000-0000-4000-8000-000000000007",
  "famille=import",
  "refus=on",
  "du=2026-01-02&au=2026-01-02",
];

describe.each(Object.entries(PORTEES))("a large journal read by %s", (_nom, portee) => {
  test.each(FILTRES)("goes through an index: « %s »", async (query) => {
    const filtres = readFiltres(new URLSearchParams(query));
    const page = await plansOf(() => listLignes(db, portee, filtres, 50));
    expect(page).not.toMatch(/Seq Scan on audit_(event|academie)/);
    expect((await listLignes(db, portee, filtres, 50)).lignes.length).toBeGreaterThan(0);
  });
});

test("somebody's own lines go through an index", async () => {
  const plans = await plansOf(() => listTracesDe(db, "00000000-0000-4000-8000-000000000007", 20));
  expect(plans).not.toMatch(/Seq Scan on audit_event/);
});

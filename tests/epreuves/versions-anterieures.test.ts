import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { hashJeton } from "#app/acces/sessions/queries.server.ts";
import { recordAudit } from "#app/platform/audit/audit.server.ts";
import { verifySeal } from "#app/platform/audit/seal.server.ts";
import { printSchema } from "#app/platform/db/catalogue.server.ts";
import { inTransaction } from "#app/platform/db/database.server.ts";
import { migrate, readMigrations } from "#app/platform/db/migrations.server.ts";
import { sessionCookieName } from "#app/platform/http/session-cookie.ts";
import { migrateWorker } from "#app/platform/jobs/worker.server.ts";
import { createTestApp } from "#tests/app.ts";
import { createTestDatabase, TEST_NOW, testContext } from "#tests/database.ts";
import { sealAll } from "#tests/journal-scelle.ts";
import { createBareDatabase } from "./sauvegardes.ts";

/** Last migration of each release, and what its services held: written by its own migrations, not kept as a dump. */
const RELEASES = [
  ["0.1", 4],
  ["0.2", 9],
] as const;
const AGENT = "00000000-0000-4000-8000-0000000000a1";
const JETON = "jeton-de-session-d-avant-la-mise-a-jour-001".padEnd(43, "0");
const LIT = "une valeur lue par une personne";

describe.each(RELEASES)("the database of release %s (migrations up to %i)", (_release, last) => {
  const setUp = createBareDatabase(true);
  let database: Awaited<typeof setUp>;
  afterAll(() => database.drop());

  beforeAll(async () => {
    database = await setUp;
    const migrations = await readMigrations();
    const client = await database.pool.connect();
    await migrate(client, migrations.slice(0, last));
    await client.query(`insert into installation values (true, true, '2026-01-01')`);
    await client.query(
      "insert into agent (id, nom, prenom, courriel, demonstration, cree_le) values ($1, 'Quai', 'Nora', 'nora@exemple.fr', true, '2026-01-01')",
      [AGENT],
    );
    await client.query(
      `insert into fonction_exercee (id, agent_id, fonction, portee_type, portee_code, debut, acte, cree_le)
       values (gen_random_uuid(), $1, 'ssa', 'academie', '17', '2025-09-01', 'Lettre de mission', '2026-01-01')`,
      [AGENT],
    );
    await client.query(
      `insert into session (empreinte, agent_id, mode, ouverte_le, vue_le, expire_le)
       values ($1, $2, 'demonstration', $3::timestamptz - interval '5 minutes', $3::timestamptz - interval '1 minute', $3::timestamptz + interval '9 hours')`,
      [hashJeton(JETON), AGENT, TEST_NOW],
    );
    await client.query(
      `with ligne as (insert into audit_event (evenement, objet_type, objet_id, agent_id, request_id, survenu_le, faits)
         values ('agent.creer', 'agent', $1, null, 'r', '2026-01-01', '{"demonstration": true}') returning id)
       insert into audit_valeur (audit_event_id, apres) select id, jsonb_build_object('lu', $2::text) from ligne`,
      [AGENT, LIT],
    );
    client.release();
    await sealAll(testContext(database));
    const upgrade = await database.pool.connect();
    expect((await migrate(upgrade, migrations)).length).toBe(migrations.length - last);
    upgrade.release();
    await migrateWorker(database.pool, testContext(database).log);
  });

  test("gets the very schema of a new one", async () => {
    const fresh = await createTestDatabase();
    const [upgraded, expected] = await Promise.all(
      [database, fresh].map(async ({ pool }) => {
        const client = await pool.connect();
        return printSchema(client).finally(() => client.release());
      }),
    );
    await fresh.drop();
    expect(upgraded).toBe(expected);
  });

  test("keeps what it held: people, functions with their act, the journal and its values", async () => {
    const { rows } = await database.pool.query(
      `select a.nom, f.fonction, f.acte, v.apres->>'lu' as lu from agent a join fonction_exercee f on f.agent_id = a.id
       join audit_event e on e.objet_id = a.id::text join audit_valeur v on v.audit_event_id = e.id`,
    );
    expect(rows).toEqual([{ nom: "Quai", fonction: "ssa", acte: "Lettre de mission", lu: LIT }]);
  });

  test("keeps its seal, and goes on with it", async () => {
    const context = testContext(database);
    expect(await verifySeal(database.db)).toMatchObject({ ok: true, verifies: 1 });
    await inTransaction(database.db, (tx) =>
      recordAudit(tx, context, {
        evenement: "essai.ecrire",
        objetType: "essai",
        objetId: "1",
        agentId: AGENT,
      }),
    );
    expect(await sealAll(context)).toBe(1);
    expect(await verifySeal(database.db)).toMatchObject({ ok: true, verifies: 2, enAttente: 0 });
  });

  test("serves the person whose session was open, with the rights of before", async () => {
    const app = createTestApp(database);
    const client = app.anonymous();
    client.cookies.set(sessionCookieName(app.context.settings.urlPublique), JETON);
    expect((await client.get("/structures")).status).toBe(200);
    expect((await client.get("/imports")).status).toBe(200);
  });
});

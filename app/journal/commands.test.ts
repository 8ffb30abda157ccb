import { writeFile } from "node:fs/promises";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { anchorAudit, anchorsPath } from "#app/platform/audit/anchors.server.ts";
import { person } from "#tests/cast.ts";
import { createTestDatabase, type TestContext, type TestDatabase, testContext } from "#tests/database.ts";
import { controlerJournal, exporterJournal } from "./commands.server.ts";
import { getEtatSceau, listControles, listTracesDe } from "./queries.server.ts";

let database: TestDatabase;
let context: TestContext;
beforeAll(async () => {
  database = await createTestDatabase("demo");
  context = testContext(database);
});
afterAll(() => database.drop());

const told = async () =>
  (await database.pool.query("select agent_id, genre, href from notification where objet_type = 'journal'"))
    .rows;

async function asSuperuser(statement: string): Promise<void> {
  await database.pool.query(`begin; set local session_replication_role = replica; ${statement}; commit`);
}

describe("a check of the journal", () => {
  test("of an intact chain says so, up to its last anchor, and tells nobody", async () => {
    const ancre = await anchorAudit(context);
    expect(await controlerJournal(context, person("administrateur").id)).toBe(true);
    const { jusquAu, controle } = await getEtatSceau(context.db);
    expect(jusquAu).toBeInstanceOf(Date);
    expect(controle).toMatchObject({ intact: true, ancre: ancre?.numero, raison: null, enAttente: 0 });
    expect(await told()).toEqual([]);
  });

  test("is itself an act, by whoever asked or by the service", async () => {
    await controlerJournal(context, null);
    const { rows } = await database.pool.query(
      "select agent_id, faits from audit_event where evenement = 'journal.controler' order by id",
    );
    expect(rows).toEqual([
      { agent_id: person("administrateur").id, faits: { intact: true } },
      { agent_id: null, faits: { intact: true } },
    ]);
  });

  test("that fails says where, and the administrators are told", async () => {
    await asSuperuser("update audit_event set faits = '{\"x\": 1}' where id = 3");
    expect(await controlerJournal(context, null)).toBe(false);
    const [controle] = await listControles(context.db, 1);
    expect(controle).toMatchObject({
      intact: false,
      raison: expect.stringMatching(/modifié \(maillon \d+\)/),
    });
    const notified = await told();
    expect(notified.map(({ agent_id }) => agent_id)).toContain(person("administrateur").id);
    expect(notified[0]).toMatchObject({ genre: "service.incident", href: "/journal/controles" });
  });

  test("cannot be erased nor made up afterwards", async () => {
    await expect(database.pool.query("update controle_journal set intact = true")).rejects.toMatchObject({
      constraint: "journal_immuable",
    });
    await expect(database.pool.query("delete from controle_journal")).rejects.toMatchObject({
      constraint: "journal_immuable",
    });
  });

  test("fails, in words, when the file of anchors was damaged", async () => {
    await writeFile(anchorsPath(context.settings.dataFolder), "rien\n");
    expect(await controlerJournal(context, null)).toBe(false);
    const [controle] = await listControles(context.db, 1);
    expect(controle?.raison).toContain("le fichier des ancres est abîmé à la ligne 1");
  });
});

describe("the journal", () => {
  test("notes that it was taken away, without the words that were searched", async () => {
    await exporterJournal(context, {
      agentId: person("recteur").id,
      format: "csv",
      filtres: ["personne", "du"],
    });
    const { rows } = await database.pool.query(
      "select * from audit_event where evenement = 'journal.exporter'",
    );
    expect(rows).toMatchObject([{ faits: { format: "csv", filtres: "personne du" } }]);
  });

  test("gives somebody the lines about them, with values that are theirs only", async () => {
    const chef = person("chef_etablissement").id;
    const traces = await listTracesDe(context.db, chef, 100);
    expect(traces.some(({ evenement, parMoi }) => evenement === "agent.creer" && !parMoi)).toBe(true);
    expect(traces.every(({ parMoi, objetId }) => parMoi || objetId === chef)).toBe(true);
  });
});

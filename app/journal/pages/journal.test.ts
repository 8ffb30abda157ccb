import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { createTaskList } from "#app/jobs.server.ts";
import { anchorAudit } from "#app/platform/audit/anchors.server.ts";
import { recordAudit } from "#app/platform/audit/audit.server.ts";
import { inTransaction } from "#app/platform/db/database.server.ts";
import { createTestApp, type TestApp } from "#tests/app.ts";
import { LIEUX, person } from "#tests/cast.ts";
import { createTestDatabase, type TestDatabase } from "#tests/database.ts";

let database: TestDatabase;
let app: TestApp;
let chez: number;
let ailleurs: number;

beforeAll(async () => {
  database = await createTestDatabase("demo");
  app = createTestApp(database);
  chez = await write("structure", LIEUX.college);
  ailleurs = await write("reglage", "seuil");
});
afterAll(() => database.drop());

async function write(objetType: string, objetId: string): Promise<number> {
  await inTransaction(database.db, (tx) =>
    recordAudit(tx, app.context, {
      evenement: "structure.saisir_fait",
      objetType,
      objetId,
      agentId: null,
      faits: { rang: 1 },
      avant: { nom: "Ancien nom" },
      apres: { nom: "=Nouveau <b>nom</b>" },
    }),
  );
  const { rows } = await database.pool.query("select max(id) as id from audit_event");
  return Number(rows[0].id);
}

describe("the journal", () => {
  test("reads who did what on what, and links to the object and to its history", async () => {
    const page = await (await app.as("administrateur")).get("/journal");
    expect([page.status, page.h1]).toEqual([200, "Journal"]);
    expect(page.text).toContain("Le service a saisi un fait d’une structure");
    expect(page.body).toContain(`/structures/${LIEUX.college}`);
    expect(page.body).toContain(`/journal?objet=structure%3A${LIEUX.college}`);
    expect(page.text).toContain("Pas encore vérifié");
  });

  test("is that of one's académie for a rector: the rest is not there, nor found, nor exported", async () => {
    const recteur = await app.as("recteur");
    const page = await recteur.get("/journal?objet=reglage:seuil");
    expect(page.text).toContain("Aucune ligne");
    expect(page.text).toContain("0 ligne");
    expect((await recteur.get(`/journal/${ailleurs}`)).status).toBe(404);
    expect((await recteur.get(`/journal/${chez}`)).status).toBe(200);
    expect((await recteur.get("/journal/inconnu")).status).toBe(404);
    const csv = (await recteur.get("/journal/export?format=csv")).body;
    expect(csv).toContain(`\r\n${chez};`);
    expect(csv).not.toContain(`\r\n${ailleurs};`);
  });

  test("is closed to those whom the rights table does not name", async () => {
    for (const fonction of ["chef_etablissement", "ssa", "dgesco"] as const) {
      const client = await app.as(fonction);
      for (const path of ["/journal", "/journal/export", `/journal/${chez}`, "/journal/controles"])
        expect((await client.get(path)).status, `${fonction} ${path}`).toBe(403);
    }
    expect((await (await app.as("recteur")).get("/journal/controles")).status).toBe(403);
  });

  test("opens a line on what was written before and after", async () => {
    const page = await (await app.as("administrateur")).get(`/journal/${chez}`);
    expect(page.h1).toBe("Ligne du journal");
    expect(page.text).toContain("Ancien nom");
    expect(page.text).toContain("=Nouveau <b>nom</b>");
    expect(page.body).not.toContain("<b>nom</b>");
  });

  test("says that a period runs backwards, and keeps what was typed", async () => {
    const page = await (await app.as("administrateur")).get("/journal?du=2026-11-22&au=2026-11-01");
    expect(page.text).toContain("échangez les deux dates");
    expect(page.body).toContain('value="2026-11-01"');
  });

  test("keeps its filters from page to page, and changes none of them into another address", async () => {
    for (let n = 0; n < 60; n += 1) await write("structure", LIEUX.ecole);
    const admin = await app.as("administrateur");
    const first = await admin.get(`/journal?objet=structure:${LIEUX.ecole}`);
    const next = /href="(\?[^"]*apres=[^"]*)"/.exec(first.body)?.[1]?.replaceAll("&amp;", "&");
    expect(next).toContain("objet=structure");
    const second = await admin.get(`/journal${next}`);
    expect(second.text).toContain("Revenir au début");
    expect(second.text).toContain("Seulement les actes sur un objet : Structure");
    expect(second.body.match(/<tr>/g)?.length).toBe(1 + 10);
  });

  test("taken away in any format is journaled", async () => {
    const admin = await app.as("administrateur");
    for (const format of ["csv", "xlsx", "ods"]) {
      const file = await admin.get(`/journal/export?format=${format}&personne=Estran`);
      expect(file.headers.get("content-disposition")).toBe(`attachment; filename="journal.${format}"`);
    }
    const { rows } = await database.pool.query(
      "select faits from audit_event where evenement = 'journal.exporter' and agent_id = $1 order by id",
      [person("administrateur").id],
    );
    expect(rows.map(({ faits }) => faits.format)).toEqual(["csv", "xlsx", "ods"]);
    expect(JSON.stringify(rows)).not.toContain("Estran");
  });
});

/** What the worker does of the checks that wait; returns how many there were. */
async function work(): Promise<number> {
  const { rows } = await database.pool.query<{ payload: unknown }>(
    `delete from graphile_worker._private_jobs as jobs using graphile_worker._private_tasks as tasks
     where tasks.id = jobs.task_id and tasks.identifier = 'journal.verifier' returning jobs.payload`,
  );
  for (const { payload } of rows)
    await createTaskList(app.context)["journal.verifier"]?.(payload, {} as never);
  return rows.length;
}

describe("the checks of the journal", () => {
  test("are made on demand, in the background and one at a time, and the journal says the last one", async () => {
    await anchorAudit(app.context);
    const admin = await app.as("administrateur");
    expect((await admin.get("/journal/controles")).text).toContain("Aucune vérification");
    const asked = await Promise.all([1, 2, 3].map(() => admin.post("/journal/controles")));
    for (const { status, location } of asked) expect([status, location]).toEqual([303, "/journal/controles"]);
    const waiting = await admin.get("/journal/controles");
    expect(waiting.text).toContain("Vérification du journal En attente");
    expect(waiting.text).toContain("Actualiser");
    expect(waiting.body).toMatch(/<noscript><meta http-equiv="refresh" content="3"/i);
    expect(waiting.text).not.toContain("Vérifier maintenant");
    expect(waiting.text).toContain("Aucune vérification");
    expect(await work()).toBe(1);
    const { rows } = await database.pool.query(
      "select agent_id, faits from audit_event where evenement = 'journal.controler'",
    );
    expect(rows).toEqual([{ agent_id: person("administrateur").id, faits: { intact: true } }]);
    expect((await admin.get("/journal/controles")).text).toContain("Vérifier maintenant");
    expect((await admin.get("/journal/controles")).text).toContain("La chaîne tient.");
    expect((await admin.get("/journal")).text).toMatch(/Scellé jusqu’à l’acte du .* intact/);
  });

  test("put an alert on the journal when the chain no longer holds", async () => {
    await database.pool.query(
      "begin; set local session_replication_role = replica; update audit_event set objet_id = 'x' where id = 5; commit",
    );
    app.context.clock.advance(1_000);
    const admin = await app.as("administrateur");
    await admin.post("/journal/controles");
    expect(await work()).toBe(1);
    const page = await (await app.as("recteur")).get("/journal");
    expect(page.text).toContain("Le journal a été altéré");
    expect(page.text).toContain("maillon 5");
  });
  test("that stopped for another reason say so, and may be asked again", async () => {
    app.context.clock.advance(1_000);
    const admin = await app.as("administrateur");
    await admin.post("/journal/controles");
    await database.pool.query(
      `update tache set etat = 'echouee', terminee_le = now(), erreur = 'Ce travail a été interrompu.'
       where genre = 'journal.verifier' and terminee_le is null`,
    );
    const page = await admin.get("/journal/controles");
    expect(page.text).toContain("s’est arrêtée Ce travail a été interrompu.");
    expect(page.text).toContain("Vérifier maintenant");
    await admin.post("/journal/controles");
    expect((await admin.get("/journal/controles")).text).toContain("En attente");
  });
});

import { existsSync } from "node:fs";
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { recordAudit } from "#app/platform/audit/audit.server.ts";
import { verifySeal } from "#app/platform/audit/seal.server.ts";
import { inTransaction } from "#app/platform/db/database.server.ts";
import { person } from "#tests/cast.ts";
import { createTestDatabase, type TestContext, type TestDatabase, testContext } from "#tests/database.ts";
import { sealAll } from "#tests/journal-scelle.ts";
import { insertLigne } from "#tests/ligne-quelconque.ts";
import {
  abandonnerElimination,
  executerElimination,
  executerPurges,
  preparerElimination,
  viserElimination,
} from "./commands.server.ts";
import { getElimination, getListe, listPurges, listTermesDus } from "./queries.server.ts";

let database: TestDatabase;
let context: TestContext;
const agentId = person("administrateur").id;
beforeAll(async () => {
  database = await createTestDatabase("demo");
  context = testContext(database);
});
afterAll(() => database.drop());

const events = async (evenement: string) =>
  (
    await database.pool.query(
      "select objet_id, agent_id, faits from audit_event where evenement = $1 order by id",
      [evenement],
    )
  ).rows;

async function addLigne(table: string, donnees: Record<string, unknown>): Promise<void> {
  const client = await database.pool.connect();
  try {
    await insertLigne(client, table, context.now(), donnees);
  } finally {
    client.release();
  }
}

describe("a purge", () => {
  test("erases what is over, says how much and nothing else, and the sealed chain still holds", async () => {
    const parti = "88888888-8888-4888-8888-888888888888";
    await addLigne("agent", {
      id: parti,
      nom: "Partie",
      prenom: "Anne",
      courriel: "anne@essai.fr",
      demonstration: false,
      cree_le: new Date("2024-09-01"),
    });
    await addLigne("fonction_exercee", {
      agent_id: parti,
      debut: "2024-09-01",
      fin: "2025-11-01",
      attribuee_par: null,
    });
    context.clock.set("2025-10-01T10:00:00Z");
    await inTransaction(context.db, (tx) =>
      recordAudit(tx, context, {
        evenement: "agent.creer",
        objetType: "agent",
        objetId: parti,
        agentId: parti,
        apres: { nom: "Partie" },
      }),
    );
    await sealAll(context);
    context.clock.set("2026-11-22T09:00:00Z");
    const due = (await listTermesDus(context.db, context.now())).filter(({ dus }) => dus > 0);
    expect(due.map(({ table, dus }) => [table, dus])).toEqual(
      expect.arrayContaining([
        ["agent", 1],
        ["audit_valeur", 1],
      ]),
    );

    const total = await executerPurges(context);
    expect(total).toBe(due.reduce((sum, { dus }) => sum + dus, 0));
    const { rows } = await database.pool.query(
      "select nom, prenom, courriel, efface_le from agent where id = $1",
      [parti],
    );
    expect(rows).toEqual([{ nom: "retirée", prenom: "Personne", courriel: null, efface_le: context.now() }]);
    expect(JSON.stringify(await events("purge.executer"))).not.toContain("Partie");
    expect((await events("purge.executer")).map(({ faits }) => faits.table)).toContain("agent");
    expect(await listPurges(context.db, 10)).toEqual(
      expect.arrayContaining([expect.objectContaining({ jour: "2026-11-22", table: "agent", lignes: 1 })]),
    );
    await sealAll(context);
    expect(await verifySeal(context.db)).toMatchObject({ ok: true, enAttente: 0 });
    expect(await executerPurges(context)).toBe(0);
  });

  test("touches nobody who has a function", async () => {
    const { rows } = await database.pool.query(
      "select count(*)::int as n from agent where efface_le is not null",
    );
    expect(rows[0].n).toBe(1);
  });
});

describe("an elimination of public archives", () => {
  const visa = { autorite: "Archives départementales", reference: "2026-12", le: "2026-11-22" };
  const serie = "courriels" as const;
  const jusquAu = "2026-06-01";
  const addCourriel = (cree_le: string) =>
    addLigne("courriel", { etat: "envoye", objet: "Objet", cree_le: new Date(cree_le), agent_id: null });

  test("has nothing to do when the series is empty, nor with days to come", async () => {
    await expect(preparerElimination(context, { agentId, serie, jusquAu })).rejects.toMatchObject({
      code: "rien_a_eliminer",
    });
    await expect(
      preparerElimination(context, { agentId, serie, jusquAu: "2026-11-23" }),
    ).rejects.toMatchObject({ code: "date_future" });
  });

  test("is drawn up with its count and its hash, once", async () => {
    await addCourriel("2026-05-31T21:59:00Z");
    await addCourriel("2026-05-31T22:00:00Z");
    const id = await preparerElimination(context, { agentId, serie, jusquAu });
    expect(await preparerElimination(context, { agentId, serie, jusquAu })).toBe(id);
    // Midnight in Paris: the second is of 1 June, and is kept.
    expect(await getElimination(context.db, id)).toMatchObject({ numero: 1, lignes: 1, etat: "prepare" });
    expect(await events("elimination.preparer")).toHaveLength(1);
  });

  test("is refused without a visa, by the rule and by the table itself", async () => {
    const { rows } = await database.pool.query("select id from elimination");
    const { id } = rows[0];
    await expect(executerElimination(context, { id, agentId })).rejects.toMatchObject({
      code: "visa_absent",
    });
    await expect(
      database.pool.query("update elimination set executee_le = now(), executee_par = $2 where id = $1", [
        id,
        agentId,
      ]),
    ).rejects.toMatchObject({ constraint: "elimination_visa_d_abord" });
    expect((await getListe(context.db, serie, jusquAu)).lignes).toBe(1);
  });

  test("takes a visa dated between the bordereau and today, once", async () => {
    const { id } = (await database.pool.query("select id from elimination")).rows[0];
    const before = { ...visa, le: "2026-11-21" };
    await expect(viserElimination(context, { id, agentId, visa: before })).rejects.toMatchObject({
      code: "visa_anterieur",
    });
    const later = { ...visa, le: "2026-11-23" };
    await expect(viserElimination(context, { id, agentId, visa: later })).rejects.toMatchObject({
      code: "visa_futur",
    });
    await viserElimination(context, { id, agentId, visa });
    await viserElimination(context, { id, agentId, visa });
    await expect(
      viserElimination(context, { id, agentId, visa: { ...visa, reference: "autre" } }),
    ).rejects.toMatchObject({ code: "deja_vise" });
    expect(await events("elimination.viser")).toHaveLength(1);
  });

  test("is refused when the list is no longer what the visa saw", async () => {
    const { id } = (await database.pool.query("select id from elimination")).rows[0];
    await addCourriel("2026-01-01T10:00:00Z");
    await expect(executerElimination(context, { id, agentId })).rejects.toMatchObject({
      code: "liste_changee",
    });
    expect((await getListe(context.db, serie, jusquAu)).lignes).toBe(2);
    await abandonnerElimination(context, { id, agentId });
    await abandonnerElimination(context, { id, agentId });
    expect(await getElimination(context.db, id)).toMatchObject({ etat: "abandonne" });
    expect(await events("elimination.abandonner")).toHaveLength(1);
  });

  test("then eliminates exactly that list, once", async () => {
    const id = await preparerElimination(context, { agentId, serie, jusquAu });
    await viserElimination(context, { id, agentId, visa });
    await executerElimination(context, { id, agentId });
    await executerElimination(context, { id, agentId });
    expect(await getElimination(context.db, id)).toMatchObject({ numero: 2, etat: "execute", lignes: 2 });
    expect((await getListe(context.db, serie, jusquAu)).lignes).toBe(0);
    const { rows } = await database.pool.query(
      "select count(*)::int as n from courriel where cree_le < '2026-11-01'",
    );
    expect(rows[0].n).toBe(1);
    expect(await events("elimination.executer")).toMatchObject([
      { objet_id: id, faits: { serie, lignes: 2 } },
    ]);
    await expect(abandonnerElimination(context, { id, agentId })).rejects.toMatchObject({
      code: "deja_clos",
    });
  });

  test("erases the content of deposited files, and leaves what came of them", async () => {
    const emplacement = join(database.folder, "depot.csv");
    await writeFile(emplacement, "UAI;IPS\n");
    const { rows } = await database.pool.query("select import_id, id from import_fichier limit 1");
    await database.pool.query(
      "update import set origine = 'interface', depose_le = '2025-01-01' where id = $1",
      [rows[0].import_id],
    );
    await database.pool.query("update import_fichier set emplacement = '' where import_id = $1", [
      rows[0].import_id,
    ]);
    await database.pool.query("update import_fichier set emplacement = $2 where id = $1", [
      rows[0].id,
      emplacement,
    ]);
    const values = async () =>
      (await database.pool.query("select count(*)::int as n from valeur_indicateur")).rows[0].n;
    const before = await values();
    const id = await preparerElimination(context, { agentId, serie: "imports", jusquAu: "2026-01-01" });
    await viserElimination(context, { id, agentId, visa });
    await executerElimination(context, { id, agentId });
    expect(existsSync(emplacement)).toBe(false);
    expect(await values()).toBe(before);
    const { rows: kept } = await database.pool.query("select emplacement from import_fichier where id = $1", [
      rows[0].id,
    ]);
    expect(kept).toEqual([{ emplacement: "" }]);
  });
});

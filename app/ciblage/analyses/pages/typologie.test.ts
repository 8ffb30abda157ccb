import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type Client, createTestApp, type TestApp } from "#tests/app.ts";
import { calculerDemonstration } from "#tests/calculs.ts";
import { createTestDatabase, type TestDatabase, testContext } from "#tests/database.ts";

let database: TestDatabase;
let app: TestApp;
let ssa: Client;
let calcul: string;
let campagne: string;
let base: string;

beforeAll(async () => {
  database = await createTestDatabase("demo");
  app = createTestApp(database, { newId: randomUUID });
  ssa = await app.as("ssa");
  const context = testContext(database, { newId: randomUUID });
  ({ calcul, campagne } = await calculerDemonstration(database, context, { classes: 3 }));
  base = `/ciblage/calculs/${calcul}`;
}, 60_000);
afterAll(() => database.drop());

const saisie = (changes: Record<string, string> = {}) => ({
  ...{ nom: "Quatre visages", version: "0", nom1: "Petits collèges ruraux" },
  ...{ description1: "Loin des villes.\nPeu d’élèves.", nom2: "Grands collèges urbains" },
  ...changes,
});
const nommer = (changes: Record<string, string> = {}) => ssa.post(`${base}/typologie/noms`, saisie(changes));
const audits = async () =>
  (
    await database.pool.query<{ faits: unknown }>(
      "select faits from audit_event where evenement = 'typologie.enregistrer' order by survenu_le, id",
    )
  ).rows.map(({ faits }) => faits);
const versionOf = async () =>
  (
    await database.pool.query<{ version: number }>("select version from typologie where calcul_id = $1", [
      calcul,
    ])
  ).rows[0]?.version;

describe("a typology", () => {
  test("is proposed to who prepares, and only said to be awaited to who reads", async () => {
    const [own, read] = [
      await ssa.get(`${base}/typologie`),
      await (await app.as("recteur")).get(`${base}/typologie`),
    ];
    expect([own.status, own.h1]).toEqual([200, "Typologie enregistrée"]);
    expect(own.body).toContain(`${base}/typologie/noms`);
    expect(read.status).toBe(200);
    expect(read.body).not.toContain(`${base}/typologie/noms`);
    expect(read.text).toContain("leurs noms paraîtront ici");
  });

  test("refuses no name, a name too long and one name for two classes, and gives back what was typed", async () => {
    const none = await nommer({ nom: "" });
    expect([none.status, none.text]).toEqual([422, expect.stringContaining("Donnez un nom à la typologie")]);
    expect(none.body).toContain('value="Petits collèges ruraux"');
    expect(none.body).toContain("Loin des villes.");
    expect((await nommer({ nom3: "x".repeat(61) })).text).toContain("Au plus 60 caractères");
    const twice = await nommer({ nom2: "petits collèges Ruraux" });
    expect([twice.status, twice.text]).toEqual([422, expect.stringContaining("portent le même nom")]);
    expect(await versionOf()).toBeUndefined();
  });

  test("is saved once by two clicks, and its names are written wherever classes are shown", async () => {
    expect([(await nommer()).status, (await nommer()).status]).toEqual([303, 303]);
    expect([await versionOf(), await audits()]).toEqual([1, [{ version: 1, classes: 2 }]]);
    const nom = "Petits collèges ruraux";
    const page = await ssa.get(`${base}/typologie`);
    expect(page.text).toContain("« Quatre visages »");
    expect(page.text).toMatch(/Loin des villes\.\s+Peu d’élèves\./);
    for (const address of ["classes", "plan", "carte", "liste?situation=toutes&taille=100", "typologie"]) {
      const { status, body } = await ssa.get(`${base}/${address}`);
      expect([address, status, body.includes(nom)]).toEqual([address, 200, true]);
    }
    for (const address of ["analyse/export", "analyse/export?table=classes", "liste/export?situation=toutes"])
      expect([address, (await ssa.get(`${base}/${address}`)).body.includes(nom)]).toEqual([address, true]);
    const list = await ssa.get(`/ciblage/${campagne}/scenarios`);
    expect(list.text).toContain("Quatre visages : Règle de Nantes, calcul nº 1");
  });

  test("gives the class of each structure as a file, within what one reads", async () => {
    const file = await ssa.get(`${base}/typologie/export`);
    const [titles, ...lines] = file.body.trim().split("\r\n");
    expect(titles).toContain("Nom de la classe");
    const { rows } = await database.pool.query<{ uai: string; classe: number }>(
      "select uai, classe from calcul_structure where calcul_id = $1 and analysee order by uai",
      [calcul],
    );
    expect(lines).toHaveLength(rows.length);
    for (const [i, { uai, classe }] of rows.entries()) {
      expect(lines[i]).toContain(uai);
      expect(lines[i]?.includes("Petits collèges ruraux")).toBe(classe === 1);
    }
    for (const format of ["xlsx", "ods"])
      expect((await ssa.get(`${base}/typologie/export?format=${format}`)).status).toBe(200);
    const own = await (await app.as("dasen")).get(`${base}/typologie/export`);
    const count = own.body.trim().split("\r\n").length - 1;
    expect([count > 0, count < rows.length]).toEqual([true, true]);
  });

  test("tells who comes late that somebody else wrote, and keeps their text", async () => {
    expect((await nommer({ version: "1", nom3: "Lycées de centre-ville" })).status).toBe(303);
    const late = await nommer({ version: "1", nom3: "Autre idée" });
    expect([late.status, late.body.includes('value="Autre idée"')]).toEqual([409, true]);
    expect(await versionOf()).toBe(2);
  });

  test("neither shows nor moves outside the scope, and no longer moves in a closed campaign", async () => {
    for (const who of ["chef_etablissement", "ien"] as const) {
      const client = await app.as(who);
      expect([403, 404]).toContain((await client.get(`${base}/typologie`)).status);
    }
    const recteur = await app.as("recteur");
    expect((await recteur.post(`${base}/typologie/noms`, saisie({ version: "2" }))).status).toBe(403);
    expect((await ssa.get(`/ciblage/calculs/${randomUUID()}/typologie`)).status).toBe(404);
    await database.pool.query("update campagne_ciblage set etat = 'close' where id = $1", [campagne]);
    const closed = await nommer({ version: "2", nom3: "Trop tard" });
    expect([closed.status, closed.text]).toEqual([422, expect.stringContaining("La campagne est close")]);
    expect((await ssa.get(`${base}/typologie`)).text).toContain("Lycées de centre-ville");
  });
});

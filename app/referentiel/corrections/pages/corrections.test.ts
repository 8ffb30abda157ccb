import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { createTestApp, type TestApp } from "#tests/app.ts";
import { LIEUX } from "#tests/cast.ts";
import { createTestDatabase, type TestDatabase } from "#tests/database.ts";

let database: TestDatabase;
let app: TestApp;
let acte: string;

beforeAll(async () => {
  database = await createTestDatabase("demo");
  app = createTestApp(database);
  const { rows } = await database.pool.query(
    `select id from valeur_indicateur v where uai = $1 and indicateur_code = 'effectif_college' and remplace_le is null
      and not exists (select from correction_locale c where (c.uai, c.indicateur_code, c.annee) = (v.uai, v.indicateur_code, v.annee))
     order by annee desc limit 1`,
    [LIEUX.college],
  );
  acte = `/structures/${LIEUX.college}/valeurs/${rows[0].id}`;
});
afterAll(() => database.drop());

describe("a local value", () => {
  test("is refused when it is not plausible, and what was typed stays", async () => {
    const ssa = await app.as("ssa");
    expect((await ssa.get(`${acte}/correction`)).h1).toBe("Proposer une valeur locale");
    const wrong = await ssa.post(`${acte}/correction`, {
      valeur: "9 999",
      motif: "Comptage.",
      piece: "Constat.",
      vue: "",
    });
    expect(wrong.status).toBe(422);
    expect(wrong.text).toContain("sort de ce qui est plausible");
    expect(wrong.body).toContain("Constat.");
  });

  test("is shown where the official one comes from, then in the list and its file", async () => {
    const ssa = await app.as("ssa");
    const done = await ssa.post(`${acte}/correction`, {
      valeur: "412",
      motif: "Comptage de rentrée.",
      piece: "Constat du 20 septembre.",
      vue: "",
    });
    expect([done.status, done.location]).toEqual([303, acte]);
    expect((await ssa.get(acte)).text).toContain("Valeur locale : 412 élèves");
    expect((await ssa.get("/corrections")).text).toContain("Comptage de rentrée.");
    expect((await ssa.get("/corrections/export?format=csv")).body).toContain("Constat du 20 septembre.");
    const again = await ssa.post(`${acte}/correction`, {
      valeur: "413",
      motif: "Autre comptage.",
      piece: "Constat.",
      vue: "",
    });
    expect(again.status).toBe(409);
  });

  test("is withdrawn with a motive", async () => {
    const ssa = await app.as("ssa");
    const { rows } = await database.pool.query(
      "select id from correction_locale where retiree_le is null and motif = 'Comptage de rentrée.'",
    );
    const form = `/structures/${LIEUX.college}/corrections/${rows[0].id}/retrait`;
    expect((await ssa.get(form)).status).toBe(200);
    expect((await ssa.post(form, { motif: "Erreur de lecture." })).status).toBe(303);
    expect((await ssa.get("/corrections")).text).not.toContain("Comptage de rentrée.");
    expect((await ssa.get("/corrections?retirees=oui")).text).toContain("Erreur de lecture.");
  });

  test("may fill a year that the files do not give", async () => {
    const ssa = await app.as("ssa");
    const form = `/structures/${LIEUX.college}/corrections/nouvelle`;
    expect((await ssa.get(`${form}?indicateur=effectif_6e&annee=2026`)).status).toBe(200);
    const fields = {
      indicateur: "effectif_6e",
      annee: "2026",
      valeur: "98",
      motif: "Constat.",
      piece: "Constat de rentrée.",
      vue: "",
    };
    expect((await ssa.post(form, fields)).status).toBe(303);
    expect((await ssa.post(form, { ...fields, annee: "2031", vue: "" })).text).toContain("n’a pas commencé");
  });

  test("is not for those who only read", async () => {
    expect((await (await app.as("chef_etablissement")).get(`${acte}/correction`)).status).toBe(403);
  });
});

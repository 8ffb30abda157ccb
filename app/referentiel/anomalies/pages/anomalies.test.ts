import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { createTestApp, type TestApp } from "#tests/app.ts";
import { LIEUX } from "#tests/cast.ts";
import { createTestDatabase, type TestDatabase } from "#tests/database.ts";

let database: TestDatabase;
let app: TestApp;
const id = "00000000-0000-4000-8000-00000000a001";

beforeAll(async () => {
  database = await createTestDatabase("demo");
  app = createTestApp(database);
  await database.pool.query(
    `insert into anomalie (id, cle, genre, uai, academie_code, indicateur_code, annee, constat, conseil, etat, detectee_le, revue_le, version)
     select v, 'essai ' || v, 'saut', $1, '96', 'effectif_college', 2024, 'L’effectif double ' || v, 'Vérifiez.', 'ouverte', now(), now(), 1
     from unnest($2::uuid[]) as v`,
    [LIEUX.college, [id, id.replace("a001", "a002"), id.replace("a001", "a003")]],
  );
});
afterAll(() => database.drop());

describe("the list", () => {
  test("shows what is to be looked at, by kind, and as a file", async () => {
    const ssa = await app.as("ssa");
    const list = await ssa.get("/anomalies?genre=saut");
    expect([list.status, list.h1]).toEqual([200, "Anomalies des données"]);
    expect(list.text).toContain("L’effectif double");
    const file = await ssa.get("/anomalies/export?genre=saut&format=csv");
    expect(file.body).toContain("L’effectif double");
    expect((await ssa.get("/anomalies?genre=doublon")).text).not.toContain("L’effectif double");
  });

  test("is not for those who only read their school", async () => {
    expect((await (await app.as("chef_etablissement")).get("/anomalies")).status).toBe(403);
  });
});

describe("one anomaly", () => {
  test("shows the values concerned, with where they come from", async () => {
    const page = await (await app.as("ssa")).get(`/anomalies/${id}`);
    expect(page.h1).toBe("Changement soudain");
    expect(page.body).toMatch(new RegExp(`/structures/${LIEUX.college}/valeurs/\\d+"`));
    expect((await (await app.as("ssa")).get(`/anomalies/${id.replace("a001", "ffff")}`)).status).toBe(404);
  });

  test("asks for a motive, then leaves the list", async () => {
    const ssa = await app.as("ssa");
    const form = `/anomalies/${id}/justification`;
    const empty = await ssa.post(form, { motif: "", version: "1" });
    expect(empty.status).toBe(422);
    expect(empty.text).toContain("point à reprendre");
    const done = await ssa.post(form, { motif: "Fusion de deux collèges.", version: "1" });
    expect([done.status, done.location]).toEqual([303, `/anomalies/${id}`]);
    expect((await ssa.get(`/anomalies/${id}`)).text).toContain("Fusion de deux collèges.");
    const late = await ssa.post(form, { motif: "Autre raison.", version: "1" });
    expect(late.status).toBe(409);
    expect(late.body).toContain("Autre raison.");
  });

  test("may be explained with others of its kind", async () => {
    const ssa = await app.as("ssa");
    const form = await ssa.get("/anomalies/justification?genre=saut");
    expect(form.status).toBe(200);
    const body = new FormData();
    body.append("motif", "Nouveau secteur.");
    for (const end of ["a002", "a003"]) body.append("choix", `${id.replace("a001", end)}:1`);
    expect((await ssa.post("/anomalies/justification", body)).status).toBe(303);
    expect((await ssa.get("/anomalies?genre=saut")).text).not.toContain("L’effectif double");
    expect((await ssa.post("/anomalies/justification", { motif: "Rien de coché." })).status).toBe(422);
  });
});

import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type Client, createTestApp, type TestApp } from "#tests/app.ts";
import { oublierListe } from "#tests/candidatures.ts";
import { createTestDatabase, type TestDatabase } from "#tests/database.ts";
import { insererListe } from "#tests/listes.ts";

let database: TestDatabase;
let app: TestApp;
let dgesco: Client;
let id: string;

beforeAll(async () => {
  database = await createTestDatabase("demo");
  await oublierListe(database);
  app = createTestApp(database, { newId: randomUUID });
  dgesco = await app.as("dgesco");
  id = (await rowsOf("select id from campagne_ciblage where nom = 'Prochains contrats locaux'"))[0].id;
  const states = [...Array(6).fill("repere"), ...Array(2).fill("retenu")];
  await database.pool.query(
    `insert into candidature (id, campagne_id, uai, etat, origine, proactive, version, cree_le, modifiee_le)
      select gen_random_uuid(), $1, s.uai, ($2::text[])[s.rang], 'ajout', false, 1, now(), now()
      from (select uai, row_number() over (order by uai) as rang from structure where academie_code = '96' and type = 'college') s
      where s.rang <= 8`,
    [id, states],
  );
});
afterAll(() => database.drop());

const rowsOf = (query: string, values: unknown[] = []) =>
  database.pool.query(query, values).then(({ rows }) => rows);

describe("the follow-up of the académies", () => {
  test("tells counts to the national level, small ones hidden, and no structure nor name of a campaign", async () => {
    const page = await dgesco.get("/ciblage/extension");
    expect([page.status, page.h1]).toEqual([200, "Avancement du ciblage par académie"]);
    expect(page.text).toContain("Repérée : 6 ; Retenue : moins de 5");
    expect(page.text).not.toContain("Prochains contrats locaux");
    expect(page.body).not.toContain(id);
    expect(page.body).not.toMatch(/\b961\d{4}[A-Z]\b/);
    const file = await dgesco.get("/ciblage/extension/export");
    expect(file.body).toContain("moins de 5");
    expect(file.body).not.toContain("Prochains contrats locaux");
    for (const format of ["xlsx", "ods"])
      expect((await dgesco.get(`/ciblage/extension/export?format=${format}`)).status).toBe(200);
  });

  test("tells the real counts to whoever reads the campaign, and nothing to heads", async () => {
    const recteur = await app.as("recteur");
    expect((await recteur.get("/ciblage/extension")).text).toContain("Repérée : 6 ; Retenue : 2");
    expect((await (await app.as("chef_etablissement")).get("/ciblage/extension")).status).toBe(403);
    expect((await (await app.as("dasen")).get("/ciblage/extension")).status).toBe(403);
  });

  test("says of a campaign in preparation only that it is", async () => {
    await database.pool.query("update campagne_ciblage set etat = 'preparation' where id = $1", [id]);
    const page = await dgesco.get("/ciblage/extension");
    expect(page.text).toContain("En préparation");
    expect(page.text).not.toContain("Repérée");
    expect((await dgesco.get("/ciblage/extension/export")).body).not.toContain("moins de 5");
    await database.pool.query("update campagne_ciblage set etat = 'ouverte' where id = $1", [id]);
  });

  test("is filtered by scheme and year, and keeps an académie to itself", async () => {
    expect((await dgesco.get("/ciblage/extension?annee=2016")).text).toContain("Aucune campagne");
    expect((await dgesco.get("/ciblage/extension?dispositif=cla")).text).toContain("Repérée : 6");
    await database.pool.query(
      `insert into campagne_ciblage (id, academie_code, dispositif_code, annee, nom, familles, population, etat, version, cree_par, cree_le, modifiee_le)
        select $1, '17', dispositif_code, annee, 'Ailleurs', familles, population, 'ouverte', 1, cree_par, cree_le, modifiee_le
        from campagne_ciblage where id = $2`,
      [randomUUID(), id],
    );
    expect((await dgesco.get("/ciblage/extension")).text).toContain("2 campagnes");
    expect((await (await app.as("recteur")).get("/ciblage/extension")).text).toContain("1 campagne");
  });

  test("hides a small published list as well", async () => {
    const liste = await insererListe(database, {
      ...{ campagne: id, calcul: null },
      decidees: ["9610315V", "9610001A"].map((uai) => ({ uai, etat: "retenu", motif: "" })),
    });
    const lignes = await rowsOf(
      "select jsonb_array_length(contenu -> 'lignes') as n from liste_publiee where id = $1",
      [liste],
    );
    expect(lignes[0].n).toBeLessThan(5);
    expect((await dgesco.get("/ciblage/extension")).text).toContain("version 1 : moins de 5 retenues");
    expect((await dgesco.get("/ciblage/extension/export")).body).toMatch(/;1;moins de 5\r?\n/);
    expect((await (await app.as("recteur")).get("/ciblage/extension")).text).toMatch(
      new RegExp(`version 1 : ${lignes[0].n}\\sretenue`),
    );
  });
});

describe("a scheme opened to an académie", () => {
  const decision = {
    dispositif: "cla",
    academie: "96",
    annee: "2027",
    preuves: "Bilan de trois ans, évaluation de la DEPP.",
  };

  test("keeps its evidence, is decided once, and is read by those who follow it", async () => {
    const bare = await dgesco.post("/ciblage/extension/nouvelle", { ...decision, preuves: "" });
    expect([bare.status, bare.text]).toEqual([422, expect.stringContaining("sur quelles preuves")]);
    for (const _ of [1, 2])
      expect((await dgesco.post("/ciblage/extension/nouvelle", decision)).status).toBe(303);
    const other = await dgesco.post("/ciblage/extension/nouvelle", { ...decision, annee: "2028" });
    expect([other.status, other.text]).toEqual([
      422,
      expect.stringContaining("déjà ouvert à cette académie"),
    ]);
    const wrong = await dgesco.post("/ciblage/extension/nouvelle", { ...decision, academie: "99" });
    expect([wrong.status, wrong.text]).toEqual([422, expect.stringContaining("de la liste")]);
    expect(await rowsOf("select annee, preuves from extension_dispositif")).toEqual([
      { annee: 2027, preuves: decision.preuves },
    ]);
    expect((await dgesco.get("/ciblage/extension")).text).toContain(decision.preuves);
    const events = await rowsOf(
      "select faits from audit_event where evenement = 'extension_dispositif.decider'",
    );
    expect(events).toEqual([{ faits: { dispositif: "cla", academie: "96", annee: 2027 } }]);
    await expect(database.pool.query("update extension_dispositif set annee = 2029")).rejects.toThrow(
      /ne se modifie pas/,
    );
  });

  test("elsewhere only is told, kindly, to who opens a campaign where it was not", async () => {
    const [{ code }] = await rowsOf(
      "select code from dispositif where nature = 'contrat' and code <> 'cla' order by ordre limit 1",
    );
    const autre = randomUUID();
    await database.pool.query(
      `insert into campagne_ciblage (id, academie_code, dispositif_code, annee, nom, familles, population, etat, version, cree_par, cree_le, modifiee_le)
        select $1, '96', $2, annee, 'Autre dispositif', familles, population, 'preparation', 1, cree_par, cree_le, modifiee_le
        from campagne_ciblage where id = $3`,
      [autre, code, id],
    );
    const ssa = await app.as("ssa");
    expect((await ssa.get(`/ciblage/${autre}/ouverture`)).text).not.toContain("pas encore à celle-ci");
    await database.pool.query(
      `insert into extension_dispositif (id, dispositif_code, academie_code, annee, preuves, agent_id, decidee_le)
        select $1, $2, '17', annee, preuves, agent_id, decidee_le from extension_dispositif limit 1`,
      [randomUUID(), code],
    );
    expect((await ssa.get(`/ciblage/${autre}/ouverture`)).text).toContain("pas encore à celle-ci");
    expect((await ssa.post(`/ciblage/${autre}/ouverture`)).status).toBe(303);
  });

  test("is decided by the DGESCO alone", async () => {
    for (const fonction of ["recteur", "pilote_academique", "depp", "igesr"] as const)
      expect((await (await app.as(fonction)).get("/ciblage/extension/nouvelle")).status, fonction).toBe(403);
  });
});

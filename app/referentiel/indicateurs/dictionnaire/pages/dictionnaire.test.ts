import { afterAll, beforeEach, describe, expect, test } from "vitest";
import { type Client, createTestApp, type TestApp } from "#tests/app.ts";
import { createTestDatabase, type TestDatabase } from "#tests/database.ts";
import { MODELES } from "../modeles/rules.ts";
import { canCreer, canEnregistrer, codeOf, MAX_INDICATEURS_ACADEMIE } from "../rules.ts";

const database: TestDatabase = await createTestDatabase("demo");
afterAll(() => database.drop());
const app: TestApp = createTestApp(database);
const ssa: Client = await app.as("ssa");
const administrateur: Client = await app.as("administrateur");
const pilote: Client = await app.as("pilote_academique");
const direction: Client = await app.as("chef_etablissement");
beforeEach(() => app.context.clock.advance(60_000));

const rowsOf = async (query: string) => (await database.pool.query(query)).rows;

/** A notice as the form sends it. */
const typed = (change: Readonly<Record<string, string>> = {}) => ({
  academie: "96",
  libelle: "Part des élèves boursiers",
  libelleCourt: "Boursiers",
  definition: "Part des élèves qui reçoivent une bourse.",
  population: "Second degré.",
  lecture: "",
  bruit: "Bruit de cohorte.",
  biais: "Non-recours.",
  comparaisons: "",
  source: "SSA",
  unite: "%",
  decimales: "1",
  famille: "eleves",
  nature: "entree",
  diffusion: "interne",
  minimum: "0",
  maximum: "100",
  poidsCode: "",
  denominateurCode: "",
  seuilPublication: "",
  ...change,
});

describe("the dictionary", () => {
  test("lists the national indicators, narrowed by word, family, nature and dataset", async () => {
    const all = await ssa.get("/indicateurs");
    expect(all.h1).toBe("Dictionnaire des indicateurs");
    expect(all.body).toContain('href="/indicateurs/ips"');
    expect(all.text).toContain("0 indicateur propre sur 25");
    const count = async (search: string) =>
      /(\d+) indicateurs?\b/.exec(
        (await ssa.get(`/indicateurs?${search}`)).text.replace(/propres? sur \d+/, ""),
      )?.[1];
    const [{ n: resultats }] = await rowsOf(
      "select count(*)::text as n from indicateur where nature = 'resultat'",
    );
    expect((await ssa.get("/indicateurs?nature=resultat")).text).toContain(`${resultats} indicateurs`);
    const dnb = await ssa.get("/indicateurs?jeu=dnb");
    expect(dnb.body).not.toContain('href="/indicateurs/ips"');
    const none = await ssa.get("/indicateurs?q=zzzz");
    expect(none.text).toContain("Aucun indicateur ne correspond");
    expect(await count("q=ecart+type")).not.toBeUndefined();
  });

  test("says everything of one, with its breaks, and is read only when national", async () => {
    const page = await direction.get("/indicateurs/ips");
    for (const words of [
      "Population",
      "Bruit",
      "Biais connus",
      "Comparaisons permises",
      "Ruptures de série",
      "2022-2023",
      "Indices de position sociale des collèges",
    ])
      expect(page.text).toContain(words);
    expect(page.body).not.toContain("/modification");
    expect((await ssa.get("/indicateurs/ips/modification")).text).toContain("Cet indicateur est national");
    expect((await ssa.post("/indicateurs/ips/modification", typed())).status).toBe(422);
    expect((await ssa.post("/indicateurs/ips/retrait")).status).toBe(422);
    expect((await ssa.get("/indicateurs/absent")).status).toBe(404);
    expect((await pilote.get("/indicateurs/creation")).status).toBe(403);
  });

  test("is taken away as a file", async () => {
    const file = await ssa.get("/indicateurs/export?jeu=dnb&format=csv");
    expect(file.headers.get("Content-Disposition")).toContain("dictionnaire-indicateurs.csv");
    expect(file.body.split("\n").length).toBeGreaterThan(2);
  });
});

describe("an indicator of an académie", () => {
  test("is created from a template, changed, read again and withdrawn, each act in the journal", async () => {
    const form = await ssa.get("/indicateurs/creation?modele=eval_6e_francais");
    expect(form.text).toContain("élèves allophones");
    expect(form.body).toContain("Évaluations nationales de 6e");
    const created = await ssa.post("/indicateurs/creation", typed());
    expect([created.status, created.location]).toEqual([303, "/indicateurs/a96_boursiers"]);
    expect((await ssa.get("/indicateurs/a96_boursiers")).text).toContain(
      "Pas encore relue par le service statistique",
    );

    expect((await administrateur.post("/indicateurs/a96_boursiers/relecture")).text).toContain(
      "revient au service statistique",
    );
    expect((await ssa.post("/indicateurs/a96_boursiers/relecture")).status).toBe(303);
    expect((await ssa.get("/indicateurs/a96_boursiers")).text).toMatch(
      /Notice relue Solène Amarin, le 22 novembre 2026/,
    );

    const changed = await ssa.post(
      "/indicateurs/a96_boursiers/modification",
      typed({ maximum: "90,5", compte: "on" }),
    );
    expect(changed.status).toBe(303);
    expect(
      await rowsOf(
        "select maximum, compte, relu_le, ordre >= 10000 as loin from indicateur where code = 'a96_boursiers'",
      ),
    ).toEqual([{ maximum: 90.5, compte: true, relu_le: null, loin: true }]);

    expect((await ssa.post("/indicateurs/a96_boursiers/retrait")).status).toBe(303);
    expect((await ssa.get("/indicateurs/a96_boursiers")).text).toContain("Indicateur retiré");
    expect((await ssa.post("/indicateurs/a96_boursiers/modification", typed())).status).toBe(422);
    const again = await ssa.post("/indicateurs/creation", typed());
    expect(again.location).toBe("/indicateurs/a96_boursiers_2");
    expect(
      (await rowsOf("select evenement from audit_event where objet_id = 'a96_boursiers' order by id")).map(
        ({ evenement }) => evenement,
      ),
    ).toEqual(["indicateur.creer", "indicateur.relire", "indicateur.modifier", "indicateur.retirer"]);
  });

  test("is unknown to another académie, and kept by its own only", async () => {
    await database.pool.query(
      "insert into academie (code, nom, nation) values ('97', 'Autre-Port', 'demonstration')",
    );
    await database.pool.query("update fonction_exercee set portee_code = '97' where fonction = 'ssa'");
    expect((await ssa.get("/indicateurs/a96_boursiers_2")).status).toBe(404);
    expect((await ssa.post("/indicateurs/a96_boursiers_2/retrait")).status).toBe(404);
    expect((await ssa.get("/indicateurs")).body).not.toContain("a96_boursiers_2");
    expect((await ssa.post("/indicateurs/creation", typed())).status).toBe(404);
    await database.pool.query("update fonction_exercee set portee_code = '96' where fonction = 'ssa'");
    // The head of a school reads the notice of what its own académie measures.
    expect((await direction.get("/indicateurs/a96_boursiers_2")).status).toBe(200);
  });

  test.each([
    [{ libelle: "" }, /point à reprendre/],
    [{ minimum: "beaucoup" }, /Écrivez un nombre/],
    [{ minimum: "100", maximum: "100" }, /doit être inférieure/],
    [{ seuilPublication: "30" }, /vont ensemble/],
    [{ diffusion: "ouverte" }, /à reprendre/],
  ])("typed with %o is refused, and what was typed is kept", async (change, sentence) => {
    const refused = await ssa.post("/indicateurs/creation", typed(change));
    expect(refused.status).toBe(422);
    expect(refused.text).toMatch(sentence);
    expect(refused.body).toContain("Part des élèves qui reçoivent une bourse.");
  });

  test("is one of twenty-five at most, counted again when one is withdrawn", async () => {
    const [{ n }] = await rowsOf(
      "select count(*)::int as n from indicateur where academie_code = '96' and retire_le is null",
    );
    for (let rang = n; rang < MAX_INDICATEURS_ACADEMIE; rang += 1)
      expect((await ssa.post("/indicateurs/creation", typed({ libelleCourt: `Essai ${rang}` }))).status).toBe(
        303,
      );
    expect((await ssa.get("/indicateurs/creation")).text).toContain("La liste est complète");
    const refused = await ssa.post("/indicateurs/creation", typed());
    expect([refused.status, refused.text]).toEqual([
      422,
      expect.stringContaining("suit déjà 25 indicateurs"),
    ]);
    await ssa.post("/indicateurs/a96_essai_20/retrait");
    expect((await ssa.post("/indicateurs/creation", typed({ libelleCourt: "Dernier" }))).status).toBe(303);
  });
});

describe("templates", () => {
  test.each(Object.entries(MODELES))(
    "%s is a whole notice, within the bounds of the database",
    (_nom, notice) => {
      expect(canEnregistrer(notice)).toEqual({ ok: true });
      expect(notice.libelle.length).toBeLessThanOrEqual(200);
      expect(notice.libelleCourt.length).toBeLessThanOrEqual(40);
      for (const text of [
        notice.definition,
        notice.population,
        notice.bruit,
        notice.biais,
        notice.lecture,
        notice.comparaisons,
      ])
        expect(text.length).toBeGreaterThan(10);
      expect(codeOf("96", notice.libelleCourt)).toMatch(/^[a-z][a-z0-9_]{1,60}$/);
    },
  );

  test("about staff are for human resources only, results warn of allophone pupils, and no two share a code", () => {
    for (const nom of ["non_titulaires", "demandes_mutation", "anciennete"])
      expect(MODELES[nom]?.diffusion).toBe("rh");
    for (const [nom, { biais, nature }] of Object.entries(MODELES))
      if (nom.startsWith("eval_")) expect([nature, /allophones/.test(biais)]).toEqual(["resultat", true]);
    const codes = Object.values(MODELES).map(({ libelleCourt }) => codeOf("96", libelleCourt));
    expect(new Set(codes).size).toBe(codes.length);
  });

  test.each([
    [24, true],
    [25, false],
    [26, false],
  ])("%i indicators leave room for one more: %s", (used, ok) => {
    expect(canCreer(used).ok).toBe(ok);
  });
});

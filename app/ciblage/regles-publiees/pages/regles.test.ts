import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { formatNombre } from "#app/platform/format/format.ts";
import { createTestApp } from "#tests/app.ts";
import { calculerDemonstration } from "#tests/calculs.ts";
import { LIEUX } from "#tests/cast.ts";
import { createTestDatabase } from "#tests/database.ts";
import { insererListe } from "#tests/listes.ts";

const database = await createTestDatabase("demo");
const app = createTestApp(database);
afterAll(() => database.drop());
const anybody = app.anonymous();
let discrete: string;
let nommee: string;
let noms: { readonly nom: string; readonly uai: string }[];

beforeAll(async () => {
  const { campagne, calcul } = await calculerDemonstration(database, app.context);
  const { rows } = await database.pool.query<{ uai: string; nom: string }>(
    "select uai, nom from calcul_structure join structure using (uai) where calcul_id = $1 order by uai = $2 desc, uai limit 9",
    [calcul, LIEUX.college],
  );
  noms = rows;
  const decidees = rows.map(({ uai }, rang) => ({
    ...{ uai, motif: `Motif secret ${rang}` },
    etat:
      rang < 6 ? ("retenu" as const) : rang < 8 ? ("suivi_differencie" as const) : ("non_retenu" as const),
  }));
  const regles =
    "Une structure est retenue si elle remplit ces critères :\n\n- un IPS bas\n- une valeur ajoutée basse";
  discrete = await insererListe(database, { campagne, calcul, decidees, regles });
  await database.pool.query("update campagne_ciblage set nom = 'Une autre campagne' where id = $1", [
    campagne,
  ]);
  const suite = await calculerDemonstration(database, app.context, { axes: 3 });
  nommee = await insererListe(database, { ...suite, decidees, regles, nomsPublics: true });
});

describe("the public rules", () => {
  test("are listed with académie, scheme, school year, version, day and hash, without an account", async () => {
    const { status, h1, text } = await anybody.get("/regles-de-ciblage");
    expect([status, h1]).toEqual([200, "Règles de ciblage"]);
    for (const said of ["Port-Amarre", "CLA", "rentrée 2027", "version 1", "21 novembre 2026"])
      expect(text).toContain(said);
    expect(text).toMatch(/Empreinte : [0-9a-f]{64}/);
    expect((await anybody.get("/plan-du-site")).body).toContain('href="/regles-de-ciblage"');
  });

  test("tell the rule, the data and their sources, the operations and the law", async () => {
    const { status, text } = await anybody.get(`/regles-de-ciblage/${discrete}`);
    expect(status).toBe(200);
    for (const said of [
      ...["- un IPS bas".slice(2), "Indice de position sociale", "2025-2026", "Licence Ouverte 2.0"],
      ...[
        "calcul nº 1",
        "Il est refait 20 fois",
        "Décision éclairée par un traitement algorithmique",
        "L. 312-1-3",
      ],
    ])
      expect(text).toContain(said);
  });

  test("name nobody, and count nobody who could be told apart", async () => {
    for (const path of [`/regles-de-ciblage/${discrete}`, `/regles-de-ciblage/${discrete}.data`]) {
      const { body } = await anybody.get(path);
      for (const { nom, uai } of noms) {
        expect(body).not.toContain(nom);
        expect(body).not.toContain(uai);
      }
      expect(body).not.toContain("Motif secret");
    }
    expect((await anybody.get(`/regles-de-ciblage/${discrete}`)).text).toContain("Ensemble 6 masqué");
  });

  test("do not tell where a structure was examined without being chosen", async () => {
    const [{ code, nom } = { code: "", nom: "" }] = (
      await database.pool.query<{ code: string; nom: string }>(
        `select departement_code as code, departement.nom from structure join departement on departement.code = departement_code
         where structure.departement_code <> $1 and structure.academie_code = '96' limit 1`,
        [LIEUX.departement],
      )
    ).rows;
    const { rows } = await database.pool.query<{ uai: string }>(
      "(select uai from structure where departement_code = $1 and type = 'college' limit 6) union all (select uai from structure where departement_code = $2 limit 1)",
      [LIEUX.departement, code],
    );
    const { rows: campagnes } = await database.pool.query<{ id: string }>(
      "select id from campagne_ciblage c where not exists (select from liste_publiee l where l.campagne_id = c.id) limit 1",
    );
    const liste = await insererListe(database, {
      ...{ campagne: campagnes[0]?.id ?? "", calcul: null },
      decidees: rows.map(({ uai }, rang) => ({ uai, motif: "", etat: rang < 6 ? "retenu" : "non_retenu" })),
    });
    const { body } = await anybody.get(`/regles-de-ciblage/${liste}`);
    expect(body).toContain("Ensemble");
    expect(body).not.toContain(nom);
  });

  test("name the structures chosen where the recteur publishes them, and nothing of them", async () => {
    const { text, body } = await anybody.get(`/regles-de-ciblage/${nommee}`);
    for (const { nom } of noms.slice(0, 6)) expect(text).toContain(nom);
    for (const { nom } of noms.slice(6)) expect(text).not.toContain(nom);
    const { rows } = await database.pool.query<{ valeur: number }>(
      "select valeur from valeur_indicateur where uai = $1 and indicateur_code = 'ips' and annee = 2025 and remplace_le is null",
      [LIEUX.college],
    );
    expect(body).not.toContain(formatNombre(rows[0]?.valeur as number, 1));
    expect(body).not.toContain("Motif secret");
  });

  test.each(["00000000-0000-4000-8000-ffffffffffff", "x"])("do not exist as %s", async (id) => {
    expect((await anybody.get(`/regles-de-ciblage/${id}`)).status).toBe(404);
  });
});

test("without any list, the page says when one will come", async () => {
  const bare = await createTestDatabase();
  const { text } = await createTestApp(bare).anonymous().get("/regles-de-ciblage");
  await bare.drop();
  expect(text).toContain("Aucune règle publiée");
});

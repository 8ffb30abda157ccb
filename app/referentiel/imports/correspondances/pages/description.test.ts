import { readdir, stat } from "node:fs/promises";
import { afterAll, beforeEach, describe, expect, test } from "vitest";
import { type Client, createTestApp, type TestApp } from "#tests/app.ts";
import { createTestDatabase, type TestDatabase } from "#tests/database.ts";
import { depotsOf, typedOf } from "#tests/depots.ts";
import { csv, uaiOf } from "#tests/imports.ts";

const database: TestDatabase = await createTestDatabase("demo");
afterAll(() => database.drop());
const app: TestApp = createTestApp(database);
const ssa: Client = await app.as("ssa");
const { deposit, runJobs } = depotsOf(app, database, ssa);
beforeEach(() => app.context.clock.advance(60_000));

async function rowsOf(query: string, values: unknown[] = []) {
  return (await database.pool.query(query, values)).rows;
}

const colleges = await rowsOf("select uai from structure where type = 'college' order by uai limit 3");
const [A, B, C] = colleges.map(({ uai }) => uai) as [string, string, string];

describe("a file of the académie", () => {
  const content = (parts: readonly string[]) =>
    csv(
      [A, B, C].map((code, index) => ({
        "Code structure": code,
        Année: "2024",
        "Part boursiers": parts[index] ?? "",
        Directeur: "M. Secret",
      })),
    );

  test("is described once, tried, and read: its indicator is created with its notice", async () => {
    const { depot, fichier } = await deposit("boursiers.csv", content(["0.25", "999", "0,5"]));
    const page = await ssa.get(depot);
    expect(page.text).toContain("Sa colonne « Code structure » contient des UAI");
    expect(page.body).toContain(`href="${fichier}/description"`);
    const form = await ssa.get(`${fichier}/description`);
    expect(form.text).toContain("Directeur Non montrés : ils peuvent désigner une personne");
    expect(form.body).not.toContain("Secret");
    expect(form.text).toContain("Créer : Part des élèves boursiers");
    const index = /name="valeurs\[(\d+)\]\.rang" value="2"/.exec(form.body)?.[1];
    const typed = typedOf(form, {
      libelle: "Boursiers par collège",
      [`valeurs[${index}].indicateur`]: "modele:boursiers",
      [`valeurs[${index}].manquants`]: "999",
    });
    const percent = await ssa.post(`${fichier}/description`, { ...typed, intention: "essayer" });
    expect(percent.text).toContain("Part des élèves boursiers 2 1 0,25 0,38 0,50");
    const share = { ...typed, [`valeurs[${index}].facteur`]: "100" };
    const tried = await ssa.post(`${fichier}/description`, { ...share, intention: "essayer" });
    expect(tried.text).toContain(
      "Part des élèves boursiers 2 1 25 37,50 50 « 0.25 » : 25 ; « 999 » : absente ; « 0,5 » : 50",
    );
    expect(await rowsOf("select from indicateur where academie_code = '96'")).toEqual([]);

    expect((await ssa.post(`${fichier}/description`, { ...share, intention: "enregistrer" })).location).toBe(
      depot,
    );
    await runJobs();
    const read = await ssa.get(depot);
    expect(read.text).toMatch(/Boursiers par collège.*Lues 3 Créées 3/);
    expect(
      await rowsOf(
        "select code, diffusion, nature, academie_code from indicateur where academie_code = '96'",
      ),
    ).toEqual([{ code: "a96_boursiers", diffusion: "interne", nature: "entree", academie_code: "96" }]);
  });

  test("of the same header is read by itself, another académie's and unknown structures refused", async () => {
    await database.pool.query(
      "insert into academie (code, nom, nation) values ('97', 'Autre-Port', 'demonstration') on conflict do nothing",
    );
    await database.pool.query(
      "insert into departement (code, nom, academie_code) values ('969', 'Ailleurs', '97') on conflict do nothing",
    );
    await database.pool.query(
      `insert into structure select (jsonb_populate_record(s, jsonb_build_object('uai', $1::text, 'departement_code', '969', 'academie_code', '97'))).* from structure s where uai = $2`,
      [uaiOf("969", 1), A],
    );
    const extra = `${uaiOf("969", 1)};2024;0.3;x\n${uaiOf("961", 9998)};2024;0.3;x\n${uaiOf("072", 1)};2024;0.3;x\n`;
    const { depot } = await deposit("boursiers suite.csv", content(["0.25", "0.3", "0.5"]) + extra);
    const page = await ssa.get(depot);
    expect(page.text).toMatch(/Lues 6 Créées 3 Modifiées 0 Inchangées 0 Refusées 3/);
    expect(page.text).toContain("n'est pas une structure de l'académie de Port-Amarre");
    expect(page.text).toContain("n'est pas une structure connue");
    expect(page.text).toMatch(/n'accepte alors que des structures fictives|n'est pas une structure connue/);
  });

  test("is the business of its académie: another one sees neither its refused lines nor its description", async () => {
    const [row] = await rowsOf(
      "select i.import_id, i.id from import_fichier i where nom = 'boursiers suite.csv'",
    );
    await database.pool.query("update fonction_exercee set portee_code = '97' where fonction = 'ssa'");
    expect((await ssa.get(`/imports/${row.import_id}`)).text).not.toContain("structure de l'académie de");
    expect((await ssa.get(`/imports/${row.import_id}/fichiers/${row.id}/rejets`)).status).toBe(404);
    expect((await ssa.get("/imports/lectures")).text).not.toContain("Boursiers par collège");
    await database.pool.query("update fonction_exercee set portee_code = '96' where fonction = 'ssa'");
    expect((await ssa.get("/imports/lectures")).text).toContain("Boursiers par collège");
  });

  test.each([
    ["without a year", { anneeColonne: "" }, "Indiquez la colonne de l'année"],
    ["without any value", { "valeurs[1].indicateur": "" }, "Choisissez un indicateur"],
    [
      "with a new indicator without name",
      { "valeurs[1].indicateur": "nouveau" },
      "Donnez un nom et une définition",
    ],
    ["feeding an official indicator", { "valeurs[1].indicateur": "ips" }, "n'est pas de votre académie"],
    [
      "with a column of codes that are none",
      { cle: "1" },
      "ne contient ni codes de structure ni codes de commune",
    ],
    ["for another académie", { academie: "97" }, ""],
  ])("described %s is refused", async (_what, change, sentence) => {
    const { fichier } = await deposit(
      "autre.csv",
      csv([
        { code: A, Année: "2024", Taux: "12" },
        { code: B, Année: "2024", Taux: "13" },
      ]),
    );
    const form = typedOf(await ssa.get(`${fichier}/description`), {
      libelle: "Essai",
      "valeurs[1].indicateur": "modele:qpv",
    });
    const refused = await ssa.post(`${fichier}/description`, { ...form, ...change });
    expect(refused.status).toBe(sentence === "" ? 404 : 422);
    expect(refused.text).toContain(sentence);
    expect(await rowsOf("select from indicateur where code like 'a96_eleves%'")).toEqual([]);
  });

  test("about pupils is refused by its header, and its bytes are not kept", async () => {
    const { depot, fichier, id } = await deposit(
      "eleves.csv",
      csv([{ UAI: A, INE: "1234567890A", Nom: "DUPONT", "Date de naissance": "2010-01-01" }]),
    );
    const page = await ssa.get(depot);
    expect(page.text).toContain("Ce fichier parle de personnes une à une (« INE », « Date de naissance »)");
    expect(page.text).toContain("Ancrage ne reçoit aucune donnée d'élève ni d'agent");
    expect(page.body).not.toContain(`${fichier}/description`);
    expect(await rowsOf("select emplacement, colonnes from import_fichier where id = $1", [id])).toEqual([
      { emplacement: "", colonnes: null },
    ]);
    const folders = await rowsOf("select faits from audit_event where objet_id = $1", [
      depot.split("/").at(-1),
    ]);
    expect(JSON.stringify(folders)).not.toContain("DUPONT");
    const files = await readdir(`${database.folder}/depots`, { recursive: true, withFileTypes: true });
    for (const file of files.filter((entry) => entry.isFile()))
      expect((await stat(`${file.parentPath}/${file.name}`)).size).not.toBe(
        Buffer.byteLength(
          csv([{ UAI: A, INE: "1234567890A", Nom: "DUPONT", "Date de naissance": "2010-01-01" }]),
        ),
      );
    await ssa.post(`${depot}/previsualisation`, { version: "0" });
    await runJobs();
    expect((await ssa.get(depot)).text).toContain("Ce fichier parle de personnes une à une");
    expect((await ssa.get(`${fichier}/description`)).text).toContain("ne peut pas être décrit");
  });
});

describe("a file by commune", () => {
  const communes = async () =>
    rowsOf(
      `select commune_code as code, array_agg(uai order by uai) as uais from structure
       where academie_code = '96' and etat <> 'ferme' and commune_code is not null
       group by 1 having count(*) > 1 order by count(*) desc, 1 limit 2`,
    );

  test("gives its value to every structure of the commune, and says so in the notice", async () => {
    const [one, other] = await communes();
    const content = csv([
      { "Code Insee": one.code, Année: "2024", "Taux de chômage": "14,2" },
      { "Code Insee": other.code, Année: "2024", "Taux de chômage": "NC" },
      { "Code Insee": "72181", Année: "2024", "Taux de chômage": "9" },
      { "Code Insee": "Le Mans", Année: "2024", "Taux de chômage": "9" },
    ]);
    const { depot, fichier } = await deposit("emploi.csv", content);
    expect((await ssa.get(depot)).text).toContain("Sa colonne « Code Insee » contient des codes de commune");
    const typed = typedOf(await ssa.get(`${fichier}/description`), {
      libelle: "Emploi par commune",
      "valeurs[2].indicateur": "nouveau",
      "valeurs[2].nouveau.libelle": "Taux de chômage de la commune",
      "valeurs[2].nouveau.definition": "Part des actifs sans emploi, Insee.",
      "valeurs[2].nouveau.unite": "%",
    });
    expect(typed.cle).toBe("0");
    const tried = await ssa.post(`${fichier}/description`, { ...typed, intention: "essayer" });
    expect(tried.text).toMatch(/2 lignes lues, 1 refusée/);
    expect(tried.text).toContain("« Le Mans » n'est pas un code Insee de commune");
    expect((await ssa.post(`${fichier}/description`, { ...typed, intention: "enregistrer" })).location).toBe(
      depot,
    );
    await runJobs();
    const page = await ssa.get(depot);
    expect(page.text).toMatch(/Lues 4 Créées 2 Modifiées 0 Inchangées 1 Refusées 1/);
    expect(page.text).toContain("1 ligne parle d'une commune sans structure ouverte de l'académie");
    expect(
      (await ssa.post(`${depot}/application`, typedOf(await ssa.get(`${depot}/application`)))).status,
    ).toBe(303);
    await runJobs();
    const values = await rowsOf(
      `select v.uai, v.valeur, v.statut, v.ligne from valeur_indicateur v join indicateur i on i.code = v.indicateur_code
       where i.libelle = 'Taux de chômage de la commune' order by v.uai`,
    );
    expect(values).toEqual(
      [
        ...one.uais.map((uai: string) => ({ uai, valeur: 14.2, statut: "ok", ligne: 2 })),
        ...other.uais.map((uai: string) => ({ uai, valeur: null, statut: "manquant", ligne: 3 })),
      ].sort((a, b) => (a.uai < b.uai ? -1 : 1)),
    );
    const [{ population }] = await rowsOf(
      "select population from indicateur where libelle = 'Taux de chômage de la commune'",
    );
    expect(population).toBe("Toute la commune : chacune de ses structures reçoit la même valeur.");
  });

  test("reads postal codes as nothing of the kind", async () => {
    const { depot } = await deposit("postal.csv", csv([{ "Code postal": "72000", Revenu: "20000" }]));
    expect((await ssa.get(depot)).text).not.toContain("décrivez-le");
  });
});

import { afterAll, beforeEach, describe, expect, test } from "vitest";
import { type Client, createTestApp, type TestApp } from "#tests/app.ts";
import { createTestDatabase, type TestDatabase } from "#tests/database.ts";
import { depotsOf, fieldNamed, typedOf } from "#tests/depots.ts";
import { csv } from "#tests/imports.ts";

const database: TestDatabase = await createTestDatabase("demo");
afterAll(() => database.drop());
const app: TestApp = createTestApp(database);
const ssa: Client = await app.as("ssa");
const pilote: Client = await app.as("pilote_academique");
const { deposit, runJobs } = depotsOf(app, database, ssa);
beforeEach(() => app.context.clock.advance(60_000));

/** Four collèges of the demonstration. */
const { rows: colleges } = await database.pool.query<{ uai: string; nom: string; departement: string }>(
  "select uai, nom, departement_code as departement from structure where type = 'college' order by uai limit 4",
);
const [A, B, C, D] = colleges.map(({ uai }) => uai) as [string, string, string, string];

async function rowsOf(query: string, values: unknown[] = []) {
  return (await database.pool.query(query, values)).rows;
}

const ips = (uai: string, value: string) => ({
  rentree_scolaire: "2024-2025",
  uai,
  nom_de_l_etablissement: `COLLEGE ${uai}`,
  code_du_departement: "961",
  secteur: "public",
  ips: value,
});
/** The header of the user whose column is called by a value. */
const damaged = (value: string, others = "101.4") =>
  csv([ips(A, "95.1"), ips(B, others)]).replace("uai;", `${value};`);

describe("a file whose header is damaged", () => {
  test("says what was expected, is mended by hand, and the next one of that header is read by itself", async () => {
    const { depot, fichier } = await deposit("ips 2024.csv", damaged("0720902P"));
    const page = await ssa.get(depot);
    expect(page.text).toMatch(
      /ressemble à « Indices de position sociale des collèges », mais il lui manque « uai »/,
    );
    expect(page.body).toContain(`href="${fichier}/colonnes"`);

    const form = await ssa.get(`${fichier}/colonnes`);
    expect(form.text).toContain("Colonnes attendues pour « Indices de position sociale des collèges »");
    expect(form.text).toContain("Le code de la structure : sept chiffres et une lettre");
    expect(form.text).toContain("D’habitude : uai, numero_uai, code_uai");
    expect(form.text).toContain(`2. 0720902P : ${A} · ${B}`);
    const typed = typedOf(form);
    expect(typed[fieldNamed(form, "Le code de la structure")]).toBe("1");

    const tried = await ssa.post(`${fichier}/colonnes`, { ...typed, intention: "essayer" });
    expect(tried.status).toBe(200);
    expect(tried.text).toContain("2 lignes lues, 0 refusée. Rien n’est encore enregistré.");
    expect(tried.text).toMatch(/Indice de position sociale.* 2 0 95,10 98,25 101,40 « 95\.1 » : 95,10/);
    expect(await rowsOf("select from correspondance")).toEqual([]);

    const kept = await ssa.post(`${fichier}/colonnes`, typedOf(tried, { intention: "enregistrer" }));
    expect([kept.status, kept.location], kept.text).toEqual([303, depot]);
    await runJobs();
    const mended = await ssa.get(depot);
    expect(mended.text).toMatch(/Lues 2 .*Refusées 0/);
    expect(mended.text).toMatch(/Lu d'après l'en-tête décrit par Solène Amarin le 22 novembre 2026/);

    const next = await deposit("ips 2025.csv", damaged("0720902P", "99"));
    expect((await ssa.get(next.depot)).text).toMatch(
      /Reconnu.*Lu d'après l'en-tête décrit par Solène Amarin/,
    );
  });

  test("may be withdrawn: its files are again left aside", async () => {
    const list = await ssa.get("/imports/lectures");
    expect(list.text).toContain("Indices de position sociale des collèges");
    expect((await ssa.post("/imports/lectures", typedOf(list))).status).toBe(303);
    expect((await ssa.get("/imports/lectures")).text).toContain("Aucun en-tête décrit pour l’instant");
    expect((await ssa.post("/imports/lectures", typedOf(list))).status).toBe(404);
    const { depot } = await deposit("ips.csv", damaged("0720902P"));
    expect((await ssa.get(depot)).text).toContain("Laissé de côté");
    const acts = await rowsOf(
      "select evenement from audit_event where evenement in ('import.pointer_colonnes', 'import.retirer_lecture') order by id",
    );
    expect(acts.map(({ evenement }) => evenement)).toEqual([
      "import.pointer_colonnes",
      "import.retirer_lecture",
    ]);
  });

  test("is not kept while a required column is missing, nor once the deposit is closed", async () => {
    const { depot, fichier } = await deposit("ips.csv", damaged("0720903R"));
    const form = await ssa.get(`${fichier}/colonnes`);
    const without = { ...typedOf(form), [fieldNamed(form, "Le secteur")]: "" };
    const refused = await ssa.post(`${fichier}/colonnes`, without);
    expect(refused.status).toBe(422);
    expect(refused.text).toContain("Indiquez encore la colonne qui contient : le secteur");
    expect(typedOf(refused)[fieldNamed(form, "Le nom de la structure")]).toBe("2");

    const version = /name="version" value="(\d+)"/.exec((await ssa.get(`${depot}/abandon`)).body)?.[1] ?? "";
    await ssa.post(`${depot}/abandon`, { version });
    expect((await ssa.get(`${fichier}/colonnes`)).text).toContain("Ce dépôt est clos");
    expect((await ssa.post(`${fichier}/colonnes`, typedOf(form))).status).toBe(422);
  });

  test("is found by nobody else: unknown files, and people without the right", async () => {
    const { fichier, depot } = await deposit("ips.csv", damaged("0720904S"));
    expect((await ssa.get(`${depot}/fichiers/00000000-0000-4000-8000-ffffffffffff/colonnes`)).status).toBe(
      404,
    );
    expect((await ssa.get(`${depot}/fichiers/rien/colonnes`)).status).toBe(404);
    expect((await pilote.get(`${fichier}/colonnes`)).status).toBe(403);
    await database.pool.query(
      "insert into academie (code, nom, nation) values ('97', 'Autre-Port', 'demonstration') on conflict do nothing",
    );
    await database.pool.query("update fonction_exercee set portee_code = '97' where fonction = 'ssa'");
    await database.pool.query(
      "update import set depose_par = (select agent_id from fonction_exercee where fonction = 'recteur') where id = $1",
      [depot.split("/").at(-1)],
    );
    expect((await ssa.get(`${fichier}/colonnes`)).status).toBe(404);
    await database.pool.query("update fonction_exercee set portee_code = '96' where fonction = 'ssa'");
    expect((await ssa.get(`${fichier}/colonnes`)).status).toBe(200);
  });
});

describe("a file that does not tell its year", () => {
  test("is left aside until the rentrée is given, then read for it", async () => {
    const content = csv([
      {
        Académie: "PORT-AMARRE",
        NUMERO: A,
        "NOM DE L'ETABLISSEMENT": "COLLEGE",
        EP: "REP",
        "UAI tête de réseau": A,
        COMMUNE: "X",
        DEPARTEMENT: "961",
        TYPE_DETABLISSEMENT: "COLLEGE",
        "N°Département": "961",
      },
    ]);
    const { depot, fichier } = await deposit("liste rep.csv", content);
    expect((await ssa.get(depot)).text).toContain("ne disent de quelle rentrée il parle");
    const form = await ssa.get(`${fichier}/colonnes`);
    expect(form.text).toContain("Colonnes attendues pour «");
    await ssa.post(`${fichier}/colonnes`, typedOf(form, { annee: "2022" }));
    await runJobs();
    expect((await ssa.get(depot)).text).toMatch(/Lues 1 .*Refusées 0/);
    // The header was understood by itself: there is nothing to remember of it.
    expect((await ssa.get("/imports/lectures")).text).not.toContain("liste");
  });
});

describe("malformed codes", () => {
  const short = (uai: string) => uai.replace(/^9/, "");
  const wrong = (uai: string) => `${uai.slice(0, 7)}${uai.endsWith("A") ? "B" : "A"}`;
  /** Lower case, with a proposal; wrong letter, without; a total. */
  const content = () =>
    csv([
      ips(A.toLowerCase(), "95.1"),
      ips(wrong(B), "96"),
      ips("TOTAL ACADEMIE", "100"),
      ips(short(C), "97"),
      ips(D, "98"),
    ]);

  test("are listed with their proposal, decided one by one with a reason, and the preview shows the effect", async () => {
    const { depot } = await deposit("ips_colleges.csv", content());
    expect((await ssa.get(depot)).text).toMatch(/Lues 5 .*Refusées 4/);
    expect((await ssa.get(depot)).body).toContain(`href="${depot}/codes"`);
    const page = await ssa.get(`${depot}/codes`);
    expect(page.text).toContain("4 codes différents");
    expect(page.text).toContain(`« ${A.toLowerCase()} »`);
    expect(page.text).toContain(`Accepter la proposition : ${A}`);
    expect(page.text).toContain(colleges[0]?.nom);
    const typed = typedOf(page);
    const at = (texte: string) =>
      /\[(\d+)\]/.exec(Object.keys(typed).find((name) => typed[name] === texte) ?? "")?.[1];
    const choose = (texte: string, choice: Record<string, string>) =>
      Object.fromEntries(
        Object.entries(choice).map(([part, value]) => [`codes[${at(texte)}].${part}`, value]),
      );

    const noReason = await ssa.post(`${depot}/codes`, {
      ...typed,
      ...choose(A.toLowerCase(), { choix: "proposition" }),
    });
    expect([noReason.status, noReason.text]).toEqual([
      422,
      expect.stringContaining("Dites pourquoi vous décidez"),
    ]);
    const nothing = await ssa.post(`${depot}/codes`, typed);
    expect([nothing.status, nothing.text]).toEqual([422, expect.stringContaining("Choisissez que faire")]);

    const done = await ssa.post(`${depot}/codes`, {
      ...typed,
      ...choose(A.toLowerCase(), { choix: "proposition", motif: "minuscule" }),
      ...choose(wrong(B), { choix: "autre", autre: B, motif: "vu dans l’annuaire" }),
      ...choose("TOTAL ACADEMIE", { choix: "ecarter" }),
      motif: "ligne de total",
    });
    expect(done.status, done.text).toBe(303);
    await runJobs();
    const after = await ssa.get(depot);
    expect(after.text).toMatch(/Lues 5 .*Refusées 1/);
    expect(after.text).toContain("3 lignes portent un code mal formé, lu ou écarté comme décidé");
    expect(after.text).toContain(`« ${A.toLowerCase()} »`);
    expect((await ssa.get(`${depot}/codes`)).text).toContain("1 code différent");
  });

  test("are remembered for the next file, listed with their author, and withdrawn", async () => {
    const list = await ssa.get("/imports/codes");
    expect(list.text).toMatch(/« TOTAL ACADEMIE » Lignes écartées ligne de total Solène Amarin/);
    expect(list.text).toContain(`« ${A.toLowerCase()} » ${A}, ${colleges[0]?.nom} minuscule`);
    const next = await deposit("ips_colleges.csv", content());
    expect((await ssa.get(next.depot)).text).toMatch(/Refusées 1/);
    const total = (await rowsOf("select id from decision_uai where texte = 'TOTAL ACADEMIE'"))[0].id;
    expect((await ssa.post("/imports/codes", { id: total })).status).toBe(303);
    expect((await ssa.post("/imports/codes", { id: total })).status).toBe(404);
    await ssa.post(`${next.depot}/previsualisation`, { version: "0" });
    await runJobs();
    expect((await ssa.get(next.depot)).text).toMatch(/Refusées 2/);
    expect(
      await rowsOf(
        "select evenement, count(*)::int as n from audit_event where evenement like 'import.%_code' group by 1 order by 1",
      ),
    ).toEqual([
      { evenement: "import.decider_code", n: 3 },
      { evenement: "import.retirer_code", n: 1 },
    ]);
  });
});

import { stat } from "node:fs/promises";
import { afterAll, beforeEach, describe, expect, test } from "vitest";
import { type Answer, type Client, createTestApp, type TestApp } from "#tests/app.ts";
import { createTestDatabase, type TestDatabase } from "#tests/database.ts";
import { csv, uaiOf } from "#tests/imports.ts";
import { jobs } from "../../jobs.server.ts";

const database: TestDatabase = await createTestDatabase("demo");
afterAll(() => database.drop());
const app: TestApp = createTestApp(database);
const ssa: Client = await app.as("ssa");
const pilote: Client = await app.as("pilote_academique");
beforeEach(() => app.context.clock.advance(60_000));

/** Four collèges of the demonstration. */
const { rows: colleges } = await database.pool.query<{ uai: string; nom: string; departement: string }>(
  "select uai, nom, departement_code as departement from structure where type = 'college' order by uai limit 4",
);
const [A, B, C, D] = colleges.map(({ uai }) => uai) as [string, string, string, string];

async function rowsOf(query: string, values: unknown[] = []) {
  return (await database.pool.query(query, values)).rows;
}

/** Deposits one file and previews it; gives the address of the deposit and of its file. */
async function deposit(nom: string, content: string) {
  const form = new FormData();
  form.append("fichiers", new File([content], nom));
  const answer = await ssa.post("/imports/depot", form);
  expect(answer.status, answer.text).toBe(303);
  await runJobs();
  const depot = answer.location ?? "";
  const [row] = await rowsOf("select id from import_fichier where import_id = $1", [depot.split("/").at(-1)]);
  return { depot, fichier: `${depot}/fichiers/${row.id}`, id: row.id as string };
}

async function runJobs(): Promise<void> {
  const tasks = await rowsOf(
    "select id, genre from tache where terminee_le is null order by demandee_le, id",
  );
  for (const { id, genre } of tasks) await jobs[genre as keyof typeof jobs](app.context, { tacheId: id });
}

/** What a browser would send of the form of a page: hidden and typed fields, boxes, chosen options. */
function formOf({ body }: Answer, change: Readonly<Record<string, string>> = {}): Record<string, string> {
  const form = /<main.*?<form[^>]*method="post"[^>]*>(.*?)<\/form>/s.exec(body)?.[1] ?? "";
  const fields: Record<string, string> = {};
  for (const [, tag = ""] of form.matchAll(/<input([^>]*)>/g)) {
    const attribute = (name: string) => new RegExp(`\\b${name}="([^"]*)"`).exec(tag)?.[1];
    const name = attribute("name");
    const ticked = !/type="(radio|checkbox)"/.test(tag) || /\bchecked\b/.test(tag);
    if (name && ticked) fields[name] = unescapeHtml(attribute("value") ?? "");
  }
  for (const [, attributes = "", options = ""] of form.matchAll(/<select([^>]*)>(.*?)<\/select>/gs)) {
    const name = /\bname="([^"]*)"/.exec(attributes)?.[1];
    const chosen =
      /<option[^>]*value="([^"]*)"[^>]*\bselected\b/.exec(options) ??
      /<option[^>]*\bselected\b[^>]*value="([^"]*)"/.exec(options);
    if (name) fields[name] = chosen?.[1] ?? "";
  }
  return { ...fields, ...change };
}

const unescapeHtml = (text: string) =>
  text.replaceAll("&quot;", '"').replaceAll("&#x27;", "'").replaceAll("&amp;", "&");

/** The name of the select whose label begins so. */
function fieldNamed({ body }: Answer, label: string): string {
  const id = new RegExp(`<label[^>]*for="([^"]*)"[^>]*>${label}`).exec(body)?.[1];
  const name = new RegExp(`id="${id}"[^>]*name="([^"]*)"|name="([^"]*)"[^>]*id="${id}"`).exec(body);
  if (!name) throw new Error(`no field is called ${label}`);
  return name[1] ?? name[2] ?? "";
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
    const typed = formOf(form);
    expect(typed[fieldNamed(form, "Le code de la structure")]).toBe("1");

    const tried = await ssa.post(`${fichier}/colonnes`, { ...typed, intention: "essayer" });
    expect(tried.status).toBe(200);
    expect(tried.text).toContain("2 lignes lues, 0 refusée. Rien n’est encore enregistré.");
    expect(tried.text).toMatch(/Indice de position sociale.* 2 0 95,10 98,25 101,40 « 95\.1 » : 95,10/);
    expect(await rowsOf("select from correspondance")).toEqual([]);

    const kept = await ssa.post(`${fichier}/colonnes`, formOf(tried, { intention: "enregistrer" }));
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
    expect((await ssa.post("/imports/lectures", formOf(list))).status).toBe(303);
    expect((await ssa.get("/imports/lectures")).text).toContain("Aucun en-tête décrit pour l’instant");
    expect((await ssa.post("/imports/lectures", formOf(list))).status).toBe(404);
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
    const without = { ...formOf(form), [fieldNamed(form, "Le secteur")]: "" };
    const refused = await ssa.post(`${fichier}/colonnes`, without);
    expect(refused.status).toBe(422);
    expect(refused.text).toContain("Indiquez encore la colonne qui contient : le secteur");
    expect(formOf(refused)[fieldNamed(form, "Le nom de la structure")]).toBe("2");

    const version = /name="version" value="(\d+)"/.exec((await ssa.get(`${depot}/abandon`)).body)?.[1] ?? "";
    await ssa.post(`${depot}/abandon`, { version });
    expect((await ssa.get(`${fichier}/colonnes`)).text).toContain("Ce dépôt est clos");
    expect((await ssa.post(`${fichier}/colonnes`, formOf(form))).status).toBe(422);
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
    await ssa.post(`${fichier}/colonnes`, formOf(form, { annee: "2022" }));
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
    const typed = formOf(page);
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
    const typed = formOf(form, {
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
    ["with a column of codes that are none", { uai: "1" }, "ne contient pas d'UAI"],
    ["for another académie", { academie: "97" }, ""],
  ])("described %s is refused", async (_what, change, sentence) => {
    const { fichier } = await deposit(
      "autre.csv",
      csv([
        { code: A, Année: "2024", Taux: "12" },
        { code: B, Année: "2024", Taux: "13" },
      ]),
    );
    const form = formOf(await ssa.get(`${fichier}/description`), {
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
    const files = await import("node:fs/promises").then(({ readdir }) =>
      readdir(`${database.folder}/depots`, { recursive: true, withFileTypes: true }),
    );
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

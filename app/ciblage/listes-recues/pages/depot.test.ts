import { randomUUID } from "node:crypto";
import { readFileSync } from "node:fs";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type Client, createTestApp, type TestApp } from "#tests/app.ts";
import { LIEUX } from "#tests/cast.ts";
import { ods, TITLES, xlsx } from "#tests/classeurs.ts";
import { createTestDatabase, type TestDatabase } from "#tests/database.ts";
import { formOf } from "#tests/forms.ts";
import { csvOf, deposerListe } from "#tests/listes-recues.ts";

let database: TestDatabase;
let app: TestApp;
let pilote: Client;
let campagne: string;

beforeAll(async () => {
  database = await createTestDatabase("demo");
  app = createTestApp(database, { newId: randomUUID });
  pilote = await app.as("pilote_academique");
  const id = await one<string>(
    "select id as v from campagne_ciblage where nom = 'Prochains contrats locaux'",
  );
  campagne = `/ciblage/${id}`;
});
afterAll(() => database.drop());

async function one<T>(query: string, values: unknown[] = []): Promise<T> {
  return (await database.pool.query<{ v: T }>(query, values)).rows[0]?.v as T;
}
const list = (query: string, values: unknown[] = []) => one<string[]>(`select array(${query}) as v`, values);

/** Collèges of the population. */
const colleges = (limit: number) =>
  list(
    `select uai from structure s where academie_code = '96' and type = 'college' and statut_ep = 'hors_ep'
      and secteur = 'public' and etat = 'ouvert' and departement_code = '962' order by uai limit ${limit}`,
  );

const countListes = () => one<number>("select count(*)::int as v from liste_recue");

describe("a wrong file is told what it lacks, and leaves nothing", () => {
  const CAS: readonly (readonly [string, () => Promise<string | Uint8Array<ArrayBuffer>>, RegExp])[] = [
    ["no UAI column", async () => "Nom;Ville\nA;B\n", /Aucune colonne ne s’appelle « UAI ».*Nom, Ville/],
    [
      "two UAI columns",
      async () => "UAI;Nom;UAI secteur\nx;y;z\n",
      /« UAI » \(colonne 1\), « UAI secteur » \(colonne 3\)/,
    ],
    ["nothing", async () => "", /vide/],
    ["titles only", async () => "UAI;Nom\n", /aucune ligne sous ses titres/],
    ["a picture", async () => new Uint8Array(Buffer.from("\x89PNG\r\n\x1a\n0000", "latin1")), /image PNG/],
    ["a quote that never closes", async () => `UAI;Nom\n${LIEUX.college};"Collège\nx;y\n`, /ligne 2/],
    [
      "a workbook cut short",
      async () => new Uint8Array(readFileSync(await xlsx(ROW)).subarray(0, -60)),
      /incomplet ou abîmé/,
    ],
    ["a file too big", async () => `UAI\n${"x".repeat(6 * 1024 * 1024)}`, /dépasse 5 Mo/],
  ];
  const ROW = `<row r="1"><c r="A1" t="inlineStr"><is><t>UAI</t></is></c><c r="B1" t="inlineStr"><is><t>Nom</t></is></c></row>`;

  test.each(CAS)("%s", async (_, content, sentence) => {
    const answer = await deposerListe(pilote, campagne, await content());
    expect(answer.status).toBe(422);
    expect(answer.text).toMatch(sentence);
    expect(answer.body).toContain('value="Ministère"');
    expect(await countListes()).toBe(0);
  });

  test("no file at all, and fields half filled", async () => {
    const none = await pilote.post(`${campagne}/listes-recues/nouvelle`, formOf({ origine: "Ministère" }));
    expect([none.status, none.text]).toEqual([
      422,
      expect.stringContaining("Choisissez au moins un fichier"),
    ]);
    const half = await deposerListe(pilote, campagne, csvOf([LIEUX.college]), {
      seuil: "90",
      recueLe: "2026-13-02",
    });
    expect(half.status).toBe(422);
    expect(half.text).toContain("donnez l’indicateur, la comparaison et le seuil");
    expect(half.text).toContain("Donnez une date qui existe");
    const impossible = await deposerListe(pilote, campagne, csvOf([LIEUX.college]), {
      recueLe: "2026-02-31",
    });
    expect([impossible.status, impossible.text]).toEqual([
      422,
      expect.stringContaining("Donnez une date qui existe"),
    ]);
    const future = await deposerListe(pilote, campagne, csvOf([LIEUX.college]), { recueLe: "2027-01-01" });
    expect([future.status, future.text]).toEqual([422, expect.stringContaining("qui est à venir")]);
    expect(await countListes()).toBe(0);
  });
});

describe("another list", () => {
  test("from a workbook is read the same, given up, then may be deposited again", async () => {
    const [uai = ""] = await colleges(1);
    const cell = (text: string) =>
      `<table:table-cell office:value-type="string"><text:p>${text}</text:p></table:table-cell>`;
    const path = await ods(
      `<table:table table:name="F">${TITLES}<table:table-row>${cell(uai)}${cell("Un collège")}</table:table-row></table:table>`,
    );
    const bytes = new Uint8Array(readFileSync(path));
    const first = await deposerListe(pilote, campagne, bytes);
    expect(first.status, first.text).toBe(303);
    for (const _ of [1, 2]) expect((await pilote.post(`${first.location}/abandon`)).status).toBe(303);
    expect((await pilote.get(`${campagne}/listes-recues`)).text).toContain("Abandonnée");
    const second = await deposerListe(pilote, campagne, bytes);
    expect(second.location).not.toBe(first.location);
    const refused = await pilote.post(`${first.location}/application`, { vue: "" });
    expect([refused.status, refused.text]).toEqual([422, expect.stringContaining("abandonnée")]);
  });

  test("waits for the campaign to be opened, and is not received once it is closed", async () => {
    const id = campagne.split("/").at(-1);
    const address = (await deposerListe(pilote, campagne, csvOf(await colleges(2), "z"))).location;
    await database.pool.query("update campagne_ciblage set etat = 'preparation' where id = $1", [id]);
    const early = await pilote.post(`${address}/application`, { vue: "" });
    expect([early.status, early.text]).toEqual([422, expect.stringContaining("en préparation")]);
    expect((await (await app.as("dasen")).get(address ?? "")).status).toBe(404);
    await database.pool.query("update campagne_ciblage set etat = 'close' where id = $1", [id]);
    const closed = await deposerListe(pilote, campagne, csvOf([LIEUX.college]));
    expect([closed.status, closed.text]).toEqual([422, expect.stringContaining("La campagne est close")]);
    for (const [acte, fields] of [
      ["abandon", {}],
      ["ajustement", { lignes: "1", sens: "laisser", motif: "Trop tard." }],
    ] as const) {
      const late = await pilote.post(`${address}/${acte}`, fields);
      expect([late.status, late.text], acte).toEqual([422, expect.stringContaining("La campagne est close")]);
    }
    await database.pool.query("update campagne_ciblage set etat = 'ouverte' where id = $1", [id]);
  });

  test("is not for heads, is read and not touched by the recteur, and stays in its campaign", async () => {
    const id = await one<string>("select id as v from liste_recue limit 1");
    expect((await (await app.as("chef_etablissement")).get(`${campagne}/listes-recues`)).status).toBe(403);
    const recteur = await app.as("recteur");
    expect((await recteur.get(`${campagne}/listes-recues/${id}`)).status).toBe(200);
    expect((await recteur.get(`${campagne}/listes-recues/nouvelle`)).status).toBe(403);
    const other = randomUUID();
    await database.pool.query(
      `insert into campagne_ciblage (id, academie_code, dispositif_code, annee, nom, familles, population, etat, version, cree_par, cree_le, modifiee_le)
        select $1, '17', dispositif_code, annee, 'Ailleurs', familles, population, 'ouverte', 1, cree_par, cree_le, modifiee_le
        from campagne_ciblage where nom = 'Prochains contrats locaux'`,
      [other],
    );
    expect((await pilote.get(`/ciblage/${other}/listes-recues`)).status).toBe(404);
    const national = await app.as("igesr");
    expect((await national.get(`/ciblage/${other}/listes-recues/${id}`)).status).toBe(404);
    expect((await national.get(`/ciblage/${other}/listes-recues/x`)).status).toBe(404);
  });
});

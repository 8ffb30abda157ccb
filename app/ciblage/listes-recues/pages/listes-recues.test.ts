import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type Client, createTestApp, type TestApp } from "#tests/app.ts";
import { LIEUX } from "#tests/cast.ts";
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

/** Collèges of the population, by département. */
const colleges = (departement: string, limit = 3) =>
  list(
    `select uai from structure s where academie_code = '96' and type = 'college' and statut_ep = 'hors_ep'
      and secteur = 'public' and etat = 'ouvert' and departement_code ${departement} order by uai limit ${limit}`,
  );

const rowsOf = (query: string, values: unknown[] = []) =>
  database.pool.query(query, values).then(({ rows }) => rows);
const countListes = () => one<number>("select count(*)::int as v from liste_recue");

describe("a list of the ministry", () => {
  let recue: string;
  let entrantes: string[];
  let rep: string;

  test("is confronted line by line, and says what is not known rather than 0", async () => {
    await database.pool.query(
      `insert into structure select (jsonb_populate_record(s, '{"uai":"0720902P","departement_code":"72","academie_code":"17",
        "circonscription_code":null,"commune_code":null,"bassin_code":null}')).* from structure s where s.uai = $1`,
      [LIEUX.college],
    );
    // A collège without a published IPS, and an école whose IPS is not significant: published a year apart.
    const [sans = "", ns = ""] =
      await list(`select min(v.uai) from valeur_indicateur v join structure s on s.uai = v.uai
      where v.indicateur_code = 'ips' and v.remplace_le is null and v.statut <> 'ok' and v.annee in (2024, 2025)
        and s.statut_ep = 'hors_ep' and s.etat = 'ouvert' group by (s.type = 'college') order by (s.type = 'college') desc`);
    entrantes = [...(await colleges("= '961'")), ...(await colleges("<> '961'", 2)), sans, ns];
    [rep = ""] = await list(
      "select uai from structure where academie_code = '96' and statut_ep = 'rep' and type = 'college' and etat = 'ouvert' order by uai limit 1",
    );
    const lycee = await list(
      "select uai from structure where academie_code = '96' and type = 'lgt' and etat = 'ouvert' limit 1",
    );
    const uais = [...entrantes, ...[rep, ...lycee, "0720902P", entrantes[0] ?? "", "9619999Z", "0000000A"]];
    const answer = await deposerListe(pilote, campagne, csvOf(uais), {
      ...{ critere: "IPS sous 100", indicateur: "ips", sens: "moins_de", seuil: "100,5" },
    });
    expect(answer.status, answer.text).toBe(303);
    recue = answer.location ?? "";
    const page = await pilote.get(recue);
    expect([page.status, page.h1]).toEqual([200, "Liste reçue : Ministère, 2 novembre 2026"]);
    expect(page.text).toContain("IPS moins de 100,5, valeurs ");
    expect(page.text).toContain("Hors de la population : Statut d’éducation prioritaire non retenu");
    expect(page.text).toContain("Famille que la campagne ne regarde pas");
    expect(page.text).toContain("Hors de l’académie");
    expect(page.text).toContain("Répète une autre ligne : ligne 2");
    expect(page.text).toContain("UAI mal écrit");
    const { lignes } = await readConfrontation(recue);
    for (const [uai = "", valeur, verdict] of lignes.slice(0, entrantes.length)) {
      const known = await one<number | undefined>(
        `select valeur as v from valeur_indicateur v join structure s on s.uai = v.uai where v.uai = $1 and indicateur_code = 'ips'
          and statut = 'ok' and remplace_le is null and annee = case s.type when 'college' then 2025 else 2024 end`,
        [uai],
      );
      expect(valeur, uai).toBe(known === undefined ? "" : String(known).replace(".", ","));
      expect(verdict, uai).toBe(direVerdict(known));
    }
    expect(page.text).toContain("On ne sait pas : non publiée, en 2025-2026");
    expect(page.text).toContain("On ne sait pas : non significatif (effectif trop faible), en 2024-2025");
  });

  function direVerdict(known: number | undefined): string {
    if (known === undefined) return "On ne sait pas";
    return known < 100.5 ? "Remplit le critère annoncé" : "Ne le remplit pas";
  }

  /** UAI, value and verdict of each line of the export. */
  async function readConfrontation(address: string): Promise<{ readonly lignes: string[][] }> {
    const { status, body } = await pilote.get(`${address}/export`);
    expect(status).toBe(200);
    const [titles = [], ...lines] = body
      .trim()
      .split("\r\n")
      .map((line) => line.split(";"));
    const ranks = ["UAI écrit", "Valeur", "Face au critère annoncé"].map((title) => titles.indexOf(title));
    return { lignes: lines.map((cells) => ranks.map((rank) => cells[rank] ?? "")) };
  }

  test("deposited again is the same list, and says so", async () => {
    const before = await countListes();
    const { fichier } = (await rowsOf("select lignes as fichier from liste_recue"))[0];
    const uais = (fichier as { uai: string }[]).map(({ uai }) => uai);
    const again = await deposerListe(pilote, campagne, csvOf(uais));
    expect(again.location).toBe(`${recue}?deja=1`);
    expect((await pilote.get(again.location ?? "")).text).toContain("Ce fichier est déjà déposé");
    expect(await countListes()).toBe(before);
  });

  test("is filtered by situation and by the criterion, in any of the three formats", async () => {
    const out = await pilote.get(`${recue}?situation=hors_population`);
    expect(out.text).toContain("1 ligne");
    expect(out.body).toContain(`/structures/${rep}`);
    expect(out.body).not.toContain(`/structures/${entrantes[0]}`);
    expect((await pilote.get(`${recue}?verdict=inconnu`)).text).toContain("On ne sait pas");
    for (const format of ["xlsx", "ods"])
      expect((await pilote.get(`${recue}/export?format=${format}`)).status).toBe(200);
  });

  test("keeps the values of staff indicators to those who read them", async () => {
    await database.pool.query(
      "update indicateur set diffusion = 'rh', academie_code = '96' where code = 'ips'",
    );
    const page = await (await app.as("igesr")).get(recue);
    expect(page.text).toContain("ne le remplit pas : 0 ; on ne sait pas : ");
    expect(page.text).not.toMatch(/(Remplit le critère annoncé|Ne le remplit pas) : \d/);
    expect((await pilote.get(recue)).text).toMatch(/(Remplit le critère annoncé|Ne le remplit pas) : \d/);
    await database.pool.query(
      "update indicateur set diffusion = 'ouverte', academie_code = null where code = 'ips'",
    );
  });

  test("is adjusted by ticked lines, with a motive, and twice is once", async () => {
    const empty = await pilote.get(`${recue}/ajustement`);
    expect(empty.text).toContain("Aucune ligne n’est choisie");
    const page = await pilote.get(`${recue}/ajustement?lignes=1&lignes=8&lignes=11`);
    expect(page.text).toContain("2 lignes choisies");
    const bare = await pilote.post(`${recue}/ajustement`, formOf({ lignes: ["8"], sens: "entrer" }));
    expect([bare.status, bare.text]).toEqual([422, expect.stringContaining("Un ajustement dit son motif")]);
    const wrong = await pilote.post(
      `${recue}/ajustement`,
      formOf({ lignes: ["11"], sens: "entrer", motif: "Pour essayer" }),
    );
    expect([wrong.status, wrong.text]).toEqual([422, expect.stringContaining("répète une autre ligne")]);
    for (const _ of [1, 2]) {
      const entrer = { lignes: ["8"], sens: "entrer", motif: "Perd son réseau à la rentrée" };
      expect((await pilote.post(`${recue}/ajustement`, formOf(entrer))).status).toBe(303);
    }
    const laisser = { lignes: ["1", "2"], sens: "laisser", motif: "Fusion prévue" };
    expect((await pilote.post(`${recue}/ajustement`, formOf(laisser))).status).toBe(303);
    expect(
      (await pilote.post(`${recue}/ajustement`, formOf({ lignes: ["2"], sens: "proposition" }))).status,
    ).toBe(303);
    const audits = await rowsOf(
      "select faits ->> 'sens' as sens from audit_event where evenement = 'liste_recue.ajuster' order by id",
    );
    expect(audits.map(({ sens }) => sens)).toEqual(["entrer", "laisser", "proposition"]);
    expect((await pilote.get(`${recue}?suite=ajustee`)).text).toContain(
      "Entre : Perd son réseau à la rentrée",
    );
  });

  test("is not entered by a département that does not reach all of it, nor read by it beyond its own lines", async () => {
    const dasen = await app.as("dasen");
    const page = await dasen.get(recue);
    expect(page.text).toMatch(/\d\slignes d’autres départements de l’académie ne sont pas montrées/);
    expect(page.body).not.toContain(`/structures/${entrantes[4]}`);
    const answer = await dasen.post(`${recue}/application`, { vue: "" });
    expect([answer.status, answer.text]).toEqual([
      422,
      expect.stringContaining("demandez au pilote académique"),
    ]);
    const away = await dasen.post(`${recue}/abandon`);
    expect([away.status, away.text]).toEqual([422, expect.stringContaining("le pilote académique décide")]);
  });

  test("enters once: sent again, it changes nothing more", async () => {
    const stale = await pilote.post(`${recue}/application`, { vue: "autre" });
    expect(stale.status).toBe(409);
    const page = await pilote.get(`${recue}/application`);
    const vue = /name="vue" value="([^"]+)"/.exec(page.body)?.[1] ?? "";
    const sent = await Promise.all([1, 2].map(() => pilote.post(`${recue}/application`, { vue })));
    expect(sent.map(({ status }) => status)).toEqual([303, 303]);
    expect((await pilote.post(`${recue}/application`, { vue })).status).toBe(303);
    const created = await rowsOf(
      `select c.uai, c.etat, c.origine, m.motif, m.de from candidature c join candidature_mouvement m on m.candidature_id = c.id
        where c.origine = 'liste_recue'`,
    );
    expect(created.length).toBe(entrantes.length);
    expect(created.every(({ etat, de }) => etat === "repere" && de === null)).toBe(true);
    const motifs = new Map(created.map(({ uai, motif }) => [uai, motif]));
    expect(motifs.has(entrantes[0])).toBe(false);
    expect(motifs.get(entrantes[1])).toBe("Liste reçue : Ministère, 2 novembre 2026.");
    expect(motifs.get(rep)).toBe("Liste reçue : Ministère, 2 novembre 2026. Perd son réseau à la rentrée");
    const [audit] = await rowsOf("select faits from audit_event where evenement = 'liste_recue.appliquer'");
    expect(audit.faits).toMatchObject({ entrees: entrantes.length });
    expect(
      await one("select count(*)::int as v from audit_event where evenement = 'liste_recue.appliquer'"),
    ).toBe(1);
    const after = await pilote.get(recue);
    expect(after.text).toContain("Entrée dans la campagne");
    expect(after.body).toContain(`href="${campagne}/candidatures"`);
    expect(after.body).not.toContain('name="lignes"');
    const late = await pilote.post(
      `${recue}/ajustement`,
      formOf({ lignes: ["3"], sens: "laisser", motif: "Trop tard" }),
    );
    expect([late.status, late.text]).toEqual([422, expect.stringContaining("déjà entrée dans la campagne")]);
    expect((await pilote.post(`${recue}/abandon`)).status).toBe(422);
  });
});

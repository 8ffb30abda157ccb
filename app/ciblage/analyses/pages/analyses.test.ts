import { randomUUID } from "node:crypto";
import { gzipSync } from "node:zlib";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type Answer, type Client, createTestApp, type TestApp } from "#tests/app.ts";
import { calculerDemonstration } from "#tests/calculs.ts";
import { createTestDatabase, type TestDatabase, testContext } from "#tests/database.ts";

let database: TestDatabase;
let app: TestApp;
let ssa: Client;
let calcul: string;
let base: string;

beforeAll(async () => {
  database = await createTestDatabase("demo");
  app = createTestApp(database, { newId: randomUUID });
  ssa = await app.as("ssa");
  const context = testContext(database, { newId: randomUUID });
  ({ calcul } = await calculerDemonstration(database, context));
  base = `/ciblage/calculs/${calcul}`;
}, 60_000);
afterAll(() => database.drop());

const count = (text: string) => Number(/(\d+) structures?\b/.exec(text)?.[1]);
/** How many dots the picture of the plane has, whatever their group. */
const drawn = ({ body }: Answer) =>
  [...body.matchAll(/<path d="((?:M\d+ \d+h0)+)" class="anc-points /g)]
    .map(([, d = ""]) => d.split("M").length - 1)
    .reduce((sum, n) => sum + n, 0);

describe("the five views of a run", () => {
  test.each([
    ["axes", "Axes de l’analyse", "de l’information"],
    ["cercle", "Cercle des corrélations", "Indice de position sociale"],
    ["plan", "Plan des structures", "Classe 1"],
    ["classes", "Classes de la typologie", "Les plus typiques"],
    ["carte", "Carte de l’analyse", "Classe 1"],
  ])("%s has its title, its table and how to read it, with its picture named", async (page, h1, words) => {
    const answer = await ssa.get(`${base}/${page}`);
    expect([answer.status, answer.h1], answer.text).toEqual([200, h1]);
    expect(answer.text).toContain(words);
    expect(answer.text).toContain("Comment lire");
    expect(answer.body).toMatch(/<svg[^>]*role="img" aria-labelledby/);
    expect(answer.body).toMatch(/<th scope="row"/);
    expect(answer.body).not.toContain("NaN");
    expect(answer.body).toMatch(/aria-current="page"[^>]*>/);
    expect(answer.body).not.toMatch(/<main[\s\S]* style="/);
  });

  test("every structure is listed once, and the file has them all on every axis", async () => {
    const page = await ssa.get(`${base}/plan`);
    const file = await ssa.get(`${base}/analyse/export?table=structures`);
    const lines = file.body.trim().split("\r\n");
    expect(lines[0]).toContain("Coordonnée, axe 3");
    expect(lines.length - 1).toBe(count(page.text.slice(page.text.indexOf("Comment lire"))));
    for (const table of ["variables", "modalites", "axes", "classes"]) {
      const other = await ssa.get(`${base}/analyse/export?table=${table}&format=xlsx`);
      expect([table, other.status]).toEqual([table, 200]);
    }
  });
});

describe("the plane", () => {
  test("shows any two axes, and reads an address that asks for nonsense as the first two", async () => {
    expect((await ssa.get(`${base}/plan?x=3&y=1`)).text).toMatch(/horizontalement, Axe 3/);
    const strange = await ssa.get(`${base}/plan?x=9&y=1&couleur=v-rien&classe=99&x0=a&x1=2&y0=3&y1=1e9`);
    expect([strange.status, strange.text]).toEqual([
      200,
      expect.stringMatching(/horizontalement, Axe 1.*verticalement, Axe 2/),
    ]);
  });

  test("points at the structure that one looks for, proposes several, and says when there is none", async () => {
    const { rows } = await database.pool.query<{ uai: string; nom: string }>(
      "select s.uai, s.nom from calcul_structure c join structure s on s.uai = c.uai where c.calcul_id = $1 and c.analysee order by s.uai limit 1",
      [calcul],
    );
    const { uai = "", nom = "" } = rows[0] ?? {};
    const one = await ssa.get(`${base}/plan?cherche=${uai}`);
    expect(one.text).toContain(`${nom}, `);
    expect(one.text).toContain("est entourée d’un cercle");
    expect(one.text).toContain(`Agrandir autour de ${nom}`);
    expect((await ssa.get(`${base}/plan?cherche=coll%C3%A8ge`)).text).toContain(
      "choisissez celle que vous cherchez",
    );
    expect((await ssa.get(`${base}/plan?cherche=zzzz`)).text).toContain(
      "Aucune structure de l’analyse ne répond",
    );
  });

  test("zooms by its address, and the map keeps the same frame", async () => {
    const whole = await ssa.get(`${base}/plan`);
    const zoomed = await ssa.get(`${base}/plan?x0=0&x1=0.8&y0=0&y1=0.8`);
    expect(count(zoomed.text.slice(zoomed.text.indexOf("Comment lire")))).toBeLessThan(
      count(whole.text.slice(whole.text.indexOf("Comment lire"))),
    );
    expect(zoomed.text).toContain("Tout le nuage");
    const link = /href="([^"]*\/carte\?x0=0[^"]*)"/.exec(zoomed.body)?.[1]?.replaceAll("&amp;", "&") ?? "";
    const map = await ssa.get(link);
    expect(map.text).toContain("Les structures hors du cadre choisi sur le plan restent en gris");
    expect(map.text).toContain("Hors de votre choix");
  });

  test("colours by a category or by a value, in groups that hold everybody", async () => {
    expect((await ssa.get(`${base}/plan?couleur=q-secteur`)).text).toContain("Couleur et forme : secteur");
    const { rows } = await database.pool.query<{ annee: number }>(
      "select max(annee) as annee from valeur_indicateur where indicateur_code = 'ips' and statut = 'ok'",
    );
    const toned = await ssa.get(`${base}/plan?couleur=v-ips@${rows[0]?.annee}`);
    expect(toned.text).toContain("Teinte et taille");
    expect(toned.body).toContain("anc-points-ton-5");
  });

  test("of a class keeps the class, the others as a ground", async () => {
    const page = await ssa.get(`${base}/plan?classe=1`);
    expect(page.text).toContain("Hors de votre choix");
    expect(drawn(page)).toBeGreaterThan(0);
  });
});

describe("who sees what of a run", () => {
  test("a département sees its own structures only, in the picture, the list, the search and the file", async () => {
    const dasen = await app.as("dasen");
    const [own, all] = [
      await dasen.get(`${base}/plan?noms=cos2-80`),
      await ssa.get(`${base}/plan?noms=cos2-80`),
    ];
    expect([own.status, drawn(own) < drawn(all)], own.text).toEqual([200, true]);
    expect(own.text).toContain("hors de votre périmètre");
    const { rows } = await database.pool.query<{ uai: string; nom: string }>(
      `select s.uai, s.nom from calcul_structure c join structure s on s.uai = c.uai
       where c.calcul_id = $1 and c.analysee and s.departement_code <> (
         select departement_code from structure where uai = $2)`,
      [calcul, (await dasen.get(`${base}/analyse/export`)).body.split("\r\n")[1]?.slice(0, 8)],
    );
    expect(rows.length).toBeGreaterThan(0);
    for (const page of ["plan", "carte", "classes", "analyse/export"]) {
      const { body } = await dasen.get(`${base}/${page}`);
      expect(rows.filter(({ uai }) => body.includes(uai))).toEqual([]);
    }
    expect((await dasen.get(`${base}/plan?cherche=${rows[0]?.uai}`)).text).toContain("Aucune structure");
  });

  test("neither a head nor somebody of another académie, nor a run that does not exist", async () => {
    const head = await app.as("chef_etablissement");
    for (const page of ["axes", "cercle", "plan", "classes", "carte", "analyse/export"]) {
      expect([page, (await head.get(`${base}/${page}`)).status]).toEqual([page, 403]);
      expect([page, (await ssa.get(`/ciblage/calculs/${randomUUID()}/${page}`)).status]).toEqual([page, 404]);
      expect([page, (await ssa.get(`/ciblage/calculs/rien/${page}`)).status]).toEqual([page, 404]);
    }
  });

  test("a value under secrecy does not colour its structure for who does not read it", async () => {
    const { rows } = await database.pool.query<{ annee: number; valeur: string }>(
      `select v.annee, v.id::text as valeur from calcul_structure c join valeur_indicateur v on v.uai = c.uai
       where c.calcul_id = $1 and c.analysee and v.indicateur_code = 'ips' and v.remplace_le is null
       order by v.annee desc, v.uai limit 1`,
      [calcul],
    );
    const { annee = 0, valeur = "" } = rows[0] ?? {};
    await database.pool.query("insert into valeur_masquee (valeur_id, motif) values ($1, 'petit_effectif')", [
      valeur,
    ]);
    const address = `${base}/plan?couleur=v-ips@${annee}`;
    const carec = await (await app.as("carec")).get(address);
    expect(carec.text).toContain("Valeur non connue ou non montrée (1)");
    expect((await ssa.get(address)).text).not.toContain("Valeur non connue ou non montrée (1)");
  });
});

test("a page of the plane stays light", async () => {
  const { body } = await ssa.get(`${base}/plan`);
  expect(gzipSync(body).length).toBeLessThan(60_000);
});

import { afterAll, describe, expect, test } from "vitest";
import { createTestApp, textOf } from "#tests/app.ts";
import { LIEUX } from "#tests/cast.ts";
import { createMonde, drawColleges, insertValeurs, maskValeurs, recalculer } from "#tests/comparables.ts";
import { createTestDatabase } from "#tests/database.ts";

const colleges = drawColleges();
const database = await createTestDatabase();
afterAll(() => database.drop());
const context = await createMonde(database, colleges);
const app = createTestApp(database, { settings: { demonstration: true } });
const ssa = await app.as("ssa");
const head = await app.as("chef_etablissement");
const dgesco = await app.as("dgesco");
const OWN = `/structures/${LIEUX.college}/comparables`;
const AUTRE = colleges[1]?.uai ?? "";
const others = colleges.slice(1).map(({ uai }) => uai);

/** UAI of the neighbours shown, in order. */
function neighboursOf(body: string): string[] {
  const section = /<section aria-labelledby="voisines">.*?<\/table>/s.exec(body)?.[0] ?? "";
  return [...section.matchAll(/<th scope="row"><a href="\/structures\/(\w{8})"/g)].map(
    ([, uai]) => uai ?? "",
  );
}

describe("the comparables of a structure, by name", () => {
  test("are listed nearest first, the structure itself at the top, with differences in real units", async () => {
    const { status, h1, body, text } = await ssa.get(OWN);
    expect(status).toBe(200);
    expect(h1).toBe("Structures comparables");
    const [first, ...neighbours] = neighboursOf(body);
    expect(first).toBe(LIEUX.college);
    expect(neighbours.length).toBeGreaterThan(10);
    expect(neighbours).not.toContain(LIEUX.college);
    const [soi, nearest] = [colleges[0], colleges.find(({ uai }) => uai === neighbours[0])];
    const written = (value: number) => value.toFixed(1).replace(".", ",");
    const gap = (nearest?.ips ?? 0) - (soi?.ips ?? 0);
    const signed = gap > 0.04 ? `+${written(gap)}` : written(gap).replace("-0,0", "0,0");
    expect(text).toContain(`${written(nearest?.ips ?? 0)} (${signed})`);
    expect(text).toContain(
      "Les résultats (examens, évaluations, valeurs ajoutées) n’entrent jamais dans ce calcul",
    );
    expect(text).not.toMatch(/classement|meilleur|rang /i);
  });

  test("follow the settings of the address", async () => {
    const strict = neighboursOf((await ssa.get(`${OWN}?calibre=0,2`)).body).length;
    const large = neighboursOf((await ssa.get(`${OWN}?calibre=2&secteur=tous&nombre=60`)).body);
    expect(large).toHaveLength(61);
    expect(strict).toBeLessThan(large.length);
    const prives = colleges.filter(({ secteur }) => secteur !== "public").map(({ uai }) => uai);
    expect(large.some((uai) => prives.includes(uai))).toBe(true);
    expect(
      neighboursOf((await ssa.get(`${OWN}?calibre=2&nombre=60`)).body).some((uai) => prives.includes(uai)),
    ).toBe(false);
  });

  test("say which input is not known, and how many candidates lack one", async () => {
    const sans = colleges[3]?.uai;
    const { text } = await ssa.get(`/structures/${sans}/comparables`);
    expect(text).toContain("ces entrées ne sont pas connues et ne comptent donc pas : Éloignement");
    expect((await ssa.get(OWN)).text).toMatch(/\d+ ont été laissées de côté/);
  });

  test("say what to do when no input is chosen", async () => {
    const { text } = await ssa.get(`${OWN}?ips=0&heterogeneite=0&effectif=0&eloignement=0&densite=0`);
    expect(text).toContain("Aucune entrée retenue");
    expect(text).toContain("Choisissez au moins une entrée");
  });

  test("say so where the IPS is not known", async () => {
    const { status, text } = await ssa.get(`/structures/${LIEUX.ecole}/comparables`);
    expect(status).toBe(200);
    expect(text).toContain("Pas encore de structures comparables");
  });

  test("are taken away in three formats, the structure first", async () => {
    const { body, headers } = await ssa.get(`${OWN}/voisines?format=csv&calibre=0,3`);
    expect(headers.get("Content-Disposition")).toContain(`comparables-${LIEUX.college}.csv`);
    const lines = body.trim().split("\r\n");
    const shown = neighboursOf((await ssa.get(`${OWN}?calibre=0,3`)).body);
    expect(lines.slice(1).map((line) => line.split(";")[0])).toEqual(shown);
    for (const format of ["xlsx", "ods"])
      expect((await ssa.get(`${OWN}/voisines?format=${format}`)).status).toBe(200);
  });
});

describe("anonymous references", () => {
  test("show a head numbers without any name, UAI, minimum or maximum", async () => {
    const { status, body, text } = await head.get(OWN);
    expect(status).toBe(200);
    const data = await head.get(`${OWN}.data`);
    for (const uai of others) {
      expect(body).not.toContain(uai);
      expect(data.body).not.toContain(uai);
    }
    expect(text).toContain("anonymes");
    expect(text).not.toMatch(/minimum|maximum/i);
    expect(body).not.toContain("Régler la comparaison");
    expect(text).not.toContain("Taux attendu");
  });

  test("are the median and quartiles of the neighbours, for the year of the structure's own value", async () => {
    const uais = neighboursOf((await ssa.get(OWN)).body).slice(1);
    const { rows } = await database.pool.query(
      `select round((percentile_cont(0.5) within group (order by valeur))::numeric, 1)::text as mediane, count(*)::int as n
       from valeur_indicateur where uai = any($1) and indicateur_code = 'ivac_reussite_g' and annee = 2024 and remplace_le is null`,
      [uais],
    );
    const { body } = await head.get(OWN);
    const line = [...body.matchAll(/<tr><th scope="row">.*?<\/tr>/gs)]
      .map(([html]) => textOf(html) ?? "")
      .find((text) => text.startsWith("Taux de réussite au DNB, série générale"));
    expect(line).toContain("2024-2025");
    expect(line).toContain(rows[0].mediane.replace(".", ","));
    expect(line?.endsWith(` ${rows[0].n}`)).toBe(true);
  });

  test("do not move with the settings of the address: one neighbour more would tell its values", async () => {
    const plain = (await head.get(OWN)).text;
    for (const query of ["nombre=21", "calibre=2", "secteur=tous", "ips=2", "academie=meme"])
      expect((await head.get(`${OWN}?${query}`)).text, query).toBe(plain);
  });

  test("link each own value to where it comes from", async () => {
    const { body } = await head.get(OWN);
    const ids = [...body.matchAll(/href="\/structures\/(\w+)\/valeurs\/(\d+)"/g)];
    expect(ids.length).toBeGreaterThan(5);
    expect(new Set(ids.map(([, uai]) => uai))).toEqual(new Set([LIEUX.college]));
    expect((await head.get(`/structures/${LIEUX.college}/valeurs/${ids[0]?.[2]}`)).status).toBe(200);
  });

  test("export what the page shows, and no more", async () => {
    const { body, status } = await head.get(`${OWN}/reperes?format=csv&nombre=60&calibre=2`);
    expect(status).toBe(200);
    for (const uai of others) expect(body).not.toContain(uai);
    expect(body).toBe((await head.get(`${OWN}/reperes`)).body);
    expect((await head.get(`${OWN}/voisines`)).status).toBe(403);
  });

  test("show nothing under ten neighbours, nor under ten values that are not masked", async () => {
    const uais = neighboursOf((await ssa.get(OWN)).body).slice(1);
    await maskValeurs(database, uais.slice(0, uais.length - 9), "ivac_va_reussite_g");
    const line = (body: string) =>
      [...body.matchAll(/<tr><th scope="row">.*?<\/tr>/gs)]
        .map(([html]) => textOf(html) ?? "")
        .find((text) => text.startsWith("Valeur ajoutée du taux de réussite, série générale"));
    expect(line((await head.get(OWN)).body)).toContain("Trop peu de valeurs pour une référence 9");
  });
});

describe("who may read them", () => {
  test("is nobody out of scope: the structure does not exist", async () => {
    for (const path of ["comparables", "comparables/reperes"]) {
      expect((await head.get(`/structures/${AUTRE}/${path}`)).status, path).toBe(404);
      expect((await ssa.get(`/structures/9619999Z/${path}`)).status, path).toBe(404);
      expect((await dgesco.get(`/structures/${LIEUX.college}/${path}`)).status, path).toBe(403);
    }
    expect((await ssa.get("/structures/9619999Z/comparables/voisines")).status).toBe(404);
  });
});

describe("observed and expected", () => {
  const DNB = "ivac_reussite_g";
  const ACTE = `/structures/${LIEUX.college}/attendu/${DNB}/2024`;

  test("stand side by side, always said not official, beside the value added of the DEPP", async () => {
    const { text, body } = await ssa.get(OWN);
    expect(text).toContain("calcul Ancrage, non officiel");
    expect(text).toContain("Valeur ajoutée DEPP (points)");
    expect(text).toMatch(/dans l’intervalle|au-dessus de l’intervalle|en dessous de l’intervalle/);
    expect(body).toContain(`href="${ACTE}"`);
  });

  test("never put both sides of the break of 2022 in one table", async () => {
    const { body } = await ssa.get(OWN);
    const tables = [...body.matchAll(/<table><caption id="attendu-.*?<\/table>/gs)].map(([html]) =>
      [...html.matchAll(/<th scope="row">(\d{4})-\d{4}<\/th>/g)].map(([, annee]) => Number(annee)),
    );
    expect(tables).toEqual([[2022, 2023, 2024], [2021]]);
  });

  test("have their act of birth: formula, inputs with their origin, model and date", async () => {
    const { status, text, body } = await ssa.get(ACTE);
    expect(status).toBe(200);
    const { rows } = await database.pool.query(
      "select * from modele_attendu where indicateur_code = $1 and annee = 2024",
      [DNB],
    );
    const [modele] = rows;
    const written = (value: number, decimals: number) => Math.abs(value).toFixed(decimals).replace(".", ",");
    expect(text).toContain(`taux attendu = ${written(modele.coefficients[0], 4)}`);
    for (const pente of modele.coefficients.slice(1)) expect(text).toContain(written(pente, 4));
    expect(text).toContain(`${colleges.length} collèges`);
    expect(text).toContain(written(modele.r2, 3));
    const [own] = colleges;
    const attendu =
      modele.coefficients[0] +
      modele.coefficients[1] * (own?.ips ?? 0) +
      modele.coefficients[2] * (own?.ecartType ?? 0);
    expect(text).toContain(`Taux attendu ${written(attendu, 1)} %`);
    expect(text).toContain("22 novembre 2026");
    expect(text).toContain("calcul Ancrage, non officiel");
    expect([...body.matchAll(/\/valeurs\/\d+"/g)].length).toBe(5);
  });

  test("are for those who compare by name, and exist for known results only", async () => {
    expect((await head.get(ACTE)).status).toBe(403);
    expect((await dgesco.get(ACTE)).status).toBe(403);
    for (const path of [
      `/structures/${LIEUX.college}/attendu/ips/2024`,
      `/structures/${LIEUX.college}/attendu/${DNB}/demain`,
      `/structures/9619999Z/attendu/${DNB}/2024`,
    ])
      expect((await ssa.get(path)).status, path).toBe(404);
  });

  test("say what is missing where nothing can be computed", async () => {
    const { status, text } = await ssa.get(`/structures/${LIEUX.college}/attendu/${DNB}/2019`);
    expect(status).toBe(200);
    expect(text).toContain("Non calculé. Le taux observé n’est pas publié pour cette année.");
  });

  test("stay masked with any of their pieces, for whoever may not read it", async () => {
    const igesr = await app.as("igesr");
    const before = (await igesr.get(ACTE)).text;
    expect(before).toContain("Écart observé");
    await maskValeurs(database, [LIEUX.college], "ivac_candidats_g");
    const { text, body } = await igesr.get(ACTE);
    expect(text).toContain("Masqué (secret statistique)");
    expect(text).not.toContain("Écart observé");
    const data = await igesr.get(`${ACTE}.data`);
    const hidden = String(colleges[0]?.candidats);
    expect(body).not.toContain(`>${hidden}<`);
    expect(data.body).not.toMatch(new RegExp(`[,\\[]${hidden}[,\\]]`));
    expect((await igesr.get(OWN)).text).toContain("Masqué (secret statistique)");
    expect((await ssa.get(ACTE)).text).toContain("Écart observé");
  });

  test("conclude nothing under thirty pupils", async () => {
    const petit = colleges.find(({ candidats }) => candidats < 30)?.uai ?? "";
    await insertValeurs(database, [[petit, DNB, 2024, 40]]);
    await recalculer(context);
    const { text } = await ssa.get(`/structures/${petit}/attendu/${DNB}/2024`);
    expect(text).toContain("effectif trop faible pour conclure (n < 30)");
  });
});

import { gzipSync } from "node:zlib";
import { afterAll, describe, expect, test } from "vitest";
import { createTestApp } from "#tests/app.ts";
import { LIEUX } from "#tests/cast.ts";
import { createTestDatabase } from "#tests/database.ts";

const database = await createTestDatabase("demo");
afterAll(() => database.drop());
const app = createTestApp(database);
const ssa = await app.as("ssa");
const head = await app.as("chef_etablissement");
const dgesco = await app.as("dgesco");

const n = async (where: string): Promise<number> =>
  (await database.pool.query(`select count(*)::int as n from structure where etat <> 'ferme' and ${where}`))
    .rows[0].n;

describe("the map of structures", () => {
  test("draws what the list lists, tells what has no coordinates, and has a table", async () => {
    const answer = await ssa.get("/structures/carte?type=college&departement=961");
    const total = await n("type = 'college' and departement_code = '961'");
    const sans = await n("type = 'college' and departement_code = '961' and latitude is null");
    expect([answer.status, answer.h1]).toEqual([200, "Carte des structures"]);
    expect(answer.text).toContain(`${total} structures ; type : Collège ; département : Haute-Amarre`);
    expect(answer.text).toContain(`${total - sans} points placés`);
    if (sans > 0) expect(answer.text).toContain(`${sans} sans coordonnées`);
    expect(answer.body).toMatch(/<details[^>]*>.*Collège des Salicornes.*<\/details>/s);
    expect(answer.body).toContain('class="anc-zone anc-zone--vide"');
  });

  test("without contours says how to import them, and draws all the same", async () => {
    const other = await createTestDatabase("demo");
    try {
      await other.pool.query("delete from contour");
      const [importer, reader] = await Promise.all(
        (["ssa", "chef_etablissement"] as const).map((who) => createTestApp(other).as(who)),
      );
      const answer = await importer?.get("/structures/carte?type=college");
      expect(answer?.text).toContain("Le fond de carte manque");
      expect(answer?.body).toContain('href="/imports"');
      expect(answer?.text).toContain("points placés");
      expect((await reader?.get("/structures/carte"))?.text).toContain("que le service statistique");
    } finally {
      await other.drop();
    }
  });

  test("shows a head the own school, and to nobody a value", async () => {
    const own = await head.get("/structures/carte");
    expect(own.text).toContain("1 structure, sans filtre");
    expect(own.text).toContain("Collège des Salicornes");
    expect(own.body).not.toContain(LIEUX.ecole);
    expect((await dgesco.get("/structures/carte?ips=80")).text).toContain("Aucune structure ne correspond");
  });
});

describe("the points of the interactive map", () => {
  const uais = (body: string) => (JSON.parse(body) as { rows: string[][] }).rows.map(([uai]) => uai);

  test("are those of the scope, with the filters", async () => {
    expect(uais((await ssa.get("/structures/carte/points.json")).body)).toHaveLength(await n("true"));
    expect(uais((await ssa.get("/structures/carte/points.json?type=college")).body)).toHaveLength(
      await n("type = 'college'"),
    );
    expect(uais((await head.get("/structures/carte/points.json")).body)).toEqual([LIEUX.college]);
    expect(uais((await dgesco.get("/structures/carte/points.json?orpheline=calculees")).body)).toEqual([]);
    expect((await app.anonymous().get("/structures/carte/points.json")).status).toBe(303);
  });

  test("are asked about again and not sent twice, nor shared between people", async () => {
    const first = await ssa.get("/structures/carte/points.json?type=college");
    const etag = first.headers.get("ETag") ?? "";
    expect(first.headers.get("Cache-Control")).toBe("private, no-cache");
    expect(first.headers.get("Vary")).toContain("Cookie");
    const again = await ssa.get("/structures/carte/points.json?type=college", { "If-None-Match": etag });
    expect([again.status, again.body]).toEqual([304, ""]);
    const otherwise = await head.get("/structures/carte/points.json?type=college", { "If-None-Match": etag });
    expect(otherwise.status).toBe(200);
  });

  test("weigh little: under forty bytes each once compressed", async () => {
    const { body } = await ssa.get("/structures/carte/points.json");
    expect(gzipSync(body).length / uais(body).length).toBeLessThan(40);
  });
});

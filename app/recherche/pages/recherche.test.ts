import { afterAll, describe, expect, test } from "vitest";
import { createTestApp } from "#tests/app.ts";
import { FONCTIONS_JOUEES, LIEUX } from "#tests/cast.ts";
import { createTestDatabase } from "#tests/database.ts";

const database = await createTestDatabase("demo");
afterAll(() => database.drop());
const app = createTestApp(database);

describe("the page of the global search", () => {
  test("groups what it finds under headings, and keeps what was typed", async () => {
    const { status, body, text } = await (await app.as("ssa")).get("/recherche?q=college");
    expect(status).toBe(200);
    expect(body).toMatch(/<h2[^>]*>Structures<\/h2>/);
    expect(body).toMatch(/<h2[^>]*>Indicateurs<\/h2>/);
    expect(body).toContain('value="college"');
    expect(text).toMatch(/Voir les \d+ structures/);
  });

  test("says the way out when there is nothing", async () => {
    const head = await (await app.as("chef_etablissement")).get("/recherche?q=zzzzqqqq");
    expect(head.text).toContain("Aucun résultat pour « zzzzqqqq »");
    expect(head.body).toContain('href="/structures"');
    const caf = await (await app.as("caf")).get("/recherche?q=zzzzqqqq");
    expect(caf.text).toContain("Revenir à l’accueil");
  });

  test("says which words it used when it mended them", async () => {
    const { rows } = await database.pool.query("select nom from structure where uai = $1", [LIEUX.college]);
    const word = (rows[0].nom as string).split(/[\s-]/).at(-1) ?? "";
    const { text } = await (await app.as("ssa")).get(`/recherche?q=${encodeURIComponent(`${word}zx`)}`);
    expect(text).toContain(`Rien ne correspond à « ${word}zx » ; voici ce qui s’en approche`);
  });

  test("goes straight to a structure whose UAI is typed whole, within scope only", async () => {
    const ssa = await (await app.as("ssa")).get(`/recherche?q=+${LIEUX.ecole.toLowerCase()}`);
    expect(ssa).toMatchObject({ status: 303, location: `/structures/${LIEUX.ecole}` });
    const head = await (await app.as("chef_etablissement")).get(`/recherche?q=${LIEUX.ecole}`);
    expect(head.status).toBe(200);
    expect(head.text).toContain("Aucun résultat");
  });

  test("asked without words, offers its field and nothing else", async () => {
    const { status, body, text } = await (await app.as("ssa")).get("/recherche");
    expect(status).toBe(200);
    expect(body).toContain('name="q"');
    expect(text).not.toContain("Aucun résultat");
  });

  test("prints what was typed as text", async () => {
    const { body } = await (await app.as("ssa")).get(
      `/recherche?q=${encodeURIComponent("<script>alert(1)</script>")}`,
    );
    expect(body).not.toContain("<script>alert");
  });

  test("of an address that nobody could have typed finds nothing and breaks nothing", async () => {
    const { status } = await (await app.as("ssa")).get(`/recherche?q=${"a".repeat(5_000)}`);
    expect(status).toBe(200);
  });

  test.each(FONCTIONS_JOUEES)("leads %s only where it opens", async (fonction) => {
    const client = await app.as(fonction);
    const { body } = await client.get("/recherche?q=port");
    const main = /<main.*<\/main>/s.exec(body)?.[0] ?? "";
    const hrefs = [...main.matchAll(/<a [^>]*href="(\/[^"]*)"/g)].map(([, href = ""]) =>
      href.replaceAll("&amp;", "&"),
    );
    for (const href of new Set(hrefs)) expect([href, (await client.get(href)).status]).toEqual([href, 200]);
  });
});

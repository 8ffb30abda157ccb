import { afterAll, describe, expect, test } from "vitest";
import { createDatabase, createPool } from "#app/platform/db/database.server.ts";
import { createLogger } from "#app/platform/log/logger.server.ts";
import { ACADEMIE_DEMONSTRATION } from "#server/demonstration/academie.ts";
import { readAcademie } from "#server/demonstration/relecture.ts";
import { createTestApp, textOf } from "#tests/app.ts";
import { LIEUX } from "#tests/cast.ts";
import { createTestDatabase } from "#tests/database.ts";

const database = await createTestDatabase("demo");
afterAll(() => database.drop());
const app = createTestApp(database);
/** What the demonstration deposited, read apart from the product. */
const adresses = readAcademie(ACADEMIE_DEMONSTRATION).lignes(
  "fr-en-adresse-et-geolocalisation-etablissements-premier-et-second-degre.csv",
);

const navigation = (body: string) =>
  [...(/<nav class="anc-nav".*?<\/nav>/s.exec(body)?.[0] ?? "").matchAll(/href="([^"]+)"/g)].map(
    ([, href]) => href,
  );

describe("the home page", () => {
  test("counts the structures of one's scope, by type, each leading to its list", async () => {
    const ssa = await (await app.as("ssa")).get("/");
    expect(ssa.text).toContain(`${adresses.length} structures suivies par votre fonction.`);
    expect(ssa.text).toContain("Dernier import appliqué le 20 novembre 2026 à 09:00.");
    const counted = (nature: string) => adresses.filter(({ nature_uai }) => nature_uai === nature).length;
    const lines = [...ssa.body.matchAll(/<dt><a href="([^"]+)">(.*?)<\/dd>/gs)].map(([, href, line]) => [
      href,
      textOf(line),
    ]);
    expect(lines).toContainEqual(["/structures?type=college", `Collège ${counted("340")}`]);
    expect(lines).toContainEqual(["/structures?type=maternelle", `École maternelle ${counted("101")}`]);
    expect(lines).toContainEqual(["/structures?type=segpa", `SEGPA ${counted("390")}`]);
    const sum = lines.reduce((total, [, line]) => total + Number(/\d+$/.exec(line ?? "")?.[0]), 0);
    expect(sum).toBe(adresses.length);
    const head = await (await app.as("chef_etablissement")).get("/");
    expect(head.text).toContain("1 structure suivie par votre fonction.");
    expect(head.text).not.toContain(String(adresses.length));
  });

  test("counts for an inspector the écoles of the circonscription", async () => {
    const { rows } = await database.pool.query(
      "select count(*)::int as n from structure where circonscription_code = $1",
      [LIEUX.circonscription],
    );
    expect(rows[0].n).toBeGreaterThan(1);
    const ien = await (await app.as("ien")).get("/");
    expect(ien.text).toContain(`${rows[0].n} structures suivies par votre fonction.`);
  });

  test("leads each person to their own work, and to nothing that would be refused", async () => {
    const head = await (await app.as("chef_etablissement")).get("/");
    expect(head.body).toContain(`href="/structures/${LIEUX.college}"`);
    expect(navigation(head.body)).toEqual(["/", "/structures", "/territoires", "/donnees"]);
    const ssa = await (await app.as("ssa")).get("/");
    expect(ssa.body).toContain('href="/imports/depot"');
    expect(navigation(ssa.body)).toEqual(["/", "/structures", "/territoires", "/donnees", "/imports"]);
    const pilote = await (await app.as("pilote_academique")).get("/");
    expect(pilote.body).toContain('href="/imports"');
    expect(pilote.body).not.toContain('href="/imports/depot"');
  });

  test.each(["administrateur", "ssa", "ien", "chef_etablissement", "dgesco", "equipe"] as const)(
    "offers to %s only what opens",
    async (fonction) => {
      const client = await app.as(fonction);
      const { body } = await client.get("/");
      const main = /<main.*<\/main>/s.exec(body)?.[0] ?? "";
      const offered = [...main.matchAll(/<a href="(\/[^"]*)"/g)].map(([, href]) => href as string);
      const hrefs = [...new Set([...navigation(body), ...offered])] as string[];
      expect(hrefs).toContain("/droits");
      const statuses = await Promise.all(
        hrefs.map(async (href) => [href, (await client.get(href.replaceAll("&amp;", "&"))).status]),
      );
      expect(statuses).toEqual(hrefs.map((href) => [href, 200]));
    },
  );

  test("says plainly that nothing waits for a function that does nothing yet", async () => {
    const home = await (await app.as("equipe")).get("/");
    expect(home.text).toContain("Rien ne vous attend pour l’instant");
    expect(navigation(home.body)).toEqual(["/"]);
  });

  test("names the person and the function on every page, and says that all is fictitious", async () => {
    const { body } = await (await app.as("chef_etablissement")).get("/accessibilite");
    expect(body).toContain("Nadia Estran");
    expect(body).toContain("Chef d&#x27;établissement");
    expect(body).toContain("Les données et les personnes sont fictives");
  });
});

describe("the choice of colours", () => {
  test("is printed by the server on every page once made", async () => {
    const client = app.anonymous();
    expect((await client.get("/affichage")).body).toContain('data-fr-scheme="system"');
    const answer = await client.post("/affichage", { theme: "sombre" });
    expect(answer).toMatchObject({ status: 303, location: "/affichage" });
    expect(answer.headers.getSetCookie()).toEqual([
      "affichage=sombre; Path=/; Max-Age=31536000; SameSite=Lax; HttpOnly",
    ]);
    const page = await client.get("/accessibilite");
    expect(page.body).toMatch(/<html lang="fr" data-fr-scheme="dark" data-fr-theme="dark"/);
  });

  test("that nobody offered is refused with a summary that leads to the field", async () => {
    const answer = await app.anonymous().post("/affichage", { theme: "rose" });
    expect(answer.status).toBe(422);
    expect(answer.body).toContain('<a href="#affichage-theme">Choisissez un des trois affichages.</a>');
    expect(answer.headers.getSetCookie()).toEqual([]);
  });
});

describe("the operator's probe", () => {
  test("tells that pages can be served", async () => {
    const answer = await app.anonymous().get("/sante");
    expect(answer.status).toBe(200);
    expect(JSON.parse(answer.body)).toEqual({ etat: "pret" });
  });

  test("tells that the database is away, as a 503", async () => {
    const pool = createPool("postgres://ancrage:ancrage@127.0.0.1:1/ancrage", createLogger("silent"));
    const lost = createTestApp(database, { pool, db: createDatabase(pool) });
    const answer = await lost.anonymous().get("/sante");
    expect(answer.status).toBe(503);
    expect(JSON.parse(answer.body)).toEqual({ etat: "base_indisponible" });
    const page = await lost.anonymous().get("/connexion");
    expect(page.status).toBe(500);
    expect(page.h1).toBe("Une erreur inattendue est survenue");
    expect(page.text).toContain(page.headers.get("X-Request-Id"));
    expect(page.body).not.toMatch(/driver|kysely|postgres|at \w+ \(/i);
  });
});

import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { createTestApp, type TestApp } from "#tests/app.ts";
import { person } from "#tests/cast.ts";
import { createTestDatabase, type TestDatabase, testContext } from "#tests/database.ts";
import { createServiceDatabase } from "#tests/service.ts";
import { readCle, readCode } from "#tests/totp.ts";
import { rendreAcces } from "./commands.server.ts";

let database: TestDatabase;
let app: TestApp;
const admin = person("administrateur");
beforeAll(async () => {
  database = await createServiceDatabase();
  app = createTestApp(database);
});
afterAll(() => database.drop());

const linkOf = async (courriel = admin.courriel) =>
  `/connexion/lien/${(await rendreAcces(app.context, courriel)).jeton}`;
const count = async (what: string) =>
  (await database.pool.query(`select count(*)::int as n from ${what}`)).rows[0].n;

describe("the way back of a lone administrator, from the machine", () => {
  test("takes back the second factor, closes the sessions, and opens the account once to register another", async () => {
    const before = await app.signIn(admin.id, { mode: "lien", facteurs: ["lien"] });
    await before.post("/second-facteur", { acte: "preparer" });
    const old = readCle((await before.get("/second-facteur")).text);
    await before.post("/second-facteur", { acte: "confirmer", code: readCode(old, app.context.now()) });
    expect((await before.get("/mon-compte")).status).toBe(200);

    const link = await linkOf(` ${admin.courriel.toUpperCase()} `);
    expect((await before.get("/mon-compte")).status).toBe(303);
    const client = app.anonymous();
    expect((await client.post(link)).status).toBe(303);
    expect((await client.get("/personnes")).location).toMatch(/^\/second-facteur/);
    expect((await app.anonymous().post(link)).status).not.toBe(303);
    await client.post("/second-facteur", { acte: "preparer" });
    const cle = readCle((await client.get("/second-facteur")).text);
    expect(cle).not.toBe(old);
    await client.post("/second-facteur", { acte: "confirmer", code: readCode(cle, app.context.now()) });
    expect((await client.get("/personnes")).status).toBe(200);
  });

  test("is in the journal without the link, and told to the person once", async () => {
    const { rows } = await database.pool.query(
      "select agent_id, objet_id, faits from audit_event where evenement = 'amorce.rendre'",
    );
    expect(rows).toEqual([{ agent_id: null, objet_id: admin.id, faits: { facteur: true, sessions: 1 } }]);
    const told = await database.pool.query(
      "select titre from notification where agent_id = $1 and genre = 'acces.securite' order by titre",
      [admin.id],
    );
    const titres = told.rows.map(({ titre }) => titre);
    expect(titres).toContain("Un lien de retour a été donné pour votre compte");
    expect(titres).not.toContain("Second facteur réinitialisé");
    expect(titres).not.toContain("Vos sessions ont été fermées");
  });

  test("holds a quarter of an hour, and a new one makes the former useless", async () => {
    const first = await linkOf();
    const second = await linkOf();
    expect((await app.anonymous().get(first)).h1).not.toBe("Entrer dans le service");
    app.context.clock.advance(15 * 60_000 - 1);
    expect((await app.anonymous().get(second)).h1).toBe("Entrer dans le service");
    app.context.clock.advance(1);
    expect((await app.anonymous().post(second)).status).not.toBe(303);
  });

  test("is refused, and changes nothing, for anybody who does not administer the service today", async () => {
    const inspector = person("ien");
    await app.signIn(inspector.id);
    const lines = await count("audit_event");
    const refused = async (courriel: string, code: string) =>
      expect(rendreAcces(app.context, courriel)).rejects.toMatchObject({ brand: "Refusal", code });
    await refused("inconnue@ailleurs.exemple", "personne_inconnue");
    await refused("", "personne_inconnue");
    await refused(inspector.courriel, "pas_administrateur");
    await database.pool.query("update agent set ferme_le = now() where id = $1", [admin.id]);
    await refused(admin.courriel, "compte_ferme");
    await database.pool.query("update agent set ferme_le = null where id = $1", [admin.id]);
    const today = app.context.now().toISOString().slice(0, 10);
    await database.pool.query(
      "update fonction_exercee set fin = $2 where agent_id = $1 and fonction = 'administrateur'",
      [admin.id, today],
    );
    await refused(admin.courriel, "pas_administrateur");
    expect(await count("audit_event")).toBe(lines);
    expect(await count(`session where agent_id = '${inspector.id}' and fermee_le is null`)).toBe(1);
  });

  test("does not exist in a demonstration", async () => {
    const demonstration = await createTestDatabase("demo");
    try {
      await expect(rendreAcces(testContext(demonstration), admin.courriel)).rejects.toMatchObject({
        code: "demonstration",
      });
    } finally {
      await demonstration.drop();
    }
  });
});

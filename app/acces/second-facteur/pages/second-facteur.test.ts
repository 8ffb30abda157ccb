import { afterAll, describe, expect, test } from "vitest";
import { type Client, createTestApp, type TestApp } from "#tests/app.ts";
import { person } from "#tests/cast.ts";
import { createTestDatabase } from "#tests/database.ts";
import { createServiceDatabase } from "#tests/service.ts";
import { readCle, readCode } from "#tests/totp.ts";

const database = await createServiceDatabase();
const demo = await createTestDatabase("demo");
afterAll(() => Promise.all([database.drop(), demo.drop()]));

const MINUTE = 60_000;
const STEP = 30_000;

/** Registers a telephone through the pages; returns the key that it holds and the recovery codes. */
async function enrol(app: TestApp, client: Client) {
  await client.post("/second-facteur", { acte: "preparer" });
  const cle = readCle((await client.get("/second-facteur")).text);
  const done = await client.post("/second-facteur", {
    acte: "confirmer",
    code: readCode(cle, app.context.now()),
  });
  app.context.clock.advance(STEP);
  return { cle, done, codes: done.text.match(/([A-Z2-7]{4}-){5}[A-Z2-7]{4}/g) ?? [] };
}

const cookieOf = (client: Client) => `ancrage=${client.cookies.get("ancrage")}`;

describe("an entry by e-mail that waits for its second factor", () => {
  test("leads to registering one before any page, then where the person was going", async () => {
    const app = createTestApp(database);
    const client = await app.as("chef_etablissement", { mode: "lien" });
    for (const path of ["/structures", "/mon-compte", "/droits", "/confirmation"])
      expect((await client.get(path)).location, path).toBe(
        `/second-facteur?suite=${encodeURIComponent(path)}`,
      );
    expect((await client.post("/mon-compte/sessions")).location).toBe("/second-facteur");
    expect((await client.get("/api/v1/structures")).status).toBe(401);
    expect((await client.get("/second-facteur")).text).toContain("Une étape avant d’entrer");
    const before = cookieOf(client);
    const { done, codes } = await enrol(app, client);
    expect(done.status).toBe(200);
    expect(codes).toHaveLength(10);
    expect(cookieOf(client)).not.toBe(before);
    expect((await app.anonymous().send("/structures", { headers: { Cookie: before } })).status).toBe(303);
    expect((await client.get("/structures")).status).toBe(200);
    // Shown once.
    const later = await client.get("/second-facteur");
    expect(later.text).toContain("Votre application est enregistrée");
    for (const code of codes) expect(later.body).not.toContain(code);
  });

  test("lets the person leave, and read the public pages", async () => {
    const client = await createTestApp(database).as("equipe", { mode: "lien" });
    expect((await client.get("/accessibilite")).status).toBe(200);
    expect((await client.post("/deconnexion")).location).toBe("/connexion");
  });

  test("shows the key as a picture without a style of its own, and in text; the same when read again", async () => {
    const client = await createTestApp(database).as("daf", { mode: "lien" });
    await client.post("/second-facteur", { acte: "preparer" });
    const page = await client.get("/second-facteur");
    expect(page.body).toMatch(/<svg[^>]*class="anc-cle__qr"/);
    expect(page.body).not.toMatch(/\sstyle=/);
    expect(page.body).toContain("otpauth://totp/Ancrage:");
    await client.post("/second-facteur", { acte: "preparer" });
    expect(readCle((await client.get("/second-facteur")).text)).toBe(readCle(page.text));
  });

  test("keeps a wrong code out, with a sentence", async () => {
    const client = await createTestApp(database).as("dos", { mode: "lien" });
    await client.post("/second-facteur", { acte: "preparer" });
    const wrong = await client.post("/second-facteur", { acte: "confirmer", code: "000000" });
    expect(wrong.status).toBe(422);
    expect(wrong.text).toContain("Ce code n’est pas le bon");
    expect((await client.get("/structures")).status).toBe(303);
  });

  test.each([{}, { acte: "autre" }, { acte: "confirmer" }, { acte: "confirmer", code: "x".repeat(101) }])(
    "refuses a form that is not ours: %j",
    async (fields) => {
      const client = await createTestApp(database).as("dos", { mode: "lien" });
      expect((await client.post("/second-facteur", fields as Record<string, string>)).status).toBe(422);
    },
  );
});

describe("an entry by e-mail of somebody who has a second factor", () => {
  test("asks for its code, and neither shows nor replaces the key before", async () => {
    const app = createTestApp(database);
    const { cle, codes } = await enrol(app, await app.as("ien", { mode: "lien" }));
    const client = await app.as("ien", { mode: "lien" });
    expect((await client.get("/structures?q=a")).location).toBe(
      "/connexion/second-facteur?suite=%2Fstructures%3Fq%3Da",
    );
    expect((await client.get("/second-facteur")).location).toBe("/connexion/second-facteur?suite=%2F");
    for (const acte of ["preparer", "remplacer", "renouveler", "confirmer"])
      expect((await client.post("/second-facteur", { acte, code: "123456" })).location, acte).toMatch(
        /^\/connexion\/second-facteur/,
      );
    const before = cookieOf(client);
    const code = readCode(cle, app.context.now());
    expect(await client.post("/connexion/second-facteur", { code, suite: "/structures?q=a" })).toMatchObject({
      status: 303,
      location: "/structures?q=a",
    });
    expect(cookieOf(client)).not.toBe(before);
    expect((await client.get("/structures")).status).toBe(200);
    const other = await app.as("ien", { mode: "lien" });
    expect(
      (await other.post("/connexion/second-facteur", { code: codes[0] ?? "", suite: "//ailleurs" })).location,
    ).toBe("/");
  });

  test("makes wait after five wrong codes, in this session and in any other of the person", async () => {
    const app = createTestApp(database);
    const { cle } = await enrol(app, await app.as("carec", { mode: "lien" }));
    const client = await app.as("carec", { mode: "lien" });
    for (let time = 0; time < 5; time++)
      expect((await client.post("/connexion/second-facteur", { code: "000000" })).status).toBe(422);
    const elsewhere = await app.as("carec", { mode: "lien" });
    const code = readCode(cle, app.context.now());
    const slowed = await elsewhere.post("/connexion/second-facteur", { code });
    expect(slowed.status).toBe(422);
    expect(slowed.text).toContain("attendez 60 secondes");
    app.context.clock.advance(MINUTE);
    const later = readCode(cle, app.context.now());
    expect((await elsewhere.post("/connexion/second-facteur", { code: later })).status).toBe(303);
  });
});

describe("an entry by ProConnect", () => {
  test("of a sensitive function owes a second factor unless its level tells one", async () => {
    const app = createTestApp(database);
    const weak = await app.as("ssa", { facteurs: ["proconnect", "eidas1"] });
    expect((await weak.get("/imports")).location).toBe("/second-facteur?suite=%2Fimports");
    const strong = await app.as("ssa", { facteurs: ["proconnect", "eidas1-mfa"] });
    expect((await strong.get("/imports")).status).toBe(200);
    const other = await app.as("equipe", { facteurs: ["proconnect", "eidas1"] });
    expect((await other.get("/mon-compte")).status).toBe(200);
  });

  test("left open lets nobody register a telephone without a fresh proof", async () => {
    const client = await createTestApp(database).as("association", { facteurs: ["proconnect", "eidas1"] });
    expect((await client.get("/second-facteur")).location).toBe("/confirmation?suite=%2Fsecond-facteur");
    for (const acte of ["preparer", "confirmer"])
      expect((await client.post("/second-facteur", { acte, code: "123456" })).location).toMatch(
        /^\/confirmation/,
      );
    const { rows } = await database.pool.query("select 1 from second_facteur where agent_id = $1", [
      person("association").id,
    ]);
    expect(rows).toEqual([]);
  });

  test("confirms by signing in again, and says what to do when nothing can prove", async () => {
    const proconnect = {
      emetteur: "https://identite.exemple",
      client: "ancrage",
      secret: "un secret de seize signes",
      niveaux: ["eidas1"],
      sirets: [],
    };
    const app = createTestApp(database, { settings: { proconnect } });
    const client = await app.as("equipe", { facteurs: ["proconnect", "eidas1"] });
    const { body } = await client.get("/confirmation?suite=%2Fmon-compte");
    expect(body).toContain('href="/connexion/proconnect?renforcement=1&amp;suite=%2Fmon-compte"');
    const none = await createTestApp(database).as("equipe", { facteurs: ["proconnect", "eidas1"] });
    expect((await none.get("/confirmation")).text).toContain(
      "Aucun second facteur n’est enregistré pour vous",
    );
  });
});

describe("the confirmation before a sensitive act", () => {
  test("takes the code of the application, changes the token, and holds ten minutes", async () => {
    const app = createTestApp(database);
    const client = await app.as("secretariat", { mode: "lien" });
    const { cle } = await enrol(app, client);
    expect((await client.get("/confirmation?suite=%2Fsecond-facteur")).location).toBe("/second-facteur");
    app.context.clock.advance(10 * MINUTE);
    expect((await client.get("/second-facteur")).location).toBe("/confirmation?suite=%2Fsecond-facteur");
    expect((await client.get("/confirmation?suite=%2Fsecond-facteur")).h1).toBe("Confirmez que c’est vous");
    const before = cookieOf(client);
    const proof = { code: readCode(cle, app.context.now()), suite: "/second-facteur" };
    expect((await client.post("/confirmation", proof)).location).toBe("/second-facteur");
    expect((await app.anonymous().send("/mon-compte", { headers: { Cookie: before } })).status).toBe(303);
    expect((await client.get("/second-facteur")).status).toBe(200);
  });

  test("is not given by a click outside of a demonstration", async () => {
    const client = await createTestApp(database).as("pilote_academique");
    expect((await client.post("/confirmation", { suite: "/" })).status).toBe(422);
    expect((await client.post("/confirmation", { suite: "/", code: "" })).status).toBe(422);
    expect((await client.get("/second-facteur")).location).toMatch(/^\/confirmation/);
  });

  test("is a click in a demonstration, which says what a real service asks", async () => {
    const app = createTestApp(demo);
    const client = await app.as("pilote_academique");
    const page = await client.get("/confirmation?suite=%2Fdroits");
    expect(page.text).toContain("Sur un service réel, cette page demande le code de votre téléphone");
    expect((await client.post("/confirmation", { suite: "/droits" })).location).toBe("/droits");
    expect((await client.get("/confirmation?suite=%2Fdroits")).location).toBe("/droits");
  });

  test("never leads to another site", async () => {
    const client = await createTestApp(demo).as("dasen");
    expect((await client.post("/confirmation", { suite: "//ailleurs.exemple" })).location).toBe("/");
  });
});

describe("a person who has just proven who they are", () => {
  test("renews their recovery codes, and changes telephone while the first still serves", async () => {
    const app = createTestApp(database);
    const client = await app.as("adjoint", { mode: "lien" });
    const { cle, codes } = await enrol(app, client);
    const renewed = await client.post("/second-facteur", { acte: "renouveler" });
    const fresh = renewed.text.match(/([A-Z2-7]{4}-){5}[A-Z2-7]{4}/g) ?? [];
    expect(fresh).toHaveLength(10);
    expect(fresh).not.toContain(codes[0]);
    await client.post("/second-facteur", { acte: "remplacer" });
    const other = readCle((await client.get("/second-facteur")).text);
    expect(other).not.toBe(cle);
    const entering = await app.as("adjoint", { mode: "lien" });
    const old = readCode(cle, app.context.now());
    expect((await entering.post("/connexion/second-facteur", { code: old })).status).toBe(303);
    const done = await client.post("/second-facteur", {
      acte: "confirmer",
      code: readCode(other, app.context.now()),
    });
    expect(done.status).toBe(200);
  });
});

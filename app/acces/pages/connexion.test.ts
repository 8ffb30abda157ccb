import { afterAll, describe, expect, test } from "vitest";
import { createTestApp, textOf } from "#tests/app.ts";
import { FONCTIONS_JOUEES, LIEUX, person } from "#tests/cast.ts";
import { createTestDatabase } from "#tests/database.ts";

const database = await createTestDatabase("demo");
const empty = await createTestDatabase();
afterAll(() => Promise.all([database.drop(), empty.drop()]));

const app = createTestApp(database);
const ssa = person("ssa");

describe("the sign-in page", () => {
  test("shows the cast, each with the function and the place of the person", async () => {
    const { status, body } = await app.anonymous().get("/connexion");
    expect(status).toBe(200);
    const cards = [...body.matchAll(/<button[^>]*name="agent"[^>]*>(.*?)<\/button>/gs)].map(([, card]) =>
      textOf(card),
    );
    // One by function, and a mairie beside the département.
    expect(cards).toHaveLength(FONCTIONS_JOUEES.length + 1);
    expect(cards).toHaveLength(29);
    expect(cards).toContain("Collectivité de rattachement Odile Chaumard Port-Amarre (commune)");
    expect(cards).toContain("Chef d’établissement Nadia Estran Collège des Salicornes (structure)");
    expect(cards).toContain("DGESCO Lucie Chenal Portée nationale");
    const families = [...body.matchAll(/<h3>(.*?)<\/h3>/g)].map(([, family]) => family);
    expect(families).toEqual(["En académie", "Sur le terrain", "Au niveau national", "Chez les partenaires"]);
  });

  test("opens a session, known by its hash only, and writes it in the journal", async () => {
    const client = app.anonymous();
    const answer = await client.post("/connexion", { agent: ssa.id });
    expect(answer).toMatchObject({ status: 303, location: "/" });
    const token = client.cookies.get("ancrage");
    expect(token).toMatch(/^[\w-]{43}$/);
    const home = await client.get("/");
    expect(home.text).toContain("Bonjour Solène Amarin.");
    const { rows } = await database.pool.query(
      "select evenement, agent_id, faits from audit_event where evenement = 'session.ouvrir' and agent_id = $1",
      [ssa.id],
    );
    expect(rows).toEqual([
      { evenement: "session.ouvrir", agent_id: ssa.id, faits: { mode: "demonstration", facteurs: "" } },
    ]);
    const { rows: kept } = await database.pool.query("select s::text as row from session s");
    expect(kept.map(({ row }) => row).join()).not.toContain(token);
  });

  test("gives a cookie that scripts cannot read, that no other site sends, and that ends with the session", async () => {
    const [cookie, ...others] = (
      await app.anonymous().post("/connexion", { agent: ssa.id })
    ).headers.getSetCookie();
    expect(others).toEqual([]);
    expect(cookie?.replace(/=[\w-]{43};/, "=…;")).toBe(
      "ancrage=…; Path=/; HttpOnly; SameSite=Lax; Max-Age=36000",
    );
  });

  test("gives another token each time", async () => {
    const tokens = await Promise.all(
      [1, 2].map(async () => {
        const client = app.anonymous();
        await client.post("/connexion", { agent: ssa.id });
        return client.cookies.get("ancrage");
      }),
    );
    expect(tokens[0]).not.toBe(tokens[1]);
  });

  test("refuses an account that is not of the cast, with a sentence and no session", async () => {
    for (const [agent, sentence] of [
      ["11111111-1111-4111-8111-111111111111", "Ce compte de démonstration n’existe pas ici."],
      ["' or true --", "Choisissez un compte de démonstration dans la liste."],
    ] as const) {
      const client = app.anonymous();
      const answer = await client.post("/connexion", { agent });
      expect(answer.status).toBe(422);
      expect(answer.text).toContain(sentence);
      expect(client.cookies.size).toBe(0);
    }
    expect((await app.anonymous().post("/connexion")).status).toBe(422);
  });

  test("sends elsewhere a person who is signed in already", async () => {
    const client = await app.as("ssa");
    expect(await client.get("/connexion?suite=%2Fimports")).toMatchObject({
      status: 303,
      location: "/imports",
    });
  });
});

describe("where to go after signing in", () => {
  test("is the page that was asked for", async () => {
    const page = await app.anonymous().get("/connexion?suite=%2Fstructures%3Ftype%3Dcollege");
    expect(page.body).toContain('name="suite" value="/structures?type=college"');
    const answer = await app
      .anonymous()
      .post("/connexion", { agent: ssa.id, suite: `/structures/${LIEUX.college}?annee=2024` });
    expect(answer.location).toBe(`/structures/${LIEUX.college}?annee=2024`);
  });

  test.each([
    "https://ailleurs.exemple/",
    "//ailleurs.exemple/",
    "/\\ailleurs.exemple",
    "\\\\ailleurs.exemple",
    "/\t/ailleurs.exemple",
    "/\n/ailleurs.exemple",
    " //ailleurs.exemple",
    "javascript:alert(1)",
    "/.//ailleurs.exemple",
    "/structures/..//ailleurs.exemple",
    "/%2F/../..//ailleurs.exemple",
    "http:ailleurs.exemple",
    "",
    "/connexion?suite=/connexion",
  ])("never leaves the site: %j", async (suite) => {
    const { status, location } = await app.anonymous().post("/connexion", { agent: ssa.id, suite });
    expect(status).toBe(303);
    // As a browser would resolve it, from the page of sign-in.
    const target = new URL(location ?? "", "http://127.0.0.1:3000/connexion");
    expect(target.origin).toBe("http://127.0.0.1:3000");
    expect(target.pathname).not.toBe("/connexion");
    expect(location).not.toMatch(/^\/[/\\]/);
    // Nor does the page print it for a form to send.
    const { body } = await app.anonymous().get(`/connexion?suite=${encodeURIComponent(suite)}`);
    expect(/name="suite" value="([^"]*)"/.exec(body)?.[1]).toMatch(/^\/(?![/\\])/);
  });
});

describe("a database that is not a demonstration", () => {
  test("offers no account and opens none, even one that would be named; it offers a link by e-mail", async () => {
    await empty.pool.query("insert into installation values (true, false, now())");
    const real = createTestApp(empty);
    const page = await real.anonymous().get("/connexion?suite=%2Fimports");
    expect(page.body).not.toContain('name="agent"');
    expect(page.body).toContain('name="courriel"');
    expect(page.body).toContain('name="suite" value="/imports"');
    expect(page.body).not.toContain("/connexion/proconnect");
    expect((await real.anonymous().post("/connexion", { agent: ssa.id })).status).toBe(422);
  });

  test("offers ProConnect by a link, never by a form, once it is set", async () => {
    const proconnect = {
      emetteur: "https://identite.exemple",
      client: "ancrage",
      secret: "un secret de seize signes",
      niveaux: ["eidas2"],
      sirets: [],
    };
    const { body } = await createTestApp(empty, { settings: { proconnect } })
      .anonymous()
      .get("/connexion?suite=%2Fimports");
    expect(body).toContain('href="/connexion/proconnect?suite=%2Fimports"');
  });
});

describe("somebody whose session has just ended", () => {
  test.each([
    ["eteinte", "Votre session a pris fin"],
    ["autre_session", "Vous avez fermé cette session depuis un autre appareil"],
    ["revocation", "Vos sessions ont été fermées par une personne qui administre vos accès"],
    ["compte_ferme", "Votre compte est fermé"],
  ])("is told why (%s)", async (fin, sentence) => {
    expect((await app.anonymous().get(`/connexion?fin=${fin}`)).text).toContain(sentence);
  });

  test("is told nothing that the address invents", async () => {
    const { status, body } = await app.anonymous().get("/connexion?fin=%3Cb%3EAppelez%20le%2001");
    expect(status).toBe(200);
    expect(body).not.toContain("Appelez");
    expect((await app.anonymous().get("/connexion?fin=constructor")).status).toBe(200);
  });
});

describe("behind a proxy that ends TLS", () => {
  const https = createTestApp(database, { settings: { urlPublique: "https://ancrage.ac-exemple.fr" } });
  /** What the proxy sends: http, another host; the browser's own headers are kept. */
  const inner = (path: string, init: RequestInit) =>
    https.fetch(new Request(`http://10.0.0.7:3000${path}`, init));
  const form = (headers: Record<string, string>, secFetchSite?: string) => ({
    method: "POST",
    body: new URLSearchParams({ agent: ssa.id }),
    headers: { ...headers, ...(secFetchSite ? { "Sec-Fetch-Site": secFetchSite } : {}) },
  });

  test("a form of the public address is taken, and its cookie is tied to this host and to https", async () => {
    for (const site of [undefined, "same-origin"]) {
      const answer = await inner("/connexion", form({ Origin: "https://ancrage.ac-exemple.fr" }, site));
      expect(answer.status).toBe(303);
      expect(answer.headers.getSetCookie()[0]?.replace(/=[\w-]{43};/, "=…;")).toBe(
        "__Host-ancrage=…; Path=/; HttpOnly; SameSite=Lax; Max-Age=36000; Secure",
      );
    }
  });

  test("a form of the inner address is not one of ours", async () => {
    const answer = await inner("/connexion", form({ Origin: "http://10.0.0.7:3000" }));
    expect(answer.status).toBe(403);
    expect(answer.headers.getSetCookie()).toEqual([]);
  });

  test("forwarded headers change nothing: the public address is a setting", async () => {
    const lie = {
      "X-Forwarded-Host": "ailleurs.exemple",
      "X-Forwarded-Proto": "https",
      Forwarded: "host=ailleurs.exemple",
    };
    expect((await inner("/connexion", form({ ...lie, Origin: "https://ailleurs.exemple" }))).status).toBe(
      403,
    );
    const home = await inner("/structures", { headers: lie });
    expect(home.headers.get("Location")).toBe("/connexion?suite=%2Fstructures");
  });

  test("browsers are told to keep to https, and are not on plain http", async () => {
    const secure = await inner("/connexion", {});
    expect(secure.headers.get("Strict-Transport-Security")).toBe("max-age=31536000; includeSubDomains");
    const plain = await app.anonymous().get("/connexion");
    expect(plain.headers.has("Strict-Transport-Security")).toBe(false);
  });

  test("the cookie of plain http opens nothing", async () => {
    const http = await app.as("ssa");
    const Cookie = `ancrage=${http.cookies.get("ancrage")}`;
    expect((await inner("/", { headers: { Cookie } })).status).toBe(303);
    const secure = await https.as("ssa");
    expect((await secure.get("/")).status).toBe(200);
    const left = await secure.post("/deconnexion");
    expect(left.headers.getSetCookie()).toEqual([
      "__Host-ancrage=; Path=/; HttpOnly; SameSite=Lax; Max-Age=0; Secure",
    ]);
  });
});

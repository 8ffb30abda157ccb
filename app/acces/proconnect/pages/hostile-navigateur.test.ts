import { randomBytes } from "node:crypto";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { openSceneHostile, type SceneHostile, URL_PUBLIQUE } from "#tests/fournisseur-identite-scene.ts";
import { cheminDe } from "#tests/fournisseur-identite-visite.ts";

let scene: SceneHostile;
beforeAll(async () => {
  scene = await openSceneHostile();
});
afterAll(() => scene.close());

describe("a return", () => {
  test.each([
    ["without a state", (answer: URLSearchParams) => answer.delete("state"), "etat_different"],
    [
      "with another state",
      (answer: URLSearchParams) => answer.set("state", "x".repeat(43)),
      "etat_different",
    ],
    [
      "with two states",
      (answer: URLSearchParams) => answer.append("state", answer.get("state") ?? ""),
      "etat_different",
    ],
    [
      "from another issuer (mix-up)",
      (answer: URLSearchParams) => answer.set("iss", "https://ailleurs.exemple/api/v2"),
      "emetteur_different",
    ],
    ["that hides its issuer", (answer: URLSearchParams) => answer.delete("iss"), "emetteur_different"],
    [
      "with two issuers",
      (answer: URLSearchParams) => answer.append("iss", "https://ailleurs.exemple/api/v2"),
      "emetteur_different",
    ],
    [
      "with an error, the person having given up",
      (answer: URLSearchParams) => answer.set("error", "access_denied"),
      "refus_fournisseur",
    ],
    [
      "with an ID token in the address",
      (answer: URLSearchParams) => answer.set("id_token", "eyJhbGciOiJub25lIn0.e30."),
      "signature",
    ],
    ["without a code", (answer: URLSearchParams) => answer.delete("code"), "reponse_inattendue"],
  ] as const)("%s opens nothing and asks the provider nothing", async (_what, retour, motif) => {
    const tentative = scene.tenter({ retour });
    await scene.expectRefus(tentative, await tentative.entrer(), motif);
    expect(tentative.cas.demandes.filter((path) => path === "userinfo" || path === "token")).toEqual([]);
  });

  test("in a browser that began nothing opens nothing there (login CSRF)", async () => {
    const attacker = scene.tenter();
    const retour = await attacker.partir();
    const victim = { ...attacker, client: attacker.app.anonymous() };
    await scene.expectRefus(victim, await victim.client.get(retour), "navigateur_inconnu");
  });

  test("in a browser that began another entry opens nothing there, and leaves that entry whole", async () => {
    const attacker = scene.tenter({ userinfo: (claims) => ({ ...claims, email: "victime@ac-exemple.fr" }) });
    const retour = await attacker.partir();
    const victim = { ...attacker, client: attacker.app.anonymous() };
    const { location } = await victim.client.get("/connexion/proconnect");
    await scene.expectRefus(victim, await victim.client.get(retour), "etat_different");
    // The forged return has burnt nothing.
    const own = await victim.client.get(cheminDe(attacker.cas.repondre(location ?? "")));
    expect(own.status).toBe(303);
  });

  test.each([
    ["that we never gave", () => randomBytes(32).toString("base64url")],
    ["that is no word of ours", () => "'; drop table session --"],
    ["that is empty", () => ""],
  ])("with a cookie %s opens nothing", async (_what, cookie) => {
    const tentative = scene.tenter();
    const retour = await tentative.partir();
    tentative.client.cookies.set("ancrage-entree", cookie());
    await scene.expectRefus(tentative, await tentative.client.get(retour), "navigateur_inconnu");
  });

  test("with two cookies, one of which was planted, opens nothing", async () => {
    const tentative = scene.tenter();
    const retour = await tentative.partir();
    const Cookie = `ancrage-entree=${randomBytes(32).toString("base64url")}; ancrage-entree=${tentative.client.cookies.get("ancrage-entree")}`;
    tentative.client.cookies.clear();
    await scene.expectRefus(tentative, await tentative.client.get(retour, { Cookie }), "navigateur_inconnu");
  });

  test("serves once: the second time is refused, were the first one's cookie kept", async () => {
    const tentative = scene.tenter({ userinfo: (claims) => ({ ...claims, email: "rejeu@ac-exemple.fr" }) });
    const retour = await tentative.partir();
    const cookie = tentative.client.cookies.get("ancrage-entree") ?? "";
    expect((await tentative.client.get(retour)).status).toBe(303);
    expect(tentative.client.cookies.has("ancrage-entree")).toBe(false);
    const again = tentative.app.anonymous();
    again.cookies.set("ancrage-entree", cookie);
    const answer = await again.get(retour);
    expect(answer.status).toBe(403);
    expect(answer.text).toContain("a déjà servi");
    expect(again.cookies.has("ancrage")).toBe(false);
    expect(tentative.cas.demandes.filter((path) => path === "token")).toHaveLength(1);
  });

  test("twice at once opens one session", async () => {
    const tentative = scene.tenter({ userinfo: (claims) => ({ ...claims, email: "double@ac-exemple.fr" }) });
    const retour = await tentative.partir();
    const statuses = await Promise.all(
      [1, 2, 3, 4].map(async () => (await tentative.client.get(retour)).status),
    );
    expect(statuses.sort()).toEqual([303, 403, 403, 403]);
  });

  test("after ten minutes is too late", async () => {
    const instant = { offset: 0 };
    const tentative = scene.tenter({}, { now: () => new Date(Date.now() + instant.offset) });
    const retour = await tentative.partir();
    instant.offset = 10 * 60_000;
    await scene.expectRefus(tentative, await tentative.client.get(retour), "entree_expiree");
  });
});

describe("where to go next", () => {
  test.each([
    "https://ailleurs.exemple/",
    "//ailleurs.exemple/",
    "/\\ailleurs.exemple",
    "/\t/ailleurs.exemple",
    "/.//ailleurs.exemple",
    "/structures/..//ailleurs.exemple",
    "javascript:alert(1)",
    "data:text/html,x",
    "http:ailleurs.exemple",
    "",
  ])("never leaves the site: %j", async (suite) => {
    const tentative = scene.tenter({ userinfo: (claims) => ({ ...claims, email: "suite@ac-exemple.fr" }) });
    await tentative.entrer();
    tentative.client.cookies.clear();
    const answer = await tentative.entrer(`/connexion/proconnect?suite=${encodeURIComponent(suite)}`);
    expect(answer.status).toBe(303);
    const target = new URL(answer.location ?? "", URL_PUBLIQUE);
    expect(target.origin).toBe(URL_PUBLIQUE);
    expect(answer.location).not.toMatch(/^\/[/\\]/);
  });
});

describe("a return from a sign-out", () => {
  const expectSortieRefusee = async (search: string, now?: () => Date) => {
    const tentative = scene.tenter({}, now ? { now } : {});
    const answer = await tentative.client.get(`/connexion/proconnect/sortie${search}`);
    expect(answer.status).toBe(400);
    expect(answer.text).toContain("Ce retour n’a pas été reconnu");
    const { rows } = await scene.database.pool.query(
      "select faits from audit_event where evenement = 'connexion.refuser' and objet_id = $1",
      [answer.headers.get("X-Request-Id")],
    );
    expect(rows).toEqual([{ faits: { mode: "proconnect", motif: "sortie_inconnue" } }]);
  };
  const END = String(Date.now() + 60_000);

  test.each([
    "",
    "?state=",
    "?state=abc",
    `?state=${END}.${"x".repeat(43)}`,
    "?state=a&state=b",
    "?state=NaN.x",
  ])("%j is not recognised, and closes nothing", async (search) => expectSortieRefusee(search));

  test("a departure that is not ours, or of another service key, leads to the page of sign-in", async () => {
    const tentative = scene.tenter();
    for (const depart of ["", "abc", "x".repeat(600), Buffer.alloc(60).toString("base64url")])
      expect((await tentative.client.get(`/connexion/proconnect/depart?depart=${depart}`)).location).toBe(
        "/connexion",
      );
  });
});

describe("a flood of returns that nobody began", () => {
  test("is not written in the journal without end", async () => {
    const tentative = scene.tenter();
    const count = async () =>
      (
        await scene.database.pool.query(
          "select count(*)::int as n from audit_event where evenement = 'connexion.refuser'",
        )
      ).rows[0].n;
    const before = await count();
    for (let n = 0; n < 150; n++)
      expect((await tentative.client.get("/connexion/proconnect/retour?code=x&state=y")).status).toBe(400);
    expect((await count()) - before).toBeLessThanOrEqual(100);
  });
});

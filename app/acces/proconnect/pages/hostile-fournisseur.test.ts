import type { ServerResponse } from "node:http";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Mensonges } from "#tests/fournisseur-identite-hostile.ts";
import { openSceneHostile, type SceneHostile } from "#tests/fournisseur-identite-scene.ts";

let scene: SceneHostile;
beforeAll(async () => {
  scene = await openSceneHostile();
});
afterAll(() => scene.close());

type Endpoint = keyof NonNullable<Mensonges["http"]>;
const APRES: readonly Endpoint[] = ["jetons", "cles", "identite"];
const at = (endpoint: Endpoint, reply: (response: ServerResponse) => void): Mensonges => ({
  http: { [endpoint]: (_request: unknown, response: ServerResponse) => reply(response) },
});
const broken = (response: ServerResponse) => void response.writeHead(503).end("en panne");
const cut = (response: ServerResponse) => void response.destroy();
const redirecting = (response: ServerResponse) =>
  void response.writeHead(307, { Location: "http://127.0.0.1:1/ailleurs" }).end();
const huge = (response: ServerResponse) => {
  response.writeHead(200, { "Content-Type": "application/json" });
  const more = (): void => {
    while (response.write("x".repeat(64 * 1024)));
    response.once("drain", more);
  };
  more();
};
const nonsense = (response: ServerResponse) =>
  void response.writeHead(200, { "Content-Type": "text/html" }).end("<h1>Maintenance</h1>");
const truncated = (response: ServerResponse) =>
  void response.writeHead(200, { "Content-Type": "application/json" }).end('{"access_token":"eyJ');

const WAYS = [
  ["is broken", broken, "fournisseur_injoignable"],
  ["cuts the line", cut, "fournisseur_injoignable"],
  ["redirects elsewhere", redirecting, "reponse_inattendue"],
  ["answers without end", huge, "reponse_inattendue"],
  ["answers a page", nonsense, "reponse_inattendue"],
  ["answers half of something", truncated, "reponse_inattendue"],
] as const;

describe("a provider that, on the way back,", () => {
  test.each(
    APRES.flatMap((endpoint) => WAYS.map(([what, reply, motif]) => [what, endpoint, reply, motif] as const)),
  )("%s at its endpoint « %s » opens nothing", async (_what, endpoint, reply, motif) => {
    const tentative = scene.tenter(at(endpoint, reply));
    const answer = await tentative.entrer();
    // Without its type, what is said of a person is not even looked at.
    const expected =
      endpoint === "identite" && motif === "reponse_inattendue" && (reply === nonsense || reply === truncated)
        ? "signature"
        : motif;
    await scene.expectRefus(tentative, answer, expected);
    expect(answer.status).toBe(motif === "fournisseur_injoignable" ? 503 : 403);
  });

  test("takes more than five seconds is not waited for", { timeout: 30_000 }, async () => {
    const tentative = scene.tenter(at("jetons", () => {}));
    const begun = performance.now();
    await scene.expectRefus(tentative, await tentative.entrer(), "fournisseur_lent");
    expect(performance.now() - begun).toBeGreaterThan(4_900);
  });

  test("drips its answer is not waited for either", { timeout: 30_000 }, async () => {
    const drip = (response: ServerResponse) => {
      response.writeHead(200, { "Content-Type": "application/jwt" });
      const timer = setInterval(() => response.write("e"), 200);
      response.on("close", () => clearInterval(timer));
    };
    const tentative = scene.tenter(at("identite", drip));
    await scene.expectRefus(tentative, await tentative.entrer(), "fournisseur_lent");
  });

  test("says no to the code opens nothing", async () => {
    const refuse = (response: ServerResponse) =>
      void response.writeHead(400, { "Content-Type": "application/json" }).end('{"error":"invalid_grant"}');
    const tentative = scene.tenter(at("jetons", refuse));
    await scene.expectRefus(tentative, await tentative.entrer(), "code_refuse");
  });

  test("no longer takes its own access token opens nothing", async () => {
    const refuse = (response: ServerResponse) =>
      void response.writeHead(401, { "WWW-Authenticate": 'Bearer error="invalid_token"' }).end();
    const tentative = scene.tenter(at("identite", refuse));
    await scene.expectRefus(tentative, await tentative.entrer(), "code_refuse");
  });
});

describe("a provider that, before anybody leaves,", () => {
  const leave = async (mensonges: Mensonges, motif: string) => {
    const tentative = scene.tenter(mensonges);
    const answer = await tentative.client.get("/connexion/proconnect?suite=%2Fdroits");
    expect(answer.h1).toBe("ProConnect n’est pas accessible");
    expect(answer.status).toBe(503);
    expect(tentative.client.cookies.size).toBe(0);
    expect(answer.body).toContain('href="/connexion?suite=%2Fdroits"');
    const { rows } = await scene.database.pool.query(
      "select objet_id, faits from audit_event where evenement = 'connexion.refuser' order by id desc limit 1",
    );
    expect(rows).toEqual([
      { objet_id: answer.headers.get("X-Request-Id"), faits: { mode: "proconnect", motif } },
    ]);
    return tentative;
  };

  test.each(WAYS)("%s sends nobody anywhere", async (_what, reply, motif) => {
    await leave(at("decouverte", reply), motif);
  });

  test.each([
    "authorization_endpoint",
    "token_endpoint",
    "userinfo_endpoint",
    "jwks_uri",
    "end_session_endpoint",
  ])("gives another origin as %s is not followed there", async (name) => {
    for (const address of ["https://ailleurs.exemple/x", "http://127.0.0.1:1/x", "http://localhost:80/x"])
      await leave({ decouverte: (document) => ({ ...document, [name]: address }) }, "adresse_etrangere");
    await leave({ decouverte: (document) => ({ ...document, [name]: undefined }) }, "reponse_inattendue");
    await leave(
      { decouverte: (document) => ({ ...document, [name]: "pas une adresse" }) },
      "reponse_inattendue",
    );
  });

  test("says that it is another issuer is not believed", async () => {
    await leave(
      { decouverte: (document) => ({ ...document, issuer: "https://ailleurs.exemple/api/v2" }) },
      "emetteur_different",
    );
  });

  test("fails once and recovers is asked again", async () => {
    let asked = 0;
    const tentative = scene.tenter();
    const lies: Mensonges = {
      ...at("decouverte", (response) => {
        asked += 1;
        if (asked === 1) return broken(response);
        response.writeHead(200, { "Content-Type": "application/json" });
        const { emetteur } = recovering.cas.proconnect;
        const named = (path: string) => `${emetteur}/${path}`;
        response.end(
          JSON.stringify({
            issuer: emetteur,
            authorization_endpoint: named("authorize"),
            token_endpoint: named("token"),
            userinfo_endpoint: named("userinfo"),
            jwks_uri: named("jwks"),
            end_session_endpoint: named("session/end"),
          }),
        );
      }),
    };
    const recovering = scene.tenter(lies);
    expect((await recovering.client.get("/connexion/proconnect")).status).toBe(303);
    expect(asked).toBe(2);
    // Kept for an hour: the next person costs no question.
    await recovering.app.anonymous().get("/connexion/proconnect");
    expect(asked).toBe(2);
    expect(tentative.cas.demandes).toEqual([]);
  });
});

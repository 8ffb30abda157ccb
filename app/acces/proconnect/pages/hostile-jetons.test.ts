import { Buffer } from "node:buffer";
import { exportJWK, SignJWT } from "jose";
import { pino } from "pino";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type Mensonges, SECRET_CLIENT, signEs256 } from "#tests/fournisseur-identite-hostile.ts";
import { openSceneHostile, type SceneHostile } from "#tests/fournisseur-identite-scene.ts";

let scene: SceneHostile;
beforeAll(async () => {
  scene = await openSceneHostile();
});
afterAll(() => scene.close());

const b64 = (value: unknown) => Buffer.from(JSON.stringify(value)).toString("base64url");
const secondes = () => Math.floor(Date.now() / 1000);
const without = (name: string) => (claims: object) =>
  Object.fromEntries(Object.entries(claims).filter(([key]) => key !== name));
const hs256 = (claims: object) =>
  new SignJWT({ ...claims })
    .setProtectedHeader({ alg: "HS256", kid: "cle-1" })
    .sign(Buffer.from(SECRET_CLIENT));
const unsigned = (claims: object) => `${b64({ alg: "none" })}.${b64(claims)}.`;

describe("the honest provider of these tests", () => {
  test("lets its person in: what is refused below is refused for its lie alone", async () => {
    const answer = await scene.tenter({}, { proconnect: { sirets: ["11004401300040"] } }).entrer();
    expect(answer).toMatchObject({ status: 303, location: "/demande-acces" });
  });
});

const SIGNATURES: readonly (readonly [string, Mensonges, string])[] = [
  ["without a signature (alg none)", { signer: unsigned }, "signature"],
  ["signed with the client secret (HS256)", { signer: hs256 }, "signature"],
  [
    "signed with the public key as a secret (HS256)",
    {
      signer: async (claims, { publiee }) =>
        new SignJWT(claims)
          .setProtectedHeader({ alg: "HS256" })
          .sign(Buffer.from(JSON.stringify(await exportJWK(publiee.publicKey)))),
    },
    "signature",
  ],
  [
    "signed in RS256 with a published key",
    {
      signer: (claims, { rsa }) =>
        new SignJWT(claims).setProtectedHeader({ alg: "RS256", kid: "rsa" }).sign(rsa.privateKey),
      cles: async (keys, _rank, { rsa }) => [
        ...keys,
        { ...(await exportJWK(rsa.publicKey)), kid: "rsa", alg: "RS256" },
      ],
    },
    "signature",
  ],
  [
    "signed by an unknown key",
    { signer: (claims, { autre }) => signEs256(claims, autre, "cle-inconnue") },
    "signature",
  ],
  [
    "signed by somebody else under a known key's name",
    { signer: (claims, { autre }) => signEs256(claims, autre) },
    "signature",
  ],
  [
    "whose payload was changed after the signature",
    {
      signer: async (claims, { publiee }) => {
        const [header, , signature] = (await signEs256(claims, publiee)).split(".");
        return `${header}.${b64({ ...claims, sub: "sujet-2" })}.${signature}`;
      },
    },
    "signature",
  ],
  [
    "that brings its own key in its header",
    {
      signer: async (claims, { autre }) =>
        new SignJWT(claims)
          .setProtectedHeader({ alg: "ES256", jwk: await exportJWK(autre.publicKey) })
          .sign(autre.privateKey),
    },
    "signature",
  ],
  ["that is no token", { signer: () => "bonjour" }, "reponse_inattendue"],
  [
    "that is absent",
    {
      http: {
        jetons: (_request, response) =>
          void response
            .writeHead(200, { "Content-Type": "application/json" })
            .end('{"access_token":"acces-1","token_type":"Bearer"}'),
      },
    },
    "reponse_inattendue",
  ],
];

const CLAIMS: readonly (readonly [string, Mensonges["claims"] & {}, string])[] = [
  [
    "of another issuer",
    (claims) => ({ ...claims, iss: "https://ailleurs.exemple/api/v2" }),
    "emetteur_different",
  ],
  ["for another service", (claims) => ({ ...claims, aud: "autre-service" }), "destinataire_different"],
  [
    "for us and for another service",
    (claims) => ({ ...claims, aud: [String(claims.aud), "autre-service"], azp: String(claims.aud) }),
    "destinataire_different",
  ],
  [
    "asked by another service (azp)",
    (claims) => ({ ...claims, azp: "autre-service" }),
    "destinataire_different",
  ],
  ["without an audience", without("aud"), "destinataire_different"],
  ["expired", (claims) => ({ ...claims, exp: secondes() - 120 }), "horloge"],
  ["without an end", without("exp"), "horloge"],
  ["valid in the future only (nbf)", (claims) => ({ ...claims, nbf: secondes() + 120 }), "horloge"],
  [
    "issued long ago, though not expired",
    (claims) => ({ ...claims, iat: secondes() - 3_600, exp: secondes() + 3_600 }),
    "horloge",
  ],
  [
    "issued in the future",
    (claims) => ({ ...claims, iat: secondes() + 300, exp: secondes() + 600 }),
    "horloge",
  ],
  [
    "of a clock five minutes late",
    (claims) => ({ ...claims, iat: secondes() - 300, exp: secondes() - 240 }),
    "horloge",
  ],
  ["without a nonce", without("nonce"), "nonce_different"],
  ["with the nonce of another entry", (claims) => ({ ...claims, nonce: "x".repeat(43) }), "nonce_different"],
  ["without a level (acr)", without("acr"), "niveau_insuffisant"],
  ["of too low a level", (claims) => ({ ...claims, acr: "eidas1" }), "niveau_insuffisant"],
  ["of an invented level", (claims) => ({ ...claims, acr: "eidas1-mfa eidas2" }), "niveau_insuffisant"],
  ["of several levels", (claims) => ({ ...claims, acr: ["eidas2"] }), "niveau_insuffisant"],
  ["without a subject", without("sub"), "sujet_different"],
];

describe("an ID token", () => {
  test.each(SIGNATURES)("%s is refused", async (_what, mensonges, motif) => {
    const tentative = scene.tenter(mensonges);
    await scene.expectRefus(tentative, await tentative.entrer(), motif);
    expect(tentative.cas.demandes).not.toContain("userinfo");
  });

  test.each(CLAIMS)("%s is refused", async (_what, claims, motif) => {
    const tentative = scene.tenter({ claims });
    await scene.expectRefus(tentative, await tentative.entrer(), motif);
  });
});

describe("clocks", () => {
  test.each([-30, 30])("that differ by %i seconds do not matter", async (seconds) => {
    const entered = await scene
      .tenter({
        claims: (claims) => ({ ...claims, iat: secondes() + seconds, exp: secondes() + seconds + 60 }),
        userinfo: (claims) => ({
          ...claims,
          email: `heure${seconds}@ac-exemple.fr`,
          idp_id: `heure${seconds}`,
        }),
      })
      .entrer();
    expect(entered.status).toBe(303);
  });

  test.each([-300, 300])("that differ by %i seconds, ours being wrong, refuse", async (seconds) => {
    const tentative = scene.tenter({}, { now: () => new Date(Date.now() + seconds * 1_000) });
    await scene.expectRefus(tentative, await tentative.entrer(), "horloge");
  });
});

describe("keys", () => {
  test("that change between the departure and the return are followed", async () => {
    const tentative = scene.tenter({
      signer: (claims, { autre }) => signEs256(claims, autre, "cle-2"),
      signerUserinfo: (claims, { autre }) => signEs256(claims, autre, "cle-2"),
      userinfo: (claims) => ({ ...claims, email: "rotation@ac-exemple.fr" }),
      cles: async (_keys, _rank, { autre }) => [
        { ...(await exportJWK(autre.publicKey)), kid: "cle-2", alg: "ES256" },
      ],
    });
    expect((await tentative.entrer()).status).toBe(303);
  });

  test("that change between the ID token and the claims of the person are followed too", async () => {
    const tentative = scene.tenter({
      signerUserinfo: (claims, { autre }) => signEs256(claims, autre, "cle-2"),
      userinfo: (claims) => ({ ...claims, email: "rotation2@ac-exemple.fr" }),
      cles: async (keys, rank, { autre }) =>
        rank === 0 ? keys : [{ ...(await exportJWK(autre.publicKey)), kid: "cle-2", alg: "ES256" }],
    });
    expect((await tentative.entrer()).status).toBe(303);
    expect(tentative.cas.demandes.filter((path) => path === "jwks")).toHaveLength(2);
  });
});

describe("what the log keeps of an entry", () => {
  test("is the reason and the reference that the page shows, never a token, a code, a secret nor a name", async () => {
    const lines: string[] = [];
    const log = pino({ level: "debug" }, { write: (line: string) => void lines.push(line) });
    const tokens: string[] = [];
    const signer: Mensonges["signer"] = async (claims, { autre, publiee }) => {
      const token = await signEs256(claims, lies.length % 2 ? autre : publiee);
      tokens.push(token);
      return token;
    };
    const lies: Mensonges[] = [
      { signer },
      { signer: () => "eyJ.pas-un-jeton.x" },
      { claims: without("nonce") },
    ];
    for (const mensonges of lies) {
      const tentative = scene.tenter(mensonges, { log });
      const answer = await tentative.entrer();
      expect(lines.join("")).toContain(answer.headers.get("X-Request-Id"));
    }
    const entered = await scene
      .tenter({ userinfo: (claims) => ({ ...claims, email: "trace@ac-exemple.fr" }) }, { log })
      .entrer();
    expect(entered.status).toBe(303);
    const said = lines.join("");
    expect(said).toContain('"motif":"signature"');
    for (const secret of [
      ...tokens,
      "eyJ",
      "acces-1",
      "code-1",
      SECRET_CLIENT,
      "Rivage",
      "trace@ac-exemple.fr",
    ])
      expect(said).not.toContain(secret);
  });
});

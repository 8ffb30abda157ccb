import { Buffer } from "node:buffer";
import { SignJWT } from "jose";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type Mensonges, SECRET_CLIENT, signEs256 } from "#tests/fournisseur-identite-hostile.ts";
import { openSceneHostile, type SceneHostile } from "#tests/fournisseur-identite-scene.ts";

let scene: SceneHostile;
beforeAll(async () => {
  scene = await openSceneHostile();
});
afterAll(() => scene.close());

const b64 = (value: unknown) => Buffer.from(JSON.stringify(value)).toString("base64url");
const without = (name: string) => (claims: object) =>
  Object.fromEntries(Object.entries(claims).filter(([key]) => key !== name));
const hs256 = (claims: object) =>
  new SignJWT({ ...claims })
    .setProtectedHeader({ alg: "HS256", kid: "cle-1" })
    .sign(Buffer.from(SECRET_CLIENT));
const unsigned = (claims: object) => `${b64({ alg: "none" })}.${b64(claims)}.`;

const USERINFO: readonly (readonly [string, Mensonges, string])[] = [
  [
    "not signed (JSON)",
    { typeUserinfo: "application/json", signerUserinfo: (claims) => JSON.stringify(claims) },
    "signature",
  ],
  ["not signed (alg none)", { signerUserinfo: unsigned }, "signature"],
  ["signed with the client secret", { signerUserinfo: hs256 }, "signature"],
  ["signed by another key", { signerUserinfo: (claims, { autre }) => signEs256(claims, autre) }, "signature"],
  [
    "signed by an unknown key",
    { signerUserinfo: (claims, { autre }) => signEs256(claims, autre, "cle-9") },
    "signature",
  ],
  ["of another person", { userinfo: (claims) => ({ ...claims, sub: "sujet-2" }) }, "sujet_different"],
  [
    "of another issuer",
    { userinfo: (claims) => ({ ...claims, iss: "https://ailleurs.exemple" }) },
    "emetteur_different",
  ],
  [
    "for another service",
    { userinfo: (claims) => ({ ...claims, aud: "autre-service" }) },
    "destinataire_different",
  ],
  ["without a provider (idp_id)", { userinfo: without("idp_id") }, "identite_incomplete"],
  ["without a name", { userinfo: without("usual_name") }, "identite_incomplete"],
  [
    "with a name that is no text",
    { userinfo: (claims) => ({ ...claims, usual_name: { $gt: "" } }) },
    "identite_incomplete",
  ],
  [
    "with a name of control signs",
    { userinfo: (claims) => ({ ...claims, given_name: "\u0000\u202e" }) },
    "identite_incomplete",
  ],
  [
    "with an address that is none",
    { userinfo: (claims) => ({ ...claims, email: "pas une adresse" }) },
    "identite_incomplete",
  ],
  [
    "with a list of addresses",
    { userinfo: (claims) => ({ ...claims, email: ["a@b.fr", "c@d.fr"] }) },
    "identite_incomplete",
  ],
];

describe("the claims of a person", () => {
  test.each(USERINFO)("%s are refused", async (_what, mensonges, motif) => {
    const tentative = scene.tenter(mensonges);
    await scene.expectRefus(tentative, await tentative.entrer(), motif);
  });

  test.each([
    ["outside of the list", { siret: "13002526500013" }],
    ["absent", { siret: undefined }],
    ["malformed", { siret: "110044013000401" }],
    ["a number", { siret: 11004401300040 }],
  ])("with a SIRET %s are refused where employers are listed", async (_what, siret) => {
    const proconnect = { sirets: ["11004401300040", "11004401300041"] };
    const tentative = scene.tenter({ userinfo: (claims) => ({ ...claims, ...siret }) }, { proconnect });
    await scene.expectRefus(tentative, await tentative.entrer(), "employeur_refuse");
  });

  test("without a SIRET are enough where no employer is listed", async () => {
    const userinfo = (claims: object) => ({ ...without("siret")(claims), email: "sans.siret@ac-exemple.fr" });
    expect((await scene.tenter({ userinfo }).entrer()).status).toBe(303);
  });

  test("with the subject of somebody who entered by another provider behind ProConnect are somebody else's", async () => {
    let idp = 0;
    const tentative = scene.tenter({
      claims: (claims) => ({ ...claims, sub: "sujet-partage" }),
      userinfo: (claims) => {
        idp += 1;
        const email = `partage${idp}@ac-exemple.fr`;
        return { ...claims, sub: "sujet-partage", idp_id: `fournisseur-${idp}`, email };
      },
    });
    for (const name of ["first", "second"]) {
      tentative.client.cookies.clear();
      expect((await tentative.entrer()).location, name).toBe("/demande-acces");
    }
    const { rows } = await scene.database.pool.query(
      "select count(distinct agent_id)::int as agents, count(distinct emetteur)::int as emetteurs, count(*)::int as identites from identite where sujet = 'sujet-partage'",
    );
    expect(rows).toEqual([{ agents: 2, emetteurs: 1, identites: 2 }]);
  });
});

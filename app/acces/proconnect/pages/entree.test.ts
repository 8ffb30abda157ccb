import { afterAll, describe, expect, test } from "vitest";
import { createTestApp } from "#tests/app.ts";
import { person } from "#tests/cast.ts";
import { openSceneProConnect, URL_PUBLIQUE } from "#tests/fournisseur-identite-scene.ts";
import { entrerParProConnect, openVisite } from "#tests/fournisseur-identite-visite.ts";

const { app, fournisseur, database, rows, close } = await openSceneProConnect();
afterAll(close);

const SSA = person("ssa");
const journal = (evenement: string, agentId: string) =>
  rows("select agent_id, faits from audit_event where evenement = $1 and objet_id = $2 order by id", [
    evenement,
    agentId,
  ]);
const agentOf = async (courriel: string) =>
  (await rows("select id, prenom, nom, courriel from agent where courriel = $1", [courriel]))[0];

describe("an unknown person", () => {
  test("enters with an account, no right, and a page where to ask for one", async () => {
    const personne = fournisseur.inscrire({
      email: "Nouvelle.Venue@ac-exemple.fr",
      given_name: "Nouvelle",
      usual_name: "Venue",
    });
    const client = app.anonymous();
    const visite = openVisite(URL_PUBLIQUE);
    const answer = await entrerParProConnect(
      client,
      visite,
      personne.email,
      "/connexion/proconnect?suite=%2Fstructures",
    );
    expect(answer).toMatchObject({ status: 303, location: "/demande-acces" });
    const agent = await agentOf("nouvelle.venue@ac-exemple.fr");
    expect(agent).toMatchObject({ prenom: "Nouvelle", nom: "Venue" });
    expect(await rows("select 1 from fonction_exercee where agent_id = $1", [agent.id])).toEqual([]);
    const [session] = await rows(
      "select mode, facteurs, renforcee_le, identite_id from session where agent_id = $1",
      [agent.id],
    );
    expect(session).toMatchObject({ mode: "proconnect", facteurs: ["proconnect", "eidas1-mfa"] });
    expect(session.renforcee_le).not.toBeNull();
    const [identite] = await rows("select emetteur, fournisseur, sujet, siret from identite where id = $1", [
      session.identite_id,
    ]);
    expect(identite).toEqual({
      emetteur: fournisseur.proconnect.emetteur,
      fournisseur: personne.idp_id,
      sujet: personne.sub,
      siret: personne.siret,
    });
    expect(await journal("agent.creer", agent.id)).toEqual([
      { agent_id: agent.id, faits: { origine: "proconnect" } },
    ]);
    expect(await journal("identite.rattacher", agent.id)).toHaveLength(1);
    // The page of her own rights opens, those that ask for a right do not.
    expect((await client.get("/imports")).status).toBe(403);
  });

  test("comes back to the page she asked for, and keeps the name the service knows her by", async () => {
    const first = fournisseur.inscrire({ email: "fidele@ac-exemple.fr", usual_name: "Ancienne" });
    await entrerParProConnect(app.anonymous(), openVisite(URL_PUBLIQUE), first.email);
    fournisseur.inscrire({ ...first, usual_name: "Renommée" });
    const client = app.anonymous();
    const answer = await entrerParProConnect(
      client,
      openVisite(URL_PUBLIQUE),
      first.email,
      "/connexion/proconnect?suite=%2Fdroits%3Fa%3Db",
    );
    expect(answer.location).toBe("/droits?a=b");
    expect(await agentOf(first.email)).toMatchObject({ nom: "Ancienne" });
    expect(await rows("select nom from identite where sujet = $1", [first.sub])).toEqual([
      { nom: "Renommée" },
    ]);
    expect(await rows("select count(*)::int as n from agent where courriel = $1", [first.email])).toEqual([
      { n: 1 },
    ]);
  });

  test("keeps the attributes of the ministry as a proposal, and nothing else of what was sent", async () => {
    const custom = {
      FrEduFonctAdm: "DIR",
      FrEduRneResp: ["0693045K$UAJ$PU$N$T3$LP$320"],
      FrEduRne: "X",
      secret: "non",
    };
    const personne = fournisseur.inscrire({ email: "cheffe@ac-exemple.fr", custom });
    await entrerParProConnect(app.anonymous(), openVisite(URL_PUBLIQUE), personne.email);
    expect(await rows("select attributs from identite where sujet = $1", [personne.sub])).toEqual([
      { attributs: { FrEduFonctAdm: ["DIR"], FrEduRneResp: ["0693045K$UAJ$PU$N$T3$LP$320"] } },
    ]);
  });
});

describe("what leaves for ProConnect", () => {
  test("is exactly what it takes, with a state, a nonce and a challenge of their own", async () => {
    const [one, two] = await Promise.all(
      [1, 2].map(async () => {
        const { location } = await app.anonymous().get("/connexion/proconnect");
        return new URL(location ?? "").searchParams;
      }),
    );
    expect([...(one?.keys() ?? [])].sort()).toEqual([
      "claims",
      "client_id",
      "code_challenge",
      "code_challenge_method",
      "nonce",
      "redirect_uri",
      "response_type",
      "scope",
      "state",
    ]);
    expect(Object.fromEntries(one ?? [])).toMatchObject({
      client_id: fournisseur.proconnect.client,
      redirect_uri: `${URL_PUBLIQUE}/connexion/proconnect/retour`,
      scope: "openid given_name usual_name email siret idp_id custom",
      code_challenge_method: "S256",
      claims:
        '{"id_token":{"acr":{"essential":true,"values":["eidas0-mfa","eidas1-mfa","eidas2","eidas3"]}}}',
    });
    for (const name of ["state", "nonce", "code_challenge"]) {
      expect(one?.get(name)).toMatch(/^[\w-]{43}$/);
      expect(one?.get(name)).not.toBe(two?.get(name));
    }
  });

  test("is tied to the browser by a cookie that lives ten minutes", async () => {
    const plain = await app.anonymous().get("/connexion/proconnect");
    expect(plain.headers.getSetCookie()[0]?.replace(/=[\w-]{43};/, "=…;")).toBe(
      "ancrage-entree=…; Path=/; HttpOnly; SameSite=Lax; Max-Age=600",
    );
    const https = createTestApp(database, {
      settings: { proconnect: fournisseur.proconnect, urlPublique: "https://ancrage.ac-exemple.fr" },
    });
    const secure = await https.anonymous().get("/connexion/proconnect");
    expect(secure.headers.getSetCookie()[0]?.replace(/=[\w-]{43};/, "=…;")).toBe(
      "__Host-ancrage-entree=…; Path=/; HttpOnly; SameSite=Lax; Max-Age=600; Secure",
    );
  });

  test("keeps no secret in clear that would let a reader of the database finish it", async () => {
    const client = app.anonymous();
    await client.get("/connexion/proconnect");
    const kept = await rows("select e::text as row from entree_en_cours e");
    expect(kept.map(({ row }) => row).join()).not.toContain(client.cookies.get("ancrage-entree"));
  });

  test("does not exist where ProConnect is not declared, nor in a demonstration", async () => {
    for (const settings of [
      { proconnect: undefined },
      { proconnect: fournisseur.proconnect, demonstration: true },
    ]) {
      const other = createTestApp(database, { settings });
      for (const path of ["", "/retour", "/attente", "/depart", "/sortie"])
        expect((await other.anonymous().get(`/connexion/proconnect${path}`)).status, path).toBe(404);
    }
  });

  test("sends where they were going those who are signed in already", async () => {
    const client = await app.signIn(SSA.id);
    expect(await client.get("/connexion/proconnect?suite=%2Fdroits")).toMatchObject({
      status: 303,
      location: "/droits",
    });
  });
});

import { afterAll, describe, expect, test } from "vitest";
import { person } from "#tests/cast.ts";
import { openSceneProConnect, URL_PUBLIQUE } from "#tests/fournisseur-identite-scene.ts";
import { entrerParProConnect, openVisite } from "#tests/fournisseur-identite-visite.ts";

const { app, database, fournisseur, rows, close } = await openSceneProConnect();
afterAll(close);

const SSA = person("ssa");
const journal = (evenement: string, agentId: string) =>
  rows("select agent_id, faits from audit_event where evenement = $1 and objet_id = $2 order by id", [
    evenement,
    agentId,
  ]);
const agentOf = async (courriel: string) =>
  (await rows("select id, prenom, nom, courriel from agent where courriel = $1", [courriel]))[0];

describe("signing in again before a sensitive act", () => {
  const renforcer = "/connexion/proconnect?renforcement=1&suite=%2Fdroits";
  const enter = async (email: string) => {
    const personne = fournisseur.inscrire({ email });
    const client = app.anonymous();
    const visite = openVisite(URL_PUBLIQUE);
    await entrerParProConnect(client, visite, email);
    await database.pool.query(
      "update session set renforcee_le = null where agent_id = (select id from agent where courriel = $1)",
      [email],
    );
    return { personne, client, visite };
  };
  const sessions = (email: string) =>
    rows(
      "select renforcee_le, fermee_le from session s join agent a on a.id = s.agent_id where courriel = $1",
      [email],
    );

  test("asks for the proofs again, keeps the session and changes its token", async () => {
    const { client, visite } = await enter("renforcee@ac-exemple.fr");
    const before = client.cookies.get("ancrage");
    const shown = visite.pages.length;
    const answer = await entrerParProConnect(client, visite, "renforcee@ac-exemple.fr", renforcer);
    expect(answer).toMatchObject({ status: 303, location: "/droits" });
    expect(visite.pages.length).toBe(shown + 1);
    expect(fournisseur.demandes().at(-1)?.get("prompt")).toBe("login");
    expect(client.cookies.get("ancrage")).not.toBe(before);
    const [session, ...others] = await sessions("renforcee@ac-exemple.fr");
    expect(others).toEqual([]);
    expect(session.renforcee_le).not.toBeNull();
    const { id } = await agentOf("renforcee@ac-exemple.fr");
    expect(await journal("session.renforcer", id)).toMatchObject([
      { faits: { facteur: "proconnect", niveau: "eidas1-mfa" } },
    ]);
    expect((await client.get("/droits")).status).toBe(200);
  });

  test("refuses somebody else's identity, and the session stays as it was", async () => {
    const { client } = await enter("soi@ac-exemple.fr");
    const { visite } = await enter("autrui@ac-exemple.fr");
    const answer = await entrerParProConnect(client, visite, "autrui@ac-exemple.fr", renforcer);
    expect(answer.status).toBe(403);
    expect(answer.text).toContain("n’est pas celle de votre session");
    expect(await sessions("soi@ac-exemple.fr")).toMatchObject([{ renforcee_le: null, fermee_le: null }]);
  });

  test("is for sessions that ProConnect opened: others confirm another way", async () => {
    const client = await app.signIn(SSA.id, { mode: "lien" });
    expect((await client.get(renforcer)).location).toBe("/confirmation?suite=%2Fdroits");
    expect((await app.anonymous().get(renforcer)).location).toBe("/connexion");
  });
});

describe("leaving", () => {
  test("closes the session here, then at ProConnect, and says so", async () => {
    const { email } = fournisseur.inscrire({ email: "sortante@ac-exemple.fr" });
    const client = app.anonymous();
    const visite = openVisite(URL_PUBLIQUE);
    await entrerParProConnect(client, visite, email);
    const left = await client.post("/deconnexion");
    expect(left.location).toMatch(/^\/connexion\/proconnect\/depart\?depart=[\w-]+$/);
    expect(client.cookies.has("ancrage")).toBe(false);
    const page = await client.get(left.location ?? "");
    expect(page.h1).toBe("Vous êtes déconnecté d’Ancrage");
    const url = /<a class="fr-btn" href="([^"]+)"/.exec(page.body)?.[1]?.replaceAll("&amp;", "&") ?? "";
    expect(page.body.replaceAll("&amp;", "&")).toContain(`content="0;url=${url}"`);
    expect([...new URL(url).searchParams.keys()].sort()).toEqual([
      "id_token_hint",
      "post_logout_redirect_uri",
      "state",
    ]);
    const back = new URL(await visite.deconnecter(url));
    const sortie = await client.get(back.pathname + back.search);
    expect(sortie.status).toBe(200);
    expect(sortie.text).toContain("Vos sessions sont fermées");
    // The provider asks who one is again.
    const shown = visite.pages.length;
    await entrerParProConnect(client, visite, email);
    expect(visite.pages.length).toBe(shown + 1);
  });

  test("keeps the token of the provider encrypted", async () => {
    const kept = await rows(
      "select encode(jeton_fournisseur, 'escape') as jeton from session where jeton_fournisseur is not null",
    );
    expect(kept.length).toBeGreaterThan(0);
    for (const { jeton } of kept) expect(jeton).not.toMatch(/eyJ/);
  });

  test("from a session opened another way goes to the page of sign-in", async () => {
    const client = await app.signIn(SSA.id, { mode: "lien" });
    expect((await client.post("/deconnexion")).location).toBe("/connexion");
  });
});

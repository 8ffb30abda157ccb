import { afterAll, describe, expect, test } from "vitest";
import { inviterAgent } from "#app/acces/invitations/commands.server.ts";
import { inTransaction } from "#app/platform/db/database.server.ts";
import type { Client } from "#tests/app.ts";
import { person } from "#tests/cast.ts";
import { openSceneProConnect, URL_PUBLIQUE } from "#tests/fournisseur-identite-scene.ts";
import { entrerParProConnect, openVisite } from "#tests/fournisseur-identite-visite.ts";

const { app, fournisseur, database, clock, rows, close } = await openSceneProConnect();
afterAll(close);

const messages = (courriel: string, gabarit = "acces.rattachement") =>
  rows("select texte from courriel where destinataire = $1 and gabarit = $2 order by cree_le", [
    courriel,
    gabarit,
  ]);
const linkIn = (texte: string) => /\/(?:rattachement|invitation)\/[\w-]{43}/.exec(texte)?.[0] ?? "";
const agentOfIdentity = async (sub: string) =>
  (await rows("select agent_id from identite where sujet = $1", [sub]))[0]?.agent_id;
const enter = (email: string, client: Client = app.anonymous(), depart?: string) =>
  entrerParProConnect(client, openVisite(URL_PUBLIQUE), email, depart);

describe("somebody whose address is known here", () => {
  const ia = person("ia_ipr");

  test("does not enter: the mailbox is asked, once in a quarter of an hour", async () => {
    const { email, sub } = fournisseur.inscrire({ email: ia.courriel.toUpperCase() });
    const client = app.anonymous();
    expect(await enter(email, client)).toMatchObject({
      status: 303,
      location: "/connexion/proconnect/attente",
    });
    expect(client.cookies.size).toBe(0);
    expect((await client.get("/connexion/proconnect/attente")).h1).toBe("Confirmez depuis votre messagerie");
    await enter(email);
    const sent = await messages(ia.courriel);
    expect(sent).toHaveLength(1);
    expect(sent[0].texte).toContain("Nom transmis : Camille Rivage");
    expect(await agentOfIdentity(sub)).toBeNull();
    expect(await rows("select 1 from session where agent_id = $1", [ia.id])).toEqual([]);
    const [said] = await rows(
      "select agent_id, faits from audit_event where evenement = 'identite.proposer' and objet_id = $1",
      [ia.id],
    );
    expect(said).toMatchObject({ agent_id: null });
  });

  test("confirms from the mailbox, where reading alone changes nothing, and enters from then on", async () => {
    const link = linkIn((await messages(ia.courriel))[0].texte);
    for (let scans = 0; scans < 2; scans++) {
      const page = await app.anonymous().get(link);
      expect(page.h1).toBe("Est-ce bien vous ?");
      expect(page.text).toContain(`${ia.prenom} ${ia.nom}`);
    }
    const sub = (await rows("select sujet from identite where courriel = $1", [ia.courriel.toLowerCase()]))[0]
      .sujet;
    expect(await agentOfIdentity(sub)).toBeNull();
    const client = app.anonymous();
    expect((await client.post(link, { decision: "peut-être" })).status).toBe(422);
    // Twice: the second changes nothing.
    for (let n = 0; n < 2; n++) expect((await client.post(link, { decision: "accepter" })).status).toBe(303);
    expect((await client.get(link)).text).toContain("C’est confirmé");
    expect(client.cookies.size).toBe(0);
    expect(await agentOfIdentity(sub)).toBe(ia.id);
    expect(
      await rows(
        "select faits->>'voie' as voie from audit_event where evenement = 'identite.rattacher' and objet_id = $1",
        [ia.id],
      ),
    ).toEqual([{ voie: "boite" }]);
    expect(await client.post(link, { decision: "refuser" })).toMatchObject({ status: 422 });
    expect(await enter(ia.courriel.toUpperCase(), client)).toMatchObject({ status: 303, location: "/" });
    expect((await client.get("/droits")).status).toBe(200);
  });

  test("says that it is not them: nobody enters, and nothing more is sent that day", async () => {
    const ien = person("ien");
    const { email, sub } = fournisseur.inscrire({ email: ien.courriel });
    await enter(email);
    const link = linkIn((await messages(ien.courriel))[0].texte);
    await app.anonymous().post(link, { decision: "refuser" });
    expect((await app.anonymous().get(link)).text).toContain("Personne n’entrera");
    clock.offset = 60 * 60_000;
    fournisseur.inscrire({ email, sub });
    clock.offset = 0;
    const again = await enter(email);
    expect([again.status, again.text.includes("a répondu que ce n’était pas elle")]).toEqual([403, true]);
    expect(await messages(ien.courriel)).toHaveLength(1);
    expect(await agentOfIdentity(sub)).toBeNull();
  });

  test("finds an old link closed, and an unknown one nowhere", async () => {
    const depp = person("depp");
    await enter(fournisseur.inscrire({ email: depp.courriel }).email);
    const link = linkIn((await messages(depp.courriel))[0].texte);
    clock.offset = 3 * 86_400_000;
    try {
      expect((await app.anonymous().get(link)).text).toContain("a plus de trois jours");
      expect((await app.anonymous().post(link, { decision: "accepter" })).status).toBe(422);
    } finally {
      clock.offset = 0;
    }
    expect((await app.anonymous().get(`/rattachement/${"x".repeat(43)}`)).status).toBe(404);
    expect(
      (await app.anonymous().post(`/rattachement/${"x".repeat(43)}`, { decision: "accepter" })).status,
    ).toBe(404);
  });
});

describe("somebody invited", () => {
  const invite = async (agentId: string) => {
    await inTransaction(database.db, (tx) =>
      inviterAgent(tx, app.context, { agentId, invitePar: null, message: "" }),
    );
    const { courriel } = (await rows("select courriel from agent where id = $1", [agentId]))[0];
    return (
      linkIn((await messages(courriel, "acces.invitation")).at(-1)?.texte ?? "")
        .split("/")
        .at(-1) ?? ""
    );
  };

  test("enters by ProConnect with another address, straight to where they were going", async () => {
    const carec = person("carec");
    const jeton = await invite(carec.id);
    const { email, sub } = fournisseur.inscrire({ email: "autre.adresse@ac-exemple.fr" });
    const client = app.anonymous();
    const depart = `/connexion/proconnect?invitation=${jeton}&suite=%2Fdroits`;
    expect(await enter(email, client, depart)).toMatchObject({ status: 303, location: "/droits" });
    expect(await agentOfIdentity(sub)).toBe(carec.id);
    expect(await rows("select courriel from agent where id = $1", [carec.id])).toEqual([
      { courriel: carec.courriel },
    ]);
    const accepted = await rows(
      "select agent_id from audit_event where evenement = 'invitation.accepter' and objet_id = $1",
      [carec.id],
    );
    expect(accepted).toEqual([{ agent_id: carec.id }]);
    // The link has served: its own page says so.
    expect((await app.anonymous().get(depart)).location).toBe(`/invitation/${jeton}`);
  });

  test("is shown first who is invited, when the link comes from elsewhere", async () => {
    const jeton = await invite(person("dos").id);
    const path = `/connexion/proconnect?invitation=${jeton}`;
    for (const site of ["cross-site", "same-site", "none"])
      expect((await app.anonymous().get(path, { "Sec-Fetch-Site": site })).location).toBe(
        `/invitation/${jeton}`,
      );
    const { location } = await app.anonymous().get(path, { "Sec-Fetch-Site": "same-origin" });
    expect(location).toContain(fournisseur.proconnect.emetteur);
  });

  test("cannot take the identity of somebody who enters already", async () => {
    const daf = person("daf");
    const { email, sub } = fournisseur.inscrire({ email: "deja.la@ac-exemple.fr" });
    await enter(email);
    const before = await agentOfIdentity(sub);
    const answer = await enter(
      email,
      app.anonymous(),
      `/connexion/proconnect?invitation=${await invite(daf.id)}`,
    );
    expect([answer.status, answer.text.includes("déjà celle d’une autre personne")]).toEqual([403, true]);
    expect(await agentOfIdentity(sub)).toBe(before);
  });

  test("does not enter by an invitation cancelled while they signed in", async () => {
    const dasen = person("dasen");
    const jeton = await invite(dasen.id);
    const { email, sub } = fournisseur.inscrire({ email: "trop.tard@ac-exemple.fr" });
    const client = app.anonymous();
    const { location } = await client.get(`/connexion/proconnect?invitation=${jeton}`);
    const retour = new URL(await openVisite(URL_PUBLIQUE).identifier(location ?? "", email));
    await database.pool.query("update invitation set annulee_le = now() where agent_id = $1", [dasen.id]);
    const answer = await client.get(retour.pathname + retour.search);
    expect([answer.status, answer.text.includes("Cette invitation a déjà servi, a été annulée")]).toEqual([
      403,
      true,
    ]);
    expect(await agentOfIdentity(sub)).toBeUndefined();
  });
});

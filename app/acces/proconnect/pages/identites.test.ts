import { afterAll, describe, expect, test } from "vitest";
import type { Client } from "#tests/app.ts";
import { person } from "#tests/cast.ts";
import { openSceneProConnect, URL_PUBLIQUE } from "#tests/fournisseur-identite-scene.ts";
import { entrerParProConnect, openVisite } from "#tests/fournisseur-identite-visite.ts";

const { app, fournisseur, rows, close } = await openSceneProConnect();
afterAll(close);

const agentOfIdentity = async (sub: string) =>
  (await rows("select agent_id from identite where sujet = $1", [sub]))[0]?.agent_id;
const enter = (email: string, client: Client = app.anonymous(), depart?: string) =>
  entrerParProConnect(client, openVisite(URL_PUBLIQUE), email, depart);

describe("whoever holds the rights of a person", () => {
  const chef = person("chef_etablissement");
  const equipe = person("equipe");
  const path = `/personnes/${equipe.id}/identites`;
  let sub = "";
  const hidden = (body: string, name: string) =>
    new RegExp(`name="${name}" value="([^"]+)"`).exec(body)?.[1] ?? "";

  test("sees the question, and answers it for them", async () => {
    const inscrite = fournisseur.inscrire({ email: equipe.courriel });
    sub = inscrite.sub;
    await enter(inscrite.email);
    const head = await app.signIn(chef.id, { renforcee: true });
    const page = await head.get(path);
    expect(page.status).toBe(200);
    expect(page.text).toContain("Camille Rivage");
    const rattachement = hidden(page.body, "rattachement");
    for (let n = 0; n < 2; n++)
      expect(await head.post(path, { acte: "accepter", rattachement })).toMatchObject({
        status: 303,
        location: path,
      });
    expect(await agentOfIdentity(sub)).toBe(equipe.id);
    expect(
      await rows(
        "select agent_id, faits->>'voie' as voie from audit_event where evenement = 'identite.rattacher' and objet_id = $1",
        [equipe.id],
      ),
    ).toEqual([{ agent_id: chef.id, voie: "habilite" }]);
  });

  test("detaches: the sessions of this identity close at once", async () => {
    const client = app.anonymous();
    expect((await enter(equipe.courriel, client)).location).toBe("/");
    const head = await app.signIn(chef.id, { renforcee: true });
    const identite = hidden((await head.get(path)).body, "identite");
    for (let n = 0; n < 2; n++)
      expect((await head.post(path, { acte: "detacher", identite })).status).toBe(303);
    expect((await client.get("/")).status).toBe(303);
    expect(await agentOfIdentity(sub)).toBeNull();
    const told = await rows(
      "select faits from audit_event where evenement = 'identite.detacher' and objet_id = $1",
      [equipe.id],
    );
    expect(told).toMatchObject([{ faits: { sessions: 1 } }]);
    // The address alone opens nothing again.
    expect((await enter(equipe.courriel)).location).toBe("/connexion/proconnect/attente");
  });

  test("must have proven who they are just now, and holds only their own people", async () => {
    const head = await app.signIn(chef.id, { renforcee: false });
    expect((await head.get(path)).location).toMatch(/^\/confirmation/);
    const other = await app.signIn(person("directeur_ecole").id, { renforcee: true });
    const page = await (await app.signIn(chef.id, { renforcee: true })).get(path);
    const rattachement = hidden(page.body, "rattachement");
    expect((await other.get(path)).status).toBe(404);
    expect((await other.post(path, { acte: "accepter", rattachement })).status).toBe(404);
    expect((await (await app.signIn(person("ssa").id, { renforcee: true })).get(path)).status).toBe(403);
    expect(await agentOfIdentity(sub)).toBeNull();
  });

  test("cannot answer for a person with a question asked to another, nor for themselves", async () => {
    const head = await app.signIn(chef.id, { renforcee: true });
    await enter(fournisseur.inscrire({ email: person("ssa").courriel }).email);
    const elsewhere = (await rows("select id from rattachement where agent_id <> $1 limit 1", [equipe.id]))[0]
      .id;
    expect((await head.post(path, { acte: "accepter", rattachement: elsewhere })).status).toBe(404);
    await enter(fournisseur.inscrire({ email: chef.courriel }).email);
    const own = `/personnes/${chef.id}/identites`;
    const [{ id }] = await rows("select id from rattachement where agent_id = $1", [chef.id]);
    const answer = await head.post(own, { acte: "accepter", rattachement: id });
    expect(answer.status).toBe(422);
    expect(answer.text).toContain("personne ne confirme pour soi-même");
    expect((await head.get(own)).body).not.toContain('value="accepter"');
  });
});

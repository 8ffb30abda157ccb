import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type Client, createTestApp, type TestApp } from "#tests/app.ts";
import { oublierListe } from "#tests/candidatures.ts";
import { LIEUX } from "#tests/cast.ts";
import { createTestDatabase, type TestDatabase } from "#tests/database.ts";
import { formOf } from "#tests/forms.ts";

let database: TestDatabase;
let app: TestApp;
let chef: Client;
let pilote: Client;
let id: string;
let offre: string;

const TEXTE = "L’équipe a déjà ouvert un conseil local avec les écoles du secteur.";

beforeAll(async () => {
  database = await createTestDatabase("demo");
  await oublierListe(database);
  app = createTestApp(database, { newId: randomUUID });
  [chef, pilote] = [await app.as("chef_etablissement"), await app.as("pilote_academique")];
  id = await one("select id as v from campagne_ciblage where nom = 'Prochains contrats locaux'");
  offre = `/ciblage/volontariat/${id}/${LIEUX.college}`;
});
afterAll(() => database.drop());

const rowsOf = (query: string, values: unknown[] = []) =>
  database.pool.query(query, values).then(({ rows }) => rows);
const one = async (query: string, values: unknown[] = []) => (await rowsOf(query, values))[0]?.v;
const setEtat = (etat: string) =>
  database.pool.query("update campagne_ciblage set etat = $2 where id = $1", [id, etat]);
const lueOf = async () => /name="lue" value="([^"]*)"/.exec((await chef.get(offre)).body)?.[1] ?? "absent";
const declarer = (texte: string, lue: string, client = chef) => client.post(offre, formOf({ texte, lue }));
const proactive = () =>
  one("select proactive as v from candidature where campagne_id = $1 and uai = $2", [id, LIEUX.college]);

describe("a head", () => {
  test("knows nothing of a campaign in preparation", async () => {
    await setEtat("preparation");
    expect((await chef.get("/ciblage/volontariat")).text).toContain("Aucune campagne ouverte ne concerne");
    expect((await chef.get(offre)).status).toBe(404);
    expect((await declarer(TEXTE, "")).status).toBe(404);
    await setEtat("ouverte");
  });

  test("declares the structure, says it again without effect, changes it, and is told when somebody else did", async () => {
    const page = await chef.get("/ciblage/volontariat");
    expect([page.status, page.h1]).toEqual([200, "Se déclarer volontaire"]);
    expect(page.text).toContain("cela ne compte dans aucune règle");
    expect(page.body).toContain(offre);
    const short = await declarer("Oui", "");
    expect([short.status, short.text]).toEqual([422, expect.stringContaining("Dites en quelques phrases")]);
    for (const _ of [1, 2]) expect((await declarer(TEXTE, "")).status).toBe(303);
    const lue = await lueOf();
    expect((await declarer(`${TEXTE} Et plus.`, lue)).status).toBe(303);
    const crossed = await declarer("Un tout autre texte, écrit en même temps.", lue);
    expect([crossed.status, crossed.body]).toEqual([409, expect.stringContaining("Un tout autre texte")]);
    const events = await rowsOf(
      "select evenement, faits, v.avant is not null as avant from audit_event e left join audit_valeur v on v.audit_event_id = e.id where objet_type = 'volontariat' order by e.id",
    );
    expect(events.map(({ evenement, avant }) => [evenement, avant])).toEqual([
      ["volontariat.declarer", false],
      ["volontariat.declarer", true],
    ]);
    expect(events[0].faits).toEqual({ campagne: id, uai: LIEUX.college });
  });

  test("reaches its own structure only", async () => {
    const autre = await one(
      "select uai as v from structure where academie_code = '96' and type = 'college' and statut_ep = 'hors_ep' and etat = 'ouvert' and uai <> $1 limit 1",
      [LIEUX.college],
    );
    for (const address of [
      `/ciblage/volontariat/${id}/${autre}`,
      `/ciblage/volontariat/${id}/${autre}/retrait`,
      `/ciblage/volontariat/${randomUUID()}/${LIEUX.college}`,
      `/ciblage/volontariat/x/${LIEUX.college}`,
    ])
      expect((await chef.get(address)).status, address).toBe(404);
    const directeur = await app.as("directeur_ecole");
    expect((await directeur.get(offre)).status).toBe(404);
    expect((await declarer(TEXTE, "", directeur)).status).toBe(404);
    expect((await (await app.as("equipe")).get("/ciblage/volontariat")).status).toBe(403);
    expect((await chef.get(`/ciblage/${id}/volontariats`)).status).toBe(403);
  });

  test("is not asked where the campaign does not look at the structure", async () => {
    await database.pool.query(
      "update campagne_ciblage set population = jsonb_set(population, '{statutsEp}', '[\"rep\"]') where id = $1",
      [id],
    );
    const page = await chef.get(offre);
    expect([page.status, page.text]).toEqual([
      200,
      expect.stringContaining("ne regarde pas votre structure"),
    ]);
    expect((await declarer("Un texte qui ne passera pas.", await lueOf())).status).toBe(422);
    expect((await pilote.get(`/ciblage/${id}/volontariats`)).text).toContain("hors de la population");
    await database.pool.query(
      "update campagne_ciblage set population = jsonb_set(population, '{statutsEp}', '[\"hors_ep\"]') where id = $1",
      [id],
    );
  });
});

describe("who prepares the list", () => {
  test("reads who came forward, noted and never counted, and takes it away in three formats", async () => {
    const page = await pilote.get(`/ciblage/${id}/volontariats`);
    expect([page.status, page.h1]).toEqual([200, "Structures volontaires : Prochains contrats locaux"]);
    expect(page.text).toContain("noté, jamais compté");
    expect(page.text).toContain(`${TEXTE} Et plus.`);
    expect((await pilote.get(`/ciblage/${id}/volontariats?etat=retiree`)).text).toContain(
      "Aucune structure volontaire",
    );
    expect((await pilote.get(`/ciblage/${id}/volontariats?suite=a_voir`)).text).toContain(TEXTE);
    const file = await pilote.get(`/ciblage/${id}/volontariats/export`);
    expect(file.body).toContain(`${LIEUX.college};`);
    for (const format of ["xlsx", "ods"])
      expect((await pilote.get(`/ciblage/${id}/volontariats/export?format=${format}`)).status).toBe(200);
  });

  test("reads it within a département, and brings nobody in from another", async () => {
    const ailleurs = await one(
      "select uai as v from structure where academie_code = '96' and departement_code <> '961' and type = 'college' limit 1",
    );
    await database.pool.query(
      `insert into volontariat (id, campagne_id, uai, texte, agent_id, declare_le)
        select $1, $2, $3, 'D’un autre département', agent_id, declare_le from volontariat limit 1`,
      [randomUUID(), id, ailleurs],
    );
    const dasen = await app.as("dasen");
    const page = await dasen.get(`/ciblage/${id}/volontariats`);
    expect(page.text).not.toContain("D’un autre département");
    expect((await dasen.get(`/ciblage/${id}/volontariats/${ailleurs}/entree`)).status).toBe(404);
    const recteur = await app.as("recteur");
    expect((await recteur.get(`/ciblage/${id}/volontariats`)).text).toContain("D’un autre département");
    expect((await recteur.get(`/ciblage/${id}/volontariats/${ailleurs}/entree`)).status).toBe(403);
    await pilote.post(`/ciblage/${id}/volontariats/${ailleurs}/entree`, { motif: "Connue du terrain" });
    expect(await one("select origine as v from candidature where uai = $1", [ailleurs])).toBe("volontariat");
  });

  test("brings a volunteer in with a motive, once; the candidature says that it came forward", async () => {
    const entree = `/ciblage/${id}/volontariats/${LIEUX.college}/entree`;
    expect((await pilote.get(entree)).text).toContain(TEXTE);
    expect((await pilote.post(entree, { motif: "" })).status).toBe(422);
    expect((await pilote.post(entree, { motif: "Équipe engagée" })).status).toBe(303);
    const again = await pilote.post(entree, { motif: "Équipe engagée" });
    expect([again.status, again.text]).toEqual([422, expect.stringContaining("déjà suivie")]);
    expect(await rowsOf("select etat, origine from candidature where uai = $1", [LIEUX.college])).toEqual([
      { etat: "repere", origine: "volontariat" },
    ]);
    expect(await proactive()).toBe(true);
  });

  test("finds a candidature that came otherwise up to date with the declaration, in its transaction", async () => {
    await database.pool.query("update candidature set origine = 'ajout', proactive = false where uai = $1", [
      LIEUX.college,
    ]);
    expect((await declarer("Une déclaration reprise, plus courte.", await lueOf())).status).toBe(303);
    expect(await proactive()).toBe(true);
    for (const _ of [1, 2]) expect((await chef.post(`${offre}/retrait`)).status).toBe(303);
    expect(await proactive()).toBe(false);
    expect(
      await one("select count(*)::int as v from audit_event where evenement = 'volontariat.retirer'"),
    ).toBe(1);
    expect((await pilote.get(`/ciblage/${id}/volontariats?etat=retiree`)).text).toContain("retirée le");
    expect((await declarer(TEXTE, "")).status).toBe(303);
    expect(await proactive()).toBe(true);
  });
});

test("after the list is published the declaration stays read, and no other is made", async () => {
  await setEtat("publiee");
  const page = await chef.get("/ciblage/volontariat");
  expect(page.text).toContain(TEXTE);
  expect(page.text).not.toContain("Modifier la déclaration");
  const late = await declarer("Un texte qui vient trop tard.", await lueOf());
  expect([late.status, late.text]).toEqual([422, expect.stringContaining("ne reçoit plus de déclaration")]);
  await setEtat("ouverte");
});

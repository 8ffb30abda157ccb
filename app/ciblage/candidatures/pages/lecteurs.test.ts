import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type Client, createTestApp, type TestApp } from "#tests/app.ts";
import { calculerDemonstration } from "#tests/calculs.ts";
import { entrer, oublierListe } from "#tests/candidatures.ts";
import { LIEUX } from "#tests/cast.ts";
import { createTestDatabase, type TestDatabase } from "#tests/database.ts";
import { formOf } from "#tests/forms.ts";
import { insererListe } from "#tests/listes.ts";

let database: TestDatabase;
let app: TestApp;
let campagne: string;
let base: string;
let pilote: Client;
let recteur: Client;
let dasen: Client;

const une = async (where: string) => {
  const { rows } = await database.pool.query<{ uai: string; nom: string }>(
    `select uai, nom from structure where academie_code = $1 and etat = 'ouvert' and ${where}
       and not exists (select from candidature c where c.uai = structure.uai) order by uai desc limit 1`,
    [LIEUX.academie],
  );
  return { uai: rows[0]?.uai ?? "", nom: rows[0]?.nom ?? "" };
};
const etatDe = async (id: string) =>
  (await database.pool.query<{ etat: string }>("select etat from candidature where id = $1", [id])).rows[0]
    ?.etat;
const acte = (lignes: string | readonly string[], name: string, motif = "") =>
  formOf({ lignes, acte: name, motif });
const page = (id: string) => `/ciblage/candidatures/${id}`;

beforeAll(async () => {
  database = await createTestDatabase("demo");
  await oublierListe(database);
  app = createTestApp(database, { newId: randomUUID });
  ({ campagne } = await calculerDemonstration(database, app.context));
  base = `/ciblage/${campagne}/candidatures`;
  [pilote, recteur, dasen] = (await Promise.all(
    (["pilote_academique", "recteur", "dasen"] as const).map((fonction) => app.as(fonction)),
  )) as [Client, Client, Client];
});
afterAll(() => database.drop());

describe("who reads and acts", () => {
  test("a DASEN sees and acts in their département only", async () => {
    const [ici, la] = [
      await une(`type = 'college' and departement_code = '${LIEUX.departement}'`),
      await une(`type = 'college' and departement_code <> '${LIEUX.departement}'`),
    ];
    const [idIci = "", idLa = ""] = await entrer(app.context, campagne, [ici.uai, la.uai]);
    const liste = await dasen.get(`${base}?taille=100`);
    expect([liste.body.includes(idIci), liste.body.includes(idLa)]).toEqual([true, false]);
    expect((await dasen.get(`${base}/export?format=csv`)).body).not.toContain(la.uai);
    expect([(await dasen.get(page(idIci))).status, (await dasen.get(page(idLa))).status]).toEqual([200, 404]);
    expect((await dasen.get(`${base}/decision?c=${idLa}`)).status).toBe(404);
    const lot = await dasen.post(
      `${base}/decision?c=${idIci}`,
      acte([`${idIci}:1`, `${idLa}:1`], "retenir", "Oui."),
    );
    expect(lot.text).toContain("Cette structure n’est plus dans votre périmètre.");
    expect([await etatDe(idIci), await etatDe(idLa)]).toEqual(["retenu", "presente"]);
    expect((await dasen.get(`${page(idLa)}/argument`)).status).toBe(404);
  });

  test("a campaign in preparation does not exist for who proposes or publishes later", async () => {
    const { uai } = await une(`type = 'college' and departement_code = '${LIEUX.departement}'`);
    await database.pool.query("update campagne_ciblage set etat = 'preparation' where id = $1", [campagne]);
    const adresses = [base, `${base}/ajout`, `${base}/ajout?uai=${uai}`, `${base}/reperage`];
    const renforce = await app.as("recteur", { renforcee: true });
    const absente = await renforce.get(`/ciblage/${randomUUID()}/publication`);
    const preparee = await renforce.get(`/ciblage/${campagne}/publication`);
    expect([preparee.status, preparee.text]).toEqual([404, absente.text]);
    for (const adresse of adresses) {
      expect((await dasen.get(adresse)).status, adresse).toBe(404);
      expect((await pilote.get(adresse)).status, adresse).toBe(200);
    }
    for (const adresse of adresses.slice(1))
      expect((await dasen.post(adresse, formOf({ calcul: randomUUID() }))).status, adresse).toBe(404);
    await database.pool.query("update campagne_ciblage set etat = 'ouverte' where id = $1", [campagne]);
  });

  test("an inspector, a head and a team read nothing of it", async () => {
    const [id = ""] = await entrer(app.context, campagne, [(await une("type = 'college'")).uai]);
    for (const fonction of ["ien", "chef_etablissement", "equipe"] as const) {
      const client = await app.as(fonction);
      for (const adresse of [base, `${base}/export`, page(id), `${base}/ajout`])
        expect((await client.get(adresse)).status).toBe(403);
    }
    expect((await pilote.get(page(randomUUID()))).status).toBe(404);
    expect((await pilote.get(page("rien"))).status).toBe(404);
  });
});

describe("a head, on a published list", () => {
  const adresse = `/structures/${LIEUX.college}/ciblage/reponse`;

  test("finds nothing before, then accepts or declines freely", async () => {
    const { rows } = await database.pool.query<{ id: string }>(
      "select id from candidature where campagne_id = $1 and uai = $2",
      [campagne, LIEUX.college],
    );
    const [id = ""] = rows[0] ? [rows[0].id] : await entrer(app.context, campagne, [LIEUX.college]);
    await database.pool.query("update candidature set etat = 'retenu' where id = $1", [id]);
    const chef = await app.as("chef_etablissement");
    expect((await chef.get(adresse)).status).toBe(404);
    await database.pool.query("update campagne_ciblage set etat = 'publiee' where id = $1", [campagne]);
    await insererListe(database, {
      ...{ campagne, calcul: null, decidees: [{ uai: LIEUX.college, etat: "retenu", motif: "" }] },
    });
    const lue = await chef.get(adresse);
    expect([lue.status, lue.text.includes("On entre librement dans un contrat")]).toEqual([200, true]);
    const version = /name="version" value="(\d+)"/.exec(lue.body)?.[1] ?? "";
    const repondre = (reponse: string, of = version) =>
      chef.post(adresse, formOf({ candidature: id, version: of, reponse, motif: "" }));
    expect((await chef.post(adresse, formOf({ candidature: id, version }))).status).toBe(422);
    expect((await repondre("accepter")).status).toBe(303);
    expect((await repondre("accepter")).status).toBe(303);
    expect((await chef.get(adresse)).text).toContain("Votre accord est enregistré");
    expect((await repondre("decliner")).status).toBe(409);
    expect((await repondre("decliner", String(Number(version) + 1))).status).toBe(303);
    expect((await chef.get(adresse)).text).toContain("Votre structure a décliné, et ce choix est respecté");
    expect(await etatDe(id)).toBe("a_decline");
    expect((await (await app.as("directeur_ecole")).get(adresse)).status).toBe(404);
    expect((await recteur.get(adresse)).status).toBe(403);
    expect((await recteur.get(page(id))).text).toContain("A décliné : Nadia Estran (Chef d’établissement)");
  });
});

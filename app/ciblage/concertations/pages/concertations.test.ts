import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type Client, createTestApp, type TestApp } from "#tests/app.ts";
import { createTestDatabase, type TestDatabase } from "#tests/database.ts";
import { hasDialogueSocial, listConcertations } from "../queries.server.ts";

let database: TestDatabase;
let app: TestApp;
let pilote: Client;
let campagne: string;

beforeAll(async () => {
  database = await createTestDatabase("demo");
  app = createTestApp(database, { newId: randomUUID });
  pilote = await app.as("pilote_academique");
  const { rows } = await database.pool.query<{ id: string }>(
    "select id from campagne_ciblage where etat = 'ouverte' limit 1",
  );
  campagne = rows[0]?.id ?? "";
});
afterAll(() => database.drop());

type Fields = Record<string, string>;
const base = () => `/ciblage/${campagne}/concertations`;
const saisie = (changes: Fields = {}): Fields => ({
  ...{ id: randomUUID(), genre: "dialogue_social", instance: "CSA académique", tenueLe: "2026-11-20" },
  ...{ participants: "3 représentants de la FSU", compteRendu: "Critères présentés.", lignes: "6" },
  ...{ organisation_0: "FSU", position_0: "reserve", texte_0: "Demande un bilan annuel." },
  ...{ organisation_2: "UNSA Éducation", position_2: "favorable" },
  ...changes,
});
async function consigner(changes: Fields = {}): Promise<string> {
  const answer = await pilote.post(`${base()}/nouvelle`, saisie(changes));
  expect(answer.status, answer.text).toBe(303);
  return answer.location ?? "";
}
const evenements = async (id: string) =>
  (
    await database.pool.query<{ evenement: string; faits: unknown }>(
      "select evenement, faits from audit_event where objet_type = 'concertation' and objet_id = $1 order by id",
      [id],
    )
  ).rows;

describe("who records", () => {
  test("reads the meeting again as it was written, by organisation, on its page and in a file", async () => {
    expect(await hasDialogueSocial(database.db, campagne)).toBe(false);
    expect((await pilote.get(base())).text).toContain("Aucun dialogue social n’est consigné");
    const address = await consigner();
    expect(await hasDialogueSocial(database.db, campagne)).toBe(true);
    const page = await pilote.get(address);
    expect([page.status, page.h1]).toEqual([200, "CSA académique, le 20 novembre 2026"]);
    expect(page.text).toMatch(/FSU Réserve ?Demande un bilan annuel\./);
    expect(page.text).toContain("2 organisations : favorable : 1, réserve : 1.");
    const liste = await pilote.get(base());
    expect(liste.text).toContain("Favorable : 1, Réserve : 1");
    expect(liste.text).not.toContain("Aucun dialogue social");
    for (const format of ["csv", "xlsx", "ods"])
      expect((await pilote.get(`${base()}/export?format=${format}`)).status).toBe(200);
    const { body } = await pilote.get(`${base()}/export?format=csv`);
    expect(body).toContain("CSA académique");
    expect(body).toContain("UNSA Éducation");
  });

  test("is not recorded twice by a double click, and the journal keeps counts only", async () => {
    const fields = saisie({ instance: "CTSD du Nord" });
    for (const _ of [1, 2]) expect((await pilote.post(`${base()}/nouvelle`, fields)).status).toBe(303);
    const toutes = await listConcertations(database.db, campagne);
    expect(toutes.filter(({ instance }) => instance === "CTSD du Nord")).toHaveLength(1);
    expect(await evenements(fields.id ?? "")).toEqual([
      {
        evenement: "concertation.consigner",
        faits: { campagne, genre: "dialogue_social", positions: 2 },
      },
    ]);
  });

  test("changes a position, adds one and removes one in the same form", async () => {
    const address = await consigner({ instance: "CCMA avec le CAEC" });
    const id = address.split("/").at(-1) ?? "";
    const form = await pilote.get(`${address}/modification`);
    expect(form.body).toContain('value="UNSA Éducation"');
    const changed = saisie({
      ...{ instance: "CCMA avec le CAEC", version: "1", organisation_1: "UNSA Éducation" },
      ...{ position_1: "abstention", organisation_2: "SNEC-CFTC", position_2: "favorable", retirer_0: "on" },
    });
    expect((await pilote.post(`${address}/modification`, changed)).status).toBe(303);
    const found = (await listConcertations(database.db, campagne)).find((one) => one.id === id);
    expect(found?.positions.map(({ organisation, position }) => [organisation, position])).toEqual([
      ["UNSA Éducation", "abstention"],
      ["SNEC-CFTC", "favorable"],
    ]);
    expect((await evenements(id)).map(({ evenement }) => evenement)).toEqual([
      "concertation.consigner",
      "concertation.modifier",
    ]);
  });

  test("learns that somebody else wrote meanwhile, and keeps their own text", async () => {
    const address = await consigner({ instance: "Comité de suivi" });
    const form = `${address}/modification`;
    const first = saisie({ instance: "Comité de suivi", version: "1", compteRendu: "Le premier." });
    for (const _ of [1, 2]) expect((await pilote.post(form, first)).status).toBe(303);
    expect(await evenements(address.split("/").at(-1) ?? "")).toHaveLength(2);
    const dasen = await app.as("dasen");
    const late = await dasen.post(form, { ...first, compteRendu: "Le second." });
    expect(late.status).toBe(409);
    expect(late.body).toContain("Le second.");
    expect((await pilote.get(address)).text).toContain("Le premier.");
  });

  test.each([
    [{ participants: "Mme Durand, FSU" }, "semble nommer une personne"],
    [{ participants: "durand@exemple.fr" }, "semble nommer une personne"],
    [{ compteRendu: "M. Petit demande la suite." }, "semble nommer une personne"],
    [{ organisation_0: "Monsieur Petit" }, "semble nommer une personne"],
    [{ texte_0: "Écrire à fsu@exemple.fr" }, "semble nommer une personne"],
    [{ organisation_2: "fsu" }, "a déjà une ligne"],
    [{ organisation_1: "SNALC" }, "Choisissez la position"],
    [{ texte_1: "Sans organisation" }, "Dites quelle organisation"],
    [{ tenueLe: "2026-11-23" }, "consignez-la une fois tenue"],
    [{ tenueLe: "2026-02-31" }, "Donnez la date de la réunion"],
    [{ tenueLe: "0026-11-20" }, "Vérifiez l’année"],
    [{ instance: "" }, "Dites quelle instance"],
  ])("is refused %j kindly, and what was typed comes back", async (changes: Fields, phrase) => {
    const answer = await pilote.post(`${base()}/nouvelle`, saisie({ instance: "À revoir", ...changes }));
    expect(answer.status).toBe(422);
    expect(answer.text).toContain(phrase);
    expect(answer.body).toContain(changes.compteRendu ?? "Critères présentés.");
    expect(answer.body).toContain(changes.texte_0 ?? "Demande un bilan annuel.");
    const toutes = await listConcertations(database.db, campagne);
    expect(toutes.filter(({ instance }) => instance === "À revoir")).toEqual([]);
  });

  test("asks for more lines without recording anything", async () => {
    const fields = saisie({ instance: "Beaucoup d’organisations", geste: "lignes", organisation_1: "SNALC" });
    const { status, body } = await pilote.post(`${base()}/nouvelle`, fields);
    expect(status).toBe(200);
    expect(body).toContain('name="organisation_8"');
    expect(body).not.toContain('name="organisation_9"');
    expect(body).toContain('value="SNALC"');
    expect(body).toContain(`name="id" value="${fields.id}"`);
  });
});

describe("who reads", () => {
  test("those who read the campaign, without the acts; never a head, nor another académie", async () => {
    const address = await consigner({ instance: "Réunion des élus", genre: "concertation" });
    const ssa = await app.as("ssa");
    const page = await ssa.get(address);
    expect(page.status).toBe(200);
    expect(page.body).not.toContain("/modification");
    expect((await ssa.get(`${address}/modification`)).status).toBe(403);
    expect((await (await app.as("chef_etablissement")).get(address)).status).toBe(403);
    expect((await pilote.get(`${base()}/${randomUUID()}`)).status).toBe(404);
    expect((await pilote.get(`${base()}/rien`)).status).toBe(404);
    await database.pool.query(
      "update campagne_ciblage set academie_code = (select code from academie where code <> '96' order by code limit 1) where id = $1",
      [campagne],
    );
    for (const path of ["", "/export", "/nouvelle", `/${address.split("/").at(-1)}`])
      expect((await pilote.get(`${base()}${path}`)).status).toBe(404);
    expect((await pilote.post(`${base()}/nouvelle`, saisie())).status).toBe(404);
    await database.pool.query("update campagne_ciblage set academie_code = '96' where id = $1", [campagne]);
  });

  test("in a campaign in preparation, only those who prepare it; in a closed one nothing more is written", async () => {
    const address = await consigner({ instance: "Avant l’ouverture" });
    await database.pool.query("update campagne_ciblage set etat = 'preparation' where id = $1", [campagne]);
    const dasen = await app.as("dasen");
    expect((await dasen.get(address)).status).toBe(404);
    expect((await dasen.post(`${base()}/nouvelle`, saisie())).status).toBe(404);
    expect((await pilote.get(address)).status).toBe(200);
    await database.pool.query("update campagne_ciblage set etat = 'close' where id = $1", [campagne]);
    expect((await dasen.get(address)).status).toBe(200);
    const late = await pilote.post(`${base()}/nouvelle`, saisie());
    expect([late.status, late.text]).toEqual([422, expect.stringContaining("La campagne est close")]);
    await database.pool.query("update campagne_ciblage set etat = 'ouverte' where id = $1", [campagne]);
  });
});

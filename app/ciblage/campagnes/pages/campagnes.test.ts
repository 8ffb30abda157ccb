import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type Client, createTestApp, type TestApp } from "#tests/app.ts";
import { createTestDatabase, type TestDatabase } from "#tests/database.ts";
import { formOf } from "#tests/forms.ts";

let database: TestDatabase;
let app: TestApp;
let ssa: Client;

beforeAll(async () => {
  database = await createTestDatabase("demo");
  app = createTestApp(database, { newId: randomUUID });
  ssa = await app.as("ssa");
});
afterAll(() => database.drop());

const saisie = (changes: Record<string, string | string[]> = {}) =>
  formOf({
    academie: "96",
    dispositif: "cla",
    annee: "2027",
    nom: "CLA, rentrée 2027",
    familles: ["colleges", "ecoles"],
    statutsEp: ["hors_ep"],
    secteurs: ["public"],
    effectifMinimal: "0",
    ...changes,
  });

async function creer(changes: Record<string, string | string[]> = {}): Promise<string> {
  const answer = await ssa.post("/ciblage/nouvelle", saisie(changes));
  expect(answer.status, answer.text).toBe(303);
  return answer.location ?? "";
}

const audits = async () =>
  (
    await database.pool.query<{ evenement: string }>(
      "select evenement from audit_event where objet_type = 'campagne_ciblage' order by survenu_le, id",
    )
  ).rows.map(({ evenement }) => evenement);

describe("the service statistique", () => {
  test("opens a campaign, reads who it looks at, and is led to what comes next", async () => {
    const address = await creer({ nom: "Première", analyseLe: "2027-02-01" });
    expect(await audits()).toContain("campagne_ciblage.creer");
    const page = await ssa.get(address);
    expect([page.status, page.h1]).toEqual([200, "Première"]);
    expect(page.text).toContain("En préparation");
    expect(page.text).toContain("Fin des analyses");
    const population = await ssa.get(`${address}/population?famille=colleges`);
    const { rows } = await database.pool.query<{ n: number }>(
      `select count(*)::int as n from structure where academie_code = '96' and type = 'college' and secteur = 'public'
        and statut_ep = 'hors_ep' and etat in ('ouvert', 'a_fermer')`,
    );
    expect(rows[0]?.n).toBeGreaterThan(3);
    expect(population.text).toContain(`${rows[0]?.n} structures dans la campagne`);
    const out = await ssa.get(`${address}/population?famille=colleges&presence=statut_ep`);
    expect(out.text).toContain("Non : statut d’éducation prioritaire non retenu");
    const file = await ssa.get(`${address}/population/export?famille=colleges&format=csv`);
    expect(file.body.trim().split("\n").length).toBeGreaterThan(rows[0]?.n ?? 0);
  });

  test("gets back what was typed, with what is wrong", async () => {
    const answer = await ssa.post(
      "/ciblage/nouvelle",
      saisie({ nom: "Dates à revoir", familles: [], instancesLe: "2027-03-02", decisionLe: "2027-03-01" }),
    );
    expect(answer.status).toBe(422);
    expect(answer.body).toContain('value="Dates à revoir"');
    expect(answer.text).toContain("Choisissez au moins une famille");
    const dates = await ssa.post(
      "/ciblage/nouvelle",
      saisie({ instancesLe: "2027-03-02", decisionLe: "2027-03-01" }),
    );
    expect(dates.text).toContain("remettez ces dates dans l’ordre");
    const impossible = await ssa.post("/ciblage/nouvelle", saisie({ decisionLe: "2027-02-31" }));
    expect([impossible.status, impossible.text]).toEqual([422, expect.stringContaining("Donnez une date")]);
  });

  test("cannot give one name twice in a year, nor take an académie that is not theirs", async () => {
    await creer({ nom: "Deux fois" });
    const again = await ssa.post("/ciblage/nouvelle", saisie({ nom: "Deux fois" }));
    expect([again.status, again.text]).toEqual([422, expect.stringContaining("porte déjà ce nom")]);
    const elsewhere = await ssa.post("/ciblage/nouvelle", saisie({ nom: "Ailleurs", academie: "95" }));
    expect([elsewhere.status, elsewhere.text]).toEqual([422, expect.stringContaining("votre périmètre")]);
  });

  test("learns that somebody else changed the settings meanwhile", async () => {
    const address = await creer({ nom: "À deux" });
    const settings = saisie({ nom: "À deux, réglée", version: "1" });
    expect((await ssa.post(`${address}/reglages`, settings)).status).toBe(303);
    const late = await ssa.post(`${address}/reglages`, saisie({ nom: "Perdue", version: "1" }));
    expect(late.status).toBe(409);
    expect(late.body).toContain('value="Perdue"');
  });

  test("opens one that follows another, and closes the first", async () => {
    const first = await creer({ nom: "Celle d’avant" });
    const suite = await ssa.get(`/ciblage/nouvelle?suite=${first.split("/").at(-1)}`);
    expect(suite.text).toContain("fait suite à « Celle d’avant »");
    await creer({ nom: "Celle d’après", suiteDe: first.split("/").at(-1) ?? "" });
    expect((await ssa.post(`${first}/cloture`, {})).status).toBe(303);
    expect((await ssa.post(`${first}/cloture`, {})).status).toBe(422);
    expect((await ssa.post(`${first}/reglages`, saisie({ nom: "Trop tard", version: "2" }))).text).toContain(
      "La campagne est close",
    );
  });
});

describe("the measure of stability", () => {
  const stocke = async (nom: string) =>
    (
      await database.pool.query<{ stabilite: unknown }>(
        "select stabilite from campagne_ciblage where nom = $1",
        [nom],
      )
    ).rows[0]?.stabilite;
  const reglee = { tirages: "250", ecartPoids: "12,5", seuilDepartage: "90" };

  test("is that of the method until somebody sets it, and the next campaign starts from it", async () => {
    const address = await creer({ nom: "Sans réglage" });
    expect(await stocke("Sans réglage")).toEqual({ tirages: 1000, ecartPoids: 0.2, seuilDepartage: 0.8 });
    const settings = saisie({ nom: "Réglée", version: "1", ...reglee });
    expect((await ssa.post(`${address}/reglages`, settings)).status).toBe(303);
    const attendue = { tirages: 250, ecartPoids: 0.125, seuilDepartage: 0.9 };
    expect(await stocke("Réglée")).toEqual(attendue);
    const page = await ssa.get(`${address}/reglages`);
    for (const value of ["250", "12,5", "90"]) expect(page.body).toContain(`value="${value}"`);
    const suite = await ssa.get(`/ciblage/nouvelle?suite=${address.split("/").at(-1)}`);
    expect(suite.body).toContain('value="12,5"');
    await creer({ nom: "Suite", suiteDe: address.split("/").at(-1) ?? "", ...reglee });
    expect(await stocke("Suite")).toEqual(attendue);
  });

  test.each([
    [{ tirages: "0" }, "Au moins 100 tirages"],
    [{ ecartPoids: "100" }, "au plus 90"],
    [{ seuilDepartage: "120" }, "au plus 100"],
    [{ tirages: "beaucoup" }, "nombre"],
  ])("refuses %o kindly, and gives it back", async (changes, sentence) => {
    const answer = await ssa.post("/ciblage/nouvelle", saisie({ nom: "Refusée", ...changes }));
    expect([answer.status, answer.text]).toEqual([422, expect.stringContaining(sentence)]);
    expect(answer.body).toContain(`value="${Object.values(changes)[0]}"`);
  });
});

describe("who reads a campaign", () => {
  test("the deciders, once it is opened; before, it does not exist for them", async () => {
    const address = await creer({ nom: "À ouvrir" });
    const recteur = await app.as("recteur");
    expect((await recteur.get(address)).status).toBe(404);
    expect((await recteur.get("/ciblage")).text).not.toContain("À ouvrir");
    expect((await ssa.post(`${address}/ouverture`, {})).status).toBe(303);
    expect((await recteur.get(address)).status).toBe(200);
    expect((await recteur.get("/ciblage")).text).toContain("À ouvrir");
    expect((await recteur.post(`${address}/reglages`, saisie({ version: "2" }))).status).toBe(403);
  });

  test("neither a head nor somebody of another académie", async () => {
    const address = await creer({ nom: "Chez nous" });
    await ssa.post(`${address}/ouverture`, {});
    expect((await (await app.as("chef_etablissement")).get(address)).status).toBe(403);
    await database.pool.query(
      "update campagne_ciblage set academie_code = (select code from academie where code <> '96' order by code limit 1) where nom = 'Chez nous'",
    );
    expect((await ssa.get(address)).status).toBe(404);
    expect((await ssa.get(`/ciblage/${randomUUID()}`)).status).toBe(404);
    expect((await ssa.get("/ciblage/rien")).status).toBe(404);
  });

  test("the département counts its own structures only", async () => {
    const address = await creer({ nom: "Par département" });
    await ssa.post(`${address}/ouverture`, {});
    const count = (text: string) => Number(/(\d+) structures? dans la campagne/.exec(text)?.[1]);
    const all = count((await ssa.get(`${address}/population`)).text);
    const own = count((await (await app.as("dasen")).get(`${address}/population`)).text);
    expect(own).toBeGreaterThan(0);
    expect(own).toBeLessThan(all);
  });
});

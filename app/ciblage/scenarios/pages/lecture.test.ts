import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type Client, createTestApp, type TestApp } from "#tests/app.ts";
import { createTestDatabase, type TestDatabase } from "#tests/database.ts";
import { formOf } from "#tests/forms.ts";

let database: TestDatabase;
let app: TestApp;
let ssa: Client;
let campagne: string;

beforeAll(async () => {
  database = await createTestDatabase("demo");
  app = createTestApp(database, { newId: randomUUID });
  ssa = await app.as("ssa");
  const form = formOf({
    ...{ academie: "96", dispositif: "cla", annee: "2027", nom: "Pour les scénarios", effectifMinimal: "0" },
    ...{ familles: ["colleges", "ecoles"], statutsEp: ["hors_ep"], secteurs: [] },
  });
  campagne = (await ssa.post("/ciblage/nouvelle", form)).location ?? "";
});
afterAll(() => database.drop());

async function ecrire(nom: string, depart: string): Promise<string> {
  const answer = await ssa.post(`${campagne}/scenarios/nouveau`, formOf({ nom, depart }));
  expect(answer.status, answer.text).toBe(303);
  return answer.location ?? "";
}

const critere = (changes: Record<string, string> = {}) =>
  formOf({
    ...{ version: "1", role: "requis", nom: "", code: "ips", annee: "derniere" },
    ...{ comparaison: "plus_bas", valeur: "25", base: "population" },
    ...changes,
  });

describe("who reads a scenario", () => {
  test("the deciders once the campaign is opened, without its working numbers; they write nothing", async () => {
    const address = await ecrire("À lire", "nantes");
    const recteur = await app.as("recteur");
    expect((await recteur.get(address)).status).toBe(404);
    await ssa.post(`${campagne}/ouverture`, {});
    const page = await recteur.get(address);
    expect([page.status, page.h1]).toEqual([200, "Scénario « À lire »"]);
    expect(page.text).toContain("dans le quart le plus bas de la population");
    expect(page.text).not.toContain("La règle retient");
    expect((await recteur.get(`${address}/regle`)).status).toBe(403);
    expect((await recteur.post(`${address}/archivage`, { vers: "cote" })).status).toBe(403);
  });

  test("nobody by the address of another campaign, nor of nothing", async () => {
    const address = await ecrire("Ailleurs", "colleges");
    const form = formOf({
      ...{ academie: "96", dispositif: "cla", annee: "2028", nom: "Une autre", effectifMinimal: "0" },
      familles: ["colleges"],
    });
    const other = (await ssa.post("/ciblage/nouvelle", form)).location ?? "";
    expect((await ssa.get(`${other}/scenarios/${address.split("/").at(-1)}`)).status).toBe(404);
    expect((await ssa.get(`${campagne}/scenarios/${randomUUID()}`)).status).toBe(404);
    expect((await ssa.get(`${campagne}/scenarios/rien`)).status).toBe(404);
  });
});

describe("a rule is tried on a structure", () => {
  test("found by its name or its code, read criterion by criterion, with the nearest change", async () => {
    const address = await ecrire("À essayer", "colleges");
    await ssa.post(
      `${address}/regle/critere?genre=indicateur`,
      critere({ comparaison: "au_plus", valeur: "95,5", annee: "2024" }),
    );
    const { rows } = await database.pool.query<{ uai: string; nom: string; valeur: number }>(
      `select s.uai, s.nom, v.valeur from structure s join valeur_indicateur v on v.uai = s.uai and v.remplace_le is null
        where v.indicateur_code = 'ips' and v.annee = 2024 and v.valeur > 95.5 and s.academie_code = '96'
          and s.type = 'college' and s.statut_ep = 'hors_ep' and s.etat = 'ouvert' order by s.uai limit 1`,
    );
    const [one] = rows;
    const found = await ssa.get(`${address}/essai?q=${encodeURIComponent(one?.nom ?? "")}`);
    expect(found.body).toContain(`?q=${one?.uai}`);
    const page = await ssa.get(`${address}/essai?q=${one?.uai}`);
    expect(page.text).toContain("La règle ne la retient pas.");
    expect(page.text).toContain(`IPS`);
    expect(page.text).toContain(`${String(one?.valeur).replace(".", ",")}, au plus 95,5 : non rempli`);
    expect(page.text).toContain("à 95,5 au lieu de");
    expect((await ssa.get(`${address}/essai?q=introuvable`)).text).toContain("Aucune structure de ce nom");
  });
});

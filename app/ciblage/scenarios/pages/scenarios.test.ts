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

const definitionOf = async (address: string) =>
  (
    await database.pool.query<{ definition: Record<string, never>; version: number }>(
      "select definition, version from scenario where id = $1",
      [address.split("/").at(-1)],
    )
  ).rows[0];

const critere = (changes: Record<string, string> = {}) =>
  formOf({
    ...{ version: "1", role: "requis", nom: "", code: "ips", annee: "derniere" },
    ...{ comparaison: "plus_bas", valeur: "25", base: "population" },
    ...changes,
  });

describe("the service statistique", () => {
  test("starts from the example of Nantes, and reads its rule aloud with what it keeps now", async () => {
    const form = await ssa.get(`${campagne}/scenarios/nouveau`);
    expect(form.text).toContain("Il ne promet pas de retrouver les 21 collèges de 2021");
    const page = await ssa.get(await ecrire("Comme Nantes", "nantes"));
    expect([page.status, page.h1]).toEqual([200, "Scénario « Comme Nantes »"]);
    expect(page.text).toContain("Une structure est retenue si elle remplit chacun de ces critères");
    expect(page.text).toMatch(/« défavorisés » : IPS \d{4}-\d{4} au plus [\d,]+ \(le quart le plus bas/);
    expect(page.text).toMatch(/La règle retient \d+\sstructures? sur \d+/);
    expect((await ssa.get(`${campagne}/scenarios`)).text).toContain("Pas encore calculé");
  });

  test("counts by the rule what the database counts", async () => {
    const address = await ecrire("Un seuil", "colleges");
    const saved = await ssa.post(
      `${address}/regle/critere?genre=indicateur`,
      critere({ comparaison: "au_plus", valeur: "95,5", annee: "2024" }),
    );
    expect(saved.status, saved.text).toBe(303);
    const { rows } = await database.pool.query<{ n: number }>(
      `select count(*)::int as n from structure s join valeur_indicateur v on v.uai = s.uai and v.remplace_le is null
        where v.indicateur_code = 'ips' and v.annee = 2024 and v.valeur <= 95.5 and s.academie_code = '96'
          and s.type = 'college' and s.statut_ep = 'hors_ep' and s.etat in ('ouvert', 'a_fermer')`,
    );
    expect(rows[0]?.n).toBeGreaterThan(0);
    const page = await ssa.get(`${address}/regle`);
    expect(page.text).toContain("IPS 2024-2025 au plus 95,5");
    expect(page.text).toMatch(new RegExp(`La règle retient ${rows[0]?.n}\\sstructure`));
  });

  test("writes the rule one criterion at a time, changes it, and takes it away", async () => {
    const address = await ecrire("À la main", "ecoles");
    expect((await ssa.get(`${address}/regle`)).text).toContain("ajoutez le premier");
    expect(
      (await ssa.post(`${address}/regle/critere?genre=indicateur`, critere({ role: "compte" }))).status,
    ).toBe(303);
    const fact = formOf({ version: "2", role: "exclusion", marque: "rural", nom: "déjà suivies" });
    expect((await ssa.post(`${address}/regle/critere?genre=marque`, fact)).status).toBe(303);
    const page = await ssa.get(`${address}/regle`);
    expect(page.text).toContain("au moins 1 de ce critère");
    expect(page.text).toContain("« déjà suivies » : En commune rurale");
    expect((await ssa.get(`${address}/regle/critere?id=c1`)).body).toContain('value="25"');
    const moved = critere({ version: "3", role: "compte", comparaison: "plus_hauts", valeur: "10" });
    expect((await ssa.post(`${address}/regle/critere?id=c1`, moved)).status).toBe(303);
    expect((await ssa.get(`${address}/regle`)).text).toContain("le dixième le plus haut");
    const away = `${address}/regle/retrait?id=c1`;
    expect((await ssa.get(away)).text).toContain("le dixième le plus haut");
    expect((await ssa.post(away, { version: "4" })).status).toBe(303);
    expect((await ssa.post(away, { version: "4" })).status).toBe(303);
    expect(await definitionOf(address)).toMatchObject({ version: 5, definition: { regle: { auMoins: 0 } } });
    expect((await ssa.get(away)).text).toContain("n’est plus dans la règle");
    expect((await ssa.get(`${address}/regle/critere?id=c9`)).status).toBe(404);
  });

  test("gives weights to a sum, and keeps the first ones", async () => {
    const address = await ecrire("Somme", "progres");
    const form = formOf({
      ...{ version: "1", auMoins: "0", poids_ips: "2", poids_ivac_ecrit_g: "0,5", nombreMax: "3" },
      sens_ivac_va_reussite_g: "haut",
    });
    expect((await ssa.post(`${address}/regle`, form)).status).toBe(303);
    const page = await ssa.get(address);
    expect(page.text).toContain("les 3 premières sont gardées");
    expect(page.text).toMatch(/IPS[^:]*: 80\s% du poids, une valeur basse l’augmente/);
    const zero = await ssa.post(`${address}/regle`, formOf({ version: "2", auMoins: "0", poids_ips: "0" }));
    expect([zero.status, zero.text]).toEqual([422, expect.stringContaining("Un poids de 0 ne compte pas")]);
  });

  test("chooses variables by family, beside what is known of them in this population", async () => {
    const address = await ecrire("Variables", "colleges");
    const page = await ssa.get(`${address}/variables`);
    expect(page.text).toMatch(/valeurs connues sur \d+ structures/);
    expect(page.text).toContain("Résultats aux examens et aux évaluations");
    expect(page.text).toContain("À savoir avant de s’en servir");
    const fields = {
      ...{
        version: "1",
        manquants: "imputer",
        reduire: "on",
        axes: "3",
        classes: "4",
        qualitatives: ["secteur"],
      },
      ...{ role_ips: "active", poids_ips: "1,5", annee_ips: "2024", role_ivac_reussite_g: "active" },
      role_effectif_college: "supplementaire",
    };
    const saved = await ssa.post(`${address}/variables`, formOf(fields));
    expect(saved.status, saved.text).toBe(303);
    expect((await definitionOf(address))?.definition).toMatchObject({
      actives: [
        { code: "ips", annee: 2024, poids: 1.5 },
        { code: "ivac_reussite_g", annee: "derniere", poids: 1 },
      ],
      supplementaires: [{ code: "effectif_college" }],
      ...{ manquants: "imputer", axes: 3, classes: 4, qualitatives: ["secteur"], reduire: true },
    });
    const again = await ssa.post(`${address}/variables`, formOf(fields));
    expect(again.status).toBe(303);
    expect((await definitionOf(address))?.version).toBe(2);
    const wrong = await ssa.post(
      `${address}/variables`,
      formOf({ ...fields, version: "2", poids_ips: "beaucoup" }),
    );
    expect(wrong.status).toBe(422);
    expect(wrong.body).toContain('value="beaucoup"');
  });

  test.each<[string, Record<string, string>, string]>([
    ["a part of nobody", { valeur: "0" }, "entre 0 et 100"],
    ["a part of everybody", { comparaison: "plus_hauts", valeur: "100" }, "entre 0 et 100"],
    ["words for a number", { valeur: "bas" }, "Donnez un nombre"],
    ["an indicator without values here", { code: "bac_inconnu" }, "Choisissez un indicateur de la liste"],
    ["no indicator", { code: "" }, "Choisissez un indicateur"],
  ])("is told what to do about %s, and keeps what was typed", async (_, changes, sentence) => {
    const address = await ecrire(`Refus ${randomUUID()}`, "colleges");
    const answer = await ssa.post(
      `${address}/regle/critere?genre=indicateur`,
      critere({ ...changes, nom: "gardé" }),
    );
    expect([answer.status, answer.text]).toEqual([422, expect.stringContaining(sentence)]);
    expect(answer.body).toContain('value="gardé"');
    expect((await definitionOf(address))?.version).toBe(1);
  });

  test("learns that a rule keeps nobody, everybody, or asks for more criteria than it has", async () => {
    const address = await ecrire("À prévenir", "colleges");
    expect((await ssa.get(`${address}/regle`)).text).toContain("La règle retient toute la population");
    await ssa.post(
      `${address}/regle/critere?genre=indicateur`,
      critere({ comparaison: "au_plus", valeur: "1" }),
    );
    expect((await ssa.get(`${address}/regle`)).text).toContain("ne retient aucune structure");
    await ssa.post(`${address}/regle`, formOf({ version: "2", auMoins: "3" }));
    expect((await ssa.get(`${address}/regle`)).text).toContain("La règle demande 3 critères parmi 0");
    const axis = formOf({ version: "3", role: "requis", axe: "1", comparaison: "au_plus", valeur: "0" });
    await ssa.post(`${address}/regle/critere?genre=axe`, axis);
    expect((await ssa.get(`${address}/regle`)).text).toContain("un calcul dira ce qu’elle retient");
  });

  test("learns that somebody else changed the scenario meanwhile", async () => {
    const address = await ecrire("À deux", "colleges");
    const form = () => critere({ nom: "premier" });
    expect((await ssa.post(`${address}/regle/critere?genre=indicateur`, form())).status).toBe(303);
    const late = await ssa.post(`${address}/regle/critere?genre=indicateur`, critere({ nom: "second" }));
    expect(late.status).toBe(409);
    expect(late.body).toContain('value="second"');
  });

  test("copies a scenario, sets it aside, and takes it back", async () => {
    const address = await ecrire("À copier", "nantes");
    const copy = await ssa.post(`${address}/copie`, { nom: "La copie" });
    expect(copy.status).toBe(303);
    expect((await definitionOf(copy.location ?? ""))?.definition).toEqual(
      (await definitionOf(address))?.definition,
    );
    expect((await ssa.post(`${address}/copie`, { nom: "La copie" })).text).toContain("porte déjà ce nom");
    expect((await ssa.post(`${address}/archivage`, { vers: "cote" })).status).toBe(303);
    expect((await ssa.post(`${address}/archivage`, { vers: "cote" })).status).toBe(303);
    expect((await ssa.get(`${campagne}/scenarios`)).text).toContain("Mis de côté");
    const refused = await ssa.post(`${address}/regle/critere?genre=indicateur`, critere({ version: "2" }));
    expect([refused.status, refused.text]).toEqual([422, expect.stringContaining("mis de côté")]);
    expect((await ssa.post(`${address}/archivage`, { vers: "usage" })).status).toBe(303);
    expect((await definitionOf(address))?.version).toBe(3);
    const { rows } = await database.pool.query<{ evenement: string }>(
      "select evenement from audit_event where objet_type = 'scenario' and objet_id = $1 order by id",
      [address.split("/").at(-1)],
    );
    expect(rows.map(({ evenement }) => evenement)).toEqual([
      "scenario.creer",
      "scenario.archiver",
      "scenario.reprendre",
    ]);
  });

  test("cannot take a family that the campaign does not have", async () => {
    const answer = await ssa.post(`${campagne}/scenarios/nouveau`, formOf({ nom: "Lycées", depart: "lgt" }));
    expect([answer.status, answer.text]).toEqual([
      422,
      expect.stringContaining("n’est pas dans la campagne"),
    ]);
  });
});

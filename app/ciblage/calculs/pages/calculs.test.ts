import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { scopeOf } from "#app/acces/rules.ts";
import { createTaskList } from "#app/jobs.server.ts";
import { type Client, createTestApp, type TestApp } from "#tests/app.ts";
import { createTestDatabase, type TestDatabase } from "#tests/database.ts";
import { actorOf } from "#tests/personnes.ts";
import { creerCampagne, ouvrirCampagne } from "../../campagnes/commands.server.ts";
import { creerScenario } from "../../scenarios/commands.server.ts";
import { DEFINITION_VIDE } from "../../scenarios/rules.ts";
import { getContenu } from "../queries.server.ts";

let database: TestDatabase;
let app: TestApp;
let ssa: Client;
let campagne: string;
let scenarios: string;
let calcul: string;

async function work(id: string, genre = "ciblage.calculer"): Promise<void> {
  const { rows } = await database.pool.query<{ id: string }>(
    "select id from tache where objet_id = $1 and genre = $2 order by demandee_le desc, id desc limit 1",
    [id, genre],
  );
  await createTaskList(app.context)[genre]?.({ tacheId: rows[0]?.id }, {} as never);
}

async function lancer(fields: Record<string, string> = {}): Promise<string> {
  const answer = await ssa.post(`${scenarios}/calculs/nouveau`, { tirages: "100", ...fields });
  expect(answer.status, answer.text).toBe(303);
  return answer.location ?? "";
}

beforeAll(async () => {
  database = await createTestDatabase("demo");
  app = createTestApp(database, { newId: randomUUID });
  ssa = await app.as("ssa");
  const actor = await actorOf(app.context, "ssa");
  const acteur = { agentId: actor.agentId, scope: scopeOf(actor, "ciblage.preparer") };
  campagne = await creerCampagne(app.context, acteur, {
    ...{ academie: "96", dispositif: "cla", annee: 2027, nom: "Essai", familles: ["colleges"] },
    ...{
      statutsEp: ["hors_ep"],
      secteurs: [],
      departements: [],
      circonscriptions: [],
      bassins: [],
      ruralites: [],
    },
    ...{ effectifMinimal: 0, analyseLe: null, instancesLe: null, decisionLe: null, publicationLe: null },
  });
  await ouvrirCampagne(app.context, acteur, campagne);
  const id = await creerScenario(app.context, acteur, campagne, {
    nom: "Collèges défavorisés",
    famille: "colleges",
    definition: {
      ...DEFINITION_VIDE,
      actives: ["ips", "effectif_college"].map((code) => ({ code, annee: "derniere", poids: 1 })),
      qualitatives: ["secteur"],
      axes: 2,
      regle: {
        criteres: [
          {
            ...{
              id: "c1",
              role: "requis",
              motif: null,
              nom: "défavorisés",
              genre: "indicateur",
              code: "ips",
            },
            ...{ annee: "derniere", sens: "au_plus" },
            seuil: { genre: "quantile", quantile: 0.5, base: "population" },
          },
        ],
        auMoins: 0,
        composite: [{ code: "ips", annee: "derniere", poids: 1, sens: "bas" }],
        nombreMax: null,
      },
    },
  });
  scenarios = `/ciblage/${campagne}/scenarios/${id}`;
});
afterAll(() => database.drop());

describe("a run, seen by the service statistique", () => {
  test("is launched, followed without JavaScript, then read", async () => {
    expect((await ssa.get(`${scenarios}/calculs`)).text).toContain("Aucun calcul");
    const form = await ssa.get(`${scenarios}/calculs/nouveau`);
    expect([form.status, form.h1]).toEqual([200, "Lancer un calcul"]);
    expect(form.body).toContain('value="1000"');
    calcul = await lancer();
    const waiting = await ssa.get(calcul);
    expect(waiting.h1).toBe("Calcul nº 1 : Collèges défavorisés");
    expect(waiting.body).toMatch(/<noscript><meta http-equiv="refresh" content="3"/i);
    expect(waiting.text).toContain("En attente");
    for (const page of ["liste", "stabilite", "liste/export"])
      expect((await ssa.get(`${calcul}/${page}`)).status).toBe(404);
    await work(calcul.split("/").at(-1) ?? "");
    const done = await ssa.get(calcul);
    expect(done.text).toContain("La règle retient");
    expect(done.text).toContain("Empreinte de la liste");
    expect(done.body).not.toMatch(/http-equiv="refresh"/i);
    expect((await ssa.get(`${scenarios}/calculs`)).text).toContain("Terminé");
  });

  test("lists who the rule keeps, with the reason of each criterion, by any order and as a file", async () => {
    const page = await ssa.get(`${calcul}/liste?taille=100`);
    expect([page.status, page.h1]).toEqual([200, "Structures retenues par la règle"]);
    const { resultat } = await getContenu(database.db, calcul.split("/").at(-1) ?? "");
    const kept = resultat.structures.filter(({ retenue }) => retenue);
    expect(page.text).toContain(`${kept.length} structures`);
    for (const { uai } of kept) expect(page.body).toContain(`/structures/${uai}`);
    expect(page.text).toContain("« défavorisés » :");
    const all = await ssa.get(`${calcul}/liste?situation=toutes&tri=-frequence`);
    expect(all.text).toContain(`${resultat.structures.length} structures`);
    const file = await ssa.get(`${calcul}/liste/export?situation=toutes&format=csv`);
    expect(file.body.trim().split("\n")).toHaveLength(resultat.structures.length + 1);
  });

  test("tells how the list holds, and for whom", async () => {
    const page = await ssa.get(`${calcul}/stabilite`);
    expect([page.status, page.h1]).toEqual([200, "Stabilité de la liste"]);
    expect(page.text).toContain("refaite 100 fois");
    expect(page.text).toContain("Intervalle à 95 %");
  });

  test("starts from the settings of the campaign, and keeps those that it was made with", async () => {
    const regler = (stabilite: object) =>
      database.pool.query("update campagne_ciblage set stabilite = $2 where id = $1", [
        campagne,
        JSON.stringify(stabilite),
      ]);
    await regler({ tirages: 300, ecartPoids: 0.1, seuilDepartage: 0.95 });
    const form = await ssa.get(`${scenarios}/calculs/nouveau`);
    for (const value of ["300", "10", "95"]) expect(form.body).toContain(`value="${value}"`);
    const id = (await lancer({ seuilDepartage: "90" })).split("/").at(-1) ?? "";
    await regler({ tirages: 1000, ecartPoids: 0.2, seuilDepartage: 0.8 });
    await work(id);
    const { entree } = await getContenu(database.db, id);
    expect(entree.stabilite).toEqual({ tirages: 100, ecartPoids: 0.1, seuilDepartage: 0.9 });
    expect((await ssa.get(`/ciblage/calculs/${id}/stabilite`)).text).toContain("90");
  });

  test("is replayed to the same bytes, and says so", async () => {
    expect((await ssa.get(`${calcul}/rejouer`)).h1).toBe("Rejouer le calcul");
    expect((await ssa.post(`${calcul}/rejouer`, {})).status).toBe(303);
    await work(calcul.split("/").at(-1) ?? "", "ciblage.rejouer");
    expect((await ssa.get(`${calcul}/rejouer`)).text).toContain("le résultat est le même, octet pour octet");
  });

  test("gets back what was typed, with what is wrong", async () => {
    const answer = await ssa.post(`${scenarios}/calculs/nouveau`, { tirages: "50", ecartPoids: "20,5" });
    expect(answer.status).toBe(422);
    expect(answer.text).toContain("Au moins 100 tirages");
    expect(answer.body).toContain('value="20,5"');
  });

  test("is stopped, and may be launched again", async () => {
    const address = await lancer();
    expect((await ssa.get(`${address}/arret`)).h1).toBe("Arrêter le calcul");
    expect((await ssa.post(`${address}/arret`, {})).status).toBe(303);
    expect((await ssa.get(address)).text).toContain("Arrêt demandé");
    await work(address.split("/").at(-1) ?? "");
    const stopped = await ssa.get(address);
    expect(stopped.text).toContain("rien n’a été enregistré");
    expect(stopped.text).toContain("Lancer un nouveau calcul");
    expect((await ssa.post(`${address}/arret`, {})).status).toBe(422);
  });
});

describe("who reads a run", () => {
  test("the deciders read their own structures of it, and launch nothing", async () => {
    const dasen = await app.as("dasen");
    const page = await dasen.get(`${calcul}/liste?situation=toutes`);
    expect(page.status).toBe(200);
    expect(page.text).toContain("hors de votre périmètre");
    const count = (text: string) => Number(/(\d+) structures? (?!retenue)/.exec(text)?.[1]);
    expect(count(page.text)).toBeGreaterThan(0);
    for (const path of [`${calcul}/rejouer`, `${calcul}/arret`, `${scenarios}/calculs/nouveau`])
      expect((await dasen.get(path)).status).toBe(403);
    expect((await dasen.post(`${scenarios}/calculs/nouveau`, {})).status).toBe(403);
  });

  test("neither a head, nor anybody for a run that is not in their académie", async () => {
    const chef = await app.as("chef_etablissement");
    for (const page of ["", "/liste", "/stabilite"])
      expect((await chef.get(`${calcul}${page}`)).status).toBe(403);
    await database.pool.query("update campagne_ciblage set academie_code = '01' where id = $1", [campagne]);
    for (const page of ["", "/liste", "/liste/export", "/stabilite", "/rejouer", "/arret"])
      expect((await ssa.get(`${calcul}${page}`)).status).toBe(404);
    expect((await ssa.post(`${calcul}/rejouer`, {})).status).toBe(404);
    expect((await ssa.get(`/ciblage/calculs/${randomUUID()}`)).status).toBe(404);
    expect((await ssa.get("/ciblage/calculs/rien/liste")).status).toBe(404);
  });
});

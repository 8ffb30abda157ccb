import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type Actor, scopeOf } from "#app/acces/rules.ts";
import { createTaskList } from "#app/jobs.server.ts";
import { inTransaction } from "#app/platform/db/database.server.ts";
import { canonicalJson } from "#app/platform/format/canonical-json.ts";
import { createTestDatabase, type TestContext, type TestDatabase, testContext } from "#tests/database.ts";
import { actorOf } from "#tests/personnes.ts";
import { creerCampagne } from "../campagnes/commands.server.ts";
import { creerScenario } from "../scenarios/commands.server.ts";
import { DEFINITION_VIDE, type DefinitionScenario, STABILITE_PAR_DEFAUT } from "../scenarios/rules.ts";
import { annulerCalcul, demanderRejeu, lancerCalcul } from "./commands.server.ts";
import { getCalculLu, getContenu, listRejeux } from "./queries.server.ts";

let database: TestDatabase;
let context: TestContext;
let ssa: Actor;
let campagne: string;
const stabilite = { ...STABILITE_PAR_DEFAUT, tirages: 40 };

const DEFINITION: DefinitionScenario = {
  ...DEFINITION_VIDE,
  actives: ["ips", "effectif_college"].map((code) => ({ code, annee: "derniere", poids: 1 })),
  qualitatives: ["secteur", "ruralite"],
  axes: 2,
  regle: {
    criteres: [
      {
        ...{ id: "c1", role: "requis", motif: null, nom: "défavorisés", genre: "indicateur", code: "ips" },
        ...{
          annee: "derniere",
          sens: "au_plus",
          seuil: { genre: "quantile", quantile: 0.5, base: "population" },
        },
      },
    ],
    auMoins: 0,
    composite: [{ code: "ips", annee: "derniere", poids: 1, sens: "bas" }],
    nombreMax: null,
  },
};

const preparer = (actor: Actor) => ({ agentId: actor.agentId, scope: scopeOf(actor, "ciblage.preparer") });
const scenario = (nom: string, definition = DEFINITION) =>
  creerScenario(context, preparer(ssa), campagne, { nom, famille: "colleges", definition });
const lancer = (scenarioId: string, actor = ssa, tirages = stabilite.tirages) =>
  lancerCalcul(context, preparer(actor), {
    ...{ campagneId: campagne, scenarioId, stabilite: { ...stabilite, tirages } },
  });

/** The worker's part, by hand: the latest task about a run. */
async function work(id: string, genre = "ciblage.calculer"): Promise<void> {
  const { rows } = await database.pool.query<{ id: string }>(
    "select id from tache where objet_id = $1 and genre = $2 order by demandee_le desc, id desc limit 1",
    [id, genre],
  );
  await createTaskList(context)[genre]?.({ tacheId: rows[0]?.id }, {} as never);
}
const lu = (id: string) => getCalculLu(context.db, ssa, id).then(({ calcul }) => calcul);
const valeursOf = async (id: string) => {
  const { entree } = await getContenu(context.db, id);
  return entree.valeurs.map((own) => own[0]);
};

beforeAll(async () => {
  database = await createTestDatabase("demo");
  context = testContext(database, { newId: randomUUID });
  ssa = await actorOf(context, "ssa");
  campagne = await creerCampagne(context, preparer(ssa), {
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
});
afterAll(() => database.drop());

describe("a run", () => {
  test("is stored whole, and says what the data were", async () => {
    const id = await lancer(await scenario("Entier"));
    expect((await lu(id)).tache?.etat).toBe("en_attente");
    await work(id);
    const calcul = await lu(id);
    expect(calcul.tache, calcul.tache?.erreur ?? "").toMatchObject({ etat: "terminee" });
    const { entree, resultat } = await getContenu(context.db, id);
    expect(calcul).toMatchObject({
      population: entree.structures.length,
      retenues: resultat.structures.filter(({ retenue }) => retenue).length,
      termineLe: context.now().toISOString(),
    });
    expect(entree.structures.length).toBeGreaterThan(10);
    expect(entree.definition.actives.map(({ annee }) => annee)).toEqual([
      expect.any(Number),
      expect.any(Number),
    ]);
    const { rows } = await database.pool.query(
      "select count(*)::int as n, count(*) filter (where retenue)::int as r from calcul_structure where calcul_id = $1",
      [id],
    );
    expect(rows).toEqual([{ n: calcul.population, r: calcul.retenues }]);
  });

  test("replays to the same bytes after newer values, and a later run reads those", async () => {
    const scenarioId = await scenario("Rejoué");
    const id = await lancer(scenarioId);
    // A file applied between the click and the run: the run keeps the data of its instant.
    const before = await database.pool.query<{ valeur: number }>(
      "select sum(valeur) as valeur from valeur_indicateur where indicateur_code = 'ips' and remplace_le is null",
    );
    context.clock.advance(60_000);
    await database.pool.query(
      `with anciennes as (update valeur_indicateur set remplace_le = $1 where indicateur_code = 'ips' and remplace_le is null returning *)
       insert into valeur_indicateur (uai, indicateur_code, annee, valeur, statut, texte, fichier_id, ligne, colonne, enregistre_le)
       select uai, indicateur_code, annee, valeur + 1, statut, texte, fichier_id, ligne, colonne, $1 from anciennes`,
      [context.now()],
    );
    await work(id);
    const first = await valeursOf(id);
    const list = (await lu(id)).listeEmpreinte;
    expect(before.rows[0]?.valeur).toBeGreaterThan(0);
    await demanderRejeu(context, preparer(ssa), id);
    await demanderRejeu(context, preparer(ssa), id);
    await work(id, "ciblage.rejouer");
    expect(await listRejeux(context.db, id)).toMatchObject([{ identique: true, differences: 0 }]);
    const later = await lancer(scenarioId);
    expect(later).not.toBe(id);
    await work(later);
    const second = await valeursOf(later);
    expect(second.map((value) => value?.valeur ?? null)).toEqual(
      first.map((value) => (value?.valeur == null ? null : value.valeur + 1)),
    );
    // The rule is relative: everybody moved by one, the list is the same, its thresholds are not.
    expect((await lu(later)).listeEmpreinte).not.toBe(list);
  });

  test("keeps NS as an absence, never as 0", async () => {
    context.clock.advance(60_000);
    await database.pool.query(
      `with ancienne as (update valeur_indicateur set remplace_le = $1 where id = (select v.id from valeur_indicateur v
           join structure s on s.uai = v.uai where s.type = 'college' and s.statut_ep = 'hors_ep' and s.academie_code = '96'
             and s.etat = 'ouvert' and indicateur_code = 'ips' and v.remplace_le is null and v.statut = 'ok'
           order by v.annee desc, v.uai limit 1) returning *)
       insert into valeur_indicateur (uai, indicateur_code, annee, valeur, statut, texte, fichier_id, ligne, colonne, enregistre_le)
       select uai, indicateur_code, annee, null, 'ns', 'NS', fichier_id, ligne, colonne, $1 from ancienne`,
      [context.now()],
    );
    const id = await lancer(await scenario("Absences"));
    await work(id);
    const { entree, resultat } = await getContenu(context.db, id);
    const place = entree.valeurs.findIndex((own) => own[0]?.statut === "ns");
    expect(place).toBeGreaterThanOrEqual(0);
    expect(entree.valeurs[place]?.[0]).toEqual({ valeur: null, statut: "ns" });
    expect(resultat.structures[place]).toMatchObject({ analysee: false, retenue: false, composite: null });
  });

  test("tells what to do when the data leave nothing to analyse, and leaves no half result", async () => {
    const actives = ["ips_voie_gt", "ips_voie_pro"].map(
      (code) => ({ code, annee: "derniere", poids: 1 }) as const,
    );
    const id = await lancer(await scenario("Vide", { ...DEFINITION, actives }));
    await work(id);
    const calcul = await lu(id);
    expect(calcul.tache).toMatchObject({
      etat: "echouee",
      erreur: expect.stringContaining("choisissez une autre année"),
    });
    expect([calcul.termineLe, calcul.population]).toEqual([null, null]);
    expect(
      (await database.pool.query("select from calcul_structure where calcul_id = $1", [id])).rowCount,
    ).toBe(0);
  });

  test("whose process died is made by the next attempt, whole", async () => {
    const id = await lancer(await scenario("Repris"));
    await database.pool.query("update tache set etat = 'en_cours', commencee_le = $2 where objet_id = $1", [
      id,
      context.now(),
    ]);
    await work(id);
    const calcul = await lu(id);
    expect(calcul.tache?.etat).toBe("terminee");
    const { rowCount } = await database.pool.query("select from calcul_structure where calcul_id = $1", [id]);
    expect(rowCount).toBe(calcul.population);
  });

  test("that cannot be written to its end keeps nothing of it", async () => {
    const id = await lancer(await scenario("Interrompu"));
    // The last structure stands there already: the copy fails on it, after all the others.
    await database.pool.query(
      `insert into calcul_structure (calcul_id, uai, analysee, retenue, coordonnees, cos2, contributions, criteres)
       select $1, max(uai), false, false, '{}', '{}', '{}', '[]' from calcul_structure`,
      [id],
    );
    await work(id);
    expect(await lu(id)).toMatchObject({ termineLe: null, tache: { etat: "echouee" } });
    const { rowCount } = await database.pool.query("select from calcul_structure where calcul_id = $1", [id]);
    expect(rowCount).toBe(1);
  });

  test("never changes once it is done", async () => {
    await expect(
      database.pool.query("update calcul set retenues = 0 where termine_le is not null"),
    ).rejects.toMatchObject({ constraint: "calcul_immuable" });
  });
});

describe("launching", () => {
  test("twice gives one run; a person has one run at a time", async () => {
    const [first, second] = [await scenario("Un"), await scenario("Deux")];
    const id = await lancer(first);
    expect(await lancer(first)).toBe(id);
    await expect(lancer(second)).rejects.toMatchObject({ code: "calcul_en_cours" });
    const pilote = await actorOf(context, "pilote_academique");
    const other = await lancer(second, pilote);
    const { rows } = await database.pool.query<{ queue_name: string }>(
      "select distinct queue_name from graphile_worker.jobs where task_identifier = 'ciblage.calculer' order by 1",
    );
    expect(rows.map(({ queue_name }) => queue_name)).toEqual(["calculs-1", "calculs-2"]);
    await annulerCalcul(context, preparer(ssa), id);
    await work(id);
    expect((await lu(id)).tache?.etat).toBe("annulee");
    await work(other);
    await expect(annulerCalcul(context, preparer(ssa), id)).rejects.toMatchObject({ code: "sans_travail" });
  });

  test("a run that is stopped on its way keeps nothing, and may be launched again", async () => {
    const scenarioId = await scenario("Arrêté");
    const id = await lancer(scenarioId, ssa, 20_000);
    const working = work(id);
    await expect.poll(async () => (await lu(id)).tache?.etat, { timeout: 20_000 }).toBe("en_cours");
    await annulerCalcul(context, preparer(ssa), id);
    await working;
    const calcul = await lu(id);
    expect([calcul.tache?.etat, calcul.termineLe]).toEqual(["annulee", null]);
    const again = await lancer(scenarioId);
    expect(again).not.toBe(id);
    await work(again);
    expect((await lu(again)).numero).toBe(calcul.numero + 1);
  });

  test("is refused outside the scope, without variables, and in a closed campaign", async () => {
    const id = await scenario("Sans variable", DEFINITION_VIDE);
    await expect(lancer(id)).rejects.toMatchObject({ code: "variables_manquantes" });
    const dasen = await actorOf(context, "dasen");
    await expect(lancer(id, dasen)).rejects.toMatchObject({ status: 404 });
    await inTransaction(context.db, (tx) =>
      tx.updateTable("campagne_ciblage").set({ etat: "close" }).where("id", "=", campagne).execute(),
    );
    await expect(lancer(await scenarioClos())).rejects.toMatchObject({ code: "campagne_close" });
  });

  const scenarioClos = async () =>
    (await database.pool.query<{ id: string }>("select id from scenario where nom = 'Entier'")).rows[0]?.id ??
    "";
});

describe("the stored data of a run", () => {
  test("are canonical: read and written again, they are the same text", async () => {
    const { rows } = await database.pool.query<{ id: string }>(
      "select id from calcul where termine_le is not null limit 1",
    );
    const { entree } = await getContenu(context.db, rows[0]?.id ?? "");
    expect(canonicalJson(JSON.parse(canonicalJson(entree)))).toBe(canonicalJson(entree));
  });
});

import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import type { Actor } from "#app/acces/rules.ts";
import { calculerDemonstration } from "#tests/calculs.ts";
import { entrer, oublierListe } from "#tests/candidatures.ts";
import { LIEUX } from "#tests/cast.ts";
import { createTestDatabase, type TestContext, type TestDatabase, testContext } from "#tests/database.ts";
import { insererListe } from "#tests/listes.ts";
import { actorOf } from "#tests/personnes.ts";
import { findCandidature } from "../queries.server.ts";
import { repondreProposition } from "./commands.server.ts";
import { getPropositions } from "./queries.server.ts";

let database: TestDatabase;
let context: TestContext;
let campagne: string;
let chef: Actor;
let id: string;

const lire = () => getPropositions(context.db, chef, LIEUX.college);
const repondre = async (reponse: "accepter" | "decliner", motif = "", version?: number) => {
  const [proposition] = (await lire()).propositions;
  await repondreProposition(context, chef, LIEUX.college, {
    ...{ candidature: id, version: version ?? proposition?.version ?? 0, reponse, motif },
  });
};

const publier = async (etat: "retenu" | "non_retenu") => {
  await database.pool.query("update campagne_ciblage set etat = 'publiee' where id = $1", [campagne]);
  await insererListe(database, {
    ...{ campagne, calcul: null, decidees: [{ uai: LIEUX.college, etat, motif: "" }] },
  });
};

beforeAll(async () => {
  database = await createTestDatabase("demo");
  await oublierListe(database);
  context = testContext(database, { newId: randomUUID });
  ({ campagne } = await calculerDemonstration(database, context));
  chef = await actorOf(context, "chef_etablissement");
  [id = ""] = await entrer(context, campagne, [LIEUX.college], "retenu");
});
afterAll(() => database.drop());
beforeEach(() => context.clock.advance(60_000));

describe("a head", () => {
  test("reads nothing before the list is published, nor of a structure that it does not say « retenue »", async () => {
    await expect(lire()).rejects.toMatchObject({ status: 404 });
    await publier("non_retenu");
    await expect(lire()).rejects.toMatchObject({ status: 404 });
    await publier("retenu");
    expect((await lire()).propositions).toMatchObject([
      { id, etat: "retenu", accordLe: null, message: "Bienvenue." },
    ]);
  });

  test("accepts once, whatever the clicks; the decision stays its author's", async () => {
    await repondre("accepter", "", 1);
    await repondre("accepter", "", 1);
    const { accordLe, etat, mouvements, decision } =
      (await findCandidature(context.db, campagne, LIEUX.college)) ?? {};
    expect({ accordLe, etat, n: mouvements?.length }).toEqual({
      ...{ accordLe: context.now().toISOString(), etat: "retenu", n: 2 },
    });
    expect(decision?.qui).not.toBe(chef.nomComplet);
  });

  test("who answers on a page that changed is told so", async () => {
    await expect(repondre("decliner", "", 1)).rejects.toMatchObject({ code: "version_perimee" });
  });

  test("may still decline, which takes the agreement back and is told of them", async () => {
    await repondre("decliner", "L’équipe préfère attendre.");
    expect(await findCandidature(context.db, campagne, LIEUX.college)).toMatchObject({
      ...{ etat: "a_decline", accordLe: null },
      decision: {
        qui: chef.nomComplet,
        fonction: "Chef d’établissement",
        motif: "L’équipe préfère attendre.",
      },
    });
    await expect(repondre("accepter")).rejects.toMatchObject({ code: "deja_decline" });
  });

  test("reads neither what the académie examines again, nor a page that is gone", async () => {
    await database.pool.query("update candidature set etat = 'suivi_differencie' where id = $1", [id]);
    expect((await lire()).propositions).toMatchObject([{ id, etat: null, accordLe: null }]);
    await expect(repondre("accepter")).rejects.toMatchObject({ code: "non_retenue" });
    await database.pool.query("update candidature set etat = 'a_decline' where id = $1", [id]);
  });

  test("of another structure finds nothing", async () => {
    const directeur = await actorOf(context, "directeur_ecole");
    await expect(getPropositions(context.db, directeur, LIEUX.college)).rejects.toMatchObject({
      status: 404,
    });
  });
});

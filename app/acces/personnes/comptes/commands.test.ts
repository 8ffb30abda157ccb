import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Fonction } from "#app/acces/fonctions/rules.ts";
import { LIEUX, person } from "#tests/cast.ts";
import { createTestDatabase, type TestContext, type TestDatabase, testContext } from "#tests/database.ts";
import { actorOf, invitationBy, listEvenements } from "#tests/personnes.ts";
import { scopeOf } from "../../rules.ts";
import { findActor } from "../../sessions/queries.server.ts";
import { ajouterFonction, inviterPersonne } from "../commands.server.ts";
import { getIdentite } from "../queries.server.ts";
import { fermerCompte, renvoyerInvitation, rouvrirCompte } from "./commands.server.ts";

let database: TestDatabase;
let context: TestContext;

beforeAll(async () => {
  database = await createTestDatabase("demo");
  // The cast has the first ids of the sequence.
  context = testContext(database, { newId: randomUUID });
});
afterAll(() => database.drop());

const as = (fonction: Fonction) => actorOf(context, fonction);

describe("an account", () => {
  test("is closed with its functions, sessions and links, opened again without any function", async () => {
    const actor = await as("chef_etablissement");
    const agentId = await inviterPersonne(context, invitationBy(actor));
    await fermerCompte(context, { actor, agentId, motif: "Départ" });
    await fermerCompte(context, { actor, agentId, motif: "Départ" });
    expect(await findActor(context, agentId)).toBeUndefined();
    expect((await listEvenements(context, agentId)).filter((name) => name === "agent.fermer")).toHaveLength(
      1,
    );
    await expect(renvoyerInvitation(context, { actor, agentId, message: "" })).rejects.toMatchObject({
      code: "compte_ferme",
    });
    await rouvrirCompte(context, { actor, agentId, motif: "Erreur" });
    expect((await findActor(context, agentId))?.fonctions).toEqual([]);
  });

  test("of somebody who is more than one's team is not one's own to close", async () => {
    const pilote = await as("pilote_academique");
    const agentId = await inviterPersonne(context, invitationBy(pilote, { fonction: "chef_etablissement" }));
    await ajouterFonction(context, {
      ...{
        actor: pilote,
        agentId,
        fonction: "dos",
        portee: { type: "departement", code: LIEUX.departement },
      },
      ...{ debut: "2026-11-23", fin: null, acte: "" },
    });
    const chef = await as("chef_etablissement");
    await expect(fermerCompte(context, { actor: chef, agentId, motif: "Départ" })).rejects.toMatchObject({
      code: "fonction_ailleurs",
    });
    expect(await findActor(context, agentId)).toBeDefined();
  });

  test("out of scope does not exist", async () => {
    const directeur = await as("directeur_ecole");
    await expect(
      fermerCompte(context, { actor: directeur, agentId: person("equipe").id, motif: "Départ" }),
    ).rejects.toMatchObject({ status: 404 });
    await expect(
      getIdentite(context.db, scopeOf(directeur, "agent.lire"), person("equipe").id),
    ).rejects.toMatchObject({ status: 404 });
  });
});

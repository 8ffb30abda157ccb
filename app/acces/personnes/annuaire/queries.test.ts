import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Fonction } from "#app/acces/fonctions/rules.ts";
import { FONCTIONS_JOUEES, LIEUX } from "#tests/cast.ts";
import { createTestDatabase, type TestContext, type TestDatabase, testContext } from "#tests/database.ts";
import { actorOf, invitationBy } from "#tests/personnes.ts";
import { hasPermission, scopeOf } from "../../rules.ts";
import { inviterPersonne } from "../commands.server.ts";
import { fermerCompte } from "../comptes/commands.server.ts";
import { searchAgents } from "../queries.server.ts";
import { listPersonnes } from "./queries.server.ts";

let database: TestDatabase;
let context: TestContext;
/** Name of somebody who was invited, then whose account was closed. */
let partie: string;

beforeAll(async () => {
  database = await createTestDatabase("demo");
  // The cast has the first ids of the sequence.
  context = testContext(database, { newId: randomUUID });
  const actor = await as("chef_etablissement");
  const invitation = invitationBy(actor);
  partie = invitation.nom;
  const agentId = await inviterPersonne(context, invitation);
  await fermerCompte(context, { actor, agentId, motif: "Départ" });
});
afterAll(() => database.drop());

const as = (fonction: Fonction) => actorOf(context, fonction);

describe("the list of people", () => {
  const page = { filtres: {}, tri: "nom", sens: "asc", limit: 200, offset: 0 } as const;
  test.each(FONCTIONS_JOUEES.filter((fonction) => fonction !== "administrateur"))(
    "of %s holds their own scope and nothing else",
    async (fonction) => {
      const actor = await as(fonction);
      if (!hasPermission(actor, "agent.lire")) {
        expect((await listPersonnes(context, { ...page, scope: scopeOf(actor, "agent.lire") })).total).toBe(
          0,
        );
        return;
      }
      const { lignes } = await listPersonnes(context, { ...page, scope: scopeOf(actor, "agent.lire") });
      const [own] = actor.fonctions;
      for (const { fonctions } of lignes) expect(fonctions.length).toBeGreaterThan(0);
      if (own?.porteeType === "structure")
        for (const { fonctions } of lignes)
          for (const f of fonctions) expect(f.porteeCode).toBe(own.porteeCode);
    },
  );

  test("is searched by name without accents, by address, by scope and by state", async () => {
    const scope = scopeOf(await as("pilote_academique"), "agent.lire");
    const names = async (filtres: object) =>
      (await listPersonnes(context, { ...page, scope, filtres })).lignes.map(({ nom }) => nom);
    expect(await names({ q: "greve" })).toEqual(["Grève"]);
    expect(await names({ q: "dsden@port" })).toEqual(["Drisse"]);
    expect(await names({ q: "%" })).toEqual([]);
    expect(await names({ perimetre: LIEUX.circonscription, fonction: "ien" })).toEqual(["Misaine"]);
    expect(await names({ etat: "fermee" })).toEqual([partie]);
    expect(await searchAgents(context, scope, "estran", 5)).toMatchObject([
      { nomComplet: "Nadia Estran", etat: "en_fonction" },
    ]);
    expect(await searchAgents(context, scope, "  ", 5)).toEqual([]);
  });
});

import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { civilDay } from "#app/platform/clock/clock.ts";
import { NotFound } from "#app/platform/refusal.ts";
import { person } from "#tests/cast.ts";
import { createTestDatabase, testContext } from "#tests/database.ts";
import type { Fonction } from "../fonctions/rules.ts";
import { type Actor, hasPermission, libelleFonctions, scopeOf } from "../rules.ts";
import { findActor } from "../sessions/queries.server.ts";
import {
  donnerDelegation,
  prevenirDelegations,
  renouvelerDelegation,
  revoquerDelegation,
} from "./commands.server.ts";
import {
  listDelegationsAVenirATerme,
  listFonctionsDelegables,
  searchPersonnesDuPerimetre,
} from "./queries.server.ts";
import { addJours } from "./rules.ts";

const database = await createTestDatabase("demo");
const context = testContext(database);
const jour = civilDay(context.now());
afterAll(() => database.drop());

// The demonstration tells a delegation of its own: these tests start from none.
beforeAll(async () => {
  await database.db.updateTable("delegation").set({ revoquee_le: context.now() }).execute();
});

async function actorOf(fonction: Fonction): Promise<Actor> {
  const actor = await findActor(context, person(fonction).id);
  if (!actor) throw new Error(`no ${fonction}`);
  return actor;
}

async function fonctionOf(fonction: Fonction): Promise<string> {
  const row = await database.db
    .selectFrom("fonction_exercee")
    .select("id")
    .where("agent_id", "=", person(fonction).id)
    .where("fonction", "=", fonction)
    .executeTakeFirstOrThrow();
  return row.id;
}

async function give(
  from: Fonction,
  to: Fonction,
  change: Partial<Parameters<typeof donnerDelegation>[1]> = {},
) {
  return donnerDelegation(context, {
    actor: await actorOf(from),
    fonctionId: await fonctionOf(from),
    delegataireId: person(to).id,
    nature: "saisie",
    debut: jour,
    fin: "2027-09-01",
    acte: "Décision du 22 novembre 2026",
    ...change,
  });
}

const audits = (id: string) =>
  database.db
    .selectFrom("audit_event")
    .select(["evenement", "agent_id", "faits"])
    .where("objet_type", "=", "delegation")
    .where("objet_id", "=", id)
    .orderBy("id")
    .execute();

describe("a delegation", () => {
  test("gives, at the next request, what the table opens to delegation and nothing else, and says whose it is", async () => {
    const before = await actorOf("equipe");
    expect(hasPermission(before, "structure.lire")).toBe(false);
    const id = await give("chef_etablissement", "equipe");
    const actor = await actorOf("equipe");
    expect(actor.fonctions.find(({ delegation }) => delegation)?.delegation).toEqual({
      id,
      nature: "saisie",
      delegant: "Nadia Estran",
    });
    expect(hasPermission(actor, "structure.lire")).toBe(true);
    expect(hasPermission(actor, "agent.gerer")).toBe(false);
    expect(hasPermission(actor, "delegation.donner")).toBe(false);
    expect(libelleFonctions(actor)).toBe(
      "Membre d’une équipe, Chef d’établissement par délégation de Nadia Estran",
    );
    expect(await audits(id)).toEqual([
      {
        evenement: "delegation.donner",
        agent_id: person("chef_etablissement").id,
        faits: {
          delegataire: person("equipe").id,
          fonction: "chef_etablissement",
          nature: "saisie",
          debut: jour,
          fin: "2027-09-01",
          precedente: null,
        },
      },
    ]);
    // The same form sent twice is one act.
    expect(await give("chef_etablissement", "equipe")).toBe(id);
    expect(await audits(id)).toHaveLength(1);
  });

  test("is not delegated on", async () => {
    const received = await actorOf("equipe");
    await expect(give("chef_etablissement", "adjoint", { actor: received })).rejects.toThrow(NotFound);
    expect(await listFonctionsDelegables(context, person("equipe").id)).toEqual([]);
    // A director who received a head's function may delegate their own, never that one.
    await database.db
      .insertInto("fonction_exercee")
      .values({
        ...{
          id: context.newId(),
          agent_id: person("directeur_ecole").id,
          fonction: "equipe",
          portee_type: "structure",
        },
        ...{ portee_code: "9610315V", debut: "2024-09-01", origine: "demonstration", cree_le: context.now() },
      })
      .execute();
    await give("chef_etablissement", "directeur_ecole");
    await expect(
      give("directeur_ecole", "adjoint", {
        fonctionId: await fonctionOf("chef_etablissement"),
        delegataireId: await neighbour(),
      }),
    ).rejects.toMatchObject({ code: "sous_delegation" });
  });

  test("reaches nobody outside of the giver's own périmètre", async () => {
    await expect(give("chef_etablissement", "daf")).rejects.toThrow(NotFound);
    const scope = scopeOf(await actorOf("chef_etablissement"), "delegation.donner");
    const found = await searchPersonnesDuPerimetre(context, scope, {
      q: "",
      sauf: person("chef_etablissement").id,
      limit: 20,
    });
    expect(found.map(({ nomComplet }) => nomComplet)).toEqual(
      expect.arrayContaining(["Sarah Hauban", "Malo Écoute", "Inès Ressac"]),
    );
    expect(found.map(({ nomComplet }) => nomComplet)).not.toContain("Solène Amarin");
    const byName = { q: "ECOUTE malo", sauf: person("chef_etablissement").id, limit: 5 };
    expect(await searchPersonnesDuPerimetre(context, scope, byName)).toMatchObject([
      { nomComplet: "Malo Écoute" },
    ]);
  });

  test("ends at the next request when it is revoked, by its giver, its holder or who keeps the rights, with a motive", async () => {
    for (const qui of ["dasen", "adjoint", "dsden"] as const) {
      const id = await give("dasen", "dsden");
      const actor = await actorOf(qui);
      if (qui === "adjoint") {
        await expect(revoquerDelegation(context, { actor, id, motif: "Essai" })).rejects.toThrow(NotFound);
      } else {
        await revoquerDelegation(context, { actor, id, motif: "Mutation" });
        const after = await actorOf("dsden");
        expect(after.fonctions.filter(({ delegation }) => delegation?.id === id)).toEqual([]);
        expect((await audits(id)).at(-1)).toMatchObject({
          evenement: "delegation.revoquer",
          agent_id: actor.agentId,
        });
        await expect(revoquerDelegation(context, { actor, id, motif: "Encore" })).rejects.toMatchObject({
          code: "deja_finie",
        });
      }
    }
  });

  test("falls with the function of its giver, and with their account", async () => {
    const delegation = await give("chef_etablissement", "adjoint");
    const held = async () =>
      (await actorOf("adjoint")).fonctions.some(({ delegation: received }) => received?.id === delegation);
    expect(await held()).toBe(true);
    const end = (fin: string | null) =>
      database.db
        .updateTable("fonction_exercee")
        .set({ fin })
        .where("agent_id", "=", person("chef_etablissement").id)
        .execute();
    await end(jour);
    expect(await held()).toBe(false);
    await end(null);
    expect(await held()).toBe(true);
    const close = (ferme_le: Date | null) =>
      database.db
        .updateTable("agent")
        .set({ ferme_le })
        .where("id", "=", person("chef_etablissement").id)
        .execute();
    await close(context.now());
    expect(await held()).toBe(false);
    await close(null);
  });
});

describe("the end of a delegation", () => {
  test("is told thirty days before, once, and no longer once it is renewed", async () => {
    const ssa = person("ssa").id;
    const id = await give("ssa", "daf", { fin: addJours(jour, 31) });
    expect(await listDelegationsAVenirATerme(context, ssa)).toEqual([]);
    expect(await prevenirDelegations(context)).toBe(0);
    const later = testContext(database);
    later.clock.advance(86_400_000);
    expect(await listDelegationsAVenirATerme(later, ssa)).toMatchObject([{ id }]);
    expect(await listDelegationsAVenirATerme(later, person("daf").id)).toMatchObject([{ id }]);
    expect(await prevenirDelegations(later)).toBe(1);
    expect(await prevenirDelegations(later)).toBe(0);
    const actor = await actorOf("ssa");
    const renewed = { actor, id, debut: addJours(jour, 31), fin: "2027-09-01", acte: "Décision nouvelle" };
    const next = await renouvelerDelegation(later, renewed);
    expect((await audits(next))[0]).toMatchObject({
      evenement: "delegation.renouveler",
      faits: { precedente: id },
    });
    expect(await listDelegationsAVenirATerme(later, ssa)).toEqual([]);
    await expect(renouvelerDelegation(later, renewed)).rejects.toMatchObject({ code: "deja_renouvelee" });
  });
});

/** Somebody of the school of the director. */
async function neighbour(): Promise<string> {
  // The sequence of ids of the tests begins with those of the cast.
  const id = randomUUID();
  await database.db
    .insertInto("agent")
    .values({
      id,
      prenom: "Ana",
      nom: "Voisine",
      courriel: "ana@ac-exemple.fr",
      demonstration: false,
      cree_le: context.now(),
    })
    .execute();
  await database.db
    .insertInto("fonction_exercee")
    .values({
      ...{
        id: context.newId(),
        agent_id: id,
        fonction: "equipe",
        portee_type: "structure",
        portee_code: "9621849G",
      },
      ...{ debut: "2024-09-01", origine: "demonstration", cree_le: context.now() },
    })
    .execute();
  return id;
}

import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Fonction } from "#app/acces/fonctions/rules.ts";
import { FONCTIONS_JOUEES, LIEUX, person } from "#tests/cast.ts";
import { createTestDatabase, type TestDatabase, testContext } from "#tests/database.ts";
import { findInvitationByJeton } from "../invitations/queries.server.ts";
import { type Actor, hasPermission, scopeOf } from "../rules.ts";
import { findActor } from "../sessions/queries.server.ts";
import { listPersonnes } from "./annuaire/queries.server.ts";
import { ajouterFonction, type Invitation, inviterPersonne, mettreFin } from "./commands.server.ts";
import {
  annulerInvitation,
  fermerCompte,
  renvoyerInvitation,
  rouvrirCompte,
} from "./comptes/commands.server.ts";
import { getIdentite, listFonctions, searchAgents } from "./queries.server.ts";

let database: TestDatabase;
let context: ReturnType<typeof testContext>;

beforeAll(async () => {
  database = await createTestDatabase("demo");
  // The cast has the first ids of the sequence.
  context = testContext(database, { newId: randomUUID });
});
afterAll(() => database.drop());

/** Somebody of the cast who has just proven again who they are. */
async function as(fonction: Fonction): Promise<Actor> {
  const actor = await findActor(context, person(fonction).id);
  if (!actor) throw new Error(fonction);
  return {
    ...actor,
    session: {
      id: "s",
      mode: "demonstration",
      facteurs: [],
      secondFacteur: true,
      renforceeLe: context.now(),
    },
  };
}

let rank = 0;
async function invitation(actor: Actor, change: Partial<Invitation> = {}): Promise<Invitation> {
  rank += 1;
  return {
    actor,
    prenom: "Zoé",
    nom: `Misaine ${rank}`,
    courriel: `zoe.${rank}@port-amarre.exemple`,
    message: "Bienvenue.",
    fonction: "equipe",
    portee: { type: "structure", code: LIEUX.college },
    debut: "2026-11-22",
    fin: null,
    acte: "Arrêté 12",
    ...change,
  };
}

const courriels = async (agentId: string) =>
  (
    await database.pool.query(
      "select texte from courriel where agent_id = $1 and gabarit = 'acces.invitation'",
      [agentId],
    )
  ).rows;
const evenements = async (agentId: string) =>
  (
    await database.pool.query(
      "select evenement from audit_event where objet_type = 'agent' and objet_id = $1 order by id",
      [agentId],
    )
  ).rows.map(({ evenement }) => evenement);

describe("inviting a person", () => {
  test("registers them with their function, sends a link that holds, and writes it all in the journal", async () => {
    const actor = await as("chef_etablissement");
    const id = await inviterPersonne(context, await invitation(actor));
    expect(await evenements(id)).toEqual(["agent.creer", "fonction.attribuer", "invitation.emettre"]);
    const invited = await findActor(context, id);
    expect(invited?.fonctions).toMatchObject([{ fonction: "equipe", porteeCode: LIEUX.college }]);
    const [{ texte }] = await courriels(id);
    const jeton = /\/invitation\/([\w-]{43})/.exec(texte)?.[1] ?? "";
    expect(texte).toContain("Bienvenue.");
    const found = await findInvitationByJeton(context, jeton);
    expect(found).toMatchObject({
      agentId: id,
      invitePar: actor.nomComplet,
      fonctions: [{ fonction: "equipe" }],
    });
    expect(await findInvitationByJeton(context, "x".repeat(43))).toBeUndefined();
  });

  test("sends another link, after which the first no longer holds, and cancels it", async () => {
    const actor = await as("chef_etablissement");
    const id = await inviterPersonne(context, await invitation(actor));
    await renvoyerInvitation(context, { actor, agentId: id, message: "" });
    const jetons = (await courriels(id)).map(
      ({ texte }) => /\/invitation\/([\w-]{43})/.exec(texte)?.[1] ?? "",
    );
    const held = await Promise.all(jetons.map((jeton) => findInvitationByJeton(context, jeton)));
    expect(held.filter(Boolean)).toHaveLength(1);
    await annulerInvitation(context, { actor, agentId: id });
    await annulerInvitation(context, { actor, agentId: id });
    const after = await Promise.all(jetons.map((jeton) => findInvitationByJeton(context, jeton)));
    expect(after.filter(Boolean)).toHaveLength(0);
    expect((await evenements(id)).filter((name) => name === "invitation.annuler")).toHaveLength(1);
  });

  test.each([
    ["a function that one may not give", { fonction: "chef_etablissement" }, "fonction_non_attribuable"],
    ["a structure of somebody else", { portee: { type: "structure", code: LIEUX.ecole } }, "hors_perimetre"],
    [
      "a structure that does not exist",
      { portee: { type: "structure", code: "9999999Z" } },
      "portee_inconnue",
    ],
  ] as const)("is refused for %s, and nothing is left", async (_what, change, code) => {
    const wanted = await invitation(await as("chef_etablissement"), change);
    await expect(inviterPersonne(context, wanted)).rejects.toMatchObject({ code });
    const { rows } = await database.pool.query("select from agent where courriel = $1", [wanted.courriel]);
    expect(rows).toHaveLength(0);
  });

  test("on a whole académie wants a fresh proof of identity", async () => {
    const actor = await as("pilote_academique");
    const wide = await invitation(actor, {
      fonction: "ssa",
      portee: { type: "academie", code: LIEUX.academie },
    });
    const unproven = { ...actor, session: undefined };
    await expect(
      inviterPersonne(context, { ...wide, actor: unproven as unknown as Actor }),
    ).rejects.toMatchObject({ code: "a_confirmer" });
    await inviterPersonne(context, wide);
  });

  test("of an address that is known is refused by the database too", async () => {
    const actor = await as("chef_etablissement");
    const wanted = await invitation(actor, { courriel: person("ssa").courriel });
    await expect(inviterPersonne(context, wanted)).rejects.toMatchObject({
      constraint: "agent_courriel_unique",
    });
  });
});

describe("a function", () => {
  test("that ends today no longer holds at the next request, and its history stays", async () => {
    const actor = await as("chef_etablissement");
    const agentId = await inviterPersonne(context, await invitation(actor));
    context.clock.advance(24 * 60 * 60 * 1000);
    const fresh = await as("chef_etablissement");
    const [held] = await listFonctions(context.db, scopeOf(fresh, "agent.gerer"), agentId);
    const acte = {
      actor: fresh,
      agentId,
      id: held?.id ?? "",
      fin: "2026-11-23",
      motif: "Mutation",
      vue: null,
    };
    await mettreFin(context, acte);
    await mettreFin(context, acte);
    expect((await findActor(context, agentId))?.fonctions).toEqual([]);
    expect((await evenements(agentId)).filter((name) => name === "fonction.terminer")).toHaveLength(1);
    const [kept] = await listFonctions(context.db, scopeOf(fresh, "agent.gerer"), agentId);
    expect(kept).toMatchObject({ finMotif: "Mutation", finPoseePar: fresh.nomComplet, fin: "2026-11-23" });
    await expect(mettreFin(context, { ...acte, motif: "Autre motif" })).rejects.toMatchObject({
      code: "version_perimee",
    });
  });

  test("is added to somebody, once, and replaced from a day on", async () => {
    const actor = await as("pilote_academique");
    const agentId = await inviterPersonne(
      context,
      await invitation(actor, {
        fonction: "directeur_ecole",
        portee: { type: "structure", code: LIEUX.ecole },
      }),
    );
    const ajout = {
      ...{
        actor,
        agentId,
        fonction: "equipe" as const,
        portee: { type: "structure" as const, code: LIEUX.college },
      },
      ...{ debut: "2026-12-01", fin: null, acte: "" },
    };
    await ajouterFonction(context, ajout);
    await ajouterFonction(context, ajout);
    const scope = scopeOf(actor, "agent.gerer");
    const [equipe, direction] = await listFonctions(context.db, scope, agentId);
    expect([equipe?.fonction, direction?.fonction]).toEqual(["equipe", "directeur_ecole"]);
    await ajouterFonction(context, {
      ...ajout,
      fonction: "chef_etablissement",
      debut: "2027-09-01",
      remplace: { id: direction?.id ?? "", motif: "Promotion" },
    });
    const after = await listFonctions(context.db, scope, agentId);
    expect(after.map(({ fonction, debut, fin, origine }) => [fonction, debut, fin, origine])).toEqual([
      ["chef_etablissement", "2027-09-01", null, "changement"],
      ["equipe", "2026-12-01", null, "invitation"],
      ["directeur_ecole", "2026-11-22", "2027-09-01", "invitation"],
    ]);
  });

  test("is not one's own to give, nor that of the last administrator to end", async () => {
    const admin = await as("administrateur");
    await expect(
      ajouterFonction(context, {
        ...{
          actor: admin,
          agentId: admin.agentId,
          fonction: "recteur",
          portee: { type: "academie", code: LIEUX.academie },
        },
        ...{ debut: "2026-11-23", fin: null, acte: "" },
      }),
    ).rejects.toMatchObject({ code: "a_soi_meme" });
    const second = await inviterPersonne(
      context,
      await invitation(admin, { fonction: "administrateur", portee: { type: "nation", code: "france" } }),
    );
    const acting = { ...(await as("administrateur")), agentId: second };
    const [first] = await listFonctions(context.db, scopeOf(admin, "agent.gerer"), admin.agentId);
    const fin = { id: first?.id ?? "", fin: "2026-11-23", motif: "Départ", vue: null };
    await mettreFin(context, { ...fin, actor: acting, agentId: admin.agentId });
    await expect(
      fermerCompte(context, { actor: admin, agentId: second, motif: "Départ" }),
    ).rejects.toMatchObject({ code: "dernier_administrateur" });
  });
});

describe("an account", () => {
  test("is closed with its functions, sessions and links, opened again without any function", async () => {
    const actor = await as("chef_etablissement");
    const agentId = await inviterPersonne(context, await invitation(actor));
    await fermerCompte(context, { actor, agentId, motif: "Départ" });
    await fermerCompte(context, { actor, agentId, motif: "Départ" });
    expect(await findActor(context, agentId)).toBeUndefined();
    expect((await evenements(agentId)).filter((name) => name === "agent.fermer")).toHaveLength(1);
    await expect(renvoyerInvitation(context, { actor, agentId, message: "" })).rejects.toMatchObject({
      code: "compte_ferme",
    });
    await rouvrirCompte(context, { actor, agentId, motif: "Erreur" });
    expect((await findActor(context, agentId))?.fonctions).toEqual([]);
  });

  test("of somebody who is more than one's team is not one's own to close", async () => {
    const pilote = await as("pilote_academique");
    const agentId = await inviterPersonne(
      context,
      await invitation(pilote, { fonction: "chef_etablissement" }),
    );
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
    expect(
      (await names({ etat: "fermee" })).length + (await names({ etat: "terminee" })).length,
    ).toBeGreaterThan(0);
    expect(await searchAgents(context, scope, "estran", 5)).toMatchObject([
      { nomComplet: "Nadia Estran", etat: "en_fonction" },
    ]);
    expect(await searchAgents(context, scope, "  ", 5)).toEqual([]);
  });
});

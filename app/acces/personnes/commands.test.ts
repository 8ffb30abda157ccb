import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Fonction } from "#app/acces/fonctions/rules.ts";
import { LIEUX, person } from "#tests/cast.ts";
import { createTestDatabase, type TestContext, type TestDatabase, testContext } from "#tests/database.ts";
import { actorOf, invitationBy, listEvenements } from "#tests/personnes.ts";
import { findInvitationByJeton } from "../invitations/queries.server.ts";
import { type Actor, scopeOf } from "../rules.ts";
import { findActor } from "../sessions/queries.server.ts";
import { ajouterFonction, inviterPersonne, mettreFin } from "./commands.server.ts";
import { annulerInvitation, fermerCompte, renvoyerInvitation } from "./comptes/commands.server.ts";
import { listFonctions } from "./queries.server.ts";

let database: TestDatabase;
let context: TestContext;

beforeAll(async () => {
  database = await createTestDatabase("demo");
  // The cast has the first ids of the sequence.
  context = testContext(database, { newId: randomUUID });
});
afterAll(() => database.drop());

const as = (fonction: Fonction) => actorOf(context, fonction);
const courriels = async (agentId: string) =>
  (
    await database.pool.query(
      "select texte from courriel where agent_id = $1 and gabarit = 'acces.invitation'",
      [agentId],
    )
  ).rows;

describe("inviting a person", () => {
  test("registers them with their function, sends a link that holds, and writes it all in the journal", async () => {
    const actor = await as("chef_etablissement");
    const id = await inviterPersonne(context, invitationBy(actor));
    expect(await listEvenements(context, id)).toEqual([
      "agent.creer",
      "fonction.attribuer",
      "invitation.emettre",
    ]);
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
    const id = await inviterPersonne(context, invitationBy(actor));
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
    expect((await listEvenements(context, id)).filter((name) => name === "invitation.annuler")).toHaveLength(
      1,
    );
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
    const wanted = invitationBy(await as("chef_etablissement"), change);
    await expect(inviterPersonne(context, wanted)).rejects.toMatchObject({ code });
    const { rows } = await database.pool.query("select from agent where courriel = $1", [wanted.courriel]);
    expect(rows).toHaveLength(0);
  });

  test("to a mairie is the département's to send, for its own communes", async () => {
    const actor = await as("dsden");
    const collectivite = (code: string) =>
      invitationBy(actor, { fonction: "collectivite", portee: { type: "commune", code } });
    await expect(inviterPersonne(context, collectivite(LIEUX.commune))).rejects.toMatchObject({
      code: "hors_perimetre",
    });
    await expect(inviterPersonne(context, collectivite("96999"))).rejects.toMatchObject({
      code: "portee_inconnue",
    });
    const id = await inviterPersonne(context, collectivite("96105"));
    expect((await findActor(context, id))?.fonctions).toMatchObject([
      { fonction: "collectivite", porteeType: "commune", porteeCode: "96105" },
    ]);
    const { rows } = await database.pool.query(
      `select distinct p.academie_code from audit_event e join audit_academie p on p.audit_event_id = e.id
       where e.objet_type = 'agent' and e.objet_id = $1`,
      [id],
    );
    expect(rows).toEqual([{ academie_code: LIEUX.academie }]);
    const [held] = await listFonctions(context.db, scopeOf(actor, "agent.gerer"), id);
    expect(held).toMatchObject({ portee: "Merlande-la-Haute (commune, 961)" });
  });

  test("on a whole académie wants a fresh proof of identity", async () => {
    const actor = await as("pilote_academique");
    const wide = invitationBy(actor, {
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
    const wanted = invitationBy(actor, { courriel: person("ssa").courriel });
    await expect(inviterPersonne(context, wanted)).rejects.toMatchObject({
      constraint: "agent_courriel_unique",
    });
  });
});

describe("a function", () => {
  test("that ends today no longer holds at the next request, and its history stays", async () => {
    const actor = await as("chef_etablissement");
    const agentId = await inviterPersonne(context, invitationBy(actor));
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
    expect(
      (await listEvenements(context, agentId)).filter((name) => name === "fonction.terminer"),
    ).toHaveLength(1);
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
      invitationBy(actor, {
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
      invitationBy(admin, { fonction: "administrateur", portee: { type: "nation", code: "france" } }),
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

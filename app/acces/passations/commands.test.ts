import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { NotFound } from "#app/platform/refusal.ts";
import { LIEUX, person } from "#tests/cast.ts";
import { createTestDatabase, testContext } from "#tests/database.ts";
import { donnerDelegation } from "../delegations/commands.server.ts";
import { attribuerFonction, terminerFonction } from "../fonctions/commands.server.ts";
import { findActor } from "../sessions/queries.server.ts";
import {
  clorePassation,
  ecrireMot,
  lirePassation,
  ouvrirPassations,
  reprendreDelegation,
} from "./commands.server.ts";
import { getPassation, listPassationsDeLAgent, listPassationsOuvertes } from "./queries.server.ts";
import { findResume } from "./resume/queries.server.ts";

const database = await createTestDatabase("demo");
const context = testContext(database);
afterAll(() => database.drop());

const CHARGE = {
  fonction: "chef_etablissement",
  porteeType: "structure",
  porteeCode: LIEUX.college,
} as const;
const sortant = person("chef_etablissement").id;
const pilote = person("pilote_academique").id;
const entrant = randomUUID();
let fonctionId = "";

beforeAll(async () => {
  await database.db.deleteFrom("passation").execute();
  await database.db.updateTable("delegation").set({ revoquee_le: context.now() }).execute();
  await database.db
    .insertInto("agent")
    .values({
      id: entrant,
      prenom: "Odile",
      nom: "Passe",
      courriel: "o@ac-exemple.fr",
      demonstration: false,
      cree_le: context.now(),
    })
    .execute();
  const row = await database.db
    .selectFrom("fonction_exercee")
    .select("id")
    .where("agent_id", "=", sortant)
    .executeTakeFirstOrThrow();
  fonctionId = row.id;
});

const inTx = <T>(
  act: (
    tx: Parameters<Parameters<ReturnType<typeof database.db.transaction>["execute"]>[0]>[0],
  ) => Promise<T>,
) => database.db.transaction().execute(act);
const siennes = (agentId: string) => listPassationsDeLAgent(context, agentId);
const endOn = (fin: string) =>
  inTx((tx) => terminerFonction(tx, context, { id: fonctionId, fin, motif: "Mutation", poseePar: pilote }));

describe("a handover", () => {
  test("waits for its term when the end was set months before, then opens by the morning job, once", async () => {
    context.clock.set("2027-03-01T08:00:00Z");
    await endOn("2027-09-01");
    await ouvrirPassations(context);
    expect(await siennes(sortant)).toEqual([]);
    context.clock.set("2027-06-02T08:00:00Z");
    await ouvrirPassations(context);
    expect(await siennes(sortant)).toEqual([]);
    context.clock.set("2027-06-03T08:00:00Z");
    expect(await ouvrirPassations(context)).toBe(1);
    expect(await ouvrirPassations(context)).toBe(0);
    expect(await siennes(sortant)).toMatchObject([
      { depart: "2027-09-01", etat: "a_preparer", entrantId: null },
    ]);
    expect(await listPassationsOuvertes(context, sortant)).toMatchObject([{ role: "sortant" }]);
  });

  test("tells the generic mailbox, without a name", async () => {
    const courriels = await database.db
      .selectFrom("courriel")
      .select(["destinataire", "texte", "objet_id"])
      .where("gabarit", "=", "acces.passation")
      .execute();
    const { courriel } = await database.db
      .selectFrom("structure")
      .select("courriel")
      .where("uai", "=", LIEUX.college)
      .executeTakeFirstOrThrow();
    expect(courriels.map(({ destinataire }) => destinataire)).toEqual([courriel]);
    expect(courriels[0]?.texte).not.toContain("Estran");
  });

  test("follows an end that moves, as soon as it is set", async () => {
    await endOn("2027-08-15");
    expect(await siennes(sortant)).toMatchObject([{ depart: "2027-08-15" }]);
    await endOn("2027-09-01");
    expect(await siennes(sortant)).toMatchObject([{ depart: "2027-09-01" }]);
  });

  test("is found by the successor as soon as the function is given", async () => {
    await inTx((tx) =>
      attribuerFonction(tx, context, {
        ...CHARGE,
        ...{
          agentId: entrant,
          debut: "2027-09-01",
          fin: null,
          acte: "Arrêté",
          origine: "changement",
          attribueePar: pilote,
        },
      }),
    );
    expect(await siennes(entrant)).toMatchObject([
      { entrant: "Odile Passe", sortant: "Nadia Estran", etat: "a_lire" },
    ]);
  });

  test("carries the word of who leaves, from the version that they read", async () => {
    const [passation] = await siennes(sortant);
    const id = passation?.id ?? "";
    await ecrireMot(context, { agentId: sortant, id, mot: "Bon courage !", version: 1 });
    await ecrireMot(context, { agentId: sortant, id, mot: "Bon courage !", version: 1 });
    await expect(
      ecrireMot(context, { agentId: sortant, id, mot: "Autre", version: 1 }),
    ).rejects.toMatchObject({
      code: "version_perimee",
    });
    await expect(ecrireMot(context, { agentId: entrant, id, mot: "Moi", version: 2 })).rejects.toMatchObject({
      code: "pas_le_sien",
    });
    await expect(ecrireMot(context, { agentId: pilote, id, mot: "Moi", version: 2 })).rejects.toThrow(
      NotFound,
    );
    expect(await getPassation(context, entrant, id)).toMatchObject({ mot: "Bon courage !", version: 2 });
  });

  test("opens its summary with the function, lets the successor take delegations up, and is closed once read", async () => {
    context.clock.set("2027-08-30T08:00:00Z");
    const giver = await findActor(context, sortant);
    if (!giver) throw new Error("no head");
    const delegationId = await donnerDelegation(context, {
      actor: giver,
      fonctionId,
      delegataireId: person("adjoint").id,
      nature: "saisie",
      debut: "2027-08-30",
      fin: "2027-09-01",
      acte: "Décision n° 3",
    });
    const [passation] = await siennes(entrant);
    if (!passation) throw new Error("no handover");
    // Who leaves reads what falls with the function, whether the successor is known yet or not.
    for (const entrantId of [passation.entrantId, null])
      expect(
        giver && (await findResume(context, giver, { ...passation, entrantId }))?.reprises,
      ).toMatchObject([{ delegationId, delegataire: "Sarah Hauban" }]);
    const early = await findActor(context, entrant);
    expect(early && (await findResume(context, early, passation))).toBeUndefined();
    await expect(clorePassation(context, { agentId: entrant, id: passation.id })).rejects.toMatchObject({
      code: "pas_lue",
    });

    context.clock.set("2027-09-01T08:00:00Z");
    const actor = await findActor(context, entrant);
    if (!actor) throw new Error("no successor");
    const resume = await findResume(context, actor, passation);
    expect(resume?.boite).toMatch(/@/);
    expect(resume?.perimetre.map(({ terme }) => terme)).toEqual(
      expect.arrayContaining(["Structure", "Adresse", "État"]),
    );
    expect(resume?.personnes.map(({ nomComplet }) => nomComplet)).toEqual(
      expect.arrayContaining(["Sarah Hauban", "Malo Écoute", "Ronan Vigie", "Jeanne Drisse"]),
    );
    expect(resume?.changements.length).toBeGreaterThan(0);
    expect(resume?.reprises).toMatchObject([
      {
        delegationId,
        delegataire: "Sarah Hauban",
        debut: "2027-09-01",
        fin: "2028-09-01",
        dejaReprise: false,
      },
    ]);

    await lirePassation(context, { agentId: entrant, id: passation.id });
    for (let click = 0; click < 2; click++)
      await reprendreDelegation(context, { actor, id: passation.id, delegationId });
    const again = await findResume(context, actor, passation);
    expect(again?.reprises).toMatchObject([{ dejaReprise: true }]);
    const adjoint = await findActor(context, person("adjoint").id);
    expect(
      adjoint?.fonctions.filter(({ delegation }) => delegation).map(({ delegation }) => delegation?.delegant),
    ).toEqual(["Odile Passe"]);

    for (let click = 0; click < 2; click++)
      await clorePassation(context, { agentId: entrant, id: passation.id });
    const events = await database.db
      .selectFrom("audit_event")
      .select("evenement")
      .where("objet_type", "=", "passation")
      .where("objet_id", "=", passation.id)
      .orderBy("id")
      .execute();
    expect(events.map(({ evenement }) => evenement).slice(-4)).toEqual([
      "passation.ouvrir",
      "passation.ecrire",
      "passation.lire",
      "passation.clore",
    ]);
  });
});

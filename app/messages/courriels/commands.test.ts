import { afterAll, afterEach, beforeEach, describe, expect, test } from "vitest";
import { inTransaction } from "#app/platform/db/database.server.ts";
import { deposerCourriel } from "#app/platform/mail/outbox.server.ts";
import { sendCourrielsDus } from "#app/platform/mail/send.server.ts";
import { person } from "#tests/cast.ts";
import { createTestDatabase, type TestContext, testContext } from "#tests/database.ts";
import { type Messagerie, startMessagerie } from "#tests/messagerie.ts";
import { countCourrielsEnEchec } from "../queries.server.ts";
import {
  abandonnerCourriel,
  reprendreCourriel,
  reprendreEchecs,
  signalerAttente,
} from "./commands.server.ts";
import { getAttente, getCourriel, listCourriels } from "./queries.server.ts";

const database = await createTestDatabase("demo");
afterAll(() => database.drop());
const ADMIN = person("administrateur");
const MINUTE = 60_000;

let messagerie: Messagerie;
let context: TestContext;
beforeEach(async () => {
  await database.pool.query("truncate notification, preference_notification, courriel");
  messagerie = await startMessagerie();
  context = testContext(database, {
    settings: { demonstration: false, smtp: { url: messagerie.url, expediteur: "ancrage@ac-exemple.fr" } },
  });
});
afterEach(() => messagerie.close());

async function deposit(destinataire = "absent@ac-exemple.fr"): Promise<string> {
  const courriel = {
    gabarit: "essai.message",
    agentId: null,
    destinataire,
    objet: "Objet",
    blocs: [],
    objetType: "essai",
    objetId: "1",
  };
  await inTransaction(context.db, (tx) => deposerCourriel(tx, context, courriel));
  const { rows } = await database.pool.query(
    "select id from courriel where gabarit = 'essai.message' order by id desc limit 1",
  );
  return rows[0].id;
}
async function fail(destinataire?: string): Promise<string> {
  messagerie.behave({ destinataires: { [destinataire ?? "absent@ac-exemple.fr"]: 550 } });
  const id = await deposit(destinataire);
  await sendCourrielsDus(context);
  messagerie.behave({});
  return id;
}
const told = async () =>
  (
    await database.pool.query(
      "select agent_id, titre, texte, href from notification where genre = 'service.incident' order by cree_le, id",
    )
  ).rows;
const events = async (id: string) =>
  (
    await database.pool.query(
      "select evenement, agent_id from audit_event where objet_type = 'courriel' and objet_id = $1 order by id",
      [id],
    )
  ).rows;

describe("a message that failed", () => {
  test("is told to those who follow the outbox, once while they have not read it, and by e-mail too", async () => {
    await fail();
    await fail("autre@ac-exemple.fr");
    expect(await told()).toMatchObject([
      { agent_id: ADMIN.id, titre: "Un courriel n’a pas pu partir", href: "/courriels?etat=echoue" },
    ]);
    expect((await told())[0].texte).toContain("Cette adresse n’existe pas");
    context.clock.advance(24 * 60 * MINUTE);
    await fail();
    expect(await told()).toHaveLength(1);
    await database.pool.query("update notification set lue_le = now()");
    await fail();
    expect(await told()).toHaveLength(2);
  });

  test("does not feed itself when the message that tells it fails too", async () => {
    messagerie.behave({ destinataires: { "absent@ac-exemple.fr": 550, [ADMIN.courriel]: 550 } });
    await deposit();
    await sendCourrielsDus(context);
    await sendCourrielsDus(context);
    await sendCourrielsDus(context);
    expect(await countCourrielsEnEchec(context.db)).toBe(2);
    expect(await told()).toHaveLength(1);
  });

  test("is sent again by the administrator, with all its tries before it, and leaves its trace", async () => {
    const id = await fail();
    context.clock.advance(MINUTE);
    await reprendreCourriel(context, { id, agentId: ADMIN.id });
    expect(await getCourriel(context.db, id)).toMatchObject({
      etat: "en_attente",
      essais: 0,
      prochainEssaiLe: context.now(),
    });
    await sendCourrielsDus(context);
    expect(await getCourriel(context.db, id)).toMatchObject({ etat: "envoye", essais: 1, erreur: null });
    expect(await events(id)).toEqual([
      { evenement: "courriel.echouer", agent_id: null },
      { evenement: "courriel.reprendre", agent_id: ADMIN.id },
      { evenement: "courriel.envoyer", agent_id: null },
    ]);
    await expect(reprendreCourriel(context, { id, agentId: ADMIN.id })).rejects.toMatchObject({
      code: "deja_envoye",
    });
  });

  test("is sent again with all the others, and a second click changes nothing more", async () => {
    await fail();
    await fail("autre@ac-exemple.fr");
    expect(await reprendreEchecs(context, { agentId: ADMIN.id })).toBe(2);
    expect(await reprendreEchecs(context, { agentId: ADMIN.id })).toBe(0);
  });

  test("is given up with a reason; its text goes, its line stays", async () => {
    const id = await fail();
    await abandonnerCourriel(context, { id, agentId: ADMIN.id, motif: "Adresse fermée." });
    expect(await getCourriel(context.db, id)).toMatchObject({ etat: "abandonne", motif: "Adresse fermée." });
    const { rows } = await database.pool.query("select texte, html from courriel where id = $1", [id]);
    expect(rows).toEqual([{ texte: null, html: null }]);
    await expect(
      abandonnerCourriel(context, { id, agentId: ADMIN.id, motif: "Encore." }),
    ).rejects.toMatchObject({
      code: "deja_abandonne",
    });
    await expect(reprendreCourriel(context, { id, agentId: ADMIN.id })).rejects.toMatchObject({
      code: "abandonne",
    });
  });

  test("that does not exist is not found", async () => {
    for (const id of ["x", context.newId()])
      await expect(reprendreCourriel(context, { id, agentId: ADMIN.id })).rejects.toMatchObject({
        status: 404,
      });
  });
});

describe("messages that wait", () => {
  test("for want of a mail server are told to the administrator, once", async () => {
    context = testContext(database, { settings: { demonstration: false } });
    await signalerAttente(context);
    expect(await told()).toEqual([]);
    await deposit();
    await signalerAttente(context);
    await signalerAttente(context);
    expect(await told()).toMatchObject([
      { titre: "Aucune messagerie n’est réglée : 1\u00a0courriel en attente" },
    ]);
  });

  test("for a server in trouble are told after half an hour, with what it says", async () => {
    await messagerie.close();
    await deposit();
    for (const wait of [0, 1, 5]) {
      context.clock.advance(wait * MINUTE);
      await sendCourrielsDus(context);
      if (wait < 5) await signalerAttente(context);
    }
    expect(await told()).toEqual([]);
    await signalerAttente(context);
    expect(await told()).toMatchObject([
      { titre: "La messagerie est en difficulté : 1\u00a0courriel en attente" },
    ]);
    expect((await told())[0].texte).toContain("ne répond pas à cette adresse");
    expect(await getAttente(context.db)).toMatchObject({ retardes: 1 });
    messagerie = await startMessagerie();
  });

  test("in a demonstration are nobody's concern", async () => {
    await deposit();
    await signalerAttente(testContext(database));
    expect(await told()).toEqual([]);
  });
});

describe("the list", () => {
  test("is filtered by state, kind, days in Paris and domain of the recipient", async () => {
    context.clock.set("2026-11-21T23:30:00+01:00");
    await deposit("a@un.fr");
    context.clock.set("2026-11-22T00:30:00+01:00");
    await deposit("b@DEUX.fr");
    const none = { etat: undefined, gabarit: undefined, domaine: undefined, du: undefined, au: undefined };
    const list = async (filtre: object) =>
      (await listCourriels(context.db, { ...none, ...filtre }, { limit: 10, offset: 0 })).courriels.map(
        ({ destinataire }) => destinataire,
      );
    expect(await list({})).toEqual(["b@DEUX.fr", "a@un.fr"]);
    expect(await list({ domaine: "deux.fr" })).toEqual(["b@DEUX.fr"]);
    expect(await list({ au: "2026-11-21" })).toEqual(["a@un.fr"]);
    expect(await list({ du: "2026-11-22" })).toEqual(["b@DEUX.fr"]);
    expect(await list({ etat: "envoye" })).toEqual([]);
    expect(await list({ gabarit: "essai.message", etat: "en_attente" })).toHaveLength(2);
  });
});

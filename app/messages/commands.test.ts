import { afterAll, beforeEach, describe, expect, test } from "vitest";
import { inTransaction } from "#app/platform/db/database.server.ts";
import { person } from "#tests/cast.ts";
import { createTestDatabase, type TestContext, testContext } from "#tests/database.ts";
import {
  lireNotification,
  lireNotifications,
  type NotificationADire,
  notifier,
  reglerPreferences,
  resumerNotifications,
} from "./commands.server.ts";
import { countNonLues, listNotifications } from "./queries.server.ts";

const database = await createTestDatabase("demo");
afterAll(() => database.drop());
const CHEF = person("chef_etablissement");
const SSA = person("ssa");

let context: TestContext;
beforeEach(async () => {
  // The cast, in a service whose messages would leave.
  context = testContext(database, { settings: { demonstration: false } });
  await database.pool.query(
    "truncate notification, preference_notification, courriel, graphile_worker._private_jobs; update agent set ferme_le = null",
  );
});

const dit = (own: Partial<NotificationADire> = {}): NotificationADire => ({
  destinataires: [CHEF.id],
  genre: "acces.fonction",
  titre: "Une fonction vous est confiée",
  texte: "Chef d’établissement, collège des Tilleuls.",
  href: "/droits",
  objetType: "essai",
  objetId: "1",
  cle: "essai:1",
  ...own,
});
const tell = (own?: Partial<NotificationADire>) =>
  inTransaction(context.db, (tx) => notifier(tx, context, dit(own)));
const mails = async () => (await database.pool.query("select * from courriel order by cree_le, id")).rows;
const notifications = async () =>
  (await database.pool.query("select * from notification order by cree_le, id")).rows;
const events = async () =>
  (
    await database.pool.query(
      "select evenement, avant, apres from audit_event left join audit_valeur on audit_event_id = id where evenement = 'preference.modifier' and request_id = 'trace' order by id",
    )
  ).rows;

describe("telling people", () => {
  test("writes it in the service and deposits the e-mail of those who want it at once", async () => {
    await tell({ destinataires: [CHEF.id, CHEF.id, SSA.id] });
    expect(await countNonLues(context.db, CHEF.id)).toBe(1);
    const [first, second] = await mails();
    expect([first.destinataire, second.destinataire].sort()).toEqual([CHEF.courriel, SSA.courriel].sort());
    expect(first).toMatchObject({
      gabarit: "messages.acces_fonction",
      objet: "Une fonction vous est confiée",
      reglage_href: "/messages/preferences",
      etat: "en_attente",
    });
    const [told] = await notifications();
    expect(first.texte).toContain(`http://127.0.0.1:3000/messages/${told.id}`);
  });

  test("says the same thing once to the same person, whatever the number of tries", async () => {
    await tell();
    await tell();
    await tell({ cle: "essai:2" });
    expect(await notifications()).toHaveLength(2);
    expect(await mails()).toHaveLength(2);
  });

  test("keeps silent by e-mail for who chose the summary or nothing, except for what protects them", async () => {
    await reglerPreferences(context, {
      agentId: CHEF.id,
      choix: { "acces.fonction": "aucun", "acces.demande": "resume" },
    });
    await tell();
    await tell({ genre: "acces.demande", cle: "essai:2" });
    expect(await mails()).toEqual([]);
    await database.pool.query(
      "insert into preference_notification values ($1, 'acces.securite', 'aucun', now())",
      [CHEF.id],
    );
    await tell({ genre: "acces.securite", cle: "essai:3" });
    expect(await mails()).toMatchObject([{ gabarit: "messages.acces_securite", reglage_href: null }]);
    expect((await notifications()).map(({ mode }) => mode).sort()).toEqual(["aucun", "immediat", "resume"]);
  });

  test("is undone with the act that it follows", async () => {
    await expect(
      inTransaction(context.db, async (tx) => {
        await notifier(tx, context, dit());
        throw new Error("undone");
      }),
    ).rejects.toThrow("undone");
    expect([await notifications(), await mails()]).toEqual([[], []]);
  });

  test("leaves a closed account alone, and never fails for an address that cannot be written to", async () => {
    await database.pool.query("update agent set ferme_le = now() where id = $1", [CHEF.id]);
    await tell();
    expect(await notifications()).toEqual([]);
    await database.pool.query("update agent set ferme_le = null, courriel = 'a@b' where id = $1", [CHEF.id]);
    await tell();
    expect([(await notifications()).length, await mails()]).toEqual([1, []]);
    await database.pool.query("update agent set courriel = $2 where id = $1", [CHEF.id, CHEF.courriel]);
  });

  test("leads to a page of ours and nowhere else", async () => {
    await expect(tell({ href: "//ailleurs.fr" })).rejects.toThrow("page of ours");
  });

  test("stays in a demonstration", async () => {
    context = testContext(database);
    await tell();
    expect(await mails()).toMatchObject([{ etat: "retenu" }]);
  });
});

describe("reading", () => {
  test("marks one of one's own, once; that of somebody else does not exist", async () => {
    await tell();
    const [{ id }] = (await notifications()) as [{ id: string }];
    await expect(lireNotification(context, { agentId: SSA.id, id })).rejects.toMatchObject({ status: 404 });
    await expect(lireNotification(context, { agentId: CHEF.id, id: "absent" })).rejects.toMatchObject({
      status: 404,
    });
    expect(await lireNotification(context, { agentId: CHEF.id, id })).toEqual({ href: "/droits" });
    const first = (await notifications())[0].lue_le;
    context.clock.advance(60_000);
    await lireNotification(context, { agentId: CHEF.id, id });
    expect((await notifications())[0].lue_le).toEqual(first);
  });

  test("all of them leaves what came since the page was shown, and what is of another kind", async () => {
    await tell();
    await tell({ genre: "acces.delegation", cle: "essai:2" });
    const jusque = context.now();
    context.clock.advance(1_000);
    await tell({ cle: "essai:3" });
    await lireNotifications(context, { agentId: CHEF.id, genre: "acces.fonction", jusque });
    expect(await countNonLues(context.db, CHEF.id)).toBe(2);
    await lireNotifications(context, { agentId: CHEF.id, genre: undefined, jusque });
    expect(await countNonLues(context.db, CHEF.id)).toBe(1);
  });

  test("lists the unread first, then the latest, by kind and by page", async () => {
    for (const n of [1, 2, 3]) {
      await tell({
        titre: `Titre ${n}`,
        cle: `essai:${n}`,
        ...(n === 3 ? { genre: "acces.delegation" as const } : {}),
      });
      context.clock.advance(1_000);
    }
    const latest = (await notifications()).at(-1);
    await lireNotification(context, { agentId: CHEF.id, id: latest.id });
    const list = async (own: object) =>
      (
        await listNotifications(context.db, CHEF.id, {
          genre: undefined,
          nonLues: false,
          limit: 10,
          offset: 0,
          ...own,
        })
      ).notifications.map(({ titre }) => titre);
    expect(await list({})).toEqual(["Titre 2", "Titre 1", "Titre 3"]);
    expect(await list({ limit: 1, offset: 1 })).toEqual(["Titre 1"]);
    expect(await list({ nonLues: true })).toEqual(["Titre 2", "Titre 1"]);
    expect(await list({ genre: "acces.delegation" })).toEqual(["Titre 3"]);
  });
});

describe("preferences", () => {
  test("are kept with their trace; the same again changes nothing", async () => {
    context = testContext(database, { requestId: "trace" });
    const choix = { "acces.fonction": "resume", "acces.delegation": "immediat" } as const;
    await reglerPreferences(context, { agentId: CHEF.id, choix });
    await reglerPreferences(context, { agentId: CHEF.id, choix });
    expect(await events()).toEqual([
      {
        evenement: "preference.modifier",
        avant: { "acces.fonction": "immediat" },
        apres: { "acces.fonction": "resume" },
      },
    ]);
    await reglerPreferences(context, { agentId: CHEF.id, choix: { "acces.fonction": "immediat" } });
    expect(await events()).toHaveLength(2);
  });

  test("cannot silence what protects the person: the reason is said, nothing is kept", async () => {
    await expect(
      reglerPreferences(context, {
        agentId: CHEF.id,
        choix: { "acces.delegation": "aucun", "acces.securite": "aucun" },
      }),
    ).rejects.toMatchObject({ code: "genre_obligatoire" });
    expect((await database.pool.query("select from preference_notification")).rowCount).toBe(0);
  });
});

describe("the summary of the morning", () => {
  const paris = (time: string) => context.clock.set(`${time}+01:00`);
  beforeEach(async () => {
    await reglerPreferences(context, { agentId: CHEF.id, choix: { "acces.fonction": "resume" } });
    paris("2026-11-23T18:00:00");
  });

  test("is one message of what is unread, at seven in Paris and not before", async () => {
    await tell({ titre: "Première" });
    await tell({ titre: "Seconde", cle: "essai:2" });
    await tell({ titre: "Import appliqué", genre: "import.termine", cle: "essai:3" });
    paris("2026-11-24T06:59:59");
    expect(await resumerNotifications(context)).toBe(0);
    paris("2026-11-24T07:00:00");
    expect(await resumerNotifications(context)).toBe(1);
    const [mail, ...others] = await mails();
    expect(others).toEqual([]);
    expect(mail).toMatchObject({
      destinataire: CHEF.courriel,
      gabarit: "messages.resume",
      objet: "Votre résumé du matin : 3\u00a0nouveautés",
      reglage_href: "/messages/preferences",
    });
    for (const title of ["Première", "Seconde", "Import appliqué"]) expect(mail.texte).toContain(title);
  });

  test("is sent once, whatever the number of restarts; what comes after seven waits for the next day", async () => {
    await tell();
    paris("2026-11-24T07:00:00");
    await Promise.all([resumerNotifications(context), resumerNotifications(context)]);
    await tell({ cle: "essai:2" });
    paris("2026-11-24T12:00:00");
    expect(await resumerNotifications(context)).toBe(0);
    expect(await mails()).toHaveLength(1);
    paris("2026-11-25T07:10:00");
    expect(await resumerNotifications(context)).toBe(1);
    expect((await mails())[1].objet).toBe("Votre résumé du matin : 1\u00a0nouveauté");
  });

  test("is not lost when the service was stopped at seven", async () => {
    await tell();
    paris("2026-11-24T15:00:00");
    expect(await resumerNotifications(context)).toBe(1);
  });

  test("says nothing when there is nothing: read meanwhile, told at once, or told nobody who is there", async () => {
    await tell();
    const [{ id }] = (await notifications()) as [{ id: string }];
    await lireNotification(context, { agentId: CHEF.id, id });
    await tell({ destinataires: [SSA.id], cle: "essai:2" });
    paris("2026-11-24T08:00:00");
    await database.pool.query("truncate courriel");
    expect(await resumerNotifications(context)).toBe(0);
    await tell({ cle: "essai:3" });
    await database.pool.query("update agent set ferme_le = now() where id = $1", [CHEF.id]);
    paris("2026-11-25T08:00:00");
    expect(await resumerNotifications(context)).toBe(0);
    expect(await mails()).toEqual([]);
  });

  test("shows thirty, and says how many others wait", async () => {
    for (let n = 1; n <= 33; n += 1) await tell({ cle: `essai:${n}`, titre: `Titre ${n}.` });
    paris("2026-11-24T07:00:00");
    await resumerNotifications(context);
    const [mail] = await mails();
    expect(mail.texte.match(/Titre \d+\./g)).toHaveLength(30);
    expect(mail.texte).toContain("Et 3\u00a0autres");
  });

  test("follows summer time", async () => {
    context.clock.set("2026-07-01T12:00:00Z");
    await tell();
    context.clock.set("2026-07-02T04:59:59Z");
    expect(await resumerNotifications(context)).toBe(0);
    context.clock.set("2026-07-02T05:00:00Z");
    expect(await resumerNotifications(context)).toBe(1);
  });
});

import { afterAll, afterEach, beforeEach, describe, expect, test } from "vitest";
import { createTestDatabase, type TestContext, testContext } from "#tests/database.ts";
import { type Messagerie, type MessagerieOptions, startMessagerie } from "#tests/messagerie.ts";
import { inTransaction } from "../db/database.server.ts";
import type { Courriel } from "./courriel.ts";
import { deposerCourriel } from "./outbox.server.ts";
import { sendCourriel, sendCourrielsDus } from "./send.server.ts";

const database = await createTestDatabase();
const open: Messagerie[] = [];
afterEach(async () => {
  await Promise.all(open.splice(0).map((server) => server.close()));
});
afterAll(() => database.drop());

let context: TestContext;
beforeEach(async () => {
  context = testContext(database);
  await database.pool.query("truncate courriel; truncate graphile_worker._private_jobs");
});

const EXPEDITEUR = "Académie d’Orléans-Tours – Ancrage <ancrage@ac-exemple.fr>";
const MINUTE = 60_000;

async function serve(options: MessagerieOptions = {}): Promise<Messagerie> {
  const server = await startMessagerie(options);
  open.push(server);
  relate(server.url);
  return server;
}

function relate(url: string): void {
  const now = context.now();
  context = testContext(database, { settings: { smtp: { url, expediteur: EXPEDITEUR } } });
  context.clock.set(now);
}

const courriel = (own: Partial<Courriel> = {}): Courriel => ({
  gabarit: "essai.message",
  agentId: null,
  destinataire: "n.estran@ac-exemple.fr",
  objet: "Votre accès est prêt",
  blocs: [{ genre: "paragraphe", texte: "Tout est prêt." }],
  objetType: "essai",
  objetId: "1",
  ...own,
});

async function deposit(own: Partial<Courriel> = {}): Promise<string> {
  await inTransaction(context.db, (tx) => deposerCourriel(tx, context, courriel(own)));
  const { rows } = await database.pool.query("select id from courriel order by id desc limit 1");
  return rows[0].id;
}

const rowOf = async (id: string) =>
  (await database.pool.query("select * from courriel where id = $1", [id])).rows[0];
const events = async (id: string) =>
  (
    await database.pool.query(
      "select evenement from audit_event where objet_type = 'courriel' and objet_id = $1 order by id",
      [id],
    )
  ).rows.map(({ evenement }) => evenement);

describe("a message", () => {
  test("leaves with its act: the job is asked in the same transaction, or neither is kept", async () => {
    await deposit();
    const jobs = await database.pool.query(
      "select task_identifier, queue_name, max_attempts from graphile_worker.jobs",
    );
    expect(jobs.rows).toEqual([
      { task_identifier: "envoyer_courriel", queue_name: "courriels", max_attempts: 1 },
    ]);
    await expect(
      inTransaction(context.db, async (tx) => {
        await deposerCourriel(tx, context, courriel());
        throw new Error("undone");
      }),
    ).rejects.toThrow("undone");
    expect((await database.pool.query("select from courriel")).rowCount).toBe(1);
  });

  test("reaches the mail server as text and as HTML, and its content is erased once there", async () => {
    const server = await serve();
    const id = await deposit({ reglageHref: "/messages/preferences" });
    context.clock.advance(MINUTE);
    expect(await sendCourriel(context, id)).toBe("envoye");
    const [message] = server.recus;
    expect(message).toMatchObject({ from: "ancrage@ac-exemple.fr", to: ["n.estran@ac-exemple.fr"] });
    expect(message?.header("Message-ID")).toBe(`<${id}@ac-exemple.fr>`);
    expect(message?.header("Auto-Submitted")).toBe("auto-generated");
    expect(message?.header("List-Unsubscribe")).toBe("<http://127.0.0.1:3000/messages/preferences>");
    expect(message?.header("Content-Type")).toMatch(/^multipart\/alternative/);
    expect(message?.header("Date")).toBe("Sun, 22 Nov 2026 09:00:00 +0000");
    expect(message?.source).toContain("Tout est pr=C3=AAt.");
    expect(await rowOf(id)).toMatchObject({
      etat: "envoye",
      texte: null,
      html: null,
      essais: 1,
      envoye_le: context.now(),
      prochain_essai_le: null,
      erreur: null,
    });
    expect(await events(id)).toEqual(["courriel.envoyer"]);
    expect(await sendCourriel(context, id)).toBeUndefined();
    expect(server.recus).toHaveLength(1);
  });

  test("that cannot be refused says no address where to refuse it", async () => {
    const server = await serve();
    await sendCourriel(context, await deposit());
    expect(server.recus[0]?.header("List-Unsubscribe")).toBeUndefined();
    expect(server.recus[0]?.header("Reply-To")).toBeUndefined();
  });

  test("is deposited once for one key", async () => {
    await deposit({ cle: "essai:1" });
    await deposit({ cle: "essai:1" });
    await deposit({ cle: "essai:2" });
    expect((await database.pool.query("select from courriel")).rowCount).toBe(2);
    expect((await database.pool.query("select from graphile_worker.jobs")).rowCount).toBe(2);
  });

  test("says where to ask, and where answers go, once the operator has filled it", async () => {
    await database.pool.query(
      "update reglage_texte set valeur = 'ancrage.appui@ac-exemple.fr' where code = 'contact_courriel'",
    );
    const server = await serve();
    const id = await deposit();
    expect((await rowOf(id)).texte).toContain("Une question : ancrage.appui@ac-exemple.fr");
    await sendCourriel(context, id);
    expect(server.recus[0]?.header("Reply-To")).toBe("ancrage.appui@ac-exemple.fr");
    await database.pool.query("update reglage_texte set valeur = '' where code = 'contact_courriel'");
  });

  test("carries accents in its subject, in the name of who sends it, and a domain with accents", async () => {
    const server = await serve();
    const destinataire = "marie@académie.fr";
    const id = await deposit({ objet: "Élève·s : 3 œuvres — « été » 🎒", destinataire });
    expect(await sendCourriel(context, id)).toBe("envoye");
    expect(await rowOf(id)).toMatchObject({ destinataire, remis: [destinataire] });
    const [message] = server.recus;
    expect(message?.header("To")).toBe("marie@xn--acadmie-eya.fr");
    expect(message?.source.split("\r\n\r\n")[0]).toMatch(/^[\x20-\x7e\r\n\t]*$/);
    const words = [...(message?.header("Subject") ?? "").matchAll(/=\?UTF-8\?Q\?(.*?)\?=/gi)].map(
      ([, word = ""]) => word,
    );
    const bytes = words
      .join("")
      .replaceAll("_", " ")
      .replace(/=([0-9A-F]{2})/gi, (_, hex) => String.fromCharCode(Number.parseInt(hex, 16)));
    expect(Buffer.from(bytes, "latin1").toString("utf8")).toBe("Élève·s : 3 œuvres — « été » 🎒");
    expect(message?.header("From")).toMatch(/^=\?UTF-8\?.*<ancrage@ac-exemple\.fr>$/i);
  });

  test.each([
    "victime@ac-exemple.fr\r\nBcc: tout@le-monde.fr",
    "a@ac-exemple.fr, b@ac-exemple.fr",
    "Nom <a@ac-exemple.fr>",
    "a@ac-exemple.fr> SIZE=1",
    "a b@ac-exemple.fr",
    "@ac-exemple.fr",
    "a@localhost",
    "a..b@ac-exemple.fr",
    `${"a".repeat(65)}@ac-exemple.fr`,
  ])("is refused with a sentence when the address is %j", async (adresse) => {
    await expect(deposit({ destinataire: adresse })).rejects.toMatchObject({ code: "adresse_illisible" });
    await expect(deposit({ copies: [adresse] })).rejects.toMatchObject({ code: "adresse_illisible" });
    expect((await database.pool.query("select from courriel")).rowCount).toBe(0);
  });

  test("cannot be given a header by what somebody typed in its subject", async () => {
    const server = await serve();
    const objet = "Bonjour\r\nBcc: tout@le-monde.fr\r\n\r\n<b>corps</b>\u2028\u202Efin\u0000";
    await sendCourriel(context, await deposit({ objet }));
    const [message] = server.recus;
    expect(message?.header("Bcc")).toBeUndefined();
    expect(message?.to).toEqual(["n.estran@ac-exemple.fr"]);
    expect(message?.header("Subject")).toBe("Bonjour Bcc: tout@le-monde.fr <b>corps</b> fin");
  });

  test("never leaves a demonstration, even when its line was altered", async () => {
    const server = await serve();
    const demo = testContext(database, {
      settings: { demonstration: true, smtp: { url: server.url, expediteur: EXPEDITEUR } },
    });
    await inTransaction(demo.db, (tx) => deposerCourriel(tx, demo, courriel()));
    const { rows } = await database.pool.query("select * from courriel");
    expect(rows).toMatchObject([{ etat: "retenu", prochain_essai_le: null }]);
    expect(rows[0].texte).toContain("Tout est prêt.");
    expect((await database.pool.query("select from graphile_worker.jobs")).rowCount).toBe(0);
    await sendCourrielsDus(demo);
    await database.pool.query("update courriel set etat = 'en_attente', prochain_essai_le = cree_le");
    expect(await sendCourriel(demo, rows[0].id)).toBeUndefined();
    expect(await sendCourrielsDus(demo)).toBe(0);
    expect([server.recus, server.connexions()]).toEqual([[], 0]);
  });

  test("waits, untouched, while no mail server is set", async () => {
    const id = await deposit();
    expect(await sendCourriel(context, id)).toBeUndefined();
    expect(await sendCourrielsDus(context)).toBe(0);
    expect(await rowOf(id)).toMatchObject({ etat: "en_attente", essais: 0 });
    context.clock.advance(3 * 24 * 60 * MINUTE);
    const server = await serve();
    expect(await sendCourrielsDus(context)).toBe(1);
    expect(server.recus).toHaveLength(1);
  });

  test("of a link that no longer holds is given up rather than sent late", async () => {
    const id = await deposit({ expireLe: new Date(context.now().getTime() + 15 * MINUTE) });
    const { rows } = await database.pool.query("select priority from graphile_worker.jobs");
    expect(rows).toEqual([{ priority: -10 }]);
    context.clock.advance(15 * MINUTE);
    const server = await serve();
    expect(await sendCourriel(context, id)).toBeUndefined();
    expect(await sendCourrielsDus(context)).toBe(0);
    expect(server.connexions()).toBe(0);
    expect(await rowOf(id)).toMatchObject({
      etat: "abandonne",
      texte: null,
      motif: expect.stringContaining("Périmé"),
    });
    expect(await events(id)).toEqual(["courriel.abandonner"]);
  });
});

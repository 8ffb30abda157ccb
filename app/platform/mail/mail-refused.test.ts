import { afterAll, afterEach, beforeEach, describe, expect, test } from "vitest";
import { createTestDatabase, type TestContext, testContext } from "#tests/database.ts";
import {
  type Manieres,
  type Messagerie,
  type MessagerieOptions,
  startMessagerie,
} from "#tests/messagerie.ts";
import { inTransaction } from "../db/database.server.ts";
import type { Courriel } from "./courriel.ts";
import { deposerCourriel } from "./outbox.server.ts";
import { sendCourriel, sendCourrielsDus } from "./send.server.ts";
import { ATTENTES_MS } from "./tries.ts";

const database = await createTestDatabase();
const open: Messagerie[] = [];
let context: TestContext;
let mailbox: Messagerie;
beforeEach(async () => {
  context = testContext(database);
  await database.pool.query("truncate courriel");
  mailbox = await serve();
});
afterEach(async () => {
  await Promise.all(open.splice(0).map((server) => server.close()));
});
afterAll(() => database.drop());

const MINUTE = 60_000;
const MOI = "n.estran@ac-exemple.fr";
const COPIE = "ce.0961234x@ac-exemple.fr";
const DELAIS = { connexion: 2_000, silence: 150 };

async function serve(options: MessagerieOptions = {}): Promise<Messagerie> {
  const server = await startMessagerie(options);
  open.push(server);
  relate(server.url);
  return server;
}

function relate(url: string): void {
  const now = context.now();
  context = testContext(database, { settings: { smtp: { url, expediteur: "ancrage@ac-exemple.fr" } } });
  context.clock.set(now);
}

async function deposit(own: Partial<Courriel> = {}): Promise<string> {
  const courriel: Courriel = {
    gabarit: "essai.message",
    agentId: null,
    destinataire: MOI,
    objet: "Votre accès est prêt",
    blocs: [{ genre: "paragraphe", texte: "Tout est prêt." }],
    objetType: "essai",
    objetId: "1",
    ...own,
  };
  await inTransaction(context.db, (tx) => deposerCourriel(tx, context, courriel));
  const { rows } = await database.pool.query("select id from courriel order by id desc limit 1");
  return rows[0].id;
}

const rowOf = async (id: string) =>
  (await database.pool.query("select * from courriel where id = $1", [id])).rows[0];
const send = (id: string) => sendCourriel(context, id, DELAIS);
/** The next due moment of a message, when its turn comes again. */
const later = async (id: string) => context.clock.set((await rowOf(id)).prochain_essai_le);

describe("a message that the mail server refuses for now", () => {
  test("waits a minute, then leaves with the same Message-ID", async () => {
    mailbox.behave({ destinataires: { [MOI]: 451 } });
    const id = await deposit();
    expect(await send(id)).toBe("en_attente");
    expect(await rowOf(id)).toMatchObject({
      etat: "en_attente",
      essais: 1,
      erreur: expect.stringContaining("451"),
      prochain_essai_le: new Date(context.now().getTime() + MINUTE),
    });
    expect((await rowOf(id)).texte).toContain("Tout est prêt.");
    context.clock.advance(MINUTE - 1);
    expect(await send(id)).toBeUndefined();
    mailbox.behave({});
    context.clock.advance(1);
    expect(await sendCourrielsDus(context, DELAIS)).toBe(1);
    expect(mailbox.recus.map((message) => message.header("Message-ID"))).toEqual([`<${id}@ac-exemple.fr>`]);
    expect(await rowOf(id)).toMatchObject({ etat: "envoye", essais: 2, erreur: null });
  });

  test("is tried for two days and more, further and further apart, then fails with what the server said", async () => {
    mailbox.behave({ texte: 452 });
    const id = await deposit();
    const start = context.now().getTime();
    const waited: number[] = [];
    for (let essai = 1; essai <= ATTENTES_MS.length; essai += 1) {
      expect(await send(id)).toBe("en_attente");
      const due = (await rowOf(id)).prochain_essai_le.getTime();
      waited.push(due - context.now().getTime());
      await later(id);
    }
    expect(waited).toEqual([1, 5, 30, 120, 360, 1440, 1440].map((minutes) => minutes * MINUTE));
    expect(context.now().getTime() - start).toBeGreaterThan(48 * 60 * MINUTE);
    expect(await send(id)).toBe("echoue");
    expect(await rowOf(id)).toMatchObject({
      etat: "echoue",
      essais: 8,
      prochain_essai_le: null,
      erreur: expect.stringContaining("452"),
    });
    // Kept, since somebody may try again.
    expect((await rowOf(id)).texte).toContain("Tout est prêt.");
  });
});

describe("a message refused for good", () => {
  test.each<[string, Manieres]>([
    ["its recipient", { destinataires: { [MOI]: 550 } }],
    ["its text", { texte: 554 }],
  ])("for %s fails at once, and the journal says so once", async (_what, manners) => {
    mailbox.behave(manners);
    const id = await deposit();
    expect(await send(id)).toBe("echoue");
    expect(await rowOf(id)).toMatchObject({
      etat: "echoue",
      essais: 1,
      erreur: expect.stringMatching(/55[04]/),
    });
    const { rows } = await database.pool.query(
      "select evenement, faits from audit_event where objet_id = $1 and objet_type = 'courriel'",
      [id],
    );
    expect(rows).toEqual([{ evenement: "courriel.echouer", faits: { gabarit: "essai.message", essais: 1 } }]);
  });
});

describe("copies", () => {
  test("travel with the message, in its header, once each", async () => {
    const id = await deposit({ copies: [COPIE, MOI, COPIE] });
    expect(await send(id)).toBe("envoye");
    expect(mailbox.recus[0]?.to).toEqual([MOI, COPIE]);
    expect(mailbox.recus[0]?.header("Cc")).toBe(COPIE);
  });

  test("that are refused for good do not keep the message from being sent; why is kept", async () => {
    mailbox.behave({ destinataires: { [COPIE]: 550 } });
    const id = await deposit({ copies: [COPIE] });
    expect(await send(id)).toBe("envoye");
    expect(await rowOf(id)).toMatchObject({
      etat: "envoye",
      remis: [MOI],
      erreur: expect.stringContaining("550"),
    });
  });

  test("that are refused for now are tried again alone: nobody receives twice", async () => {
    mailbox.behave({ destinataires: { [COPIE]: 450 } });
    const id = await deposit({ copies: [COPIE] });
    expect(await send(id)).toBe("en_attente");
    mailbox.behave({});
    await later(id);
    expect(await send(id)).toBe("envoye");
    expect(mailbox.recus.map(({ to }) => to)).toEqual([[MOI], [COPIE]]);
  });

  test("that received it do not hide that its recipient never will", async () => {
    mailbox.behave({ destinataires: { [MOI]: 550 } });
    const id = await deposit({ copies: [COPIE] });
    expect(await send(id)).toBe("echoue");
    expect(await rowOf(id)).toMatchObject({ remis: [COPIE], erreur: expect.stringContaining("550") });
  });
});

describe("a mail server", () => {
  test("that refuses connections leaves messages waiting; back, it receives them all within a minute", async () => {
    await mailbox.close();
    open.length = 0;
    const ids = [
      await deposit({ objetId: "1" }),
      await deposit({ objetId: "2" }),
      await deposit({ objetId: "3" }),
    ];
    // A whole day away, the sweep of each hour meeting a closed door.
    for (let hour = 0; hour < 24; hour += 1) {
      expect(await sendCourrielsDus(context, DELAIS)).toBe(0);
      context.clock.advance(60 * MINUTE);
    }
    const rows = await Promise.all(ids.map(rowOf));
    expect(rows.map(({ etat }) => etat)).toEqual(["en_attente", "en_attente", "en_attente"]);
    expect(rows.some(({ erreur }) => erreur?.includes("ECONNREFUSED"))).toBe(true);
    const back = await serve();
    context.clock.advance(24 * 60 * MINUTE);
    expect(await sendCourrielsDus(context, DELAIS)).toBe(3);
    expect(back.recus).toHaveLength(3);
  });

  test("that is away costs one try to one message at each sweep, and none to the others", async () => {
    await mailbox.close();
    open.length = 0;
    for (const objetId of ["1", "2", "3"]) await deposit({ objetId });
    await sendCourrielsDus(context, DELAIS);
    const { rows } = await database.pool.query("select essais from courriel order by essais desc");
    expect(rows.map(({ essais }) => essais)).toEqual([1, 0, 0]);
  });

  test.each<[string, Manieres, RegExp]>([
    ["does not answer", { muet: true }, /ETIMEDOUT/],
    ["hangs up in the middle of the text", { coupe: true }, /ECONN|ESOCKET|EPIPE/],
  ])("that %s leaves the message waiting", async (_what, manners, said) => {
    mailbox.behave(manners);
    const id = await deposit();
    expect(await send(id)).toBe("panne");
    expect(await rowOf(id)).toMatchObject({
      etat: "en_attente",
      essais: 1,
      erreur: expect.stringMatching(said),
    });
    expect(mailbox.recus).toEqual([]);
    mailbox.behave({});
    await later(id);
    expect(await send(id)).toBe("envoye");
  });

  test("whose certificate nobody signed receives nothing, by smtps nor by STARTTLS", async () => {
    for (const options of [{ secure: true }, { host: "127.0.0.2", starttls: true }]) {
      const untrusted = await serve(options);
      const id = await deposit();
      expect(await send(id)).toBe("panne");
      expect((await rowOf(id)).erreur).toMatch(/self-signed|certificate/i);
      expect(untrusted.recus).toEqual([]);
    }
  });

  test("of another machine that offers no TLS receives nothing: neither message nor password", async () => {
    const plain = await serve({ host: "127.0.0.2", compte: { nom: "ancrage", secret: "mot de passe" } });
    const id = await deposit();
    expect(await send(id)).toBe("panne");
    expect((await rowOf(id)).erreur).toMatch(/STARTTLS|TLS/);
    expect(plain.recus).toEqual([]);
  });

  test("that refuses our account leaves the message waiting: the setting is wrong, not the message", async () => {
    const guarded = await serve({ compte: { nom: "ancrage@ac", secret: "d'accès: é/%" } });
    const id = await deposit();
    relate(guarded.url.replace("d'acc", "d'esc"));
    expect(await send(id)).toBe("panne");
    expect(await rowOf(id)).toMatchObject({ etat: "en_attente", erreur: expect.stringContaining("EAUTH") });
    relate(guarded.url);
    await later(id);
    expect(await send(id)).toBe("envoye");
  });
});

describe("a crash", () => {
  test("between the reservation and the end leaves the message to a later sweep, not lost and not at once", async () => {
    const id = await deposit();
    // What a process that dies after reserving leaves behind.
    await database.pool.query("update courriel set essais = 1, prochain_essai_le = $2 where id = $1", [
      id,
      new Date(context.now().getTime() + 15 * MINUTE),
    ]);
    expect(await sendCourrielsDus(context, DELAIS)).toBe(0);
    context.clock.advance(15 * MINUTE);
    expect(await sendCourrielsDus(context, DELAIS)).toBe(1);
  });

  test("of nobody: two processes at work hand a message over once", async () => {
    const id = await deposit();
    const issues = await Promise.all([send(id), send(id), sendCourrielsDus(context, DELAIS)]);
    expect(issues.filter((issue) => issue === "envoye" || issue === 1)).toHaveLength(1);
    expect(mailbox.recus).toHaveLength(1);
  });
});

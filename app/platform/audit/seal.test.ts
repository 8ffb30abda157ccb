import { afterAll, beforeEach, describe, expect, test } from "vitest";
import { createTestDatabase, type TestContext, testContext } from "#tests/database.ts";
import { sealAll } from "#tests/journal-scelle.ts";
import { inTransaction } from "../db/database.server.ts";
import { recordAudit } from "./audit.server.ts";
import { sealAudit, verifySeal } from "./seal.server.ts";

const database = await createTestDatabase();
afterAll(() => database.drop());
let context: TestContext;
beforeEach(async () => {
  context = testContext(database);
  await asSuperuser("truncate audit_valeur, audit_maillon, audit_event restart identity");
});

const entry = (objetId: string) => ({
  evenement: "essai.ecrire",
  objetType: "essai",
  objetId,
  agentId: null,
  faits: { rang: Number(objetId), mot: "éé" },
});

async function write(...ids: string[]): Promise<void> {
  for (const id of ids) await inTransaction(context.db, (tx) => recordAudit(tx, context, entry(id)));
}

/** What a person with full rights over the server could do: triggers and foreign keys asleep. */
async function asSuperuser(statement: string): Promise<void> {
  await database.pool.query(`begin; set local session_replication_role = replica; ${statement}; commit`);
}

const sealedIds = async () =>
  (
    await database.pool.query<{ objet_id: string }>(
      "select e.objet_id from audit_maillon m join audit_event e on e.id = m.audit_event_id order by m.numero",
    )
  ).rows.map(({ objet_id }) => objet_id);

describe("the journal", () => {
  test("keeps one line for an act, and its values apart", async () => {
    await inTransaction(context.db, (tx) =>
      recordAudit(tx, context, { ...entry("1"), avant: { nom: "Avant" }, apres: { nom: "Après" } }),
    );
    const { rows } = await database.pool.query(
      "select e.*, v.avant, v.apres from audit_event e join audit_valeur v on v.audit_event_id = e.id",
    );
    expect(rows).toMatchObject([
      {
        evenement: "essai.ecrire",
        objet_id: "1",
        agent_id: null,
        request_id: "essai",
        survenu_le: context.now(),
        faits: { rang: 1, mot: "éé" },
        avant: { nom: "Avant" },
        apres: { nom: "Après" },
      },
    ]);
  });

  test("holds nothing of an act that was undone", async () => {
    await expect(
      inTransaction(context.db, async (tx) => {
        await recordAudit(tx, context, entry("1"));
        throw new Error("undone");
      }),
    ).rejects.toThrow("undone");
    expect(await sealAll(context)).toBe(0);
  });

  test.each([
    "update audit_event set objet_id = 'x'",
    "delete from audit_event",
    "truncate audit_event cascade",
    "update audit_maillon set numero = numero + 10",
    "delete from audit_maillon",
    "truncate audit_maillon",
  ])("refuses « %s »", async (statement) => {
    await write("1");
    await sealAll(context);
    await expect(database.pool.query(statement)).rejects.toMatchObject({ constraint: "journal_immuable" });
  });
});

describe("the seal", () => {
  test("of an empty journal holds", async () => {
    expect(await sealAll(context)).toBe(0);
    expect(await verifySeal(context.db)).toEqual({
      ok: true,
      verifies: 0,
      enAttente: 0,
      tete: "0".repeat(64),
      ancre: null,
    });
  });

  test("covers what is committed, and adds nothing the second time", async () => {
    await write("1", "2", "3");
    expect(await verifySeal(context.db)).toMatchObject({ ok: true, verifies: 0, enAttente: 3 });
    expect(await sealAll(context)).toBe(3);
    const sealed = await verifySeal(context.db);
    expect(sealed).toMatchObject({ ok: true, verifies: 3, enAttente: 0 });
    expect(await sealAll(context)).toBe(0);
    expect(await verifySeal(context.db)).toEqual(sealed);
  });

  test("leaves out what may still be committed, and takes it afterwards without breaking the chain", async () => {
    const early = await database.pool.connect();
    try {
      // The first transaction to begin is the last to commit, with the smallest ids.
      await early.query("begin");
      await early.query(
        `insert into audit_event (evenement, objet_type, objet_id, request_id, survenu_le, faits)
         values ('essai.ecrire', 'essai', 'early', 'r', now(), '{}')`,
      );
      await write("2", "3");
      expect(await sealAll(context)).toBe(0);
      await early.query("commit");
    } finally {
      early.release();
    }
    await write("4");
    expect(await sealAll(context)).toBe(4);
    expect(await sealedIds()).toEqual(["early", "2", "3", "4"]);
    expect(await verifySeal(context.db)).toMatchObject({ ok: true, verifies: 4, enAttente: 0 });
  });

  test("holds over transactions that commit in any order while several sealers work", async () => {
    const writers = Array.from({ length: 40 }, (_, n) =>
      inTransaction(context.db, async (tx) => {
        await recordAudit(tx, context, entry(String(n)));
        await recordAudit(tx, context, entry(String(100 + n)));
      }),
    );
    const sealers = Array.from({ length: 6 }, () => sealAudit(context));
    await Promise.all([...writers, ...sealers]);
    const rest = await sealAll(context);
    const sealed = (await Promise.all(sealers)).reduce((sum, n) => sum + n, 0);
    expect(sealed + rest).toBe(80);
    expect(await verifySeal(context.db)).toMatchObject({ ok: true, verifies: 80, enAttente: 0 });
    expect(new Set(await sealedIds()).size).toBe(80);
  });

  test.each([
    ["an edited fact", "update audit_event set faits = '{\"rang\": 9}' where objet_id = '3'", 3, /modifié/],
    [
      "an edited date",
      "update audit_event set survenu_le = survenu_le + interval '1 microsecond' where objet_id = '2'",
      2,
      /modifié/,
    ],
    [
      "an edited author",
      "update audit_event set agent_id = gen_random_uuid() where objet_id = '5'",
      5,
      /modifié/,
    ],
    ["a removed line", "delete from audit_event where objet_id = '4'", 4, /disparu/],
    ["a removed link", "delete from audit_maillon where numero = 2", 2, /maillon 2 manque/],
    ["an edited link", "update audit_maillon set empreinte = sha256('x') where numero = 1", 1, /modifié/],
    [
      "two lines that swap their contents",
      `update audit_event e set objet_id = o.objet_id, faits = o.faits from audit_event o
       where (e.objet_id, o.objet_id) in (('2', '4'), ('4', '2'))`,
      2,
      /modifié/,
    ],
    [
      "two links that swap their lines",
      `create temporary table lien on commit drop as select * from audit_maillon where numero in (1, 3);
       delete from audit_maillon where numero in (1, 3);
       insert into audit_maillon select l.numero, o.audit_event_id, l.empreinte, l.scelle_le
         from lien l join lien o on o.numero = 4 - l.numero`,
      1,
      /modifié/,
    ],
    [
      "a link put in the place of another",
      `insert into audit_event (evenement, objet_type, objet_id, request_id, survenu_le, faits)
         values ('essai.ecrire', 'essai', '9', 'r', now(), '{}');
       delete from audit_maillon where numero = 3;
       insert into audit_maillon select 3, id, sha256('x'), now() from audit_event where objet_id = '9'`,
      3,
      /modifié/,
    ],
    [
      "a line slipped among those already sealed",
      `insert into audit_event (evenement, objet_type, objet_id, request_id, survenu_le, faits, transaction)
       select 'essai.ecrire', 'essai', '9', 'r', now(), '{}', transaction from audit_event where objet_id = '3'`,
      5,
      /glissée/,
    ],
  ])("locates %s", async (_what, statement, numero, raison) => {
    await write("1", "2", "3", "4", "5");
    await sealAll(context);
    await asSuperuser(statement);
    const report = await verifySeal(context.db);
    expect(report).toMatchObject({ ok: false, numero, raison: expect.stringMatching(raison) });
  });

  test("is not broken by a purge of the values kept apart", async () => {
    await inTransaction(context.db, (tx) => recordAudit(tx, context, { ...entry("1"), avant: { nom: "X" } }));
    await sealAll(context);
    await database.pool.query("delete from audit_valeur");
    expect(await verifySeal(context.db)).toMatchObject({ ok: true, verifies: 1 });
  });
});

import { randomUUID } from "node:crypto";
import type pg from "pg";
import { afterAll, describe, expect, test } from "vitest";
import { createTestDatabase, testContext } from "#tests/database.ts";
import { insertLigne, type Valeurs } from "#tests/ligne-quelconque.ts";
import { inTransaction } from "../db/database.server.ts";
import { applyTerme, colonnesOf, countDues, listTermes, type Terme } from "./purge.server.ts";

const database = await createTestDatabase();
afterAll(() => database.drop());
const context = testContext(database);
const termes = await listTermes(database.db);

/** Noon in Paris: a civil day and an instant then end on the same day, whatever the season. */
const DEBUT = new Date("2026-03-12T11:00:00Z");
const JOUR = "2026-03-12";

/** What checks tie together, beyond what a single column says. */
const LIES: Readonly<Record<string, Valeurs>> = {
  courriel: { etat: "en_attente" },
  demande_acces: { etat: "retiree", decidee_le: DEBUT },
  identite: { rattachee_le: null, agent_id: null },
  rattachement: { decide_le: null, accepte: null },
  assistance: { agent_id: randomUUID(), assistant_id: randomUUID() },
  agent: { demonstration: false },
  liste_personnes: { etat: "deposee", appliquee_le: null },
};

async function asleep<T>(act: (client: pg.ClientBase) => Promise<T>): Promise<T> {
  const client = await database.pool.connect();
  try {
    await client.query("begin; set local session_replication_role = replica");
    const result = await act(client);
    await client.query("commit");
    return result;
  } catch (error) {
    await client.query("rollback");
    throw error;
  } finally {
    client.release();
  }
}

/** A row whose clock starts at DEBUT, with something in each column that the term erases. */
async function addRow(terme: Terme): Promise<void> {
  const { table, horloge, colonnes } = terme;
  const clock = table.colonnes.find(({ nom }) => nom === horloge);
  const filled = Object.fromEntries(colonnes.map(({ nom, type }) => [nom, secretOf(type)]));
  await asleep(async (client) => {
    await client.query(`delete from ${table.nom}`);
    const own: Record<string, unknown> = { ...filled, ...LIES[table.nom] };
    if (clock) own[horloge] = clock.type === "date" ? JOUR : DEBUT;
    if (clock?.nom === "fin") own.debut = "2026-01-01";
    if (horloge === "evenement") own.audit_event_id = await addEvent(client);
    if (horloge === "fin_de_fonction") Object.assign(own, await addOwner(client, table.nom));
    const before = horloge === "expire_le" ? new Date(DEBUT.getTime() - 3_600_000) : DEBUT;
    await insertLigne(client, table.nom, before, own);
  });
}

const secretOf = (type: string) =>
  type === "jsonb"
    ? '{"secret":"secret"}'
    : type.endsWith("[]")
      ? ["secret"]
      : type === "bytea"
        ? Buffer.from("secret")
        : "secret@essai.fr";

async function addEvent(client: pg.ClientBase): Promise<number> {
  const { rows } = await client.query(
    `insert into audit_event (evenement, objet_type, objet_id, request_id, survenu_le, faits)
     values ('essai.dire', 'essai', '1', 'r', $1, '{}') returning id`,
    [DEBUT],
  );
  return rows[0].id;
}

/** Somebody whose last function ended at DEBUT: the first day without it. */
async function addOwner(client: pg.ClientBase, table: string): Promise<Valeurs> {
  const agent = randomUUID();
  if (table !== "agent")
    await insertLigne(client, "agent", new Date("2025-09-01T10:00:00Z"), {
      id: agent,
      courriel: `${agent}@x.fr`,
      demonstration: false,
    });
  await insertLigne(client, "fonction_exercee", DEBUT, { agent_id: agent, debut: "2025-09-01", fin: JOUR });
  return table === "agent" ? { id: agent, cree_le: new Date("2025-09-01T10:00:00Z") } : { agent_id: agent };
}

/** The instant at which the term ends, by PostgreSQL's own calendar. */
async function endOf({ table, horloge, duree }: Terme): Promise<Date> {
  const isDay =
    horloge === "fin_de_fonction" ||
    table.colonnes.some(({ nom, type }) => nom === horloge && type === "date");
  const start = isDay
    ? `'${JOUR}'::timestamp at time zone 'Europe/Paris'`
    : `'${DEBUT.toISOString()}'::timestamptz`;
  const { rows } = await database.pool.query(`select ${start} + '${duree}'::interval as fin`);
  return rows[0].fin;
}

const stillHolds = async ({ table }: Terme) =>
  JSON.stringify((await database.pool.query(`select * from ${table.nom}`)).rows);

describe("each term of the catalogue, with the clock moved", () => {
  test("there are some for accounts, sessions, messages and the journal", () => {
    const tables = new Set(termes.map(({ table }) => table.nom));
    for (const nom of [
      "agent",
      "session",
      "courriel",
      "notification",
      "audit_valeur",
      "tentative",
      "identite",
    ])
      expect(tables).toContain(nom);
  });

  test.each(
    termes.map(
      (terme) =>
        [`${terme.table.nom}: ${colonnesOf(terme)}, ${terme.duree} after ${terme.horloge}`, terme] as const,
    ),
  )("%s", async (_nom, terme) => {
    await addRow(terme);
    const end = await endOf(terme);
    const before = new Date(end.getTime() - 1);
    expect(await countDues(database.db, terme, before)).toBe(0);
    await inTransaction(context.db, (tx) => applyTerme(tx, terme, before, 10));
    const held = await stillHolds(terme);
    expect(held).not.toBe("[]");
    if (terme.colonnes.length > 0) expect(held).toContain("secret");

    expect(await countDues(database.db, terme, end)).toBe(1);
    expect(await inTransaction(context.db, (tx) => applyTerme(tx, terme, end, 10))).toBe(1);
    const left = await stillHolds(terme);
    if (terme.colonnes.length === 0) expect(left).toBe("[]");
    for (const { nom, conservation } of terme.colonnes) {
      const { rows } = await database.pool.query(`select ${nom}::text as texte from ${terme.table.nom}`);
      expect(rows[0].texte ?? "").not.toContain("secret");
      if (conservation?.valeur) expect(rows[0].texte).toBe(conservation.valeur);
    }
    // Erased once: the next night has nothing to do.
    expect(await inTransaction(context.db, (tx) => applyTerme(tx, terme, end, 10))).toBe(0);
  });
});

describe("a term", () => {
  const ofAgent = termes.find(({ table }) => table.nom === "agent") as Terme;

  test("does not run while the person has a function, nor a delegation", async () => {
    await addRow(ofAgent);
    const later = new Date("2030-01-01T00:00:00Z");
    const { rows } = await database.pool.query("select id from agent");
    await asleep((client) =>
      insertLigne(client, "fonction_exercee", DEBUT, {
        agent_id: rows[0].id,
        fonction: "autre",
        debut: "2026-09-01",
        fin: null,
      }),
    );
    expect(await countDues(database.db, ofAgent, later)).toBe(0);
    await asleep((client) =>
      client.query("update fonction_exercee set fin = '2027-09-01' where fonction = 'autre'"),
    );
    expect(await countDues(database.db, ofAgent, new Date("2028-08-30T00:00:00Z"))).toBe(0);
    expect(await countDues(database.db, ofAgent, new Date("2028-09-02T00:00:00Z"))).toBe(1);
  });

  test("keeps a row that another still points at", async () => {
    const identites = termes.find(({ table }) => table.nom === "identite") as Terme;
    await addRow(identites);
    const { rows } = await database.pool.query("select id from identite");
    const end = await endOf(identites);
    await asleep((client) =>
      insertLigne(client, "session", DEBUT, { identite_id: rows[0].id, agent_id: randomUUID() }),
    );
    expect(await countDues(database.db, identites, end)).toBe(0);
    await asleep((client) => client.query("delete from session"));
    expect(await countDues(database.db, identites, end)).toBe(1);
  });

  test("goes by batches", async () => {
    const tentatives = termes.find(({ table }) => table.nom === "tentative") as Terme;
    await addRow(tentatives);
    await asleep((client) => insertLigne(client, "tentative", DEBUT));
    const end = await endOf(tentatives);
    const once = () => inTransaction(context.db, (tx) => applyTerme(tx, tentatives, end, 1));
    expect([await once(), await once(), await once()]).toEqual([1, 1, 0]);
  });
});

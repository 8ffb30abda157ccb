import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import pg from "pg";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { createTestDatabase, type TestDatabase } from "#tests/database.ts";
import { isStartRefusal } from "../env/start-refusal.ts";
import { type Migration, migrate, readMigrations } from "./migrations.server.ts";

let database: TestDatabase;
let client: pg.Client;
beforeEach(async () => {
  database = await createTestDatabase();
  client = new pg.Client({ connectionString: database.url });
  await client.connect();
});
afterEach(async () => {
  await client.end();
  await database.drop();
});

const known = await readMigrations();
const next = (sql: string): Migration => ({
  name: `${String(known.length + 1).padStart(4, "0")}_essai.sql`,
  sql,
  checksum: "c1",
});

async function refusalOf(attempt: Promise<unknown>): Promise<string> {
  const error = await attempt.then(
    () => new Error("accepted"),
    (reason: unknown) => reason,
  );
  expect(isStartRefusal(error), String(error)).toBe(true);
  return (error as Error).message;
}

const ledger = async () =>
  (await client.query("select nom from migration order by nom")).rows.map(({ nom }) => nom);

/** Before the addresses of people had one form. */
async function goBackTo0015(): Promise<void> {
  await client.query(
    `alter table agent drop constraint agent_courriel_canonique;
     alter table identite drop constraint identite_courriel_canonique;
     delete from migration where nom >= '0016'`,
  );
}

const insertAgent = async (courriel: string): Promise<string> =>
  (
    await client.query(
      `insert into agent (id, prenom, nom, courriel, demonstration, cree_le)
       values (gen_random_uuid(), 'Nadia', 'Estran', $1, false, now()) returning id`,
      [courriel],
    )
  ).rows[0].id;

describe("the migration that gives addresses one form", () => {
  const unto = known.filter(({ name }) => name < "0017");

  test("brings those of before to it", async () => {
    await goBackTo0015();
    const id = await insertAgent("Nadia.Estran@Ac-Exemple.fr");
    await migrate(client, unto);
    expect((await client.query("select id, courriel from agent")).rows).toEqual([
      { id, courriel: "nadia.estran@ac-exemple.fr" },
    ]);
  });

  test("refuses to choose between two accounts, names them without their addresses, and loses neither", async () => {
    await goBackTo0015();
    const ids = [await insertAgent("Nadia@exemple.fr"), await insertAgent("nadia@exemple.fr")];
    const sentence = await refusalOf(migrate(client, unto));
    for (const id of ids) expect(sentence).toContain(id);
    expect(sentence).not.toContain("nadia@");
    await client.query("update agent set courriel = 'ancien@exemple.invalid' where id = $1", [ids[0]]);
    await migrate(client, unto);
    expect((await client.query("select courriel from agent order by courriel")).rows).toEqual([
      { courriel: "ancien@exemple.invalid" },
      { courriel: "nadia@exemple.fr" },
    ]);
  });
});

describe("migrations", () => {
  test("already received are not played again", async () => {
    expect(await migrate(client, known)).toEqual([]);
    expect(await ledger()).toEqual(known.map(({ name }) => name));
  });

  test("that are new are played in order, once", async () => {
    const added = next("create table neuve (n int)");
    expect(await migrate(client, [...known, added])).toEqual([added.name]);
    expect(await migrate(client, [...known, added])).toEqual([]);
    await client.query("select n from neuve");
  });

  test("edited after the fact refuse to start, naming the file", async () => {
    const edited = known.map((migration, index) =>
      index === 1 ? { ...migration, checksum: "autre" } : migration,
    );
    expect(await refusalOf(migrate(client, edited))).toMatch(new RegExp(`${known[1]?.name} a été modifiée`));
  });

  test("received from a later version refuse to start, naming the file", async () => {
    const later = next("select 1");
    await migrate(client, [...known, later]);
    expect(await refusalOf(migrate(client, known))).toContain(`${later.name}, que cette version`);
  });

  test("that fail leave nothing of themselves, and may be corrected and played again", async () => {
    await expect(migrate(client, [...known, next("create table a (n int); select 1/0")])).rejects.toThrow(
      `Migration ${next("").name} failed`,
    );
    expect(await ledger()).toHaveLength(known.length);
    expect(await migrate(client, [...known, next("create table a (n int)")])).toHaveLength(1);
  });

  test("that data forbid say to the operator what to settle, and change nothing", async () => {
    const said = "do $$ begin raise exception using errcode = 'AN001', message = 'Deux comptes.'; end $$";
    expect(await refusalOf(migrate(client, [...known, next(`create table a (n int); ${said}`)]))).toBe(
      "Deux comptes.",
    );
    expect(await ledger()).toHaveLength(known.length);
  });

  test("of two processes that start together are played once", async () => {
    const added = next("create table neuve (n int); select pg_sleep(0.2)");
    const other = new pg.Client({ connectionString: database.url });
    await other.connect();
    const both = await Promise.all([migrate(client, [...known, added]), migrate(other, [...known, added])]);
    await other.end();
    expect(both.flat()).toEqual([added.name]);
  });

  test("are numbered without gap nor double", async () => {
    const folder = await mkdtemp(join(tmpdir(), "ancrage-migrations-"));
    try {
      await writeFile(join(folder, "0001_a.sql"), "select 1");
      await writeFile(join(folder, "0003_c.sql"), "select 1");
      await expect(readMigrations(folder)).rejects.toThrow("Migration 0003_c.sql: expected number 2");
      await rm(join(folder, "0003_c.sql"));
      await writeFile(join(folder, "0001_b.sql"), "select 1");
      await expect(readMigrations(folder)).rejects.toThrow("expected number 2");
    } finally {
      await rm(folder, { recursive: true });
    }
  });
});

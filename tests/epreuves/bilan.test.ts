import { readdir, rm } from "node:fs/promises";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { anchorAudit } from "#app/platform/audit/anchors.server.ts";
import { createTestApp } from "#tests/app.ts";
import { LIEUX } from "#tests/cast.ts";
import { createTestDatabase, type TestDatabase, testContext } from "#tests/database.ts";
import { listPertes } from "./bilan.ts";
import type { Acquis } from "./ecrivains.ts";

/** A checker that never finds anything proves nothing: here each kind of loss is made by hand, and must be told. */
let database: TestDatabase;
let acquis: Acquis[];
const report = () => listPertes(database, acquis);
afterEach(() => database.drop());

beforeEach(async () => {
  database = await createTestDatabase("demo");
  acquis = [];
  const client = await createTestApp(database).as("ssa");
  for (const marque of ["marque-1-A", "marque-2-A"]) {
    const { status } = await client.post(`/structures/${LIEUX.college}/vie/fait`, {
      lieu: "structure",
      genre: "emploi",
      survenuLe: "2026-10-01",
      description: `Une entreprise ferme (${marque}).`,
      preuve: "Article du jour",
    });
    expect(status).toBe(303);
    acquis.push({ genre: "fait", marque });
  }
  const form = new FormData();
  form.append("fichiers", new Blob(["colonne;autre\n1;2\n"]), "essai.csv");
  const { location } = await client.post("/imports/depot", form);
  acquis.push({ genre: "import", id: location?.split("/").at(-1) ?? "" });
  await anchorAudit(testContext(database));
});

/** What a crash could do if PostgreSQL did not keep its word: below triggers and keys. */
const lose = (statement: string) =>
  database.pool.query(`begin; set local session_replication_role = replica; ${statement}; commit`);

describe("the checker of the kill loop", () => {
  test("finds nothing where nothing is lost", async () => {
    expect(await report()).toEqual([]);
  });

  test.each([
    [
      "a lost fact",
      "delete from fait_local where description like '%marque-1-A%'",
      /^lost fact: marque-1-A$/,
    ],
    [
      "a fact written twice",
      "insert into fait_local select (jsonb_populate_record(f, jsonb_build_object('id', gen_random_uuid()))).* from fait_local f where description like '%marque-1-A%'",
      /^fact written 2 times: marque-1-A$/,
    ],
    [
      "a fact without its trace",
      "delete from audit_event where evenement = 'structure.consigner_fait'",
      /^fact without its line in the journal/,
    ],
    [
      "a trace without its fact",
      "delete from fait_local where description like '%marque-2-A%'",
      /^line in the journal without its fact/,
    ],
    ["a lost import", "delete from import; delete from import_fichier", /^lost import/],
    [
      "an import without its trace",
      "delete from audit_event where evenement = 'import.deposer'",
      /^import without its line/,
    ],
    ["an import without its task", "delete from tache", /^import without its task/],
    ["a lost job", "delete from graphile_worker._private_jobs", /^task without its job/],
    ["a job without its task", "delete from tache", /^job without its task/],
    [
      "a sealed line that disappears",
      "delete from audit_event where id = (select max(audit_event_id) from audit_maillon)",
      /^journal broken at link \d+: la ligne scellée a disparu/,
    ],
    [
      "the end of the chain cut off",
      "delete from audit_maillon where numero = (select max(numero) from audit_maillon)",
      /^journal broken at link \d+: .*ancre/,
    ],
  ])("tells %s", async (_what, statement, told) => {
    await lose(statement);
    expect(await report()).toContainEqual(expect.stringMatching(told));
  });

  test("tells a file that the disk has lost", async () => {
    const depots = join(database.folder, "depots");
    for (const name of await readdir(depots)) await rm(join(depots, name), { recursive: true });
    expect(await report()).toContainEqual(expect.stringMatching(/^lost file of import/));
  });
});

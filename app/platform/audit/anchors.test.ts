import { appendFile, mkdtemp, readFile, rm, stat, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { createTestDatabase, type TestContext, testContext } from "#tests/database.ts";
import {
  ecrireJournalAncre,
  FALSIFICATIONS_EPREUVE,
  type Falsification,
  falsifierJournal,
} from "#tests/journal-falsifie.ts";
import { untilOthersEnd } from "#tests/journal-scelle.ts";
import { inTransaction } from "../db/database.server.ts";
import { anchorAudit, anchorsPath, readAncres } from "./anchors.server.ts";
import type { Ancre } from "./ancre.ts";
import { recordAudit } from "./audit.server.ts";
import { verifySeal } from "./seal.server.ts";

/** A few hundred in the test command, ten thousand in `npm run epreuves`. */
const ESSAIS = process.env.ANCRAGE_EPREUVES === "oui" ? FALSIFICATIONS_EPREUVE : 330;

const database = await createTestDatabase();
afterAll(() => database.drop());

const write = (context: TestContext, objetId: string) =>
  inTransaction(context.db, (tx) =>
    recordAudit(tx, context, { evenement: "essai.ecrire", objetType: "essai", objetId, agentId: null }),
  );

async function anchor(context: TestContext) {
  await untilOthersEnd(context.db);
  return anchorAudit(context);
}

describe("an anchor", () => {
  let context: TestContext;
  let dataFolder: string;
  beforeEach(async () => {
    dataFolder = await mkdtemp(join(tmpdir(), "ancres-"));
    context = testContext(database, { settings: { dataFolder } });
    return () => rm(dataFolder, { recursive: true });
  });

  test("is written when the head moved, and not otherwise", async () => {
    expect(await readAncres(dataFolder)).toEqual([]);
    await write(context, "1");
    const first = await anchor(context);
    expect(first).toMatchObject({ date: context.now().toISOString() });
    expect(await anchor(context)).toBeUndefined();
    await write(context, "2");
    const second = await anchor(context);
    expect(await readAncres(dataFolder)).toEqual([first, second]);
    expect((await stat(anchorsPath(dataFolder))).mode & 0o077).toBe(0);
  });

  test("stands alone after a line that a power cut left unfinished", async () => {
    await write(context, "3");
    const first = await anchor(context);
    await appendFile(anchorsPath(dataFolder), '{"numero":9,"empr');
    expect(await readAncres(dataFolder)).toEqual([first]);
    await write(context, "4");
    const second = await anchor(context);
    expect(await readAncres(dataFolder)).toEqual([first, second]);
    expect((await readFile(anchorsPath(dataFolder), "utf8")).split("\n")).toHaveLength(3);
  });

  test("that does not read as ours is told with its line", async () => {
    await write(context, "5");
    const ancre = await anchor(context);
    for (const wrong of ["rien", '{"numero":0}', JSON.stringify({ ...ancre, empreinte: "00" })]) {
      await writeFile(anchorsPath(dataFolder), `${JSON.stringify(ancre)}\n${wrong}\n`);
      await expect(readAncres(dataFolder)).rejects.toThrow("abîmé à la ligne 2");
    }
  });
});

describe("a falsified journal", () => {
  const context = testContext(database);
  let ancres: readonly Ancre[];
  let played: readonly Falsification[];
  beforeAll(async () => {
    await database.pool.query(
      "begin; set local session_replication_role = replica; truncate audit_valeur, audit_maillon, audit_event restart identity; commit",
    );
    ancres = await ecrireJournalAncre(context);
    played = await falsifierJournal(context, ancres, { essais: ESSAIS, graine: 20261122 });
  }, 1_200_000);

  test("holds as long as nobody touched it, and every anchor is found on its way", async () => {
    expect(ancres.map(({ numero }) => numero)).toEqual([10, 20, 30, 40, 50, 60]);
    expect(await verifySeal(context.db, ancres)).toMatchObject({ ok: true, verifies: 60, ancre: 60 });
  });

  test("is always detected, and the fault located: falsifications of eleven kinds", async () => {
    expect(played.filter(({ rapport, localisee }) => rapport.ok || !localisee)).toEqual([]);
    expect(new Set(played.map(({ nature }) => nature)).size).toBe(11);
    expect(await verifySeal(context.db, ancres)).toMatchObject({ ok: true });
  });

  test("cut or rewritten with its hashes is seen by nothing but the anchors: they are needed", async () => {
    const alone = await falsifierJournal(context, [], { essais: 110, graine: 7 });
    const unseen = new Set(alone.filter(({ rapport }) => rapport.ok).map(({ nature }) => nature));
    expect([...unseen].sort()).toEqual([
      "chaine_reecrite",
      "ligne_effacee_et_chaine_reecrite",
      "ligne_inseree_et_enchainee",
      "queue_coupee",
    ]);
  });

  test("cut at its end says before which anchor it stops", () => {
    const cut = played.find(
      ({ nature, maillon }) => nature === "queue_coupee" && maillon > 11 && maillon <= 20,
    );
    expect(cut?.rapport).toMatchObject({ ok: false, raison: "la chaîne s'arrête avant l'ancre 20" });
  });
});

import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { chmod, mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, test, vi } from "vitest";
import { createTestDatabase, type TestDatabase } from "#tests/database.ts";
import { adresse, csv, ips, uaiOf } from "#tests/imports.ts";
import { postgresBench, query } from "#tests/postgres.ts";
import { writeAcademie } from "./demonstration/academie.ts";
import type { Rapport } from "./importer.ts";
import { findRunningPostgres } from "./postgres/running.ts";

vi.setConfig({ testTimeout: 60_000, hookTimeout: 60_000 });
const bench = postgresBench();
const root = await mkdtemp(join(tmpdir(), "ancrage-importer-"));
await chmod(root, 0o711);
const databases: TestDatabase[] = [];
afterAll(async () => {
  for (const database of databases) await database.drop();
  await rm(root, { recursive: true, force: true });
});

const A = uaiOf("072", 1);
const B = uaiOf("072", 2);
const GOOD = { "adresses.csv": csv([adresse(A), adresse(B)]), "sous/ips.csv": csv([ips(A), ips(B)]) };

let folders = 0;
async function folderOf(files: Readonly<Record<string, string>>): Promise<string> {
  const folder = join(root, String(++folders));
  for (const [name, content] of Object.entries(files)) {
    await mkdir(join(folder, name, ".."), { recursive: true });
    await writeFile(join(folder, name), content);
  }
  return folder;
}

interface Ended {
  readonly status: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

function start(args: readonly string[], environment: Readonly<Record<string, string>>): ChildProcess {
  return spawn(process.execPath, [join(import.meta.dirname, "importer.ts"), ...args], {
    env: {
      PATH: process.env.PATH,
      ANCRAGE_DEMONSTRATION: "non",
      ANCRAGE_DONNEES: join(root, "donnees"),
      ...environment,
    },
    stdio: ["ignore", "pipe", "pipe"],
  });
}

async function endOf(child: ChildProcess): Promise<Ended> {
  let [stdout, stderr] = ["", ""];
  child.stdout?.setEncoding("utf8").on("data", (text: string) => (stdout += text));
  child.stderr?.setEncoding("utf8").on("data", (text: string) => (stderr += text));
  const [status] = (await once(child, "close")) as [number | null];
  return { status, stdout, stderr };
}

const run = (args: readonly string[], environment: Readonly<Record<string, string>>) =>
  endOf(start(args, environment));

async function newDatabase(): Promise<string> {
  const database = await createTestDatabase();
  databases.push(database);
  return database.url;
}

describe("npm run importer", () => {
  test("applies a folder and its sub-folders, says what it did, and ends 0; again, it changes nothing", async () => {
    const DATABASE_URL = await newDatabase();
    const folder = await folderOf({ ...GOOD, "lisez-moi.txt": "Bonjour.", ".cache": "x" });
    const first = await run([folder], { DATABASE_URL });
    expect(first).toMatchObject({ status: 0, stderr: "" });
    expect(first.stdout).toContain("adresses.csv (adresse_geolocalisation) : 2 lues, 2 créées, 0 modifiées");
    expect(first.stdout).toContain("lisez-moi.txt : inconnu.");
    expect(first.stdout).not.toContain(".cache");

    const second = await run([folder, "--json"], { DATABASE_URL });
    expect(second).toMatchObject({ status: 0, stderr: "" });
    const rapport = JSON.parse(second.stdout) as Rapport;
    expect(rapport).toMatchObject({ import: expect.stringMatching(/^[0-9a-f-]{36}$/), etat: "applique" });
    expect(rapport.fichiers).toMatchObject([
      {
        nom: "adresses.csv",
        etat: "reconnu",
        lu: 2,
        cree: 0,
        modifie: 0,
        inchange: 2,
        rejete: 0,
        rejets: [],
      },
      { nom: "lisez-moi.txt", etat: "inconnu", jeu: null, motif: expect.any(String) },
      { nom: "sous/ips.csv", jeu: "ips_colleges", lu: 2, inchange: 2 },
    ]);
  });

  test("ends 1 when lines were refused or a file is damaged, the rest being applied", async () => {
    const DATABASE_URL = await newDatabase();
    const folder = await folderOf({ "i.csv": csv([ips(A), ips(B, { ips: "cent" })]) });
    const { status, stdout } = await run([join(folder, "i.csv"), "--json"], { DATABASE_URL });
    expect(status).toBe(1);
    expect((JSON.parse(stdout) as Rapport).fichiers).toMatchObject([
      { lu: 2, cree: 1, rejete: 1, rejets: [{ ligne: 3, colonne: "ips", valeur: "cent" }] },
    ]);
    const damaged = await folderOf({ "i.csv": csv([ips(A)]), "j.csv": `${csv([ips(B)])}2023-2024;"ouvert` });
    const other = await run([damaged], { DATABASE_URL });
    expect(other.status).toBe(1);
    expect(other.stdout).toContain("j.csv : illisible.");
    expect(await query(DATABASE_URL, "select uai from structure")).toEqual([{ uai: A }]);
  });

  test.each([
    ["without a path", [] as string[], {}, /^Indiquez un dossier/],
    ["on a path that does not exist", ["/nulle/part"], {}, /« \/nulle\/part » n'existe pas/],
    ["with a wrong setting", [root], { ANCRAGE_TAILLE_MAX_MO: "beaucoup" }, /ANCRAGE_TAILLE_MAX_MO/],
    ["on a database that is away", [root], { DATABASE_URL: "postgres://a:b@127.0.0.1:1/c" }, /ne répond pas/],
  ])("ends 2 %s, with one sentence and no trace of code", async (_what, args, environment, sentence) => {
    await writeFile(join(root, "seul.txt"), "x");
    const { status, stdout, stderr } = await run(args, environment as Record<string, string>);
    expect({ status, stdout }).toEqual({ status: 2, stdout: "" });
    expect(stderr).toMatch(sentence);
    expect(stderr.trim().split("\n")).toHaveLength(1);
  });

  test("works beside a live process that holds the data folder", async () => {
    const { url } = await bench.start();
    const folder = await folderOf(GOOD);
    const [one, two] = await Promise.all(
      [1, 2].map(() => run([folder, "--json"], { ANCRAGE_DONNEES: bench.folder })),
    );
    expect([one?.stderr, two?.stderr, one?.status, two?.status]).toEqual(["", "", 0, 0]);
    const created = [one, two].map((ended) =>
      (JSON.parse(ended?.stdout ?? "") as Rapport).fichiers.reduce((sum, { cree }) => sum + (cree ?? 0), 0),
    );
    expect(created.sort()).toEqual([0, 4]);
    expect(await query(url, "select count(*)::int as n from structure")).toEqual([{ n: 2 }]);
  });

  test("killed in the middle of an import leaves nothing half-written, and goes through the next time", async () => {
    const folder = join(root, "academie");
    await writeAcademie(folder, { graine: 11, structures: 10_000 });
    const child = start([folder, "--json"], { ANCRAGE_DONNEES: bench.folder });
    const ended = once(child, "close");
    let url: string | undefined;
    await expect
      .poll(async () => (url ??= await findRunningPostgres(bench.folder)), { timeout: 30_000, interval: 50 })
      .toBeDefined();
    // Rows are arriving by COPY: the transaction is in its middle.
    await expect
      .poll(
        async () =>
          (
            await query(url ?? "", "select from pg_stat_activity where query like 'copy arrivee%'").catch(
              () => [],
            )
          ).length,
        { timeout: 30_000, interval: 10 },
      )
      .toBe(1);
    child.kill("SIGKILL");
    await ended;

    const { url: after, stop } = await bench.start();
    const [left] = await query(
      after,
      `select (select count(*) from structure)::int as structures, (select count(*) from valeur_indicateur)::int as valeurs,
        (select count(*) from academie where code = '96')::int as academies, (select array_agg(etat) from import) as imports,
        (select array_agg(evenement) from audit_event) as journal`,
    );
    expect(left).toEqual({
      structures: 0,
      valeurs: 0,
      academies: 0,
      imports: ["depose"],
      journal: ["import.deposer"],
    });
    await stop();

    const again = await run([folder, "--json"], { ANCRAGE_DONNEES: bench.folder });
    expect(again).toMatchObject({
      status: expect.toSatisfy((status) => status === 0 || status === 1),
      stderr: "",
    });
    const rapport = JSON.parse(again.stdout) as Rapport;
    expect(rapport.etat).toBe("applique");
    expect(rapport.fichiers.reduce((sum, { cree }) => sum + (cree ?? 0), 0)).toBeGreaterThan(10_000);
  });
});

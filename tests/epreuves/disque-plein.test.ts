import { randomBytes } from "node:crypto";
import { readdir, rm, statfs, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import pg from "pg";
import { afterEach, describe, expect, test, vi } from "vitest";
import { createDatabase, createPool } from "#app/platform/db/database.server.ts";
import { createLogger } from "#app/platform/log/logger.server.ts";
import { startEmbeddedPostgres } from "#server/postgres/embedded.ts";
import { verifyArchive } from "#server/sauvegarde/controle.ts";
import { restaurer } from "#server/sauvegarde/restauration.ts";
import { sauvegarder } from "#server/sauvegarde/sauvegarde.ts";
import { createTestApp } from "#tests/app.ts";
import { LIEUX } from "#tests/cast.ts";
import { createTestDatabase, type TestDatabase } from "#tests/database.ts";
import { canMount, mountDisk } from "./disques.ts";

vi.setConfig({ testTimeout: 120_000, hookTimeout: 60_000 });
const closers: (() => unknown)[] = [];
afterEach(async () => {
  for (const close of closers.splice(0).reverse()) await close();
});

const PAGE = { Accept: "text/html" };
const fileOf = (megabytes: number) => {
  const form = new FormData();
  form.append("fichiers", new Blob([randomBytes(megabytes * 1024 * 1024)]), "gros.csv");
  return form;
};

describe("a full disk under the files of the service", () => {
  test.runIf(canMount)(
    "refuses an upload kindly, keeps nothing of it, and takes it once there is room",
    async () => {
      const database = await createTestDatabase("demo");
      const disk = mountDisk(4);
      closers.push(
        () => disk.unmount(),
        () => database.drop(),
      );
      const client = await createTestApp(database, { settings: { dataFolder: disk.path } }).as("ssa");
      const refused = await client.post("/imports/depot", fileOf(6), PAGE);
      expect(refused.status).toBe(503);
      expect(refused.headers.get("Retry-After")).toBe("300");
      expect(refused.h1).toBe("Le service manque de place");
      expect(refused.text).toContain("n’est pas enregistré");
      expect(refused.text).toContain(refused.headers.get("X-Request-Id"));
      expect(await readdir(join(disk.path, "depots"))).toEqual([]);
      expect((await client.get("/structures")).status, "reading goes on").toBe(200);
      expect((await client.post("/imports/depot", fileOf(1), PAGE)).status).toBe(303);
    },
  );

  test.runIf(canMount)("refuses a backup in one sentence, and leaves no half of it", async () => {
    const database = await createTestDatabase("demo");
    const disk = mountDisk(1);
    closers.push(
      () => disk.unmount(),
      () => database.drop(),
    );
    const how = { url: database.url, folder: database.folder, cle: undefined, now: new Date() };
    await expect(sauvegarder(join(disk.path, "a.tar.gz"), how)).rejects.toThrow(
      /est plein : la sauvegarde n'est pas faite/,
    );
    expect(await readdir(disk.path)).toEqual([]);
  });
});

describe("a full disk under the database", () => {
  test.runIf(canMount)(
    "refuses writes kindly and by no half, lets people read, and takes writes once there is room",
    async () => {
      const source = await createTestDatabase("demo");
      const archive = join(source.folder, "..", `${source.folder.split("/").at(-1)}.tar.gz`);
      await sauvegarder(archive, { url: source.url, folder: source.folder, cle: undefined, now: new Date() });
      const disk = mountDisk(400);
      const postgres = await startEmbeddedPostgres({
        folder: join(disk.path, "donnees"),
        durable: false,
        log: () => {},
      });
      await restaurer(archive, await verifyArchive(archive), {
        url: postgres.url,
        folder: source.folder,
        now: new Date(),
      });
      const pool = createPool(postgres.url, createLogger("silent"), 4);
      const database: TestDatabase = { ...source, url: postgres.url, pool, db: createDatabase(pool) };
      closers.push(
        () => rm(archive),
        () => disk.unmount(),
        () => source.drop(),
        () => postgres.stop(),
        () => pool.end(),
      );
      const client = await createTestApp(database).as("ssa");
      const ballast = await fill(disk.path);
      const refused = await writeUntilRefused(client);
      expect(refused.status).toBe(503);
      expect(refused.body).toMatch(/manque de place|momentanément indisponible/);
      expect(refused.body).toContain(refused.headers.get("X-Request-Id"));
      await rm(ballast);
      await untilWritten(client);
      const halves = await query(
        postgres.url,
        `select 1 from fait_local f where not exists (select from audit_event e where e.faits->>'id' = f.id::text)
       union all select 1 from audit_event e where e.evenement = 'structure.consigner_fait'
         and not exists (select from fait_local f where f.id::text = e.faits->>'id')`,
      );
      expect(halves).toEqual([]);
      expect((await client.get("/structures")).status).toBe(200);
    },
  );
});

async function fill(path: string): Promise<string> {
  const { bavail, bsize } = await statfs(path);
  const ballast = join(path, "lest");
  await writeFile(ballast, Buffer.alloc(Math.max(bavail * bsize - 200_000, 0)));
  return ballast;
}

type TestClient = Awaited<ReturnType<ReturnType<typeof createTestApp>["as"]>>;

const write = (client: TestClient) =>
  client.post(
    `/structures/${LIEUX.college}/vie/fait`,
    {
      lieu: "structure",
      genre: "emploi",
      survenuLe: "2026-10-01",
      description: "x".repeat(2000),
      preuve: "Article du jour",
    },
    PAGE,
  );

async function writeUntilRefused(client: TestClient) {
  for (;;) {
    const answer = await write(client);
    if (answer.status !== 303) return answer;
  }
}

/** PostgreSQL may have had to start again by itself. */
async function untilWritten(client: TestClient): Promise<void> {
  for (let last = 0, tries = 0; last !== 303; tries++) {
    if (tries > 300) throw new Error(`no write is taken: ${last}`);
    last = (await write(client)).status;
    if (last !== 303) await delay(100);
  }
}

async function query(url: string, text: string): Promise<unknown[]> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  return client
    .query(text)
    .then(({ rows }) => rows)
    .finally(() => client.end());
}

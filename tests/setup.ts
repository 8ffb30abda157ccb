import { createHash } from "node:crypto";
import { chmod, mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import pg from "pg";
import type { TestProject } from "vitest/node";
import { createPool } from "#app/platform/db/database.server.ts";
import { migrate, readMigrations } from "#app/platform/db/migrations.server.ts";
import { isStartRefusal } from "#app/platform/env/start-refusal.ts";
import { migrateWorker } from "#app/platform/jobs/worker.server.ts";
import { createLogger } from "#app/platform/log/logger.server.ts";
import { startEmbeddedPostgres } from "#server/postgres/embedded.ts";
import { prepareDemonstrationTemplate } from "./demonstration.ts";

/** What every test file receives, by `inject("postgres")`. */
export interface TestPostgres {
  /** Connection of the superuser, on a database that no test uses. */
  readonly adminUrl: string;
  /** A migrated database without rows of ours, which nobody may enter: to be cloned. */
  readonly template: string;
}

declare module "vitest" {
  interface ProvidedContext {
    postgres: TestPostgres;
  }
}

const ROOT = join(import.meta.dirname, "..");
/**
 * Kept between runs: starting on it takes 0.1 s instead of 2. Several people at work in one clone each give a folder of
 * their own, which their runs share one after the other.
 */
const KEPT_FOLDER = process.env.ANCRAGE_ESSAIS ?? join(ROOT, "node_modules/.cache/ancrage-tests");

interface Running extends TestPostgres {
  stop(): Promise<void>;
}

/** Vitest calls the setup once for each project, in one process: the server is shared by counting its users. */
interface Shared {
  users: number;
  running: Promise<Running>;
}
const shelf = globalThis as typeof globalThis & { ancrageTests?: Shared };

export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  shelf.ancrageTests ??= { users: 0, running: start() };
  const shared = shelf.ancrageTests;
  shared.users += 1;
  const { adminUrl, template, stop } = await shared.running;
  project.provide("postgres", { adminUrl, template });
  return async () => {
    shared.users -= 1;
    if (shared.users > 0) return;
    delete shelf.ancrageTests;
    await stop();
  };
}

async function start(): Promise<Running> {
  const postgres = await startKept().catch((error: unknown) => {
    if (!isStartRefusal(error)) throw error;
    // Another run of the tests holds the kept folder, or a crash of the machine spoilt it (nothing there is flushed).
    if (!error.message.includes("tourne déjà"))
      process.stderr.write(
        `${error.message}\nA new folder is used for this run; to repair, delete ${KEPT_FOLDER}.\n`,
      );
    return startFresh();
  });
  try {
    const template = await prepareTemplate(postgres.url);
    return { adminUrl: postgres.url, template, stop: postgres.stop };
  } catch (error) {
    await postgres.stop();
    throw error;
  }
}

interface Started {
  readonly url: string;
  stop(): Promise<void>;
}

const startKept = (): Promise<Started> =>
  startEmbeddedPostgres({ folder: KEPT_FOLDER, durable: false, log: () => {} });

async function startFresh(): Promise<Started> {
  const folder = await mkdtemp(join(tmpdir(), "ancrage-tests-"));
  // As root, PostgreSQL runs as nobody, which must pass.
  await chmod(folder, 0o711);
  const remove = () => rm(folder, { recursive: true, force: true });
  try {
    const postgres = await startEmbeddedPostgres({ folder, durable: false, log: () => {} });
    return { url: postgres.url, stop: () => postgres.stop().finally(remove) };
  } catch (error) {
    await remove();
    throw error;
  }
}

/**
 * The name says what is inside, so that an unchanged schema is not migrated again. Built under another name and
 * renamed when whole: an interrupted run leaves nothing that looks finished.
 * A second template, `${template}_demo`, adds the rows of the demonstration.
 */
async function prepareTemplate(adminUrl: string): Promise<string> {
  const migrations = await readMigrations();
  const name = `modele_${await fingerprint(migrations.map(({ checksum }) => checksum))}`;
  const admin = new pg.Client({ connectionString: adminUrl });
  await admin.connect();
  try {
    const { rows } = await admin.query<{ datname: string }>(
      "select datname from pg_database where datname not in ('postgres', 'template0', 'template1', 'ancrage')",
    );
    // We hold the server: what is left is from killed runs or from another state of the migrations.
    for (const { datname } of rows.filter(({ datname }) => !datname.startsWith(name))) {
      await admin.query(`alter database "${datname}" is_template false`);
      await admin.query(`drop database "${datname}" with (force)`);
    }
    if (!rows.some(({ datname }) => datname === name)) {
      const draft = `brouillon_${process.pid}`;
      await admin.query(`create database ${draft}`);
      await fillTemplate(databaseUrl(adminUrl, draft), migrations);
      await admin.query(`alter database ${draft} is_template true allow_connections false`);
      await admin.query(`alter database ${draft} rename to ${name}`);
    }
    await prepareDemonstrationTemplate(admin, name, (database) => databaseUrl(adminUrl, database));
    return name;
  } finally {
    await admin.end();
  }
}

async function fillTemplate(
  url: string,
  migrations: Awaited<ReturnType<typeof readMigrations>>,
): Promise<void> {
  const log = createLogger("silent");
  const pool = createPool(url, log, 1);
  try {
    const client = await pool.connect();
    await migrate(client, migrations).finally(() => client.release());
    await migrateWorker(pool, log);
  } finally {
    await pool.end();
  }
}

async function fingerprint(checksums: readonly string[]): Promise<string> {
  const worker = await readFile(join(ROOT, "node_modules/graphile-worker/package.json"), "utf8");
  const { version } = JSON.parse(worker) as { version: string };
  return createHash("sha256")
    .update([...checksums, version].join(" "))
    .digest("hex")
    .slice(0, 16);
}

/** The same server and account, another database. */
function databaseUrl(url: string, name: string): string {
  const other = new URL(url);
  other.pathname = `/${name}`;
  return other.href;
}

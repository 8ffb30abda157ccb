import { randomBytes } from "node:crypto";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import pg from "pg";
import { inject } from "vitest";
import type { Context } from "#app/platform/context.ts";
import { createDatabase, createPool, type Database } from "#app/platform/db/database.server.ts";
import { readSettings, type Settings } from "#app/platform/env/settings.ts";
import { createLogger } from "#app/platform/log/logger.server.ts";
import { react } from "#app/reactions.server.ts";
import { CLE_ESSAI } from "./key.ts";

export interface TestDatabase {
  readonly url: string;
  readonly pool: pg.Pool;
  readonly db: Database;
  /** A folder of its own for uploads and other files, removed by `drop`. */
  readonly folder: string;
  /** Whether it was cloned from the demonstration, as the settings of its service say too. */
  readonly demonstration: boolean;
  /** Deterministic and never twice in one database: 00000000-0000-4000-8000-000000000001, then 2… */
  readonly newId: () => string;
  drop(): Promise<void>;
}

const silent = createLogger("silent");

/**
 * A migrated database of one's own, cloned from the template in 50 to 70 ms.
 *
 * @param model suffix of another template, for example "demo"; it must have been prepared by tests/setup.ts.
 * @example
 * const database = await createTestDatabase();
 * afterAll(() => database.drop());
 */
export async function createTestDatabase(model?: "demo"): Promise<TestDatabase> {
  const { adminUrl, template } = inject("postgres");
  const name = `essai_${randomBytes(6).toString("hex")}`;
  await runAsAdmin(adminUrl, `create database ${name} template ${model ? `${template}_${model}` : template}`);
  const address = new URL(adminUrl);
  address.pathname = `/${name}`;
  // 60 connections for all the files that run at once.
  const pool = createPool(address.href, silent, 5);
  const db = createDatabase(pool);
  const folder = await mkdtemp(join(tmpdir(), "ancrage-essai-"));
  let last = 0;
  return {
    url: address.href,
    pool,
    db,
    folder,
    demonstration: model === "demo",
    newId: () => {
      last += 1;
      return `00000000-0000-4000-8000-${String(last).padStart(12, "0")}`;
    },
    async drop() {
      await db.destroy();
      await runAsAdmin(adminUrl, `drop database ${name} with (force)`);
      await rm(folder, { recursive: true, force: true });
    },
  };
}

async function runAsAdmin(url: string, statement: string): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    await client.query(statement);
  } finally {
    await client.end();
  }
}

/** A Sunday morning of the school year 2026-2027, ten o'clock in Paris. */
export const TEST_NOW = "2026-11-22T09:00:00Z";

export interface TestClock {
  set(instant: string | Date): void;
  advance(milliseconds: number): void;
}

export interface TestContext extends Context {
  readonly clock: TestClock;
}

/**
 * A context whose clock stands still until the test moves it. Contexts of one database share its sequence of ids.
 *
 * @example
 * const context = testContext(database);
 * context.clock.set("2027-01-04T08:00:00Z");
 */
export function testContext(
  database: TestDatabase,
  overrides: Partial<Omit<Context, "settings">> & { readonly settings?: Partial<Settings> } = {},
): TestContext {
  let now = new Date(TEST_NOW);
  const settings: Settings = {
    ...readSettings({ DATABASE_URL: database.url, ANCRAGE_DONNEES: database.folder }, database.folder),
    urlPublique: "http://127.0.0.1:3000",
    demonstration: database.demonstration,
    cle: CLE_ESSAI,
    ...overrides.settings,
  };
  return {
    db: database.db,
    pool: database.pool,
    now: () => new Date(now),
    newId: database.newId,
    log: silent,
    requestId: "essai",
    react,
    ...overrides,
    settings,
    clock: {
      set: (instant) => {
        now = new Date(instant);
      },
      advance: (milliseconds) => {
        now = new Date(now.getTime() + milliseconds);
      },
    },
  };
}

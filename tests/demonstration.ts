import { createHash } from "node:crypto";
import { mkdtemp, readdir, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join, relative } from "node:path";
import type pg from "pg";
import { createDatabase, createPool } from "#app/platform/db/database.server.ts";
import { readSettings } from "#app/platform/env/settings.ts";
import { createLogger } from "#app/platform/log/logger.server.ts";
import { react } from "#app/reactions.server.ts";
import { prepareInstallation } from "#server/installation.ts";
import { CLE_ESSAI } from "./key.ts";

const ROOT = join(import.meta.dirname, "..");
/** Two days before the clock of the tests: what the demonstration imported is already there. */
const IMPORTED_AT = "2026-11-20T08:00:00Z";

/** What the rows of the demonstration depend on, besides the migrations that name the first template. */
const SOURCES = ["server", "app/acces", "app/referentiel", "app/platform"];

/**
 * The template of `createTestDatabase("demo")`: a demonstration as the product itself prepares it, académie imported
 * and cast created. Its checksum is kept as the comment of the database, so that it is prepared again only when one of
 * its sources changed; in a folder of one's own (`ANCRAGE_ESSAIS`), only when a migration did.
 *
 * @param template the migrated database from which it is cloned; the result is called `${template}_demo`.
 */
export async function prepareDemonstrationTemplate(
  admin: pg.Client,
  template: string,
  urlOf: (database: string) => string,
): Promise<void> {
  const name = `${template}_demo`;
  const checksum = await hashSources();
  const { rows } = await admin.query<{ checksum: string | null }>(
    "select shobj_description(oid, 'pg_database') as checksum from pg_database where datname = $1",
    [name],
  );
  if (rows[0]?.checksum === checksum || (rows[0] && process.env.ANCRAGE_ESSAIS)) return;
  if (rows[0]) {
    await admin.query(`alter database ${name} is_template false`);
    await admin.query(`drop database ${name} with (force)`);
  }
  const draft = `brouillon_demo_${process.pid}`;
  await admin.query(`create database ${draft} template ${template}`);
  await admin.query(`alter database ${draft} allow_connections true`);
  await fillDemonstration(urlOf(draft));
  await admin.query(`alter database ${draft} is_template true allow_connections false`);
  await admin.query(`comment on database ${draft} is '${checksum}'`);
  await admin.query(`alter database ${draft} rename to ${name}`);
}

async function fillDemonstration(url: string): Promise<void> {
  const log = createLogger("silent");
  const folder = await mkdtemp(join(tmpdir(), "ancrage-demo-"));
  const pool = createPool(url, log, 3);
  const settings = readSettings({ DATABASE_URL: url, ANCRAGE_DEMONSTRATION: "oui" }, folder);
  let last = 0;
  try {
    await prepareInstallation(
      {
        db: createDatabase(pool),
        pool,
        log,
        settings: { ...settings, urlPublique: "http://127.0.0.1:3000", cle: CLE_ESSAI },
        react,
        now: () => new Date(IMPORTED_AT),
        // Apart from those of the tests (8000): an id of the template is never drawn again.
        newId: () => {
          last += 1;
          return `00000000-0000-4000-9000-${String(last).padStart(12, "0")}`;
        },
        close: () => pool.end(),
      },
      folder,
    );
  } finally {
    await pool.end();
    await rm(folder, { recursive: true, force: true });
  }
}

async function hashSources(): Promise<string> {
  const hash = createHash("sha256").update(await readFile(import.meta.filename));
  for (const source of SOURCES) {
    const entries = await readdir(join(ROOT, source), { recursive: true, withFileTypes: true });
    const files = entries
      .filter((entry) => entry.isFile() && /(?<!\.test)\.ts$/.test(entry.name))
      .map((entry) => join(entry.parentPath, entry.name))
      .sort();
    for (const file of files) {
      hash.update(relative(ROOT, file)).update("\0");
      hash.update(await readFile(file)).update("\0");
    }
  }
  return hash.digest("hex");
}

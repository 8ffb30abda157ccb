import { execFile } from "node:child_process";
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import pg from "pg";
import { printSchema } from "#app/platform/db/catalogue.server.ts";
import { migrate, readMigrations } from "#app/platform/db/migrations.server.ts";
import { startEmbeddedPostgres } from "./postgres/embedded.ts";

/**
 * Prints `db/schema.sql` and `db/types.ts` from the migrations, played on a fresh server.
 * With `--check`, compares them instead and exits 1 when they differ: the test command uses it.
 */
const ROOT = join(import.meta.dirname, "..");
const check = process.argv.includes("--check");

const folder = await mkdtemp(join(tmpdir(), "ancrage-schema-"));
const postgres = await startEmbeddedPostgres({ folder, durable: false, log: () => {} });
let different = false;
try {
  const client = new pg.Client({ connectionString: postgres.url });
  await client.connect();
  // Ended also after a migration that fails: the server's stop would otherwise hide why.
  const schema = await migrate(client, await readMigrations())
    .then(() => printSchema(client))
    .finally(() => client.end());
  const types = await generateTypes(postgres.url, join(folder, "types.ts"));
  different = (await compareOrWrite("db/schema.sql", schema)) || different;
  different = (await compareOrWrite("db/types.ts", types)) || different;
} finally {
  await postgres.stop();
  await rm(folder, { recursive: true, force: true });
}
process.exitCode = different ? 1 : 0;

async function generateTypes(url: string, file: string): Promise<string> {
  await promisify(execFile)(process.execPath, [
    join(ROOT, "node_modules/kysely-codegen/dist/cli/bin.js"),
    ...["--dialect", "postgres", "--url", url, "--out-file", file],
    ...["--exclude-pattern", "migration", "--date-parser", "string"],
    // Our pool parses bigint to number; bytea comes as Buffer.
    ...["--type-mapping", '{"int8":"number","xid8":"string"}'],
  ]);
  return readFile(file, "utf8");
}

async function compareOrWrite(path: string, text: string): Promise<boolean> {
  const target = join(ROOT, path);
  const current = await readFile(target, "utf8").catch(() => "");
  if (current === text) return false;
  if (!check) {
    await writeFile(target, text);
    process.stdout.write(`${path} written\n`);
    return false;
  }
  process.stderr.write(`${path} differs from the migrations: run npm run db:schema and commit the result.\n`);
  return true;
}

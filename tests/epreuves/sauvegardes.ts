import { randomBytes } from "node:crypto";
import { createWriteStream } from "node:fs";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { createGzip } from "node:zlib";
import pg from "pg";
import { inject } from "vitest";
import { createDatabase, createPool } from "#app/platform/db/database.server.ts";
import { createLogger } from "#app/platform/log/logger.server.ts";
import { once, type Part, readParts, tarBytes, wholeText } from "#server/sauvegarde/archive.ts";
import type { TestDatabase } from "#tests/database.ts";

/** A database without a table and a folder of one's own, for what is restored or migrated from an older release. */
export async function createBareDatabase(demonstration: boolean): Promise<TestDatabase> {
  const { adminUrl } = inject("postgres");
  const name = `essai_nu_${randomBytes(6).toString("hex")}`;
  await runAsAdmin(adminUrl, `create database ${name}`);
  const address = new URL(adminUrl);
  address.pathname = `/${name}`;
  const pool = createPool(address.href, createLogger("silent"), 5);
  const db = createDatabase(pool);
  const folder = await mkdtemp(join(tmpdir(), "ancrage-essai-"));
  let last = 0;
  return {
    url: address.href,
    pool,
    db,
    folder,
    demonstration,
    newId: () => {
      last += 1;
      return `00000000-0000-4000-9000-${String(last).padStart(12, "0")}`;
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
  await client.query(statement).finally(() => client.end());
}

/** The same archive with some parts told otherwise; a part told as `undefined` is left out. */
export async function rewriteArchive(
  from: string,
  to: string,
  tell: (name: string, text: string) => string | undefined,
  rename: (name: string) => string = (name) => name,
): Promise<void> {
  async function* parts(): AsyncGenerator<Part> {
    for await (const part of readParts(from)) {
      const text = tell(part.name, await wholeText(part));
      if (text === undefined) continue;
      const bytes = Buffer.from(text);
      yield { name: rename(part.name), size: bytes.length, content: once(bytes) };
    }
  }
  await pipeline(
    Readable.from(tarBytes(parts()), { objectMode: false }),
    createGzip(),
    createWriteStream(to),
  );
}

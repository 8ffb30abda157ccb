import type pg from "pg";
import type { Logger } from "pino";
import { createDatabase, createPool } from "#app/platform/db/database.server.ts";
import { migrate, readMigrations } from "#app/platform/db/migrations.server.ts";
import type { Settings, StartSettings } from "#app/platform/env/settings.ts";
import { StartRefusal } from "#app/platform/env/start-refusal.ts";
import { migrateWorker } from "#app/platform/jobs/worker.server.ts";
import { react } from "#app/reactions.server.ts";
import type { AppServices } from "./app.ts";
import { newUuid } from "./ids.ts";
import { readServiceKey } from "./service-key.ts";

export interface OpenServices extends AppServices {
  close(): Promise<void>;
}

/** What a process of ours works with, once the database answers and has the shape that this version expects. */
export async function openServices(
  databaseUrl: string,
  start: StartSettings,
  urlPublique: string,
  log: Logger,
): Promise<OpenServices> {
  const cle = start.cle ?? (await readServiceKey(start.dataFolder));
  const settings: Settings = { ...start, urlPublique, cle };
  const pool = createPool(databaseUrl, log);
  try {
    await prepareDatabase(pool, log);
  } catch (error) {
    await pool.end();
    throw error;
  }
  const db = createDatabase(pool);
  return { db, pool, log, settings, now: () => new Date(), newId: newUuid, react, close: () => pool.end() };
}

async function prepareDatabase(pool: pg.Pool, log: Logger): Promise<void> {
  const client = await pool.connect().catch((error: Error) => {
    throw new StartRefusal(
      `La base de données ne répond pas (${error.message}). Vérifiez DATABASE_URL et que le serveur PostgreSQL est démarré.`,
    );
  });
  try {
    await refuseOldServer(client);
    const applied = await migrate(client, await readMigrations());
    if (applied.length > 0) log.info({ applied }, "migrations appliquées");
  } finally {
    client.release();
  }
  await migrateWorker(pool, log);
}

async function refuseOldServer(client: {
  query(text: string): Promise<{ rows: { version: number }[] }>;
}): Promise<void> {
  const { rows } = await client.query("select current_setting('server_version_num')::int as version");
  const version = rows[0]?.version ?? 0;
  if (version < 180_000) {
    throw new StartRefusal(
      `Le serveur PostgreSQL est en version ${Math.floor(version / 10_000)} ; Ancrage demande PostgreSQL 18. Mettez-le à jour, ou retirez DATABASE_URL pour utiliser le serveur embarqué.`,
    );
  }
}

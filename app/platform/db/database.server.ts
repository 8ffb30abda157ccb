import { Kysely, PostgresDialect, sql, type Transaction } from "kysely";
import pg from "pg";
import type { DB } from "../../../db/types.ts";
import type { Logger } from "../log/logger.server.ts";

export type Database = Kysely<DB>;
export type Tx = Transaction<DB>;
export type { DB };

/** bigint ids stay below 2^53 for centuries: numbers everywhere, never strings that look like numbers. */
pg.types.setTypeParser(pg.types.builtins.INT8, Number);
/** A civil date is a day without a clock: "2024-09-02", never a Date that shifts with the time zone. */
pg.types.setTypeParser(pg.types.builtins.DATE, (text) => text);

export function createPool(url: string, log: Logger, max = 12): pg.Pool {
  const pool = new pg.Pool({
    connectionString: url,
    max,
    idleTimeoutMillis: 30_000,
    // A server that is away without a word must not hold its visitors for ever.
    connectionTimeoutMillis: 10_000,
    keepAlive: true,
  });
  // Without a listener, a server that goes away would take the whole process with it. Once the pool is being closed,
  // connections may be cut on their way out: that is no news.
  const lost = (error: Error) => {
    if (!pool.ending) log.warn({ raison: error.message }, "connexion à la base perdue");
  };
  pool.on("error", lost);
  pool.on("connect", (client) => client.on("error", lost));
  return pool;
}

export function createDatabase(pool: pg.Pool): Database {
  return new Kysely<DB>({ dialect: new PostgresDialect({ pool }) });
}

/**
 * Runs `act` in one transaction: state, audit rows and job rows are written together or not at all.
 *
 * @example await inTransaction(context.db, async (tx) => { …; await recordAudit(tx, context, {…}); });
 */
export function inTransaction<T>(db: Database, act: (tx: Tx) => Promise<T>): Promise<T> {
  return db.transaction().execute(act);
}

/** True when the database answers. Used by the health page and by the start. */
export async function isDatabaseUp(db: Database): Promise<boolean> {
  try {
    await sql`select 1`.execute(db);
    return true;
  } catch {
    return false;
  }
}

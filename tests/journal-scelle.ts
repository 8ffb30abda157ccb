import { setTimeout as delay } from "node:timers/promises";
import { type Kysely, sql } from "kysely";
import { sealAudit } from "#app/platform/audit/seal.server.ts";
import type { Context } from "#app/platform/context.ts";
import type { DB } from "#app/platform/db/database.server.ts";

/**
 * Waits for the end of every transaction of the other test databases that began before this call. The journal is sealed
 * up to the oldest running transaction of the server, which test files share: alone in production, a database never
 * waits for another.
 */
export async function untilOthersEnd(db: Kysely<DB>): Promise<void> {
  const { rows } = await sql<{
    mark: string;
  }>`select pg_snapshot_xmax(pg_current_snapshot())::text as mark`.execute(db);
  const older = sql`select from pg_stat_activity where datname is distinct from current_database()
    and backend_xid is not null and backend_xid::text::bigint < ${rows[0]?.mark ?? "0"}::bigint`;
  while ((await older.execute(db)).rows.length > 0) await delay(10);
}

/** Seals all that is committed, whatever the other test files are doing. Returns how many lines it sealed. */
export async function sealAll(context: Context): Promise<number> {
  await untilOthersEnd(context.db);
  return sealAudit(context);
}

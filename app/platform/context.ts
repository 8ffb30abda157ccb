import type pg from "pg";
import type { AuditEntry } from "./audit/audit-entry.ts";
import type { Database, Tx } from "./db/database.server.ts";
import type { Settings } from "./env/settings.ts";
import type { Logger } from "./log/logger.server.ts";

/**
 * What every act and read receives instead of ambient globals: the database, the clock, the ids and the log of one
 * request, one job or one command line. Tests pass their own clock and ids; nothing in the product reads the time
 * or draws an id elsewhere.
 */
export interface Context {
  readonly db: Database;
  /** The connections behind `db`, for what Kysely does not carry: COPY. */
  readonly pool: pg.Pool;
  readonly now: () => Date;
  readonly newId: () => string;
  readonly log: Logger;
  readonly settings: Settings;
  /** Everything that follows from an act, elsewhere in the product and in its transaction: see app/reactions.server.ts. */
  readonly react: (tx: Tx, context: Context, entry: AuditEntry) => Promise<void>;
  /** Delegations without which the person could not act here: the journal tells by which one they do. */
  readonly delegations?: readonly string[];
  /** Ties together the log lines, the audit rows and the error page of one request. */
  readonly requestId: string;
}

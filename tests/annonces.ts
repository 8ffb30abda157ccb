import { recordAudit } from "#app/platform/audit/audit.server.ts";
import type { AuditEntry } from "#app/platform/audit/audit-entry.ts";
import { inTransaction } from "#app/platform/db/database.server.ts";
import { type TestContext, type TestDatabase, testContext } from "./database.ts";

interface Dit {
  readonly qui: string;
  readonly genre: string;
  readonly titre: string;
  readonly texte: string;
  readonly href: string;
  readonly lue: boolean;
}

/** Where acts of the features happen and what people are told of them is read. */
export interface Scene {
  readonly context: TestContext;
  /** What the command of a feature does: it writes its line in the journal, and the reactions follow. */
  act(evenement: string, own?: Partial<AuditEntry>): Promise<void>;
  told(): Promise<Dit[]>;
  /** Writes a row with an id of its own, which it returns. */
  insert(table: string, row: Record<string, unknown>): Promise<string>;
}

/** A scene where nothing happened yet: what the demonstration tells between people is taken away. */
export async function createScene(database: TestDatabase): Promise<Scene> {
  const context = testContext(database);
  await database.pool.query(
    "truncate notification, courriel; delete from session; delete from delegation; delete from passation; delete from demande_acces; delete from fonction_exercee where debut = '2026-12-01'",
  );
  return {
    context,
    act: (evenement, own = {}) =>
      inTransaction(context.db, (tx) =>
        recordAudit(tx, context, { evenement, objetType: "essai", objetId: "1", agentId: null, ...own }),
      ),
    told: async () =>
      (
        await database.pool.query<Dit>(
          "select agent_id as qui, genre, titre, texte, href, lue_le is not null as lue from notification order by titre, qui",
        )
      ).rows,
    insert: async (table, row) => {
      const key = context.newId();
      const names = ["id", ...Object.keys(row)];
      await database.pool.query(
        `insert into ${table} (${names.join(", ")}) values (${names.map((_, rank) => `$${rank + 1}`).join(", ")})`,
        [key, ...Object.values(row)],
      );
      return key;
    },
  };
}

import type { AuditEntry } from "./platform/audit/audit-entry.ts";
import type { Context } from "./platform/context.ts";
import type { Tx } from "./platform/db/database.server.ts";

type Reaction = (tx: Tx, context: Context, entry: AuditEntry) => Promise<void>;

/**
 * What follows from each act: the event of the journal on the left, the commands of other features on the right, in
 * the transaction of the act. This one file shows every consequence.
 */
const REACTIONS: Readonly<Record<string, readonly Reaction[]>> = {};

/** Plays the reactions to an act, in order. One that fails undoes the act with it. */
export const react: Context["react"] = async (tx, context, entry) => {
  for (const reaction of REACTIONS[entry.evenement] ?? []) await reaction(tx, context, entry);
};

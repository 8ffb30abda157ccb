import { anchorAudit } from "#app/platform/audit/anchors.server.ts";
import type { Context } from "#app/platform/context.ts";
import { controlerJournal } from "./commands.server.ts";

/** Scheduled work on the journal, by task name. */
export const jobs = {
  ancrer_journal: async (context: Context): Promise<void> => {
    await anchorAudit(context);
  },
  controler_journal: async (context: Context): Promise<void> => {
    await controlerJournal(context, null);
  },
};

import { anchorAudit } from "#app/platform/audit/anchors.server.ts";
import type { Context } from "#app/platform/context.ts";
import { runTache, type TachePayload } from "#app/platform/jobs/tache.server.ts";
import { controlerJournal, executerControle } from "./commands.server.ts";

/** Scheduled work on the journal, by task name. */
export const jobs = {
  ancrer_journal: async (context: Context): Promise<void> => {
    await anchorAudit(context);
  },
  controler_journal: async (context: Context): Promise<void> => {
    await controlerJournal(context, null);
  },
};

/** Work on the journal that somebody waits for, by task name. */
export const followed = {
  "journal.verifier": (context: Context, payload: TachePayload) =>
    runTache(context, payload, (_, progress) => executerControle(context, payload.tacheId, progress)),
};

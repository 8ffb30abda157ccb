import type { Context } from "#app/platform/context.ts";
import { executerPurges } from "./commands.server.ts";

/** Scheduled work on retention, by task name. */
export const jobs = {
  executer_purges: async (context: Context): Promise<void> => {
    await executerPurges(context);
  },
};

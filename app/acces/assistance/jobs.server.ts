import type { Context } from "#app/platform/context.ts";
import { cloreAssistances } from "./commands.server.ts";

/** What runs by the clock for the help desk, by task name. */
export const jobs = {
  "assistances.clore": async (context: Context) => {
    await cloreAssistances(context);
  },
};

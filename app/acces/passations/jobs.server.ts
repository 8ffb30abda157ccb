import type { Context } from "#app/platform/context.ts";
import { ouvrirPassations } from "./commands.server.ts";

/** What runs by the clock for handovers, by task name. */
export const jobs = {
  "passations.ouvrir": async (context: Context) => {
    await ouvrirPassations(context);
  },
};

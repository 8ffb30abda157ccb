import type { Context } from "#app/platform/context.ts";
import { prevenirDelegations } from "./commands.server.ts";

/** What runs by the clock for delegations, by task name. */
export const jobs = {
  "delegations.prevenir": async (context: Context) => {
    await prevenirDelegations(context);
  },
};

import type { Context } from "#app/platform/context.ts";
import { runTache, type TachePayload } from "#app/platform/jobs/tache.server.ts";
import { recalculerSecret } from "./commands.server.ts";

/** Background work of secrecy, by task name. */
export const jobs = {
  "secret.recalculer": (context: Context, payload: TachePayload) =>
    runTache(context, payload, (_, progress) => recalculerSecret(context, progress)),
};

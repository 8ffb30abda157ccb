import type { Context } from "#app/platform/context.ts";
import { runTache, type TachePayload } from "#app/platform/jobs/tache.server.ts";
import { executerCalcul, rejouerCalcul } from "./execution/commands.server.ts";

/** Background work of runs, by task name. */
export const jobs = {
  "ciblage.calculer": (context: Context, payload: TachePayload) =>
    runTache(context, payload, (id, progress) => executerCalcul(context, id, progress)),
  "ciblage.rejouer": (context: Context, payload: TachePayload) =>
    runTache(context, payload, (id, progress) => rejouerCalcul(context, id, progress)),
};

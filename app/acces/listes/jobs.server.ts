import type { Context } from "#app/platform/context.ts";
import { runTache, type TachePayload } from "#app/platform/jobs/tache.server.ts";
import { executerListe } from "./commands.server.ts";

/** Background work of lists, by task name. */
export const jobs = {
  "liste.inviter": (context: Context, payload: TachePayload) =>
    runTache(context, payload, (id, progress) => executerListe(context, id, progress)),
};

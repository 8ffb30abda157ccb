import type { Context } from "#app/platform/context.ts";
import { runTache, type TachePayload } from "#app/platform/jobs/tache.server.ts";
import { appliquerImport, previsualiserImport } from "./execution/commands.server.ts";

/** Background work of imports, by task name. */
export const jobs = {
  "import.previsualiser": (context: Context, payload: TachePayload) =>
    runTache(context, payload, (id, progress) => previsualiserImport(context, id, progress)),
  "import.appliquer": (context: Context, payload: TachePayload) =>
    runTache(context, payload, (id, progress) => appliquerImport(context, id, progress)),
};

import { availableParallelism } from "node:os";
import { join } from "node:path";
import { perturbInThreads } from "#app/platform/statistics/perturbation-threads.ts";
import { achever, preparer, type Suivi, suivreTirages } from "../moteur/rules.ts";
import type { EntreeCalcul, ResultatCalcul } from "../rules.ts";

/**
 * What makes a run or a replay, in a thread of its own. Sources, not the bundle: the worker of the service runs on them,
 * and so do the tests and the command line.
 */
export const CALCUL_APART = {
  module: join(import.meta.dirname, "queries.server.ts"),
  name: "getResultat",
} as const;

/** More threads than that would only wait for memory, and two runs may be made at once. */
const MOST_THREADS = 4;

/** The bytes of `calculer`, with the runs of the stability played on all the cores. */
export async function getResultat(entree: EntreeCalcul, suivi: Suivi): Promise<ResultatCalcul> {
  const preparation = preparer(entree, suivi);
  const threads = Math.min(MOST_THREADS, availableParallelism());
  const perturbation = await perturbInThreads(preparation.tirages, threads, (done, total) =>
    suivreTirages(suivi, done, total),
  );
  return achever(preparation, perturbation, suivi);
}

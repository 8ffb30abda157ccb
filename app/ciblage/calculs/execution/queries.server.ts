import { join } from "node:path";

/**
 * What makes a run or a replay, in a thread of its own. Sources, not the bundle: the worker of the service runs on them,
 * and so do the tests and the command line.
 */
export const CALCUL_APART = {
  module: join(import.meta.dirname, "../moteur/rules.ts"),
  name: "calculer",
} as const;

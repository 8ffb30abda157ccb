import { readFile } from "node:fs/promises";
import { monitorEventLoopDelay } from "node:perf_hooks";
import { CALCUL_APART } from "#app/ciblage/calculs/execution/queries.server.ts";
import type { ResultatCalcul } from "#app/ciblage/calculs/rules.ts";
import { computeApart } from "#app/platform/jobs/thread.server.ts";

/** A run from its packed data, alone in its process: what it takes, how much memory, and how late the loop was meanwhile. */
const packed = await readFile(process.argv[2] as string);
const loop = monitorEventLoopDelay({ resolution: 10 });
loop.enable();
const start = performance.now();
const { value } = await computeApart<ResultatCalcul>({ ...CALCUL_APART, packed }, async () => {});
const wall = (performance.now() - start) / 1000;
if (!value.structures.some(({ frequence }) => frequence !== null && frequence > 0 && frequence < 1))
  throw new Error("no structure between the two: nothing was measured");
loop.disable();
process.stdout.write(
  JSON.stringify({ wall, rss: process.resourceUsage().maxRSS * 1024, late: loop.max / 1e6 }),
);

import { execFile } from "node:child_process";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { availableParallelism, tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { packLargeJson } from "#app/platform/files/packed-json.server.ts";
import type { Table } from "#app/platform/statistics/matrix.ts";
import type { PerturbationInput } from "#app/platform/statistics/perturbation.ts";
import { perturbInThreads } from "#app/platform/statistics/perturbation-threads.ts";
import { drawRun, RUNS } from "./drawn-run.ts";
import { GROUPS } from "./drawn-table.ts";
import { type Figure, seconds } from "./figure.ts";

/** Enough to know what a run costs in one thread: all of them would take a minute for nothing. */
const RUNS_ALONE = 100;

/** The stability of a selection at national scale, and the whole run that it is a part of. */
export async function measureStability(nation: Table): Promise<Figure[]> {
  const threads = availableParallelism();
  const alone = (await timed(inputOf(nation, RUNS_ALONE), 1)) * (RUNS / RUNS_ALONE);
  const together = await timed(inputOf(nation, RUNS), threads);
  return [
    {
      quoi: `stabilité d'une sélection, 60 000 structures × 45, ${RUNS} tirages, ${threads} fils : bootstrap, poids, seuils, axes, classes, rangs`,
      reference: `un seul fil, d'après ${RUNS_ALONE} tirages : ${seconds(alone)}`,
      mesure: `${seconds(together)}, soit ${(alone / together).toFixed(1)} fois plus vite`,
      but: "≤ 60 s sur 2 cœurs",
    },
    await measureWhole(nation),
  ];
}

async function timed(input: PerturbationInput, threads: number): Promise<number> {
  const start = performance.now();
  await perturbInThreads(input, threads);
  return (performance.now() - start) / 1000;
}

/** Half by one quantile, then two of three among a quantile, a value and classes; a composite ranks. */
function inputOf({ rows, columns }: Table, runs: number): PerturbationInput {
  const low = (column: number, probability: number) =>
    ({ kind: "column", column, side: "at_most", threshold: { kind: "quantile", probability } }) as const;
  const half = { kind: "absolute", value: 100 } as const;
  return {
    rule: {
      must: [low(0, 0.5)],
      excluded: [],
      atLeast: {
        count: 2,
        among: [
          low(1, 0.4),
          { kind: "column", column: 2, side: "at_least", threshold: half },
          { kind: "class", classes: [1, 3] },
        ],
      },
      composite: { terms: [0, 1, 5].map((column) => ({ column, weight: column === 5 ? 2 : -1 })) },
    },
    data: { rows, columns },
    typology: { active: columns.map((_, j) => j), axes: 5, centers: centersOf(rows, columns) },
    imputed: [{ column: 4, rows: Int32Array.from({ length: rows / 20 }, (_, i) => 20 * i), deviation: 5 }],
    settings: {
      ...{ bootstrap: true, weightSpread: 0.2, absoluteSpread: 0.1, quantileSpread: 0.02 },
      ...{ leaveOneOut: 0.5, imputationNoise: true },
    },
    ...{ seed: 7, runs },
  };
}

function centersOf(rows: number, columns: readonly Float64Array[]): Float64Array {
  const centers = new Float64Array(GROUPS * columns.length);
  for (const [j, values] of columns.entries())
    for (const [i, value] of values.entries()) {
      const at = (i % GROUPS) * columns.length + j;
      centers[at] = (centers[at] as number) + value / (rows / GROUPS);
    }
  return centers;
}

/** In a process of its own, whose memory is its own: from the frozen data to the result, as the service makes it. */
async function measureWhole(nation: Table): Promise<Figure> {
  const folder = await mkdtemp(join(tmpdir(), "ancrage-bench-"));
  try {
    const file = join(folder, "entree");
    const start = performance.now();
    const { bytes } = await packLargeJson(drawRun(nation));
    const packing = (performance.now() - start) / 1000;
    await writeFile(file, bytes);
    const child = join(import.meta.dirname, "whole-run.ts");
    const { stdout } = await promisify(execFile)(process.execPath, [child, file]);
    const { wall, rss, late } = JSON.parse(stdout) as { wall: number; rss: number; late: number };
    return {
      quoi: `calcul entier de 60 000 structures × 45, ${RUNS} tirages : lecture des données gelées, axes, classes, règle, stabilité, résultat`,
      reference: `gel des données : ${seconds(packing)}, ${Math.round(bytes.length / 1e6)} Mo`,
      mesure: `${seconds(wall)} ; mémoire ${(rss / 1e9).toFixed(1)} Go ; boucle du service retardée de ${Math.round(late)} ms au plus`,
      but: "sans manquer de mémoire",
    };
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

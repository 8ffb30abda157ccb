import { execFile } from "node:child_process";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { clusterRows } from "#app/platform/statistics/clustering.ts";
import type { Table } from "#app/platform/statistics/matrix.ts";
import { principalComponents } from "#app/platform/statistics/pca.ts";
import { seededRandom } from "#app/platform/statistics/random.ts";
import { type Figure, median, seconds } from "./figure.ts";

const ROUNDS = 3;

/** HCPC of 60 000 rows takes minutes and more than 6 GB of memory: only for `npm run bench -- --long`. */
const LONG = process.argv.includes("--long");
const PATIENCE_MS = 1_200_000;

/** Principal components and classes, beside FactoMineR on the same numbers where R is installed. */
export async function measureAnalysis(): Promise<Figure[]> {
  const nation = drawTable(60_000, 45);
  const colleges = drawTable(6_400, 8);
  const components = medianSeconds(() => principalComponents({ active: nation, axes: 5 }));
  const whole = medianSeconds(() => classes(colleges, undefined));
  const grouped = medianSeconds(() => classes(nation, 200));
  return [
    {
      quoi: "composantes principales, 60 000 × 45, 5 axes",
      ...beside(components, await inR(nation, "pca"), "PCA"),
      but: "≥ 3 fois plus vite ; 0,30 s",
    },
    {
      quoi: "axes et classes de 6 400 collèges × 8 : arbre entier, consolidation",
      ...beside(whole, await inR(colleges, "tree"), "HCPC"),
      but: "≤ 0,5 s",
    },
    {
      quoi: "axes et classes de 60 000 × 45 : 200 groupes, arbre, consolidation",
      ...beside(
        grouped,
        LONG ? await inR(nation, "groups") : "HCPC(kk = 200) : avec --long",
        "HCPC(kk = 200)",
      ),
      but: "≤ 5 s",
    },
  ];
}

function classes(active: Table, preliminary: number | undefined) {
  const { individuals, axes } = principalComponents({ active, axes: 5 });
  return clusterRows({
    coordinates: individuals.coordinates,
    rows: active.rows,
    axes,
    classes: 6,
    preliminary,
  });
}

/** Six groups along four hidden dimensions, and noise: axes and classes that exist. */
function drawTable(rows: number, columns: number): Table {
  const random = seededRandom(2026, columns);
  const centers = Array.from({ length: 6 * 4 }, () => 2 * random.normal());
  const hidden = Float64Array.from({ length: rows * 4 }, (_, at) => {
    const group = Math.floor(at / 4) % 6;
    return (centers[group * 4 + (at % 4)] as number) + random.normal();
  });
  const draw = () => {
    const loadings = Array.from({ length: 4 }, () => random.normal());
    return Float64Array.from({ length: rows }, (_, row) => {
      const signal = loadings.reduce((sum, loading, d) => sum + loading * (hidden[row * 4 + d] as number), 0);
      return 100 + 15 * (signal + random.normal());
    });
  };
  return { rows, columns: Array.from({ length: columns }, draw) };
}

function medianSeconds(work: () => unknown): number {
  const times = Array.from({ length: ROUNDS }, () => {
    const start = performance.now();
    work();
    return (performance.now() - start) / 1000;
  });
  return median(times);
}

interface Reference {
  readonly seconds: number;
  readonly version: string;
}

function beside(ours: number, reference: Reference | string, what: string) {
  if (typeof reference === "string") return { reference, mesure: seconds(ours) };
  return {
    reference: `FactoMineR ${reference.version} ${what} : ${seconds(reference.seconds)}`,
    mesure: `${seconds(ours)}, soit ${(reference.seconds / ours).toFixed(1)} fois plus vite`,
  };
}

/** What R takes, or the reason why it says nothing. */
async function inR({ rows, columns }: Table, step: "pca" | "tree" | "groups"): Promise<Reference | string> {
  const folder = await mkdtemp(join(tmpdir(), "ancrage-bench-"));
  try {
    const file = join(folder, "table.bin");
    await writeFile(file, Buffer.concat(columns.map((values) => Buffer.from(values.buffer))));
    const args = [join(import.meta.dirname, "analysis.r"), file, String(rows), String(columns.length), step];
    const { stdout } = await promisify(execFile)("Rscript", args, { timeout: PATIENCE_MS });
    return JSON.parse(stdout) as Reference;
  } catch (error) {
    const { code, killed, message } = error as NodeJS.ErrnoException & { killed?: boolean };
    if (code === "ENOENT") return "R absent";
    if (/there is no package called/.test(message)) return "R absent (FactoMineR)";
    if (killed) return "R sans réponse en vingt minutes";
    throw error;
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

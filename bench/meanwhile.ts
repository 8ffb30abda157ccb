import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { packLargeJson } from "#app/platform/files/packed-json.server.ts";
import { drawRun } from "./drawn-run.ts";
import { drawTable } from "./drawn-table.ts";
import { type Figure, milliseconds } from "./figure.ts";
import { type Served, serveInProcess } from "./process.ts";
import type { World } from "./world.ts";

const PAGE = "/structures?type=primaire&page=3";
const ROUNDS = 300;
/** A person reads between two pages: the machine is not measured at its limit. */
const PAUSE_MS = 50;
const WARM = 20;

/** A page for one person while the same process makes a run of 60 000 structures on all the cores. */
export async function measureMeanwhile(world: World): Promise<Figure> {
  const folder = await mkdtemp(join(tmpdir(), "ancrage-bench-"));
  try {
    const { bytes } = await packLargeJson(drawRun(drawTable(60_000, 45)));
    process.env.ANCRAGE_BANC_CALCUL = join(folder, "entree");
    await writeFile(process.env.ANCRAGE_BANC_CALCUL, bytes);
    const quiet = await p95(await serveInProcess("own-server.ts", world.databaseUrl), world.cookie);
    const busy = await p95(await serveInProcess("busy-server.ts", world.databaseUrl), world.cookie);
    return {
      quoi: "page de liste, une personne, pendant un calcul de 60 000 structures × 45 : p95",
      reference: `sans calcul : ${milliseconds(quiet)}`,
      mesure: milliseconds(busy),
      but: "le service répond",
    };
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

async function p95(served: Served, cookie: string): Promise<number> {
  try {
    const times: number[] = [];
    for (let round = 0; round < ROUNDS; round += 1) {
      const start = performance.now();
      const response = await fetch(served.origin + PAGE, { headers: { cookie } });
      await response.arrayBuffer();
      if (response.status !== 200) throw new Error(`${PAGE}: ${response.status}`);
      if (round >= WARM) times.push(performance.now() - start);
      await new Promise((resolve) => setTimeout(resolve, PAUSE_MS));
    }
    return times.sort((a, b) => a - b)[Math.floor(0.95 * times.length)] as number;
  } finally {
    await served.stop();
  }
}

import { createReadStream } from "node:fs";
import { stat } from "node:fs/promises";
import { pipeline } from "node:stream/promises";
import { from as copyFrom } from "pg-copy-streams";
import {
  findDatasetOfFile,
  getDecisions,
  readFichier,
} from "#app/referentiel/imports/chargement/queries.server.ts";
import { type Figure, median, seconds } from "./figure.ts";
import type { World } from "./world.ts";

const ROUNDS = 3;

/** Decoding, validating and reporting a file of the address register, beside COPY of the same file into text columns. */
export async function measureCsv({ context, files }: World): Promise<Figure[]> {
  const file = files.find((path) => path.includes("adresse")) as string;
  const { size } = await stat(file);
  const ours: number[] = [];
  const copies: number[] = [];
  let lines = 0;
  let peak = 0;
  for (let round = 0; round < ROUNDS; round++) {
    copies.push(await timeCopy(context, file));
    globalThis.gc?.();
    const before = process.memoryUsage().rss;
    const start = performance.now();
    lines = await readAll(context, file, () => {
      peak = Math.max(peak, process.memoryUsage().rss - before);
    });
    ours.push(performance.now() - start);
  }
  const [own, copy] = [median(ours), median(copies)];
  return [
    {
      quoi: `lecture d'un CSV de ${Math.round(size / 1e6)} Mo, ${lines} lignes : décoder, valider, rendre compte`,
      reference: `COPY du même fichier : ${seconds(copy / 1000)}`,
      mesure: `${seconds(own / 1000)}, soit ${(own / copy).toFixed(1)} × COPY ; mémoire + ${Math.round(peak / 1e6)} Mo`,
      but: "≤ 3 × COPY, ≤ 200 Mo",
    },
  ];
}

async function readAll(context: World["context"], file: string, watch: () => void): Promise<number> {
  const decisions = await getDecisions(context);
  const found = await findDatasetOfFile({ nom: file, emplacement: file, anneeDite: undefined }, decisions);
  if (found.etat !== "reconnu") throw new Error(`not recognised: ${found.motif}`);
  const { lues } = await readFichier(found, decisions, {
    accept: () => {},
    reject: () => {},
    flush: async () => watch(),
  });
  return lues;
}

async function timeCopy({ pool }: World["context"], file: string): Promise<number> {
  const client = await pool.connect();
  try {
    const columns = Array.from({ length: 35 }, (_, index) => `c${index} text`).join(", ");
    await client.query(`create temporary table mesure_copy (${columns})`);
    const start = performance.now();
    await pipeline(
      createReadStream(file),
      client.query(copyFrom("copy mesure_copy from stdin with (format csv, delimiter ';', header true)")),
    );
    return performance.now() - start;
  } finally {
    await client.query("drop table if exists mesure_copy");
    client.release();
  }
}

import { createWriteStream } from "node:fs";
import { mkdir } from "node:fs/promises";
import { join } from "node:path";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { makeAdresses } from "./adresses-file.ts";
import { listColleges } from "./colleges.ts";
import type { FichierGenere } from "./csv.ts";
import { listLyceesAvecTroisieme, makeEffectifs } from "./effectifs-colleges-file.ts";
import { makeIps2021, makeIps2022, makeIps2023 } from "./ips-colleges-files.ts";
import { listStructures } from "./structures.ts";

export interface OptionsAcademie {
  // Same seed, same bytes.
  graine: number;
  // Lines of the address file, from 50 to 72 000; about 200 for the demonstration.
  structures: number;
}

/**
 * The official files of « Port-Amarre », an académie that exists nowhere. The population is drawn at once; each
 * file is then computed piece by piece when its `parts()` are read.
 *
 * @example for (const part of generateAcademie({ graine: 2026, structures: 200 })[0].parts()) sink.write(part);
 */
export function generateAcademie({ graine, structures }: OptionsAcademie): FichierGenere[] {
  const population = listStructures(graine, structures);
  const colleges = listColleges(graine, population);
  return [
    makeAdresses(graine, population),
    makeIps2021(graine, colleges),
    makeIps2022(graine, colleges),
    makeIps2023(graine, colleges),
    makeEffectifs(graine, colleges, listLyceesAvecTroisieme(graine, population)),
  ];
}

/** Writes the files into `folder` (created if need be) and returns their paths. */
export async function writeAcademie(folder: string, options: OptionsAcademie): Promise<string[]> {
  await mkdir(folder, { recursive: true });
  const chemins: string[] = [];
  for (const { nom, parts } of generateAcademie(options)) {
    const chemin = join(folder, nom);
    await pipeline(Readable.from(parts()), createWriteStream(chemin));
    chemins.push(chemin);
  }
  return chemins;
}

import { createHash } from "node:crypto";
import { createReadStream } from "node:fs";
import { readFile, rename, writeFile } from "node:fs/promises";
import { pipeline } from "node:stream/promises";
import { formatDate } from "#app/platform/format/format.ts";
import { sizeOf } from "./partiel.ts";

/** Where a downloaded file comes from: written beside it, so that the file never travels without its origin. */
export interface Source {
  readonly jeu: string;
  readonly id: string;
  readonly titre: string;
  readonly page: string;
  readonly url: string;
  readonly perimetre: string | null;
  readonly donnees_le: string | null;
  readonly modifie_le: string | null;
  readonly lignes: number;
  readonly lignes_annoncees: number | null;
  readonly licence: string;
  readonly licence_url: string | null;
  readonly attribution: string;
  readonly taille: number;
  readonly sha256: string;
  readonly telecharge_le: string;
}

const sourcePathOf = (path: string): string => `${path}.source.json`;

/** The origin of a file that stands whole in the folder; undefined when the file or its origin is missing or altered. */
export async function findSource(path: string): Promise<Source | undefined> {
  try {
    const source = JSON.parse(await readFile(sourcePathOf(path), "utf8")) as Source;
    if ((await sizeOf(path)) !== source.taille) return undefined;
    return (await hashFile(path)) === source.sha256 ? source : undefined;
  } catch {
    return undefined;
  }
}

/** Written under another name first: a half-written origin must not be taken for one. */
export async function writeSource(path: string, source: Source): Promise<void> {
  const draft = `${path}.partiel.source.json`;
  await writeFile(draft, `${JSON.stringify(source, null, 2)}\n`);
  await rename(draft, sourcePathOf(path));
}

export async function hashFile(path: string): Promise<string> {
  const hash = createHash("sha256");
  await pipeline(createReadStream(path), hash);
  return hash.digest("hex");
}

/** The sentence that the Licence Ouverte asks for: producer, place, licence, date of the data. */
export function attributionOf(
  producteur: string | null,
  host: string,
  titre: string,
  licence: string,
  jour: string | undefined,
): string {
  const who = producteur ?? "ministère de l'Éducation nationale";
  const date = jour === undefined ? "" : `, données du ${formatDate(jour)}`;
  return `Source : ${who}, ${host}, « ${titre} », ${licence}${date}.`;
}

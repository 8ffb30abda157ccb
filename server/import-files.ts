import { createHash } from "node:crypto";
import { createReadStream } from "node:fs";
import { readdir, stat } from "node:fs/promises";
import { basename, join, relative } from "node:path";
import { pipeline } from "node:stream/promises";
import type { Context } from "#app/platform/context.ts";
import type { ReportProgress } from "#app/platform/jobs/tache.server.ts";
import { type Depot, deposerImport, type FichierDepose } from "#app/referentiel/imports/commands.server.ts";
import { appliquerImport } from "#app/referentiel/imports/execution/commands.server.ts";

/** What `npm run telecharger` leaves beside the files it brings: the origin of each, and unfinished parts. */
const ACCOMPAGNEMENT = /\.(source\.json|partiel)$/;

/**
 * Files of a folder and of its sub-folders in the order of their names; hidden ones and those that only accompany a
 * download aside.
 */
export async function listFiles(folder: string): Promise<string[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  return entries
    .filter((entry) => entry.isFile() && !entry.name.startsWith(".") && !ACCOMPAGNEMENT.test(entry.name))
    .map((entry) => join(entry.parentPath, entry.name))
    .sort();
}

/** Imports files where they stand, at once and without preview: the command line and the demonstration. Returns the import. */
export async function importerFichiers(
  context: Context,
  paths: readonly string[],
  origine: Depot["origine"],
  progress: ReportProgress = async () => {},
  root?: string,
): Promise<string> {
  const fichiers: FichierDepose[] = [];
  for (const path of paths) {
    const { size } = await stat(path);
    const nom = root === undefined ? basename(path) : relative(root, path);
    fichiers.push({ nom, taille: size, empreinte: await hashFile(path), emplacement: path });
  }
  const id = await deposerImport(context, { origine, agentId: null, fichiers }, false);
  await appliquerImport(context, id, progress);
  return id;
}

async function hashFile(path: string): Promise<Buffer> {
  const hash = createHash("sha256");
  await pipeline(createReadStream(path), hash);
  return hash.digest();
}

import { createReadStream, createWriteStream } from "node:fs";
import { mkdir, open, readdir, readFile, stat } from "node:fs/promises";
import { dirname, join, relative, sep } from "node:path";
import { pipeline } from "node:stream/promises";
import { StartRefusal } from "#app/platform/env/start-refusal.ts";
import { once, type Part } from "./archive.ts";

export const FICHIERS = "fichiers/";

/**
 * What the data folder holds besides what people entrusted to it: who holds the folder, the database (copied table by
 * table), what `npm run telecharger` brings again, and the key, which is kept apart from what it protects.
 */
const LEFT_OUT = /^(verrou|tenue\.json.*|postgres|ouvertes|cle)$/;

/** Files at the root of the data folder (the anchors of the journal) now, since they go on being written. */
export async function readRootFiles(folder: string): Promise<Map<string, Buffer>> {
  const found = new Map<string, Buffer>();
  for (const entry of await readdir(folder, { withFileTypes: true })) {
    if (!entry.isFile() || LEFT_OUT.test(entry.name)) continue;
    found.set(entry.name, await readFile(join(folder, entry.name)));
  }
  return found;
}

export async function* rootParts(files: ReadonlyMap<string, Buffer>): AsyncGenerator<Part> {
  for (const [name, bytes] of files)
    yield { name: FICHIERS + name, size: bytes.length, content: once(bytes) };
}

/** Files of the sub-folders, which never change once they are written; one that is removed meanwhile is passed over. */
export async function* folderParts(folder: string): AsyncGenerator<Part> {
  const roots = await readdir(folder, { withFileTypes: true });
  for (const root of roots.filter((entry) => entry.isDirectory() && !LEFT_OUT.test(entry.name))) {
    const entries = await readdir(join(folder, root.name), { recursive: true, withFileTypes: true });
    for (const path of entries
      .filter((entry) => entry.isFile())
      .map((entry) => join(entry.parentPath, entry.name))) {
      const size = (await stat(path).catch(() => undefined))?.size;
      if (size === undefined) continue;
      const name = FICHIERS + relative(folder, path).split(sep).join("/");
      yield {
        name,
        size,
        content: size === 0 ? once(Buffer.alloc(0)) : createReadStream(path, { end: size - 1 }),
      };
    }
  }
}

/** Writes a file of an archive at its place; a name that would leave the folder is refused. */
export async function writePart(folder: string, { name, content }: Part): Promise<void> {
  const own = name.slice(FICHIERS.length);
  const safe = own !== "" && own.split("/").every((step) => step !== "" && step !== "." && step !== "..");
  if (!safe || own.includes("\0") || LEFT_OUT.test(own.split("/")[0] as string))
    throw new StartRefusal(
      `L'archive contient un nom de fichier qui n'est pas d'une sauvegarde : « ${own} ».`,
    );
  const path = join(folder, own);
  await mkdir(dirname(path), { recursive: true, mode: 0o711 });
  await pipeline(content, createWriteStream(path, { mode: 0o600, flags: "wx" }));
}

/** Empty, absent, or with nothing but the key that the operator has put back. */
export async function isFolderFree(folder: string): Promise<boolean> {
  const names = await readdir(folder).catch((error: NodeJS.ErrnoException) => {
    if (error.code === "ENOENT") return [];
    throw error;
  });
  return names.every((name) => name === "cle");
}

/** On the disk before it takes its name: a backup that can be seen is whole. */
export async function flush(path: string): Promise<void> {
  const file = await open(path, "r+");
  await file.sync().finally(() => file.close());
}

export const readText = (path: string): Promise<string | undefined> =>
  readFile(path, "utf8").then(
    (text) => text.trim(),
    () => undefined,
  );

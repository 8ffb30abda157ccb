import { randomBytes } from "node:crypto";
import { mkdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";

/**
 * The key of the service, kept in its data folder (readable by its account only) and drawn at the first start. With a
 * database shared by several machines, all of them need the same one: the setting ANCRAGE_CLE.
 */
export async function readServiceKey(folder: string): Promise<string> {
  const path = join(folder, "cle");
  await mkdir(folder, { recursive: true, mode: 0o711 });
  try {
    await writeFile(path, randomBytes(32).toString("base64url"), { mode: 0o600, flag: "wx" });
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "EEXIST") throw error;
  }
  return (await readFile(path, "utf8")).trim();
}

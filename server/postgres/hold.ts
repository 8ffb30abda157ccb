import { randomUUID } from "node:crypto";
import { constants } from "node:fs";
import { access, open, rename, rm, writeFile } from "node:fs/promises";
import { hostname } from "node:os";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { StartRefusal } from "#app/platform/env/start-refusal.ts";
import { alreadyRunning, cardOf, type Holder } from "./holder.ts";
import { OTHER_FOLDER } from "./refusals.ts";

export interface DataFolder {
  readonly path: string;
  /** Records the address of the service, so that a refused second start can say where the first one is. */
  announce(url: string): Promise<void>;
  release(): Promise<void>;
}

const SQLITE_BUSY = 5;

/**
 * The hold is a kernel lock (fcntl, taken through SQLite, the only one Node offers without a dependency), not a file
 * with a pid: the kernel drops it at the holder's death, so neither kill -9, a reboot nor a reused pid leaves it stale,
 * and two simultaneous starts cannot both win. `tenue.json` only serves to name the holder. The lock file is never
 * removed: a newcomer could otherwise lock a fresh file while the old one is still held.
 */
export async function holdFolder(folder: string): Promise<DataFolder> {
  const file = join(folder, "verrou");
  const card = cardOf(folder);
  // "wx" never opens an existing file: closing a descriptor of it would drop the lock this process may hold on it.
  await open(file, "wx", 0o600).then((handle) => handle.close(), ignoreCode("EEXIST"));
  // SQLite would silently fall back to reading a file it cannot write, and hold nothing.
  await access(file, constants.R_OK | constants.W_OK);
  const lock = new DatabaseSync(file, { timeout: 0 });
  try {
    lock.exec("pragma journal_mode = memory; begin exclusive");
  } catch (error) {
    lock.close();
    if ((error as { errcode?: number }).errcode !== SQLITE_BUSY) {
      throw new StartRefusal(
        `Le fichier ${file} ne se laisse pas verrouiller : s'il est abîmé, supprimez-le ; sur un disque réseau sans verrous, ${OTHER_FOLDER}.`,
        { cause: error },
      );
    }
    throw new StartRefusal(await alreadyRunning(card));
  }
  const holder: Holder = { pid: process.pid, machine: hostname(), since: new Date().toISOString() };
  let held = true;
  const write = async (value: Holder) => {
    const draft = `${card}.${randomUUID()}`;
    await writeFile(draft, JSON.stringify(value), { mode: 0o600 });
    await rename(draft, card);
  };
  const release = async () => {
    if (!held) return;
    held = false;
    await rm(card, { force: true }).finally(() => lock.close());
  };
  try {
    await write(holder);
  } catch (error) {
    await release();
    throw error;
  }
  return { path: folder, announce: (url) => (held ? write({ ...holder, url }) : Promise.resolve()), release };
}

function ignoreCode(code: string): (error: NodeJS.ErrnoException) => void {
  return (error) => {
    if (error.code !== code) throw error;
  };
}

import { chmod, mkdir, readdir, stat } from "node:fs/promises";
import { dirname } from "node:path";

export const isRoot = () => process.geteuid?.() === 0;

/**
 * As root, PostgreSQL runs as another account, which must pass through this folder (o+x) without listing it.
 * A folder that was already there keeps its mode (it may be someone's home) unless it is empty.
 */
export async function createFolder(path: string): Promise<void> {
  const first = await mkdir(path, { recursive: true, mode: isRoot() ? 0o711 : 0o700 });
  if (!isRoot()) return;
  // The umask of a careful administrator (077) applies to mkdir, not to chmod.
  if (first)
    for (let made = path; made.length >= first.length; made = dirname(made)) await chmod(made, 0o711);
  else if ((await readdir(path)).length === 0) await chmod(path, ((await stat(path)).mode & 0o777) | 0o011);
}

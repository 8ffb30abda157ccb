import { spawn } from "node:child_process";
import { createHash } from "node:crypto";
import { cp, mkdir, readdir, readFile, rename, rm, stat, writeFile } from "node:fs/promises";
import { join, relative } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { StartRefusal } from "#app/platform/env/start-refusal.ts";

/** What the built application depends on; a change in any of it means building again. */
const SOURCES = [
  "app",
  "server",
  "db/types.ts",
  "package-lock.json",
  "react-router.config.ts",
  "vite.config.ts",
  "vite.precompress.ts",
  "vite.trim-dsfr.ts",
];

/** Builds the application into a folder that does not exist yet. */
type Builder = (root: string, folder: string) => Promise<void>;

/** A build takes thirty seconds; whoever has held the lock for this long was cut, whatever now has its number. */
const HELD_TOO_LONG_MS = 5 * 60_000;

/**
 * Builds the application when its sources changed since the last build. Returns whether it did. Built aside and
 * renamed when whole: a failed or cut build leaves the one before, and of two that start together one waits.
 */
export async function buildIfNeeded(root: string, builder: Builder = runBuild): Promise<boolean> {
  if (await isBuilt(root)) return false;
  const aside = join(root, ".react-router");
  await mkdir(aside, { recursive: true });
  const release = await takeLock(join(aside, "construction.pid"));
  try {
    if (await isBuilt(root)) return false;
    process.stdout.write("Construction de l'application (une trentaine de secondes, une seule fois)…\n");
    await sweep(aside);
    const draft = join(aside, `construction-${process.pid}`);
    // Before the build: what changes during it is built the next time.
    const stamp = await hashSources(root);
    await builder(root, draft);
    await keepAssets(join(root, "build"), draft);
    await writeFile(join(draft, "empreinte"), stamp);
    await replaceFolder(join(root, "build"), draft, join(aside, "construction-precedente"));
    return true;
  } finally {
    await release();
  }
}

async function isBuilt(root: string): Promise<boolean> {
  const stamp = await readFile(join(root, "build/empreinte"), "utf8").catch(() => undefined);
  return stamp !== undefined && stamp === (await hashSources(root));
}

async function takeLock(path: string): Promise<() => Promise<void>> {
  for (;;) {
    try {
      await writeFile(path, String(process.pid), { flag: "wx" });
      return () => rm(path, { force: true });
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== "EEXIST") throw error;
    }
    if (await isAbandoned(path)) await rm(path, { force: true });
    else await delay(200);
  }
}

async function isAbandoned(path: string): Promise<boolean> {
  const holder = Number(await readFile(path, "utf8").catch(() => ""));
  const age = Date.now() - (await stat(path).catch(() => ({ mtimeMs: Date.now() }))).mtimeMs;
  if (age > HELD_TOO_LONG_MS) return true;
  // Its number is written a moment after the file appears.
  return holder === 0 ? age > 1_000 : isGone(holder);
}

function isGone(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return false;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === "ESRCH";
  }
}

/** What builds that were killed left, and those of this process that failed. */
async function sweep(aside: string): Promise<void> {
  for (const name of await readdir(aside)) {
    const pid = Number(/^construction-(\d+)$/.exec(name)?.[1] ?? 0);
    if (pid === process.pid || (pid > 0 && isGone(pid)))
      await rm(join(aside, name), { recursive: true, force: true });
  }
}

/** A page that is open, or a service that runs, still asks for the files of its own build: they live one build more. */
async function keepAssets(from: string, to: string): Promise<void> {
  const list = "fichiers-repris";
  const older = await readFile(join(from, list), "utf8").catch(() => "");
  const kept: string[] = [];
  for (const folder of ["client/assets", "server/assets"]) {
    const names = await readdir(join(from, folder)).catch((): string[] => []);
    const fresh = new Set(await readdir(join(to, folder)).catch((): string[] => []));
    for (const name of names) {
      const file = `${folder}/${name}`;
      if (fresh.has(name) || older.split("\n").includes(file)) continue;
      await cp(join(from, file), join(to, file));
      kept.push(file);
    }
  }
  await writeFile(join(to, list), kept.join("\n"));
}

async function replaceFolder(folder: string, by: string, old: string): Promise<void> {
  await rm(old, { recursive: true, force: true });
  await rename(folder, old).catch(async (error: NodeJS.ErrnoException) => {
    // Absent, or in a layer of a container image, which cannot be moved.
    if (error.code !== "ENOENT") await rm(folder, { recursive: true, force: true });
  });
  await rename(by, folder);
  await rm(old, { recursive: true, force: true });
}

async function hashSources(root: string): Promise<string> {
  const hash = createHash("sha256");
  for (const source of SOURCES) {
    for (const file of await listSourceFiles(join(root, source))) {
      hash
        .update(relative(root, file))
        .update("\0")
        .update(await readFile(file))
        .update("\0");
    }
  }
  return hash.digest("hex");
}

async function listSourceFiles(path: string): Promise<string[]> {
  const entries = await readdir(path, { recursive: true, withFileTypes: true }).catch(
    (error: NodeJS.ErrnoException) => {
      if (error.code === "ENOTDIR") return undefined;
      throw error;
    },
  );
  if (!entries) return [path];
  return entries
    .filter((entry) => entry.isFile() && !/\.test\.tsx?$/.test(entry.name))
    .map((entry) => join(entry.parentPath, entry.name))
    .sort();
}

function runBuild(root: string, folder: string): Promise<void> {
  const cli = join(root, "node_modules/@react-router/dev/dist/cli/index.js");
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [cli, "build"], {
      cwd: root,
      env: { ...process.env, NODE_ENV: "production", ANCRAGE_CONSTRUCTION: relative(root, folder) },
      stdio: ["ignore", "pipe", "pipe"],
    });
    const output: Buffer[] = [];
    child.stdout.on("data", (chunk: Buffer) => output.push(chunk));
    child.stderr.on("data", (chunk: Buffer) => output.push(chunk));
    const stop = () => child.kill();
    process.once("SIGTERM", stop).once("SIGINT", stop);
    child.once("error", reject);
    child.once("exit", (code, signal) => {
      process.off("SIGTERM", stop).off("SIGINT", stop);
      if (code === 0) return resolve();
      if (signal === "SIGTERM" || signal === "SIGINT") return reject(new Error(`build ended by ${signal}`));
      process.stderr.write(Buffer.concat(output));
      reject(
        new StartRefusal(
          "La construction de l'application a échoué ; le détail est au-dessus. Relancez « npm ci », puis « npm start ».",
        ),
      );
    });
  });
}

if (import.meta.main) await buildIfNeeded(join(import.meta.dirname, ".."));

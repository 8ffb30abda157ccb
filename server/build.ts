import { spawn } from "node:child_process";
import { createHash } from "node:crypto";
import { readdir, readFile, writeFile } from "node:fs/promises";
import { join, relative } from "node:path";
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

/** Builds the application when its sources changed since the last build. Returns whether it did. */
export async function buildIfNeeded(root: string): Promise<boolean> {
  const stamp = join(root, "build/empreinte");
  const now = await hashSources(root);
  const built = await readFile(stamp, "utf8").catch(() => "");
  if (built === now) return false;
  process.stdout.write("Construction de l'application (une trentaine de secondes, une seule fois)…\n");
  await runBuild(root);
  await writeFile(stamp, now);
  return true;
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

function runBuild(root: string): Promise<void> {
  const cli = join(root, "node_modules/@react-router/dev/dist/cli/index.js");
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [cli, "build"], {
      cwd: root,
      env: { ...process.env, NODE_ENV: "production" },
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

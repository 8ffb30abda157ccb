import { readdir, readFile, readlink, realpath, rm } from "node:fs/promises";
import { join } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { StartRefusal } from "#app/platform/env/start-refusal.ts";
import type { Site } from "./site.ts";

/**
 * After a kill -9 of the service, its PostgreSQL lives on. We hold the folder, so whoever started that one is dead.
 * Processes are known by their working directory, which PostgreSQL sets to its data and no reused pid can imitate;
 * postmaster.pid is removed only once none is left: it protects the data from a second server.
 */
export async function stopOrphans(site: Site): Promise<void> {
  const pidFile = join(site.data, "postmaster.pid");
  const text = await readFile(pidFile, "utf8").catch(() => undefined);
  if (text === undefined) return;
  const postmaster = Number.parseInt(text, 10);
  const data = await realpath(site.data);
  let left = await processesAt(data);
  if (left.length > 0)
    site.log(
      `Un PostgreSQL d'un démarrage précédent tourne encore (processus ${left.join(", ")}) : il va être arrêté proprement.`,
    );
  if (left.includes(postmaster)) signal(postmaster, "SIGINT");
  const begun = Date.now();
  for (let insisted = false; left.length > 0; left = await processesAt(data)) {
    const waited = Date.now() - begun;
    if (waited > 30_000)
      throw new StartRefusal(
        `Un PostgreSQL d'un démarrage précédent ne s'arrête pas (processus ${left.join(", ")}) : arrêtez-le avec « kill -QUIT ${left[0]} », puis redémarrez.`,
      );
    if (waited > 15_000 && !insisted) {
      insisted = true;
      for (const pid of left) signal(pid, "SIGQUIT");
    }
    await delay(25);
  }
  await rm(pidFile, { force: true });
}

async function processesAt(data: string): Promise<number[]> {
  const found: number[] = [];
  for (const name of await readdir("/proc")) {
    if (!/^\d+$/.test(name)) continue;
    const command = await readFile(`/proc/${name}/comm`, "utf8").catch(() => "");
    if (command.trim() === "postgres" && (await worksAt(name, data))) found.push(Number(name));
  }
  return found;
}

async function worksAt(pid: string, data: string): Promise<boolean> {
  try {
    return (await readlink(`/proc/${pid}/cwd`)) === data;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "EACCES") return false;
    // Root in a container may not look into the processes of another account (no CAP_SYS_PTRACE): the command line
    // of the main process, which anybody may read, names its data too.
    const line = await readFile(`/proc/${pid}/cmdline`, "utf8").catch(() => "");
    const args = line.split("\0");
    return args[args.indexOf("-D") + 1] === data;
  }
}

function signal(pid: number, name: NodeJS.Signals): void {
  try {
    process.kill(pid, name);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "ESRCH") throw error;
  }
}

import { readdir, readFile, readlink } from "node:fs/promises";
import { setTimeout as delay } from "node:timers/promises";

export interface Running {
  readonly pid: number;
  readonly parent: number;
  readonly command: string;
}

/** Every process that can be seen, with its command line. */
async function listProcesses(): Promise<Running[]> {
  const found: Running[] = [];
  for (const name of await readdir("/proc")) {
    if (!/^\d+$/.test(name)) continue;
    const status = await readFile(`/proc/${name}/status`, "utf8").catch(() => "");
    // A zombie has ended: it waits for its parent to read its status.
    if (status === "" || /^State:\s+Z/m.test(status)) continue;
    const line = await readFile(`/proc/${name}/cmdline`, "utf8").catch(() => "");
    const parent = Number(/^PPid:\s+(\d+)$/m.exec(status)?.[1]);
    found.push({ pid: Number(name), parent, command: line.replaceAll("\0", " ").trim() });
  }
  return found;
}

/** Processes that work in one of these folders, or name one in their command line. */
export async function processesIn(folders: readonly string[]): Promise<Running[]> {
  const found: Running[] = [];
  for (const running of await listProcesses()) {
    if (running.pid === process.pid) continue;
    // Root without CAP_SYS_PTRACE may not read the folder of another account's process: its command line remains.
    const cwd = await readlink(`/proc/${running.pid}/cwd`).catch(() => "");
    const concerned = folders.some(
      (folder) =>
        cwd === folder || cwd.startsWith(`${folder}/`) || `${running.command} `.includes(`${folder}/`),
    );
    if (concerned) found.push(running);
  }
  return found;
}

/** The process of the service itself, somewhere below npm and its shell. */
export async function findService(npm: number): Promise<number | undefined> {
  const all = await listProcesses();
  let level = [npm];
  while (level.length > 0) {
    const children = all.filter(({ parent }) => level.includes(parent));
    const service = children.find(({ command }) => /^\S*node .*server\/start\.ts$/.test(command));
    if (service) return service.pid;
    level = children.map(({ pid }) => pid);
  }
  return undefined;
}

/** Waits for the folders to be left by every process; throws with those that stay. */
export async function untilDeserted(folders: readonly string[], limitMs: number): Promise<void> {
  const begun = Date.now();
  for (;;) {
    const left = await processesIn(folders);
    if (left.length === 0) return;
    if (Date.now() - begun > limitMs) {
      const names = left.map(({ pid, command }) => `${pid} (${command.slice(0, 80)})`);
      throw new Error(`des processus restent : ${names.join(", ")}`);
    }
    await delay(50);
  }
}

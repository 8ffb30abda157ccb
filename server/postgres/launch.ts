import { type ChildProcess, spawn } from "node:child_process";
import { readFile } from "node:fs/promises";
import { createServer } from "node:net";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { StartRefusal } from "#app/platform/env/start-refusal.ts";
import { serverUrl, untilReady } from "./readiness.ts";
import { type Site, surroundings, unrunnable } from "./site.ts";

export interface Server {
  readonly url: string;
  readonly pid: number;
  readonly ended: Promise<void>;
  stop(): Promise<void>;
}

export async function launch(site: Site): Promise<Server> {
  const password = (await readFile(site.passwordFile, "utf8")).trim();
  for (let attempt = 1; ; attempt += 1) {
    const port = await freePort();
    const url = serverUrl(password, port);
    const { server, lastLines } = await spawnPostgres(site, port, url);
    if (await untilReady(server, site)) return server;
    const said = lastLines.join(" | ");
    // Another program may take the port between our choice and PostgreSQL's use of it.
    if (/Address already in use/.test(said) && attempt < 5) continue;
    if (/No space left|quota exceeded/i.test(said)) throw Object.assign(new Error(said), { code: "ENOSPC" });
    throw new StartRefusal(
      `PostgreSQL s'est arrêté pendant son démarrage. Ses derniers mots : ${said || "aucun"}. Les données sont dans ${site.home} ; corrigez la cause, puis redémarrez.`,
    );
  }
}

function freePort(): Promise<number> {
  return new Promise((settle, fail) => {
    const probe = createServer().once("error", fail);
    probe.listen(0, "127.0.0.1", () => {
      const address = probe.address();
      probe.close(() =>
        address && typeof address === "object" ? settle(address.port) : fail(new Error("no port")),
      );
    });
  });
}

function settings(site: Site, port: number): string[] {
  const values: Record<string, string | number> = {
    listen_addresses: "127.0.0.1",
    port,
    // No Unix socket: its path may pass the 107 characters the kernel allows.
    unix_socket_directories: "",
    shared_buffers: "256MB",
    max_connections: 60,
    wal_level: "minimal",
    max_wal_senders: 0,
    jit: "off",
    timezone: "UTC",
    log_timezone: "UTC",
    logging_collector: "off",
    log_destination: "stderr",
    // Parallel queries use shared memory: /dev/shm is 64 MB in a container, and systemd empties it when the
    // account that started us logs out (RemoveIPC). Reserved memory first, then files, avoids both.
    dynamic_shared_memory_type: "mmap",
    min_dynamic_shared_memory: "64MB",
    ...(site.durable ? {} : { fsync: "off", synchronous_commit: "off", full_page_writes: "off" }),
  };
  return Object.entries(values).flatMap(([name, value]) => ["-c", `${name}=${value}`]);
}

async function spawnPostgres(
  site: Site,
  port: number,
  url: string,
): Promise<{ server: Server; lastLines: string[] }> {
  const lastLines: string[] = [];
  // Its own session: Ctrl-C reaches only us, and we stop it after the requests in flight.
  const child = spawn(join(site.binaries, "bin", "postgres"), ["-D", site.data, ...settings(site, port)], {
    ...surroundings(site),
    detached: true,
    stdio: ["ignore", "ignore", "pipe"],
  });
  await new Promise((settle, fail) =>
    child.once("spawn", settle).once("error", (cause) => fail(unrunnable(site, cause))),
  );
  createInterface({ input: child.stderr as NonNullable<ChildProcess["stderr"]> }).on("line", (line) => {
    lastLines.push(line);
    if (lastLines.length > 8) lastLines.shift();
    site.log(line);
  });
  const pid = child.pid as number;
  const lastResort = () => child.kill("SIGINT");
  process.once("exit", lastResort);
  const ended = new Promise<void>((settle) => child.once("close", () => settle())).finally(() =>
    process.off("exit", lastResort),
  );
  let stopping: Promise<void> | undefined;
  const stop = async () => {
    child.kill("SIGINT");
    // Past this limit (a checkpoint on a very slow disk), the next start replays the journal.
    const insist = setTimeout(() => child.kill("SIGQUIT"), 20_000);
    await ended.finally(() => clearTimeout(insist));
  };
  return { server: { url, pid, ended, stop: () => (stopping ??= stop()) }, lastLines };
}

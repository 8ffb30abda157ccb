import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { type AddressInfo, createServer } from "node:net";
import { join } from "node:path";
import { ROOT } from "./world.ts";

export interface Served {
  readonly origin: string;
  stop(): Promise<void>;
}

/** Runs a server of the bench in a process of its own; it prints its port first. */
export async function serveInProcess(file: string, databaseUrl: string): Promise<Served> {
  const child: ChildProcess = spawn(process.execPath, [join(ROOT, "bench", file)], {
    env: {
      ...process.env,
      NODE_ENV: "production",
      DATABASE_URL: databaseUrl,
      PORT: String(await freePort()),
    },
    stdio: ["ignore", "pipe", "inherit"],
  });
  const failed = once(child, "exit").then(([code]) =>
    Promise.reject(new Error(`${file} ended early (${code})`)),
  );
  failed.catch(() => {});
  const spoken = once(child.stdout as NodeJS.ReadableStream, "data") as Promise<[Buffer]>;
  const [chunk] = await Promise.race([spoken, failed]);
  return {
    origin: `http://127.0.0.1:${Number.parseInt(chunk.toString(), 10)}`,
    async stop() {
      child.kill("SIGTERM");
      await once(child, "exit");
    },
  };
}

async function freePort(): Promise<number> {
  const probe = createServer().listen(0, "127.0.0.1");
  await once(probe, "listening");
  const { port } = probe.address() as AddressInfo;
  probe.close();
  await once(probe, "close");
  return port;
}

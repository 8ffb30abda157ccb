import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { chmod, mkdtemp, rm, stat } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import pg from "pg";
import { afterAll, afterEach, beforeAll, beforeEach, expect, vi } from "vitest";
import { isStartRefusal, StartRefusal } from "#app/platform/env/start-refusal.ts";
import { type EmbeddedPostgres, startEmbeddedPostgres } from "#server/postgres/embedded.ts";

export const isRoot = process.geteuid?.() === 0;
/** An ordinary account that every distribution has: initdb refuses an uid without a line in /etc/passwd. */
export const daemon = { uid: 1, gid: 1 };
/** What another process does to live on after it has started a server. */
export const stay = "setInterval(() => {}, 1000);";

interface Announced {
  readonly url: string;
  readonly pid: number;
  readonly notice?: string;
}

/** A new folder for each test, and the servers and processes started on it, all ended after it. */
export class PostgresBench {
  root = "";
  folder = "";
  lines: string[] = [];
  private readonly servers: EmbeddedPostgres[] = [];
  readonly children: ChildProcess[] = [];

  async start(at = this.folder): Promise<EmbeddedPostgres> {
    const log = (line: string) => this.lines.push(line);
    const server = await startEmbeddedPostgres({ folder: at, durable: false, log });
    this.servers.push(server);
    return server;
  }

  /** Another process that starts the server, writes its address and pid, then does `then`. */
  startElsewhere(
    then: string,
    account: { uid?: number; gid?: number } = {},
    wrapper: readonly string[] = [],
  ): ChildProcess {
    const moduleFile = fileURLToPath(new URL("../server/postgres/embedded.ts", import.meta.url));
    const script = `
    import { startEmbeddedPostgres } from ${JSON.stringify(moduleFile)};
    const server = await startEmbeddedPostgres({ folder: ${JSON.stringify(this.folder)}, durable: false, log: () => {} })
      .catch((error) => { console.log(JSON.stringify({ refusal: error.message })); process.exit(1); });
    console.log(JSON.stringify({ url: server.url, pid: server.pid, notice: server.notice }));
    ${then}`;
    const [program = "", ...args] = [...wrapper, process.execPath, "--input-type=module", "-e", script];
    const child = spawn(program, args, {
      ...account,
      cwd: "/",
      stdio: ["ignore", "pipe", "inherit"],
    });
    this.children.push(child);
    return child;
  }

  async setUp(): Promise<void> {
    this.root = await mkdtemp(join(tmpdir(), "ancrage-pg-"));
    await chmod(this.root, 0o711);
    this.folder = join(this.root, "donnees");
    this.lines = [];
  }

  async tearDown(): Promise<void> {
    for (const server of this.servers.splice(0)) await server.stop();
    for (const child of this.children.splice(0)) child.kill("SIGKILL");
    await rm(this.root, { recursive: true, force: true });
  }
}

/** To be called once at the top of a test file. */
export function postgresBench(): PostgresBench {
  // Starting a cluster creates a thousand files: seconds on a busy machine.
  vi.setConfig({ testTimeout: 60_000, hookTimeout: 60_000 });
  const bench = new PostgresBench();
  beforeEach(() => bench.setUp());
  afterEach(() => bench.tearDown());
  return bench;
}

/** One cluster for the tests of a file that do not need a new one. Returns how to point the bench at it. */
export function sharedCluster(bench: PostgresBench): () => void {
  let shared = "";
  beforeAll(async () => {
    shared = await mkdtemp(join(tmpdir(), "ancrage-pg-commun-"));
    await chmod(shared, 0o711);
    const options = { folder: join(shared, "donnees"), durable: false, log: () => {} };
    await (await startEmbeddedPostgres(options)).stop();
  });
  afterAll(() => rm(shared, { recursive: true, force: true }));
  return () => {
    bench.folder = join(shared, "donnees");
  };
}

export async function announced(child: ChildProcess): Promise<Announced> {
  const ended = once(child, "exit").then(() => {
    throw new Error("ended without starting");
  });
  const [text] = (await Promise.race([once(child.stdout as NodeJS.ReadableStream, "data"), ended])) as [
    Buffer,
  ];
  ended.catch(() => {});
  const said = JSON.parse(text.toString());
  if (said.refusal) throw new StartRefusal(said.refusal);
  return said;
}

export async function query(url: string, sql: string): Promise<Record<string, unknown>[]> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return (await client.query(sql)).rows;
  } finally {
    await client.end();
  }
}

export async function refusalOf(attempt: Promise<unknown>): Promise<string> {
  const error = await attempt.then(
    () => new Error("accepted"),
    (reason: unknown) => reason,
  );
  expect(isStartRefusal(error), String(error)).toBe(true);
  return (error as Error).message;
}

export async function untilGone(pid: number): Promise<void> {
  while (await exists(`/proc/${pid}/cwd`)) await delay(20);
}

export const exists = (path: string) =>
  stat(path).then(
    () => true,
    () => false,
  );

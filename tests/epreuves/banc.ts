import { type ChildProcess, execFile, spawn } from "node:child_process";
import { chmod, mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import pg from "pg";
import { sessionCookieName } from "#app/platform/http/session-cookie.ts";
import { cleanEnvironment, within } from "#server/installations/service.ts";
import { findRunningPostgres } from "#server/postgres/running.ts";

const ROOT = join(import.meta.dirname, "../..");
const READY = /^Ancrage est prêt : (\S+)$/m;
const NODE_VERSION = ["--import", join(ROOT, "server/node-version.mjs")];

export interface Reponse {
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
}

/** The service as an operator runs it: a process of its own on data of its own, that a test may ill-treat. */
export class Banc {
  readonly folder: string;
  url = "";
  said = "";
  ended: Promise<number | string> = Promise.resolve("pas démarré");
  private child: ChildProcess | undefined;
  private readonly settings: Readonly<Record<string, string>>;
  private readonly imports: readonly string[];

  private constructor(
    folder: string,
    settings: Readonly<Record<string, string>>,
    imports: readonly string[],
  ) {
    this.folder = folder;
    this.settings = settings;
    this.imports = imports;
  }

  /** @param imports modules that the process loads before the service: ways to hurt it from inside. */
  static async create(
    settings: Readonly<Record<string, string>> = {},
    imports: readonly string[] = [],
  ): Promise<Banc> {
    const root = await mkdtemp(join(tmpdir(), "ancrage-banc-"));
    // As root, PostgreSQL runs as nobody, which must pass through.
    await chmod(root, 0o711);
    return new Banc(join(root, "donnees"), settings, imports);
  }

  private environment(): Record<string, string> {
    return {
      ...cleanEnvironment(),
      ANCRAGE_DONNEES: this.folder,
      PORT: "0",
      NIVEAU_JOURNAL: "info",
      ...this.settings,
    };
  }

  async start(): Promise<void> {
    const args = [...NODE_VERSION, ...this.imports.flatMap((path) => ["--import", path]), "server/start.ts"];
    const child = spawn(process.execPath, args, {
      cwd: ROOT,
      env: this.environment(),
      stdio: ["ignore", "pipe", "pipe"],
    });
    this.child = child;
    this.said = "";
    this.ended = new Promise((settle) =>
      child.once("exit", (code, signal) => settle(code ?? signal ?? "inconnu")),
    );
    const ready = new Promise<string>((settle, fail) => {
      const hear = (text: string) => {
        this.said += text;
        const url = READY.exec(this.said)?.[1];
        if (url) settle(url);
      };
      for (const stream of [child.stdout, child.stderr]) stream?.setEncoding("utf8").on("data", hear);
      void this.ended.then((how) =>
        fail(new Error(`ended before being ready (${how}): ${this.said.slice(-1_500)}`)),
      );
    });
    // It builds the application first when a source has changed.
    this.url = await within(ready, 150_000, () => `not ready: ${this.said.slice(-1_500)}`);
  }

  /** A command line of ours on the same data, to its end. */
  async command(
    script: string,
    ...args: string[]
  ): Promise<{ stdout: string; stderr: string; code: number }> {
    const run = promisify(execFile)(process.execPath, [...NODE_VERSION, script, ...args], {
      cwd: ROOT,
      env: this.environment(),
      timeout: 120_000,
    });
    return run.then(
      ({ stdout, stderr }) => ({ stdout, stderr, code: 0 }),
      (error: { stdout: string; stderr: string; code: number }) => error,
    );
  }

  signal(name: NodeJS.Signals): void {
    this.child?.kill(name);
  }

  /** Number of the main process of the embedded PostgreSQL. */
  async postmaster(): Promise<number> {
    const file = join(this.folder, "postgres/base/data/postmaster.pid");
    return Number.parseInt(await readFile(file, "utf8"), 10);
  }

  async databaseUrl(): Promise<string> {
    const url = this.settings.DATABASE_URL ?? (await findRunningPostgres(this.folder));
    if (!url) throw new Error("the embedded PostgreSQL does not run");
    return url;
  }

  async query<T extends pg.QueryResultRow>(text: string, values: unknown[] = []): Promise<T[]> {
    const client = new pg.Client({ connectionString: await this.databaseUrl() });
    client.on("error", () => {});
    await client.connect();
    return client
      .query<T>(text, values)
      .then(({ rows }) => rows)
      .finally(() => client.end());
  }

  async get(path: string, headers: Record<string, string> = {}): Promise<Reponse> {
    return read(await fetch(new URL(path, this.url), { headers, redirect: "manual" }));
  }

  async post(path: string, body: BodyInit, headers: Record<string, string> = {}): Promise<Reponse> {
    const { origin } = new URL(this.url);
    return read(
      await fetch(new URL(path, this.url), {
        method: "POST",
        body,
        headers: { Origin: origin, ...headers },
        redirect: "manual",
      }),
    );
  }

  /** Opens a session as a person of the demonstration; gives the cookie. */
  async signIn(agentId: string): Promise<string> {
    const { status, headers } = await this.post(
      "/connexion",
      new URLSearchParams({ agent: agentId, suite: "/" }),
    );
    const name = sessionCookieName(this.url);
    const cookie = headers.getSetCookie().find((text) => text.startsWith(`${name}=`));
    if (status !== 303 || !cookie) throw new Error(`sign-in answered ${status}: ${this.said.slice(-1_500)}`);
    return cookie.split(";")[0] as string;
  }

  async stop(): Promise<number | string> {
    this.signal("SIGTERM");
    return within(this.ended, 35_000, () => `does not stop: ${this.said.slice(-1_500)}`);
  }

  /** Whatever was left: processes of this folder only. */
  async remove(): Promise<void> {
    this.signal("SIGKILL");
    const left = await this.postmaster().catch(() => undefined);
    if (left !== undefined) {
      try {
        process.kill(left, "SIGQUIT");
      } catch {
        // It ended before.
      }
    }
    await rm(join(this.folder, ".."), { recursive: true, force: true, maxRetries: 10, retryDelay: 100 });
  }
}

async function read(response: Response): Promise<Reponse> {
  return { status: response.status, headers: response.headers, text: await response.text() };
}

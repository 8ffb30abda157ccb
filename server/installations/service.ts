import { type ChildProcess, spawn } from "node:child_process";
import { basename, delimiter } from "node:path";
import { findService } from "./processes.ts";

const READY = /^Ancrage est prêt : (\S+)$/m;

export interface Start {
  readonly folder: string;
  /** Settings of the service. */
  readonly settings?: Readonly<Record<string, string>>;
  /** Where the command is typed, when not in the clone itself: it then goes through `npm --prefix`. */
  readonly from?: string;
  readonly account?: Account | undefined;
}

export interface Account {
  readonly name: string;
  readonly uid: number;
  readonly gid: number;
  readonly home: string;
}

/** One `npm start`, as a person would type it, and what it says. */
export class Service {
  stdout = "";
  stderr = "";
  readonly npm: ChildProcess;
  readonly begun = performance.now();
  /** Exit status of npm, or the name of the signal that ended it. */
  readonly ended: Promise<number | string>;
  private over = false;

  constructor({ folder, settings, from, account }: Start) {
    const args = from === undefined ? ["start"] : ["--prefix", folder, "start"];
    this.npm = spawn("npm", args, {
      cwd: from ?? folder,
      env: { ...cleanEnvironment(account), ...settings },
      // A group of its own, as a terminal gives to each command.
      detached: true,
      stdio: ["ignore", "pipe", "pipe"],
      ...(account ? { uid: account.uid, gid: account.gid } : {}),
    });
    this.npm.stdout?.setEncoding("utf8").on("data", (text: string) => (this.stdout += text));
    this.npm.stderr?.setEncoding("utf8").on("data", (text: string) => (this.stderr += text));
    this.ended = new Promise((settle, fail) => {
      this.npm.once("error", fail);
      this.npm.once("exit", (code, signal) => {
        this.over = true;
        settle(code ?? signal ?? "inconnu");
      });
    });
    this.ended.catch(() => {});
  }

  /** Waits for the address of the service, and returns it. */
  async ready(limitMs = 60_000): Promise<string> {
    const found = new Promise<string>((settle) => {
      const look = () => {
        const url = READY.exec(this.stdout)?.[1];
        if (url) settle(url);
      };
      this.npm.stdout?.on("data", look);
      look();
    });
    const early = this.ended.then((status) => {
      throw new Error(`le service s'est arrêté avant d'être prêt (${status}) ; ${this.said()}`);
    });
    early.catch(() => {});
    return within(Promise.race([found, early]), limitMs, () => `le service n'est pas prêt ; ${this.said()}`);
  }

  /** To npm alone, as a supervisor does, or to the whole group, as a terminal does on Ctrl-C. */
  signal(name: NodeJS.Signals, target: "npm" | "group"): void {
    const { pid } = this.npm;
    if (pid === undefined || this.over) return;
    process.kill(target === "group" ? -pid : pid, name);
  }

  async stop(name: NodeJS.Signals = "SIGTERM", target: "npm" | "group" = "npm"): Promise<number | string> {
    this.signal(name, target);
    return within(this.ended, 20_000, () => `npm ne s'arrête pas après ${name} ; ${this.said()}`);
  }

  async pid(): Promise<number> {
    const pid = this.npm.pid === undefined ? undefined : await findService(this.npm.pid);
    if (pid === undefined) throw new Error("le processus du service ne se trouve pas sous npm");
    return pid;
  }

  /** The lines of the service itself, without what npm adds around them. */
  linesOf(text: string): string[] {
    return text
      .split("\n")
      .map((line) => line.trim())
      .filter((line) => line !== "" && !/^(npm (warn|error|notice)|> )/.test(line));
  }

  said(): string {
    const lines = [...this.linesOf(this.stdout), ...this.linesOf(this.stderr)];
    return `il a dit : ${lines.slice(-12).join(" | ").slice(0, 1_500) || "rien"}`;
  }
}

/** Rejects when the limit passes first. */
export async function within<T>(work: Promise<T>, limitMs: number, otherwise: () => string): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_settle, fail) => {
    timer = setTimeout(() => fail(new Error(`${otherwise()} (attendu ${limitMs / 1_000} s)`)), limitMs);
  });
  try {
    return await Promise.race([work, late]);
  } finally {
    clearTimeout(timer);
  }
}

/** Our own environment without npm's additions nor any setting of Ancrage; another account gets its own, bare. */
export function cleanEnvironment(account?: Account): Record<string, string> {
  const path = (process.env.PATH ?? "/usr/bin:/bin")
    .split(delimiter)
    .filter((entry) => basename(entry) !== "node-gyp-bin" && !entry.includes("node_modules"))
    .join(delimiter);
  if (account) return { PATH: path, HOME: account.home, USER: account.name, LANG: "C.UTF-8" };
  const kept = Object.entries(process.env).filter(([name, value]) => value !== undefined && isKept(name));
  return { ...Object.fromEntries(kept as [string, string][]), PATH: path };
}

function isKept(name: string): boolean {
  if (/^npm_config_(registry|cafile|cache|fetch_timeout|(https?[-_])?proxy|noproxy)$/i.test(name))
    return true;
  return !/^(npm_|ANCRAGE_|PG)|^(INIT_CWD|NODE|NODE_ENV|PORT|HOTE|URL_PUBLIQUE|DATABASE_URL|NIVEAU_JOURNAL)$/.test(
    name,
  );
}

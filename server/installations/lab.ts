import { execFile } from "node:child_process";
import { chmod, chown, mkdir, mkdtemp, readFile, rm, rmdir } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { promisify } from "node:util";
import { type EmbeddedPostgres, startEmbeddedPostgres } from "../postgres/embedded.ts";
import { substituteFolder } from "../postgres/place.ts";
import { processesIn, untilDeserted } from "./processes.ts";
import { type Account, cleanEnvironment, Service, type Start } from "./service.ts";

const execute = promisify(execFile);
export const isRoot = process.geteuid?.() === 0;

/** One temporary folder that holds everything the situations make, and the account of everything that must end. */
export class Lab {
  readonly folder: string;
  /** The clone that most situations share; its data are a loaded demonstration. */
  readonly clone: string;
  private readonly services: Service[] = [];
  private readonly elsewhere: string[] = [];
  private managed: EmbeddedPostgres | undefined;
  private removing: Promise<void> | undefined;

  private constructor(folder: string) {
    this.folder = folder;
    this.clone = join(folder, "clone");
  }

  static async create(): Promise<Lab> {
    const folder = await mkdtemp(join(tmpdir(), "ancrage-installations-"));
    // As root, PostgreSQL runs as nobody, which must pass through.
    await chmod(folder, 0o711);
    return new Lab(folder);
  }

  async run(command: string, args: readonly string[], cwd: string, limitMs: number): Promise<string> {
    const options = {
      cwd,
      env: cleanEnvironment(),
      timeout: limitMs,
      killSignal: "SIGKILL",
      maxBuffer: 64 * 1024 * 1024,
    } as const;
    const running = execute(command, [...args], options);
    running.child.stdin?.end();
    try {
      return (await running).stdout;
    } catch (error) {
      const { stderr, killed } = error as { stderr?: string; killed?: boolean };
      const said = killed ? `pas fini en ${limitMs / 1_000} s` : (stderr ?? String(error)).trim();
      throw new Error(`« ${command} ${args.join(" ")} » échoue : ${said.slice(0, 1_500)}`);
    }
  }

  start(how: Omit<Start, "folder"> & { readonly folder?: string } = {}): Service {
    if (this.removing) throw new Error("la vérification est interrompue");
    // Any free port: only the situation about ports wants the usual ones.
    const settings = { PORT: "0", ...how.settings };
    const service = new Service({ folder: this.clone, ...how, settings });
    this.services.push(service);
    return service;
  }

  /** Stops the service, then requires that nothing of it is left: no process, no data folder taken for in use. */
  async stopWhole(
    service: Service,
    name: NodeJS.Signals = "SIGTERM",
    target: "npm" | "group" = "npm",
  ): Promise<number> {
    const begun = performance.now();
    await service.stop(name, target);
    await untilDeserted(this.watched(), 3_000);
    return (performance.now() - begun) / 1_000;
  }

  /** Without data. Its node_modules are hard links to those of the clone: only their folders change hands. */
  async copyClone(to: string, { built, account }: { built: boolean; account?: Account }): Promise<void> {
    await mkdir(to, { recursive: true });
    const left = ["node_modules", ".donnees", ".git", ...(built ? [] : ["build", ".react-router"])];
    const script = `
      cd -- "$1" || exit 1
      for name in .[!.]* *; do
        case " ${left.join(" ")} " in *" $name "*) ;; *) cp -a --reflink=auto -- "$name" "$2/" || exit 1 ;; esac
      done
      ${account ? `chown -R ${account.uid}:${account.gid} -- "$2" || exit 1` : ""}
      cp -al -- node_modules "$2/" || exit 1
      ${account ? `find "$2/node_modules" -type d -exec chown ${account.uid}:${account.gid} {} +` : ""}`;
    await this.run("/bin/sh", ["-c", script, "sh", this.clone, to], this.folder, 60_000);
  }

  /** A home that nobody else may enter. */
  async privateHome(name: string, account?: Account): Promise<string> {
    const home = join(this.folder, name);
    await mkdir(home, { mode: 0o700 });
    if (account) await chown(home, account.uid, account.gid);
    return home;
  }

  /** As root, PostgreSQL goes elsewhere when nobody may not enter the data folder; that place is ours to remove. */
  async forgetSubstitute(dataFolder: string): Promise<string> {
    const place = await substituteFolder(dataFolder);
    this.elsewhere.push(place);
    return place;
  }

  /** A PostgreSQL that the service did not start, as a hosting team would provide. */
  async managedPostgres(): Promise<EmbeddedPostgres> {
    const folder = join(this.folder, "gere");
    this.managed = await startEmbeddedPostgres({ folder, durable: false, log: () => {} });
    return this.managed;
  }

  async stopManaged(): Promise<void> {
    await this.managed?.stop();
    this.managed = undefined;
  }

  /** Ends what a failed situation left, so that the next one starts from nothing. */
  async clear(): Promise<void> {
    for (const service of this.services.splice(0)) service.signal("SIGKILL", "group");
    await this.stopManaged();
    // Only processes of this folder, whose name is ours alone: PostgreSQL leaves the group of npm.
    for (const { pid } of await processesIn(this.watched())) {
      try {
        process.kill(pid, "SIGQUIT");
      } catch {
        // It ended between the look and the signal.
      }
    }
    await untilDeserted(this.watched(), 10_000);
  }

  remove(): Promise<void> {
    this.removing ??= this.removeAll();
    return this.removing;
  }

  private async removeAll(): Promise<void> {
    await this.clear().catch((error: Error) => process.stderr.write(`${error.message}\n`));
    for (const place of this.elsewhere) {
      await rm(place, { recursive: true, force: true });
      // The common parent goes too, unless real data live there.
      await rmdir(dirname(place)).catch(() => {});
    }
    await rm(this.folder, { recursive: true, force: true, maxRetries: 3 });
  }

  /** Where no process may stay. The managed PostgreSQL lives beside. */
  private watched(): string[] {
    const places = ["clone", "ordinaire", "prive", "donnees"].map((name) => join(this.folder, name));
    return [...places, ...this.elsewhere];
  }
}

/** An account that every distribution has: initdb refuses an uid without a line in /etc/passwd. */
export async function findOrdinaryAccount(home: string): Promise<Account> {
  const lines = (await readFile("/etc/passwd", "utf8")).split("\n").map((line) => line.split(":"));
  for (const wanted of ["daemon", "www-data", "bin", "mail"]) {
    const found = lines.find(([name]) => name === wanted);
    if (found) return { name: wanted, uid: Number(found[2]), gid: Number(found[3]), home };
  }
  throw new Error("aucun compte ordinaire dans /etc/passwd (daemon, www-data)");
}

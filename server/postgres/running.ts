import { readFile } from "node:fs/promises";
import { hostname } from "node:os";
import { join, resolve } from "node:path";
import { StartRefusal } from "#app/platform/env/start-refusal.ts";
import { cardOf, readHolder } from "./holder.ts";
import { substituteFolder } from "./place.ts";
import { serverUrl } from "./readiness.ts";
import { clusterPaths } from "./site.ts";

/**
 * The address of the embedded PostgreSQL that a live service runs on the data of `folder`, so that a command line
 * can work beside it; undefined when nobody runs it, and the caller may then start its own. Creates nothing.
 *
 * An orphan (its service was killed) is not given: the next start stops it, and would stop the command's work too.
 * It is told from a live server by its parent: PostgreSQL's is the service itself for as long as the service lives,
 * a fact that no reused pid can imitate.
 */
export async function findRunningPostgres(folder: string): Promise<string | undefined> {
  const asked = resolve(folder);
  const substitute = await substituteFolder(asked).catch(() => undefined);
  for (const home of [join(asked, "postgres"), substitute]) {
    const url = home && (await runningAt(home).catch((error) => refuseOtherAccount(error, home)));
    if (url) return url;
  }
  return undefined;
}

async function runningAt(home: string): Promise<string | undefined> {
  const { data, passwordFile } = clusterPaths(home);
  const pidFile = await readWhereItIs(join(data, "postmaster.pid"));
  if (pidFile === undefined) return undefined;
  // Lines documented in PostgreSQL's src/include/utils/pidfile.h.
  const [pid, , , port, , , , status] = pidFile.split("\n").map((line) => line.trim());
  // Still starting: the caller's own attempt to start will be refused by the hold, with the sentence that names us.
  if (status !== "ready" || !pid || !port) return undefined;
  const service = await readHolder(cardOf(home));
  if (service?.machine !== hostname() || (await parentOfPostgres(pid)) !== service.pid) return undefined;
  return serverUrl((await readFile(passwordFile, "utf8")).trim(), port);
}

async function readWhereItIs(path: string): Promise<string | undefined> {
  try {
    return await readFile(path, "utf8");
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === "ENOENT" || code === "ENOTDIR") return undefined;
    throw error;
  }
}

async function parentOfPostgres(pid: string): Promise<number | undefined> {
  const status = await readWhereItIs(`/proc/${pid}/status`);
  if (!status || !/^Name:\s+postgres$/m.test(status)) return undefined;
  return Number(/^PPid:\s+(\d+)$/m.exec(status)?.[1]);
}

function refuseOtherAccount(error: unknown, home: string): never {
  if ((error as NodeJS.ErrnoException).code !== "EACCES") throw error;
  throw new StartRefusal(
    `Les données de ${home} appartiennent à un autre compte : lancez cette commande avec le compte qui lance Ancrage.`,
    { cause: error },
  );
}

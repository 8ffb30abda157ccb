import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { StartRefusal } from "#app/platform/env/start-refusal.ts";
import { findPackage, refreshBinaries } from "./binaries.ts";
import { createCluster } from "./cluster.ts";
import { holdFolder } from "./hold.ts";
import { launch } from "./launch.ts";
import { stopOrphans } from "./orphans.ts";
import { choosePostgresPlace } from "./place.ts";
import { refusalFrom } from "./refusals.ts";
import { clusterPaths, type Site } from "./site.ts";

export interface EmbeddedPostgres {
  /** Connection string of the database `ancrage`, password included. */
  readonly url: string;
  readonly pid: number;
  /** French sentence when the data live elsewhere than asked. */
  readonly notice?: string;
  /** Settles when the server has ended, asked to or not: the caller decides what an unasked end means. */
  readonly ended: Promise<void>;
  stop(): Promise<void>;
}

export interface EmbeddedPostgresOptions {
  readonly folder: string;
  /** False for tests: nothing is flushed to disk. */
  readonly durable?: boolean;
  readonly log: (line: string) => void;
}

/** Starts PostgreSQL on the data of `folder`, which it creates the first time. Throws a StartRefusal the operator can act on. */
export async function startEmbeddedPostgres(options: EmbeddedPostgresOptions): Promise<EmbeddedPostgres> {
  let home = options.folder;
  let release = async () => {};
  try {
    const place = await choosePostgresPlace(options.folder);
    home = place.path;
    // Its own hold: two folders copied from each other may share one substitute, and tests may not hold the data folder.
    release = (await holdFolder(home)).release;
    const { version, native } = await findPackage();
    const paths = clusterPaths(home);
    const site: Site = {
      home,
      binaries: join(home, "binaires", `${version}-${process.arch}`),
      data: paths.data,
      passwordFile: paths.passwordFile,
      account: place.account,
      durable: options.durable ?? true,
      log: options.log,
    };
    await stopOrphans(site);
    const major = await readFile(join(site.data, "PG_VERSION"), "utf8").catch(() => undefined);
    if (major !== undefined && major.trim() !== version.split(".")[0]) {
      throw new StartRefusal(
        `Les données de ${home} sont au format PostgreSQL ${major.trim()} et cette version d'Ancrage apporte PostgreSQL ${version.split(".")[0]} : revenez à la version précédente d'Ancrage, ou choisissez un autre dossier avec ANCRAGE_DONNEES.`,
      );
    }
    await refreshBinaries(site.binaries, native);
    if (major === undefined) await createCluster(site, paths.base);
    const server = await launch(site);
    const stop = () => server.stop().finally(release);
    return {
      url: server.url,
      pid: server.pid,
      ended: server.ended,
      stop,
      ...(place.notice ? { notice: place.notice } : {}),
    };
  } catch (error) {
    await release();
    throw refusalFrom(error, home);
  }
}

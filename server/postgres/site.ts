import { join } from "node:path";
import { StartRefusal } from "#app/platform/env/start-refusal.ts";
import type { Account } from "./place.ts";

/** Where one embedded PostgreSQL lives, and as whom. */
export interface Site {
  readonly home: string;
  readonly binaries: string;
  readonly data: string;
  readonly passwordFile: string;
  readonly account: Account | undefined;
  readonly durable: boolean;
  readonly log: (line: string) => void;
}

/** The layout under the home of PostgreSQL; readers of a running server rely on it too. */
export const clusterPaths = (home: string) => ({
  base: join(home, "base"),
  data: join(home, "base", "data"),
  passwordFile: join(home, "base", "mot-de-passe"),
});

/** What the account of PostgreSQL gets. Not our environment: PGPORT, PGOPTIONS or secrets have no business there. */
export const surroundings = (site: Site) => ({
  ...(site.account ?? {}),
  cwd: site.home,
  env: {
    PATH: process.env.PATH ?? "/usr/bin:/bin",
    LC_ALL: "C",
    LD_LIBRARY_PATH: join(site.binaries, "lib"),
  },
});

/** The kernel's refusal to execute our copy: a disk mounted noexec, or rights changed by hand. */
export const unrunnable = (site: Site, cause: Error) =>
  new StartRefusal(
    `Le système interdit d'exécuter PostgreSQL dans ${site.binaries} (${cause.message}) : supprimez ce dossier, qui sera recopié, ou choisissez un autre dossier avec ANCRAGE_DONNEES.`,
    { cause },
  );

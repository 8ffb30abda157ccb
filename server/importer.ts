import { realpath, stat } from "node:fs/promises";
import { join, resolve } from "node:path";
import { parseArgs } from "node:util";
import type { Context } from "#app/platform/context.ts";
import { readSettings, type StartSettings } from "#app/platform/env/settings.ts";
import { isStartRefusal, StartRefusal } from "#app/platform/env/start-refusal.ts";
import { createLogger } from "#app/platform/log/logger.server.ts";
import { isRefusal } from "#app/platform/refusal.ts";
import { getImport, type ImportVu, listRejets, type Rejet } from "#app/referentiel/imports/queries.server.ts";
import { importerFichiers, listFiles } from "./import-files.ts";
import { prepareInstallation } from "./installation.ts";
import { openServices } from "./open-services.ts";
import { openDataFolder } from "./postgres/data-folder.ts";
import { startEmbeddedPostgres } from "./postgres/embedded.ts";
import { findRunningPostgres } from "./postgres/running.ts";

/**
 * `npm run importer -- <dossier ou fichier…> [--json]`: imports official files, all or nothing.
 *
 * Exit status: 0, applied, and every line of the recognised files was accepted; 1, applied, but some lines were refused
 * or a file could not be read; 2, nothing was applied. Unknown files are named and left alone, and do not count as a
 * fault: a folder often holds other things.
 */
const ROOT = join(import.meta.dirname, "..");
const REJETS_PAR_FICHIER = 1_000;

try {
  process.exitCode = await main();
} catch (error) {
  const expected = isStartRefusal(error) || isRefusal(error);
  process.stderr.write(expected ? `${(error as Error).message}\n` : `${(error as Error).stack}\n`);
  process.exitCode = 2;
}

async function main(): Promise<number> {
  const { values, positionals } = parseArgs({
    options: { json: { type: "boolean", default: false } },
    allowPositionals: true,
  });
  if (positionals.length === 0)
    throw new StartRefusal("Indiquez un dossier ou des fichiers : npm run importer -- <dossier>.");
  const paths = await listPaths(positionals);
  const settings = readSettings(process.env, ROOT);
  return withDatabase(settings, async (context) => {
    const root = positionals.length === 1 ? await folderOf(positionals[0] as string) : undefined;
    const id = await importerFichiers(context, paths, "commande", progressTo(values.json), root);
    const report = await readReport(context, id);
    process.stdout.write(values.json ? `${JSON.stringify(report, null, 2)}\n` : textOf(report));
    return statusOf(report);
  });
}

async function listPaths(positionals: readonly string[]): Promise<string[]> {
  const paths: string[] = [];
  for (const positional of positionals) {
    const path = resolve(process.env.INIT_CWD ?? process.cwd(), positional);
    const found = await stat(path).catch(() => undefined);
    if (!found) throw new StartRefusal(`« ${positional} » n'existe pas : vérifiez le chemin.`);
    paths.push(...(found.isDirectory() ? await listFiles(path) : [path]));
  }
  if (paths.length === 0) throw new StartRefusal(`« ${positionals.join(" ")} » ne contient aucun fichier.`);
  return paths;
}

async function folderOf(positional: string): Promise<string | undefined> {
  const path = await realpath(resolve(process.env.INIT_CWD ?? process.cwd(), positional));
  return (await stat(path)).isDirectory() ? path : undefined;
}

/** Works beside a live server of ours, on its database; otherwise starts the embedded one for the time of the import. */
async function withDatabase(
  settings: StartSettings,
  work: (context: Context) => Promise<number>,
): Promise<number> {
  const log = createLogger(process.env.NIVEAU_JOURNAL ? settings.logLevel : "warn");
  const running = settings.databaseUrl ?? (await findRunningPostgres(settings.dataFolder));
  const closers: (() => Promise<unknown>)[] = [];
  try {
    let url = running;
    let folderPath = settings.dataFolder;
    if (url === undefined) {
      const folder = await openDataFolder(settings.dataFolder);
      closers.unshift(() => folder.release());
      folderPath = folder.path;
      const postgres = await startEmbeddedPostgres({ folder: folder.path, log: (line) => log.debug(line) });
      closers.unshift(() => postgres.stop());
      url = postgres.url;
    }
    const services = await openServices(url, settings, settings.urlPublique ?? "http://127.0.0.1", log);
    closers.unshift(() => services.close());
    await prepareInstallation(services, folderPath);
    return await work({ ...services, requestId: services.newId() });
  } finally {
    for (const close of closers) await close();
  }
}

/** Progress goes to standard error, and only when somebody watches. */
function progressTo(json: boolean) {
  return async (milliemes: number, etape: string) => {
    if (!json && process.stderr.isTTY)
      process.stderr.write(`\r\u001B[K${Math.round(milliemes / 10)} % ${etape}`);
  };
}

export interface Rapport {
  readonly import: string;
  readonly etat: ImportVu["etat"];
  readonly fichiers: readonly (ImportVu["fichiers"][number] & { readonly rejets: readonly Rejet[] })[];
}

async function readReport({ db }: Context, id: string): Promise<Rapport> {
  const vu = await getImport(db, id);
  const fichiers = [];
  for (const fichier of vu.fichiers)
    fichiers.push({ ...fichier, rejets: await listRejets(db, fichier.id, REJETS_PAR_FICHIER) });
  return { import: vu.id, etat: vu.etat, fichiers };
}

function statusOf(report: Rapport): number {
  if (report.etat !== "applique") return 2;
  const faulty = report.fichiers.some(({ etat, rejete }) => etat === "illisible" || (rejete ?? 0) > 0);
  return faulty ? 1 : 0;
}

function textOf(report: Rapport): string {
  const lines = report.fichiers.map(
    ({ nom, etat, jeu, motif, lu, cree, modifie, inchange, rejete, rejets }) => {
      if (etat !== "reconnu") return `${nom} : ${etat}. ${motif ?? ""}`;
      const counts = `${lu} lues, ${cree} créées, ${modifie} modifiées, ${inchange} inchangées, ${rejete} refusées`;
      const reasons = rejets
        .slice(0, 5)
        .map(
          ({ ligne, colonne, raison }) =>
            `\n    ligne ${ligne}${colonne ? `, colonne ${colonne}` : ""} : ${raison}`,
        );
      return `${nom} (${jeu}) : ${counts}${reasons.join("")}`;
    },
  );
  return `${lines.join("\n")}\nImport ${report.import} : ${report.etat}.\n`;
}

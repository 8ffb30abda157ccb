import { join, resolve } from "node:path";
import { parseArgs } from "node:util";
import { readSettings, type StartSettings } from "#app/platform/env/settings.ts";
import { isStartRefusal, StartRefusal } from "#app/platform/env/start-refusal.ts";
import { openDataFolder } from "./postgres/data-folder.ts";
import { startEmbeddedPostgres } from "./postgres/embedded.ts";
import { findRunningPostgres } from "./postgres/running.ts";
import { sauvegarder } from "./sauvegarde/sauvegarde.ts";

/** `npm run sauvegarder -- <fichier.tar.gz>`: everything into one archive, whether the service runs or not. */
const ROOT = join(import.meta.dirname, "..");

try {
  await main();
} catch (error) {
  process.stderr.write(isStartRefusal(error) ? `${error.message}\n` : `${(error as Error).stack}\n`);
  process.exitCode = 1;
}

async function main(): Promise<void> {
  const { positionals } = parseArgs({ allowPositionals: true });
  const [asked] = positionals;
  if (asked === undefined || positionals.length > 1)
    throw new StartRefusal("Indiquez un fichier : npm run sauvegarder -- <fichier.tar.gz>.");
  const path = resolve(process.env.INIT_CWD ?? process.cwd(), asked);
  const settings = readSettings(process.env, ROOT);
  const begun = performance.now();
  const bilan = await withDatabase(settings, (url) =>
    sauvegarder(path, { url, folder: settings.dataFolder, cle: settings.cle, now: new Date() }),
  );
  const seconds = ((performance.now() - begun) / 1_000).toFixed(1).replace(".", ",");
  process.stdout.write(
    `Sauvegarde faite en ${seconds} s : ${path} (${Math.ceil(bilan.octets / 1_048_576)} Mo ; ${bilan.tables} tables, ${bilan.lignes} lignes, ${bilan.fichiers} fichiers, ${bilan.travaux} travaux en attente).
Elle contient des données personnelles : gardez-la dans un lieu protégé, hors de cette machine.
La clé du service n'y est pas : gardez à part ${settings.cle ? "la valeur de ANCRAGE_CLE" : join(resolve(settings.dataFolder), "cle")} ; sans elle, chacun devra refaire son second facteur.\n`,
  );
}

/** Beside a live service, on its database; otherwise starts the embedded one for the time of the backup. */
async function withDatabase<T>(settings: StartSettings, work: (url: string) => Promise<T>): Promise<T> {
  const running = settings.databaseUrl ?? (await findRunningPostgres(settings.dataFolder));
  if (running !== undefined) return work(running);
  const folder = await openDataFolder(settings.dataFolder);
  try {
    const postgres = await startEmbeddedPostgres({ folder: folder.path, log: () => {} });
    return await work(postgres.url).finally(() => postgres.stop());
  } finally {
    await folder.release();
  }
}

import { readdir, rm } from "node:fs/promises";
import { join, resolve } from "node:path";
import { parseArgs } from "node:util";
import { readSettings, type StartSettings } from "#app/platform/env/settings.ts";
import { isStartRefusal, StartRefusal } from "#app/platform/env/start-refusal.ts";
import { openDataFolder } from "./postgres/data-folder.ts";
import { startEmbeddedPostgres } from "./postgres/embedded.ts";
import {
  refuseOtherKey,
  refuseOtherVersion,
  refuseTakenFolder,
  verifyArchive,
} from "./sauvegarde/controle.ts";
import { type Rendu, restaurer } from "./sauvegarde/restauration.ts";

/** `npm run restaurer -- <fichier> [--dans <dossier>]`: an archive into an empty folder and an empty database. */
const ROOT = join(import.meta.dirname, "..");

try {
  await main();
} catch (error) {
  process.stderr.write(isStartRefusal(error) ? `${error.message}\n` : `${(error as Error).stack}\n`);
  process.exitCode = 1;
}

async function main(): Promise<void> {
  const { values, positionals } = parseArgs({
    options: { dans: { type: "string" } },
    allowPositionals: true,
  });
  const [asked] = positionals;
  if (asked === undefined || positionals.length > 1)
    throw new StartRefusal("Indiquez une sauvegarde : npm run restaurer -- <fichier> [--dans <dossier>].");
  const from = process.env.INIT_CWD ?? process.cwd();
  const settings = readSettings(process.env, ROOT);
  const folder = values.dans === undefined ? resolve(settings.dataFolder) : resolve(from, values.dans);
  const path = resolve(from, asked);
  const begun = performance.now();
  const contenu = await verifyArchive(path).catch((error: NodeJS.ErrnoException) => {
    throw error.code === "ENOENT"
      ? new StartRefusal(`« ${path} » n'existe pas : vérifiez le chemin.`)
      : error;
  });
  await refuseOtherVersion(contenu);
  await refuseTakenFolder(folder);
  const withKey = await refuseOtherKey(contenu, folder, settings.cle);
  const rendu = await withEmptyPlace(settings, folder, (url) =>
    restaurer(path, contenu, { url, folder, now: new Date() }),
  );
  const seconds = ((performance.now() - begun) / 1_000).toFixed(1).replace(".", ",");
  process.stdout.write(
    `Restauration faite en ${seconds} s dans ${folder} : ${rendu.lignes} lignes, ${rendu.fichiers} fichiers, ${rendu.travaux} travaux remis en attente, ${rendu.sessionsFermees} sessions fermées.
${journalSentence(rendu)}
Sauvegarde du ${contenu.debut.faiteLe}${contenu.debut.demonstration ? ", base de démonstration" : ""}.
${withKey ? "La clé du service est la bonne." : "La clé du service manque : remettez-la avant de démarrer (fichier « cle » du dossier, ou ANCRAGE_CLE) ; sans elle, chacun devra refaire son second facteur."}\n`,
  );
}

function journalSentence({ altere, maillons }: Rendu): string {
  if (altere === undefined) return `Journal intact : ${maillons} lignes scellées.`;
  process.exitCode = 1;
  return `Le journal ne tient pas (${altere}) : il était déjà altéré lors de la sauvegarde. Les données sont restaurées telles quelles ; gardez l'archive et comparez avec une plus ancienne.`;
}

/** Whatever fails, the place is as empty as it was: a restoration can be tried again. */
async function withEmptyPlace<T>(
  settings: StartSettings,
  path: string,
  work: (url: string) => Promise<T>,
): Promise<T> {
  const folder = await openDataFolder(path);
  let done = false;
  try {
    if (settings.databaseUrl) {
      const result = await work(settings.databaseUrl);
      done = true;
      return result;
    }
    const postgres = await startEmbeddedPostgres({ folder: folder.path, log: () => {} });
    if (postgres.notice) process.stdout.write(`${postgres.notice}\n`);
    const result = await work(postgres.url).finally(() => postgres.stop());
    done = true;
    return result;
  } finally {
    await folder.release();
    if (!done) await empty(path);
  }
}

async function empty(path: string): Promise<void> {
  for (const name of await readdir(path))
    if (name !== "cle") await rm(join(path, name), { recursive: true, force: true });
}

import { join, resolve } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { readSettings } from "#app/platform/env/settings.ts";
import { isStartRefusal } from "#app/platform/env/start-refusal.ts";
import { createFolder } from "./postgres/folder.ts";
import { listOf, statusOf, textOf } from "./telechargement/compte-rendu.ts";
import { Echec, echecFrom } from "./telechargement/echec.ts";
import { type Options, readOptions } from "./telechargement/options.ts";
import { readPortail } from "./telechargement/portail.ts";
import { type Atelier, telechargerJeux } from "./telechargement/telechargement.ts";
import { holdDossier } from "./telechargement/verrou.ts";

/**
 * `npm run telecharger -- [options]`: brings the official datasets from the ministry's portal into a folder that
 * `npm run importer` reads. Needs no database.
 *
 * Exit status: 0, everything asked for is there; 1, something is missing; 2, the command or a setting is wrong.
 */
const ROOT = join(import.meta.dirname, "..");
const IDLE_MS = 60_000;

try {
  process.exitCode = await main();
} catch (error) {
  const refusal = isStartRefusal(error);
  const sentence = refusal || error instanceof Echec;
  process.stderr.write(sentence ? `${error.message}\n` : `${(error as Error).stack}\n`);
  process.exitCode = refusal ? 2 : 1;
}

async function main(): Promise<number> {
  const options = readOptions(process.argv.slice(2));
  const { json, jeux } = options;
  if (options.liste) {
    process.stdout.write(json ? `${JSON.stringify(jeux, null, 2)}\n` : listOf(jeux));
    return 0;
  }
  const portail = readPortail(process.env.ANCRAGE_PORTAIL);
  const dossier = dossierOf(options);
  await createFolder(dossier).catch((error: unknown) => {
    throw echecFrom(error, portail.host);
  });
  const { release } = holdDossier(dossier);
  try {
    const resultats = await telechargerJeux(atelierOf(portail, dossier, json), jeux, options);
    process.stdout.write(
      json ? `${JSON.stringify({ dossier, resultats }, null, 2)}\n` : textOf(resultats, dossier),
    );
    return statusOf(resultats);
  } finally {
    release();
  }
}

function dossierOf({ dans }: Options): string {
  if (dans !== undefined) return resolve(process.env.INIT_CWD ?? process.cwd(), dans);
  return join(resolve(readSettings(process.env, ROOT).dataFolder), "ouvertes");
}

function atelierOf(portail: URL, dossier: string, json: boolean): Atelier {
  return {
    transport: { origin: portail.origin, host: portail.host, now: () => new Date(), idleMs: IDLE_MS },
    dossier,
    wait: (ms) => delay(ms),
    suivre: (id, message) => {
      if (!json) process.stderr.write(`${id} : ${message}\n`);
    },
  };
}

import { join } from "node:path";
import { parseArgs } from "node:util";
import { rendreAcces } from "#app/acces/amorce/commands.server.ts";
import { LIEN_MINUTES } from "#app/acces/liens/rules.ts";
import { readSettings, type StartSettings } from "#app/platform/env/settings.ts";
import { isStartRefusal, StartRefusal } from "#app/platform/env/start-refusal.ts";
import { createLogger } from "#app/platform/log/logger.server.ts";
import { isRefusal } from "#app/platform/refusal.ts";
import { type OpenServices, openServices } from "./open-services.ts";
import { cardOf, readHolder } from "./postgres/holder.ts";
import { findRunningPostgres } from "./postgres/running.ts";

/**
 * `npm run -s amorcer -- <adresse>`: the way back of somebody who administers the service and lost telephone and recovery
 * codes. Beside the running service only: the link holds a quarter of an hour. Exit status 1 when it is refused.
 */
const ROOT = join(import.meta.dirname, "..");

try {
  await main();
} catch (error) {
  const expected = isStartRefusal(error) || isRefusal(error);
  process.stderr.write(expected ? `${(error as Error).message}\n` : `${(error as Error).stack}\n`);
  process.exitCode = 1;
}

async function main(): Promise<void> {
  const { positionals } = parseArgs({ allowPositionals: true });
  const [courriel] = positionals;
  if (courriel === undefined || positionals.length > 1)
    throw new StartRefusal(
      "Indiquez l'adresse de la personne qui administre le service : npm run -s amorcer -- <adresse>.",
    );
  const settings = readSettings(process.env, ROOT);
  const url = settings.databaseUrl ?? (await findRunningPostgres(settings.dataFolder));
  if (url === undefined)
    throw new StartRefusal(
      "Le service ne tourne pas : démarrez-le, puis relancez cette commande. Le lien ne sert qu'un quart d'heure.",
    );
  const services = await openServices(url, settings, await addressOf(settings), createLogger("warn"));
  try {
    await refuseNeverStarted(services);
    const lien = await rendreAcces({ ...services, requestId: services.newId() }, courriel);
    process.stdout.write(
      `Le second facteur de ${lien.nomComplet} est réinitialisé et ses sessions sont fermées ; le journal le garde, et la personne est prévenue.
Remettez-lui ce lien en main propre : il ouvre son compte une fois, pendant ${LIEN_MINUTES} minutes, et lui demande aussitôt un nouveau second facteur.
${services.settings.urlPublique}/connexion/lien/${lien.jeton}\n`,
    );
  } finally {
    await services.close();
  }
}

/** Where the person reaches the service: the setting, or what the running service has written on its card. */
async function addressOf({ urlPublique, dataFolder }: StartSettings): Promise<string> {
  const address = urlPublique ?? (await readHolder(cardOf(dataFolder)))?.url;
  if (address !== undefined) return address;
  throw new StartRefusal(
    "L'adresse du service n'est pas connue ici : lancez cette commande avec les réglages du service, ou donnez URL_PUBLIQUE.",
  );
}

async function refuseNeverStarted({ db }: OpenServices): Promise<void> {
  if (await db.selectFrom("installation").select("demonstration").executeTakeFirst()) return;
  throw new StartRefusal(
    "Ce service n'a encore jamais démarré : démarrez-le, il affichera le lien de la première personne.",
  );
}

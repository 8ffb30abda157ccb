import { join } from "node:path";
import { preparerAmorce } from "#app/acces/amorce/commands.server.ts";
import { creerDistribution, marquerInstallation } from "#app/acces/commands.server.ts";
import { getInstallation, listComptesDemonstration } from "#app/acces/queries.server.ts";
import type { Context } from "#app/platform/context.ts";
import { isLoopback } from "#app/platform/env/settings.ts";
import { StartRefusal } from "#app/platform/env/start-refusal.ts";
import { ACADEMIE_DEMONSTRATION, writeAcademie } from "./demonstration/academie.ts";
import { DISTRIBUTION } from "./demonstration/distribution.ts";
import { raconterAcademie } from "./demonstration/recit.ts";
import { importerFichiers } from "./import-files.ts";
import type { OpenServices } from "./open-services.ts";

/**
 * Makes the database what it is meant to be. A demonstration receives its fictitious académie through the ordinary
 * importer, then its cast; a start interrupted in the middle is taken up where it stopped. Returns whether the
 * database is a demonstration.
 */
export async function prepareInstallation(services: OpenServices, folder: string): Promise<boolean> {
  const context: Context = { ...services, requestId: "demarrage" };
  await marquerInstallation(context, services.settings.demonstration);
  const { demonstration } = await getInstallation(services.db);
  if (!demonstration) return false;
  refuseOpenDemonstration(services);
  if (!(await hasAcademie(context))) {
    services.log.info("préparation de l'académie de démonstration");
    const files = await writeAcademie(join(folder, "demonstration"), ACADEMIE_DEMONSTRATION);
    await importerFichiers(context, files, "demonstration");
  }
  if ((await listComptesDemonstration(services.db)).length === 0) {
    await creerDistribution(context, DISTRIBUTION);
    await raconterAcademie(context);
  }
  return true;
}

/**
 * What the operator reads once the service is ready: how to enter it. On a real service that nobody administers yet, the
 * link of the first person; it is written here and nowhere else, the log least of all.
 */
export async function describeEntry(services: OpenServices, demonstration: boolean): Promise<string> {
  if (demonstration)
    return "Base de démonstration : ouvrez cette adresse et choisissez un compte, un clic suffit.";
  const jeton = await preparerAmorce({ ...services, requestId: "demarrage" });
  if (!jeton) return "Base de service : chacun y entre avec ses accès.";
  return `Base de service : ouvrez ce lien pour créer la première personne, il sert une fois.\n${services.settings.urlPublique}/amorce/${jeton}`;
}

async function hasAcademie({ db }: Context): Promise<boolean> {
  const applied = await db
    .selectFrom("import")
    .select("id")
    .where("origine", "=", "demonstration")
    .where("etat", "=", "applique")
    .executeTakeFirst();
  return applied !== undefined;
}

/** Accounts that open with a click have no business on a network, unless the operator says so. */
function refuseOpenDemonstration({ settings }: OpenServices): void {
  if (isLoopback(settings.host) || settings.demonstrationOpen) return;
  throw new StartRefusal(
    `Cette base est une démonstration, dont les comptes s'ouvrent d'un clic, et HOTE vaut « ${settings.host} ». Gardez HOTE=127.0.0.1, ou assumez-le avec ANCRAGE_DEMONSTRATION_OUVERTE=oui.`,
  );
}

import { randomBytes } from "node:crypto";
import { mkdir, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { creerDistribution, marquerInstallation } from "#app/acces/commands.server.ts";
import { hashJeton } from "#app/acces/sessions/queries.server.ts";
import type { Context } from "#app/platform/context.ts";
import { readSettings } from "#app/platform/env/settings.ts";
import { createLogger } from "#app/platform/log/logger.server.ts";
import { writeAcademie } from "#server/demonstration/academie.ts";
import { DISTRIBUTION } from "#server/demonstration/distribution.ts";
import { importerFichiers } from "#server/import-files.ts";
import { openServices } from "#server/open-services.ts";
import { startEmbeddedPostgres } from "#server/postgres/embedded.ts";

export const ROOT = join(import.meta.dirname, "..");
/** Structures of the national scale that the product must hold. */
export const STRUCTURES = 60_000;

export interface World {
  readonly databaseUrl: string;
  readonly context: Context;
  /** Official-format files of the fictitious académie at national scale. */
  readonly files: readonly string[];
  /** Cookie of a signed-in person of the statistical service. */
  readonly cookie: string;
  readonly importSeconds: number;
  close(): Promise<void>;
}

/** A database at national scale on a durable embedded server, with somebody signed in. */
export async function createWorld(): Promise<World> {
  const folder = await mkdtemp(join(tmpdir(), "ancrage-bench-"));
  const log = createLogger("error");
  const postgres = await startEmbeddedPostgres({ folder, log: () => {} });
  const settings = readSettings({}, folder);
  await mkdir(settings.dataFolder, { recursive: true });
  const services = await openServices(postgres.url, settings, "http://127.0.0.1:3999", log);
  const context: Context = { ...services, requestId: "bench" };
  await marquerInstallation(context, true);
  await mkdir(join(folder, "fichiers"));
  const files = await writeAcademie(join(folder, "fichiers"), { graine: 7, structures: STRUCTURES });
  const before = performance.now();
  await importerFichiers(context, files, "commande");
  const importSeconds = (performance.now() - before) / 1000;
  await services.pool.query("vacuum analyze");
  await creerDistribution(context, DISTRIBUTION);
  return {
    databaseUrl: postgres.url,
    context,
    files,
    cookie: `ancrage=${await openSession(context)}`,
    importSeconds,
    async close() {
      await services.close();
      await postgres.stop();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

async function openSession({ db, now, newId }: Context): Promise<string> {
  const [person] = DISTRIBUTION;
  if (!person) throw new Error("the cast is empty");
  const jeton = randomBytes(32).toString("base64url");
  const at = now();
  await db
    .insertInto("session")
    .values({
      empreinte: hashJeton(jeton),
      agent_id: person.id,
      id: newId(),
      mode: "demonstration",
      facteurs: [],
      appareil: "",
      ouverte_le: at,
      vue_le: at,
      expire_le: new Date(at.getTime() + 36_000_000),
    })
    .execute();
  return jeton;
}

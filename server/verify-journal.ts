import { join } from "node:path";
import { verifySeal } from "#app/platform/audit/seal.server.ts";
import { createDatabase, createPool } from "#app/platform/db/database.server.ts";
import { readSettings } from "#app/platform/env/settings.ts";
import { createLogger } from "#app/platform/log/logger.server.ts";
import { findRunningPostgres } from "./postgres/running.ts";

/** `npm run verifier:journal`: recomputes the sealed chain of the running service. Exit status 1 when it does not hold. */
const settings = readSettings(process.env, join(import.meta.dirname, ".."));
const url = settings.databaseUrl ?? (await findRunningPostgres(settings.dataFolder));
if (url === undefined) {
  process.stderr.write("Le service ne tourne pas : démarrez-le, ou indiquez sa base avec DATABASE_URL.\n");
  process.exit(2);
}
const pool = createPool(url, createLogger("warn"), 1);
const report = await verifySeal(createDatabase(pool));
await pool.end();
if (report.ok) {
  process.stdout.write(
    `Journal intact : ${report.verifies} lignes scellées, ${report.enAttente} en attente de scellement. Tête : ${report.tete}\n`,
  );
} else {
  process.stderr.write(
    `Journal altéré au maillon ${report.numero} (ligne ${report.auditEventId ?? "inconnue"}) : ${report.raison}.\n`,
  );
  process.exitCode = 1;
}

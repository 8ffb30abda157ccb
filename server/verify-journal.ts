import { join } from "node:path";
import { AncresIllisibles, readAncres } from "#app/platform/audit/anchors.server.ts";
import { type SealReport, verifySeal } from "#app/platform/audit/seal.server.ts";
import { createDatabase, createPool } from "#app/platform/db/database.server.ts";
import { readSettings } from "#app/platform/env/settings.ts";
import { createLogger } from "#app/platform/log/logger.server.ts";
import { findRunningPostgres } from "./postgres/running.ts";

/**
 * `npm run verifier:journal`: recomputes the sealed chain of the running service and compares it with the anchors kept
 * in the data folder. Exit status 1 when it does not hold.
 */
const settings = readSettings(process.env, join(import.meta.dirname, ".."));
const url = settings.databaseUrl ?? (await findRunningPostgres(settings.dataFolder));
if (url === undefined) {
  process.stderr.write("Le service ne tourne pas : démarrez-le, ou indiquez sa base avec DATABASE_URL.\n");
  process.exit(2);
}
const pool = createPool(url, createLogger("warn"), 1);
try {
  // Anchors first: one written meanwhile would stand after the chain that was read.
  const ancres = await readAncres(settings.dataFolder);
  say(await verifySeal(createDatabase(pool), ancres), ancres.length);
} catch (error) {
  if (!(error instanceof AncresIllisibles)) throw error;
  process.stderr.write(`Journal non vérifié : ${error.message}.\n`);
  process.exitCode = 1;
} finally {
  await pool.end();
}

function say(report: SealReport, ancres: number): void {
  if (report.ok) {
    const anchored =
      report.ancre === null
        ? "Aucune ancre encore."
        : `${ancres} ancres retrouvées, la dernière au maillon ${report.ancre}.`;
    process.stdout.write(
      `Journal intact : ${report.verifies} lignes scellées, ${report.enAttente} en attente de scellement. Tête : ${report.tete}\n${anchored}\n`,
    );
    return;
  }
  process.stderr.write(
    `Journal altéré au maillon ${report.numero} (ligne ${report.auditEventId ?? "inconnue"}) : ${report.raison}.\n`,
  );
  process.exitCode = 1;
}

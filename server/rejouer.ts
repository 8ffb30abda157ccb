import { join } from "node:path";
import { parseArgs } from "node:util";
import { CALCUL_APART } from "#app/ciblage/calculs/execution/queries.server.ts";
import { findCalculGele } from "#app/ciblage/calculs/queries.server.ts";
import { compareResultats } from "#app/ciblage/calculs/rejeux/rules.ts";
import { listeOf, MOTEUR, type ResultatCalcul } from "#app/ciblage/calculs/rules.ts";
import { createDatabase, createPool } from "#app/platform/db/database.server.ts";
import { readSettings } from "#app/platform/env/settings.ts";
import { isStartRefusal, StartRefusal } from "#app/platform/env/start-refusal.ts";
import { sha256Of, unpackJson } from "#app/platform/files/packed-json.server.ts";
import { isUuid } from "#app/platform/form/uuid.ts";
import { canonicalJson } from "#app/platform/format/canonical-json.ts";
import { pluriel } from "#app/platform/format/format.ts";
import { computeApart } from "#app/platform/jobs/thread.server.ts";
import { createLogger } from "#app/platform/log/logger.server.ts";
import { findRunningPostgres } from "./postgres/running.ts";

/**
 * `npm run -s rejouer -- <calcul>`: makes a stored run again from its frozen data, on the base of the running service or
 * on DATABASE_URL, and compares it byte by byte. Writes nothing.
 *
 * Exit status: 0, the same bytes; 1, what differs is on standard output; 2, it could not be replayed.
 */
const DIFFERENCES_SHOWN = 20;

try {
  process.exitCode = (await replay()) ? 0 : 1;
} catch (error) {
  process.stderr.write(isStartRefusal(error) ? `${error.message}\n` : `${(error as Error).stack}\n`);
  process.exitCode = 2;
}

async function replay(): Promise<boolean> {
  const id = parseArgs({ allowPositionals: true }).positionals[0] ?? "";
  if (!isUuid(id))
    throw new StartRefusal(
      "Indiquez l'identifiant du calcul, qui est à la fin de l'adresse de sa page : npm run -s rejouer -- <calcul>.",
    );
  const { entree, resultat } = await readStored(id);
  const before = unpackJson<ResultatCalcul>(resultat);
  const after = (await computeApart<ResultatCalcul>({ ...CALCUL_APART, packed: entree }, async () => {}))
    .value;
  const [one, other] = [canonicalJson(before), canonicalJson(after)];
  const empreinte = sha256Of(canonicalJson(listeOf(after))).toString("hex");
  process.stdout.write(`Empreinte de la liste rejouée : ${empreinte}\n`);
  if (one === other) {
    process.stdout.write("Identique, octet pour octet.\n");
    return true;
  }
  const differences = compareResultats(before, after);
  process.stdout.write(
    `Différent : ${pluriel(differences.length, "partie")}${before.moteur === MOTEUR ? "" : ` ; calcul du moteur ${before.moteur}, ce service a le moteur ${MOTEUR}`}.\n`,
  );
  for (const { ou, avant, apres } of differences.slice(0, DIFFERENCES_SHOWN))
    process.stdout.write(`${ou}\n  avant : ${avant.slice(0, 400)}\n  après : ${apres.slice(0, 400)}\n`);
  return false;
}

async function readStored(id: string) {
  const settings = readSettings(process.env, join(import.meta.dirname, ".."));
  const url = settings.databaseUrl ?? (await findRunningPostgres(settings.dataFolder));
  if (url === undefined)
    throw new StartRefusal("Le service ne tourne pas : démarrez-le, ou indiquez sa base avec DATABASE_URL.");
  const pool = createPool(url, createLogger("warn"), 1);
  try {
    const gele = await findCalculGele(createDatabase(pool), id);
    if (!gele)
      throw new StartRefusal("Ce calcul n'existe pas ici, ou n'est pas terminé : vérifiez son identifiant.");
    return gele;
  } finally {
    await pool.end();
  }
}

import { resolve } from "node:path";
import { isDeepStrictEqual } from "node:util";
import type pg from "pg";
import { AncresIllisibles, readAncres } from "#app/platform/audit/anchors.server.ts";
import type { Ancre } from "#app/platform/audit/ancre.ts";
import { verifySeal } from "#app/platform/audit/seal.server.ts";
import { createDatabase, createPool } from "#app/platform/db/database.server.ts";
import { migrate, readMigrations } from "#app/platform/db/migrations.server.ts";
import { StartRefusal } from "#app/platform/env/start-refusal.ts";
import { migrateWorker } from "#app/platform/jobs/worker.server.ts";
import { createLogger } from "#app/platform/log/logger.server.ts";
import { damaged, readParts, wholeText } from "./archive.ts";
import { addTravaux, copyIn, countLines, isEmpty, NEUTRAL, setSequences, withoutGuards } from "./base.ts";
import { type Contenu, parsePart } from "./controle.ts";
import { writePart } from "./fichiers.ts";
import { type Debut, SEQUENCES, sequencesSchema, TRAVAUX, travauxSchema } from "./manifeste.ts";
import { isFilePart, isTablePart } from "./sauvegarde.ts";

export interface Restauration {
  readonly url: string;
  readonly folder: string;
  readonly now: Date;
}

export interface Rendu {
  readonly lignes: number;
  readonly fichiers: number;
  readonly travaux: number;
  readonly sessionsFermees: number;
  readonly maillons: number;
  /** Where the journal does not hold: it was so when the backup was made. */
  readonly altere: string | undefined;
}

/** Puts the content of a verified archive into an empty database and an empty folder. */
export async function restaurer(path: string, contenu: Contenu, how: Restauration): Promise<Rendu> {
  const pool = createPool(how.url, createLogger("silent"), 2);
  try {
    const client = await pool.connect();
    try {
      if (!(await isEmpty(client)))
        throw new StartRefusal(
          "La base donnée n'est pas vide : une restauration ne remplace rien. Donnez une base neuve avec DATABASE_URL.",
        );
      await loadInOneTransaction(client, path, contenu, how);
      await migrate(client, await readMigrations());
    } finally {
      client.release(true);
    }
    await migrateWorker(pool, createLogger("silent"));
    const ended = await takeUpAgain(pool, path, how.now);
    return {
      ...ended,
      lignes: sum(contenu.fin.lignes),
      fichiers: contenu.fin.fichiers,
      ...(await verifyJournal(pool, how.folder)),
    };
  } finally {
    await pool.end();
  }
}

const sum = (counts: Readonly<Record<string, number>>) =>
  Object.values(counts).reduce((total, n) => total + n, 0);

async function loadInOneTransaction(
  client: pg.PoolClient,
  path: string,
  contenu: Contenu,
  how: Restauration,
): Promise<void> {
  const { debut, fin } = contenu;
  await client.query("begin");
  try {
    const names = new Set(debut.migrations.map(({ nom }) => nom));
    await migrate(
      withoutTransactions(client),
      (await readMigrations()).filter(({ name }) => names.has(name)),
    );
    await client.query(NEUTRAL);
    await withoutGuards(client, debut.tables, async () => {
      await loadParts(client, path, debut, how.folder);
      await adapt(client, debut.dossier, resolve(how.folder));
    });
    const counts = await countLines(client, debut.tables);
    if (!isDeepStrictEqual(counts, { ...fin.lignes }))
      throw new StartRefusal(
        `Le compte des lignes restaurées ne correspond pas à l'archive ${path} : rien n'a été restauré.`,
      );
    await client.query("commit");
  } catch (error) {
    await client.query("rollback").catch(() => {});
    throw error;
  }
}

/** The transactions of each migration are parts of ours: either everything is restored, or nothing is there. */
function withoutTransactions(client: pg.PoolClient): pg.PoolClient {
  const query = (text: string, values?: unknown[]) =>
    /^(begin|commit|rollback)$/.test(text) ? Promise.resolve({ rows: [] }) : client.query(text, values);
  return { query } as unknown as pg.PoolClient;
}

async function loadParts(client: pg.PoolClient, path: string, debut: Debut, folder: string): Promise<void> {
  const tables = new Map(debut.tables.map((table) => [table.nom, table]));
  for await (const part of readParts(path)) {
    const name = isTablePart(part.name);
    const table = name === undefined ? undefined : tables.get(name);
    if (table) await copyIn(client, table, part.content);
    else if (part.name === SEQUENCES)
      await setSequences(client, parsePart(path, SEQUENCES, sequencesSchema, await wholeText(part)));
    else if (isFilePart(part.name)) await writePart(folder, part);
  }
}

/**
 * What cannot be the same in another place: the paths of files, and the numbers of the transactions of the journal,
 * which PostgreSQL counts anew. The seal follows those numbers (what is older than every running transaction): lines
 * already sealed come first, those that wait come next, and both before whatever this server will write.
 */
async function adapt(client: pg.PoolClient, from: string, to: string): Promise<void> {
  await client.query(
    "update import_fichier set emplacement = $2 || substr(emplacement, length($1) + 1) where starts_with(emplacement, $1 || '/')",
    [from, to],
  );
  await client.query(`update audit_event e set transaction =
    case when exists (select from audit_maillon m where m.audit_event_id = e.id) then '3'::xid8 else '4'::xid8 end`);
}

/**
 * The jobs that waited, in the worker's own tables. Sessions and links are closed: one that was closed after the backup
 * must not open again. The act is in the journal.
 */
async function takeUpAgain(
  pool: pg.Pool,
  path: string,
  now: Date,
): Promise<{ travaux: number; sessionsFermees: number }> {
  const client = await pool.connect();
  try {
    await client.query("begin");
    const travaux = await readTravaux(path);
    await addTravaux(client, travaux);
    const { rowCount } = await client.query("update session set fermee_le = $1 where fermee_le is null", [
      now,
    ]);
    const sessionsFermees = rowCount ?? 0;
    await client.query("update lien_connexion set utilise_le = $1 where utilise_le is null", [now]);
    await client.query("update entree_en_cours set utilisee_le = $1 where utilisee_le is null", [now]);
    await client.query(
      `insert into audit_event (evenement, objet_type, objet_id, agent_id, request_id, survenu_le, faits)
       values ('installation.restaurer', 'installation', 'installation', null, 'restauration', $1, $2)`,
      [now, JSON.stringify({ travaux: travaux.length, sessions: sessionsFermees })],
    );
    await client.query("commit");
    return { travaux: travaux.length, sessionsFermees };
  } catch (error) {
    await client.query("rollback").catch(() => {});
    throw error;
  } finally {
    client.release();
  }
}

async function readTravaux(path: string) {
  for await (const part of readParts(path))
    if (part.name === TRAVAUX) return parsePart(path, TRAVAUX, travauxSchema, await wholeText(part));
  throw damaged(path, TRAVAUX);
}

/** What does not hold in the journal as it was saved, its anchors included; nothing when all of it does. */
async function verifyJournal(pool: pg.Pool, folder: string): Promise<Pick<Rendu, "maillons" | "altere">> {
  let ancres: Ancre[];
  try {
    ancres = await readAncres(folder);
  } catch (error) {
    if (!(error instanceof AncresIllisibles)) throw error;
    return { maillons: 0, altere: error.message };
  }
  const report = await verifySeal(createDatabase(pool), ancres);
  if (report.ok) return { maillons: report.verifies, altere: undefined };
  return { maillons: report.numero, altere: `maillon ${report.numero} : ${report.raison}` };
}

import { createHash } from "node:crypto";
import { createWriteStream } from "node:fs";
import { rename, rm, stat } from "node:fs/promises";
import { join, resolve, sep } from "node:path";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { createGzip } from "node:zlib";
import pg from "pg";
import { StartRefusal } from "#app/platform/env/start-refusal.ts";
import { once, type Part, tarBytes } from "./archive.ts";
import { copyOut, listMigrations, listSequences, listTables, listTravaux, NEUTRAL } from "./base.ts";
import { FICHIERS, flush, folderParts, readRootFiles, readText, rootParts } from "./fichiers.ts";
import {
  DEBUT,
  type Debut,
  empreinteDeCle,
  FIN,
  FORMAT,
  readProductVersion,
  SEQUENCES,
  TRAVAUX,
} from "./manifeste.ts";

const CHUNK_BYTES = 4 * 1024 * 1024;
/** Level 3 packs almost as well as 6 in half the time. */
const LEVEL = 3;

export interface Sauvegarde {
  readonly url: string;
  /** The data folder of the service. */
  readonly folder: string;
  /** The key when it is a setting; otherwise it is read in the folder. */
  readonly cle: string | undefined;
  readonly now: Date;
  readonly onTable?: (table: string) => void;
}

export interface Bilan {
  readonly tables: number;
  readonly lignes: number;
  readonly fichiers: number;
  readonly travaux: number;
  readonly octets: number;
}

/**
 * Writes everything the service holds into one archive while it runs: the tables as they were at one instant, then the
 * files. Nothing bears the name asked for until it is whole.
 */
export async function sauvegarder(path: string, how: Sauvegarde): Promise<Bilan> {
  await refuseBadPlace(path, how.folder);
  const draft = `${path}.en-cours`;
  // Before the instant of the tables: an anchor never runs ahead of the journal that it holds.
  const roots = await readRootFiles(how.folder);
  const client = new pg.Client({ connectionString: how.url });
  client.on("error", () => {});
  await client.connect();
  try {
    await client.query(`begin isolation level repeatable read read only; ${NEUTRAL}`);
    const tally = {
      lignes: {} as Record<string, number>,
      travaux: 0,
      fichiers: 0,
      parties: {} as Record<string, string>,
    };
    const parts = everyPart(client, how, roots, tally);
    await pipeline(
      Readable.from(tarBytes(parts), { objectMode: false }),
      createGzip({ level: LEVEL }),
      createWriteStream(draft, { mode: 0o600 }),
    );
    await client.query("commit");
    await flush(draft);
    await rename(draft, path);
    const lignes = Object.values(tally.lignes);
    return {
      tables: lignes.length,
      lignes: lignes.reduce((sum, n) => sum + n, 0),
      fichiers: tally.fichiers,
      travaux: tally.travaux,
      octets: (await stat(path)).size,
    };
  } catch (error) {
    await rm(draft, { force: true });
    throw refusalOfWriting(error, path);
  } finally {
    await client.end();
  }
}

async function refuseBadPlace(path: string, folder: string): Promise<void> {
  if (!(await stat(folder).catch(() => undefined)))
    throw new StartRefusal(
      `Le dossier des données ${folder} n'existe pas : vérifiez ANCRAGE_DONNEES, une sauvegarde sans ses fichiers tromperait.`,
    );
  if (resolve(path).startsWith(resolve(folder) + sep))
    throw new StartRefusal(
      `« ${path} » est dans le dossier des données : gardez la sauvegarde ailleurs, sur un autre disque si possible.`,
    );
  if (await stat(path).catch(() => undefined))
    throw new StartRefusal(
      `« ${path} » existe déjà : donnez un autre nom, une sauvegarde n'en remplace jamais une autre.`,
    );
}

function refusalOfWriting(error: unknown, path: string): unknown {
  const { code } = error as NodeJS.ErrnoException;
  if (code === "ENOSPC" || code === "EDQUOT")
    return new StartRefusal(
      `Le disque de ${path} est plein : la sauvegarde n'est pas faite. Libérez de la place, ou choisissez un autre disque.`,
    );
  if (code === "ENOENT" || code === "EACCES" || code === "EROFS")
    return new StartRefusal(
      `Impossible d'écrire ${path} (${code}) : vérifiez que le dossier existe et que ce compte peut y écrire.`,
    );
  return error;
}

interface Tally {
  readonly lignes: Record<string, number>;
  travaux: number;
  fichiers: number;
  readonly parties: Record<string, string>;
}

async function* everyPart(
  client: pg.Client,
  how: Sauvegarde,
  roots: ReadonlyMap<string, Buffer>,
  tally: Tally,
): AsyncGenerator<Part> {
  const debut = await describe(client, how);
  yield jsonPart(DEBUT, debut, tally);
  for (const table of debut.tables) {
    how.onTable?.(table.nom);
    yield* tableParts(client, table, tally);
  }
  yield jsonPart(SEQUENCES, await listSequences(client), tally);
  const travaux = await listTravaux(client);
  tally.travaux = travaux.length;
  yield jsonPart(TRAVAUX, travaux, tally);
  for (const parts of [rootParts(roots), folderParts(how.folder)]) {
    for await (const part of parts) {
      tally.fichiers += 1;
      yield { ...part, content: hashed(part, tally) };
    }
  }
  yield jsonPart(FIN, tally);
}

async function describe(client: pg.Client, { folder, now, ...how }: Sauvegarde): Promise<Debut> {
  const server = await client.query<{ major: number }>(
    "select current_setting('server_version_num')::int / 10000 as major",
  );
  const installation = await client.query<{ demonstration: boolean }>(
    "select demonstration from installation",
  );
  const cle = how.cle ?? (await readText(join(folder, "cle")));
  return {
    format: FORMAT,
    version: await readProductVersion(),
    postgres: server.rows[0]?.major ?? 0,
    faiteLe: now.toISOString(),
    demonstration: installation.rows[0]?.demonstration ?? null,
    dossier: resolve(folder),
    cle: cle === undefined ? "" : empreinteDeCle(cle),
    migrations: await listMigrations(client),
    tables: await listTables(client),
  };
}

const NEWLINE = 0x0a;

/** Parts that end with a line, each of which PostgreSQL can read by itself. A newline of the text itself is escaped. */
async function* tableParts(
  client: pg.Client,
  table: Debut["tables"][number],
  tally: Tally,
): AsyncGenerator<Part> {
  let pieces: Buffer[] = [];
  let length = 0;
  let rank = 0;
  tally.lignes[table.nom] = 0;
  const cut = (whole: Buffer): Part => {
    const end = whole.lastIndexOf(NEWLINE) + 1;
    const rest = whole.subarray(end);
    pieces = rest.length > 0 ? [rest] : [];
    length = rest.length;
    rank += 1;
    tally.lignes[table.nom] = (tally.lignes[table.nom] ?? 0) + countLines(whole.subarray(0, end));
    return wholePart(`tables/${table.nom}/${String(rank).padStart(5, "0")}`, whole.subarray(0, end), tally);
  };
  for await (const bytes of copyOut(client, table)) {
    pieces.push(bytes);
    length += bytes.length;
    if (length >= CHUNK_BYTES && bytes.includes(NEWLINE)) yield cut(Buffer.concat(pieces));
  }
  if (length > 0) yield cut(Buffer.concat(pieces));
}

function countLines(bytes: Buffer): number {
  let count = 0;
  for (let at = bytes.indexOf(NEWLINE); at >= 0; at = bytes.indexOf(NEWLINE, at + 1)) count += 1;
  return count;
}

function wholePart(name: string, bytes: Buffer, tally?: Tally): Part {
  if (tally) tally.parties[name] = createHash("sha256").update(bytes).digest("hex");
  return { name, size: bytes.length, content: once(bytes) };
}

const jsonPart = (name: string, value: unknown, tally?: Tally) =>
  wholePart(name, Buffer.from(JSON.stringify(value)), tally);

async function* hashed({ name, content }: Part, tally: Tally): AsyncGenerator<Buffer> {
  const hash = createHash("sha256");
  for await (const bytes of content) {
    hash.update(bytes);
    yield bytes;
  }
  tally.parties[name] = hash.digest("hex");
}

export const isTablePart = (name: string) => /^tables\/([a-z_][a-z0-9_]*)\/\d{5,}$/.exec(name)?.[1];
export const isFilePart = (name: string) => name.startsWith(FICHIERS);

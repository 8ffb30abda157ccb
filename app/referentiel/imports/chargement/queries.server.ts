import { open } from "node:fs/promises";
import type { Context } from "#app/platform/context.ts";
import { normalizeHeader } from "#app/platform/files/headers.ts";
import { openTable } from "#app/platform/files/open-table.server.ts";
import { type Table, TableError, type TableErrorCode, type TableRow } from "#app/platform/files/table.ts";
import { DATASETS } from "../datasets/catalogue.ts";
import type { Dataset } from "../datasets/dataset.ts";
import { canImporterIci } from "../rules.ts";
import {
  type Bounds,
  type ColumnMapping,
  isRejection,
  type LineFacts,
  lineReader,
  type Rejection,
  readLine,
  recognize,
} from "./rules.ts";

export type FichierReconnu = {
  readonly etat: "reconnu";
  readonly table: Table;
  readonly dataset: Dataset;
  readonly mapping: ColumnMapping;
  readonly taille: number;
  /** False when the last line of a CSV does not end: it may have been cut in the middle of a value. */
  readonly finie: boolean;
};
export type FichierEcarte = { readonly etat: "inconnu" | "illisible"; readonly motif: string };

/** A file that was never a table is left alone like any unknown one; a table that is damaged is a fault to mend. */
const OTHER_KINDS: ReadonlySet<TableErrorCode> = new Set([
  "autre_format",
  "fichier_binaire",
  "fichier_vide",
  "json_sans_enregistrement",
]);

/** Lines looked at when headers alone cannot tell the dataset. */
const SAMPLE_LINES = 50;

/** Opens a file and says which dataset it is, or why it is left aside. Reads its first lines only. */
export async function findDatasetOfFile(
  path: string,
  demonstration: boolean,
): Promise<FichierReconnu | FichierEcarte> {
  try {
    const table = await openTable(path);
    const normalized = table.columns.map(normalizeHeader);
    const sample = await firstRows(table);
    const found = recognize(DATASETS, normalized, (mapping) =>
      sample.map((row) => lineReader(mapping, table.columns, row.cells)),
    );
    if (!found.ok) return { etat: "inconnu", motif: found.motif };
    const allowed = canImporterIci(found.dataset, demonstration);
    if (!allowed.ok) return { etat: "inconnu", motif: allowed.message };
    const { taille, finie } = await readEnd(path, table);
    return { etat: "reconnu", table, dataset: found.dataset, mapping: found.mapping, taille, finie };
  } catch (error) {
    if (!(error instanceof TableError)) throw error;
    return { etat: OTHER_KINDS.has(error.code) ? "inconnu" : "illisible", motif: error.message };
  }
}

/** Size of the file, and whether its last line ends. */
async function readEnd(
  path: string,
  { format, encoding }: Table,
): Promise<{ taille: number; finie: boolean }> {
  const file = await open(path);
  try {
    const { size } = await file.stat();
    const { buffer } = await file.read({ buffer: Buffer.alloc(2), position: Math.max(0, size - 2) });
    const ended = encoding.startsWith("utf-16") ? buffer.includes(0x0a) : buffer.at(-1) === 0x0a;
    return { taille: size, finie: format !== "csv" || ended };
  } finally {
    await file.close();
  }
}

async function firstRows(table: Table): Promise<readonly TableRow[]> {
  for await (const batch of table.rows()) return batch.slice(0, SAMPLE_LINES);
  return [];
}

/** Plausible bounds of every indicator, from the dictionary. */
export async function getBornes(context: Context): Promise<ReadonlyMap<string, Bounds>> {
  const rows = await context.db.selectFrom("indicateur").select(["code", "minimum", "maximum"]).execute();
  return new Map(rows.map(({ code, minimum, maximum }) => [code, { minimum, maximum }]));
}

export interface LineSink {
  accept(facts: LineFacts): void;
  reject(rejection: Rejection): void;
  /** After each batch, with the lines read so far: the place to write what was gathered and to report progress. */
  flush(lues: number): Promise<void>;
}

/**
 * Streams the lines of a recognised file into `sink`. A line that says again what an earlier one said is counted and
 * skipped; one that contradicts it is refused, naming the first. Returns the number of lines read, and the number of
 * exact repetitions.
 *
 * Only keys are held, never lines: a file of a million lines takes tens of megabytes. A file that repeats itself is
 * read a second time, for the sake of its repetitions.
 */
export async function readFichier(
  fichier: FichierReconnu,
  bornes: ReadonlyMap<string, Bounds>,
  sink: LineSink,
): Promise<{ lues: number; repetees: number }> {
  const seen = new Set<string>();
  const repeated = new Set<string>();
  let lues = 0;
  for await (const batch of fichier.table.rows()) {
    for (const row of batch) {
      const read = readRow(fichier, bornes, row);
      if (isRejection(read)) sink.reject(read);
      else if (seen.has(keyOf(read))) repeated.add(keyOf(read));
      else {
        seen.add(keyOf(read));
        sink.accept(read);
      }
    }
    lues += batch.length;
    await sink.flush(lues);
  }
  const repetees = repeated.size > 0 ? await readRepetitions(fichier, bornes, sink, repeated) : 0;
  return { lues, repetees };
}

function readRow(
  { dataset, mapping, table }: FichierReconnu,
  bornes: ReadonlyMap<string, Bounds>,
  row: TableRow,
) {
  return readLine(dataset, bornes, table.columns, mapping, row);
}

/** A file speaks once of a structure, or once of a structure and a year. */
function keyOf({ uai, annee }: LineFacts): string {
  return annee === undefined ? uai : `${uai}${annee}`;
}

async function readRepetitions(
  fichier: FichierReconnu,
  bornes: ReadonlyMap<string, Bounds>,
  sink: LineSink,
  repeated: ReadonlySet<string>,
): Promise<number> {
  const firsts = new Map<string, { ligne: number; dit: string }>();
  let repetees = 0;
  for await (const batch of fichier.table.rows()) {
    for (const row of batch) {
      const read = readRow(fichier, bornes, row);
      if (isRejection(read) || !repeated.has(keyOf(read))) continue;
      const first = firsts.get(keyOf(read));
      if (first === undefined) firsts.set(keyOf(read), { ligne: read.ligne, dit: statementOf(read) });
      else if (first.dit === statementOf(read)) repetees += 1;
      else sink.reject(contradiction(read, first.ligne));
    }
  }
  return repetees;
}

/** What a line states, however its cells are written. */
function statementOf({ structure, valeurs, statutEp }: LineFacts): string {
  return JSON.stringify([structure, valeurs.map(({ texte, ...value }) => value), statutEp]);
}

function contradiction(read: LineFacts, first: number): Rejection {
  const year = read.annee === undefined ? "" : ` pour ${read.annee}-${read.annee + 1}`;
  return {
    ligne: read.ligne,
    colonne: "",
    valeur: read.uai,
    raison: `${read.uai} figure déjà à la ligne ${first}${year}, avec d'autres valeurs. Gardez la bonne ligne dans le fichier ; la première est retenue.`,
  };
}

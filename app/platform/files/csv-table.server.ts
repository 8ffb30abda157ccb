import { type CsvRecord, CsvSplitter, LONE_CR } from "./csv-splitter.ts";
import { duplicateHeaders } from "./headers.ts";
import {
  BATCH_ROWS,
  demandReasonableWidth,
  HEAD_BYTES,
  type Table,
  type TableEncoding,
  TableError,
  type TableRow,
  type TableSeparator,
} from "./table.ts";
import { readText } from "./text-file.server.ts";

const SEPARATORS: readonly TableSeparator[] = [";", ",", "\t", "|"];
/** No accepted file holds a NUL, so nothing is ever cut by it. */
const SINGLE_COLUMN = "\0";
/** How much text, and how many records, the choice of the separator looks at. */
const SAMPLE_LENGTH = 65_536;
const SAMPLE_RECORDS = 100;

/** Opens a CSV whose decoded first bytes are `head`; see `openTable`. */
export function openCsvTable(path: string, encoding: TableEncoding, head: string, size: number): Table {
  const declared = /^sep=(.)\r?\n/.exec(head)?.[1];
  const skipped = declared === undefined ? 0 : 1;
  const separator = isSeparator(declared) ? declared : chooseSeparator(head);
  const columns = readHeader(head, separator ?? SINGLE_COLUMN, skipped, size <= HEAD_BYTES);
  const source = { path, encoding, separator: separator ?? SINGLE_COLUMN, columns, skipped: skipped + 1 };
  return {
    format: "csv",
    encoding,
    ...(separator === undefined ? {} : { separator }),
    columns,
    duplicateColumns: duplicateHeaders(columns),
    rows: (signal) => streamRows(source, signal),
  };
}

interface CsvSource {
  readonly path: string;
  readonly encoding: TableEncoding;
  readonly separator: string;
  readonly columns: readonly string[];
  /** Records before the first row: the header, and the line « sep=; » that Excel reads. */
  readonly skipped: number;
}

async function* streamRows(source: CsvSource, signal?: AbortSignal): AsyncGenerator<readonly TableRow[]> {
  const splitter = new CsvSplitter(source.separator);
  const width = source.columns.length;
  let toSkip = source.skipped;
  // One block is held back, so that the splitter knows which is the last.
  let held = "";
  const split = function* (text: string, last: boolean): Generator<readonly TableRow[]> {
    const records: CsvRecord[] = [];
    let failure: unknown;
    try {
      splitter.push(text, last, records);
    } catch (error) {
      failure = error;
    }
    const skip = Math.min(toSkip, records.length);
    toSkip -= skip;
    for (let at = skip; at < records.length; at += BATCH_ROWS) {
      const batch = records.slice(at, at + BATCH_ROWS).map((record) => align(record, width));
      yield last && at + BATCH_ROWS >= records.length ? markCut(batch) : batch;
    }
    if (failure !== undefined) throw failure;
  };
  for await (const text of readText(source.path, source.encoding, signal)) {
    if (held !== "") yield* split(held, false);
    held = text;
  }
  yield* split(held, true);
}

function align(record: CsvRecord, width: number): TableRow {
  const found = record.cells.length;
  if (found === width) return record;
  const cells: (string | null)[] = record.cells.slice(0, width);
  while (cells.length < width) cells.push(null);
  const irregular =
    found < width
      ? `La ligne compte ${found} cellule${found > 1 ? "s" : ""} au lieu de ${width} : il en manque à la fin.`
      : `La ligne compte ${found} cellules au lieu de ${width} : un séparateur est peut-être de trop.`;
  return {
    line: record.line,
    cells,
    irregular: record.irregular ? `${irregular} ${record.irregular}` : irregular,
  };
}

/** A file cut inside a character ends with U+FFFD: its last cell is not what was written. */
function markCut(batch: TableRow[]): TableRow[] {
  const row = batch.at(-1);
  if (row === undefined || row.irregular !== undefined || !row.cells.at(-1)?.endsWith("\uFFFD")) return batch;
  return [...batch.slice(0, -1), { ...row, irregular: "Le fichier s'interrompt au milieu de cette ligne." }];
}

function isSeparator(value: string | undefined): value is TableSeparator {
  return SEPARATORS.some((separator) => separator === value);
}

/**
 * The separator that cuts the header and the records after it into the same, largest, number of cells. Counting
 * characters in the header alone would be fooled: official labels hold commas, and data hold decimal commas.
 */
function chooseSeparator(head: string): TableSeparator | undefined {
  const sample = head.slice(0, SAMPLE_LENGTH);
  let best: TableSeparator | undefined;
  let bestScore = 0;
  let broken: TableSeparator | undefined;
  for (const separator of SEPARATORS) {
    const { records, brokenColumn } = sampleRecords(sample, separator);
    const width = records[0]?.cells.length ?? 0;
    // A quote left open after a separator of the header: still its separator, and the sentence must say so.
    if (width === 0 && brokenColumn > 1) broken ??= separator;
    if (width < 2) continue;
    const same = records.filter((record) => record.cells.length === width).length;
    const score = (same / records.length) * width;
    if (score > bestScore) {
      best = separator;
      bestScore = score;
    }
  }
  return best ?? broken;
}

/** Records readable in the sample; a defect in it is told later, with the separator chosen. */
function sampleRecords(sample: string, separator: string): { records: CsvRecord[]; brokenColumn: number } {
  const records: CsvRecord[] = [];
  let brokenColumn = 0;
  const splitter = new CsvSplitter(separator);
  try {
    splitter.push(sample, false, records);
    if (records.length === 0) splitter.push("\n", true, records);
  } catch (error) {
    if (error instanceof TableError) brokenColumn = error.column ?? 0;
  }
  return { records: records.slice(0, SAMPLE_RECORDS), brokenColumn };
}

function readHeader(head: string, separator: string, skipped: number, complete: boolean): string[] {
  const records: CsvRecord[] = [];
  let failure: unknown;
  try {
    new CsvSplitter(separator).push(head, complete, records);
  } catch (error) {
    failure = error;
  }
  const header = records[skipped];
  if (header?.irregular === LONE_CR || (header === undefined && /\r(?!\n)/.test(head))) throw loneCr();
  if (header === undefined) throw failure ?? noHeader(head, complete);
  demandReasonableWidth(header.cells.length);
  return header.cells.map((cell) => cell.trim());
}

function loneCr(): TableError {
  return new TableError(
    "fin_de_ligne_cr",
    "Les lignes du fichier se terminent par un retour chariot seul (ancien format Macintosh). Enregistrez-le à nouveau au format CSV (UTF-8), puis déposez le fichier obtenu.",
    { line: 1 },
  );
}

function noHeader(head: string, complete: boolean): TableError {
  if (complete || head.trim() === "")
    return new TableError(
      "fichier_vide",
      "Le fichier ne contient pas de ligne d'en-têtes. Vérifiez son téléchargement, puis déposez-le à nouveau.",
    );
  return new TableError(
    "ligne_trop_longue",
    "La première ligne dépasse 1 Mo : ce n'est sans doute pas un tableau. Vérifiez que le fichier est bien un CSV, une ligne par enregistrement.",
    { line: 1 },
  );
}

/** A cell of an export: text stays text, a number a number. `date`: ISO 8601, a day, or a day and a time without zone. */
export type FileCell = string | number | { readonly date: string } | null;

/** One sheet to write. */
export interface WrittenSheet {
  readonly nom: string;
  /** Titles of the columns, in bold; none for a sheet of pairs. */
  readonly columns: readonly string[];
  readonly rows: AsyncIterable<readonly FileCell[]> | Iterable<readonly FileCell[]>;
  /** Widths of the columns, in characters. */
  readonly widths: readonly number[];
}

/** Longest text that Excel accepts in a cell: beyond, it declares the whole workbook damaged. */
const MAX_TEXT = 32_767;
/** Rows of XLSX and ODS, header included. */
const MAX_ROWS = 1_048_576;
/** Rows are gathered up to this many characters before they are compressed. */
const PIECE = 1 << 16;

/** Gathers written rows into pieces; throws when a sheet cannot hold them all. */
export async function* piecesOf(
  sheet: WrittenSheet,
  write: (cells: readonly FileCell[], line: number) => string,
): AsyncGenerator<string> {
  let line = sheet.columns.length > 0 ? 1 : 0;
  let piece = "";
  for await (const row of sheet.rows) {
    line += 1;
    if (line > MAX_ROWS) throw new Error(`sheet « ${sheet.nom} »: more than ${MAX_ROWS} rows`);
    piece += write(row, line);
    if (piece.length < PIECE) continue;
    yield piece;
    piece = "";
  }
  if (piece !== "") yield piece;
}

const ESCAPES: Readonly<Record<string, string>> = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;" };
// biome-ignore lint/suspicious/noControlCharactersInRegex: these are the characters that XML 1.0 does not hold
const NOT_XML = /[\0-\x08\x0B\x0C\x0E-\x1F\uFFFE\uFFFF]/g;

/** Text for XML, without the characters that XML does not hold, at most as long as a cell may be. */
export function xmlText(text: string): string {
  const cut = text.length > MAX_TEXT ? `${text.slice(0, MAX_TEXT - 1)}…` : text;
  return cut
    .toWellFormed()
    .replace(NOT_XML, "")
    .replace(/[&<>"]/g, (character) => ESCAPES[character] as string);
}

/** Whether a date may be written as one; whatever else was given stays text. */
export function isIsoDate(date: string): boolean {
  return /^\d{4}-\d{2}-\d{2}(T\d{2}:\d{2}(:\d{2})?)?$/.test(date) && !Number.isNaN(Date.parse(date));
}

/** A row of a sheet that says something: its number in the sheet, from 1, and its cells up to the last filled one. */
export interface SheetRow {
  readonly ligne: number;
  readonly cells: readonly string[];
}

/** A workbook as its sheets of text; formats differ below this. */
export interface Workbook {
  /** Names of the sheets that are shown, in order. */
  readonly feuilles: readonly string[];
  /**
   * Streams the rows of the wanted sheets (ranks in `feuilles`), in order and in batches of one sheet. Blank rows are
   * left out. Throws `TableError` where the file stops being readable.
   */
  scan(wanted: readonly number[], signal?: AbortSignal): AsyncGenerator<SheetBatch>;
}

export interface SheetBatch {
  readonly feuille: number;
  readonly rows: readonly SheetRow[];
}

/** Rows that a spreadsheet can hold. */
export const MAX_ROWS = 1_048_576;
/** Filled cells in one reading: ten times the largest official table (69 000 rows of 71 columns). */
export const MAX_CELLS = 50_000_000;

/** Whether a row says nothing. */
export function isBlank(cells: readonly string[]): boolean {
  return cells.every((cell) => cell.trim() === "");
}

/** The sheet that tells where an export comes from, and its first cell: never taken for data when it comes back. */
export const ORIGIN_SHEET = "Origine";
export const ORIGIN_TITLE = "Origine de ces données";

/** How the file is written; everything else about it is a property of `Table`. */
export type TableFormat = "csv" | "json";
export type TableEncoding = "utf-8" | "windows-1252" | "utf-16le" | "utf-16be";
export type TableSeparator = ";" | "," | "\t" | "|";

/**
 * One record. `line` is the 1-based physical line (LF count) where a CSV record starts, or the 1-based record number
 * of a JSON list. `cells` always has the length of `Table.columns`: what is missing is `null`, what is in excess is
 * dropped; in both cases `irregular` says so in French and the domain decides whether the record is kept.
 */
export interface TableRow {
  readonly line: number;
  readonly cells: readonly (string | null)[];
  readonly irregular?: string;
}

/** An open-data file seen as a header and a stream of records. Holds no file handle between two reads. */
export interface Table {
  readonly format: TableFormat;
  readonly encoding: TableEncoding;
  /** Absent for JSON, and for a CSV of one column. */
  readonly separator?: TableSeparator;
  /** Header cells as written, without BOM, trimmed. JSON: union of the keys of the first records. */
  readonly columns: readonly string[];
  /** Labels met more than once once normalised (see `normalizeHeader`); both columns stay in `columns`. */
  readonly duplicateColumns: readonly string[];
  /**
   * Streams the records in file order, in batches of at most `BATCH_ROWS`. May be called again: each call reads the
   * file from its start. Throws `TableError` where the file stops being readable, after the records before it, and
   * the signal's reason once aborted. Cells longer than 12 characters share the memory of the text block they come
   * from (256 KiB): keep a copy, not the cell, of what must outlive a batch by far.
   */
  rows(signal?: AbortSignal): AsyncIterable<readonly TableRow[]>;
}

/** Bounds of what is accepted, in characters (UTF-16 units) except `HEAD_BYTES`. */
export const MAX_COLUMNS = 1_000;
export const MAX_CELL_LENGTH = 100_000;
export const MAX_LINE_LENGTH = 1_000_000;
/** The header, and all that is sniffed, must stand in these first bytes. */
export const HEAD_BYTES = 1 << 20;
export const BATCH_ROWS = 500;

export type TableErrorCode =
  | "fichier_vide"
  | "autre_format"
  | "fichier_binaire"
  | "encodage_mixte"
  | "fin_de_ligne_cr"
  | "guillemet_ouvert"
  | "ligne_trop_longue"
  | "cellule_trop_longue"
  | "trop_de_colonnes"
  | "caractere_nul"
  | "json_invalide"
  | "json_interrompu"
  | "json_sans_enregistrement";

/**
 * The file is no table, or stops being one at `line`. `message` is a French sentence for the person who brought the
 * file: what was found, where, and the way out. `column` is the 1-based rank of the cell concerned.
 */
export class TableError extends Error {
  readonly code: TableErrorCode;
  readonly line?: number;
  readonly column?: number;

  constructor(code: TableErrorCode, message: string, where: { line?: number; column?: number } = {}) {
    super(message);
    this.name = "TableError";
    this.code = code;
    if (where.line !== undefined) this.line = where.line;
    if (where.column !== undefined) this.column = where.column;
  }
}

/** Refuses a header wider than `MAX_COLUMNS`. */
export function demandReasonableWidth(columns: number): void {
  if (columns <= MAX_COLUMNS) return;
  throw new TableError(
    "trop_de_colonnes",
    `Le fichier compte ${columns} colonnes ; ${MAX_COLUMNS} au plus sont acceptées. Gardez les colonnes utiles, puis déposez-le à nouveau.`,
    { line: 1 },
  );
}

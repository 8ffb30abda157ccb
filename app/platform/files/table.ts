/** How the file is written; everything else about it is a property of `Table`. */
export type TableFormat = "csv" | "json" | "classeur";
export type TableEncoding = "utf-8" | "windows-1252" | "utf-16le" | "utf-16be";
export type TableSeparator = ";" | "," | "\t" | "|";

/**
 * One record. `line` is the 1-based physical line (LF count) where a CSV record starts, the 1-based record number of a
 * JSON list, or the line of a workbook that `placeInWorkbook` turns into a sheet and its row. `cells` always has the
 * length of `Table.columns`: what is missing is `null`, what is in excess is dropped; in both cases `irregular` says so
 * in French and the domain decides whether the record is kept. In a workbook nothing is in excess: untitled columns are
 * left aside, and the columns of the other sheets are `null`.
 */
export interface TableRow {
  readonly line: number;
  readonly cells: readonly (string | null)[];
  readonly irregular?: string;
}

/** A sheet of data: its first row, the number that row has in the sheet (`ligne`) and the line it has in the table. */
export interface Feuille {
  readonly nom: string;
  readonly premiere: number;
  readonly ligne: number;
}

/** An open-data file seen as a header and a stream of records. Holds no file handle between two reads. */
export interface Table {
  readonly format: TableFormat;
  readonly encoding: TableEncoding;
  /** Only for a CSV of several columns. */
  readonly separator?: TableSeparator;
  /**
   * Header cells as written, without BOM, trimmed. JSON: union of the keys of the first records. Workbook: union of
   * the labels of its sheets of data, a label that repeats preceded by its group (`Groupe > Libellé`), and `feuille`
   * when there are several.
   */
  readonly columns: readonly string[];
  /** Labels met more than once once normalised (see `normalizeHeader`); both columns stay in `columns`. */
  readonly duplicateColumns: readonly string[];
  /** The sheets of data of a workbook, in the order of their lines. */
  readonly feuilles?: readonly Feuille[];
  /** Names of the sheets of a workbook that were left aside: notices, dictionaries, empty sheets. */
  readonly feuillesIgnorees?: readonly string[];
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
  | "json_sans_enregistrement"
  | "classeur_abime"
  | "classeur_protege"
  | "classeur_demesure"
  | "classeur_sans_tableau";

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

/**
 * Where a line of a workbook stands: the sheet, and the row as the spreadsheet numbers it.
 *
 * @example placeInWorkbook(table.feuilles ?? [], 2_343) // { feuille: "LP", ligne: 12 }
 */
export function placeInWorkbook(
  feuilles: readonly Feuille[],
  line: number,
): { feuille: string; ligne: number } | undefined {
  const feuille = feuilles.findLast(({ premiere }) => premiere <= line);
  if (feuille === undefined) return undefined;
  return { feuille: feuille.nom, ligne: feuille.ligne + line - feuille.premiere };
}

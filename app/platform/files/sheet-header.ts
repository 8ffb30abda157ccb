import { normalizeHeader } from "./headers.ts";
import { isBlank, type SheetRow } from "./workbook.ts";

/** Rows above the labels: a title, a source, a date of extraction, an introduction. */
const MAX_ROWS_ABOVE = 30;
/** Share of the columns of the table that its row of labels fills. */
const FILLED_SHARE = 0.6;

export interface SheetHeader {
  /** Row of the labels, the last of the header. */
  readonly ligne: number;
  /** One label a column; an untitled column has "". */
  readonly labels: readonly string[];
}

/**
 * Finds the header of a sheet in its first filled rows: the first row that titles most columns, under titles and
 * notes. When labels repeat under a row of groups (merged cells, or filled at the first column of each group only),
 * a repeated label is preceded by its group; a label that stands once is left alone, however it is grouped.
 * `undefined` when the sheet is no table of two columns or more.
 *
 * @example
 * findHeader([{ ligne: 1, cells: ["", "Réussite", "", "Mentions"] }, { ligne: 2, cells: ["UAI", "STMG", "TOTAL", "TOTAL"] }])
 * // { ligne: 2, labels: ["UAI", "STMG", "Réussite > TOTAL", "Mentions > TOTAL"] }
 */
export function findHeader(head: readonly SheetRow[]): SheetHeader | undefined {
  const width = Math.max(0, ...head.map(({ cells }) => filled(cells)));
  if (width < 2) return undefined;
  const at = head.slice(0, MAX_ROWS_ABOVE).findIndex(({ cells }) => isLabels(cells, width));
  const row = head[at];
  if (row === undefined) return undefined;
  const below = head[at + 1];
  if (below !== undefined && follows(row, below) && isGroupsOf(row.cells, below.cells, head.slice(at + 2)))
    return { ligne: below.ligne, labels: joinGroups(row.cells, below.cells) };
  const above = head[at - 1];
  // A single cell above is the title of the sheet, not a group.
  if (above !== undefined && follows(above, row) && filled(above.cells) >= 2)
    return { ligne: row.ligne, labels: joinGroups(above.cells, row.cells) };
  return { ligne: row.ligne, labels: row.cells.map(tidy) };
}

function follows(row: SheetRow, next: SheetRow): boolean {
  return next.ligne === row.ligne + 1;
}

function filled(cells: readonly string[]): number {
  return cells.filter((cell) => cell.trim() !== "").length;
}

/** A row of labels fills most columns, with words more than with numbers. */
function isLabels(cells: readonly string[], width: number): boolean {
  const labels = cells.filter((cell) => cell.trim() !== "");
  if (labels.length < 2 || labels.length < width * FILLED_SHARE) return false;
  return labels.filter(isNumber).length * 2 <= labels.length;
}

function isNumber(cell: string): boolean {
  return /^[+-]?\d+(?:[.,]\d+)?\s?%?$/.test(cell.trim());
}

/**
 * Whether `groups`, which titles most columns, is in fact above the labels: every gap of it is titled below, nothing
 * below is a number nor is said again further down, and below either labels repeat or the columns titled above have
 * nothing.
 */
function isGroupsOf(
  groups: readonly string[],
  labels: readonly string[],
  data: readonly SheetRow[],
): boolean {
  const width = Math.max(groups.length, labels.length);
  const below = labels.map(tidy);
  let gaps = 0;
  let hanging = 0;
  for (let at = 0; at < width; at++) {
    const group = tidy(groups[at] ?? "");
    const label = below[at] ?? "";
    if (group === "" && label === "") return false;
    if (group === "") gaps += 1;
    if (label === "") hanging += 1;
  }
  const texts = below.filter((label) => label !== "");
  if (gaps === 0 || texts.some(isNumber)) return false;
  if (data.some(({ cells }) => cells.some((cell, at) => cell !== "" && cell === labels[at]))) return false;
  return hanging > 0 || new Set(texts.map(normalizeHeader)).size < texts.length;
}

function joinGroups(groups: readonly string[], labels: readonly string[]): string[] {
  const counts = new Map<string, number>();
  for (const label of labels) {
    const key = normalizeHeader(label);
    counts.set(key, (counts.get(key) ?? 0) + 1);
  }
  const joined: string[] = [];
  let group = "";
  for (let at = 0; at < Math.max(labels.length, groups.length); at++) {
    const own = tidy(groups[at] ?? "");
    if (own !== "") group = own;
    const label = tidy(labels[at] ?? "");
    if (label === "") joined.push(own);
    else if (group !== "" && (counts.get(normalizeHeader(label)) ?? 0) > 1)
      joined.push(`${group} > ${label}`);
    else joined.push(label);
  }
  return joined;
}

/** A label on one line: in a cell it is often broken to save width. */
function tidy(label: string): string {
  return label.replace(/\s+/g, " ").trim();
}

/**
 * Which of several sheets hold the data: the fullest one, and those that share a label with it (one sheet a year, a
 * département, a type…). A dictionary of variables, a notice or the origin of an export share none.
 *
 * @param sheets header of each sheet, `undefined` where there is none, and its first filled rows.
 * @returns ranks in `sheets`, in order.
 */
export function chooseDataSheets(
  sheets: readonly { readonly header: SheetHeader | undefined; readonly head: readonly SheetRow[] }[],
): number[] {
  let main = -1;
  let most = -1;
  sheets.forEach(({ header, head }, rank) => {
    if (header === undefined) return;
    let cells = 0;
    for (const row of head) if (row.ligne > header.ligne && !isBlank(row.cells)) cells += filled(row.cells);
    if (cells > most) {
      main = rank;
      most = cells;
    }
  });
  const shared = new Set(sheets[main]?.header?.labels.map(normalizeHeader));
  shared.delete("");
  return sheets.flatMap(({ header }, rank) =>
    rank === main || header?.labels.some((label) => shared.has(normalizeHeader(label))) ? [rank] : [],
  );
}

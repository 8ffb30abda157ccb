import type { FileCell } from "./written-sheet.ts";

/** Text cells that a spreadsheet would run as a formula. */
const FORMULA = /^[=+\-@\t\r]/;
/** A plain signed number is a number, not a formula. */
const PLAIN_NUMBER = /^[+-]?\d+(?:[.,]\d+)?$/;

/**
 * One line of a CSV for French spreadsheets: `;` between cells, decimal comma, CRLF. Text that would run as a formula
 * is prefixed by an apostrophe; numbers are never touched; a date is ISO 8601; null is an empty cell.
 *
 * @example csvLine(["=SOMME(A1)", 12.5, null]) // "'=SOMME(A1);12,5;\r\n"
 */
export function csvLine(cells: readonly FileCell[]): string {
  return `${cells.map(csvCell).join(";")}\r\n`;
}

function csvCell(cell: FileCell): string {
  if (cell === null) return "";
  if (typeof cell === "number") return String(cell).replace(".", ",");
  const text = typeof cell === "string" ? cell : cell.date;
  const safe = FORMULA.test(text) && !PLAIN_NUMBER.test(text) ? `'${text}` : text;
  return /[";\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}

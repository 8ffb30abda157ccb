import { Readable } from "node:stream";

/** Text cells that a spreadsheet would run as a formula. */
const FORMULA = /^[=+\-@\t\r]/;
/** A plain signed number is a number, not a formula. */
const PLAIN_NUMBER = /^[+-]?\d+(?:[.,]\d+)?$/;

export type CsvCell = string | number | null;

/**
 * One line of a CSV for French spreadsheets: `;` between cells, decimal comma, CRLF. Text that would run as a formula
 * is prefixed by an apostrophe; numbers are never touched; null is an empty cell.
 *
 * @example csvLine(["=SOMME(A1)", 12.5, null]) // "'=SOMME(A1);12,5;\r\n"
 */
export function csvLine(cells: readonly CsvCell[]): string {
  return `${cells.map(csvCell).join(";")}\r\n`;
}

function csvCell(cell: CsvCell): string {
  if (cell === null) return "";
  if (typeof cell === "number") return String(cell).replace(".", ",");
  const safe = FORMULA.test(cell) && !PLAIN_NUMBER.test(cell) ? `'${cell}` : cell;
  return /[";\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}

/**
 * A CSV answered as it is computed: UTF-8 with a BOM (Excel needs it), as an attachment.
 *
 * @param name file name without extension, in plain ASCII.
 */
export function csvResponse(
  name: string,
  header: readonly string[],
  rows: AsyncIterable<readonly CsvCell[]>,
): Response {
  async function* text() {
    // Bytes: the body of a Response takes nothing else, though Node's own server would let strings pass.
    yield Buffer.from(`\uFEFF${csvLine(header)}`);
    for await (const row of rows) yield Buffer.from(csvLine(row));
  }
  return new Response(Readable.toWeb(Readable.from(text())) as ReadableStream, {
    headers: {
      "Content-Type": "text/csv; charset=utf-8",
      "Content-Disposition": `attachment; filename="${name}.csv"`,
      "Cache-Control": "no-store",
    },
  });
}

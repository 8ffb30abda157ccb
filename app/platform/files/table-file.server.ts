import { Readable } from "node:stream";
import { csvLine } from "./csv-line.ts";
import type { FileFormat } from "./file-format.ts";
import { odsParts } from "./ods-parts.ts";
import { ORIGIN_SHEET, ORIGIN_TITLE } from "./workbook.ts";
import type { FileCell, WrittenSheet } from "./written-sheet.ts";
import { xlsxParts } from "./xlsx-parts.ts";
import { zipBytes } from "./zip-writer.server.ts";

const CONTENT_TYPES: Readonly<Record<FileFormat, string>> = {
  csv: "text/csv; charset=utf-8",
  xlsx: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
  ods: "application/vnd.oasis.opendocument.spreadsheet",
};
const DATA_SHEET = "Données";

export interface TableFile {
  /** Name of the file without extension; accents and spaces are left out of it. */
  readonly nom: string;
  readonly format: FileFormat;
  readonly columns: readonly string[];
  readonly rows: AsyncIterable<readonly FileCell[]>;
  /** What a reader must know of the data: source, licence, date, filters. Second sheet of a workbook; not in a CSV. */
  readonly origine?: readonly (readonly [libelle: string, valeur: string])[];
}

/**
 * A table answered as an attachment while it is computed, in any of the three formats. When the reader goes away,
 * `rows` is closed.
 *
 * - CSV: UTF-8 with a BOM (Excel needs it), see `csvLine`.
 * - XLSX and ODS: typed cells (a text such as `=1+1` is a text); « Origine » comes second.
 *
 * @example
 * return tableFile({ nom: "structures", format: readFileFormat(params), columns: ["UAI", "IPS"], rows, origine });
 */
export function tableFile(file: TableFile): Response {
  // Bytes: the body of a Response takes nothing else, though Node's own server would let strings pass.
  const bytes = file.format === "csv" ? csvBytes(file) : workbookBytes(file, file.format);
  return new Response(Readable.toWeb(Readable.from(bytes)) as ReadableStream, {
    headers: {
      "Content-Type": CONTENT_TYPES[file.format],
      "Content-Disposition": `attachment; filename="${asciiName(file.nom)}.${file.format}"`,
      "Cache-Control": "no-store",
    },
  });
}

async function* csvBytes({ columns, rows }: TableFile): AsyncGenerator<Buffer> {
  yield Buffer.from(`\uFEFF${csvLine(columns)}`);
  for await (const row of rows) yield Buffer.from(csvLine(row));
}

function workbookBytes(file: TableFile, format: "xlsx" | "ods"): AsyncGenerator<Buffer> {
  const sheets: WrittenSheet[] = [
    { nom: DATA_SHEET, columns: file.columns, rows: file.rows, widths: file.columns.map(widthOf) },
  ];
  if (file.origine)
    sheets.push({
      nom: ORIGIN_SHEET,
      columns: [],
      rows: [[ORIGIN_TITLE], ...file.origine],
      widths: [28, 80],
    });
  return zipBytes(format === "xlsx" ? xlsxParts(sheets) : odsParts(sheets));
}

/** Columns are written before their rows are known: the title alone gives the width. */
function widthOf(title: string): number {
  return Math.min(Math.max(title.length + 2, 12), 40);
}

/** @example asciiName("Lycées de l'académie") // "Lycees-de-l-academie" */
function asciiName(nom: string): string {
  const ascii = nom
    .normalize("NFD")
    .replace(/\p{M}/gu, "")
    .replace(/[^A-Za-z0-9._-]+/g, "-")
    .replace(/^[-.]+|[-.]+$/g, "");
  return ascii || "export";
}

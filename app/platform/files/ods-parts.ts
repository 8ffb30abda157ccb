import { type FileCell, isIsoDate, piecesOf, type WrittenSheet, xmlText } from "./written-sheet.ts";

const HEAD = '<?xml version="1.0" encoding="UTF-8"?>\n';
const NAMES = "urn:oasis:names:tc:opendocument:xmlns";
const SPREADSHEET = "application/vnd.oasis.opendocument.spreadsheet";
const MANIFEST = `${HEAD}<manifest:manifest xmlns:manifest="${NAMES}:manifest:1.0" manifest:version="1.3"><manifest:file-entry manifest:full-path="/" manifest:version="1.3" manifest:media-type="${SPREADSHEET}"/><manifest:file-entry manifest:full-path="content.xml" manifest:media-type="text/xml"/></manifest:manifest>`;
/** A character of the default font is about a fifth of a centimetre wide. */
const CENTIMETRES = 0.2;

/** The parts of an ODS, to be zipped in this order: its kind stands first, in clear. */
export function odsParts(sheets: readonly WrittenSheet[]) {
  return [
    { name: "mimetype", stored: true, text: [SPREADSHEET] },
    { name: "META-INF/manifest.xml", text: [MANIFEST] },
    { name: "content.xml", text: content(sheets) },
  ];
}

async function* content(sheets: readonly WrittenSheet[]): AsyncGenerator<string> {
  const widths = [...new Set(sheets.flatMap((sheet) => sheet.widths))];
  const columns = widths
    .map(
      (width) =>
        `<style:style style:name="l${width}" style:family="table-column"><style:table-column-properties style:column-width="${(width * CENTIMETRES).toFixed(1)}cm"/></style:style>`,
    )
    .join("");
  yield `${HEAD}<office:document-content xmlns:office="${NAMES}:office:1.0" xmlns:table="${NAMES}:table:1.0" xmlns:text="${NAMES}:text:1.0" xmlns:style="${NAMES}:style:1.0" xmlns:fo="${NAMES}:xsl-fo-compatible:1.0" office:version="1.3"><office:automatic-styles>${columns}<style:style style:name="titre" style:family="table-cell"><style:text-properties fo:font-weight="bold"/></style:style></office:automatic-styles><office:body><office:spreadsheet>`;
  for (const sheet of sheets) {
    yield `<table:table table:name="${xmlText(sheet.nom)}">`;
    for (const width of sheet.widths) yield `<table:table-column table:style-name="l${width}"/>`;
    // Not in `table:table-header-rows`, which some readers skip.
    if (sheet.columns.length > 0) yield rowOf(sheet.columns, "titre");
    yield* piecesOf(sheet, (cells) => rowOf(cells));
    yield "</table:table>";
  }
  yield "</office:spreadsheet></office:body></office:document-content>";
}

function rowOf(cells: readonly FileCell[], style?: string): string {
  const attributes = style === undefined ? "" : ` table:style-name="${style}"`;
  return `<table:table-row>${cells.map((cell) => cellOf(cell, attributes)).join("") || "<table:table-cell/>"}</table:table-row>`;
}

function cellOf(cell: FileCell, attributes: string): string {
  if (cell === null || cell === "" || (typeof cell === "number" && !Number.isFinite(cell)))
    return "<table:table-cell/>";
  if (typeof cell === "number")
    return `<table:table-cell office:value-type="float" office:value="${cell}"><text:p>${cell}</text:p></table:table-cell>`;
  if (typeof cell === "object" && isIsoDate(cell.date))
    return `<table:table-cell office:value-type="date" office:date-value="${withSeconds(cell.date)}"><text:p>${cell.date}</text:p></table:table-cell>`;
  const text = typeof cell === "string" ? cell : cell.date;
  return `<table:table-cell${attributes} office:value-type="string">${paragraphs(text)}</table:table-cell>`;
}

function withSeconds(date: string): string {
  return date.length === 16 ? `${date}:00` : date;
}

/** Lines are paragraphs; a run of spaces would be read as one, and one at the edge as none. */
function paragraphs(text: string): string {
  return text
    .split(/\r\n|\r|\n/)
    .map((line) => {
      const marked = xmlText(line)
        .replace(/^ +| +$| {2,}/g, (spaces) => `<text:s text:c="${spaces.length}"/>`)
        .replaceAll("\t", "<text:tab/>");
      return `<text:p>${marked}</text:p>`;
    })
    .join("");
}

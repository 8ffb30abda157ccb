import { type FileCell, isIsoDate, piecesOf, type WrittenSheet, xmlText } from "./written-sheet.ts";

const HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n';
const PACKAGE = "http://schemas.openxmlformats.org/package/2006";
const OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
const SHEET = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
const TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml";

/** Styles of cells, by rank in `STYLES`. */
const STYLE = { day: 1, time: 2, title: 3 } as const;
/** 14 and 22 are the formats that each spreadsheet shows in the language of its user. */
const STYLES = `${HEAD}<styleSheet xmlns="${SHEET}"><fonts count="2"><font><sz val="11"/><name val="Calibri"/></font><font><b/><sz val="11"/><name val="Calibri"/></font></fonts><fills count="2"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill></fills><borders count="1"><border><left/><right/><top/><bottom/><diagonal/></border></borders><cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs><cellXfs count="4"><xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0"/><xf numFmtId="14" fontId="0" fillId="0" borderId="0" xfId="0" applyNumberFormat="1"/><xf numFmtId="22" fontId="0" fillId="0" borderId="0" xfId="0" applyNumberFormat="1"/><xf numFmtId="0" fontId="1" fillId="0" borderId="0" xfId="0" applyFont="1"/></cellXfs></styleSheet>`;

/** The parts of an XLSX, to be zipped in this order. Texts stand in their cells: a table of texts would grow without end. */
export function xlsxParts(sheets: readonly WrittenSheet[]) {
  return [
    { name: "[Content_Types].xml", text: [contentTypes(sheets.length)] },
    { name: "_rels/.rels", text: [relations([["officeDocument", "xl/workbook.xml"]])] },
    { name: "xl/workbook.xml", text: [workbook(sheets)] },
    {
      name: "xl/_rels/workbook.xml.rels",
      text: [
        relations([
          ...sheets.map((_, rank) => ["worksheet", `worksheets/sheet${rank + 1}.xml`] as const),
          ["styles", "styles.xml"],
        ]),
      ],
    },
    { name: "xl/styles.xml", text: [STYLES] },
    ...sheets.map((sheet, rank) => ({ name: `xl/worksheets/sheet${rank + 1}.xml`, text: worksheet(sheet) })),
  ];
}

function contentTypes(sheets: number): string {
  const parts = Array.from({ length: sheets }, (_, rank) => ({
    name: `/xl/worksheets/sheet${rank + 1}.xml`,
    kind: "worksheet",
  }));
  const all = [
    { name: "/xl/workbook.xml", kind: "sheet.main" },
    { name: "/xl/styles.xml", kind: "styles" },
    ...parts,
  ];
  const overrides = all
    .map(({ name, kind }) => `<Override PartName="${name}" ContentType="${TYPE}.${kind}+xml"/>`)
    .join("");
  return `${HEAD}<Types xmlns="${PACKAGE}/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/>${overrides}</Types>`;
}

function relations(targets: readonly (readonly [kind: string, target: string])[]): string {
  const all = targets
    .map(
      ([kind, target], rank) =>
        `<Relationship Id="rId${rank + 1}" Type="${OFFICE}/${kind}" Target="${target}"/>`,
    )
    .join("");
  return `${HEAD}<Relationships xmlns="${PACKAGE}/relationships">${all}</Relationships>`;
}

function workbook(sheets: readonly WrittenSheet[]): string {
  const all = sheets
    .map(({ nom }, rank) => `<sheet name="${xmlText(nom)}" sheetId="${rank + 1}" r:id="rId${rank + 1}"/>`)
    .join("");
  return `${HEAD}<workbook xmlns="${SHEET}" xmlns:r="${OFFICE}"><sheets>${all}</sheets></workbook>`;
}

async function* worksheet(sheet: WrittenSheet): AsyncGenerator<string> {
  const { columns, widths } = sheet;
  const frozen =
    columns.length === 0
      ? ""
      : '<sheetViews><sheetView workbookViewId="0"><pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/></sheetView></sheetViews>';
  const cols = widths
    .map((width, rank) => `<col min="${rank + 1}" max="${rank + 1}" width="${width}" customWidth="1"/>`)
    .join("");
  yield `${HEAD}<worksheet xmlns="${SHEET}">${frozen}${cols && `<cols>${cols}</cols>`}<sheetData>`;
  if (columns.length > 0) yield rowOf(columns, 1, STYLE.title);
  yield* piecesOf(sheet, rowOf);
  yield "</sheetData></worksheet>";
}

function rowOf(cells: readonly FileCell[], line: number, style = 0): string {
  let row = `<row r="${line}">`;
  cells.forEach((cell, column) => {
    row += cellOf(cell, ` r="${columnName(column)}${line}"`, style);
  });
  return `${row}</row>`;
}

function cellOf(cell: FileCell, reference: string, style: number): string {
  if (cell === null || cell === "") return "";
  if (typeof cell === "number") return Number.isFinite(cell) ? `<c${reference}><v>${cell}</v></c>` : "";
  if (typeof cell === "string") return textCell(cell, reference, style);
  if (!isIsoDate(cell.date)) return textCell(cell.date, reference, style);
  const kind = cell.date.length > 10 ? STYLE.time : STYLE.day;
  return `<c${reference} s="${kind}"><v>${serialOf(cell.date)}</v></c>`;
}

function textCell(text: string, reference: string, style: number): string {
  // `_x0041_` would be read as « A », and a bare carriage return as a line feed.
  const escaped = xmlText(text.replace(/_(?=x[0-9a-f]{4}_)/gi, "_x005F_")).replaceAll("\r", "_x000D_");
  const styled = style === 0 ? "" : ` s="${style}"`;
  return `<c${reference}${styled} t="inlineStr"><is><t xml:space="preserve">${escaped}</t></is></c>`;
}

/** Days since 30 December 1899, as all dates after February 1900 are counted. */
function serialOf(date: string): number {
  const milliseconds = Date.parse(date.length > 10 ? `${date}Z` : date);
  return milliseconds / 86_400_000 + 25_569;
}

/** @example columnName(27) // "AB" */
function columnName(column: number): string {
  const last = String.fromCharCode(65 + (column % 26));
  return column < 26 ? last : columnName(Math.floor(column / 26) - 1) + last;
}

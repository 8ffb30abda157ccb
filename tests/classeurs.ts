import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { openTable } from "#app/platform/files/open-table.server.ts";
import { type Table, TableError, type TableRow } from "#app/platform/files/table.ts";
import { zipBytes } from "#app/platform/files/zip-writer.server.ts";

const folder = mkdtempSync(join(tmpdir(), "ancrage-classeurs-"));
process.once("exit", () => rmSync(folder, { recursive: true, force: true }));

let files = 0;
export function file(bytes: Uint8Array): string {
  // The name says nothing: only the content does.
  const path = join(folder, `${++files}.csv`);
  writeFileSync(path, bytes);
  return path;
}
export async function zip(parts: Readonly<Record<string, string>>): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of zipBytes(Object.entries(parts).map(([name, text]) => ({ name, text: [text] }))))
    chunks.push(chunk);
  return file(Buffer.concat(chunks));
}

export const XLSX = {
  "[Content_Types].xml":
    '<Types><Override PartName="/xl/workbook.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/></Types>',
  "_rels/.rels":
    '<Relationships><Relationship Id="a" Type="x/officeDocument" Target="/xl/workbook.xml"/></Relationships>',
  "xl/_rels/workbook.xml.rels":
    '<Relationships><Relationship Id="r1" Type="x/worksheet" Target="sheet.xml"/><Relationship Id="r2" Type="x/sharedStrings" Target="../xl/strings.xml"/><Relationship Id="r3" Type="x/styles" Target="styles.xml"/></Relationships>',
  "xl/workbook.xml":
    '<workbook xmlns:r="r"><sheets><sheet name="F" sheetId="1" r:id="r1"/></sheets></workbook>',
  "xl/styles.xml":
    '<styleSheet><numFmts><numFmt numFmtId="170" formatCode="0.0%"/><numFmt numFmtId="171" formatCode="00000"/></numFmts><cellStyleXfs><xf numFmtId="9"/></cellStyleXfs><cellXfs><xf numFmtId="0"/><xf numFmtId="170"/><xf numFmtId="171"/><xf numFmtId="14"/></cellXfs></styleSheet>',
  "xl/strings.xml":
    "<sst><si><t>UAI</t></si><si><r><t>No</t></r><r><t>m</t></r><rPh><t>ノム</t></rPh></si><si><t/></si></sst>",
};
export const xlsx = (rows: string, more: Record<string, string> = {}) =>
  zip({ ...XLSX, "xl/sheet.xml": `<worksheet><sheetData>${rows}</sheetData></worksheet>`, ...more });
export const HEADER = '<row r="1"><c r="A1" t="s"><v>0</v></c><c r="B1" t="s"><v>1</v></c></row>';

const ODS = {
  mimetype: "application/vnd.oasis.opendocument.spreadsheet",
  "META-INF/manifest.xml": "<manifest:manifest/>",
};
export const ods = (tables: string, more: Record<string, string> = {}) =>
  zip({
    ...ODS,
    "content.xml": `<office:document-content><office:body><office:spreadsheet>${tables}</office:spreadsheet></office:body></office:document-content>`,
    ...more,
  });
export const cell = (text: string) =>
  `<table:table-cell office:value-type="string"><text:p>${text}</text:p></table:table-cell>`;
export const TITLES = `<table:table-row>${cell("UAI")}${cell("Nom")}</table:table-row>`;

export async function rowsOf(table: Table): Promise<TableRow[]> {
  const rows: TableRow[] = [];
  for await (const batch of table.rows()) rows.push(...batch);
  return rows;
}
export async function cellsOf(path: string): Promise<readonly (string | null)[][]> {
  return (await rowsOf(await openTable(path))).map(({ cells }) => [...cells]);
}
export async function refusal(path: string): Promise<TableError> {
  try {
    await rowsOf(await openTable(path));
  } catch (error) {
    if (error instanceof TableError) return error;
    throw error;
  }
  throw new Error("nothing was refused");
}

import { builtInFormat, type NumberFormat, numberFormat } from "./cell-text.ts";
import { damagedWorkbook, tooLarge } from "./sentences.ts";
import { MAX_CELL_LENGTH } from "./table.ts";
import { MAX_CELLS, type SheetBatch, type Workbook } from "./workbook.ts";
import { type Shared, SheetReader, unescapeText } from "./xlsx-sheet.ts";
import { attribute, localName, XmlScanner, XmlSyntaxError } from "./xml-scanner.ts";
import type { ZipArchive } from "./zip-archive.server.ts";

/** Distinct texts of a workbook; Excel itself holds no more cells than this in five columns. */
const MAX_SHARED_STRINGS = 5_000_000;

interface SheetPart {
  readonly nom: string;
  readonly part: string;
}

/** Opens an XLSX (macros, if any, are never looked at); see `openWorkbookTable`. */
export async function openXlsx(zip: ZipArchive): Promise<Workbook> {
  const [main] = await readRelations(zip, "_rels/.rels", "", "officeDocument");
  if (main === undefined) throw damagedWorkbook();
  const folder = main.part.slice(0, main.part.lastIndexOf("/") + 1);
  const relations = `${folder}_rels/${main.part.slice(folder.length)}.rels`;
  const book = await readBook(zip, main.part);
  const worksheets = await readRelations(zip, relations, folder, "worksheet");
  const parts = new Map(worksheets.map(({ id, part }) => [id, part]));
  const sheets = book.sheets.flatMap(({ nom, id }): SheetPart[] => {
    const part = parts.get(id);
    return part === undefined ? [] : [{ nom, part }];
  });
  const [strings] = await readRelations(zip, relations, folder, "sharedStrings");
  const [styles] = await readRelations(zip, relations, folder, "styles");
  const shared: Shared = {
    strings: strings === undefined ? [] : await readSharedStrings(zip, strings.part),
    formats: styles === undefined ? [] : await readFormats(zip, styles.part),
    from1904: book.from1904,
  };
  return {
    feuilles: sheets.map(({ nom }) => nom),
    scan: (wanted, signal) => scanSheets(zip, sheets, shared, wanted, signal),
  };
}

async function* scanSheets(
  zip: ZipArchive,
  sheets: readonly SheetPart[],
  shared: Shared,
  wanted: readonly number[],
  signal?: AbortSignal,
): AsyncGenerator<SheetBatch> {
  let cells = 0;
  for (const feuille of wanted) {
    const sheet = sheets[feuille];
    if (sheet === undefined) continue;
    const reader = new SheetReader(shared);
    const scanner = new XmlScanner(reader);
    for await (const text of zip.text(sheet.part, signal)) {
      // Rows before the damage are given first, as for a text file.
      const failure = attempt(() => scanner.push(text), reader);
      const rows = reader.take();
      for (const row of rows) cells += row.cells.length;
      if (rows.length > 0) yield { feuille, rows };
      if (failure !== undefined) throw failure;
      if (cells > MAX_CELLS) throw tooLarge();
    }
    const failure = attempt(() => scanner.end(), reader);
    if (failure !== undefined) throw failure;
  }
}

function attempt(act: () => void, reader: { readonly ligne: number }): unknown {
  try {
    act();
    return undefined;
  } catch (error) {
    return error instanceof XmlSyntaxError ? damagedWorkbook(reader.ligne) : error;
  }
}

async function readSharedStrings(zip: ZipArchive, part: string): Promise<string[]> {
  const strings: string[] = [];
  let text = "";
  let collecting = false;
  let phonetic = false;
  const scanner = new XmlScanner({
    open(name) {
      const local = localName(name);
      if (local === "si") text = "";
      else if (local === "rPh") phonetic = true;
      else if (local === "t") collecting = !phonetic;
    },
    text(piece) {
      if (!collecting) return;
      text += piece;
      if (text.length > MAX_CELL_LENGTH) throw tooLarge();
    },
    close(name) {
      const local = localName(name);
      if (local === "t") collecting = false;
      else if (local === "rPh") phonetic = false;
      else if (local === "si" && strings.push(unescapeText(text)) > MAX_SHARED_STRINGS) throw tooLarge();
    },
  });
  for await (const block of zip.text(part)) wellFormed(() => scanner.push(block));
  wellFormed(() => scanner.end());
  return strings;
}

interface Relation {
  readonly id: string;
  readonly part: string;
}

/** The relations of one kind; the kind is the end of an address that differs between the two norms of XLSX. */
async function readRelations(
  zip: ZipArchive,
  name: string,
  folder: string,
  kind: string,
): Promise<Relation[]> {
  const relations: Relation[] = [];
  await readElements(zip, name, (element, attributes) => {
    if (element !== "Relationship" || !attribute(attributes, "Type")?.endsWith(`/${kind}`)) return;
    const target = attribute(attributes, "Target") ?? "";
    const part = target.startsWith("/") ? target.slice(1) : resolve(folder + target);
    relations.push({ id: attribute(attributes, "Id") ?? "", part });
  });
  return relations;
}

function resolve(path: string): string {
  const parts: string[] = [];
  for (const part of path.split("/")) {
    if (part === "..") parts.pop();
    else if (part !== "." && part !== "") parts.push(part);
  }
  return parts.join("/");
}

/** Sheets in the order of their tabs. Hidden ones hold lists and calculations, unless all are hidden. */
async function readBook(zip: ZipArchive, part: string) {
  const sheets: { nom: string; id: string; hidden: boolean }[] = [];
  let from1904 = false;
  await readElements(zip, part, (element, attributes) => {
    if (element === "workbookPr") from1904 = /^(1|true)$/.test(attribute(attributes, "date1904") ?? "");
    if (element !== "sheet") return;
    const id = /\s\w+:id\s*=\s*["']([^"']*)["']/.exec(attributes)?.[1] ?? "";
    const hidden = /hidden/i.test(attribute(attributes, "state") ?? "");
    sheets.push({ nom: attribute(attributes, "name") ?? "", id, hidden });
  });
  const shown = sheets.filter(({ hidden }) => !hidden);
  return { sheets: shown.length > 0 ? shown : sheets, from1904 };
}

/** The number format of each style of cell, in the order of `cellXfs`. */
async function readFormats(zip: ZipArchive, part: string): Promise<NumberFormat[]> {
  const own = new Map<number, NumberFormat>();
  const formats: NumberFormat[] = [];
  let inCells = false;
  await readElements(zip, part, (element, attributes) => {
    if (element === "numFmt")
      own.set(
        Number(attribute(attributes, "numFmtId")),
        numberFormat(attribute(attributes, "formatCode") ?? ""),
      );
    else if (element === "cellXfs") inCells = true;
    else if (element === "cellStyles" || element === "dxfs") inCells = false;
    else if (element === "xf" && inCells) {
      const id = Number(attribute(attributes, "numFmtId") ?? 0);
      formats.push(own.get(id) ?? builtInFormat(id));
    }
  });
  return formats;
}

async function readElements(
  zip: ZipArchive,
  part: string,
  open: (element: string, attributes: string) => void,
): Promise<void> {
  const text = await zip.wholeText(part);
  if (text === undefined) return;
  const scanner = new XmlScanner({
    open: (name, attributes) => open(localName(name), attributes),
    close() {},
    text() {},
  });
  wellFormed(() => {
    scanner.push(text);
    scanner.end();
  });
}

function wellFormed(read: () => void): void {
  const failure = attempt(read, { ligne: 0 });
  if (failure !== undefined) throw failure;
}

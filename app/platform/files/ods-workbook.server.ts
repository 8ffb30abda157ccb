import { numberText, percentText } from "./cell-text.ts";
import { damagedWorkbook, protectedWorkbook, tooLarge } from "./sentences.ts";
import { MAX_CELL_LENGTH, MAX_COLUMNS } from "./table.ts";
import { isBlank, MAX_CELLS, MAX_ROWS, type SheetBatch, type SheetRow, type Workbook } from "./workbook.ts";
import { attribute, localName, type XmlHandler, XmlScanner, XmlSyntaxError } from "./xml-scanner.ts";
import type { ZipArchive } from "./zip-archive.server.ts";

const CONTENT = "content.xml";

/** Opens an ODS; see `openWorkbookTable`. All sheets stand in one part, which is read once to know their names. */
export async function openOds(zip: ZipArchive): Promise<Workbook> {
  if ((await zip.wholeText("META-INF/manifest.xml"))?.includes("encryption-data")) throw protectedWorkbook();
  const reader = new ContentReader([]);
  for await (const _ of scan(zip, reader));
  return {
    feuilles: reader.feuilles,
    scan: (wanted, signal) => scan(zip, new ContentReader(wanted), signal),
  };
}

async function* scan(
  zip: ZipArchive,
  reader: ContentReader,
  signal?: AbortSignal,
): AsyncGenerator<SheetBatch> {
  const scanner = new XmlScanner(reader);
  let cells = 0;
  const read = function* (act: () => void): Generator<SheetBatch> {
    let failure: unknown;
    try {
      act();
    } catch (error) {
      failure = error instanceof XmlSyntaxError ? damagedWorkbook(reader.ligne) : error;
    }
    for (const batch of reader.take()) {
      for (const row of batch.rows) cells += row.cells.length;
      if (cells > MAX_CELLS) throw tooLarge();
      yield batch;
    }
    if (failure !== undefined) throw failure;
  };
  for await (const text of zip.text(CONTENT, signal)) yield* read(() => scanner.push(text));
  yield* read(() => scanner.end());
}

/** Turns the content of an ODS into rows of text. */
class ContentReader implements XmlHandler {
  readonly feuilles: string[] = [];
  readonly #wanted: ReadonlySet<number>;
  #batches: { feuille: number; rows: SheetRow[] }[] = [];
  ligne = 0;
  #tables = 0;
  #reading = false;
  #cells: string[] = [];
  #rowRepeat = 1;
  #held = 0;
  #attributes = "";
  #inCell = false;
  #text = "";
  #paragraphs = 0;
  #inParagraph = false;
  /** Whether white space that follows is none: it is one with the space before, or starts the paragraph. */
  #spaced = true;
  /** Where the paragraph starts in the text of the cell. */
  #start = 0;
  /** Depth inside a note or a drawing laid over a cell: its words are not the cell's. */
  #aside = 0;

  constructor(wanted: readonly number[]) {
    this.#wanted = new Set(wanted);
  }

  take(): SheetBatch[] {
    const batches = this.#batches;
    this.#batches = [];
    this.#held = 0;
    return batches;
  }

  open(name: string, attributes: string): void {
    if (name === "table:table") this.#openTable(attributes);
    else if (!this.#reading || this.#tables > 1) return;
    else if (this.#aside > 0 || name === "office:annotation" || name.startsWith("draw:")) this.#aside += 1;
    else if (name === "table:table-row") this.#openRow(attributes);
    else if (name === "table:table-cell" || name === "table:covered-table-cell") {
      this.#attributes = attributes;
      this.#inCell = true;
      this.#text = "";
      this.#paragraphs = 0;
    } else if (this.#inCell) this.#openText(name, attributes);
  }

  text(text: string): void {
    if (!this.#inParagraph || this.#aside > 0) return;
    const collapsed = text.replace(/[ \t\r\n]+/g, " ");
    const added = this.#spaced && collapsed.startsWith(" ") ? collapsed.slice(1) : collapsed;
    if (added === "") return;
    this.#add(added);
    this.#spaced = added.endsWith(" ");
  }

  close(name: string): void {
    if (name === "table:table") {
      this.#tables -= 1;
      if (this.#tables === 0) this.#reading = false;
    } else if (!this.#reading || this.#tables > 1) return;
    else if (this.#aside > 0) this.#aside -= 1;
    else if (name === "text:p") this.#closeParagraph();
    else if (name === "table:table-row") this.#closeRow();
    else if (name === "table:table-cell" || name === "table:covered-table-cell") this.#closeCell();
  }

  #openTable(attributes: string): void {
    this.#tables += 1;
    const nom = attribute(attributes, "table:name");
    // Copies of other files, kept for formulas, have the address of the file as name.
    if (this.#tables > 1 || nom === undefined || nom.startsWith("'file:")) return;
    this.feuilles.push(nom);
    this.#reading = this.#wanted.has(this.feuilles.length - 1);
    this.ligne = 0;
  }

  #openRow(attributes: string): void {
    this.#rowRepeat = repetition(attribute(attributes, "table:number-rows-repeated"));
    this.#cells = [];
  }

  #openText(name: string, attributes: string): void {
    const local = localName(name);
    if (local === "p") {
      if (this.#paragraphs > 0) this.#add("\n");
      this.#paragraphs += 1;
      this.#inParagraph = true;
      this.#spaced = true;
      this.#start = this.#text.length;
      return;
    }
    if (local === "s")
      this.#add(" ".repeat(Math.min(repetition(attribute(attributes, "text:c")), MAX_CELL_LENGTH)));
    else if (local === "tab") this.#add("\t");
    else if (local === "line-break") this.#add("\n");
    else return;
    this.#spaced = false;
  }

  /** White space at the end of a paragraph is none, unless it is written as an element. */
  #closeParagraph(): void {
    this.#inParagraph = false;
    if (this.#spaced && this.#text.length > this.#start) this.#text = this.#text.slice(0, -1);
  }

  #add(text: string): void {
    this.#text += text;
    if (this.#text.length > MAX_CELL_LENGTH) throw tooLarge();
  }

  #closeCell(): void {
    this.#inCell = false;
    const repeat = repetition(attribute(this.#attributes, "table:number-columns-repeated"));
    const text = cellText(this.#attributes, this.#text);
    // One column more than accepted is kept: it is what tells that there are too many.
    const until = Math.min(this.#cells.length + repeat, MAX_COLUMNS + 1);
    while (this.#cells.length < until) this.#cells.push(text);
  }

  #closeRow(): void {
    const first = this.ligne + 1;
    this.ligne += this.#rowRepeat;
    const cells = withoutTail(this.#cells);
    if (isBlank(cells)) return;
    // A few letters may stand for a million rows, and a block of text for a thousand sheets of them.
    this.#held += this.#rowRepeat;
    if (this.ligne > MAX_ROWS || this.#held > MAX_ROWS) throw tooLarge();
    const feuille = this.feuilles.length - 1;
    let batch = this.#batches.at(-1);
    if (batch?.feuille !== feuille) {
      batch = { feuille, rows: [] };
      this.#batches.push(batch);
    }
    for (let ligne = first; ligne <= this.ligne; ligne++) batch.rows.push({ ligne, cells });
  }
}

function repetition(value: string | undefined): number {
  const count = value === undefined ? 1 : Number(value);
  if (!Number.isInteger(count) || count < 0) throw new XmlSyntaxError("repetition");
  return count;
}

function withoutTail(cells: string[]): string[] {
  let length = cells.length;
  while (length > 0 && cells[length - 1] === "") length--;
  return length === cells.length ? cells : cells.slice(0, length);
}

function cellText(attributes: string, shown: string): string {
  if (attribute(attributes, "calcext:value-type") === "error") return "";
  const value = attribute(attributes, "office:value") ?? "";
  switch (attribute(attributes, "office:value-type")) {
    case "float":
    case "currency":
      // A code such as 01004 kept as a number shows its zeros in its text only.
      return /^0\d+$/.test(shown) && Number(shown) === Number(value) ? shown : numberText(value);
    case "percentage":
      return percentText(value);
    case "date":
      return (attribute(attributes, "office:date-value") ?? "")
        .replace(/T00:00:00(\.0+)?$/, "")
        .replace(/\.\d+$/, "");
    case "time":
      return durationText(attribute(attributes, "office:time-value") ?? "");
    case "boolean":
      return attribute(attributes, "office:boolean-value") === "true" ? "1" : "0";
    case "string":
      return attribute(attributes, "office:string-value") ?? shown;
    default:
      return isError(attributes, shown) ? "" : shown;
  }
}

/** A formula without a type is one that failed. */
function isError(attributes: string, shown: string): boolean {
  return attribute(attributes, "table:formula") !== undefined && /^(#|Err:)/.test(shown);
}

/** @example durationText("PT14H30M00S") // "14:30:00" */
function durationText(value: string): string {
  const parts = /^PT(\d+)H(\d+)M(\d+)(?:[.,]\d+)?S$/.exec(value);
  if (!parts) return value;
  return parts
    .slice(1)
    .map((part) => part.padStart(2, "0"))
    .join(":");
}

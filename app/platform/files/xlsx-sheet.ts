import { formattedText, type NumberFormat } from "./cell-text.ts";
import { damagedWorkbook, tooLarge } from "./sentences.ts";
import { MAX_CELL_LENGTH, MAX_COLUMNS } from "./table.ts";
import { isBlank, MAX_ROWS, type SheetRow } from "./workbook.ts";
import { attribute, localName, type XmlHandler, XmlSyntaxError } from "./xml-scanner.ts";

/** What the cells of every sheet refer to. */
export interface Shared {
  readonly strings: readonly string[];
  readonly formats: readonly NumberFormat[];
  readonly from1904: boolean;
}

/** Turns the XML of a sheet into rows of text. */
export class SheetReader implements XmlHandler {
  readonly #shared: Shared;
  #rows: SheetRow[] = [];
  /** Last row opened. */
  ligne = 0;
  #cells: string[] = [];
  #column = -1;
  #type = "";
  #style = 0;
  #text = "";
  #collecting = false;
  /** Phonetic reading of a text (Japanese): not part of it. */
  #phonetic = false;

  constructor(shared: Shared) {
    this.#shared = shared;
  }

  take(): SheetRow[] {
    const rows = this.#rows;
    this.#rows = [];
    return rows;
  }

  open(name: string, attributes: string): void {
    switch (localName(name)) {
      case "c":
        this.#openCell(attributes);
        break;
      case "v":
        this.#collecting = true;
        break;
      case "t":
        this.#collecting = !this.#phonetic;
        break;
      case "rPh":
        this.#phonetic = true;
        break;
      case "row":
        this.#openRow(attributes);
        break;
    }
  }

  text(text: string): void {
    if (!this.#collecting) return;
    this.#text += text;
    if (this.#text.length > MAX_CELL_LENGTH) throw tooLarge();
  }

  close(name: string): void {
    switch (localName(name)) {
      case "v":
      case "t":
        this.#collecting = false;
        break;
      case "rPh":
        this.#phonetic = false;
        break;
      case "c":
        this.#closeCell();
        break;
      case "row":
        if (!isBlank(this.#cells)) this.#rows.push({ ligne: this.ligne, cells: this.#cells });
        break;
    }
  }

  #openRow(attributes: string): void {
    const rank = attribute(attributes, "r");
    const ligne = rank === undefined ? this.ligne + 1 : Number(rank);
    // Rows that go back would give two rows one number.
    if (!Number.isInteger(ligne) || ligne <= this.ligne || ligne > MAX_ROWS)
      throw damagedWorkbook(this.ligne + 1);
    this.ligne = ligne;
    this.#cells = [];
    this.#column = -1;
  }

  #openCell(attributes: string): void {
    const reference = attribute(attributes, "r");
    this.#column = reference === undefined ? this.#column + 1 : columnOf(reference);
    this.#type = attribute(attributes, "t") ?? "n";
    this.#style = Number(attribute(attributes, "s") ?? 0);
    this.#text = "";
  }

  #closeCell(): void {
    // One column more than accepted is kept: it is what tells that there are too many.
    if (this.#text === "" || this.#column > MAX_COLUMNS) return;
    const text = this.#value();
    if (text === "") return;
    while (this.#cells.length < this.#column) this.#cells.push("");
    this.#cells[this.#column] = text;
  }

  #value(): string {
    const text = this.#text;
    switch (this.#type) {
      case "s":
        return this.#shared.strings[Number(text)] ?? "";
      case "n":
        return formattedText(
          text,
          this.#shared.formats[this.#style] ?? { kind: "number" },
          this.#shared.from1904,
        );
      case "b":
        return text === "1" || text === "true" ? "1" : "0";
      case "e":
        return "";
      case "d":
        return text.replace(/T00:00(:00(\.0+)?)?Z?$/, "").replace(/\.0+Z?$|Z$/, "");
      default:
        return unescapeText(text);
    }
  }
}

/** @example columnOf("AB12") // 27 */
function columnOf(reference: string): number {
  let column = 0;
  for (let at = 0; at < reference.length && at < 4; at++) {
    const letter = reference.charCodeAt(at) & 0xdf;
    if (letter < 65 || letter > 90) break;
    column = column * 26 + letter - 64;
  }
  if (column === 0) throw new XmlSyntaxError("cell reference");
  return column - 1;
}

/** `_x000D_` stands for a character that XML does not hold; of these, only tab and line ends are text. */
export function unescapeText(text: string): string {
  if (!text.includes("_x")) return text;
  return text.replace(/_x([0-9a-f]{4})_/gi, (_whole, hex) => {
    const code = Number.parseInt(hex, 16);
    return code < 32 && code !== 9 && code !== 10 && code !== 13 ? "" : String.fromCharCode(code);
  });
}

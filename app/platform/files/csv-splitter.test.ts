import { parse } from "csv-parse/sync";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { CsvSplitter, LONE_CR, STRAY_QUOTE } from "./csv-splitter.ts";
import { MAX_CELL_LENGTH, MAX_LINE_LENGTH, TableError } from "./table.ts";

const separators = fc.constantFrom(";", ",", "\t", "|");
const lineEnds = fc.constantFrom("\n", "\r\n");
const piece = fc.constantFrom(
  '"',
  '""',
  ";",
  ",",
  "\t",
  "|",
  "\n",
  "\r\n",
  "\r",
  " ",
  "é",
  "€",
  "😀",
  "a",
  "uai",
  "=1",
);
const cell = fc.oneof(
  fc.array(piece, { maxLength: 6 }).map((parts) => parts.join("")),
  fc.string(),
);
const table = fc
  .integer({ min: 1, max: 5 })
  .chain((width) =>
    fc.array(fc.array(cell, { minLength: width, maxLength: width }), { minLength: 1, maxLength: 8 }),
  );

function write(
  rows: readonly (readonly string[])[],
  separator: string,
  lineEnd: string,
  closed: boolean,
): string {
  const quote = (text: string): string =>
    text === "" || /["\r\n;,\t|]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
  return rows.map((row) => row.map(quote).join(separator)).join(lineEnd) + (closed ? lineEnd : "");
}

function split(text: string, separator: string, sizes: readonly number[] = []) {
  const splitter = new CsvSplitter(separator);
  const records = [];
  let at = 0;
  for (let i = 0; i < sizes.length && at < text.length; i++) {
    const size = sizes[i] ?? 1;
    records.push(...splitter.push(text.slice(at, at + size), false));
    at += size;
  }
  records.push(...splitter.push(text.slice(at), true));
  return records;
}

function failure(act: () => unknown): TableError {
  try {
    act();
  } catch (error) {
    if (error instanceof TableError) return error;
    throw error;
  }
  throw new Error("nothing was thrown");
}

describe("any table", () => {
  test("comes back as it was written, whatever the separator, the line ends and the blocks", () => {
    const sizes = fc.array(fc.integer({ min: 1, max: 7 }), { maxLength: 400 });
    fc.assert(
      fc.property(
        table,
        separators,
        lineEnds,
        fc.boolean(),
        sizes,
        (rows, separator, lineEnd, closed, blocks) => {
          const text = write(rows, separator, lineEnd, closed);
          const records = split(text, separator, blocks);
          expect(records.map((record) => record.cells)).toEqual(rows);
          expect(records.every((record) => record.irregular === undefined)).toBe(true);
        },
      ),
      { numRuns: 500 },
    );
  });

  test("gives each record the physical line where it starts", () => {
    fc.assert(
      fc.property(table, lineEnds, (rows, lineEnd) => {
        let line = 1;
        const expected = rows.map((row) => {
          const start = line;
          line += write([row], ";", lineEnd, true).split("\n").length - 1;
          return start;
        });
        const records = split(write(rows, ";", lineEnd, true), ";");
        expect(records.map((record) => record.line)).toEqual(expected);
      }),
    );
  });

  test("is read as csv-parse reads it", () => {
    fc.assert(
      fc.property(table, separators, (rows, separator) => {
        const text = write(rows, separator, "\n", true);
        const reference: string[][] = parse(text, { delimiter: separator, record_delimiter: "\n" });
        expect(split(text, separator).map((record) => record.cells)).toEqual(reference);
      }),
    );
  });

  test("never fails with anything but a sentence on arbitrary text", () => {
    const noise = fc.array(piece, { maxLength: 40 }).map((parts) => parts.join(""));
    fc.assert(
      fc.property(noise, fc.array(fc.integer({ min: 1, max: 5 })), (text, blocks) => {
        const whole = outcome(text, []);
        expect(outcome(text, blocks)).toEqual(whole);
      }),
      { numRuns: 1_000 },
    );
  });
});

/** What comes out must not depend on how the text was cut. */
function outcome(text: string, blocks: readonly number[]): unknown {
  try {
    return split(text, ";", blocks);
  } catch (error) {
    if (!(error instanceof TableError)) throw error;
    return [error.code, error.line, error.column];
  }
}

describe("traps", () => {
  test.each([
    [
      "skips empty lines and counts them",
      "a;b\n\n\r\nc;d",
      [
        [1, ["a", "b"]],
        [4, ["c", "d"]],
      ],
    ],
    ["keeps a quote inside an unquoted cell", 'Tuyau 5";b\n', [[1, ['Tuyau 5"', "b"]]]],
    ["keeps a last empty cell", "a;\r\n", [[1, ["a", ""]]]],
    ["keeps an empty quoted cell alone on its line", '""\n', [[1, [""]]]],
    ["keeps spaces", " a ; b \n", [[1, [" a ", " b "]]]],
  ] as const)("%s", (_title, text, expected) => {
    expect(split(text, ";").map((record) => [record.line, record.cells])).toEqual(expected);
  });

  test("reports a quote that is not doubled, on one line", () => {
    expect(split('"Lycée "Moulin" bis";x\nb;c\n', ";")).toEqual([
      { line: 1, cells: ['Lycée "Moulin" bis', "x"], irregular: STRAY_QUOTE },
      { line: 2, cells: ["b", "c"] },
    ]);
  });

  test("reports a lone carriage return inside a line", () => {
    expect(split("a\rb;c\n", ";")).toEqual([{ line: 1, cells: ["a\rb", "c"], irregular: LONE_CR }]);
  });

  test("tells where a quote opens when the file stops before it closes", () => {
    const error = failure(() => split('a;b\nc;d\ne;"f\ng;h\n', ";"));
    expect([error.code, error.line, error.column]).toEqual(["guillemet_ouvert", 3, 2]);
    expect(error.message).toContain("ligne 3, colonne 2");
  });

  test("tells where a quote opens when a later line shows that it was never closed", () => {
    const error = failure(() => split('a;b\n"c;d\ne;"f"\n', ";"));
    expect([error.code, error.line, error.column]).toEqual(["guillemet_ouvert", 2, 1]);
  });

  test("gives up an unclosed quote long before the end of the text", () => {
    const splitter = new CsvSplitter(";");
    splitter.push('a;b\nc;"d', false);
    let pushed = 0;
    const error = failure(() => {
      for (; pushed < 1_000; pushed++) splitter.push("x;y\n".repeat(1_000), false);
    });
    expect([error.code, error.line]).toEqual(["guillemet_ouvert", 2]);
    expect(pushed * 4_000).toBeLessThanOrEqual(2 * MAX_CELL_LENGTH);
  });

  test.each([-1, 0, 1])("bounds a cell at its limit %i", (extra) => {
    for (const text of [
      `a;${"x".repeat(MAX_CELL_LENGTH + extra)}`,
      `a;"${"x".repeat(MAX_CELL_LENGTH + extra)}"`,
    ]) {
      if (extra <= 0) expect(split(text, ";")).toHaveLength(1);
      else {
        const error = failure(() => split(text, ";"));
        expect([error.code, error.line, error.column]).toEqual(["cellule_trop_longue", 1, 2]);
      }
    }
  });

  test.each([-1, 0, 1])("bounds a line at its limit %i", (extra) => {
    const line = "x;".repeat(MAX_LINE_LENGTH / 2) + ";".repeat(Math.max(extra, 0));
    const text = `a\n${extra < 0 ? line.slice(1) : line}\n`;
    if (extra <= 0) expect(split(text, ";")).toHaveLength(2);
    else expect(failure(() => split(text, ";"))).toMatchObject({ code: "ligne_trop_longue", line: 2 });
  });
});

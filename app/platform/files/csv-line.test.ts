import { parse } from "csv-parse/sync";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { csvLine } from "./csv-line.ts";

describe("a line of a CSV", () => {
  test.each([
    [["a", "b"], "a;b\r\n"],
    [[12.5, -3, 0], "12,5;-3;0\r\n"],
    [[null, ""], ";\r\n"],
    [['il dit "oui"'], '"il dit ""oui"""\r\n'],
    [["a;b", "c\nd"], '"a;b";"c\nd"\r\n'],
    [["=SOMME(A1)"], "'=SOMME(A1)\r\n"],
    [["@SUM(1)"], "'@SUM(1)\r\n"],
    [["+33 1 02"], "'+33 1 02\r\n"],
    [["-cmd|' /C calc'!A0"], "'-cmd|' /C calc'!A0\r\n"],
    [["\tx"], "'\tx\r\n"],
    [["\r=1"], '"\'\r=1"\r\n'],
    [["+4", "-3,5", "+1.25"], "+4;-3,5;+1.25\r\n"],
    [["=1;2"], '"\'=1;2"\r\n'],
    [["a=b"], "a=b\r\n"],
    [[{ date: "2026-09-01" }, { date: "=1" }], "2026-09-01;'=1\r\n"],
  ] as const)("of %j is %j", (cells, expected) => {
    expect(csvLine(cells)).toBe(expected);
  });

  test("gives its cells back to a reader, and none of them starts as a formula", () => {
    fc.assert(
      fc.property(fc.array(fc.string(), { minLength: 2, maxLength: 5 }), (cells) => {
        const text = csvLine(cells);
        const [row = []] = parse(text, { delimiter: ";", relax_column_count: true }) as string[][];
        expect(row.map((cell, at) => (cell === `'${cells[at]}` ? cells[at] : cell))).toEqual(cells);
        for (const cell of row)
          expect(/^[=+\-@\t\r]/.test(cell) && !/^[+-]?\d+([.,]\d+)?$/.test(cell)).toBe(false);
      }),
    );
  });
});

import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { builtInFormat, formattedText, numberFormat, numberText, percentText } from "./cell-text.ts";

describe("a number", () => {
  test.each([
    ["0.30000000000000004", "0.3"],
    ["12", "12"],
    ["-0", "0"],
    ["1E-7", "0.0000001"],
    ["1.5E-10", "0.00000000015"],
    ["1.25E21", "1250000000000000000000"],
    ["-1E21", "-1000000000000000000000"],
    ["87.599999999999994", "87.6"],
    ["21940012300015", "21940012300015"],
    ["n'importe", "n'importe"],
  ])("kept as %s reads %s", (raw, text) => {
    expect(numberText(raw)).toBe(text);
  });

  test("of fifteen digits at most is never changed, and never has an exponent", () => {
    const decimal = fc
      .tuple(fc.integer({ min: -(10 ** 9), max: 10 ** 9 }), fc.integer({ min: 0, max: 6 }))
      .map(([digits, decimals]) => digits / 10 ** decimals);
    fc.assert(
      fc.property(decimal, (value) => {
        expect(Number(numberText(String(value)))).toBe(value + 0);
      }),
    );
    fc.assert(
      fc.property(fc.double({ noNaN: true, noDefaultInfinity: true }), (value) => {
        expect(numberText(String(value))).toMatch(/^-?\d+(\.\d+)?$/);
      }),
    );
  });

  test("in percent is what the cell shows, without the noise of the product", () => {
    expect(percentText("0.125")).toBe("12.5%");
    expect(percentText("0.07")).toBe("7%");
    expect(percentText("0.57999999999999996")).toBe("58%");
    fc.assert(
      fc.property(fc.integer({ min: -1000, max: 1000 }), (tenths) => {
        expect(percentText(String(tenths / 1000))).toBe(`${numberText(String(tenths / 10))}%`);
      }),
    );
  });
});

describe("a format", () => {
  test.each([
    ["General", "number"],
    ["0.00", "number"],
    ["########0", "number"],
    ['0.0" %"', "number"],
    ["0\\%", "number"],
    ["[Red]-0;0", "number"],
    ["#,##0.00\\ [$€-40C];[Red]\\-#,##0.00\\ [$€-40C]", "number"],
    ["0.00E+00", "number"],
    ["0%", "percent"],
    ["0.0 %;[Red]-0.0 %", "percent"],
    ["dd/mm/yyyy", "date"],
    ["[$-40C]d mmmm yyyy;@", "date"],
    ["mmm-yy", "date"],
    ["yyyy-mm-dd hh:mm", "datetime"],
    ["hh:mm:ss", "time"],
    ["[h]:mm", "time"],
    ["00000", "code"],
  ])("%s holds a %s", (code, kind) => {
    expect(numberFormat(code).kind).toBe(kind);
  });

  test.each([
    ["45536", "date", "2024-09-01"],
    ["45536.5", "datetime", "2024-09-01T12:00:00"],
    ["45536", "datetime", "2024-09-01"],
    ["45536.99", "date", "2024-09-01"],
    ["0.604166666666667", "time", "14:30:00"],
    ["1.5", "time", "36:00:00"],
    ["1", "date", "1900-01-01"],
    ["59", "date", "1900-02-28"],
    ["61", "date", "1900-03-01"],
    ["-3", "date", "-3"],
    ["99999999", "date", "99999999"],
  ] as const)("%s as %s reads %s", (raw, kind, text) => {
    expect(formattedText(raw, { kind })).toBe(text);
  });

  test("of a code keeps the zeros it starts with", () => {
    expect(formattedText("1004", numberFormat("00000"))).toBe("01004");
    expect(formattedText("1004.5", numberFormat("00000"))).toBe("1004.5");
  });

  test("counts from 1904 when the workbook does", () => {
    expect(formattedText("44074", builtInFormat(14), true)).toBe("2024-09-01");
  });

  test.each([
    [0, "number"],
    [9, "percent"],
    [10, "percent"],
    [14, "date"],
    [22, "datetime"],
    [20, "time"],
    [46, "time"],
    [49, "number"],
  ])("built in as number %i holds a %s", (id, kind) => {
    expect(builtInFormat(id).kind).toBe(kind);
  });
});

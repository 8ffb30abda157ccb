import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { fitWeighted } from "./regression.ts";

interface Case {
  readonly name: string;
  readonly x: readonly (readonly number[])[];
  readonly y: readonly number[];
  readonly w: readonly number[];
  readonly coefficients: readonly number[];
  readonly r2: number;
  readonly residuals: readonly number[];
}

/** Written by reference/regression.r; never typed by hand. */
const { r, cases } = JSON.parse(
  readFileSync(join(import.meta.dirname, "reference/regression.json"), "utf8"),
) as { r: string; cases: Case[] };

/** Residuals are differences of numbers as large as y: their error is relative to it. */
function expectClose(actual: number | undefined, expected: number, scale: number): void {
  expect(Math.abs((actual ?? Number.NaN) - expected)).toBeLessThanOrEqual(1e-9 * Math.max(scale, 1e-12));
}

describe(`fitWeighted agrees with lm of ${r} within 1e-9`, () => {
  test("on at least five data sets", () => {
    expect(cases.length).toBeGreaterThanOrEqual(5);
  });

  test.each(cases)("$name", ({ x, y, w, coefficients, r2, residuals }) => {
    const fitted = fitWeighted(x, y, w);
    expect(fitted?.coefficients).toHaveLength(coefficients.length);
    for (const [j, coefficient] of coefficients.entries())
      expectClose(fitted?.coefficients[j], coefficient, Math.abs(coefficient));
    expectClose(fitted?.r2, r2, 1);
    const size = Math.max(...y.map(Math.abs));
    for (const [i, residual] of residuals.entries()) expectClose(fitted?.residuals[i], residual, size);
  });
});

import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import {
  chiSquareUpperTail,
  fisherUpperTail,
  hypergeometricAt,
  normalQuantile,
  normalUpperTail,
  studentTwoSided,
} from "./distributions.ts";

type Row = readonly number[];

/** Written by reference/distributions.r; arguments first, then the value (three of them for the hypergeometric law). */
const reference = JSON.parse(
  readFileSync(join(import.meta.dirname, "reference/distributions.json"), "utf8"),
) as { r: string } & Record<string, Row[]>;

const LAWS: Record<string, (row: Row) => Row> = {
  normalUpperTail: ([z = Number.NaN]) => [normalUpperTail(z)],
  normalQuantile: ([p = Number.NaN]) => [normalQuantile(p)],
  studentTwoSided: ([t = Number.NaN, df = Number.NaN]) => [studentTwoSided(t, df)],
  fisherUpperTail: ([f = Number.NaN, between = Number.NaN, within = Number.NaN]) => [
    fisherUpperTail(f, { between, within }),
  ],
  chiSquareUpperTail: ([x = Number.NaN, df = Number.NaN]) => [chiSquareUpperTail(x, df)],
  hypergeometricAt: ([count = 0, marked = 0, others = 0, draws = 0]) => {
    const { below, at, above } = hypergeometricAt(count, { marked, others, draws });
    return [below, at, above];
  },
};

/** Below 1e-300 doubles themselves lose digits. */
function relativeGap(actual: number, expected: number): number {
  if (actual === expected || Math.max(Math.abs(actual), Math.abs(expected)) < 1e-300) return 0;
  return Math.abs(actual - expected) / Math.abs(expected);
}

describe(`tails agree with ${reference.r} within 1e-12 of themselves`, () => {
  test.each(Object.entries(LAWS))("%s", (name, law) => {
    const rows = reference[name] ?? [];
    expect(rows.length).toBeGreaterThan(15);
    const gaps = rows.map((row) => {
      const values = law(row);
      const expected = row.slice(-values.length);
      return Math.max(...values.map((value, i) => relativeGap(value, expected[i] ?? Number.NaN)));
    });
    expect(Math.max(...gaps)).toBeLessThanOrEqual(1e-12);
  });
});

test("nothing is said of a law that does not exist", () => {
  expect(studentTwoSided(1, 0)).toBeNaN();
  expect(studentTwoSided(Number.NaN, 3)).toBeNaN();
  expect(fisherUpperTail(1, { between: 1, within: 0 })).toBeNaN();
  expect(chiSquareUpperTail(1, 0)).toBeNaN();
  expect(normalQuantile(1.1)).toBeNaN();
  expect(hypergeometricAt(1, { marked: 2, others: 2, draws: 9 }).at).toBeNaN();
});

test("what is beyond every value has a tail of zero or one", () => {
  expect(studentTwoSided(Number.POSITIVE_INFINITY, 3)).toBe(0);
  expect(fisherUpperTail(Number.POSITIVE_INFINITY, { between: 2, within: 4 })).toBe(0);
  expect(fisherUpperTail(0, { between: 2, within: 4 })).toBe(1);
  expect(chiSquareUpperTail(0, 2)).toBe(1);
  expect([normalUpperTail(Number.POSITIVE_INFINITY), normalUpperTail(Number.NEGATIVE_INFINITY)]).toEqual([
    0, 1,
  ]);
  expect([normalQuantile(0), normalQuantile(1)]).toEqual([
    Number.NEGATIVE_INFINITY,
    Number.POSITIVE_INFINITY,
  ]);
  expect(hypergeometricAt(9, { marked: 2, others: 2, draws: 2 })).toEqual({ below: 1, at: 0, above: 0 });
});

test("the side of the mean keeps its probability where the point itself is lost to underflow", () => {
  const far = hypergeometricAt(0, { marked: 30_000, others: 30_000, draws: 20_000 });
  expect(far).toEqual({ below: 0, at: 0, above: 1 });
});

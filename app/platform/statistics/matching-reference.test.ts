import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { matchNearest } from "./matching.ts";
import { matchingSpace } from "./matching-space.ts";

interface Case {
  readonly name: string;
  readonly ids: string[];
  readonly treated: boolean[];
  readonly strata: string[];
  readonly columns: (number | null)[][];
  readonly neighbours: number;
  readonly radius: number | null;
  readonly replacement: boolean;
  readonly varying: number[];
  readonly shrinkage: number;
  readonly dimensions: number;
  readonly covariance: number[];
  readonly limit: number;
  /** Treated row, other row, distance. */
  readonly distances: [number, number, number][];
  /** Treated row, comparison, rank, distance. */
  readonly matches: [number, number, number, number][];
  /** By variable: standardised differences before and after, variance ratios before and after. */
  readonly balance: (number | null)[][];
}

/** Written by reference/matching.r; never typed by hand. */
const { r, cases } = JSON.parse(
  readFileSync(join(import.meta.dirname, "reference/matching.json"), "utf8"),
) as { r: string; cases: Case[] };

function expectClose(actual: number | null | undefined, expected: number | null): void {
  expect(actual === null).toBe(expected === null);
  const difference = expected === null ? 0 : Math.abs((actual ?? Number.NaN) - expected);
  expect(difference).toBeLessThanOrEqual(1e-9 * Math.max(1, Math.abs(expected ?? 0)));
}

const columnsOf = ({ columns }: Case) =>
  columns.map((values) => Float64Array.from(values, (value) => value ?? Number.NaN));

describe(`matching agrees with base ${r} within 1e-9`, () => {
  test("on more than ten data sets", () => expect(cases.length).toBeGreaterThan(10));

  test.each(cases)("$name", (one) => {
    const { radius, ids, treated, strata, neighbours, replacement } = one;
    const found = matchNearest({
      ...{ ids, treated, strata, neighbours, replacement, columns: columnsOf(one) },
      ...(radius === null ? {} : { radius }),
    });
    expect(found.space.columns).toEqual(one.varying);
    expect(found.space.dimensions).toBe(one.dimensions);
    expectClose(found.space.shrinkage, one.shrinkage);
    expectClose(found.radius, one.limit);
    for (const [i, value] of one.covariance.entries()) expectClose(found.space.covariance[i], value);
    expect(found.matches.map((match) => [match.treated, match.control, match.rank])).toEqual(
      one.matches.map((match) => match.slice(0, 3)),
    );
    for (const [i, match] of one.matches.entries()) expectClose(found.matches[i]?.distance, match[3]);
    for (const [j, [before = 0, after = 0, ratioBefore = 0, ratioAfter = 0]] of one.balance.entries()) {
      expectClose(found.balance[j]?.smdBefore, before);
      expectClose(found.balance[j]?.smdAfter, after);
      expectClose(found.balance[j]?.varianceRatioBefore, ratioBefore);
      expectClose(found.balance[j]?.varianceRatioAfter, ratioAfter);
    }
  });

  test.each(cases)("$name: the distance between any two rows", (one) => {
    const complete = one.ids
      .map((_, i) => i)
      .filter((i) => one.columns.every((values) => values[i] !== null));
    const { coordinates, dimensions } = matchingSpace({
      rows: complete.length,
      columns: columnsOf(one).map((values) => Float64Array.from(complete, (i) => values[i] as number)),
    });
    for (const [a, b, distance] of one.distances) {
      const [i, j] = [complete.indexOf(a) * dimensions, complete.indexOf(b) * dimensions];
      const squares = Array.from(
        { length: dimensions },
        (_, k) => ((coordinates[i + k] as number) - (coordinates[j + k] as number)) ** 2,
      );
      expectClose(Math.sqrt(squares.reduce((sum, square) => sum + square, 0)), distance);
    }
  });
});

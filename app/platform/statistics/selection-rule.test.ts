import { describe, expect, test } from "vitest";
import {
  type Condition,
  evaluateSelection,
  type SelectionData,
  type SelectionRule,
} from "./selection-rule.ts";

const values = Float64Array.of(10, 20, 30, 40, Number.NaN);
const other = Float64Array.of(1, 0, 1, 0, 1);
const data: SelectionData = { rows: 5, columns: [values, other] };

const bound = (side: "at_least" | "at_most" | "above" | "below", value: number): Condition => ({
  kind: "column",
  column: 0,
  side,
  threshold: { kind: "absolute", value },
});
const quantile = (probability: number, grouping?: number): Condition => ({
  kind: "column",
  column: 0,
  side: "at_most",
  threshold: { kind: "quantile", probability, grouping },
});
const flagged: Condition = {
  kind: "column",
  column: 1,
  side: "at_least",
  threshold: { kind: "absolute", value: 1 },
};

function select(rule: Partial<SelectionRule>, on: SelectionData = data): number[] {
  return [...evaluateSelection({ must: [], excluded: [], ...rule }, on).selected];
}

describe("evaluateSelection", () => {
  test.each([
    ["at_least", 20, [0, 1, 1, 1, 0]],
    ["above", 20, [0, 0, 1, 1, 0]],
    ["at_most", 20, [1, 1, 0, 0, 0]],
    ["below", 20, [1, 0, 0, 0, 0]],
  ] as const)("holds values to a bound: %s %i; a missing value meets nothing", (side, value, expected) => {
    expect(select({ must: [bound(side, value)] })).toEqual(expected);
  });

  test("selects every candidate without conditions, and nobody else ever", () => {
    expect(select({})).toEqual([1, 1, 1, 1, 1]);
    expect(select({}, { ...data, candidates: Uint8Array.of(0, 1, 0, 1, 1) })).toEqual([0, 1, 0, 1, 1]);
  });

  test("needs each must, and leaves out who meets one exclusion", () => {
    expect(select({ must: [bound("at_least", 20), bound("at_most", 30)] })).toEqual([0, 1, 1, 0, 0]);
    expect(select({ must: [bound("at_least", 20)], excluded: [flagged] })).toEqual([0, 1, 0, 1, 0]);
  });

  test.each([
    [0, [1, 1, 1, 1, 1]],
    [1, [1, 1, 1, 1, 1]],
    [2, [1, 0, 1, 1, 0]],
    [3, [0, 0, 0, 0, 0]],
  ])("needs at least %i of three conditions", (count, expected) => {
    const among = [bound("at_most", 20), bound("at_least", 30), flagged];
    const three: Condition = { kind: "class", classes: [1] };
    const classes = Int32Array.of(0, 0, 0, 1, -1);
    expect(select({ atLeast: { count, among: [...among, three] } }, { ...data, classes })).toEqual(expected);
  });

  test("meets a condition on classes by membership, never without a class", () => {
    const classes = Int32Array.of(2, 0, 1, 2, -1);
    expect(select({ must: [{ kind: "class", classes: [1, 2] }] }, { ...data, classes })).toEqual([
      1, 0, 1, 1, 0,
    ]);
    expect(select({ must: [{ kind: "class", classes: [-1] }] })).toEqual([0, 0, 0, 0, 0]);
  });

  test("computes quantiles on the whole reference, weighted, within the row's own group", () => {
    expect(select({ must: [quantile(0.5)] })).toEqual([1, 1, 0, 0, 0]);
    const candidates = Uint8Array.of(0, 1, 1, 1, 1);
    expect(select({ must: [quantile(0.5)] }, { ...data, candidates })).toEqual([0, 1, 0, 0, 0]);
    const rowWeights = Float64Array.of(1, 1, 9, 1, 1);
    expect(select({ must: [quantile(0.5)] }, { ...data, rowWeights })).toEqual([1, 1, 1, 0, 0]);
    const groupings = [Int32Array.of(0, 0, 1, 1, 1), Int32Array.of(-1, 3, 3, -1, 3)];
    expect(select({ must: [quantile(0.5, 0)] }, { ...data, groupings })).toEqual([1, 0, 1, 0, 0]);
    expect(select({ must: [quantile(1, 1)] }, { ...data, groupings })).toEqual([0, 1, 1, 0, 0]);
    expect(select({ must: [quantile(1, 7)] }, { ...data, groupings })).toEqual([0, 0, 0, 0, 0]);
  });

  test("gives the bounds that it applied, group by group", () => {
    const groupings = [Int32Array.of(0, 0, 1, 1, 1)];
    const rule = { must: [bound("above", 7), quantile(0.5, 0)], excluded: [] };
    expect(evaluateSelection(rule, { ...data, groupings }).bounds.map((b) => [...b])).toEqual([
      [7],
      [10, 30],
    ]);
  });

  test("standardises the terms of the composite, keeps their sign, and has none where a value is missing", () => {
    const columns = [Float64Array.of(0, 2, Number.NaN), Float64Array.of(6, 2, 4), Float64Array.of(5, 5, 5)];
    const rule: SelectionRule = {
      must: [],
      excluded: [],
      composite: {
        terms: [
          { column: 0, weight: 1 },
          { column: 1, weight: -3 },
          { column: 2, weight: 0 },
        ],
        minimum: { kind: "absolute", value: 0 },
      },
    };
    const { composite, selected } = evaluateSelection(rule, { rows: 3, columns });
    const deviation = Math.sqrt(8 / 3);
    expect(composite?.[0]).toBeCloseTo((-1 - (3 * 2) / deviation) / 4, 12);
    expect(composite?.[1]).toBeCloseTo((1 + (3 * 2) / deviation) / 4, 12);
    expect(composite?.[2]).toBeNaN();
    expect([...selected]).toEqual([0, 1, 0]);
  });

  test("adds nothing for a constant term, and has no composite when every weight is null", () => {
    const columns = [Float64Array.of(0, 2), Float64Array.of(5, 5)];
    const composite = (weights: readonly number[]) =>
      evaluateSelection(
        {
          must: [],
          excluded: [],
          composite: { terms: weights.map((weight, column) => ({ column, weight })) },
        },
        { rows: 2, columns },
      ).composite;
    expect([...(composite([1, 1]) ?? [])]).toEqual([-0.5, 0.5]);
    expect([...(composite([0, 0]) ?? [])]).toEqual([Number.NaN, Number.NaN]);
  });

  test("keeps the first ones by the composite, with the ties of the last place, among those that the rest keeps", () => {
    const columns = [Float64Array.of(5, 4, 4, 3, Number.NaN, 9)];
    const first = (most: number) =>
      evaluateSelection(
        {
          must: [],
          excluded: [{ kind: "column", column: 0, side: "above", threshold: { kind: "absolute", value: 8 } }],
          composite: { terms: [{ column: 0, weight: 1 }] },
          most,
        },
        { rows: 6, columns },
      ).selected;
    expect([...first(1)]).toEqual([1, 0, 0, 0, 0, 0]);
    expect([...first(2)]).toEqual([1, 1, 1, 0, 0, 0]);
    expect([...first(3)]).toEqual([1, 1, 1, 0, 0, 0]);
    expect([...first(9)]).toEqual([1, 1, 1, 1, 0, 0]);
  });
});

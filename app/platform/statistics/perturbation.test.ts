import { describe, expect, test } from "vitest";
import { type PerturbationInput, type PerturbationSettings, perturbSelection } from "./perturbation.ts";
import { stabilityOf } from "./perturbation-stability.ts";
import { seededRandom } from "./random.ts";
import { type Condition, evaluateSelection } from "./selection-rule.ts";

const ROWS = 600;
const QUIET: PerturbationSettings = {
  bootstrap: false,
  weightSpread: 0,
  absoluteSpread: 0,
  quantileSpread: 0,
  leaveOneOut: 0,
  imputationNoise: false,
};
const USUAL: PerturbationSettings = {
  bootstrap: true,
  weightSpread: 0.2,
  absoluteSpread: 0.1,
  quantileSpread: 0.02,
  leaveOneOut: 0.5,
  imputationNoise: true,
};

/** A common factor and noise: three columns that say nearly the same, a fourth on its own, two groups on two axes. */
const random = seededRandom(99);
const factor = Float64Array.from({ length: ROWS }, (_, i) => random.normal() + (i % 2 === 0 ? 3 : -3));
const columns = [
  ...[1, 2, 3].map((scale) => factor.map((value) => 50 + scale * (value + 0.4 * random.normal()))),
  factor.map(() => random.normal()),
];
const centers = Float64Array.from([1, -1].flatMap((sign) => [1, 2, 3].map((scale) => 50 + sign * scale * 3)));
const typology = { active: [0, 1, 2], axes: 2, centers };
const imputed = [{ column: 1, rows: Int32Array.of(4, 9, 40), deviation: 2 }];

const low = (column: number, probability: number): Condition => ({
  kind: "column",
  column,
  side: "at_most",
  threshold: { kind: "quantile", probability },
});
const high = (column: number, value: number): Condition => ({
  kind: "column",
  column,
  side: "at_least",
  threshold: { kind: "absolute", value },
});
const everything = {
  must: [low(0, 0.6)],
  excluded: [high(3, 1.5)],
  atLeast: { count: 2, among: [low(1, 0.5), high(3, 0), { kind: "class", classes: [1] } as const] },
  composite: {
    terms: [
      { column: 0, weight: -1 },
      { column: 1, weight: -1 },
      { column: 3, weight: 2 },
    ],
    minimum: { kind: "quantile", probability: 0.4 } as const,
  },
};
const input: PerturbationInput = {
  rule: everything,
  data: { rows: ROWS, columns },
  typology,
  imputed,
  settings: USUAL,
  seed: 12,
  runs: 60,
};

describe("perturbSelection", () => {
  test("selects in each run exactly the list itself when nothing moves", () => {
    const classes = Int32Array.from({ length: ROWS }, (_, i) => i % 2);
    const list = evaluateSelection(everything, { rows: ROWS, columns, classes }).selected;
    const { selected, listed } = perturbSelection({ ...input, settings: QUIET, runs: 5 });
    expect([...selected]).toEqual([...list].map((one) => one * 5));
    expect(new Set(listed)).toEqual(new Set([list.reduce((sum, one) => sum + one, 0)]));
    expect(listed[0]).toBeGreaterThan(20);
  });

  test("gives the same bytes for the same seed, and others for another", () => {
    const [once, again, other] = [12, 12, 13].map((seed) => perturbSelection({ ...input, seed }));
    expect(again).toEqual(once);
    expect(other?.selected).not.toEqual(once?.selected);
  });

  test("never selects who is excluded, lacks a must or is no candidate, whatever moves", () => {
    const never: Condition = {
      kind: "column",
      column: 4,
      side: "above",
      threshold: { kind: "absolute", value: 0.5 },
    };
    const flags = Float64Array.from({ length: ROWS }, (_, i) => (i % 3 === 0 ? 10 : 0));
    const candidates = Uint8Array.from({ length: ROWS }, (_, i) => (i % 5 === 0 ? 0 : 1));
    const data = { rows: ROWS, columns: [...columns, flags], candidates };
    const rule = { must: [], excluded: [never], composite: everything.composite };
    const { selected, ranks } = perturbSelection({ ...input, rule, data });
    expect(selected.some((count, i) => count > 0 && (i % 3 === 0 || i % 5 === 0))).toBe(false);
    expect(selected.some((count) => count > 0)).toBe(true);
    expect(ranks?.ranked).toBe(480);
    expect(stabilityOf(perturbSelection({ ...input, rule, data })).medianRank[5]).toBeNaN();
  });

  test("is the more stable the farther a row stands from the threshold", () => {
    const line = Float64Array.from({ length: 101 }, (_, i) => i);
    const rule = { must: [{ ...low(0, 0.5) }], excluded: [] };
    const run = { ...input, rule, data: { rows: 101, columns: [line] }, typology: undefined, imputed: [] };
    const { frequency } = stabilityOf(perturbSelection({ ...run, runs: 400 }));
    for (let i = 1; i < 101; i += 1) expect(frequency[i]).toBeLessThanOrEqual(frequency[i - 1] as number);
    expect(frequency[20]).toBe(1);
    expect(frequency[80]).toBe(0);
    expect(frequency[50]).toBeGreaterThan(0.3);
    expect(frequency[50]).toBeLessThan(0.7);
  });

  test("spreads frequencies evenly at the base rate on shuffled data (placebo)", () => {
    const draw = seededRandom(5);
    const columnsOfNothing = [0, 1, 2].map(() => Float64Array.from({ length: ROWS }, () => draw.normal()));
    const noise = columnsOfNothing.map((_, column) => ({
      column,
      rows: Int32Array.from({ length: ROWS }, (_, i) => i),
      deviation: 30,
    }));
    const rule = {
      must: [low(0, 0.5)],
      excluded: [],
      atLeast: { count: 1, among: [low(1, 0.5), low(2, 0.5)] },
    };
    const run = { ...input, rule, data: { rows: ROWS, columns: columnsOfNothing }, typology: undefined };
    const { frequency } = stabilityOf(perturbSelection({ ...run, imputed: noise, runs: 400 }));
    const mean = frequency.reduce((sum, share) => sum + share, 0) / ROWS;
    // Half of them low on the first, three quarters on one of the two others; noise drowns what tells rows apart.
    expect(Math.abs(mean - 0.375)).toBeLessThan(0.01);
    expect(Math.max(...frequency.map((share) => Math.abs(share - 0.375)))).toBeLessThan(0.13);
  });

  test("ranks exactly when bins are as many as rows: the best has rank 1 in every run", () => {
    const line = Float64Array.from({ length: 40 }, (_, i) => (i === 0 ? 1000 : -i));
    const rule = { must: [], excluded: [], composite: { terms: [{ column: 0, weight: 1 }] } };
    const run = {
      ...input,
      rule,
      data: { rows: 40, columns: [line] },
      typology: undefined,
      imputed: [],
      runs: 20,
    };
    const { medianRank, rank5, rank95 } = stabilityOf(perturbSelection(run));
    expect([...medianRank]).toEqual(Array.from({ length: 40 }, (_, i) => i + 1));
    expect([rank5, rank95]).toEqual([medianRank, medianRank]);
  });

  test("keeps ranks within half a percent when there are more rows than bins, equals sharing the best", () => {
    const line = Float64Array.from({ length: 5000 }, (_, i) => -Math.floor(i / 2));
    const rule = { must: [], excluded: [], composite: { terms: [{ column: 0, weight: 1 }] } };
    const run = {
      ...input,
      rule,
      data: { rows: 5000, columns: [line] },
      typology: undefined,
      settings: QUIET,
    };
    const { medianRank } = stabilityOf(perturbSelection({ ...run, imputed: [], runs: 3 }));
    for (let i = 0; i < 5000; i += 1)
      expect(Math.abs((medianRank[i] as number) - (1 + 2 * Math.floor(i / 2)))).toBeLessThanOrEqual(10);
  });

  test("stops between runs when asked, says how far it is, and gives what it has", () => {
    const progress: number[] = [];
    const stopped = perturbSelection(input, {
      shouldStop: () => progress.length === 7,
      onProgress: (done, total) => progress.push(done / total),
    });
    expect(progress).toEqual([1, 2, 3, 4, 5, 6, 7].map((done) => done / 60));
    expect(stopped).toEqual(perturbSelection({ ...input, runs: 7 }));
  });

  test("refuses a number of runs that its counts cannot hold", () => {
    for (const runs of [0, -1, 65_536, Number.NaN])
      expect(() => perturbSelection({ ...input, runs })).toThrow(RangeError);
  });

  test("crosses to a worker and back as it is", () => {
    const crossed = structuredClone(input);
    expect(structuredClone(perturbSelection(crossed))).toEqual(perturbSelection(input));
  });
});

describe("what a run moves", () => {
  const only = (settings: Partial<PerturbationSettings>) =>
    perturbSelection({ ...input, settings: { ...QUIET, ...settings } }).selected;

  test.each([
    ["rows", { bootstrap: true }],
    ["weights", { weightSpread: 0.5 }],
    ["absolute thresholds", { absoluteSpread: 0.3 }],
    ["quantile thresholds", { quantileSpread: 0.05 }],
    ["the variables of the composite", { leaveOneOut: 1 }],
  ])("%s: some rows are selected in some runs only", (_, settings) => {
    expect(only(settings).some((count) => count > 0 && count < 60)).toBe(true);
  });

  test("imputed values: only the rows that have them, and those at a quantile they push", () => {
    const rule = { must: [high(1, 55)], excluded: [] };
    const run = { ...input, rule, settings: { ...QUIET, imputationNoise: true } };
    const strong = [{ column: 1, rows: Int32Array.of(4, 9, 40), deviation: 50 }];
    const { selected } = perturbSelection({ ...run, imputed: strong });
    const moved = [...selected.keys()].filter((i) => (selected[i] as number) % 60 !== 0);
    expect(moved).toEqual([4, 9, 40]);
  });
});

import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { describeClasses } from "./catdes.ts";
import { clusterRows } from "./clustering.ts";
import { findParangons } from "./parangons.ts";

interface Named {
  readonly name: string;
  readonly values: readonly number[];
}

interface Individuals {
  readonly rows: readonly number[];
  readonly distances: readonly number[];
}

interface Cut {
  readonly asked: number;
  readonly consolidation: boolean;
  readonly classes: number;
  readonly partition: readonly number[];
}

interface DescribedCut extends Cut {
  readonly typical: readonly Individuals[];
  readonly distinct: readonly Individuals[];
  readonly chi2: readonly Named[];
  readonly variables: readonly Named[];
  readonly categories: readonly (readonly Named[])[];
  readonly quantities: readonly (readonly Named[])[];
}

interface Case {
  readonly name: string;
  /** Equal distances: which comes first is the last bit of R's arithmetic, so what hangs on it is not compared. */
  readonly tied: boolean;
  readonly rows: number;
  readonly axes: number;
  readonly coordinates: readonly number[];
  readonly weights: readonly number[] | null;
  readonly numericNames: readonly string[];
  readonly numeric: readonly (readonly (number | null)[])[];
  readonly factorNames: readonly string[];
  readonly factors: readonly (readonly (string | null)[])[];
  readonly gains: readonly number[];
  readonly proposed: number;
  /** Leaves from left to right. */
  readonly order: readonly number[];
  readonly cuts: readonly [DescribedCut, ...Cut[]];
}

/** Written by reference/hcpc.r; never typed by hand. */
const { r, cases } = JSON.parse(readFileSync(join(import.meta.dirname, "reference/hcpc.json"), "utf8")) as {
  r: string;
  cases: Case[];
};

describe(`clusters and their description agree with HCPC of ${r} within 1e-9`, () => {
  test("on at least fifteen data sets", () => {
    expect(cases.length).toBeGreaterThanOrEqual(15);
  });

  describe.each(cases)("$name", (reference) => {
    const input = {
      coordinates: Float64Array.from(reference.coordinates),
      rows: reference.rows,
      axes: reference.axes,
      rowWeights: reference.weights ? Float64Array.from(reference.weights) : undefined,
    };

    test("gains of inertia, order of the drawn tree and proposed number of classes", () => {
      const { inertiaGains, proposedClasses, tree } = clusterRows(input);
      const compared = (gains: readonly number[]) => (reference.tied ? [sum(gains)] : gains);
      expectAllClose(compared([...inertiaGains]), compared(reference.gains));
      if (!hasEqualGains(reference.gains)) expect([...tree.order]).toEqual(reference.order);
      expect(proposedClasses).toBe(reference.proposed);
    });

    const cuts = reference.cuts.filter(({ consolidation }) => consolidation || !reference.tied);
    test.each(cuts)("partition in $asked, consolidated: $consolidation", (cut) => {
      const clustering = clusterRows({
        ...input,
        classes: cut.asked > 0 ? cut.asked : undefined,
        consolidation: cut.consolidation,
      });
      expect(clustering.classes).toBe(cut.classes);
      expect([...clustering.partition]).toEqual(cut.partition);
    });

    const [described] = reference.cuts;
    const partition = Int32Array.from(described.partition);

    test("individuals nearest to their centre and farthest from the others", () => {
      const parangons = findParangons({ ...input, partition, classes: described.classes });
      for (const [c, { typical, distinct }] of parangons.entries()) {
        expectIndividuals(typical, described.typical[c], reference.tied);
        expectIndividuals(distinct, described.distinct[c], reference.tied);
      }
    });

    test("description by variables and categories", () => {
      const levels = reference.factors.map((values) => [...new Set(values)].filter((v) => v !== null).sort());
      const description = describeClasses({
        partition,
        classes: described.classes,
        rowWeights: input.rowWeights,
        quantitative: reference.numeric.map((values) => Float64Array.from(values, (v) => v ?? Number.NaN)),
        qualitative: reference.factors.map((values, j) => ({
          codes: Int32Array.from(values, (v) => levels[j]?.indexOf(v ?? "") ?? -1),
          levels: levels[j]?.length ?? 0,
        })),
      });
      const factor = (variable: number) => reference.factorNames[variable] as string;
      const numeric = (variable: number) => reference.numericNames[variable] as string;
      expectNamed(
        description.chi2.map((x) => ({ name: factor(x.variable), values: [x.pValue, x.df] })),
        described.chi2,
      );
      expectNamed(
        description.variables.map((x) => ({ name: numeric(x.variable), values: [x.eta2, x.pValue] })),
        described.variables,
      );
      for (const [c, links] of description.categories.entries())
        expectNamed(
          links.map((x) => ({
            name: `${factor(x.variable)}=${levels[x.variable]?.[x.level] ?? "NA"}`,
            values: [x.classInCategory, x.categoryInClass, x.overall, x.pValue, x.vTest],
          })),
          described.categories[c] ?? [],
        );
      for (const [c, links] of description.quantities.entries())
        expectNamed(
          links.map((x) => ({
            name: numeric(x.variable),
            values: [x.vTest, x.mean, x.overallMean, x.deviation, x.overallDeviation, x.pValue],
          })),
          described.quantities[c] ?? [],
        );
    });
  });
});

function expectNamed(actual: readonly Named[], expected: readonly Named[]): void {
  expect(actual.map(({ name }) => name)).toEqual(expected.map(({ name }) => name));
  for (const [i, { values }] of actual.entries()) expectAllClose(values, expected[i]?.values ?? []);
}

function expectIndividuals(
  actual: readonly { readonly row: number; readonly distance: number }[],
  expected: Individuals | undefined,
  tied: boolean,
): void {
  if (!tied) expect(actual.map(({ row }) => row)).toEqual(expected?.rows);
  expectAllClose(
    actual.map(({ distance }) => distance),
    expected?.distances ?? [],
  );
}

/** Two equal unions may be drawn either way round. */
function hasEqualGains(gains: readonly number[]): boolean {
  return gains.some((gain, k) => k > 0 && Math.abs(gain - (gains[k - 1] as number)) <= 1e-12);
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}

function expectAllClose(actual: readonly number[], expected: readonly number[]): void {
  expect(actual).toHaveLength(expected.length);
  for (const [i, value] of expected.entries())
    expect(Math.abs((actual[i] ?? Number.NaN) - value)).toBeLessThanOrEqual(
      1e-9 * Math.max(1, Math.abs(value)),
    );
}

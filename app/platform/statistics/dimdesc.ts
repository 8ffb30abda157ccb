import { fisherUpperTail, studentTwoSided } from "./distributions.ts";
import type { Pca } from "./pca.ts";
import { correlationWithAxis, type Qualitative } from "./supplementary.ts";

/** What an axis says, each list as `FactoMineR::dimdesc` orders it and cut at the same threshold. */
export interface AxisDescription {
  /** Decreasing correlation. `variable` is the place in the table given. */
  readonly quantitative: readonly { variable: number; correlation: number; pValue: number }[];
  /** Increasing p-value: share of the axis that the variable explains (one-way analysis of variance). */
  readonly qualitative: readonly { variable: number; r2: number; pValue: number }[];
  /** From the surest on the positive side to the surest on the negative one. Level −1: the rows without a value. */
  readonly categories: readonly { variable: number; level: number; estimate: number; pValue: number }[];
}

/**
 * Describes each kept axis by the variables and the levels that go with it, as `FactoMineR::dimdesc` (`condes`): weights
 * count as numbers of rows, unless they sum to less than 3; missing values are left out of a correlation, and form
 * a level of their own in a qualitative variable. What has no variation is not said.
 *
 * @param threshold largest p-value that is kept.
 */
export function describeAxes(
  pca: Pca,
  of: {
    readonly quantitative: readonly Float64Array[];
    readonly qualitative: readonly Qualitative[];
    readonly threshold?: number;
  },
): AxisDescription[] {
  const { threshold = 0.05 } = of;
  return Array.from({ length: pca.axes }, (_, axis) => {
    const tests = of.qualitative.map((variable) => analyseLevels(pca, variable, axis));
    const correlations = of.quantitative.map((values, variable) => ({
      variable,
      ...testCorrelation(pca, values, axis),
    }));
    const categories = tests.flatMap((test, variable) =>
      (test?.levels ?? []).map((level) => ({ variable, ...level })),
    );
    return {
      quantitative: descending(correlations, ({ correlation }) => correlation).filter(
        ({ pValue }) => pValue <= threshold,
      ),
      qualitative: tests
        .flatMap((test, variable) => (test ? [{ variable, r2: test.r2, pValue: test.pValue }] : []))
        .filter(({ pValue }) => pValue <= threshold)
        .sort((a, b) => a.pValue - b.pValue),
      categories: descending(categories, ({ estimate, pValue }) => Math.sign(estimate) / pValue).filter(
        ({ pValue }) => pValue <= threshold,
      ),
    };
  });
}

/** Equal ones come last first, as `rev(order(…))` of R leaves them. */
function descending<T>(items: readonly T[], key: (item: T) => number): T[] {
  return items
    .map((item, place) => ({ item, place, key: key(item) }))
    .filter((entry) => !Number.isNaN(entry.key))
    .sort((a, b) => (a.key === b.key ? b.place - a.place : b.key - a.key))
    .map(({ item }) => item);
}

/** Weights summing to less than 3 cannot be counts: FactoMineR then multiplies them by the number of rows. */
function observations({ rowWeights, weightTotal }: Pca, known = 1): number {
  const total = weightTotal < 3 ? weightTotal * rowWeights.length : weightTotal;
  return total * known;
}

function testCorrelation(pca: Pca, values: Float64Array, axis: number) {
  const { r, known } = correlationWithAxis(pca, values, axis);
  const knownRows = values.reduce((count, value) => count + (Number.isNaN(value) ? 0 : 1), 0);
  const sum = observations(pca, known);
  return { correlation: r, pValue: pValueOf(r, sum < 3 ? sum * knownRows : sum) };
}

function pValueOf(r: number, n: number): number {
  return studentTwoSided(Math.sqrt(n - 2) * Math.sqrt((r * r) / (1 - r * r)), n - 2);
}

function analyseLevels(pca: Pca, { levels, codes }: Qualitative, axis: number) {
  const { axes, rowWeights } = pca;
  const score = (i: number) => pca.individuals.coordinates[i * axes + axis] as number;
  const shares = new Float64Array(levels + 1);
  const means = new Float64Array(levels + 1);
  const slot = (code: number) => (code < 0 ? levels : code);
  let mean = 0;
  for (const [i, code] of codes.entries()) {
    const weight = rowWeights[i] as number;
    shares[slot(code)] = (shares[slot(code)] as number) + weight;
    means[slot(code)] = (means[slot(code)] as number) + weight * score(i);
    mean += weight * score(i);
  }
  const present = [...shares.keys()].filter((level) => (shares[level] as number) > 0);
  if (present.length < 2) return undefined;
  for (const level of present) means[level] = (means[level] as number) / (shares[level] as number);
  let within = 0;
  let total = 0;
  for (const [i, code] of codes.entries()) {
    within += (rowWeights[i] as number) * (score(i) - (means[slot(code)] as number)) ** 2;
    total += (rowWeights[i] as number) * (score(i) - mean) ** 2;
  }
  const between = present.reduce(
    (sum, l) => sum + (shares[l] as number) * ((means[l] as number) - mean) ** 2,
    0,
  );
  const n = observations(pca);
  const f = between / (present.length - 1) / (within / (n - present.length));
  const grand = present.reduce((sum, l) => sum + (means[l] as number), 0) / present.length;
  return {
    r2: between / (between + within),
    pValue: fisherUpperTail(f, { between: present.length - 1, within: n - present.length }),
    levels: present.map((l) => {
      const share = shares[l] as number;
      const r = (((means[l] as number) - mean) * Math.sqrt(share / (1 - share))) / Math.sqrt(total);
      return {
        level: l === levels ? -1 : l,
        estimate: (means[l] as number) - grand,
        pValue: pValueOf(Math.min(1, Math.max(-1, r)), n),
      };
    }),
  };
}

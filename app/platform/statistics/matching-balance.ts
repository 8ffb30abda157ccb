/** How alike both groups are on one variable, before matching and after. Null where it cannot be told. */
export interface Balance {
  readonly treatedMean: number;
  readonly controlMean: number;
  readonly matchedTreatedMean: number | null;
  readonly matchedControlMean: number | null;
  /** Difference of means over √((s₁² + s₀²) / 2), variances before matching: what changes is the means alone. */
  readonly smdBefore: number | null;
  readonly smdAfter: number | null;
  /** Variance of the treated over that of the controls. */
  readonly varianceRatioBefore: number | null;
  readonly varianceRatioAfter: number | null;
}

/** Rows of a group with the weight of each. */
export interface WeightedRows {
  readonly rows: readonly number[];
  readonly weights: readonly number[];
}

export interface BalanceGroups {
  readonly treated: WeightedRows;
  readonly controls: WeightedRows;
  readonly matchedTreated: WeightedRows;
  readonly matchedControls: WeightedRows;
}

/**
 * Balance of one variable. Source: P. C. Austin, « An introduction to propensity score methods », Multivariate
 * Behavioral Research 46 (2011), 399–424 (standardised differences and variance ratios, pooled variance).
 */
export function balanceOf(values: Float64Array, groups: BalanceGroups): Balance {
  const [treated, controls] = [momentsOfRows(values, groups.treated), momentsOfRows(values, groups.controls)];
  const matchedTreated = momentsOfRows(values, groups.matchedTreated);
  const matchedControls = momentsOfRows(values, groups.matchedControls);
  // A group of one row has no variance: the other one then gives the unit.
  const variances = [treated, controls].flatMap((group) => group?.variance ?? []);
  const pooled = Math.sqrt(variances.reduce((sum, one) => sum + one, 0) / Math.max(1, variances.length));
  return {
    treatedMean: treated?.mean ?? 0,
    controlMean: controls?.mean ?? 0,
    matchedTreatedMean: matchedTreated?.mean ?? null,
    matchedControlMean: matchedControls?.mean ?? null,
    smdBefore: differenceOf(treated, controls, pooled),
    smdAfter: differenceOf(matchedTreated, matchedControls, pooled),
    varianceRatioBefore: ratioOf(treated, controls),
    varianceRatioAfter: ratioOf(matchedTreated, matchedControls),
  };
}

interface Moments {
  readonly mean: number;
  /** Unbiased for weights that sum to 1: Σ w (x − mean)² / (1 − Σ w²); null for one row. */
  readonly variance: number | null;
}

function momentsOfRows(values: Float64Array, { rows, weights }: WeightedRows): Moments | undefined {
  if (rows.length === 0) return undefined;
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  const sumBy = (at: (i: number) => number) =>
    rows.reduce((sum, _, i) => sum + ((weights[i] as number) / total) * at(i), 0);
  const value = (i: number) => values[rows[i] as number] as number;
  const mean = sumBy(value);
  const spare = 1 - rows.reduce((sum, _, i) => sum + ((weights[i] as number) / total) ** 2, 0);
  const squares = sumBy((i) => (value(i) - mean) ** 2);
  // Values that differ by rounding alone do not vary.
  const still = squares <= 1e-24 * mean * mean;
  return { mean, variance: spare <= 1e-12 ? null : still ? 0 : squares / spare };
}

function differenceOf(a: Moments | undefined, b: Moments | undefined, deviation: number): number | null {
  if (!a || !b) return null;
  if (deviation > 0) return (a.mean - b.mean) / deviation;
  return Math.abs(a.mean - b.mean) <= 1e-12 * Math.abs(a.mean) ? 0 : null;
}

function ratioOf(a: Moments | undefined, b: Moments | undefined): number | null {
  return a?.variance != null && b?.variance ? a.variance / b.variance : null;
}

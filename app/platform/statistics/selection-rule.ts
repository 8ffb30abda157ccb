import { weightedQuantile } from "./weighted-quantile.ts";

/** What a rule reads. Rows are the whole reference (a nation, an académie); `candidates` are those it may select. */
export interface SelectionData {
  readonly rows: number;
  /** NaN = missing: no condition on it is met, no composite is computed from it. */
  readonly columns: readonly Float64Array[];
  /** 1 = may be selected; absent: all. */
  readonly candidates?: Uint8Array | undefined;
  /** Groups of reference for relative thresholds: a code ≥ 0 per row, −1 = in no group. */
  readonly groupings?: readonly Int32Array[] | undefined;
  /** 0-based class of each row, −1 = none. */
  readonly classes?: Int32Array | undefined;
  /** Of the rows in quantiles and standardisation; default equal. */
  readonly rowWeights?: Float64Array | undefined;
}

/** A value, or a quantile of the weighted reference (of the row's own group in `grouping`). */
export type Threshold =
  | { readonly kind: "absolute"; readonly value: number }
  | { readonly kind: "quantile"; readonly probability: number; readonly grouping?: number | undefined };

export type Condition =
  | {
      readonly kind: "column";
      readonly column: number;
      readonly side: "at_least" | "at_most" | "above" | "below";
      readonly threshold: Threshold;
    }
  | { readonly kind: "class"; readonly classes: readonly number[] };

export interface SelectionRule {
  /** Every one is needed. */
  readonly must: readonly Condition[];
  /** One is enough to be left out, whatever else holds. */
  readonly excluded: readonly Condition[];
  readonly atLeast?: { readonly count: number; readonly among: readonly Condition[] } | undefined;
  /**
   * Σ weight × standardised value / Σ |weight| over the reference; the sign of a weight is its direction. `minimum` is
   * a condition as the others; without it the composite only ranks.
   */
  readonly composite?:
    | {
        readonly terms: readonly { readonly column: number; readonly weight: number }[];
        readonly minimum?: Threshold | undefined;
      }
    | undefined;
  /** With a composite: of the rows kept by the rest, this many with the highest ones, ties at the last place all kept. */
  readonly most?: number | undefined;
}

/** What one run changes; absent: the rule as it is written. */
export interface RuleDraw {
  /** One per condition in the order of `conditionsOf`, then the minimum of the composite; −1 to 1. */
  readonly thresholds: Float64Array;
  /** Largest move of an absolute threshold, in deviations of its column; of a quantile, in probability. */
  readonly absoluteSpread: number;
  readonly quantileSpread: number;
  /** Factor of each term of the composite. */
  readonly terms: Float64Array;
}

export interface Selection {
  readonly selected: Uint8Array;
  /** NaN where a term is missing; undefined without composite. */
  readonly composite: Float64Array | undefined;
  /** Bound applied by each condition in the order of `conditionsOf`: one per group (0 alone without grouping). */
  readonly bounds: readonly Float64Array[];
  readonly compositeBounds: Float64Array | undefined;
}

/** Conditions in the order in which draws and bounds number them. */
export function conditionsOf(rule: SelectionRule): readonly Condition[] {
  return [...rule.must, ...rule.excluded, ...(rule.atLeast?.among ?? [])];
}

/** Applies a rule: pure, the same for the list itself and for each perturbed run. */
export function evaluateSelection(rule: SelectionRule, data: SelectionData, draw?: RuleDraw): Selection {
  const { rows } = data;
  const selected = data.candidates ? data.candidates.slice() : new Uint8Array(rows).fill(1);
  const bounds = conditionsOf(rule).map((condition, c) =>
    condition.kind === "column"
      ? boundsOf(condition.threshold, data, data.columns[condition.column] as Float64Array, c, draw)
      : new Float64Array(0),
  );
  let number = 0;
  const met = new Uint8Array(rows);
  for (const condition of rule.must) {
    markMet(condition, data, bounds[number++] as Float64Array, met);
    for (let i = 0; i < rows; i += 1) if (met[i] === 0) selected[i] = 0;
  }
  for (const condition of rule.excluded) {
    markMet(condition, data, bounds[number++] as Float64Array, met);
    for (let i = 0; i < rows; i += 1) if (met[i] === 1) selected[i] = 0;
  }
  if (rule.atLeast) {
    const counts = new Uint8Array(rows);
    for (const condition of rule.atLeast.among) {
      markMet(condition, data, bounds[number++] as Float64Array, met);
      for (let i = 0; i < rows; i += 1) counts[i] = (counts[i] as number) + (met[i] as number);
    }
    for (let i = 0; i < rows; i += 1) if ((counts[i] as number) < rule.atLeast.count) selected[i] = 0;
  }
  const composite = rule.composite && compositeOf(rule.composite.terms, data, draw?.terms);
  const minimum = rule.composite?.minimum;
  const compositeBounds = composite && minimum && boundsOf(minimum, data, composite, number, draw);
  if (composite && minimum && compositeBounds) {
    markBeyond(composite, "at_least", compositeBounds, groupsOf(minimum, data), met);
    for (let i = 0; i < rows; i += 1) if (met[i] === 0) selected[i] = 0;
  }
  if (composite && rule.most !== undefined) keepFirst(selected, composite, rule.most);
  return { selected, composite, bounds, compositeBounds };
}

/** A row without composite has no place among the first. */
function keepFirst(selected: Uint8Array, composite: Float64Array, most: number): void {
  const known = composite.filter((value, i) => selected[i] === 1 && !Number.isNaN(value)).sort();
  const last = known[Math.max(0, known.length - most)] ?? Number.POSITIVE_INFINITY;
  for (let i = 0; i < selected.length; i += 1) if (!((composite[i] as number) >= last)) selected[i] = 0;
}

function markMet(condition: Condition, data: SelectionData, bounds: Float64Array, met: Uint8Array): void {
  if (condition.kind === "column") {
    const { column, side, threshold } = condition;
    markBeyond(data.columns[column] as Float64Array, side, bounds, groupsOf(threshold, data), met);
    return;
  }
  const wanted = new Set(condition.classes);
  for (let i = 0; i < data.rows; i += 1)
    met[i] = data.classes && wanted.has(data.classes[i] as number) ? 1 : 0;
}

/** A comparison with NaN is never true: a missing value or an empty group meets nothing. */
function markBeyond(
  values: Float64Array,
  side: "at_least" | "at_most" | "above" | "below",
  bounds: Float64Array,
  groups: Int32Array | undefined,
  met: Uint8Array,
): void {
  const strict = side === "above" || side === "below";
  const sign = side === "at_least" || side === "above" ? 1 : -1;
  for (let i = 0; i < values.length; i += 1) {
    const bound = groups ? (bounds[groups[i] as number] ?? Number.NaN) : (bounds[0] as number);
    const difference = sign * ((values[i] as number) - bound);
    met[i] = difference > 0 || (difference === 0 && !strict) ? 1 : 0;
  }
}

function groupsOf(threshold: Threshold, data: SelectionData): Int32Array | undefined {
  return threshold.kind === "quantile" && threshold.grouping !== undefined
    ? data.groupings?.[threshold.grouping]
    : undefined;
}

function boundsOf(
  threshold: Threshold,
  data: SelectionData,
  values: Float64Array,
  number: number,
  draw: RuleDraw | undefined,
): Float64Array {
  const move = draw ? (draw.thresholds[number] as number) : 0;
  if (threshold.kind === "absolute") {
    const spread =
      draw && move !== 0 ? draw.absoluteSpread * momentsOf(values, data.rowWeights).deviation : 0;
    return Float64Array.of(threshold.value + move * spread);
  }
  const probability = threshold.probability + move * (draw?.quantileSpread ?? 0);
  const groups = groupsOf(threshold, data);
  if (threshold.grouping !== undefined && !groups) return new Float64Array(0);
  const groupCount = groups ? groups.reduce((most, group) => Math.max(most, group), -1) + 1 : 1;
  return groupedQuantiles(values, data.rowWeights, groups, groupCount, probability);
}

/** Values are laid out group after group, then each group selects its own. */
function groupedQuantiles(
  values: Float64Array,
  rowWeights: Float64Array | undefined,
  groups: Int32Array | undefined,
  groupCount: number,
  probability: number,
): Float64Array {
  const next = new Int32Array(groupCount + 1);
  for (let i = 0; i < values.length; i += 1) {
    const group = groups ? (groups[i] as number) : 0;
    if (group < 0 || Number.isNaN(values[i] as number)) continue;
    next[group + 1] = (next[group + 1] as number) + 1;
  }
  for (let g = 0; g < groupCount; g += 1) next[g + 1] = (next[g + 1] as number) + (next[g] as number);
  const starts = next.slice();
  const laidValues = new Float64Array(starts[groupCount] as number);
  const laidWeights = new Float64Array(laidValues.length);
  for (let i = 0; i < values.length; i += 1) {
    const value = values[i] as number;
    const weight = rowWeights ? (rowWeights[i] as number) : 1;
    const group = groups ? (groups[i] as number) : 0;
    if (group < 0 || Number.isNaN(value) || weight === 0) continue;
    const at = next[group] as number;
    laidValues[at] = value;
    laidWeights[at] = weight;
    next[group] = at + 1;
  }
  return Float64Array.from({ length: groupCount }, (_, g) => {
    const [from, to] = [starts[g] as number, next[g] as number];
    const own = laidValues.subarray(from, to);
    return weightedQuantile(own, laidWeights.subarray(from, to), to - from, probability) ?? Number.NaN;
  });
}

function compositeOf(
  terms: readonly { readonly column: number; readonly weight: number }[],
  data: SelectionData,
  factors: Float64Array | undefined,
): Float64Array {
  const composite = new Float64Array(data.rows);
  const weights = terms.map(({ weight }, t) => weight * (factors ? (factors[t] as number) : 1));
  const whole = weights.reduce((sum, weight) => sum + Math.abs(weight), 0);
  for (const [t, { column }] of terms.entries()) {
    const share = (weights[t] as number) / whole;
    if (share === 0) continue;
    const values = data.columns[column] as Float64Array;
    const { mean, deviation } = momentsOf(values, data.rowWeights);
    // A constant column tells nobody apart: it adds nothing, rather than an infinity.
    const factor = deviation > 0 ? share / deviation : 0;
    for (let i = 0; i < data.rows; i += 1)
      composite[i] = (composite[i] as number) + ((values[i] as number) - mean) * factor;
  }
  return whole > 0 ? composite : composite.fill(Number.NaN);
}

/** Weighted mean and deviation (denominator n) of the known values, about a first value so that nothing cancels. */
function momentsOf(values: Float64Array, rowWeights: Float64Array | undefined) {
  let origin = Number.NaN;
  let [total, sum, squares] = [0, 0, 0];
  for (let i = 0; i < values.length; i += 1) {
    const value = values[i] as number;
    if (Number.isNaN(value)) continue;
    if (Number.isNaN(origin)) origin = value;
    const weight = rowWeights ? (rowWeights[i] as number) : 1;
    const x = value - origin;
    total += weight;
    sum += weight * x;
    squares += weight * x * x;
  }
  const shift = sum / total;
  return { mean: origin + shift, deviation: Math.sqrt(Math.max(0, squares / total - shift * shift)) };
}

import { add, type ClassedRows } from "./catdes-categories.ts";
import { fisherUpperTail, normalUpperTail } from "./distributions.ts";

export interface QuantityLink {
  readonly variable: number;
  readonly vTest: number;
  readonly mean: number;
  readonly overallMean: number;
  /** Weighted, denominator n. */
  readonly deviation: number;
  readonly overallDeviation: number;
  readonly pValue: number;
}

interface Analysis {
  readonly variable: number;
  readonly eta2: number;
  readonly pValue: number;
  /** Of each class; undefined for a class without a value. */
  readonly links: readonly (QuantityLink | undefined)[];
}

/** One-way weighted analysis of variance, and the v.test of each class mean. */
export function analyse(context: ClassedRows, values: Float64Array, variable: number): Analysis {
  const { classes, masses } = context;
  const { mean, square, means, squares, weights, rows } = moments(context, values);
  let [total, between, within, allMass] = [0, 0, 0, 0];
  for (let c = 0; c < classes; c += 1) {
    const weight = weights[c] as number;
    allMass += masses[c] as number;
    if (weight === 0) continue;
    total += weight;
    between += weight * ((means[c] as number) - mean) ** 2;
    within += squares[c] as number;
  }
  const present = weights.reduce((count, weight) => count + (weight > 0 ? 1 : 0), 0);
  const overallDeviation = Math.sqrt(square / total);
  const constant = !(overallDeviation > Math.abs(mean) * 1e-12);
  const df = { between: present - 1, within: rows - present };
  const f = between / df.between / (within / df.within);
  const links = Array.from({ length: classes }, (_, c) => {
    const mass = masses[c] as number;
    const vTest =
      (((means[c] as number) - mean) / overallDeviation) *
      (Math.sqrt(mass) / Math.sqrt((allMass - mass) / (allMass - 1)));
    if (constant || !Number.isFinite(vTest)) return undefined;
    return {
      variable,
      vTest,
      mean: means[c] as number,
      overallMean: mean,
      deviation: Math.sqrt((squares[c] as number) / (weights[c] as number)),
      overallDeviation,
      pValue: 2 * normalUpperTail(Math.abs(vTest)),
    };
  });
  return {
    variable,
    eta2: between / (between + within),
    pValue: constant ? Number.NaN : fisherUpperTail(f, df),
    links,
  };
}

/** Two passes: means, then squares about them. Rows without weight count for nothing. */
function moments({ partition, classes, weights: rowWeights }: ClassedRows, values: Float64Array) {
  const weights = new Float64Array(classes);
  const means = new Float64Array(classes);
  const squares = new Float64Array(classes);
  let [rows, total, sum, square] = [0, 0, 0, 0];
  const known = (i: number) => !Number.isNaN(values[i] as number) && (rowWeights[i] as number) > 0;
  for (let i = 0; i < values.length; i += 1) {
    if (!known(i)) continue;
    const w = rowWeights[i] as number;
    rows += 1;
    total += w;
    sum += w * (values[i] as number);
    add(weights, partition[i] as number, w);
    add(means, partition[i] as number, w * (values[i] as number));
  }
  for (let c = 0; c < classes; c += 1) means[c] = (means[c] as number) / (weights[c] as number);
  const mean = sum / total;
  for (let i = 0; i < values.length; i += 1) {
    if (!known(i)) continue;
    const [w, c] = [rowWeights[i] as number, partition[i] as number];
    square += w * ((values[i] as number) - mean) ** 2;
    add(squares, c, w * ((values[i] as number) - (means[c] as number)) ** 2);
  }
  return { mean, square, means, squares, weights, rows };
}

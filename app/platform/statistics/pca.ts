import {
  checkTable,
  combine,
  forEachBlock,
  momentsOf,
  normaliseWeights,
  type Standardised,
  sumOf,
  type Table,
} from "./matrix.ts";
import { principalAxes } from "./principal-axes.ts";
import { StatisticsError } from "./statistics-error.ts";

export interface PcaInput {
  /** Complete: the caller excluded or imputed what is missing. */
  readonly active: Table;
  /** On any positive scale (row.w of FactoMineR). */
  readonly rowWeights?: Float64Array | undefined;
  /** Positive (col.w of FactoMineR); 1 by default. */
  readonly columnWeights?: Float64Array | undefined;
  /** Columns brought to deviation 1 (scale.unit); true by default. */
  readonly scale?: boolean | undefined;
  /** Wished; cut to the rank of the table. */
  readonly axes: number;
}

export interface Pca {
  /** All min(n − 1, p) of them, decreasing. */
  readonly eigenvalues: Float64Array;
  /** Of the sum of the eigenvalues, in %. */
  readonly percentages: Float64Array;
  /** Kept. */
  readonly axes: number;
  readonly means: Float64Array;
  /** What centred values are divided by: the weighted deviation (denominator n); 1 for a constant column or without `scale`. */
  readonly deviations: Float64Array;
  /** Columns without any variation: coordinates and contributions 0, correlations and cos² NaN. */
  readonly constant: readonly number[];
  /** Normalised to sum 1, and what they summed to before. */
  readonly rowWeights: Float64Array;
  readonly weightTotal: number;
  readonly columnWeights: Float64Array;
  /** rows × axes, row after row; `contributions` in %; `distance2` to the centre; cos² of a row at the centre is NaN. */
  readonly individuals: {
    readonly coordinates: Float64Array;
    readonly cos2: Float64Array;
    readonly contributions: Float64Array;
    readonly distance2: Float64Array;
  };
  /** columns × axes, row after row; `contributions` in %. */
  readonly variables: {
    readonly coordinates: Float64Array;
    readonly correlations: Float64Array;
    readonly cos2: Float64Array;
    readonly contributions: Float64Array;
  };
  /** columns × axes: coordinate = Σ (value − mean) / deviation × rotation (svd$V of FactoMineR times its col.w). */
  readonly rotation: Float64Array;
}

/**
 * Principal components as French data analysis and `FactoMineR::PCA` define them: centred, reduced by the deviation of
 * denominator n, weights of rows and of columns.
 *
 * Sign rule: on each axis the active variable of largest |correlation| is on the positive side, and the first of them
 * when several are equal to within 1e-9. FactoMineR makes the sum of the rotation positive, which flips with a rounding.
 *
 * @throws StatisticsError with the code that says what the table lacks.
 * @example principalComponents({ active: { rows: 3, columns: [Float64Array.of(1, 2, 4)] }, axes: 1 }).eigenvalues // [1]
 */
export function principalComponents(input: PcaInput): Pca {
  const { active, scale = true } = input;
  if (active.rows < 2) throw new StatisticsError("lignes_insuffisantes");
  if (!(input.axes >= 1)) throw new StatisticsError("axes_invalides");
  checkTable(active, { missing: "refused" });
  const { weights, total: weightTotal } = normaliseWeights(input.rowWeights, active.rows);
  const columnWeights = checkColumnWeights(input.columnWeights, active.columns.length);
  const moments = active.columns.map((values) => momentsOf(values, weights));
  // Squares overflow beyond 1e154: nothing measured is that large.
  const column = moments.findIndex(({ deviation }) => !Number.isFinite(deviation));
  if (column >= 0) throw new StatisticsError("valeur_infinie", { column });
  const means = Float64Array.from(moments, ({ mean }) => mean);
  const deviations = Float64Array.from(moments, ({ deviation }) => (scale && deviation > 0 ? deviation : 1));
  const factors = columnWeights.map((weight, j) => Math.sqrt(weight) / (deviations[j] as number));
  const data: Standardised = { table: active, weights, means, factors };
  const { values: eigenvalues, vectors } = principalAxes(data, Math.floor(input.axes));
  const spreads = moments.map(({ deviation }, j) => deviation / (deviations[j] as number));
  for (const vector of vectors)
    if (isReversed(vector, spreads, columnWeights))
      for (const [j, value] of vector.entries()) vector[j] = 0 - value;
  const inertia = sumOf(eigenvalues.length, (k) => eigenvalues[k] as number);
  return {
    eigenvalues,
    percentages: eigenvalues.map((value) => (100 * value) / inertia),
    axes: vectors.length,
    means,
    deviations,
    constant: moments.flatMap(({ deviation }, j) => (deviation === 0 ? [j] : [])),
    rowWeights: weights,
    weightTotal,
    columnWeights,
    individuals: describeRows(data, vectors, eigenvalues),
    variables: describeColumns(vectors, { eigenvalues, spreads, columnWeights }),
    rotation: interleave(vectors, (value, j) => value * Math.sqrt(columnWeights[j] as number)),
  };
}

function checkColumnWeights(weights: Float64Array | undefined, columns: number): Float64Array {
  const given = weights ?? new Float64Array(columns).fill(1);
  if (given.length !== columns) throw new StatisticsError("dimensions_differentes");
  for (const [column, weight] of given.entries())
    if (!(weight > 0 && weight < Number.POSITIVE_INFINITY))
      throw new StatisticsError("poids_invalide", { column });
  return given;
}

function isReversed(vector: Float64Array, spreads: readonly number[], weights: Float64Array): boolean {
  let largest = 0;
  let reversed = false;
  for (const [j, value] of vector.entries()) {
    const spread = spreads[j] as number;
    const correlation = spread > 0 ? Math.abs(value) / (spread * Math.sqrt(weights[j] as number)) : 0;
    if (correlation <= largest * (1 + 1e-9)) continue;
    largest = correlation;
    reversed = value < 0;
  }
  return reversed;
}

function describeRows(data: Standardised, vectors: readonly Float64Array[], eigenvalues: Float64Array) {
  const { rows, columns } = data.table;
  const axes = vectors.length;
  const coordinates = new Float64Array(rows * axes);
  const cos2 = new Float64Array(rows * axes);
  const contributions = new Float64Array(rows * axes);
  const distance2 = new Float64Array(rows);
  const centre = 1e-26 * sumOf(eigenvalues.length, (k) => eigenvalues[k] as number);
  let target = new Float64Array(0);
  forEachBlock(data, (block, from, length, stride) => {
    if (target.length === 0) target = new Float64Array(axes * stride);
    combine({ block, rotation: vectors, length, target });
    for (let j = 0; j < columns.length; j += 1)
      for (let i = 0; i < length; i += 1)
        distance2[from + i] = (distance2[from + i] as number) + (block[j * stride + i] as number) ** 2;
    for (let i = 0; i < length; i += 1) {
      const distance = distance2[from + i] as number;
      const weight = 100 * (data.weights[from + i] as number);
      for (let k = 0; k < axes; k += 1) {
        const at = (from + i) * axes + k;
        const coordinate = target[k * stride + i] as number;
        coordinates[at] = coordinate;
        cos2[at] = distance > centre ? (coordinate * coordinate) / distance : Number.NaN;
        contributions[at] = (weight * coordinate * coordinate) / (eigenvalues[k] as number);
      }
    }
  });
  return { coordinates, cos2, contributions, distance2 };
}

function describeColumns(
  vectors: readonly Float64Array[],
  of: { eigenvalues: Float64Array; spreads: readonly number[]; columnWeights: Float64Array },
) {
  const root = (k: number) => Math.sqrt(of.eigenvalues[k] as number);
  const loading = (value: number, j: number) => value / Math.sqrt(of.columnWeights[j] as number);
  const coordinates = interleave(vectors, (value, j, k) => loading(value, j) * root(k));
  const correlations = interleave(vectors, (value, j, k) => {
    const spread = of.spreads[j] as number;
    return spread > 0 ? (loading(value, j) * root(k)) / spread : Number.NaN;
  });
  return {
    coordinates,
    correlations,
    cos2: correlations.map((correlation) => correlation * correlation),
    contributions: interleave(vectors, (value) => 100 * value * value),
  };
}

/** One vector per axis becomes columns × axes, row after row. */
function interleave(
  vectors: readonly Float64Array[],
  of: (value: number, j: number, k: number) => number,
): Float64Array {
  const result = new Float64Array(vectors.length * (vectors[0]?.length ?? 0));
  for (const [k, vector] of vectors.entries())
    for (const [j, value] of vector.entries()) result[j * vectors.length + k] = of(value, j, k);
  return result;
}

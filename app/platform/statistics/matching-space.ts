import { crossProducts, momentsOf, normaliseWeights, sumOf, symmetricEigen, type Table } from "./matrix.ts";

/** How far two rows are from each other, learnt from a table without missing values. */
export interface MatchingSpace {
  /** Columns that vary, by their place in the table: the others tell no row from another, and are left aside. */
  readonly columns: readonly number[];
  /** Covariance of the standardised columns that vary (denominator n), shrunk; square, row after row. */
  readonly covariance: Float64Array;
  /** Part of the target in that covariance, in [0, 1]. */
  readonly shrinkage: number;
  /** Directions that count: fewer than columns where some are combinations of others and nothing is shrunk. */
  readonly dimensions: number;
  /** Rows in the space where the distance is that of Euclid: `dimensions` numbers a row, row after row. */
  readonly coordinates: Float64Array;
}

/** Under this part of the largest, an eigenvalue is rounding: its direction holds nothing. */
const NEGLIGIBLE = 1e-10;

/**
 * Mahalanobis' space of all the rows of a table: columns are brought to mean 0 and deviation 1 (denominator n), so that
 * units do not matter, then their covariance is shrunk towards the scaled identity by the intensity that minimises the
 * expected squared error: it stays usable with few rows, or with columns that repeat each other.
 * Source: O. Ledoit and M. Wolf, « A well-conditioned estimator for large-dimensional covariance matrices », Journal of
 * Multivariate Analysis 88 (2004), 365–411, lemma 3.2 to 3.4; P. C. Mahalanobis (1936).
 *
 * @example matchingSpace({ rows: 3, columns: [Float64Array.of(1, 2, 3)] }).dimensions // 1
 */
export function matchingSpace({ rows, columns: given }: Table): MatchingSpace {
  if (rows === 0) return EMPTY;
  const { weights } = normaliseWeights(undefined, rows);
  const moments = given.map((values) => momentsOf(values, weights));
  const columns = [...given.keys()].filter((j) => (moments[j]?.deviation ?? 0) > 0);
  if (columns.length === 0) return { ...EMPTY, coordinates: new Float64Array(0) };
  const table: Table = { rows, columns: columns.map((j) => given[j] as Float64Array) };
  const means = Float64Array.from(columns, (j) => moments[j]?.mean ?? 0);
  const factors = Float64Array.from(columns, (j) => 1 / (moments[j]?.deviation ?? 1));
  const sample = crossProducts({ table, weights, means, factors });
  const standardised = table.columns.map((values, j) =>
    values.map((value) => (value - (means[j] as number)) * (factors[j] as number)),
  );
  const { covariance, shrinkage } = shrink(sample, standardised, rows);
  const axes = whiteningAxes(covariance, columns.length);
  return {
    ...{ columns, covariance, shrinkage, dimensions: axes.length },
    coordinates: project(standardised, axes, rows),
  };
}

const EMPTY: MatchingSpace = {
  ...{ columns: [], covariance: new Float64Array(0), shrinkage: 0, dimensions: 0 },
  coordinates: new Float64Array(0),
};

/** Ledoit and Wolf's estimator: ρ m I + (1 − ρ) S, where m is the mean variance and ρ = min(b̄², d²) / d². */
function shrink(sample: Float64Array, standardised: readonly Float64Array[], rows: number) {
  const p = standardised.length;
  const place = (j: number, k: number) => sample[j * p + k] as number;
  const mean = sumOf(p, (j) => place(j, j)) / p;
  const distance =
    sumOf(p * p, (i) => (place(Math.floor(i / p), i % p) - (i % (p + 1) === 0 ? mean : 0)) ** 2) / p;
  const squares = sumOf(p * p, (i) => (sample[i] as number) ** 2);
  const fourth = sumOf(rows, (i) => {
    let norm = 0;
    for (const column of standardised) norm += (column[i] as number) ** 2;
    return norm * norm;
  });
  const error = Math.max(0, fourth / rows - squares) / rows / p;
  const alike = distance <= 1e-20 * mean * mean;
  const shrinkage = alike ? 0 : Math.min(error, distance) / distance;
  const covariance = sample.map(
    (value, i) => (1 - shrinkage) * value + (i % (p + 1) === 0 ? shrinkage * mean : 0),
  );
  return { covariance, shrinkage };
}

/** Directions on which the covariance is the identity. */
function whiteningAxes(covariance: Float64Array, size: number): Float64Array[] {
  const { values, vectors } = symmetricEigen(covariance, size);
  const floor = NEGLIGIBLE * (values[0] ?? 0);
  return vectors.flatMap((vector, k) => {
    const value = values[k] as number;
    return value > floor ? [vector.map((part) => part / Math.sqrt(value))] : [];
  });
}

function project(
  standardised: readonly Float64Array[],
  axes: readonly Float64Array[],
  rows: number,
): Float64Array {
  const coordinates = new Float64Array(rows * axes.length);
  for (let i = 0; i < rows; i += 1)
    for (const [k, axis] of axes.entries()) {
      let sum = 0;
      for (let j = 0; j < axis.length; j += 1)
        sum += (axis[j] as number) * ((standardised[j] as Float64Array)[i] as number);
      coordinates[i * axes.length + k] = sum;
    }
  return coordinates;
}

import { EigenvalueDecomposition, Matrix } from "ml-matrix";
import { StatisticsError } from "./statistics-error.ts";

/** Numbers in columns, each of `rows` values. NaN is a missing value. */
export interface Table {
  readonly rows: number;
  readonly columns: readonly Float64Array[];
}

/** A table seen through (value − mean) × factor, with the weights of its rows (sum 1). */
export interface Standardised {
  readonly table: Table;
  readonly weights: Float64Array;
  readonly means: Float64Array;
  readonly factors: Float64Array;
}

/** Rows worked on at once: 256 × 45 numbers stay in the cache of one core. */
const BLOCK = 256;

/** Refuses what no method here accepts: no column, columns of other lengths, infinite values, missing ones on demand. */
export function checkTable({ rows, columns }: Table, { missing }: { missing: "allowed" | "refused" }): void {
  if (columns.length === 0) throw new StatisticsError("variable_absente");
  for (const [column, values] of columns.entries()) {
    if (values.length !== rows) throw new StatisticsError("dimensions_differentes", { column });
    for (let row = 0; row < rows; row += 1) {
      const value = values[row] as number;
      if (value === Number.POSITIVE_INFINITY || value === Number.NEGATIVE_INFINITY)
        throw new StatisticsError("valeur_infinie", { row, column });
      if (missing === "refused" && Number.isNaN(value))
        throw new StatisticsError("valeur_manquante", { row, column });
    }
  }
}

/** Weights on any positive scale, brought to sum 1; equal ones when none are given. */
export function normaliseWeights(weights: Float64Array | undefined, rows: number) {
  const given = weights ?? new Float64Array(rows).fill(1);
  if (given.length !== rows) throw new StatisticsError("dimensions_differentes");
  for (const [row, weight] of given.entries())
    if (!(weight > 0 && weight < Number.POSITIVE_INFINITY))
      throw new StatisticsError("poids_invalide", { row });
  const total = sumOf(rows, (i) => given[i] as number);
  return { total, weights: given.map((weight) => weight / total) };
}

/**
 * Weighted mean and deviation (denominator n) over the values that are known. A column whose values differ by no more
 * than rounding is constant: its deviation is exactly 0.
 */
export function momentsOf(values: Float64Array, weights: Float64Array) {
  let least = Number.POSITIVE_INFINITY;
  let most = Number.NEGATIVE_INFINITY;
  for (let i = 0; i < values.length; i += 1) {
    const value = values[i] as number;
    if (value < least) least = value;
    if (value > most) most = value;
  }
  const rough = weightedSums(values, weights, 0);
  if (rough.known === 0) return { mean: Number.NaN, deviation: Number.NaN, known: 0 };
  if (most - least <= 1e-14 * Math.max(Math.abs(least), Math.abs(most)))
    return { mean: least, deviation: 0, known: rough.known };
  const guess = rough.sum / rough.known;
  const { sum, squares, known } = weightedSums(values, weights, guess);
  const shift = sum / known;
  return { mean: guess + shift, deviation: Math.sqrt(squares / known - shift * shift), known };
}

/** Σ w, Σ w (x − origin) and Σ w (x − origin)² over known values, by blocks for the same reason as `sumOf`. */
function weightedSums(values: Float64Array, weights: Float64Array, origin: number) {
  let known = 0;
  let sum = 0;
  let squares = 0;
  for (let from = 0; from < values.length; from += BLOCK) {
    let k = 0;
    let s = 0;
    let q = 0;
    for (let i = from, to = Math.min(values.length, from + BLOCK); i < to; i += 1) {
      const x = (values[i] as number) - origin;
      if (Number.isNaN(x)) continue;
      const weight = weights[i] as number;
      const weighted = weight * x;
      k += weight;
      s += weighted;
      q += weighted * x;
    }
    known += k;
    sum += s;
    squares += q;
  }
  return { known, sum, squares };
}

/** Sum by blocks: the error stays that of a few additions, however many rows there are. */
export function sumOf(count: number, at: (i: number) => number): number {
  let total = 0;
  for (let from = 0; from < count; from += BLOCK) {
    let part = 0;
    for (let i = from, to = Math.min(count, from + BLOCK); i < to; i += 1) part += at(i);
    total += part;
  }
  return total;
}

/** Calls `visit` with blocks of standardised values: column j of the block starts at j × `stride`. */
export function forEachBlock(
  { table, means, factors }: Standardised,
  visit: (block: Float64Array, from: number, length: number, stride: number) => void,
): void {
  const block = new Float64Array(table.columns.length * BLOCK);
  for (let from = 0; from < table.rows; from += BLOCK) {
    const length = Math.min(BLOCK, table.rows - from);
    for (const [j, values] of table.columns.entries()) {
      const mean = means[j] as number;
      const factor = factors[j] as number;
      const start = j * BLOCK;
      for (let i = 0; i < length; i += 1) block[start + i] = ((values[from + i] as number) - mean) * factor;
    }
    visit(block, from, length, BLOCK);
  }
}

/**
 * Weighted cross-products of the standardised columns, or of their combinations when `rotation` (one row of
 * coefficients per combination) is given. Square and symmetric, row after row.
 */
export function crossProducts(data: Standardised, rotation?: readonly Float64Array[]): Float64Array {
  const p = data.table.columns.length;
  const size = rotation?.length ?? p;
  const total = new Float64Array(size * size);
  const roots = data.weights.map(Math.sqrt);
  const turned = new Float64Array(size * BLOCK);
  forEachBlock(data, (block, from, length) => {
    if (rotation) combine({ block, rotation, length, target: turned });
    const weighted = rotation ? turned : block;
    for (let j = 0; j < size; j += 1)
      for (let i = 0; i < length; i += 1)
        weighted[j * BLOCK + i] = (weighted[j * BLOCK + i] as number) * (roots[from + i] as number);
    addProducts({ vectors: weighted, size, length, stride: BLOCK, total });
  });
  for (let j = 0; j < size; j += 1)
    for (let k = 0; k < j; k += 1) total[j * size + k] = total[k * size + j] as number;
  return total;
}

/** target[r] = Σ rotation[r][j] × column j, for the rows of one block. */
export function combine(part: {
  block: Float64Array;
  rotation: readonly Float64Array[];
  length: number;
  target: Float64Array;
}): void {
  const { block, rotation, length, target } = part;
  for (const [r, coefficients] of rotation.entries()) {
    const start = r * BLOCK;
    target.fill(0, start, start + length);
    for (const [j, coefficient] of coefficients.entries())
      for (let i = 0; i < length; i += 1)
        target[start + i] = (target[start + i] as number) + coefficient * (block[j * BLOCK + i] as number);
  }
}

interface Products {
  readonly vectors: Float64Array;
  readonly size: number;
  readonly length: number;
  readonly stride: number;
  readonly total: Float64Array;
}

/** total[j, k] += vector j · vector k for k ≥ j, four at a time: each value read serves four products. */
export function addProducts({ vectors, size, length, stride, total }: Products): void {
  for (let j = 0; j < size; j += 1) {
    const a = j * stride;
    let k = j;
    for (; k + 3 < size; k += 4) {
      const b = k * stride;
      const c = b + stride;
      const d = c + stride;
      const e = d + stride;
      let s0 = 0;
      let s1 = 0;
      let s2 = 0;
      let s3 = 0;
      for (let i = 0; i < length; i += 1) {
        const x = vectors[a + i] as number;
        s0 += x * (vectors[b + i] as number);
        s1 += x * (vectors[c + i] as number);
        s2 += x * (vectors[d + i] as number);
        s3 += x * (vectors[e + i] as number);
      }
      const at = j * size + k;
      total[at] = (total[at] as number) + s0;
      total[at + 1] = (total[at + 1] as number) + s1;
      total[at + 2] = (total[at + 2] as number) + s2;
      total[at + 3] = (total[at + 3] as number) + s3;
    }
    for (; k < size; k += 1) {
      let s = 0;
      for (let i = 0; i < length; i += 1)
        s += (vectors[a + i] as number) * (vectors[k * stride + i] as number);
      total[j * size + k] = (total[j * size + k] as number) + s;
    }
  }
}

/** Eigenvalues of a symmetric matrix, decreasing, never under zero, each with its unit vector. */
export function symmetricEigen(symmetric: Float64Array, size: number) {
  const matrix = Matrix.from1DArray(size, size, symmetric);
  const { realEigenvalues, eigenvectorMatrix } = new EigenvalueDecomposition(matrix, {
    assumeSymmetric: true,
  });
  const order = realEigenvalues
    .map((_, k) => k)
    .sort((a, b) => (realEigenvalues[b] ?? 0) - (realEigenvalues[a] ?? 0));
  return {
    values: Float64Array.from(order, (k) => Math.max(0, realEigenvalues[k] ?? 0)),
    vectors: order.map((k) => Float64Array.from(eigenvectorMatrix.getColumn(k))),
  };
}

import { addProducts, symmetricEigen } from "./matrix.ts";

/** Classes of a saved typology, which a perturbed analysis meets again: nearest fixed centre on its own axes. */
export interface Typology {
  /** Columns of the analysis. A row with a missing one belongs to no class. */
  readonly active: readonly number[];
  /** One per active column; default 1. */
  readonly columnWeights?: Float64Array | undefined;
  /** Default true: columns are standardised. */
  readonly scale?: boolean | undefined;
  readonly axes: number;
  /** classes × active columns, row after row, in the units of the columns: means of the classes. */
  readonly centers: Float64Array;
}

export interface Membership {
  readonly typology: Typology;
  /** Rows without a missing active value; place of each row among them, −1 otherwise. */
  readonly complete: Int32Array;
  readonly place: Int32Array;
  /** One per active column: complete values, standardised once so that the moments of each run do not cancel. */
  readonly standard: readonly Float64Array[];
  readonly means: Float64Array;
  readonly deviations: Float64Array;
}

const BLOCK = 256;

export function prepareMembership(
  columns: readonly Float64Array[],
  rows: number,
  typology: Typology,
): Membership {
  const active = typology.active.map((column) => columns[column] as Float64Array);
  const complete = Int32Array.from(
    Array.from({ length: rows }, (_, i) => i).filter((i) =>
      active.every((values) => Number.isFinite(values[i])),
    ),
  );
  const place = new Int32Array(rows).fill(-1);
  for (const [at, row] of complete.entries()) place[row] = at;
  const means = new Float64Array(active.length);
  const deviations = new Float64Array(active.length);
  const standard = active.map((values, j) => {
    const own = Float64Array.from(complete, (row) => values[row] as number);
    const mean = own.reduce((sum, value) => sum + value, 0) / own.length;
    const deviation = Math.sqrt(own.reduce((sum, value) => sum + (value - mean) ** 2, 0) / own.length);
    means[j] = mean;
    deviations[j] = deviation > Math.abs(mean) * 1e-12 ? deviation : 0;
    return own.map((value) => (deviations[j] === 0 ? 0 : (value - mean) / deviation));
  });
  return { typology, complete, place, standard, means, deviations };
}

/**
 * Class of each row under `rowWeights` (weights of a bootstrap, zero allowed) and column weights multiplied by
 * `factors`: covariance, axes, projection of rows and of the centres, nearest centre. Distances do not depend on the
 * sign or the rotation of axes, so no alignment between runs is needed. −1 for an incomplete row.
 */
export function assignClasses(
  membership: Membership,
  rowWeights: Float64Array,
  factors: Float64Array,
  classes: Int32Array,
): void {
  const { typology, complete, standard, means, deviations } = membership;
  const p = standard.length;
  classes.fill(-1);
  if (!complete.some((row) => (rowWeights[row] as number) > 0)) return;
  const projection = projectionOf(membership, rowWeights, factors);
  // Nothing varies: no row is nearer to one class than to another.
  if (!projection.some((coefficients) => coefficients.some((coefficient) => coefficient !== 0))) return;
  const axes = projection.length;
  const count = typology.centers.length / p;
  const centers = new Float64Array(count * axes);
  for (let l = 0; l < count; l += 1)
    for (let k = 0; k < axes; k += 1)
      for (let j = 0; j < p; j += 1) {
        if ((deviations[j] as number) === 0) continue;
        const z =
          ((typology.centers[l * p + j] as number) - (means[j] as number)) / (deviations[j] as number);
        centers[l * axes + k] =
          (centers[l * axes + k] as number) + z * ((projection[k] as Float64Array)[j] as number);
      }
  const block = new Float64Array(axes * BLOCK);
  for (let from = 0; from < complete.length; from += BLOCK) {
    const length = Math.min(BLOCK, complete.length - from);
    project(standard, projection, from, length, block);
    for (let i = 0; i < length; i += 1)
      classes[complete[from + i] as number] = nearestCenter(block, i, centers, count, axes);
  }
}

/** Coefficients of each axis on the columns of `standard`: √weight / deviation × eigenvector, under the weights. */
function projectionOf(
  { typology, standard, complete, deviations }: Membership,
  rowWeights: Float64Array,
  factors: Float64Array,
): Float64Array[] {
  const p = standard.length;
  const covariance = covarianceOf(standard, complete, rowWeights);
  const scales = Float64Array.from({ length: p }, (_, j) => {
    const weight = (typology.columnWeights?.[j] ?? 1) * (factors[j] as number);
    const variance = covariance[j * p + j] as number;
    if (typology.scale === false) return Math.sqrt(weight) * (deviations[j] as number);
    return variance > 1e-12 ? Math.sqrt(weight / variance) : 0;
  });
  const weighted = covariance.map(
    (value, at) => value * (scales[Math.floor(at / p)] as number) * (scales[at % p] as number),
  );
  const { vectors } = symmetricEigen(weighted, p);
  return vectors
    .slice(0, Math.min(typology.axes, p))
    .map((vector) => vector.map((coefficient, j) => coefficient * (scales[j] as number)));
}

/** Weighted covariance of the standardised columns; rows without weight are skipped. */
function covarianceOf(standard: readonly Float64Array[], complete: Int32Array, rowWeights: Float64Array) {
  const p = standard.length;
  const size = p + 1;
  const total = new Float64Array(size * size);
  const vectors = new Float64Array(size * BLOCK);
  const rows = new Int32Array(BLOCK);
  let length = 0;
  const flush = () => {
    for (let i = 0; i < length; i += 1)
      vectors[p * BLOCK + i] = Math.sqrt(rowWeights[complete[rows[i] as number] as number] as number);
    for (const [j, values] of standard.entries())
      for (let i = 0; i < length; i += 1)
        vectors[j * BLOCK + i] = (values[rows[i] as number] as number) * (vectors[p * BLOCK + i] as number);
    addProducts({ vectors, size, length, stride: BLOCK, total });
    length = 0;
  };
  for (let at = 0; at < complete.length; at += 1) {
    if (!((rowWeights[complete[at] as number] as number) > 0)) continue;
    rows[length] = at;
    length += 1;
    if (length === BLOCK) flush();
  }
  flush();
  const whole = total[p * size + p] as number;
  const mean = (j: number) => (total[j * size + p] as number) / whole;
  const covariance = new Float64Array(p * p);
  for (let j = 0; j < p; j += 1)
    for (let k = j; k < p; k += 1) {
      const value = (total[j * size + k] as number) / whole - mean(j) * mean(k);
      covariance[j * p + k] = value;
      covariance[k * p + j] = value;
    }
  return covariance;
}

/** Four columns at a time: a coordinate is read and written once for four products. */
function project(
  standard: readonly Float64Array[],
  projection: readonly Float64Array[],
  from: number,
  length: number,
  block: Float64Array,
): void {
  // Beyond the last column any column will do: its coefficient is 0.
  const none = standard[0] as Float64Array;
  for (const [k, coefficients] of projection.entries()) {
    const start = k * BLOCK;
    block.fill(0, start, start + length);
    for (let j = 0; j < standard.length; j += 4) {
      const a = standard[j] as Float64Array;
      const b = standard[j + 1] ?? none;
      const c = standard[j + 2] ?? none;
      const d = standard[j + 3] ?? none;
      const ca = coefficients[j] as number;
      const cb = coefficients[j + 1] ?? 0;
      const cc = coefficients[j + 2] ?? 0;
      const cd = coefficients[j + 3] ?? 0;
      for (let i = 0, at = from; i < length; i += 1, at += 1)
        block[start + i] =
          (block[start + i] as number) +
          ca * (a[at] as number) +
          cb * (b[at] as number) +
          cc * (c[at] as number) +
          cd * (d[at] as number);
    }
  }
}

function nearestCenter(
  block: Float64Array,
  i: number,
  centers: Float64Array,
  count: number,
  axes: number,
): number {
  let nearest = -1;
  let best = Number.POSITIVE_INFINITY;
  for (let l = 0; l < count; l += 1) {
    let d2 = 0;
    for (let k = 0; k < axes; k += 1) {
      const difference = (block[k * BLOCK + i] as number) - (centers[l * axes + k] as number);
      d2 += difference * difference;
    }
    if (d2 < best) {
      best = d2;
      nearest = l;
    }
  }
  return nearest;
}

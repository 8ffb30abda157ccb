import { checkTable, combine, forEachBlock, momentsOf, type Table } from "./matrix.ts";
import type { Pca } from "./pca.ts";
import { StatisticsError } from "./statistics-error.ts";

/** A variable whose values are levels: codes 0 to `levels` − 1, and −1 where it is missing. */
export interface Qualitative {
  readonly levels: number;
  readonly codes: Int32Array;
}

/** One vector of rotation per axis, as `combine` takes them. */
function rotationOf({ rotation, axes, means }: Pca): Float64Array[] {
  return Array.from({ length: axes }, (_, k) =>
    Float64Array.from(means, (_mean, j) => rotation[j * axes + k] as number),
  );
}

/**
 * Supplementary individuals (ind.sup of FactoMineR): rows with the columns of the active table, that took no part in
 * the axes. A row with a missing value has no place: NaN.
 */
export function projectRows(pca: Pca, table: Table) {
  checkTable(table, { missing: "allowed" });
  if (table.columns.length !== pca.means.length) throw new StatisticsError("dimensions_differentes");
  const { axes } = pca;
  const rotation = rotationOf(pca);
  const coordinates = new Float64Array(table.rows * axes);
  const cos2 = new Float64Array(table.rows * axes);
  const distance2 = new Float64Array(table.rows);
  const data = {
    table,
    weights: new Float64Array(0),
    means: pca.means,
    factors: pca.deviations.map((deviation) => 1 / deviation),
  };
  forEachBlock(data, (block, from, length, stride) => {
    const target = new Float64Array(axes * stride);
    combine({ block, rotation, length, target });
    for (let i = 0; i < length; i += 1) {
      let distance = 0;
      for (let j = 0; j < table.columns.length; j += 1)
        distance += (pca.columnWeights[j] as number) * (block[j * stride + i] as number) ** 2;
      distance2[from + i] = distance;
      for (let k = 0; k < axes; k += 1) {
        const coordinate = target[k * stride + i] as number;
        coordinates[(from + i) * axes + k] = coordinate;
        cos2[(from + i) * axes + k] = coordinate ** 2 / distance;
      }
    }
  });
  return { coordinates, cos2, distance2 };
}

/**
 * Supplementary quantitative variables (quanti.sup of FactoMineR), columns × axes. A missing value takes the mean of
 * the column, as FactoMineR does, which draws the correlation towards 0: `missing` counts them, and
 * `knownCorrelations` is the correlation over the rows that have a value (the same where none is missing).
 *
 * @param scale what the analysis was made with.
 */
export function projectColumns(pca: Pca, table: Table, { scale = true }: { scale?: boolean } = {}) {
  checkTable(table, { missing: "allowed" });
  if (table.rows !== pca.rowWeights.length) throw new StatisticsError("dimensions_differentes");
  const { axes } = pca;
  const size = table.columns.length * axes;
  const coordinates = new Float64Array(size);
  const correlations = new Float64Array(size);
  const knownCorrelations = new Float64Array(size);
  const missing = new Int32Array(table.columns.length);
  const equal = new Float64Array(table.rows).fill(1);
  for (const [j, values] of table.columns.entries()) {
    missing[j] = values.reduce((count, value) => count + (Number.isNaN(value) ? 1 : 0), 0);
    const average = momentsOf(values, equal).mean;
    const filled = values.map((value) => (Number.isNaN(value) ? average : value));
    const { mean, deviation } = momentsOf(filled, pca.rowWeights);
    const divisor = scale && deviation > 0 ? deviation : 1;
    for (let k = 0; k < axes; k += 1) {
      const root = Math.sqrt(pca.eigenvalues[k] as number);
      let product = 0;
      for (let i = 0; i < table.rows; i += 1)
        product +=
          (pca.rowWeights[i] as number) *
          ((filled[i] as number) - mean) *
          (pca.individuals.coordinates[i * axes + k] as number);
      const at = j * axes + k;
      coordinates[at] = product / divisor / root;
      correlations[at] = deviation > 0 ? product / deviation / root : Number.NaN;
      knownCorrelations[at] =
        missing[j] === 0 ? (correlations[at] as number) : correlationWithAxis(pca, values, k).r;
    }
  }
  return { coordinates, correlations, cos2: correlations.map((r) => r * r), knownCorrelations, missing };
}

/** Weighted correlation of a column with an axis over the rows that have a value; `known` is their share of the weight. */
export function correlationWithAxis(
  pca: Pca,
  values: Float64Array,
  axis: number,
): { r: number; known: number } {
  const { axes, rowWeights } = pca;
  const scores = values.map((value, i) =>
    Number.isNaN(value) ? value : (pca.individuals.coordinates[i * axes + axis] as number),
  );
  const x = momentsOf(values, rowWeights);
  const y = momentsOf(scores, rowWeights);
  if (!(x.deviation > 0 && y.deviation > 0)) return { r: Number.NaN, known: x.known };
  let product = 0;
  for (let i = 0; i < values.length; i += 1) {
    const value = values[i] as number;
    if (!Number.isNaN(value))
      product += (rowWeights[i] as number) * (value - x.mean) * ((scores[i] as number) - y.mean);
  }
  const r = product / x.known / (x.deviation * y.deviation);
  return { r: Math.min(1, Math.max(-1, r)), known: x.known };
}

/**
 * Supplementary qualitative variable (quali.sup of FactoMineR): each level at the barycentre of its rows. Rows without
 * a level count nowhere; a level without a row is NaN. `vTests` compare with a draw at random of as many rows; `eta2`
 * (one per axis) is the share of the axis between levels, where FactoMineR gives none if a row lacks its level.
 */
export function projectLevels(pca: Pca, active: Table, { levels, codes }: Qualitative) {
  const { axes, rowWeights, weightTotal, columnWeights, eigenvalues } = pca;
  if (codes.length !== rowWeights.length) throw new StatisticsError("dimensions_differentes");
  const p = active.columns.length;
  const sums = new Float64Array(levels * p);
  const shares = new Float64Array(levels);
  for (const [i, code] of codes.entries()) {
    if (code < 0) continue;
    const weight = rowWeights[i] as number;
    shares[code] = (shares[code] as number) + weight;
    for (const [j, values] of active.columns.entries()) {
      const z = ((values[i] as number) - (pca.means[j] as number)) / (pca.deviations[j] as number);
      sums[code * p + j] = (sums[code * p + j] as number) + weight * z;
    }
  }
  const coordinates = new Float64Array(levels * axes);
  const distance2 = new Float64Array(levels);
  for (let level = 0; level < levels; level += 1)
    for (let j = 0; j < p; j += 1) {
      const z = (sums[level * p + j] as number) / (shares[level] as number);
      distance2[level] = (distance2[level] as number) + (columnWeights[j] as number) * z * z;
      for (let k = 0; k < axes; k += 1) {
        const at = level * axes + k;
        coordinates[at] = (coordinates[at] as number) + z * (pca.rotation[j * axes + k] as number);
      }
    }
  const weights = shares.map((share) => share * weightTotal);
  // Shares that sum to 1, give or take a rounding, are no counts: FactoMineR then leaves the finite population out.
  const counted = weightTotal > 1 + 1e-9;
  const precision = weights.map((weight) =>
    Math.sqrt(counted ? (weight * (weightTotal - 1)) / (weightTotal - weight) : weight),
  );
  const level = (at: number) => Math.floor(at / axes);
  return {
    weights,
    coordinates,
    distance2,
    cos2: coordinates.map((coordinate, at) => coordinate ** 2 / (distance2[level(at)] as number)),
    vTests: coordinates.map(
      (coordinate, at) =>
        (coordinate / Math.sqrt(eigenvalues[at % axes] as number)) * (precision[level(at)] as number),
    ),
    eta2: Float64Array.from({ length: axes }, (_, k) => shareBetween(pca, { levels, codes }, k)),
  };
}

/** Share of the variance of an axis that lies between levels, over the rows that have one. */
function shareBetween(pca: Pca, { levels, codes }: Qualitative, axis: number): number {
  const { axes, rowWeights, individuals } = pca;
  const weights = new Float64Array(levels);
  const sums = new Float64Array(levels);
  const scores = individuals.coordinates;
  for (const [i, code] of codes.entries()) {
    if (code < 0) continue;
    const weight = rowWeights[i] as number;
    weights[code] = (weights[code] as number) + weight;
    sums[code] = (sums[code] as number) + weight * (scores[i * axes + axis] as number);
  }
  const known = weights.reduce((sum, weight) => sum + weight, 0);
  const mean = sums.reduce((sum, value) => sum + value, 0) / known;
  let within = 0;
  let between = 0;
  for (const [i, code] of codes.entries()) {
    if (code < 0) continue;
    const middle = (sums[code] as number) / (weights[code] as number);
    within += (rowWeights[i] as number) * ((scores[i * axes + axis] as number) - middle) ** 2;
    between += (rowWeights[i] as number) * (middle - mean) ** 2;
  }
  return between / (between + within);
}

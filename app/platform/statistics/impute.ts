import {
  checkTable,
  combine,
  forEachBlock,
  momentsOf,
  normaliseWeights,
  type Standardised,
  type Table,
} from "./matrix.ts";
import { principalAxes } from "./principal-axes.ts";
import { StatisticsError } from "./statistics-error.ts";

export interface Imputed {
  /** The columns given, with a number in each missing cell; columns without one are the same arrays. */
  readonly columns: readonly Float64Array[];
  /** Cells imputed. */
  readonly missing: number;
  readonly iterations: number;
  /** False when the iterations ran out first: the numbers are usable, and less stable. */
  readonly converged: boolean;
}

/**
 * Regularised iterative principal components: missing cells start at the mean, then take the value that the first
 * `axes` components rebuild, shrunk by the noise, until the fit of the known cells no longer moves.
 *
 * Source: J. Josse and F. Husson, "missMDA: A Package for Handling Missing Values in Multivariate Data Analysis",
 * Journal of Statistical Software 70 (2016), §2.1; noise with the degrees of freedom of `missMDA::imputePCA`
 * (Regularized, coeff.ridge 1, threshold 1e-6, one start).
 *
 * @param axes components rebuilt from; 0 gives the means. The caller chooses; at most min(rows − 2, columns − 1).
 * @param shouldStop asked at each iteration; true ends in the error `calcul_interrompu`.
 */
export function imputePca(input: {
  readonly table: Table;
  readonly axes: number;
  readonly rowWeights?: Float64Array | undefined;
  readonly scale?: boolean | undefined;
  readonly threshold?: number | undefined;
  readonly maxIterations?: number | undefined;
  readonly shouldStop?: (() => boolean) | undefined;
}): Imputed {
  const { table, axes, scale = true, threshold = 1e-6, maxIterations = 1000 } = input;
  checkTable(table, { missing: "allowed" });
  const { weights } = normaliseWeights(input.rowWeights, table.rows);
  const missing = table.columns.map((values) =>
    values.reduce((n, value) => n + (Number.isNaN(value) ? 1 : 0), 0),
  );
  const cells = missing.reduce((sum, count) => sum + count, 0);
  if (cells === 0) return { columns: table.columns, missing: 0, iterations: 0, converged: true };
  const columns = table.columns.map((values, column) => {
    if (missing[column] === 0) return values;
    if (missing[column] === table.rows) throw new StatisticsError("variable_vide", { column });
    const { mean } = momentsOf(values, weights);
    return values.map((value) => (Number.isNaN(value) ? mean : value));
  });
  if (axes === 0) return { columns, missing: cells, iterations: 0, converged: true };
  if (!(axes > 0 && axes <= Math.min(table.rows - 2, columns.length - 1)))
    throw new StatisticsError("axes_invalides");
  let last = Number.POSITIVE_INFINITY;
  for (let iteration = 1; ; iteration += 1) {
    if (input.shouldStop?.()) throw new StatisticsError("calcul_interrompu");
    const data = standardise({ rows: table.rows, columns }, weights, scale);
    const rebuilt = rebuild(data, table, axes);
    const settled = Math.abs(1 - rebuilt.misfit / last) < threshold || rebuilt.misfit < threshold;
    const converged = (iteration >= 5 && settled) || rebuilt.misfit === 0;
    if (converged || iteration >= maxIterations)
      return { columns, missing: cells, iterations: iteration, converged };
    last = rebuilt.misfit;
    rebuilt.apply(columns);
  }
}

function standardise(table: Table, weights: Float64Array, scale: boolean): Standardised {
  const moments = table.columns.map((values) => momentsOf(values, weights));
  const column = moments.findIndex(({ deviation }) => !Number.isFinite(deviation));
  if (column >= 0) throw new StatisticsError("valeur_infinie", { column });
  return {
    table,
    weights,
    means: Float64Array.from(moments, ({ mean }) => mean),
    factors: Float64Array.from(moments, ({ deviation }) => (scale && deviation > 0 ? 1 / deviation : 1)),
  };
}

/** Weighted misfit of the known cells to the shrunk reconstruction, and what the missing ones become by it. */
function rebuild(data: Standardised, observed: Table, axes: number) {
  const { rows, columns } = data.table;
  const { values, vectors } = principalAxes(data, axes);
  const shrunk = shrinkage(values, { rows, columns: columns.length, axes });
  const back = columns.map((_, j) =>
    Float64Array.from(vectors, (v, k) => (shrunk[k] as number) * (v[j] as number)),
  );
  const found: { column: number; row: number; value: number }[] = [];
  let misfit = 0;
  forEachBlock(data, (block, from, length, stride) => {
    const scores = new Float64Array(vectors.length * stride);
    combine({ block, rotation: vectors, length, target: scores });
    const fitted = new Float64Array(columns.length * stride);
    combine({ block: scores, rotation: back, length, target: fitted });
    for (const [column, known] of observed.columns.entries())
      for (let i = 0; i < length; i += 1) {
        const fit = fitted[column * stride + i] as number;
        if (Number.isNaN(known[from + i]))
          found.push({
            column,
            row: from + i,
            value: fit / (data.factors[column] as number) + (data.means[column] as number),
          });
        else
          misfit += (data.weights[from + i] as number) * ((block[column * stride + i] as number) - fit) ** 2;
      }
  });
  return {
    misfit,
    apply(target: readonly Float64Array[]) {
      for (const { column, row, value } of found) (target[column] as Float64Array)[row] = value;
    },
  };
}

/** (λ − σ²) / λ for each component, σ² from the inertia left and its degrees of freedom, never above the next λ. */
function shrinkage(
  values: Float64Array,
  { rows, columns, axes }: { rows: number; columns: number; axes: number },
): Float64Array {
  const left = values.subarray(axes).reduce((sum, value) => sum + value, 0);
  const freedom = (rows - 1) * columns - (rows - 1) * axes - columns * axes + axes * axes;
  const noise = ((rows * columns) / Math.min(columns, rows - 1)) * (left / freedom);
  const bounded = Math.min(noise, values[axes] ?? 0);
  return values.subarray(0, axes).map((value) => (value > 0 ? (value - bounded) / value : 0));
}

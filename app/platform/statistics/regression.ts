import { Matrix, solve } from "ml-matrix";

export interface Regression {
  /** Constant first, then one coefficient per predictor, in the units of the data. */
  readonly coefficients: readonly number[];
  /** Share of the weighted variance that the predictors explain, in [0, 1]. */
  readonly r2: number;
  /** Observed minus fitted, in the order of the observations. */
  readonly residuals: readonly number[];
}

/**
 * Weighted least squares: minimises Σ w (y − b₀ − Σ bⱼ xⱼ)². Solved by QR on √w-scaled rows with centred predictors,
 * as `lm(y ~ x, weights = w)` of R does. Undefined when a predictor is constant or a combination of the others, or
 * when there are not more observations than coefficients.
 *
 * @param x one row per observation, one column per predictor; `y` and `w` have as many entries; `w` > 0.
 * @example fitWeighted([[1], [2], [3]], [2, 4, 6], [1, 1, 1])?.coefficients // [0, 2]
 */
export function fitWeighted(
  x: readonly (readonly number[])[],
  y: readonly number[],
  w: readonly number[],
): Regression | undefined {
  const predictors = x[0]?.length ?? 0;
  if (predictors === 0 || x.length <= predictors + 1) return undefined;
  const weight = sum(w);
  const centres = Array.from(
    { length: predictors },
    (_, j) => sum(x.map((row, i) => (row[j] ?? 0) * (w[i] ?? 0))) / weight,
  );
  const scales = centres.map((centre, j) =>
    Math.sqrt(sum(x.map((row, i) => (w[i] ?? 0) * ((row[j] ?? 0) - centre) ** 2)) / weight),
  );
  if (scales.some((scale, j) => scale <= Math.abs(centres[j] ?? 0) * 1e-12)) return undefined;
  const roots = w.map(Math.sqrt);
  const design = x.map((row, i) =>
    [1, ...row.map((value, j) => (value - (centres[j] ?? 0)) / (scales[j] ?? 1))].map(
      (cell) => cell * (roots[i] ?? 0),
    ),
  );
  const solved = solveLeastSquares(
    design,
    y.map((value, i) => value * (roots[i] ?? 0)),
  );
  if (!solved) return undefined;
  const slopes = solved.slice(1).map((slope, j) => slope / (scales[j] ?? 1));
  const constant = (solved[0] ?? 0) - sum(slopes.map((slope, j) => slope * (centres[j] ?? 0)));
  const coefficients = [constant, ...slopes];
  const residuals = y.map((value, i) => value - predict(coefficients, x[i] ?? []));
  const mean = sum(y.map((value, i) => value * (w[i] ?? 0))) / weight;
  const total = sum(y.map((value, i) => (w[i] ?? 0) * (value - mean) ** 2));
  const left = sum(residuals.map((residual, i) => (w[i] ?? 0) * residual ** 2));
  return { coefficients, residuals, r2: total === 0 ? 0 : Math.max(0, 1 - left / total) };
}

/** Value that a regression expects for some predictors: constant, then one coefficient per predictor. */
export function predict(coefficients: readonly number[], x: readonly number[]): number {
  return x.reduce(
    (expected, value, j) => expected + (coefficients[j + 1] ?? 0) * value,
    coefficients[0] ?? 0,
  );
}

function solveLeastSquares(design: number[][], y: number[]): number[] | undefined {
  const matrix = new Matrix(design);
  const normal = matrix.transpose().mmul(matrix);
  const solved = solve(matrix, Matrix.columnVector(y)).to1DArray();
  // Standardised predictors have a unit diagonal: a pivot that vanishes beside it is a combination of the others.
  const independent = smallestPivot(normal) > 1e-10 * normal.get(0, 0);
  return independent && solved.every(Number.isFinite) ? solved : undefined;
}

/** Smallest pivot of a Cholesky elimination: near zero when columns depend on each other. */
function smallestPivot(symmetric: Matrix): number {
  const a = symmetric.clone();
  let smallest = Number.POSITIVE_INFINITY;
  for (let k = 0; k < a.rows; k += 1) {
    const pivot = a.get(k, k);
    smallest = Math.min(smallest, pivot);
    if (pivot <= 0) return pivot;
    for (let i = k + 1; i < a.rows; i += 1) {
      const factor = a.get(i, k) / pivot;
      for (let j = k; j < a.columns; j += 1) a.set(i, j, a.get(i, j) - factor * a.get(k, j));
    }
  }
  return smallest;
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}

/** Means of the rows of each class, classes × axes: unweighted, as `by(X, clust, colMeans)` of HCPC. */
export function meansByClass(
  points: Float64Array,
  rows: number,
  axes: number,
  partition: Int32Array,
  classes: number,
): Float64Array {
  const sums = new Float64Array(classes * axes);
  const sizes = new Int32Array(classes);
  for (let i = 0; i < rows; i += 1) {
    const c = partition[i] as number;
    sizes[c] = (sizes[c] as number) + 1;
    for (let j = 0; j < axes; j += 1)
      sums[c * axes + j] = (sums[c * axes + j] as number) + (points[i * axes + j] as number);
  }
  return sums.map((sum, at) => sum / (sizes[Math.floor(at / axes)] as number));
}

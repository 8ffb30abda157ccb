import { seededKmeans } from "./kmeans.ts";

export interface WeighedRows {
  /** rows × axes, row after row, finite. */
  readonly coordinates: Float64Array;
  readonly rows: number;
  readonly axes: number;
  /**
   * The analysis that gave the coordinates (columns × axes, and its column weights). FactoMineR directs an axis by the
   * sum of its rotation, and takes the rows along the first one: a local optimum or a tie may hang on it.
   */
  readonly components?: { readonly rotation: Float64Array; readonly columnWeights: Float64Array } | undefined;
  /** Positive, any scale; they weigh in the tree, not in the consolidation (as in HCPC). */
  readonly rowWeights?: Float64Array | undefined;
  /** Number of k-means groups made before the tree when rows are many; undefined: the tree of all rows. */
  readonly preliminary?: number | undefined;
  /** Of the preliminary groups; default 1. */
  readonly seed?: number | undefined;
}

export interface SortedRows {
  /** Row of each place, by increasing first coordinate: HCPC sorts them so, which settles ties. */
  readonly order: Int32Array;
  readonly points: Float64Array;
  readonly weights: Float64Array | undefined;
}

export function sortByFirstAxis(input: WeighedRows): SortedRows {
  const { coordinates, rows, axes, rowWeights } = input;
  const order = Int32Array.from({ length: rows }, (_, i) => i);
  const direction = directionOf(input);
  if (axes > 0)
    order.sort(
      (a, b) => direction * ((coordinates[a * axes] as number) - (coordinates[b * axes] as number)) || a - b,
    );
  const points = new Float64Array(rows * axes);
  for (const [place, row] of order.entries())
    points.set(coordinates.subarray(row * axes, (row + 1) * axes), place * axes);
  const weights = rowWeights && Float64Array.from(order, (row) => rowWeights[row] as number);
  return { order, points, weights };
}

/** As `svd.triplet` of FactoMineR: the sum of the unit vector is positive, which it looks at from two axes on. */
function directionOf({ components, axes }: WeighedRows): 1 | -1 {
  if (!components || axes < 2) return 1;
  let sum = 0;
  for (const [j, weight] of components.columnWeights.entries())
    sum += (components.rotation[j * axes] as number) / Math.sqrt(weight);
  return sum < 0 ? -1 : 1;
}

export interface Leaves {
  readonly leaves: number;
  readonly centers: Float64Array;
  readonly weights: Float64Array | undefined;
  /** Leaf of each sorted row. */
  readonly leafOfRow: Int32Array;
  /** Inertia inside the leaves, rows of total weight 1. */
  readonly within: number;
}

export function groupIntoLeaves(
  { points, weights }: SortedRows,
  { rows, axes, preliminary, seed = 1 }: WeighedRows,
): Leaves {
  const leafOfRow = Int32Array.from({ length: rows }, (_, i) => i);
  if (preliminary === undefined || preliminary >= rows)
    return { leaves: rows, centers: points, weights, leafOfRow, within: 0 };
  const { classes, partition, centers } = seededKmeans(points, rows, axes, Math.max(1, preliminary), {
    seed,
    weights,
  });
  const order = Int32Array.from({ length: classes }, (_, c) => c).sort(
    (a, b) => (centers[a * axes] as number) - (centers[b * axes] as number) || a - b,
  );
  const leafOf = new Int32Array(classes);
  const ordered = new Float64Array(classes * axes);
  for (const [leaf, c] of order.entries()) {
    leafOf[c] = leaf;
    ordered.set(centers.subarray(c * axes, (c + 1) * axes), leaf * axes);
  }
  const masses = new Float64Array(classes);
  let [within, total] = [0, 0];
  for (let i = 0; i < rows; i += 1) {
    const leaf = leafOf[partition[i] as number] as number;
    const w = weights ? (weights[i] as number) : 1;
    leafOfRow[i] = leaf;
    masses[leaf] = (masses[leaf] as number) + w;
    total += w;
    for (let j = 0; j < axes; j += 1)
      within += w * ((points[i * axes + j] as number) - (ordered[leaf * axes + j] as number)) ** 2;
  }
  return { leaves: classes, centers: ordered, weights: masses, leafOfRow, within: within / total };
}

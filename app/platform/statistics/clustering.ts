import { meansByClass } from "./class-means.ts";
import { groupIntoLeaves, type Leaves, sortByFirstAxis, type WeighedRows } from "./clustering-leaves.ts";
import type { Control } from "./control.ts";
import { hartiganWong } from "./hartigan-wong.ts";
import type { Partition } from "./kmeans.ts";
import { roundHalfEven } from "./round-half-even.ts";
import { StatisticsError } from "./statistics-error.ts";
import { wardTree } from "./ward.ts";
import { cutTree, leafOrder } from "./ward-cut.ts";

export interface ClusteringInput extends WeighedRows {
  /** Undefined: the proposed number. Cut to the number of distinct rows. */
  readonly classes?: number | undefined;
  /** Default true. */
  readonly consolidation?: boolean | undefined;
}

export interface Clustering {
  readonly classes: number;
  /** 0-based class of each row, numbered by increasing first coordinate of the centres. */
  readonly partition: Int32Array;
  /** classes × axes, row after row: unweighted means of the coordinates. */
  readonly centers: Float64Array;
  /** Inertia lost when going from k + 1 classes to k, at index k − 1, decreasing; their sum is the total inertia. */
  readonly inertiaGains: Float64Array;
  readonly proposedClasses: number;
  readonly tree: Dendrogram;
}

/** Node i < leaves is leaf i; node leaves + s is the union made at step s of `left[s]` and `right[s]`. */
export interface Dendrogram {
  readonly leaves: number;
  readonly left: Int32Array;
  readonly right: Int32Array;
  /** Increasing. */
  readonly heights: Float64Array;
  /** Leaves from left to right of the drawing. */
  readonly order: Int32Array;
  /** Leaf of each row: the row itself, or its preliminary group. */
  readonly leafOfRow: Int32Array;
}

/**
 * Ward's tree on principal coordinates, cut, then consolidated by k-means: the partition of FactoMineR's
 * `HCPC(res, nb.clust, consol = TRUE, min = 3, max = NULL)`, with these choices where HCPC stops or is not defined.
 * - Fewer than six rows, identical rows: the proposal goes from 2 (1 when all rows are equal) to the distinct rows.
 * - A consolidation that cannot start (two equal centres, an empty class) leaves the classes of the tree.
 * - Tied losses at the cut: the number asked is given, HCPC gives fewer classes.
 * - With preliminary groups HCPC never consolidates; here the rows are, when asked.
 *
 * @throws StatisticsError without any row, on coordinates that are not finite or weights that are not positive, or asked to stop;
 * RangeError on a number of classes below 1.
 */
export function clusterRows(input: ClusteringInput, control: Control = {}): Clustering {
  const { rows, axes, classes, consolidation = true } = input;
  checkRows(input);
  if (classes !== undefined && !(classes >= 1)) throw new RangeError("classes must be at least 1");
  const sorted = sortByFirstAxis(input);
  const grouped = groupIntoLeaves(sorted, input);
  const tree = wardTree(grouped.centers, grouped.leaves, axes, grouped.weights, control);
  const inertiaGains = Float64Array.from(tree.heights).sort().reverse();
  const distinct = countDistinct(inertiaGains, tree.leaves);
  const gains = grouped.within > 0 ? Float64Array.of(...inertiaGains, grouped.within) : inertiaGains;
  const proposedClasses = proposeClasses(gains, tree.leaves, distinct);
  const number = Math.min(Math.floor(classes ?? proposedClasses), distinct);
  const leafClasses = cutTree(tree, number);
  const cut = grouped.leafOfRow.map((leaf) => leafClasses[leaf] as number);
  const consolidated = consolidation ? consolidate(sorted.points, rows, axes, cut, number) : undefined;
  const partition = consolidated ?? {
    classes: number,
    partition: cut,
    centers: meansByClass(sorted.points, rows, axes, cut, number),
  };
  return {
    ...numberByFirstAxis(partition, rows, axes, sorted.order),
    inertiaGains: gains,
    proposedClasses,
    tree: drawable(tree, grouped, sorted.order),
  };
}

function checkRows({ coordinates, rows, axes, rowWeights }: ClusteringInput): void {
  if (rows < 1) throw new StatisticsError("lignes_insuffisantes");
  for (let at = 0; at < rows * axes; at += 1)
    if (!Number.isFinite(coordinates[at])) {
      const place = { row: Math.floor(at / axes), column: at % axes };
      throw new StatisticsError(Number.isNaN(coordinates[at]) ? "valeur_manquante" : "valeur_infinie", place);
    }
  for (let row = 0; rowWeights && row < rows; row += 1)
    if (!(Number.isFinite(rowWeights[row]) && (rowWeights[row] as number) > 0))
      throw new StatisticsError("poids_invalide", { row });
}

/**
 * HCPC's proposal: among 3 to 10 classes (at most half the rows), the k whose within-class inertia is the smallest
 * share of that of k − 1 classes.
 */
function proposeClasses(gains: Float64Array, leaves: number, distinct: number): number {
  const max = Math.min(10, roundHalfEven(leaves / 2), leaves - 1, distinct);
  const min = Math.min(3, Math.max(2, max));
  const within = new Float64Array(gains.length + 1);
  for (let k = gains.length - 1; k >= 0; k -= 1) within[k] = (within[k + 1] as number) + (gains[k] as number);
  let proposed = Math.min(distinct, min);
  let smallest = Number.POSITIVE_INFINITY;
  for (let k = min; k <= max; k += 1) {
    const quotient = (within[k - 1] as number) / (within[k - 2] as number);
    if (quotient < smallest) {
      smallest = quotient;
      proposed = k;
    }
  }
  return proposed;
}

function consolidate(
  points: Float64Array,
  rows: number,
  axes: number,
  cut: Int32Array,
  classes: number,
): Partition | undefined {
  if (classes <= 1 || classes >= rows) return undefined;
  return hartiganWong(points, rows, axes, meansByClass(points, rows, axes, cut, classes));
}

function numberByFirstAxis(
  { classes, partition, centers }: Partition,
  rows: number,
  axes: number,
  order: Int32Array,
): Partition {
  const ranks = Int32Array.from({ length: classes }, (_, c) => c);
  if (axes > 0) ranks.sort((a, b) => (centers[a * axes] as number) - (centers[b * axes] as number) || a - b);
  const numbers = new Int32Array(classes);
  const ordered = new Float64Array(classes * axes);
  for (const [number, c] of ranks.entries()) {
    numbers[c] = number;
    ordered.set(centers.subarray(c * axes, (c + 1) * axes), number * axes);
  }
  const ofRow = new Int32Array(rows);
  for (const [place, row] of order.entries()) ofRow[row] = numbers[partition[place] as number] as number;
  return { classes, partition: ofRow, centers: ordered };
}

/** Identical rows join at no loss: what is left of rounding is not a difference. */
function countDistinct(gains: Float64Array, leaves: number): number {
  let total = 0;
  for (const gain of gains) total += gain;
  let joined = 0;
  for (const gain of gains) if (!(gain > total * 1e-26)) joined += 1;
  return leaves - joined;
}

function drawable(tree: ReturnType<typeof wardTree>, grouped: Leaves, sortedRows: Int32Array): Dendrogram {
  const { leaves } = tree;
  const single = grouped.within === 0 && leaves === sortedRows.length;
  const leafName = (leaf: number) => (single ? (sortedRows[leaf] as number) : leaf);
  const rename = (node: number) => (node < leaves ? leafName(node) : node);
  const leafOfRow = new Int32Array(sortedRows.length);
  for (const [place, row] of sortedRows.entries())
    leafOfRow[row] = leafName(grouped.leafOfRow[place] as number);
  return {
    leaves,
    left: tree.left.map(rename),
    right: tree.right.map(rename),
    // Equal losses may come out of order by a rounding: HCPC sorts them too.
    heights: Float64Array.from(tree.heights).sort(),
    order: leafOrder(tree).map(rename),
    leafOfRow,
  };
}

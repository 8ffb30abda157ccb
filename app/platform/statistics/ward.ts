import { type Control, report } from "./control.ts";
import { StatisticsError } from "./statistics-error.ts";

/** Agglomerations, first the closest: node i < leaves is row i, node leaves + s is what step s made. */
export interface WardTree {
  readonly leaves: number;
  /** The two nodes joined at each step, drawn in this order: leaves before groups, older groups before newer ones. */
  readonly left: Int32Array;
  readonly right: Int32Array;
  /** Loss of inertia between classes at each step: w₁w₂ / (w₁ + w₂) d², weights of sum 1. */
  readonly heights: Float64Array;
}

/** About 10 ms of work at 60 000 rows. */
const ROWS_BETWEEN_REPORTS = 64;

/**
 * Ward's tree of weighted points, as `flashClust::hclust(dist², "ward", members = weights)` in FactoMineR's HCPC:
 * at each step the pair whose union loses the least inertia, ties to the lowest row numbers (i, then j).
 *
 * Each point keeps its nearest neighbour among the following ones. A neighbour that has merged makes the distance a
 * lower bound only (Ward is reducible: a union is never nearer than its parts), so it is searched again when that
 * point comes first (Müllner 2011, "generic" algorithm). The nearest-neighbour chain would be as fast but joins tied
 * pairs in another order than FactoMineR. Distances are computed on the fly: O(n) memory.
 *
 * @param coordinates rows × axes, row after row; best sorted by the first axis, which cuts most searches short.
 * @param weights positive, any scale.
 * @throws StatisticsError when squared distances are beyond what a number holds.
 */
export function wardTree(
  coordinates: Float64Array,
  rows: number,
  axes: number,
  weights?: Float64Array,
  control: Control = {},
): WardTree {
  const points = createPoints(coordinates, rows, axes, weights);
  for (let i = 0; i < rows; i += 1) {
    if (i % ROWS_BETWEEN_REPORTS === 0) report(control, i, 2 * rows);
    search(points, i);
  }
  playAll(points);
  const tree = {
    leaves: rows,
    left: new Int32Array(Math.max(0, rows - 1)),
    right: new Int32Array(Math.max(0, rows - 1)),
    heights: new Float64Array(Math.max(0, rows - 1)),
  };
  for (let step = 0; step < rows - 1; step += 1) {
    if (step % ROWS_BETWEEN_REPORTS === 0) report(control, rows + step, 2 * rows);
    if (points.alive * 2 < points.size) compact(points);
    const first = nextPair(points);
    const second = points.neighbour[first] as number;
    const [a, b] = [points.node[first] as number, points.node[second] as number];
    tree.heights[step] = points.nearest[first] as number;
    tree.left[step] = isDrawnFirst(a, b, rows) ? a : b;
    tree.right[step] = isDrawnFirst(a, b, rows) ? b : a;
    join(points, first, second, rows + step);
  }
  return tree;
}

function isDrawnFirst(a: number, b: number, leaves: number): boolean {
  // Two leaves keep the order of their rows, as do two groups that of their making; a is the lower row of the pair.
  if (a < leaves) return true;
  return b >= leaves && a < b;
}

interface Points {
  readonly axes: number;
  size: number;
  alive: number;
  /** Centres, row after row; the first axis is repeated apart because it decides most comparisons. */
  readonly centre: Float64Array;
  readonly front: Float64Array;
  readonly weight: Float64Array;
  readonly node: Int32Array;
  readonly nearest: Float64Array;
  readonly neighbour: Int32Array;
  /** Nodes of point and neighbour when the distance was computed: another node now means a lower bound. */
  readonly neighbourNode: Int32Array;
  /** Tournament over `nearest`: winner of each match, ties to the left. */
  readonly bracket: Int32Array;
  base: number;
}

function createPoints(
  coordinates: Float64Array,
  rows: number,
  axes: number,
  weights: Float64Array | undefined,
): Points {
  let total = 0;
  for (let i = 0; i < rows; i += 1) total += weights ? (weights[i] as number) : 1;
  const base = 2 ** Math.ceil(Math.log2(Math.max(rows, 2)));
  return {
    axes,
    size: rows,
    alive: rows,
    centre: coordinates.slice(0, rows * axes),
    front: Float64Array.from({ length: rows }, (_, i) => (axes > 0 ? (coordinates[i * axes] as number) : 0)),
    weight: Float64Array.from({ length: rows }, (_, i) => (weights ? (weights[i] as number) : 1) / total),
    node: Int32Array.from({ length: rows }, (_, i) => i),
    nearest: new Float64Array(base).fill(Number.POSITIVE_INFINITY),
    neighbour: new Int32Array(rows).fill(-1),
    neighbourNode: new Int32Array(rows).fill(-1),
    bracket: new Int32Array(2 * base),
    base,
  };
}

/** Nearest of the following points; the first of equals. */
function search(points: Points, i: number): void {
  const { axes, centre, front, weight, size } = points;
  const x = front[i] as number;
  const wi = weight[i] as number;
  let best = Number.POSITIVE_INFINITY;
  let found = -1;
  for (let j = i + 1; j < size; j += 1) {
    const wj = weight[j] as number;
    const gap = x - (front[j] as number);
    // A dead point stands at infinity. The margin keeps rounding from hiding a point that division finds nearer.
    const limit = found === -1 ? best : ((best * (wi + wj)) / (wi * wj)) * (1 + 1e-12);
    let d2 = gap * gap;
    if (!(d2 < limit)) continue;
    const a = i * axes;
    const b = j * axes;
    for (let k = 1; k < axes; k += 1) {
      const difference = (centre[a + k] as number) - (centre[b + k] as number);
      d2 += difference * difference;
    }
    const loss = (d2 * wi * wj) / (wi + wj);
    if (loss < best) {
      best = loss;
      found = j;
      if (loss === 0) break;
    }
  }
  points.nearest[i] = best;
  points.neighbour[i] = found;
  points.neighbourNode[i] = found === -1 ? -1 : (points.node[found] as number);
}

function nextPair(points: Points): number {
  for (;;) {
    const first = points.bracket[1] as number;
    // No pair at a finite distance: going round again would never end.
    if (!((points.nearest[first] as number) < Number.POSITIVE_INFINITY))
      throw new StatisticsError("valeur_infinie");
    const second = points.neighbour[first] as number;
    if (points.node[second] === points.neighbourNode[first]) return first;
    search(points, first);
    play(points, first);
  }
}

function join(points: Points, first: number, second: number, node: number): void {
  const { axes, centre, weight } = points;
  const [wa, wb] = [weight[first] as number, weight[second] as number];
  for (let k = 0; k < axes; k += 1) {
    const a = centre[first * axes + k] as number;
    // This form leaves identical points exactly where they are: their distance stays 0.
    centre[first * axes + k] = a + ((centre[second * axes + k] as number) - a) * (wb / (wa + wb));
  }
  if (axes > 0) points.front[first] = centre[first * axes] as number;
  weight[first] = wa + wb;
  points.node[first] = node;
  points.node[second] = -2;
  points.front[second] = Number.POSITIVE_INFINITY;
  points.nearest[second] = Number.POSITIVE_INFINITY;
  points.alive -= 1;
  search(points, first);
  play(points, first);
  play(points, second);
}

/** Dead points are dropped, the order of the others kept: searches stay in proportion to what is alive. */
function compact(points: Points): void {
  const { axes, centre, front, weight, node, nearest, neighbour, neighbourNode, size } = points;
  const place = new Int32Array(size).fill(-1);
  let kept = 0;
  for (let i = 0; i < size; i += 1) {
    if ((node[i] as number) === -2) continue;
    place[i] = kept;
    centre.copyWithin(kept * axes, i * axes, (i + 1) * axes);
    front[kept] = front[i] as number;
    weight[kept] = weight[i] as number;
    node[kept] = node[i] as number;
    nearest[kept] = nearest[i] as number;
    neighbour[kept] = neighbour[i] as number;
    neighbourNode[kept] = neighbourNode[i] as number;
    kept += 1;
  }
  // A neighbour that died is at no place: any living point then tells, by its node, that the distance is a bound.
  for (let i = 0; i < kept; i += 1) neighbour[i] = Math.max(0, place[neighbour[i] as number] ?? 0);
  points.size = kept;
  points.base = 2 ** Math.ceil(Math.log2(Math.max(kept, 2)));
  nearest.fill(Number.POSITIVE_INFINITY, kept, points.base);
  playAll(points);
}

function playAll(points: Points): void {
  const { bracket, base } = points;
  for (let i = 0; i < base; i += 1) bracket[base + i] = i;
  for (let match = base - 1; match >= 1; match -= 1) bracket[match] = winner(points, match);
}

function play(points: Points, i: number): void {
  for (let match = (points.base + i) >> 1; match >= 1; match >>= 1)
    points.bracket[match] = winner(points, match);
}

function winner({ bracket, nearest }: Points, match: number): number {
  const a = bracket[2 * match] as number;
  const b = bracket[2 * match + 1] as number;
  return (nearest[b] as number) < (nearest[a] as number) ? b : a;
}

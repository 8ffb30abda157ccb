import { seededRandom } from "./random.ts";

export interface Partition {
  readonly classes: number;
  /** 0-based class of each row. */
  readonly partition: Int32Array;
  /** classes × axes, row after row. */
  readonly centers: Float64Array;
}

/** Rows among which the first centres are drawn: enough to place some hundreds of them. */
const DRAWN_ROWS = 12_000;

/**
 * k-means for very many rows: first centres drawn by k-means++ (Arthur and Vassilvitskii 2007) from the seed, then
 * Lloyd's steps until nothing moves or `iterations`. Used to shrink the rows before Ward's tree, so it need not settle.
 * Empty classes are dropped: the result may have fewer classes than asked, and has as many as distinct rows at most.
 *
 * @param weights positive, any scale.
 */
export function seededKmeans(
  points: Float64Array,
  rows: number,
  axes: number,
  asked: number,
  options: { seed: number; weights?: Float64Array | undefined; iterations?: number },
): Partition {
  const { seed, weights, iterations = 20 } = options;
  const centers = drawCenters(points, rows, axes, asked, seed, weights);
  const classes = centers.length / axes;
  const partition = new Int32Array(rows);
  for (let iteration = 0; iteration < iterations; iteration += 1) {
    const order = sortByFront(centers, classes, axes);
    const moved = assignNearest(points, rows, axes, centers, order, partition);
    if (moved === 0 && iteration > 0) break;
    moveCenters(points, rows, axes, partition, centers, weights);
  }
  return dropEmpty(rows, axes, partition, centers);
}

function drawCenters(
  points: Float64Array,
  rows: number,
  axes: number,
  asked: number,
  seed: number,
  weights: Float64Array | undefined,
): Float64Array {
  const random = seededRandom(seed);
  const drawn =
    rows <= DRAWN_ROWS
      ? Int32Array.from({ length: rows }, (_, i) => i)
      : Int32Array.from({ length: DRAWN_ROWS }, () => random.integer(rows));
  const nearest = new Float64Array(drawn.length).fill(Number.POSITIVE_INFINITY);
  const centers: number[] = [];
  let total = 0;
  for (let c = 0; c < asked; c += 1) {
    const row = drawn[
      c === 0 ? random.integer(drawn.length) : pick(nearest, drawn, weights, total, random.uniform())
    ] as number;
    const center = points.subarray(row * axes, (row + 1) * axes);
    centers.push(...center);
    total = 0;
    for (let d = 0; d < drawn.length; d += 1) {
      const i = drawn[d] as number;
      let d2 = 0;
      for (let j = 0; j < axes; j += 1) d2 += ((points[i * axes + j] as number) - (center[j] as number)) ** 2;
      if (d2 < (nearest[d] as number)) nearest[d] = d2;
      total += (nearest[d] as number) * (weights ? (weights[i] as number) : 1);
    }
    if (total === 0) break;
  }
  return Float64Array.from(centers);
}

function pick(
  nearest: Float64Array,
  drawn: Int32Array,
  weights: Float64Array | undefined,
  total: number,
  at: number,
): number {
  let left = at * total;
  let last = 0;
  for (let d = 0; d < drawn.length; d += 1) {
    const share = (nearest[d] as number) * (weights ? (weights[drawn[d] as number] as number) : 1);
    if (share === 0) continue;
    last = d;
    left -= share;
    if (left < 0) return d;
  }
  return last;
}

function sortByFront(centers: Float64Array, classes: number, axes: number): Int32Array {
  return Int32Array.from({ length: classes }, (_, c) => c).sort(
    (a, b) => (centers[a * axes] as number) - (centers[b * axes] as number) || a - b,
  );
}

/** Nearest centre of each row, searched outwards from its place on the first axis; returns how many rows moved. */
function assignNearest(
  points: Float64Array,
  rows: number,
  axes: number,
  centers: Float64Array,
  order: Int32Array,
  partition: Int32Array,
): number {
  const classes = order.length;
  const sorted = new Float64Array(classes * axes);
  const place = new Int32Array(classes);
  for (let s = 0; s < classes; s += 1) {
    const c = order[s] as number;
    place[c] = s;
    sorted.set(centers.subarray(c * axes, (c + 1) * axes), s * axes);
  }
  let moved = 0;
  for (let i = 0; i < rows; i += 1) {
    const at = i * axes;
    const start = place[partition[i] as number] as number;
    let found = start;
    let best = squaredDistance(points, at, sorted, start * axes, axes, Number.POSITIVE_INFINITY);
    for (let direction = -1; direction <= 1; direction += 2)
      for (let s = start + direction; s >= 0 && s < classes; s += direction) {
        const gap = (points[at] as number) - (sorted[s * axes] as number);
        // Sorted: once the first axis alone is too far on the far side, so are all that follow.
        if (gap * gap > best) {
          if (gap * direction < 0) break;
          continue;
        }
        const d2 = squaredDistance(points, at, sorted, s * axes, axes, best);
        if (d2 < best) {
          best = d2;
          found = s;
        }
      }
    const nearest = order[found] as number;
    if (nearest !== partition[i]) moved += 1;
    partition[i] = nearest;
  }
  return moved;
}

function squaredDistance(
  points: Float64Array,
  at: number,
  centers: Float64Array,
  from: number,
  axes: number,
  bound: number,
): number {
  let d2 = 0;
  for (let j = 0; j < axes; j += 1) {
    const difference = (points[at + j] as number) - (centers[from + j] as number);
    d2 += difference * difference;
    if (d2 > bound) return d2;
  }
  return d2;
}

/** Weighted means; an empty class stays where it is. */
function moveCenters(
  points: Float64Array,
  rows: number,
  axes: number,
  partition: Int32Array,
  centers: Float64Array,
  weights: Float64Array | undefined,
): void {
  const sums = new Float64Array(centers.length);
  const masses = new Float64Array(centers.length / axes);
  for (let i = 0; i < rows; i += 1) {
    const w = weights ? (weights[i] as number) : 1;
    const c = partition[i] as number;
    masses[c] = (masses[c] as number) + w;
    for (let j = 0; j < axes; j += 1)
      sums[c * axes + j] = (sums[c * axes + j] as number) + w * (points[i * axes + j] as number);
  }
  for (let at = 0; at < centers.length; at += 1) {
    const mass = masses[Math.floor(at / axes)] as number;
    if (mass > 0) centers[at] = (sums[at] as number) / mass;
  }
}

function dropEmpty(rows: number, axes: number, partition: Int32Array, centers: Float64Array): Partition {
  const sizes = new Int32Array(centers.length / axes);
  for (let i = 0; i < rows; i += 1)
    sizes[partition[i] as number] = (sizes[partition[i] as number] as number) + 1;
  const numbers = new Int32Array(sizes.length);
  const kept: number[] = [];
  for (const [c, size] of sizes.entries()) {
    numbers[c] = kept.length;
    if (size > 0) kept.push(c);
  }
  const remaining = new Float64Array(kept.length * axes);
  for (const [number, c] of kept.entries())
    remaining.set(centers.subarray(c * axes, (c + 1) * axes), number * axes);
  return { classes: kept.length, partition: partition.map((c) => numbers[c] as number), centers: remaining };
}

import type { Partition } from "./kmeans.ts";

/** Mutable state of one search; names follow the paper where it has one. */
interface Search {
  readonly points: Float64Array;
  readonly rows: number;
  readonly axes: number;
  readonly classes: number;
  readonly centre: Float64Array;
  readonly size: Int32Array;
  /** Class of each point, and the one it would most likely move to. */
  readonly own: Int32Array;
  readonly other: Int32Array;
  /** What leaving its class would save, per point. */
  readonly saving: Float64Array;
  /** Factors n / (n − 1) of a departure and n / (n + 1) of an arrival. */
  readonly leave: Float64Array;
  readonly enter: Float64Array;
  /** Step at which a class last changed, in the numbering of the stage that runs. */
  readonly changed: Int32Array;
  readonly changedQuickly: Uint8Array;
  readonly live: Int32Array;
  /** Optimal-transfer steps since the last transfer. */
  quiet: number;
}

/**
 * k-means of Hartigan and Wong (1979, Applied Statistics, algorithm AS 136), from given centres, as
 * `kmeans(x, centers, iter.max)` of R: same order of visits, so the same local optimum. Rows count equally.
 *
 * Undefined when a class is empty after the first assignment, where R stops with an error.
 * @param centres classes × axes, left as they are; 1 < classes < rows.
 */
export function hartiganWong(
  points: Float64Array,
  rows: number,
  axes: number,
  centres: Float64Array,
  iterations = 10,
): Partition | undefined {
  const search = begin(points, rows, axes, centres);
  if (!search) return undefined;
  for (let iteration = 0; iteration < iterations; iteration += 1) {
    transferOptimally(search);
    if (search.quiet === rows) break;
    if (!transferQuickly(search)) break;
    if (search.classes === 2) break;
    search.changed.fill(0);
  }
  return { classes: search.classes, partition: search.own, centers: means(search) };
}

function begin(points: Float64Array, rows: number, axes: number, centres: Float64Array): Search | undefined {
  const classes = centres.length / axes;
  const search: Search = {
    points,
    rows,
    axes,
    classes,
    centre: centres.slice(),
    size: new Int32Array(classes),
    own: new Int32Array(rows),
    other: new Int32Array(rows),
    saving: new Float64Array(rows),
    leave: new Float64Array(classes),
    enter: new Float64Array(classes),
    changed: new Int32Array(classes).fill(-1),
    changedQuickly: new Uint8Array(classes).fill(1),
    live: new Int32Array(classes),
    quiet: 0,
  };
  for (let i = 0; i < rows; i += 1) assignTwoNearest(search, i);
  for (const own of search.own) search.size[own] = (search.size[own] as number) + 1;
  if (search.size.includes(0)) return undefined;
  search.centre.set(means(search));
  for (let l = 0; l < classes; l += 1) setFactors(search, l);
  return search;
}

function assignTwoNearest(search: Search, i: number): void {
  let [first, second] = [0, 1];
  let nearest = distance(search, i, 0, Number.POSITIVE_INFINITY);
  let next = distance(search, i, 1, Number.POSITIVE_INFINITY);
  if (nearest > next) {
    [first, second] = [1, 0];
    [nearest, next] = [next, nearest];
  }
  for (let l = 2; l < search.classes; l += 1) {
    const d = distance(search, i, l, next);
    if (d >= next) continue;
    if (d >= nearest) {
      next = d;
      second = l;
    } else {
      [next, second] = [nearest, first];
      [nearest, first] = [d, l];
    }
  }
  search.own[i] = first;
  search.other[i] = second;
}

/** One pass: each point goes to the class that lowers the within-class sum of squares most. */
function transferOptimally(search: Search): void {
  const { rows, classes, own, other, size, changed, live, saving, enter } = search;
  for (let l = 0; l < classes; l += 1) if (search.changedQuickly[l]) live[l] = rows;
  for (let i = 0; i < rows; i += 1) {
    search.quiet += 1;
    const from = own[i] as number;
    if ((size[from] as number) > 1) {
      if (changed[from] !== 0)
        saving[i] = distance(search, i, from, Number.POSITIVE_INFINITY) * (search.leave[from] as number);
      const likely = other[i] as number;
      let best = likely;
      let cost = distance(search, i, likely, Number.POSITIVE_INFINITY) * (enter[likely] as number);
      const fromIsLive = i < (live[from] as number);
      for (let l = 0; l < classes; l += 1) {
        if (l === from || l === likely || !(fromIsLive || i < (live[l] as number))) continue;
        const bound = cost / (enter[l] as number);
        const d = distance(search, i, l, bound);
        if (d >= bound) continue;
        cost = d * (enter[l] as number);
        best = l;
      }
      if (cost >= (saving[i] as number)) other[i] = best;
      else {
        search.quiet = 0;
        live[from] = rows + i;
        live[best] = rows + i;
        changed[from] = i + 1;
        changed[best] = i + 1;
        move(search, i, best);
      }
    }
    if (search.quiet === rows) return;
  }
  for (let l = 0; l < classes; l += 1) {
    search.changedQuickly[l] = 0;
    live[l] = (live[l] as number) - rows;
  }
}

/** Swaps between own and likely class until a whole round is quiet; false when it does not settle (50 rounds, as R). */
function transferQuickly(search: Search): boolean {
  const { rows, own, other, size, changed, saving, enter } = search;
  let quiet = 0;
  let step = 0;
  for (;;) {
    for (let i = 0; i < rows; i += 1) {
      quiet += 1;
      step += 1;
      if (step >= 50 * rows) return false;
      const from = own[i] as number;
      const to = other[i] as number;
      if ((size[from] as number) > 1) {
        if (step <= (changed[from] as number))
          saving[i] = distance(search, i, from, Number.POSITIVE_INFINITY) * (search.leave[from] as number);
        if (step < (changed[from] as number) || step < (changed[to] as number)) {
          const bound = (saving[i] as number) / (enter[to] as number);
          if (distance(search, i, to, bound) < bound) {
            quiet = 0;
            search.quiet = 0;
            search.changedQuickly[from] = 1;
            search.changedQuickly[to] = 1;
            changed[from] = step + rows;
            changed[to] = step + rows;
            move(search, i, to);
          }
        }
      }
      if (quiet === rows) return true;
    }
  }
}

function move(search: Search, i: number, to: number): void {
  const { points, axes, centre, own, other, size } = search;
  const from = own[i] as number;
  const [left, joined] = [size[from] as number, size[to] as number];
  for (let j = 0; j < axes; j += 1) {
    const x = points[i * axes + j] as number;
    const [a, b] = [from * axes + j, to * axes + j];
    centre[a] = ((centre[a] as number) * left - x) / (left - 1);
    centre[b] = ((centre[b] as number) * joined + x) / (joined + 1);
  }
  size[from] = left - 1;
  size[to] = joined + 1;
  setFactors(search, from);
  setFactors(search, to);
  own[i] = to;
  other[i] = from;
}

function setFactors({ size, leave, enter }: Search, l: number): void {
  const n = size[l] as number;
  leave[l] = n > 1 ? n / (n - 1) : 1e30;
  enter[l] = n / (n + 1);
}

/** Squared distance to a centre; stops once it reaches `bound`, its value then only says so. */
function distance({ points, axes, centre }: Search, i: number, l: number, bound: number): number {
  let d2 = 0;
  for (let j = 0; j < axes; j += 1) {
    const difference = (points[i * axes + j] as number) - (centre[l * axes + j] as number);
    d2 += difference * difference;
    if (d2 >= bound) return d2;
  }
  return d2;
}

function means({ points, rows, axes, classes, own, size }: Search): Float64Array {
  const sums = new Float64Array(classes * axes);
  for (let i = 0; i < rows; i += 1)
    for (let j = 0; j < axes; j += 1) {
      const at = (own[i] as number) * axes + j;
      sums[at] = (sums[at] as number) + (points[i * axes + j] as number);
    }
  return sums.map((sum, at) => sum / (size[Math.floor(at / axes)] as number));
}

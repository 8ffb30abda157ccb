import type { MatchingSpace } from "./matching-space.ts";

/** Distances that differ by less are equal: which of them is smaller is rounding, and depends on the machine. */
const TIE = 1e-9;

export interface MatchingProblem {
  /** One text per row, all different: equal distances are settled by it. */
  readonly ids: readonly string[];
  /** Whether each row is one to which others are looked for; a treated row is nobody's comparison. */
  readonly treated: readonly boolean[];
  /** Rows are matched within equal texts only. */
  readonly strata: readonly string[];
  /** Variables; NaN is a missing value, and its row is left out. */
  readonly columns: readonly Float64Array[];
  /** How many comparisons each treated row is given, at most. */
  readonly neighbours: number;
  /** Largest distance kept, bound included; `calibre` from `defaultRadius` when it is not said. */
  readonly radius?: number;
  /** Whether a row may be the comparison of several. */
  readonly replacement: boolean;
}

/** Rows are told by their place. */
export interface Match {
  readonly treated: number;
  readonly control: number;
  /** From 1, the nearest. */
  readonly rank: number;
  readonly distance: number;
}

/** Why a treated row has no comparison. */
export type Unmatched = "missing_value" | "empty_stratum" | "beyond_radius" | "used_up";

/** What a stratum gives. */
interface Matched {
  readonly matches: readonly Match[];
  readonly unmatched: readonly { readonly row: number; readonly reason: Unmatched }[];
}

export interface Search {
  readonly problem: MatchingProblem;
  readonly space: MatchingSpace;
  /** Rows without missing value; the coordinates of the space are in this order. */
  readonly complete: readonly number[];
  readonly radius: number;
  /** Place of each row when ids are sorted. */
  readonly order: Int32Array;
}

/** Places among the complete rows. */
interface Stratum {
  readonly treated: readonly number[];
  readonly controls: Int32Array;
}

/** Place of each text when they are sorted by their characters. */
export function orderOf(ids: readonly string[]): Int32Array {
  const sorted = [...ids.keys()].sort((a, b) => ((ids[a] as string) < (ids[b] as string) ? -1 : 1));
  const order = new Int32Array(ids.length);
  for (const [place, row] of sorted.entries()) order[row] = place;
  return order;
}

/** Complete rows by stratum, each group in the order of the ids. */
export function groupByStratum({ problem, complete, order }: Search): Stratum[] {
  const groups = new Map<string, { treated: number[]; controls: number[] }>();
  const sorted = [...complete.keys()].sort(
    (a, b) => (order[complete[a] as number] as number) - (order[complete[b] as number] as number),
  );
  for (const place of sorted) {
    const row = complete[place] as number;
    const name = problem.strata[row] as string;
    const group = groups.get(name) ?? { treated: [], controls: [] };
    groups.set(name, group);
    (problem.treated[row] ? group.treated : group.controls).push(place);
  }
  return [...groups.values()].map(({ treated, controls }) => ({
    treated,
    controls: Int32Array.from(controls),
  }));
}

/** Comparisons that a treated row may take, nearest first; `next` is the first not yet refused. */
interface Queue {
  readonly row: number;
  readonly near: readonly { readonly place: number; readonly ties: number }[];
  next: number;
}

/** Matches of one stratum, and the treated rows that find none. */
export function matchStratum(search: Search, stratum: Stratum): Matched {
  const { problem, complete } = search;
  const { neighbours, replacement } = problem;
  const rowOf = (place: number) => complete[place] as number;
  // The others of a stratum can take no more than this many before a row has had its own.
  const most = replacement ? neighbours : neighbours * stratum.treated.length;
  const queues = stratum.treated.map((place) => ({
    row: place,
    near: nearestOf(search, stratum.controls, place, most),
    next: 0,
  }));
  const taken = replacement ? takeEach(queues, neighbours) : takeByRounds(queues, neighbours);
  const matches = taken.map(({ queue, rank, place }) => ({
    ...{ treated: rowOf(queue.row), control: rowOf(place), rank },
    distance: distanceOf(search.space, queue.row, place),
  }));
  const served = new Set(taken.map(({ queue }) => queue));
  const unmatched = queues
    .filter((queue) => !served.has(queue))
    .map(({ row, near }) => ({
      row: rowOf(row),
      reason:
        stratum.controls.length === 0
          ? ("empty_stratum" as const)
          : near.length === 0
            ? ("beyond_radius" as const)
            : ("used_up" as const),
    }));
  return { matches, unmatched };
}

interface Taken {
  readonly queue: Queue;
  readonly rank: number;
  readonly place: number;
}

function takeEach(queues: readonly Queue[], neighbours: number): Taken[] {
  return queues.flatMap((queue) =>
    queue.near.slice(0, neighbours).map(({ place }, i) => ({ queue, rank: i + 1, place })),
  );
}

function takeByRounds(queues: readonly Queue[], neighbours: number): Taken[] {
  const used = new Set<number>();
  const taken: Taken[] = [];
  for (let rank = 1; rank <= neighbours; rank += 1) {
    const waiting = new Set(queues);
    for (;;) {
      let best: Queue | undefined;
      for (const queue of waiting) {
        while (used.has(queue.near[queue.next]?.place ?? -1)) queue.next += 1;
        const head = queue.near[queue.next];
        // Queues stand in the order of the ids: the first of equal distances stays.
        if (!head) waiting.delete(queue);
        else if (!best || head.ties < (best.near[best.next]?.ties as number)) best = queue;
      }
      if (!best) break;
      const { place } = best.near[best.next] as Queue["near"][number];
      used.add(place);
      waiting.delete(best);
      taken.push({ queue: best, rank, place });
    }
  }
  return taken;
}

/** The `most` nearest controls within the radius, nearest first, ties by id. Controls come in the order of ids. */
function nearestOf(
  { space, radius }: Search,
  controls: Int32Array,
  place: number,
  most: number,
): Queue["near"] {
  const limit = Math.round(radius / TIE);
  const ties = new Float64Array(controls.length);
  const within = new Float64Array(controls.length);
  let count = 0;
  for (let c = 0; c < controls.length; c += 1) {
    const tie = Math.round(distanceOf(space, place, controls[c] as number) / TIE);
    ties[c] = tie;
    if (tie <= limit) within[count++] = tie;
  }
  // Numbers sort far faster than pairs: the furthest that can matter is found first.
  const furthest = count <= most ? limit : (within.subarray(0, count).sort()[most - 1] as number);
  const near: { place: number; ties: number }[] = [];
  for (let c = 0; c < controls.length; c += 1)
    if ((ties[c] as number) <= furthest) near.push({ place: controls[c] as number, ties: ties[c] as number });
  // The sort is stable, and the controls are in the order of their ids.
  return near.sort((a, b) => a.ties - b.ties).slice(0, most);
}

function distanceOf({ coordinates, dimensions }: MatchingSpace, a: number, b: number): number {
  let sum = 0;
  for (let k = 0; k < dimensions; k += 1)
    sum += ((coordinates[a * dimensions + k] as number) - (coordinates[b * dimensions + k] as number)) ** 2;
  return Math.sqrt(sum);
}

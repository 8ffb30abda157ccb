import { meansByClass } from "./class-means.ts";

export interface ParangonsInput {
  /** rows × axes, row after row. */
  readonly coordinates: Float64Array;
  readonly rows: number;
  readonly axes: number;
  readonly partition: Int32Array;
  readonly classes: number;
  /** How many of each; default 5 (`nb.par`). */
  readonly count?: number;
}

export interface Parangons {
  /** Nearest to the centre of their own class, the nearest first (`desc.ind$para`). */
  readonly typical: readonly Distance[];
  /** Farthest from the nearest other centre, the farthest first (`desc.ind$dist`); none when there is one class. */
  readonly distinct: readonly Distance[];
}

interface Distance {
  readonly row: number;
  readonly distance: number;
}

/** The rows that stand for each class, as `desc.ind` of FactoMineR's HCPC: unweighted centres, ties to the first row. */
export function findParangons(input: ParangonsInput): readonly Parangons[] {
  const { partition, classes, rows, count = 5 } = input;
  const centers = meansByClass(input.coordinates, rows, input.axes, partition, classes);
  const own: Distance[][] = Array.from({ length: classes }, () => []);
  const others: Distance[][] = Array.from({ length: classes }, () => []);
  for (let row = 0; row < rows; row += 1) {
    const c = partition[row] as number;
    own[c]?.push({ row, distance: distanceTo(input, row, centers, c) });
    let nearest = Number.POSITIVE_INFINITY;
    for (let other = 0; other < classes; other += 1)
      if (other !== c) nearest = Math.min(nearest, distanceTo(input, row, centers, other));
    if (classes > 1) others[c]?.push({ row, distance: nearest });
  }
  return own.map((distances, c) => ({
    typical: distances.sort((a, b) => a.distance - b.distance).slice(0, count),
    distinct: (others[c] ?? []).sort((a, b) => b.distance - a.distance).slice(0, count),
  }));
}

function distanceTo(
  { coordinates, axes }: ParangonsInput,
  row: number,
  centers: Float64Array,
  c: number,
): number {
  let d2 = 0;
  for (let k = 0; k < axes; k += 1)
    d2 += ((coordinates[row * axes + k] as number) - (centers[c * axes + k] as number)) ** 2;
  return Math.sqrt(d2);
}

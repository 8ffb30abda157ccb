import type { Perturbation } from "./perturbation.ts";
import { sketchedRanks } from "./rank-sketch.ts";

/** Per row; ranks are NaN without composite, or for a row that never had one. */
export interface Stability {
  /** Share of the runs that select it, in [0, 1]. */
  readonly frequency: Float64Array;
  readonly medianRank: Float64Array;
  readonly rank5: Float64Array;
  readonly rank95: Float64Array;
}

/** How often the runs select each row, and the ranks that they give it. */
export function stabilityOf({ rows, runs, selected, ranks }: Perturbation): Stability {
  const [rank5, medianRank, rank95] = [1, 2, 3].map(() => new Float64Array(rows).fill(Number.NaN)) as [
    Float64Array,
    Float64Array,
    Float64Array,
  ];
  for (let row = 0; ranks && row < rows; row += 1) {
    const [low, median, high] = sketchedRanks(ranks, row, [0.05, 0.5, 0.95]) as [number, number, number];
    rank5[row] = low;
    medianRank[row] = median;
    rank95[row] = high;
  }
  return { frequency: Float64Array.from(selected, (count) => count / runs), medianRank, rank5, rank95 };
}

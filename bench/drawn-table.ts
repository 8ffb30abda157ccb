import type { Table } from "#app/platform/statistics/matrix.ts";
import { seededRandom } from "#app/platform/statistics/random.ts";

/** Groups that the rows of a drawn table fall into, one after the other. */
export const GROUPS = 6;

/** Six groups along four hidden dimensions, and noise: axes and classes that exist. */
export function drawTable(rows: number, columns: number): Table {
  const random = seededRandom(2026, columns);
  const centers = Array.from({ length: GROUPS * 4 }, () => 2 * random.normal());
  const hidden = Float64Array.from({ length: rows * 4 }, (_, at) => {
    const group = Math.floor(at / 4) % GROUPS;
    return (centers[group * 4 + (at % 4)] as number) + random.normal();
  });
  const draw = () => {
    const loadings = Array.from({ length: 4 }, () => random.normal());
    return Float64Array.from({ length: rows }, (_, row) => {
      const signal = loadings.reduce((sum, loading, d) => sum + loading * (hidden[row * 4 + d] as number), 0);
      return 100 + 15 * (signal + random.normal());
    });
  };
  return { rows, columns: Array.from({ length: columns }, draw) };
}

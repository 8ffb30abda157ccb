import { type Balance, balanceOf, type WeightedRows } from "./matching-balance.ts";
import {
  groupByStratum,
  type Match,
  type MatchingProblem,
  matchStratum,
  orderOf,
  type Search,
  type Unmatched,
} from "./matching-search.ts";
import { type MatchingSpace, matchingSpace } from "./matching-space.ts";
import { checkTable } from "./matrix.ts";
import { StatisticsError } from "./statistics-error.ts";

export interface Matching {
  readonly space: Omit<MatchingSpace, "coordinates">;
  readonly radius: number;
  /** By treated row, then rank. */
  readonly matches: readonly Match[];
  readonly unmatched: readonly { readonly row: number; readonly reason: Unmatched }[];
  /** Rows with a missing value, treated or not. */
  readonly leftOut: readonly number[];
  /** By variable, over the rows that are not left out. */
  readonly balance: readonly Balance[];
}

/** Standard deviations by which two matched rows differ at most, on average over the variables. */
const RADIUS_PER_VARIABLE = 0.6;

/**
 * Largest distance by default: that of two rows which differ by 0.6 standard deviation on each of as many uncorrelated
 * variables. On one normal variable a radius of a deviations leaves about a²/3 of the bias: an eighth for 0.6, a
 * twentieth for 0.4. Source: W. G. Cochran and D. B. Rubin, « Controlling bias in observational studies: a review »,
 * Sankhyā A 35 (1973), 417–446, who study 0.2 to 1.
 */
export function defaultRadius(dimensions: number): number {
  return RADIUS_PER_VARIABLE * Math.sqrt(dimensions);
}

/**
 * Nearest rows by Mahalanobis' distance with a shrunk covariance (`matchingSpace`, over all complete rows), within
 * strata and a radius. Without replacement, comparisons are given by rounds: each treated row receives its first one
 * before any receives a second, and within a round the closest pair goes first, so that the result does not depend on
 * the order of the rows. With replacement each takes its nearest. Ties go by id. Nothing is drawn at random.
 *
 * @throws StatisticsError when lengths differ or a value is infinite.
 * @example matchNearest({ ids: ["a", "b"], treated: [true, false], strata: ["", ""], columns: [Float64Array.of(1, 2)],
 *   neighbours: 1, radius: 5, replacement: false }).matches // one: b for a
 */
export function matchNearest(problem: MatchingProblem): Matching {
  const { ids, treated, strata, columns } = problem;
  const rows = ids.length;
  if (treated.length !== rows || strata.length !== rows) throw new StatisticsError("dimensions_differentes");
  if (columns.length > 0) checkTable({ rows, columns }, { missing: "allowed" });
  const isComplete = (i: number) => columns.every((values) => !Number.isNaN(values[i] as number));
  const complete = [...ids.keys()].filter(isComplete);
  const space = matchingSpace({
    rows: complete.length,
    columns: columns.map((values) => Float64Array.from(complete, (i) => values[i] as number)),
  });
  const radius = problem.radius ?? defaultRadius(space.dimensions);
  const search: Search = { problem, space, complete, radius, order: orderOf(ids) };
  const found = groupByStratum(search).map((stratum) => matchStratum(search, stratum));
  const { coordinates: _, ...told } = space;
  const matches = found
    .flatMap((one) => one.matches)
    .sort((a, b) => a.treated - b.treated || a.rank - b.rank);
  return {
    ...{ space: told, radius, matches },
    unmatched: [
      ...[...ids.keys()]
        .filter((i) => treated[i] && !isComplete(i))
        .map((row) => ({ row, reason: "missing_value" as const })),
      ...found.flatMap((one) => one.unmatched),
    ].sort((a, b) => a.row - b.row),
    leftOut: [...ids.keys()].filter((i) => !isComplete(i)),
    balance: balances(problem, complete, matches),
  };
}

function balances(
  { treated, columns }: MatchingProblem,
  complete: readonly number[],
  matches: readonly Match[],
): Balance[] {
  const counts = new Map<number, number>();
  for (const match of matches) counts.set(match.treated, (counts.get(match.treated) ?? 0) + 1);
  // Each treated row weighs 1, shared by its comparisons.
  const weights = new Map<number, number>();
  for (const match of matches)
    weights.set(match.control, (weights.get(match.control) ?? 0) + 1 / (counts.get(match.treated) as number));
  const equal = (rows: readonly number[]): WeightedRows => ({ rows, weights: rows.map(() => 1) });
  const groups = {
    treated: equal(complete.filter((i) => treated[i])),
    controls: equal(complete.filter((i) => !treated[i])),
    matchedTreated: equal([...counts.keys()]),
    matchedControls: { rows: [...weights.keys()], weights: [...weights.values()] },
  };
  return columns.map((values) => balanceOf(values, groups));
}

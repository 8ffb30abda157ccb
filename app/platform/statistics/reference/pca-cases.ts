import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect } from "vitest";
import { type Pca, principalComponents } from "../pca.ts";

export type Numbers = readonly (number | null)[];

export interface Case {
  readonly name: string;
  readonly scale: boolean;
  readonly axes: number;
  readonly rows: number;
  /** Axes at the head that share one eigenvalue: only the space they span is determined. */
  readonly free: number;
  readonly columns: readonly Numbers[];
  readonly rowWeights?: readonly number[];
  readonly columnWeights?: readonly number[];
  readonly eigenvalues: Numbers;
  readonly percentages: Numbers;
  readonly individuals: Record<"coordinates" | "cos2" | "contributions" | "distance", Numbers>;
  readonly variables: Record<"coordinates" | "correlations" | "cos2" | "contributions", Numbers>;
  readonly supplementaryRows?: {
    readonly columns: readonly Numbers[];
  } & Record<"coordinates" | "cos2" | "distance", Numbers>;
  readonly supplementaryColumns?: {
    readonly columns: readonly Numbers[];
  } & Record<"coordinates" | "correlations" | "cos2", Numbers>;
  readonly qualitative?: {
    readonly variables: readonly { levels: number; codes: readonly number[] }[];
  } & Record<"coordinates" | "cos2" | "vTests" | "distance" | "eta2", Numbers>;
  readonly described: readonly Record<"quantitative" | "qualitative" | "categories", readonly number[][]>[];
}

/** Written by pca.r; null stands for what R leaves undefined. */
export const { r, cases } = JSON.parse(readFileSync(join(import.meta.dirname, "pca.json"), "utf8")) as {
  r: string;
  cases: Case[];
};

const columnOf = (values: Numbers) => Float64Array.from(values, (value) => value ?? Number.NaN);
export const tableOf = (columns: readonly Numbers[], rows: number) => ({
  rows,
  columns: columns.map(columnOf),
});

/** Largest |a − b| / max(1, |b|); undefined must meet undefined. */
export function gap(actual: ArrayLike<number>, expected: Numbers): number {
  expect(actual.length).toBe(expected.length);
  return expected.reduce<number>((worst, value, i) => {
    const ours = actual[i] as number;
    if (value === null) return Number.isNaN(ours) ? worst : Number.POSITIVE_INFINITY;
    return Math.max(
      worst,
      Number.isNaN(ours) ? Number.POSITIVE_INFINITY : Math.abs(ours - value) / Math.max(1, Math.abs(value)),
    );
  }, 0);
}

/** Our sign rule on FactoMineR's correlations: −1 where its axis is to be turned. */
export function signsOf({ variables, axes, columns }: Case): number[] {
  return Array.from({ length: axes }, (_, k) => {
    let best = 0;
    let sign = 1;
    for (const [j] of columns.entries()) {
      const correlation = variables.correlations[j * axes + k] ?? 0;
      if (Math.abs(correlation) <= Math.abs(best) * (1 + 1e-9)) continue;
      best = correlation;
      sign = Math.sign(correlation);
    }
    return sign;
  });
}

/** Rows × axes, turned by our sign rule; tied axes replaced by the sum of their squares, which is determined. */
function settle(values: Numbers, reference: Case, options: { signed: boolean }): Numbers {
  const { axes, free } = reference;
  const signs = options.signed ? signsOf(reference) : [];
  return values.map((value, at) => {
    const k = at % axes;
    if (value === null) return null;
    if (k >= free) return value * (signs[k] ?? 1);
    const head = values.slice(at - k, at - k + free);
    return head.reduce<number>((sum, x) => sum + (options.signed ? (x ?? 0) ** 2 : (x ?? 0)), 0);
  });
}

export function expectSame(
  reference: Case,
  actual: ArrayLike<number>,
  expected: Numbers,
  signed: boolean,
): void {
  const ours = settle(
    Array.from(actual, (value) => (Number.isNaN(value) ? null : value)),
    { ...reference, variables: { ...reference.variables, correlations: [] } },
    { signed },
  );
  const theirs = settle(expected, reference, { signed });
  expect(
    gap(
      Float64Array.from(ours, (value) => value ?? Number.NaN),
      theirs,
    ),
  ).toBeLessThanOrEqual(1e-9);
}

export function analyse(reference: Case): { pca: Pca; active: ReturnType<typeof tableOf> } {
  const active = tableOf(reference.columns, reference.rows);
  const pca = principalComponents({
    active,
    axes: reference.axes,
    scale: reference.scale,
    rowWeights: reference.rowWeights && Float64Array.from(reference.rowWeights),
    columnWeights: reference.columnWeights && Float64Array.from(reference.columnWeights),
  });
  return { pca, active };
}

import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { fitWeighted, predict } from "./regression.ts";

/** Collèges of a département, as the files describe them: IPS, its spread, rate, candidates. */
const ROWS = [
  { x: [68.4, 24.1], y: 71.2, w: 88 },
  { x: [79.9, 28.7], y: 78.9, w: 112 },
  { x: [92.3, 31.2], y: 84.1, w: 134 },
  { x: [101.5, 33.8], y: 88.6, w: 97 },
  { x: [110.2, 30.4], y: 91.9, w: 141 },
  { x: [118.7, 29.5], y: 93.1, w: 76 },
  { x: [127.9, 26.2], y: 97.4, w: 154 },
];

describe("fitWeighted", () => {
  test("finds back the coefficients that made the data, whatever the weights", () => {
    const coefficient = fc.double({ min: -50, max: 50, noNaN: true });
    const row = fc.record({
      x: fc.tuple(
        fc.double({ min: 40, max: 160, noNaN: true }),
        fc.double({ min: 10, max: 45, noNaN: true }),
      ),
      w: fc.integer({ min: 1, max: 500 }),
    });
    fc.assert(
      fc.property(
        fc.array(row, { minLength: 12, maxLength: 40 }),
        fc.tuple(coefficient, coefficient, coefficient),
        (rows, coefficients) => {
          const xs = rows.map(({ x }) => x);
          const spread = (j: 0 | 1) => new Set(xs.map((x) => Math.round(x[j]))).size > 6;
          fc.pre(spread(0) && spread(1));
          const y = xs.map((x) => predict(coefficients, x));
          const fitted = fitWeighted(
            xs,
            y,
            rows.map(({ w }) => w),
          );
          for (const residual of fitted?.residuals ?? [Number.NaN])
            expect(Math.abs(residual)).toBeLessThan(1e-6);
        },
      ),
    );
  });

  test("leaves residuals that the weights make orthogonal to the predictors", () => {
    const fitted = fitWeighted(
      ROWS.map(({ x }) => x),
      ROWS.map(({ y }) => y),
      ROWS.map(({ w }) => w),
    );
    const residuals = fitted?.residuals ?? [];
    for (const column of [() => 1, (i: number) => ROWS[i]?.x[0] ?? 0, (i: number) => ROWS[i]?.x[1] ?? 0]) {
      const product = ROWS.reduce((sum, { w }, i) => sum + w * (residuals[i] ?? Number.NaN) * column(i), 0);
      expect(Math.abs(product)).toBeLessThan(1e-6);
    }
    expect(fitted?.r2).toBeGreaterThan(0.95);
    expect(fitted?.r2).toBeLessThan(1);
  });

  test("weighs an observation of weight two like the same observation twice", () => {
    const once = fitWeighted(
      ROWS.map(({ x }) => x),
      ROWS.map(({ y }) => y),
      [2, 1, 1, 1, 1, 1, 1],
    );
    const [first] = ROWS;
    if (!first) throw new Error("No rows");
    const twice = fitWeighted(
      [...ROWS, first].map(({ x }) => x),
      [...ROWS, first].map(({ y }) => y),
      Array.from({ length: 8 }, () => 1),
    );
    for (const [j, coefficient] of (once?.coefficients ?? []).entries())
      expect(coefficient).toBeCloseTo(twice?.coefficients[j] ?? Number.NaN, 9);
  });

  test("says nothing where a predictor is constant, repeats another, or observations are too few", () => {
    const y = [1, 2, 3, 5];
    const w = [1, 1, 1, 1];
    expect(fitWeighted([[7], [7], [7], [7]], y, w)).toBeUndefined();
    expect(
      fitWeighted(
        [
          [1, 2],
          [2, 4],
          [3, 6],
          [4, 8],
        ],
        y,
        w,
      ),
    ).toBeUndefined();
    expect(fitWeighted([[1], [2]], [1, 2], [1, 1])).toBeUndefined();
  });
});

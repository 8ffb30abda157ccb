import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { weightedQuantile } from "./weighted-quantile.ts";

const weighted = fc.array(fc.tuple(fc.integer({ min: -9, max: 9 }), fc.integer({ min: 1, max: 5 })), {
  minLength: 1,
  maxLength: 40,
});

function quantileOf(pairs: readonly (readonly [number, number])[], probability: number): number | undefined {
  const values = Float64Array.from(pairs, ([value]) => value);
  return weightedQuantile(
    values,
    Float64Array.from(pairs, ([, weight]) => weight),
    pairs.length,
    probability,
  );
}

describe("weightedQuantile", () => {
  test("is the smallest value whose cumulated weight reaches the share", () => {
    fc.assert(
      fc.property(weighted, fc.integer({ min: 0, max: 20 }), (pairs, twentieth) => {
        const sorted = [...pairs].sort(([a], [b]) => a - b);
        const total = sorted.reduce((sum, [, weight]) => sum + weight, 0);
        let reached = 0;
        const expected = sorted.find(([, weight]) => {
          reached += weight;
          return reached * 20 >= twentieth * total;
        });
        expect(quantileOf(pairs, twentieth / 20)).toBe(expected?.[0]);
      }),
    );
  });

  test("stays within the values for a share moved beyond 0 or 1, and has none without values", () => {
    const pairs = [
      [3, 1],
      [1, 1],
      [2, 1],
    ] as const;
    expect(quantileOf(pairs, -0.1)).toBe(1);
    expect(quantileOf(pairs, 1.1)).toBe(3);
    expect(quantileOf([], 0.5)).toBeUndefined();
  });

  test("is not put off by weights whose sum is not exact", () => {
    const values = Float64Array.from({ length: 10 }, (_, i) => i);
    expect(weightedQuantile(values, new Float64Array(10).fill(0.1), 10, 1)).toBe(9);
    expect(weightedQuantile(values.sort(), new Float64Array(10).fill(0.1), 10, 0.3)).toBe(2);
  });

  test("looks at no more than the length given", () => {
    expect(weightedQuantile(Float64Array.of(5, 4, 0), Float64Array.of(1, 1, 9), 2, 0.5)).toBe(4);
  });
});

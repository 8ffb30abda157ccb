import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { hartiganWong } from "./hartigan-wong.ts";
import { seededKmeans } from "./kmeans.ts";
import { seededRandom } from "./random.ts";

const points = fc
  .record({
    rows: fc.integer({ min: 1, max: 80 }),
    axes: fc.integer({ min: 1, max: 3 }),
    seed: fc.integer({ min: 0, max: 100_000 }),
    classes: fc.integer({ min: 1, max: 12 }),
  })
  .map(({ rows, axes, seed, classes }) => {
    const random = seededRandom(seed);
    const values = Float64Array.from({ length: rows * axes }, () => Math.round(4 * random.normal()) / 2);
    const weights = Float64Array.from({ length: rows }, () => 1 + random.integer(4));
    return { rows, axes, seed, classes, values, weights };
  });

describe("seededKmeans", () => {
  test("settles with each row at its nearest centre, each centre the weighted mean of its rows", () => {
    fc.assert(
      fc.property(points, ({ rows, axes, seed, classes, values, weights }) => {
        const found = seededKmeans(values, rows, axes, classes, { seed, weights, iterations: 200 });
        expect(found.classes).toBeLessThanOrEqual(classes);
        expect(new Set(found.partition).size).toBe(found.classes);
        for (let i = 0; i < rows; i += 1) {
          const own = distance(values, i, found.centers, found.partition[i] as number, axes);
          for (let c = 0; c < found.classes; c += 1)
            expect(own).toBeLessThanOrEqual(distance(values, i, found.centers, c, axes) + 1e-12);
        }
        for (let c = 0; c < found.classes; c += 1)
          for (let k = 0; k < axes; k += 1) {
            const rowsOf = [...found.partition.keys()].filter((i) => found.partition[i] === c);
            const mass = rowsOf.reduce((sum, i) => sum + (weights[i] as number), 0);
            const mean =
              rowsOf.reduce((sum, i) => sum + (weights[i] as number) * (values[i * axes + k] as number), 0) /
              mass;
            expect(found.centers[c * axes + k]).toBeCloseTo(mean, 10);
          }
      }),
    );
  });

  test("draws its first centres again from the same seed when rows are very many", () => {
    const random = seededRandom(8);
    const values = Float64Array.from({ length: 30_000 }, () => random.normal());
    const run = (seed: number) => seededKmeans(values, 30_000, 1, 20, { seed, iterations: 3 });
    expect(run(1)).toEqual(run(1));
    expect(run(2).centers).not.toEqual(run(1).centers);
    expect(run(1).classes).toBe(20);
  });
});

describe("hartiganWong", () => {
  test("ends where moving no single row lowers the inertia within classes", () => {
    fc.assert(
      fc.property(points, ({ rows, axes, classes, values, seed }) => {
        const { centers, classes: count } = seededKmeans(values, rows, axes, classes, { seed });
        fc.pre(count > 1 && count < rows);
        const found = hartiganWong(values, rows, axes, centers, 100);
        if (!found) return;
        const sizes = new Float64Array(count);
        for (const c of found.partition) sizes[c] = (sizes[c] as number) + 1;
        for (let i = 0; i < rows; i += 1) {
          const own = found.partition[i] as number;
          const size = sizes[own] as number;
          if (size === 1) continue;
          const saved = (distance(values, i, found.centers, own, axes) * size) / (size - 1);
          for (let c = 0; c < count; c += 1) {
            const other = sizes[c] as number;
            if (c === own) continue;
            expect(
              (distance(values, i, found.centers, c, axes) * other) / (other + 1),
            ).toBeGreaterThanOrEqual(saved - 1e-9);
          }
        }
      }),
    );
  });

  test("does not start when a centre attracts nobody", () => {
    expect(hartiganWong(Float64Array.of(0, 1, 2), 3, 1, Float64Array.of(1, 50))).toBeUndefined();
    expect(hartiganWong(Float64Array.of(0, 1, 2), 3, 1, Float64Array.of(1, 1))).toBeUndefined();
  });

  test("leaves the centres given as they are", () => {
    const centers = Float64Array.of(0, 10);
    expect([...(hartiganWong(Float64Array.of(0, 1, 9, 10), 4, 1, centers)?.partition ?? [])]).toEqual([
      0, 0, 1, 1,
    ]);
    expect([...centers]).toEqual([0, 10]);
  });
});

function distance(values: Float64Array, i: number, centers: Float64Array, c: number, axes: number): number {
  let d2 = 0;
  for (let k = 0; k < axes; k += 1)
    d2 += ((values[i * axes + k] as number) - (centers[c * axes + k] as number)) ** 2;
  return d2;
}

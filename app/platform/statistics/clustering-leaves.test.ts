import { describe, expect, test } from "vitest";
import { clusterRows } from "./clustering.ts";
import { seededRandom } from "./random.ts";

describe("clusterRows under control", () => {
  const points = { coordinates: drawCloud(500, 2, 4, 1), rows: 500, axes: 2 };

  test("says how far it is, up to the end", () => {
    const shares: number[] = [];
    clusterRows(points, { onProgress: (done, total) => shares.push(done / total) });
    expect(shares.length).toBeGreaterThan(10);
    expect(shares).toEqual([...shares].sort((a, b) => a - b));
    expect(shares.every((share) => share >= 0 && share <= 1)).toBe(true);
  });

  test("stops on the way when asked", () => {
    let asked = 0;
    const shouldStop = () => {
      asked += 1;
      return asked > 3;
    };
    expect(() => clusterRows(points, { shouldStop })).toThrow("calcul_interrompu");
    expect(asked).toBe(4);
  });
});

describe("clusterRows with preliminary groups", () => {
  const rows = 4000;
  const coordinates = drawCloud(rows, 3, 77, 9);
  const full = clusterRows({ coordinates, rows, axes: 3, classes: 4 });

  test("finds the classes of the full tree where they are clear", () => {
    const found = clusterRows({ coordinates, rows, axes: 3, classes: 4, preliminary: 60 });
    expect(found.partition).toEqual(full.partition);
    expect(found.tree.leaves).toBeLessThanOrEqual(60);
    expect(Math.max(...found.tree.leafOfRow)).toBe(found.tree.leaves - 1);
  });

  test("keeps the total inertia: what is inside the groups is the last gain", () => {
    const { inertiaGains } = clusterRows({ coordinates, rows, axes: 3, preliminary: 60 });
    const sum = (gains: Float64Array) => gains.reduce((total, gain) => total + gain, 0);
    expect(sum(inertiaGains)).toBeCloseTo(sum(full.inertiaGains), 9);
  });

  test("gives the same bytes for the same seed, other groups for another", () => {
    const run = (seed: number) =>
      clusterRows({ coordinates, rows, axes: 3, preliminary: 60, seed }).inertiaGains.toString();
    expect(run(5)).toBe(run(5));
    expect(run(6)).not.toBe(run(5));
  });

  test("makes no more groups than there are distinct rows", () => {
    const two = Float64Array.from({ length: 500 }, (_, i) => i % 2);
    const found = clusterRows({ coordinates: two, rows: 500, axes: 1, preliminary: 50 });
    expect([found.tree.leaves, found.classes]).toEqual([2, 2]);
  });
});

function drawCloud(rows: number, axes: number, seed: number, spread: number): Float64Array {
  const random = seededRandom(seed);
  return Float64Array.from({ length: rows * axes }, (_, at) => {
    const group = Math.floor(at / axes) % 4;
    return random.normal() + spread * ((group * (1 + (at % axes))) % 4);
  });
}

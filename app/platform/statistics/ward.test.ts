import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { type WardTree, wardTree } from "./ward.ts";
import { cutTree, leafOrder } from "./ward-cut.ts";

/** Whole coordinates: ties and identical points occur often. */
const weightedPoints = fc.integer({ min: 1, max: 3 }).chain((axes) =>
  fc.array(
    fc.record({
      point: fc.array(fc.integer({ min: -6, max: 6 }), { minLength: axes, maxLength: axes }),
      weight: fc.integer({ min: 1, max: 9 }),
    }),
    { minLength: 2, maxLength: 24 },
  ),
);

type WeightedPoint = { readonly point: readonly number[]; readonly weight: number };

function treeOf(points: readonly WeightedPoint[]): WardTree {
  return wardTree(
    Float64Array.from(points.flatMap(({ point }) => point)),
    points.length,
    points[0]?.point.length ?? 0,
    Float64Array.from(points, ({ weight }) => weight),
  );
}

describe("wardTree", () => {
  test("joins at each step a pair that loses the least inertia", () => {
    fc.assert(
      fc.property(weightedPoints, (points) => {
        const tree = treeOf(points);
        const alive = new Map<number, WeightedPoint>(points.map((point, node) => [node, point]));
        for (let step = 0; step < points.length - 1; step += 1) {
          const [a, b] = [tree.left[step] as number, tree.right[step] as number];
          const [left, right] = [alive.get(a) as WeightedPoint, alive.get(b) as WeightedPoint];
          const height = tree.heights[step] as number;
          const whole = points.reduce((sum, { weight }) => sum + weight, 0);
          expect(height).toBeCloseTo(lossOf(left, right) / whole, 10);
          expect(height).toBeLessThanOrEqual(leastLoss([...alive.values()]) / whole + 1e-10);
          alive.delete(a);
          alive.delete(b);
          alive.set(points.length + step, union(left, right));
        }
        expect(alive.size).toBe(1);
      }),
    );
  });

  test("loses in all the inertia of the rows", () => {
    fc.assert(
      fc.property(weightedPoints, (points) => {
        const lost = treeOf(points).heights.reduce((sum, height) => sum + height, 0);
        expect(lost).toBeCloseTo(inertiaOf(points), 9);
      }),
    );
  });

  test("gives the same heights in whatever order the rows come, when no two distances are equal", () => {
    const points = Array.from({ length: 60 }, (_, i) => ({
      point: [Math.sin(i * 12.9898) * 43.7, Math.cos(i * 78.233) * 21.1],
      weight: 1 + (i % 4),
    }));
    const shuffled = points.map((_, i) => points[(i * 23) % 60] as WeightedPoint);
    const [heights, others] = [treeOf(points).heights, treeOf(shuffled).heights];
    for (const [step, height] of heights.entries()) expect(others[step]).toBeCloseTo(height, 12);
  });

  test.each([
    [
      "points in a row",
      [0, 1, 2, 3],
      [
        [0, 1],
        [2, 3],
        [4, 5],
      ],
    ],
    [
      "the same point many times",
      [5, 5, 5, 5],
      [
        [0, 1],
        [2, 4],
        [3, 5],
      ],
    ],
    [
      "two pairs as near",
      [10, 0, 11, 1],
      [
        [0, 2],
        [1, 3],
        [4, 5],
      ],
    ],
  ])("joins tied pairs in the order of their rows: %s", (_, values, steps) => {
    const tree = wardTree(Float64Array.from(values), values.length, 1);
    expect(steps.map((_, step) => [tree.left[step], tree.right[step]])).toEqual(steps);
  });

  test("stays the same through the removal of dead points, on more rows than one round holds", () => {
    const rows = 700;
    const coordinates = Float64Array.from({ length: rows * 2 }, (_, at) => Math.sin(at * 91.7) * 10);
    const tree = wardTree(coordinates, rows, 2);
    const nodes = [...tree.left, ...tree.right].sort((a, b) => a - b);
    expect(nodes).toEqual(Array.from({ length: 2 * rows - 2 }, (_, node) => node));
    for (let step = 1; step < rows - 1; step += 1)
      expect(tree.heights[step]).toBeGreaterThanOrEqual((tree.heights[step - 1] as number) * (1 - 1e-12));
  });

  test("has no step for a single row", () => {
    const tree = wardTree(Float64Array.of(1, 2), 1, 2);
    expect(tree.heights).toHaveLength(0);
    expect([...cutTree(tree, 1)]).toEqual([0]);
    expect([...leafOrder(tree)]).toEqual([0]);
  });
});

describe("cutTree and leafOrder", () => {
  test("cut into the number asked, classes numbered as their first leaf", () => {
    const tree = wardTree(Float64Array.of(9, 0, 9.5, 1, 30), 5, 1);
    expect([...cutTree(tree, 1)]).toEqual([0, 0, 0, 0, 0]);
    expect([...cutTree(tree, 2)]).toEqual([0, 0, 0, 0, 1]);
    expect([...cutTree(tree, 3)]).toEqual([0, 1, 0, 1, 2]);
    expect([...cutTree(tree, 5)]).toEqual([0, 1, 2, 3, 4]);
  });

  test("draw each leaf once, the leaves of a class side by side", () => {
    fc.assert(
      fc.property(weightedPoints, fc.integer({ min: 1, max: 6 }), (points, asked) => {
        const tree = treeOf(points);
        const order = [...leafOrder(tree)];
        expect([...order].sort((a, b) => a - b)).toEqual(points.map((_, i) => i));
        const classes = cutTree(tree, Math.min(asked, points.length));
        const changes = order.filter(
          (leaf, at) => at > 0 && classes[leaf] !== classes[order[at - 1] as number],
        );
        expect(changes.length).toBe(new Set(classes).size - 1);
      }),
    );
  });
});

function union(a: WeightedPoint, b: WeightedPoint): WeightedPoint {
  const weight = a.weight + b.weight;
  return {
    weight,
    point: a.point.map((x, k) => (x * a.weight + (b.point[k] as number) * b.weight) / weight),
  };
}

function lossOf(a: WeightedPoint, b: WeightedPoint): number {
  const d2 = a.point.reduce((sum, x, k) => sum + (x - (b.point[k] as number)) ** 2, 0);
  return ((a.weight * b.weight) / (a.weight + b.weight)) * d2;
}

function leastLoss(points: readonly WeightedPoint[]): number {
  return Math.min(...points.flatMap((a, i) => points.slice(i + 1).map((b) => lossOf(a, b))));
}

function inertiaOf(points: readonly WeightedPoint[]): number {
  const center = points.reduce(union);
  return (
    points.reduce(
      (sum, { point, weight }) =>
        sum + weight * point.reduce((d2, x, k) => d2 + (x - (center.point[k] as number)) ** 2, 0),
      0,
    ) / center.weight
  );
}

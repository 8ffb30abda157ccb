import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { clusterRows } from "./clustering.ts";
import { seededRandom } from "./random.ts";

const cloud = fc
  .record({
    rows: fc.integer({ min: 1, max: 60 }),
    axes: fc.integer({ min: 1, max: 4 }),
    seed: fc.integer({ min: 0, max: 1_000_000 }),
    spread: fc.constantFrom(0, 1, 8),
    rounded: fc.boolean(),
  })
  .map(({ rows, axes, seed, spread, rounded }) => {
    const coordinates = drawCloud(rows, axes, seed, spread);
    return { rows, axes, coordinates: rounded ? coordinates.map(Math.round) : coordinates };
  });

function drawCloud(rows: number, axes: number, seed: number, spread: number): Float64Array {
  const random = seededRandom(seed);
  return Float64Array.from({ length: rows * axes }, (_, at) => {
    const group = Math.floor(at / axes) % 4;
    return random.normal() + spread * ((group * (1 + (at % axes))) % 4);
  });
}

describe("clusterRows", () => {
  test("puts each row in one class that is not empty, numbered by the first coordinate", () => {
    fc.assert(
      fc.property(
        cloud,
        fc.option(fc.integer({ min: 1, max: 70 }), { nil: undefined }),
        (points, classes) => {
          const { rows, axes } = points;
          const found = clusterRows({ ...points, classes });
          expect(found.partition).toHaveLength(rows);
          expect(new Set(found.partition)).toEqual(
            new Set(Array.from({ length: found.classes }, (_, c) => c)),
          );
          expect(found.classes).toBe(
            Math.min(classes ?? found.proposedClasses, countDistinct(points.coordinates, rows, axes)),
          );
          const firsts = Array.from({ length: found.classes }, (_, c) => found.centers[c * axes] as number);
          expect(firsts).toEqual([...firsts].sort((a, b) => a - b));
        },
      ),
    );
  });

  test("splits the total inertia into that between the classes and that within them", () => {
    fc.assert(
      fc.property(cloud, (points) => {
        const { partition, centers, classes } = clusterRows(points);
        const total = within(
          points,
          new Int32Array(points.rows),
          meansOf(points, new Int32Array(points.rows), 1),
        );
        const inside = within(points, partition, centers);
        expect(inside + between(points, partition, centers, classes)).toBeCloseTo(total, 9);
      }),
    );
  });

  test("never raises the inertia within classes by consolidating", () => {
    fc.assert(
      fc.property(cloud, fc.integer({ min: 2, max: 9 }), (points, classes) => {
        const cut = clusterRows({ ...points, classes, consolidation: false });
        const consolidated = clusterRows({ ...points, classes });
        expect(within(points, consolidated.partition, consolidated.centers)).toBeLessThanOrEqual(
          within(points, cut.partition, cut.centers) + 1e-9,
        );
      }),
    );
  });

  test("gives the same partition in whatever order the rows come, when nothing is tied", () => {
    const rows = 97;
    const coordinates = drawCloud(rows, 3, 12, 6);
    const order = Int32Array.from({ length: rows }, (_, i) => (i * 31) % rows);
    const shuffled = Float64Array.from(
      [...order].flatMap((row) => [...coordinates.subarray(row * 3, row * 3 + 3)]),
    );
    const found = clusterRows({ coordinates, rows, axes: 3 });
    const again = clusterRows({ coordinates: shuffled, rows, axes: 3 });
    expect([...again.partition]).toEqual([...order].map((row) => found.partition[row]));
  });

  test("makes the same classes on axes turned round, numbered the other way, when the analysis is given", () => {
    fc.assert(
      fc.property(cloud, (points) => {
        fc.pre(points.axes > 1);
        const rotation = Float64Array.from({ length: points.axes * points.axes }, (_, at) => Math.cos(at));
        const columnWeights = Float64Array.from({ length: points.axes }, (_, j) => 1 + j);
        const found = clusterRows({ ...points, components: { rotation, columnWeights } });
        const turned = clusterRows({
          ...points,
          coordinates: points.coordinates.map((x) => -x),
          components: { rotation: rotation.map((x) => -x), columnWeights },
        });
        const pairs = new Set([...found.partition].map((c, i) => `${c} ${turned.partition[i]}`));
        expect(turned.inertiaGains).toEqual(found.inertiaGains);
        expect(pairs.size).toBe(found.classes);
      }),
    );
  });

  test("does not depend on the scale of the weights", () => {
    const rows = 40;
    const coordinates = drawCloud(rows, 2, 3, 4);
    const weights = Float64Array.from({ length: rows }, (_, i) => 1 + (i % 5));
    const scaled = weights.map((weight) => weight * 0.0137);
    const found = clusterRows({ coordinates, rows, axes: 2, rowWeights: weights, classes: 5 });
    const again = clusterRows({ coordinates, rows, axes: 2, rowWeights: scaled, classes: 5 });
    expect(again.partition).toEqual(found.partition);
    for (const [k, gain] of found.inertiaGains.entries()) expect(again.inertiaGains[k]).toBeCloseTo(gain, 12);
  });

  test("builds on a weight of 3 the tree of three identical rows", () => {
    const axis = Float64Array.of(0, 1, 5, 6.5, 20);
    const thrice = Float64Array.of(0, 1, 5, 5, 5, 6.5, 20);
    const weighted = clusterRows({
      coordinates: axis,
      rows: 5,
      axes: 1,
      rowWeights: Float64Array.of(1, 1, 3, 1, 1),
      classes: 3,
      consolidation: false,
    });
    const repeated = clusterRows({ coordinates: thrice, rows: 7, axes: 1, classes: 3, consolidation: false });
    for (const [k, gain] of weighted.inertiaGains.entries())
      expect(repeated.inertiaGains[k]).toBeCloseTo(gain, 12);
    expect([...repeated.partition]).toEqual([0, 0, 1, 1, 1, 1, 2]);
    expect([...weighted.partition]).toEqual([0, 0, 1, 1, 2]);
  });

  test.each([
    ["one row", [4], undefined, 1, [0]],
    ["two rows", [4, 1], undefined, 2, [1, 0]],
    ["identical rows, whatever is asked", [2, 2, 2, 2, 2, 2, 2, 2], 3, 1, [0, 0, 0, 0, 0, 0, 0, 0]],
    ["more classes than rows", [3, 1, 2], 9, 3, [2, 0, 1]],
    ["more classes than distinct rows", [3, 1, 3, 1], 4, 2, [1, 0, 1, 0]],
    ["a single class", [3, 1, 2], 1, 1, [0, 0, 0]],
  ])("answers for %s", (_, values, classes, count, partition) => {
    const found = clusterRows({
      coordinates: Float64Array.from(values),
      rows: values.length,
      axes: 1,
      classes,
    });
    expect(found.classes).toBe(count);
    expect([...found.partition]).toEqual(partition);
  });

  test("refuses a table without rows and a number of classes that is none", () => {
    const coordinates = new Float64Array(0);
    expect(() => clusterRows({ coordinates, rows: 0, axes: 1 })).toThrow("lignes_insuffisantes");
    expect(() => clusterRows({ coordinates: Float64Array.of(1), rows: 1, axes: 1, classes: 0 })).toThrow(
      RangeError,
    );
  });

  test.each([
    ["a missing coordinate", [1, Number.NaN, 2, 3], [1, 1], "valeur_manquante"],
    ["an infinite one", [1, 2, Number.NEGATIVE_INFINITY, 3], [1, 1], "valeur_infinie"],
    ["distances beyond what a number holds", [1e300, 2, -1e300, 3], [1, 1], "valeur_infinie"],
    ["a null weight", [1, 2, 4, 3], [1, 0], "poids_invalide"],
    ["a missing weight", [1, 2, 4, 3], [Number.NaN, 1], "poids_invalide"],
  ])("refuses %s", (_, coordinates, weights, code) => {
    const rowWeights = Float64Array.from(weights);
    expect(() =>
      clusterRows({ coordinates: Float64Array.from(coordinates), rows: 2, axes: 2, rowWeights }),
    ).toThrow(code);
  });

  test("names the leaves of its tree by the rows they are", () => {
    const { tree } = clusterRows({ coordinates: Float64Array.of(9, 0, 9.5, 1, 30), rows: 5, axes: 1 });
    expect([tree.left[0], tree.right[0]]).toEqual([0, 2]);
    expect([tree.left[1], tree.right[1]]).toEqual([1, 3]);
    expect([...tree.order]).toEqual([4, 0, 2, 1, 3]);
    expect([...tree.leafOfRow]).toEqual([0, 1, 2, 3, 4]);
  });
});

interface Points {
  readonly coordinates: Float64Array;
  readonly rows: number;
  readonly axes: number;
}

function countDistinct(coordinates: Float64Array, rows: number, axes: number): number {
  return new Set(
    Array.from({ length: rows }, (_, i) => [...coordinates.subarray(i * axes, (i + 1) * axes)].join(" ")),
  ).size;
}

function meansOf({ coordinates, rows, axes }: Points, partition: Int32Array, classes: number): Float64Array {
  const sizes = new Float64Array(classes);
  const sums = new Float64Array(classes * axes);
  for (let i = 0; i < rows; i += 1) {
    const c = partition[i] as number;
    sizes[c] = (sizes[c] as number) + 1;
    for (let k = 0; k < axes; k += 1)
      sums[c * axes + k] = (sums[c * axes + k] as number) + (coordinates[i * axes + k] as number);
  }
  return sums.map((sum, at) => sum / (sizes[Math.floor(at / axes)] as number));
}

function within({ coordinates, axes }: Points, partition: Int32Array, centers: Float64Array): number {
  return coordinates.reduce((sum, x, at) => {
    const c = partition[Math.floor(at / axes)] as number;
    return sum + (x - (centers[c * axes + (at % axes)] as number)) ** 2;
  }, 0);
}

function between(points: Points, partition: Int32Array, centers: Float64Array, classes: number): number {
  const center = meansOf(points, new Int32Array(points.rows), 1);
  const sizes = new Float64Array(classes);
  for (const c of partition) sizes[c] = (sizes[c] as number) + 1;
  return centers.reduce((sum, x, at) => {
    const size = sizes[Math.floor(at / points.axes)] as number;
    return sum + size * (x - (center[at % points.axes] as number)) ** 2;
  }, 0);
}

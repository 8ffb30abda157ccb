import { describe, expect, test } from "vitest";
import { describeClasses } from "./catdes.ts";
import { MISSING_LEVEL } from "./catdes-categories.ts";

const partition = Int32Array.from({ length: 30 }, (_, i) => Math.floor(i / 10));
const rising = Float64Array.from({ length: 30 }, (_, i) => i + (i % 3) * 0.1);
const column = (codes: (i: number) => number, levels: number) => ({
  codes: Int32Array.from({ length: 30 }, (_, i) => codes(i)),
  levels,
});

describe("describeClasses", () => {
  test("leaves out what has no link to describe: constants, single categories, an unused level", () => {
    const description = describeClasses({
      partition,
      classes: 3,
      quantitative: [new Float64Array(30).fill(104.3), rising, new Float64Array(30).fill(Number.NaN)],
      qualitative: [column(() => 1, 2), column((i) => (i < 10 ? 0 : 2), 3)],
    });
    expect(description.variables.map(({ variable }) => variable)).toEqual([1]);
    expect(description.quantities.flat().every(({ variable }) => variable === 1)).toBe(true);
    expect(description.chi2).toEqual([{ variable: 1, df: 2, pValue: expect.closeTo(Math.exp(-15), 12) }]);
    expect(description.categories[0]?.map(({ level }) => level)).toEqual([0, 2]);
  });

  test("counts a missing category as one of its own", () => {
    const { categories } = describeClasses({
      partition,
      classes: 3,
      quantitative: [],
      qualitative: [column((i) => (i < 10 ? -1 : i % 2), 2)],
    });
    expect(categories[0]?.[0]).toMatchObject({
      level: MISSING_LEVEL,
      classInCategory: 100,
      categoryInClass: 100,
    });
  });

  test("leaves a missing value out of its own variable only", () => {
    const holed = rising.map((value, i) => (i % 10 === 0 ? Number.NaN : value));
    const { quantities } = describeClasses({
      partition,
      classes: 3,
      quantitative: [holed, rising],
      qualitative: [],
    });
    const [withHoles, whole] = [0, 1].map((wanted) =>
      quantities[2]?.find(({ variable }) => variable === wanted),
    );
    // Of 20 to 29, and of 21 to 29, with their tenths.
    expect(withHoles?.mean).toBeCloseTo((24.61 * 10 - 20.2) / 9, 12);
    expect(whole?.mean).toBeCloseTo(24.61, 12);
  });

  test("lists more links under a larger threshold, each under it", () => {
    const noise = Float64Array.from({ length: 30 }, (_, i) => Math.sin(i * 7.3));
    const listed = (probability: number) =>
      describeClasses({ partition, classes: 3, quantitative: [rising, noise], qualitative: [], probability });
    const strict = listed(0.001).quantities.flat();
    const loose = listed(1).quantities.flat();
    expect(strict.every(({ pValue }) => pValue <= 0.001)).toBe(true);
    expect(loose).toHaveLength(6);
    expect(strict.length).toBeLessThan(loose.length);
  });

  test("has nothing to say of a single class", () => {
    const description = describeClasses({
      partition: new Int32Array(30),
      classes: 1,
      quantitative: [rising],
      qualitative: [column((i) => i % 2, 2)],
    });
    expect(description).toEqual({ chi2: [], categories: [[]], variables: [], quantities: [[]] });
  });
});

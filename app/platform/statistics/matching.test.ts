import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { defaultRadius, matchNearest } from "./matching.ts";
import type { MatchingProblem } from "./matching-search.ts";
import { anyTable } from "./reference/any-table.ts";
import { StatisticsError } from "./statistics-error.ts";

const problem = (
  values: readonly (readonly number[])[],
  treated: string,
  changes: Partial<MatchingProblem> = {},
): MatchingProblem => ({
  ids: [...treated].map((_, i) => `r${i}`),
  treated: [...treated].map((letter) => letter === "T"),
  strata: [...treated].map(() => ""),
  columns: values.map((column) => Float64Array.from(column)),
  ...{ neighbours: 1, radius: 100, replacement: false },
  ...changes,
});

describe("a treated row without comparison says why", () => {
  test.each([
    ["a value is missing", problem([[Number.NaN, 1, 2]], "Tcc"), "missing_value"],
    [
      "nobody else is of its stratum",
      problem([[0, 1, 2]], "Tcc", { strata: ["a", "b", "b"] }),
      "empty_stratum",
    ],
    ["all are further than the radius", problem([[0, 8, 9]], "Tcc", { radius: 0.1 }), "beyond_radius"],
    ["there are no rows but treated ones", problem([[0, 1, 2]], "TTT"), "empty_stratum"],
  ] as const)("%s", (_name, asked, reason) => {
    expect(matchNearest(asked).unmatched[0]).toEqual({ row: 0, reason });
    expect(matchNearest(asked).matches).toEqual([]);
  });

  test("others took the only one", () => {
    const { matches, unmatched } = matchNearest(problem([[0, 1, 2]], "TTc"));
    expect(matches).toMatchObject([{ treated: 1, control: 2, rank: 1 }]);
    expect(unmatched).toEqual([{ row: 0, reason: "used_up" }]);
  });
});

describe("matching", () => {
  test("lets one row serve several with replacement, and one only without", () => {
    const both = problem([[0, 0.1, 1, 9]], "TTcc", { replacement: true });
    expect(matchNearest(both).matches.map(({ control }) => control)).toEqual([2, 2]);
    expect(matchNearest({ ...both, replacement: false }).matches.map(({ control }) => control)).toEqual([
      3, 2,
    ]);
  });

  test("serves each once before any twice", () => {
    const { matches } = matchNearest(problem([[0, 5, 0.1, 0.2, 5.3]], "TTccc", { neighbours: 2 }));
    expect(matches.map(({ treated, control, rank }) => [treated, control, rank])).toEqual([
      [0, 2, 1],
      [0, 3, 2],
      [1, 4, 1],
    ]);
  });

  test("a treated row is nobody's comparison, and an empty problem has none", () => {
    expect(matchNearest(problem([[0, 0, 7]], "TTc")).matches.map(({ control }) => control)).toEqual([2]);
    expect(matchNearest(problem([[]], "")).matches).toEqual([]);
    expect(matchNearest(problem([], "Tc", { radius: 0 })).matches).toHaveLength(1);
  });

  test("a radius holds its bound", () => {
    // Deviation of (0, 2) is 1: the distance is 2.
    const at = (radius: number) => matchNearest(problem([[0, 2]], "Tc", { radius })).matches.length;
    expect([at(1.9999), at(2), at(2.0001)]).toEqual([0, 1, 1]);
    expect(defaultRadius(4)).toBe(1.2);
  });

  test("refuses columns of other lengths and infinite values", () => {
    expect(() => matchNearest(problem([[1, 2]], "Tcc"))).toThrow(StatisticsError);
    expect(() => matchNearest(problem([[1, 2, Infinity]], "Tcc"))).toThrow(StatisticsError);
    expect(() => matchNearest(problem([[1, 2, 3]], "Tcc", { strata: [""] }))).toThrow(StatisticsError);
  });
});

describe("whatever the data", () => {
  const asked = fc.record({
    table: anyTable,
    treated: fc.array(fc.boolean(), { minLength: 30, maxLength: 30 }),
    strata: fc.array(fc.constantFrom("a", "b"), { minLength: 30, maxLength: 30 }),
    neighbours: fc.integer({ min: 1, max: 4 }),
    replacement: fc.boolean(),
  });

  test("the result does not depend on the order of the rows, nor on units", () => {
    fc.assert(
      fc.property(asked, ({ table: { rows, columns }, treated, strata, neighbours, replacement }) => {
        const place = Array.from({ length: rows }, (_, i) => i);
        const told = (order: number[], scale: number) =>
          matchNearest({
            ids: order.map((i) => `r${String(i).padStart(2, "0")}`),
            treated: order.map((i) => treated[i] as boolean),
            strata: order.map((i) => strata[i] as string),
            columns: columns.map((values) => Float64Array.from(order, (i) => scale * (values[i] as number))),
            ...{ neighbours, replacement },
          })
            .matches.map(({ treated: t, control, rank }) => [order[t], order[control], rank].join(" "))
            .sort();
        expect(told([...place].reverse(), 1024)).toEqual(told(place, 1));
      }),
      { numRuns: 200 },
    );
  });

  test("pairs stay in their stratum and their radius, and no row is taken twice without replacement", () => {
    fc.assert(
      fc.property(asked, ({ table: { rows, columns }, treated, strata, neighbours, replacement }) => {
        const cut = <T>(all: readonly T[]) => all.slice(0, rows);
        const own = { treated: cut(treated), strata: cut(strata) };
        const ids = own.treated.map((_, i) => `r${i}`);
        const { matches, unmatched, radius } = matchNearest({
          ...{ ids, ...own, columns, neighbours, replacement },
        });
        for (const { treated: t, control, distance } of matches) {
          expect([own.treated[t], own.treated[control]]).toEqual([true, false]);
          expect(own.strata[t]).toBe(own.strata[control]);
          expect(distance).toBeLessThanOrEqual(radius + 1e-9);
        }
        const taken = matches.map(({ control }) => control);
        if (!replacement) expect(new Set(taken).size).toBe(taken.length);
        const served = new Set([
          ...matches.map((match) => match.treated),
          ...unmatched.map(({ row }) => row),
        ]);
        expect(served.size).toBe(own.treated.filter(Boolean).length);
      }),
      { numRuns: 200 },
    );
  });
});

import fc from "fast-check";
import { expect } from "vitest";

export const tableOf = (columns: readonly (readonly number[])[]) => ({
  rows: columns[0]?.length ?? 0,
  columns: columns.map((values) => Float64Array.from(values)),
});

/** Whole numbers in a small range: ties, constant and repeated columns come by themselves. */
export const anyTable = fc
  .record({ rows: fc.integer({ min: 3, max: 30 }), columns: fc.integer({ min: 1, max: 8 }) })
  .chain(({ rows, columns }) =>
    fc.array(fc.array(fc.integer({ min: -9, max: 9 }), { minLength: rows, maxLength: rows }), {
      minLength: columns,
      maxLength: columns,
    }),
  )
  .filter((columns) => columns.some((values) => new Set(values).size > 1))
  .map(tableOf);

export const close = (a: number, b: number, tolerance = 1e-9) =>
  expect(Math.abs(a - b)).toBeLessThanOrEqual(tolerance * Math.max(1, Math.abs(b)));
export const sum = (values: Iterable<number>) => [...values].reduce((total, value) => total + value, 0);

import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { imputePca } from "./impute.ts";

interface Case {
  readonly name: string;
  readonly axes: number;
  readonly scale: boolean;
  readonly rowWeights?: readonly number[];
  readonly columns: readonly (readonly (number | null)[])[];
  readonly completed: readonly (readonly number[])[];
  readonly iterations: number;
}

/** Written by reference/impute.r, which follows the publication on its own. */
const { r, cases } = JSON.parse(readFileSync(join(import.meta.dirname, "reference/impute.json"), "utf8")) as {
  r: string;
  cases: Case[];
};

const columnOf = (values: readonly (number | null)[]) =>
  Float64Array.from(values, (value) => value ?? Number.NaN);

describe(`imputation agrees with the published method in ${r} within 1e-9`, () => {
  test.each(cases)("$name", ({ axes, scale, rowWeights, columns, completed, iterations }) => {
    const rows = columns[0]?.length ?? 0;
    const imputed = imputePca({
      table: { rows, columns: columns.map(columnOf) },
      axes,
      scale,
      rowWeights: rowWeights && Float64Array.from(rowWeights),
    });
    // R stops at a thousand steps as well: that table has no stable reconstruction.
    expect(imputed.converged).toBe(iterations < 1000);
    expect(imputed.iterations).toBe(iterations);
    expect(imputed.missing).toBe(columns.flat().filter((value) => value === null).length);
    for (const [j, expected] of completed.entries())
      for (const [i, value] of expected.entries()) {
        const ours = imputed.columns[j]?.[i] ?? Number.NaN;
        expect(Math.abs(ours - value)).toBeLessThanOrEqual(1e-9 * Math.max(1, Math.abs(value)));
      }
  });
});

describe("imputePca", () => {
  const line = Float64Array.from({ length: 12 }, (_, i) => i);
  const twice = line.map((value) => 2 * value + 1);

  test("leaves known values untouched and finds back what the other column determines", () => {
    const pierced = twice.with(8, Number.NaN);
    const { columns } = imputePca({
      table: { rows: 12, columns: [line, pierced, line.map(Math.sqrt)] },
      axes: 1,
    });
    expect(columns[0]).toBe(line);
    expect(columns[1]?.with(8, 17)).toEqual(twice);
    expect(columns[1]?.[8]).toBeCloseTo(17, 0);
  });

  test("gives the means when no component is kept", () => {
    const pierced = Float64Array.of(1, 3, Number.NaN);
    const { columns } = imputePca({ table: { rows: 3, columns: [pierced] }, axes: 0 });
    expect(columns).toEqual([Float64Array.of(1, 3, 2)]);
  });

  test("returns a complete table as it is", () => {
    const columns = [line, twice];
    expect(imputePca({ table: { rows: 12, columns }, axes: 1 })).toMatchObject({ columns, missing: 0 });
  });

  test("keeps the only value of a column whose known values are all equal", () => {
    const same = new Float64Array(12).fill(4).with(3, Number.NaN);
    const { columns } = imputePca({
      table: { rows: 12, columns: [line.with(2, Number.NaN), same, twice] },
      axes: 1,
    });
    expect(columns[1]).toEqual(new Float64Array(12).fill(4));
  });

  test("refuses a column without any value, and says which", () => {
    const empty = new Float64Array(12).fill(Number.NaN);
    expect(() => imputePca({ table: { rows: 12, columns: [line, empty] }, axes: 1 })).toThrow(
      expect.objectContaining({ code: "variable_vide", column: 1 }),
    );
  });

  test("refuses more components than the table can lend", () => {
    const table = { rows: 12, columns: [line, twice.with(1, Number.NaN)] };
    expect(() => imputePca({ table, axes: 2 })).toThrow(expect.objectContaining({ code: "axes_invalides" }));
  });

  test("refuses values whose squares overflow, rather than turn forever", () => {
    const table = { rows: 12, columns: [line.with(0, 1e200), twice.with(1, Number.NaN)] };
    expect(() => imputePca({ table, axes: 1 })).toThrow(
      expect.objectContaining({ code: "valeur_infinie", column: 0 }),
    );
  });

  test("stops when it is asked to", () => {
    const table = { rows: 12, columns: [line.with(0, Number.NaN), twice] };
    expect(() => imputePca({ table, axes: 1, shouldStop: () => true })).toThrow(
      expect.objectContaining({ code: "calcul_interrompu" }),
    );
  });
});

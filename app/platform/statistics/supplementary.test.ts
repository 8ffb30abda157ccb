import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { describeAxes } from "./dimdesc.ts";
import { principalComponents } from "./pca.ts";
import { anyTable, close, tableOf } from "./reference/any-table.ts";
import { projectColumns, projectLevels, projectRows } from "./supplementary.ts";

describe("supplementary elements", () => {
  test("an active row projected again falls on itself, an active column on its own correlations", () => {
    fc.assert(
      fc.property(anyTable, (active) => {
        const pca = principalComponents({ active, axes: 3 });
        const rows = projectRows(pca, active);
        for (const [at, value] of pca.individuals.coordinates.entries())
          close(rows.coordinates[at] ?? 0, value);
        const columns = projectColumns(pca, active);
        for (const [at, value] of pca.variables.correlations.entries())
          if (!Number.isNaN(value)) close(columns.correlations[at] ?? 0, value);
      }),
    );
  });

  const active = tableOf([
    [1, 2, 4, 7, 5, 3],
    [2, 1, 5, 6, 7, 1],
  ]);
  const pca = principalComponents({ active, axes: 2 });

  test("a missing value draws the correlation to 0 as in FactoMineR, and the known rows say their own", () => {
    const values = Float64Array.of(1, 2, 4, Number.NaN, 5, 3);
    const { correlations, knownCorrelations, missing } = projectColumns(pca, { rows: 6, columns: [values] });
    expect([...missing]).toEqual([1]);
    expect(knownCorrelations[0]).toBeGreaterThan((correlations[0] ?? 1) + 0.05);
  });

  test("a column without any value, or constant, has no correlation", () => {
    const columns = [new Float64Array(6).fill(Number.NaN), new Float64Array(6).fill(3)];
    const { correlations, knownCorrelations } = projectColumns(pca, { rows: 6, columns });
    expect([...correlations, ...knownCorrelations].every(Number.isNaN)).toBe(true);
  });

  test("a row with a missing value has no place", () => {
    const projected = projectRows(pca, tableOf([[1], [Number.NaN]]));
    expect(projected.coordinates.every(Number.isNaN)).toBe(true);
  });

  test("levels leave aside the rows without one, and a level without a row is undefined", () => {
    const codes = Int32Array.of(0, 0, 1, 1, -1, -1);
    const { coordinates, eta2, weights } = projectLevels(pca, active, { levels: 3, codes });
    expect([...weights].map((weight) => Math.round(weight * 1e9) / 1e9)).toEqual([2, 2, 0]);
    expect(coordinates.slice(4).every(Number.isNaN)).toBe(true);
    close(
      coordinates[0] ?? 0,
      ((pca.individuals.coordinates[0] ?? 0) + (pca.individuals.coordinates[2] ?? 0)) / 2,
    );
    expect(eta2[0]).toBeGreaterThan(0.8);
    expect(eta2[0]).toBeLessThanOrEqual(1);
  });

  test("the description says nothing of a variable with one level, and names the rows without a level", () => {
    const one = { levels: 1, codes: new Int32Array(6) };
    const holes = { levels: 1, codes: Int32Array.of(0, 0, -1, -1, -1, 0) };
    const [first] = describeAxes(pca, { quantitative: [], qualitative: [one, holes], threshold: 1 });
    expect(first?.qualitative.map(({ variable }) => variable)).toEqual([1]);
    expect(first?.categories.map(({ level }) => level)).toEqual([-1, 0]);
  });
});

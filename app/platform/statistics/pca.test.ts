import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { type PcaInput, principalComponents } from "./pca.ts";
import { anyTable, close, sum, tableOf } from "./reference/any-table.ts";

describe("principalComponents", () => {
  test("keeps the whole inertia: eigenvalues sum to the columns that vary, distances to their mean", () => {
    fc.assert(
      fc.property(anyTable, (active) => {
        const pca = principalComponents({ active, axes: 99 });
        const varying = active.columns.length - pca.constant.length;
        close(sum(pca.eigenvalues), varying);
        close(sum(pca.percentages), 100);
        close(sum(pca.individuals.distance2) / active.rows, varying);
        for (let k = 0; k < pca.axes; k += 1) {
          const axis = (of: Float64Array) => sum(of.filter((_, at) => at % pca.axes === k));
          close(axis(pca.individuals.contributions), 100, 1e-8);
          close(axis(pca.variables.contributions), 100);
          close(axis(pca.individuals.coordinates), 0, 1e-8);
        }
      }),
    );
  });

  test("rebuilds the table from all its axes", () => {
    fc.assert(
      fc.property(anyTable, (active) => {
        const pca = principalComponents({ active, axes: 99 });
        const { axes, individuals, rotation, means, deviations } = pca;
        for (const [j, values] of active.columns.entries())
          for (const [i, value] of values.entries()) {
            let z = 0;
            for (let k = 0; k < axes; k += 1)
              z += (individuals.coordinates[i * axes + k] ?? 0) * (rotation[j * axes + k] ?? 0);
            close((means[j] ?? 0) + (deviations[j] ?? 0) * z, value, 1e-8);
          }
      }),
    );
  });

  test("weighs a row of weight two like the same row twice", () => {
    fc.assert(
      fc.property(anyTable, (active) => {
        const rowWeights = new Float64Array(active.rows).fill(1).with(0, 2);
        const weighted = principalComponents({ active, rowWeights, axes: 1 });
        const doubled = principalComponents({
          active: {
            rows: active.rows + 1,
            columns: active.columns.map((c) => Float64Array.of(...c, c[0] ?? 0)),
          },
          axes: 1,
        });
        for (const [k, value] of weighted.eigenvalues.entries()) close(doubled.eigenvalues[k] ?? 0, value);
      }),
    );
  });

  test("does not see the unit of a column", () => {
    fc.assert(
      fc.property(anyTable, (active) => {
        const pca = principalComponents({ active, axes: 2 });
        const scaled = principalComponents({
          active: {
            ...active,
            columns: active.columns.map((c, j) => c.map((value) => 1000 * (j + 1) * value - 7)),
          },
          axes: 2,
        });
        for (const [k, value] of pca.eigenvalues.entries()) close(scaled.eigenvalues[k] ?? 0, value);
      }),
    );
  });

  test("puts the largest |correlation| of each axis on the positive side, the first of equal ones", () => {
    fc.assert(
      fc.property(anyTable, (active) => {
        const { axes, variables } = principalComponents({ active, axes: 99 });
        for (let k = 0; k < axes; k += 1) {
          const axis = [...variables.correlations].filter((r, at) => at % axes === k && !Number.isNaN(r));
          const largest = Math.max(...axis.map(Math.abs));
          const first = axis.find((r) => Math.abs(r) >= largest * (1 - 1e-9));
          expect(first).toBeGreaterThan(0);
        }
      }),
    );
  });

  test("gives the same bytes twice", () => {
    fc.assert(
      fc.property(anyTable, (active) => {
        const input = { active, axes: 3 };
        expect(principalComponents(input)).toEqual(principalComponents(input));
      }),
      { numRuns: 20 },
    );
  });

  test("leaves a constant column at the origin, without a correlation", () => {
    const active = tableOf([
      [1, 2, 3, 5],
      [0.3, 0.1 + 0.2, 0.3, 0.3],
    ]);
    const pca = principalComponents({ active, axes: 2 });
    expect(pca.axes).toBe(1);
    expect(pca.constant).toEqual([1]);
    expect(pca.deviations[1]).toBe(1);
    expect([pca.variables.coordinates[1], pca.variables.contributions[1]]).toEqual([0, 0]);
    expect(pca.variables.correlations[1]).toBeNaN();
  });

  test("keeps no axis of rounding where columns repeat each other", () => {
    const values = [1.1, 2.7, 3.3, 5.9, 4.2];
    const active = tableOf([values, values.map((x) => 3 * x + 0.1), values.map((x) => -x / 7)]);
    const pca = principalComponents({ active, axes: 3 });
    expect(pca.axes).toBe(1);
    close(pca.eigenvalues[0] ?? 0, 3);
    expect([...pca.variables.correlations].map((r) => Math.round(r * 1e9) / 1e9)).toEqual([1, 1, -1]);
  });
});

describe("what a table lacks is said by a code, with the place", () => {
  const good = tableOf([
    [1, 2, 4],
    [3, 1, 2],
  ]);
  const refusals: [string, Partial<PcaInput>, object][] = [
    ["one structure", { active: tableOf([[1], [2]]) }, { code: "lignes_insuffisantes" }],
    ["no structure", { active: tableOf([[]]) }, { code: "lignes_insuffisantes" }],
    ["no column", { active: { rows: 3, columns: [] } }, { code: "variable_absente" }],
    ["no axis", { axes: 0 }, { code: "axes_invalides" }],
    ["only constant columns", { active: tableOf([[2, 2, 2]]) }, { code: "inertie_nulle" }],
    [
      "a missing value",
      {
        active: tableOf([
          [1, 2, 4],
          [3, Number.NaN, 2],
        ]),
      },
      { code: "valeur_manquante", row: 1, column: 1 },
    ],
    [
      "an infinite value",
      { active: tableOf([[1, 2, Number.NEGATIVE_INFINITY]]) },
      { code: "valeur_infinie", row: 2, column: 0 },
    ],
    [
      "values whose squares overflow",
      { active: tableOf([[1e200, 2e200, 0]]) },
      { code: "valeur_infinie", column: 0 },
    ],
    [
      "columns of other lengths",
      {
        active: tableOf([
          [1, 2, 4],
          [3, 1],
        ]),
      },
      { code: "dimensions_differentes", column: 1 },
    ],
    ["a weight of zero", { rowWeights: Float64Array.of(1, 0, 1) }, { code: "poids_invalide", row: 1 }],
    ["a negative weight", { rowWeights: Float64Array.of(-1, 2, 1) }, { code: "poids_invalide", row: 0 }],
    [
      "a weight that is no number",
      { rowWeights: Float64Array.of(1, 2, Number.NaN) },
      { code: "poids_invalide", row: 2 },
    ],
    ["too few weights", { rowWeights: Float64Array.of(1, 2) }, { code: "dimensions_differentes" }],
    [
      "a column of weight zero",
      { columnWeights: Float64Array.of(1, 0) },
      { code: "poids_invalide", column: 1 },
    ],
  ];
  test.each(refusals)("%s", (_name, change, expected) => {
    expect(() => principalComponents({ active: good, axes: 2, ...change })).toThrow(
      expect.objectContaining(expected),
    );
  });
});

import { describe, expect, test } from "vitest";
import { analyse, cases, expectSame, gap, r, tableOf } from "./reference/pca-cases.ts";
import { projectColumns, projectLevels, projectRows } from "./supplementary.ts";

describe(`principal components agree with ${r} within 1e-9`, () => {
  test("on at least twenty data sets", () => {
    expect(cases.length).toBeGreaterThanOrEqual(20);
  });

  test.each(cases)("$name", (reference) => {
    const { pca } = analyse(reference);
    expect(pca.axes).toBe(reference.axes);
    expect(gap(pca.eigenvalues, reference.eigenvalues)).toBeLessThanOrEqual(1e-9);
    expect(gap(pca.percentages, reference.percentages)).toBeLessThanOrEqual(1e-9);
    expect(gap(pca.individuals.distance2.map(Math.sqrt), reference.individuals.distance)).toBeLessThanOrEqual(
      1e-9,
    );
    expectSame(reference, pca.individuals.coordinates, reference.individuals.coordinates, true);
    expectSame(reference, pca.individuals.cos2, reference.individuals.cos2, false);
    expectSame(reference, pca.individuals.contributions, reference.individuals.contributions, false);
    expectSame(reference, pca.variables.coordinates, reference.variables.coordinates, true);
    expectSame(reference, pca.variables.correlations, reference.variables.correlations, true);
    expectSame(reference, pca.variables.cos2, reference.variables.cos2, false);
    expectSame(reference, pca.variables.contributions, reference.variables.contributions, false);
  });
});

describe(`supplementary elements agree with ${r} within 1e-9`, () => {
  test.each(cases.filter((reference) => reference.supplementaryRows))("rows: $name", (reference) => {
    const { pca } = analyse(reference);
    const { columns = [], coordinates = [], cos2 = [], distance = [] } = reference.supplementaryRows ?? {};
    const projected = projectRows(pca, tableOf(columns, distance.length));
    expectSame(reference, projected.coordinates, coordinates, true);
    expectSame(reference, projected.cos2, cos2, false);
    expect(gap(projected.distance2.map(Math.sqrt), distance)).toBeLessThanOrEqual(1e-9);
  });

  test.each(cases.filter((reference) => reference.supplementaryColumns))("columns: $name", (reference) => {
    const { pca } = analyse(reference);
    const {
      columns = [],
      coordinates = [],
      correlations = [],
      cos2 = [],
    } = reference.supplementaryColumns ?? {};
    const projected = projectColumns(pca, tableOf(columns, reference.rows), { scale: reference.scale });
    expectSame(reference, projected.coordinates, coordinates, true);
    expectSame(reference, projected.correlations, correlations, true);
    expectSame(reference, projected.cos2, cos2, false);
  });

  test.each(cases.filter((reference) => reference.qualitative))("levels: $name", (reference) => {
    const { pca, active } = analyse(reference);
    const {
      variables = [],
      coordinates = [],
      cos2 = [],
      vTests = [],
      distance = [],
      eta2 = [],
    } = reference.qualitative ?? {};
    const all = variables.map(({ levels, codes }) =>
      projectLevels(pca, active, { levels, codes: Int32Array.from(codes) }),
    );
    const joined = (of: (one: (typeof all)[number]) => Float64Array) => all.flatMap((one) => [...of(one)]);
    expectSame(
      reference,
      joined((one) => one.coordinates),
      coordinates,
      true,
    );
    expectSame(
      reference,
      joined((one) => one.cos2),
      cos2,
      false,
    );
    expectSame(
      reference,
      joined((one) => one.vTests),
      vTests,
      true,
    );
    // Undefined in FactoMineR as soon as a row lacks its level; ours is over the rows that have one.
    if (!eta2.includes(null))
      expectSame(
        reference,
        joined((one) => one.eta2),
        eta2,
        false,
      );
    expect(
      gap(
        joined((one) => one.distance2.map(Math.sqrt)),
        distance,
      ),
    ).toBeLessThanOrEqual(1e-9);
  });
});

import { describe, expect, test } from "vitest";
import { type PerturbationInput, type PerturbationSettings, perturbSelection } from "./perturbation.ts";
import { seededRandom } from "./random.ts";

const ROWS = 600;
const USUAL: PerturbationSettings = {
  bootstrap: true,
  weightSpread: 0.2,
  absoluteSpread: 0.1,
  quantileSpread: 0.02,
  leaveOneOut: 0.5,
  imputationNoise: true,
};

/** A common factor and noise: three columns that say nearly the same, a fourth on its own, two groups on two axes. */
const random = seededRandom(99);
const factor = Float64Array.from({ length: ROWS }, (_, i) => random.normal() + (i % 2 === 0 ? 3 : -3));
const columns = [
  ...[1, 2, 3].map((scale) => factor.map((value) => 50 + scale * (value + 0.4 * random.normal()))),
  factor.map(() => random.normal()),
];
const centers = Float64Array.from([1, -1].flatMap((sign) => [1, 2, 3].map((scale) => 50 + sign * scale * 3)));
const typology = { active: [0, 1, 2], axes: 2, centers };
const rule = { must: [{ kind: "class", classes: [0] } as const], excluded: [] };
const input: PerturbationInput = {
  rule,
  data: { rows: ROWS, columns },
  typology,
  settings: USUAL,
  seed: 12,
  runs: 60,
};

describe("classes of perturbed runs", () => {
  test("follow the nearest fixed centre, through any change of axes", () => {
    const { selected } = perturbSelection({ ...input, settings: { ...USUAL, imputationNoise: false } });
    const share = (parity: number) =>
      [...selected].filter((count, i) => i % 2 === parity && count === 60).length / (ROWS / 2);
    expect(share(0)).toBeGreaterThan(0.98);
    expect(share(1)).toBeLessThan(0.02);
  });

  test("are none for an incomplete row, and none when nothing is complete", () => {
    const holed = columns.map((values, j) =>
      j === 1 ? values.map((v, i) => (i === 6 ? Number.NaN : v)) : values,
    );
    const run = { ...input, settings: { ...USUAL, leaveOneOut: 0 } };
    const { selected } = perturbSelection({ ...run, data: { rows: ROWS, columns: holed } });
    expect([selected[6], selected[8]]).toEqual([0, 60]);
    const empty = [columns[0], new Float64Array(ROWS).fill(Number.NaN), columns[2]] as Float64Array[];
    const { listed } = perturbSelection({ ...run, data: { rows: ROWS, columns: empty } });
    expect(new Set(listed)).toEqual(new Set([0]));
  });

  test("do not depend on the unit of a standardised column, and do on that of a raw one", () => {
    const scaled = columns.map((values, j) => (j === 3 ? values.map((value) => value * 1000) : values));
    const own = Float64Array.of(53, 56, 0.1, 47, 44, -0.1);
    const scaledOwn = Float64Array.of(53, 56, 100, 47, 44, -100);
    const run = (scale: boolean, ofRun: readonly Float64Array[], its: Float64Array) =>
      perturbSelection({
        ...input,
        data: { rows: ROWS, columns: ofRun },
        typology: { active: [0, 1, 3], axes: 1, scale, centers: its },
        settings: { ...USUAL, leaveOneOut: 0 },
      }).selected;
    expect(run(true, scaled, scaledOwn)).toEqual(run(true, columns, own));
    const raw = run(false, scaled, scaledOwn);
    // The column in thousands is nearly the only axis, and it says nothing of the two groups.
    expect([...raw].filter((count, i) => count > 30 === (i % 2 === 0)).length / ROWS).toBeLessThan(0.7);
  });

  test("keep an analysis of one variable when another one could be left out", () => {
    const { selected } = perturbSelection({
      ...input,
      rule: { ...rule, composite: { terms: [{ column: 3, weight: 1 }] } },
      typology: { active: [0], axes: 1, centers: Float64Array.of(53, 47) },
      settings: { ...USUAL, leaveOneOut: 1 },
    });
    expect([selected[0], selected[1]]).toEqual([60, 0]);
  });

  test("are none where nothing varies", () => {
    const flat = columns.map(() => new Float64Array(ROWS).fill(7));
    const { listed } = perturbSelection({ ...input, data: { rows: ROWS, columns: flat } });
    expect(new Set(listed)).toEqual(new Set([0]));
  });

  test("hold on a constant column and a duplicated one", () => {
    const flat = [columns[0], columns[0], new Float64Array(ROWS).fill(7)] as Float64Array[];
    const twice = Float64Array.of(53, 53, 7, 47, 47, 7);
    const { selected } = perturbSelection({
      ...input,
      data: { rows: ROWS, columns: flat },
      typology: { active: [0, 1, 2], axes: 3, centers: twice },
    });
    expect([selected[0], selected[1]]).toEqual([60, 0]);
  });
});

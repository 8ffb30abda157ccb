import { describe, expect, it } from "vitest";
import { type Distribution, placeDistribution, summarizeDistribution } from "./distribution.ts";

const ips: Distribution = {
  titre: "Indice de position sociale",
  unite: "",
  decimales: 1,
  bornes: [80, 90, 100, 110, 120],
  effectifs: [6, 18, 20, 4],
  valeur: 86.4,
  libelleValeur: "cette structure",
  quartiles: [92.1, 99.8, 107.3],
  n: 48,
};

describe("the distribution in words", () => {
  it("states how many, where half of them are, and where this one is", () => {
    expect(summarizeDistribution(ips)).toBe(
      "48 structures\u00a0; la moitié se situe entre 92,1 et 107,3\u00a0; cette structure\u00a0: 86,4.",
    );
  });
  it("says that a value is not known, and never writes zero for it", () => {
    expect(summarizeDistribution({ ...ips, valeur: null })).toContain(
      "cette structure\u00a0: valeur non connue.",
    );
  });
  it("writes the unit", () => {
    expect(summarizeDistribution({ ...ips, unite: "%" })).toContain("86,4\u00a0%");
  });
});

describe("the distribution in a picture", () => {
  it("shares the width between the bins and the height by the tallest", () => {
    const { bars } = placeDistribution(ips);
    expect(bars.map(({ x, width }) => [x, width])).toEqual([
      [0, 25],
      [25, 25],
      [50, 25],
      [75, 25],
    ]);
    expect(bars.map(({ height }) => height)).toEqual([0.3, 0.9, 1, 0.2]);
  });
  it.each([
    [80, 0],
    [89.9, 0],
    [90, 1],
    [119.9, 3],
    [120, 3],
  ])("marks the bin that holds %d", (valeur, index) => {
    const { bars } = placeDistribution({ ...ips, valeur });
    expect(bars.findIndex(({ marked }) => marked)).toBe(index);
  });
  it("widens the axis for a structure outside of the bins, and marks no bin", () => {
    const plot = placeDistribution({ ...ips, valeur: 60 });
    expect(plot.marker).toMatchObject({ x: 0, anchor: "start" });
    expect(plot.bars.some(({ marked }) => marked)).toBe(false);
    expect(plot.bars[0]?.x).toBeCloseTo(33.33, 1);
  });
  it("draws without a marker when the value is not known", () => {
    expect(placeDistribution({ ...ips, valeur: null }).marker).toBeNull();
  });
  it("stands an empty distribution", () => {
    expect(
      placeDistribution({ ...ips, effectifs: [0, 0, 0, 0] }).bars.every(({ height }) => height === 0),
    ).toBe(true);
  });
  it("refuses edges that do not bound the bins", () => {
    expect(() => placeDistribution({ ...ips, bornes: [80, 90] })).toThrow(RangeError);
  });
});

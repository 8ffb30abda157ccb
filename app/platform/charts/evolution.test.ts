import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { pathNumbers } from "#tests/path-numbers.ts";
import { type Evolution, isCrowded, placeEvolution } from "./evolution.ts";
import { summarizeEvolution, tabulateEvolution } from "./evolution-text.ts";

const point = fc.record({
  annee: fc.integer({ min: 2010, max: 2030 }),
  valeur: fc.option(fc.double({ min: -1e6, max: 1e6, noNaN: true }), { nil: null }),
});
const points = fc.uniqueArray(point, { selector: ({ annee }) => annee, maxLength: 12 });
const evolution: fc.Arbitrary<Evolution> = fc.record({
  titre: fc.constant("Évolution"),
  unite: fc.constantFrom("", "%"),
  decimales: fc.integer({ min: 0, max: 2 }),
  series: fc.array(fc.record({ libelle: fc.string(), points }), { minLength: 1, maxLength: 4 }),
  ruptures: fc.uniqueArray(
    fc.record({ annee: fc.integer({ min: 2008, max: 2032 }), motif: fc.constant("nouvelle échelle") }),
    { selector: ({ annee }) => annee, maxLength: 3 },
  ),
});

const ips: Evolution = {
  titre: "Indice de position sociale",
  unite: "",
  decimales: 1,
  series: [
    {
      libelle: "Ce collège",
      points: [
        { annee: 2019, valeur: 78.2 },
        { annee: 2020, valeur: null },
        { annee: 2021, valeur: 79 },
        { annee: 2022, valeur: 86.1 },
        { annee: 2023, valeur: 86.9, intervalle: [84, 89] },
      ],
    },
    { libelle: "Académie", points: [{ annee: 2023, valeur: 101 }] },
  ],
  ruptures: [{ annee: 2022, motif: "nouvelle échelle" }],
};

describe("the evolution in a picture", () => {
  it("never writes a number that is not one, and stays within the frame", () => {
    fc.assert(
      fc.property(evolution, (props) => {
        const { years, levels, series, ruptures } = placeEvolution(props);
        const numbers = [
          ...years.map(({ x }) => x),
          ...levels.map(({ y }) => y),
          ...ruptures.map(({ x }) => x),
          ...series.flatMap(({ lines, points, direct }) => [
            ...pathNumbers(lines),
            ...points.flatMap(({ x, y }) => [x, y]),
            ...(direct ? [direct.y] : []),
          ]),
        ];
        expect(numbers.filter((value) => !(value >= 0 && value <= 100))).toEqual([]);
      }),
    );
  });
  it("joins only consecutive known years on one side of each break", () => {
    fc.assert(
      fc.property(evolution, (props) => {
        const { series, ruptures } = placeEvolution(props);
        for (const { lines } of series) {
          for (const line of lines.split("M").filter((part) => part !== "")) {
            const xs = line.split("L").map((place) => Number(place.split(" ")[0]));
            const [from = 0, to = 0] = [Math.min(...xs), Math.max(...xs)];
            expect(ruptures.filter(({ x }) => x > from && x < to)).toEqual([]);
          }
        }
      }),
    );
  });
  it("graduates from below the lowest value to above the highest", () => {
    fc.assert(
      fc.property(evolution, (props) => {
        const { levels, series } = placeEvolution(props);
        const ys = series.flatMap(({ points }) => points.map(({ y }) => y));
        if (ys.length === 0) return;
        expect(Math.max(...levels.map(({ y }) => y))).toBeGreaterThanOrEqual(Math.max(...ys));
        expect(Math.min(...levels.map(({ y }) => y))).toBeLessThanOrEqual(Math.min(...ys));
      }),
    );
  });
  it("cuts the line at a gap and at a break, and draws a lone year as a point", () => {
    const [own, reference] = placeEvolution(ips).series;
    expect(own?.lines.match(/M/g)).toHaveLength(1);
    expect(own?.points).toHaveLength(4);
    expect(own?.whiskers).toMatch(/^M/);
    expect(reference?.lines).toBe("");
    expect(reference?.points).toHaveLength(1);
  });
  it("keeps the labels at the ends of the lines apart", () => {
    const same = { libelle: "a", points: [{ annee: 2024, valeur: 5 }] };
    const ys = placeEvolution({ ...ips, series: [same, same, same, same] }).series.map(
      ({ direct }) => direct?.y ?? 0,
    );
    const sorted = [...ys].sort((a, b) => a - b);
    for (const [index, y] of sorted.slice(1).entries()) expect(y - (sorted[index] ?? 0)).toBeGreaterThan(7);
  });
  it("writes a value below its point when a reference stands just above", () => {
    const at = (valeur: number) => ({ libelle: "s", points: [{ annee: 2024, valeur }] });
    const { series } = placeEvolution({ ...ips, series: [at(86), at(86.4), at(99)] });
    const [own] = series[0]?.points ?? [];
    expect(own && isCrowded(own, series.slice(1))).toBe(true);
    expect(own && isCrowded(own, series.slice(2))).toBe(false);
  });
  it("refuses more series than one tells apart", () => {
    expect(() => placeEvolution({ ...ips, series: Array(5).fill(ips.series[0]) })).toThrow(RangeError);
  });
});

describe("the evolution in words", () => {
  it("compares with the first year of the same scale, and says that the others do not compare", () => {
    expect(summarizeEvolution(ips)).toBe(
      "Ce collège\u00a0: 86,9 en 2023-2024 (86,1 en 2022-2023)\u00a0; Académie\u00a0: 101,0 en 2023-2024. Rupture de série en 2022-2023\u00a0: les années d’avant et d’après ne se comparent pas.",
    );
  });
  it("says that nothing is published, and never writes zero for it", () => {
    const none = { ...ips, series: [{ libelle: "Ce collège", points: [{ annee: 2023, valeur: null }] }] };
    expect(summarizeEvolution(none)).toBe("Ce collège\u00a0: aucune valeur publiée.");
    expect(tabulateEvolution(none).lignes).toEqual([["2023-2024", "Non publiée"]]);
  });
  it("puts the break between the years of its table", () => {
    expect(tabulateEvolution(ips).lignes.map(([first]) => first)).toEqual([
      "2019-2020",
      "2020-2021",
      "2021-2022",
      "Rupture de série\u00a0: nouvelle échelle",
      "2022-2023",
      "2023-2024",
    ]);
  });
});

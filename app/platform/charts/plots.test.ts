import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { pathNumbers } from "#tests/path-numbers.ts";
import { type Barres, placeBars, summarizeBars, tabulateBars } from "./bars.ts";
import { tableCsv } from "./chart-table.ts";
import { fileName, tickLabels, wrapText } from "./chart-text.ts";
import { type Nuage, placeScatter, summarizeScatter, tabulateScatter } from "./scatter.ts";
import { spread } from "./spread.ts";

const number = fc.double({ min: -1e6, max: 1e6, noNaN: true });
const missing = fc.option(number, { nil: null });

const barres: fc.Arbitrary<Barres> = fc.record({
  titre: fc.constant("Barres"),
  unite: fc.constantFrom("", "%"),
  decimales: fc.integer({ min: 0, max: 2 }),
  libelleBarres: fc.constant("Département"),
  libelleValeur: fc.constant("Moyenne"),
  libelleRepere: fc.constant("moyenne nationale"),
  groupes: fc.array(
    fc.record({
      titre: fc.string(),
      barres: fc.array(fc.record({ libelle: fc.string(), valeur: missing, repere: missing }), {
        maxLength: 8,
      }),
    }),
    { maxLength: 3 },
  ),
});

describe("bars", () => {
  it("start at zero, stay within the width, and follow one another downwards", () => {
    fc.assert(
      fc.property(barres, (props) => {
        const { bars, zero, height } = placeBars(props);
        let below = 0;
        for (const { y, top, bar, repere } of bars) {
          expect(y).toBeGreaterThan(below);
          expect(top).toBeGreaterThan(y);
          below = top;
          if (bar) {
            expect(bar.x).toBeGreaterThanOrEqual(0);
            expect(bar.x + bar.width).toBeLessThan(100.02);
            expect(Math.min(Math.abs(bar.x - zero), Math.abs(bar.x + bar.width - zero))).toBeLessThan(0.02);
          }
          if (repere !== null) expect(repere >= 0 && repere <= 100).toBe(true);
        }
        expect(height).toBeGreaterThan(below);
      }),
    );
  });
  it("draw nothing for a missing value, and tell it", () => {
    const props: Barres = {
      titre: "Moyennes",
      unite: "%",
      decimales: 1,
      libelleBarres: "Département",
      libelleValeur: "Part",
      groupes: [
        {
          barres: [
            { libelle: "A", valeur: 12, n: 1200 },
            { libelle: "B", valeur: null, n: 2, mention: "Trop peu de structures" },
            { libelle: "C", valeur: 15 },
            { libelle: "D", valeur: 14 },
          ],
        },
      ],
    };
    expect(placeBars(props).bars[1]).toMatchObject({ bar: null, value: "Trop peu de structures" });
    expect(summarizeBars(props)).toBe(
      "Part\u00a0: 3 valeurs, de 12,0\u00a0% à 15,0\u00a0%\u00a0; 1 sans valeur publiée.",
    );
    expect(tabulateBars(props).lignes[1]).toEqual(["B", "Trop peu de structures", "2"]);
    expect(tableCsv(tabulateBars(props))).toContain("A;12,0;1200\r\n");
  });
});

const nuage: fc.Arbitrary<Nuage> = fc.record({
  titre: fc.constant("Nuage"),
  axeX: fc.constant({ libelle: "x", unite: "", decimales: 1 }),
  axeY: fc.constant({ libelle: "y", unite: "%", decimales: 0 }),
  classes: fc.array(
    fc.record({
      libelle: fc.string(),
      points: fc.array(fc.record({ x: missing, y: missing }), { maxLength: 30 }),
    }),
    { maxLength: 4 },
  ),
  misEnAvant: fc.array(fc.record({ libelle: fc.string(), x: missing, y: missing }), { maxLength: 6 }),
  reperes: fc.array(
    fc.record({ axe: fc.constantFrom("x" as const, "y" as const), valeur: number, libelle: fc.string() }),
    { maxLength: 2 },
  ),
});

describe("dots", () => {
  it("are one path a class, all of them within the frame, one dot for each point that has both values", () => {
    fc.assert(
      fc.property(nuage, (props) => {
        const { dots, xTicks, yTicks, named, reperes } = placeScatter(props);
        expect(dots).toHaveLength(props.classes.length);
        dots.forEach((d, index) => {
          const numbers = pathNumbers(d.replaceAll("h0", ""));
          expect(numbers.filter((value) => !(value >= 0 && value <= 1000))).toEqual([]);
          const drawn = props.classes[index]?.points.filter(({ x, y }) => x !== null && y !== null);
          expect(numbers).toHaveLength(2 * (drawn?.length ?? 0));
        });
        const shares = [
          ...[...xTicks, ...yTicks, ...reperes].map(({ at }) => at),
          ...named.flatMap(({ x, y, labelY }) => [x, y, labelY]),
        ];
        expect(shares.filter((value) => !(value >= 0 && value <= 100))).toEqual([]);
      }),
    );
  });
  it("keep the page light: three thousand of them weigh less than 40 kB", () => {
    const points = Array.from({ length: 3000 }, (_, index) => ({ x: index % 97, y: index % 89 }));
    const axe = { libelle: "x", unite: "", decimales: 0 };
    const { dots } = placeScatter({
      titre: "",
      axeX: axe,
      axeY: axe,
      classes: [{ libelle: "a", points }],
    });
    expect(dots[0]?.length).toBeLessThan(40_000);
  });
  it("are named on the page when they are put forward, and all of them are in the file", () => {
    const props: Nuage = {
      titre: "Nuage",
      axeX: { libelle: "IPS", unite: "", decimales: 1 },
      axeY: { libelle: "Réussite", unite: "%", decimales: 1 },
      libellePoints: "collèges",
      classes: [
        {
          libelle: "Public",
          points: [
            { x: 90, y: 80, libelle: "A" },
            { x: null, y: 81, libelle: "B" },
          ],
        },
      ],
      misEnAvant: [{ libelle: "Ce collège", x: 95.2, y: 84.1, href: "/structures/x" }],
    };
    expect(summarizeScatter(props)).toBe(
      "Un point placé\u00a0; IPS, de 90,0 à 90,0\u00a0; Réussite, de 80,0\u00a0% à 80,0\u00a0%\u00a0; 1 sans l’une des deux valeurs\u00a0; Ce collège\u00a0: 95,2 et 84,1\u00a0%.",
    );
    expect(tabulateScatter(props, false).lignes).toHaveLength(1);
    expect(tableCsv(tabulateScatter(props, true))).toContain("B;Public;Non publiée;81,0\r\n");
  });
});

describe("labels", () => {
  it("never cover one another, and stay in their room when all of them fit", () => {
    fc.assert(
      fc.property(fc.array(fc.double({ min: 0, max: 100, noNaN: true }), { maxLength: 10 }), (places) => {
        const moved = [...spread(places, 8, 100)].sort((a, b) => a - b);
        for (const [index, place] of moved.slice(1).entries()) {
          expect(place - (moved[index] ?? 0)).toBeGreaterThan(7.999);
        }
        expect(moved.every((place) => place > -1e-9 && place < 100 + 1e-9)).toBe(true);
      }),
    );
  });
  it("stay where they are when nothing is near", () => {
    expect(spread([90, 10, 50], 10, 100)).toEqual([90, 10, 50]);
    expect(spread([50, 50], 10, 100)).toEqual([45, 55]);
  });
  it("are cut at spaces and hyphens, without losing a letter", () => {
    fc.assert(
      fc.property(fc.string(), fc.integer({ min: 4, max: 40 }), (text, width) => {
        const lines = wrapText(text, width, Number.POSITIVE_INFINITY);
        expect(lines.every((line) => [...line].length <= width)).toBe(true);
        expect(lines.join("").replace(/[ \n\t]/g, "")).toBe(text.replace(/[ \n\t]/g, ""));
      }),
    );
    expect(wrapText("Îles-du-Ponant-et-Terres", 16)).toEqual(["Îles-du-Ponant-", "et-Terres"]);
    expect(wrapText("un deux trois", 5, 2)).toEqual(["un", "deux…"]);
  });
  it("graduate with the decimals that tell graduations apart, and no more", () => {
    expect(tickLabels([80, 90, 100], 1)).toEqual(["80", "90", "100"]);
    expect(tickLabels([0, 0.5, 1], 2)).toEqual(["0,0", "0,5", "1,0"]);
    expect(tickLabels([0.05, 0.1, 0.15], 1)).toEqual(["0,05", "0,10", "0,15"]);
  });
  it("name files without accents nor spaces", () => {
    expect(fileName("Évolution de l’IPS : œuvres")).toBe("evolution-de-l-ips-uvres");
    expect(fileName("…")).toBe("graphique");
  });
});

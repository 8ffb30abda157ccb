import fc from "fast-check";
import type { Polygon } from "geojson";
import { describe, expect, it } from "vitest";
import { pathNumbers } from "#tests/path-numbers.ts";
import { type Carte, placeMap } from "./map.ts";
import { classLabels, classOf, toneOf, valueEdges } from "./map-classes.ts";
import { territoireOf, turnRings } from "./map-projection.ts";
import { summarizeMap, tabulateMap } from "./map-text.ts";
import { boundsOf, readPoints, summarizePoints } from "./point-data.ts";

const square = (west: number, south: number, side: number, turned = false): Polygon => {
  const ring = [
    [west, south],
    [west + side, south],
    [west + side, south + side],
    [west, south + side],
    [west, south],
  ];
  return { type: "Polygon", coordinates: [turned ? ring.reverse() : ring] };
};

const corner = fc.record({
  west: fc.double({ min: -9, max: 8, noNaN: true }),
  south: fc.double({ min: 42, max: 50, noNaN: true }),
  side: fc.double({ min: 0.05, max: 1.5, noNaN: true }),
  turned: fc.boolean(),
  valeur: fc.option(fc.double({ min: -1e5, max: 1e5, noNaN: true }), { nil: null }),
});
const carte: fc.Arbitrary<Carte> = fc.record({
  titre: fc.constant("Carte"),
  valeurs: fc.constant({ libelle: "Moyenne", unite: "", decimales: 1 }),
  zones: fc.array(corner, { maxLength: 5 }).map((corners) =>
    corners.map(({ west, south, side, turned, valeur }, index) => ({
      code: String(index),
      libelle: "Zone",
      contour: square(west, south, side, turned),
      valeur,
    })),
  ),
  categories: fc.array(
    fc.record({
      libelle: fc.string(),
      points: fc.array(
        fc.record({
          libelle: fc.string(),
          lon: fc.option(fc.double({ min: -180, max: 180, noNaN: true }), { nil: null }),
          lat: fc.option(fc.double({ min: -60, max: 80, noNaN: true }), { nil: null }),
        }),
        { maxLength: 10 },
      ),
    }),
    { maxLength: 4 },
  ),
});

describe("the map in a picture", () => {
  it("never writes a number that is not one, and draws everything within the frame", () => {
    fc.assert(
      fc.property(carte, (props) => {
        const { width, height, parts } = placeMap(props);
        const numbers = parts.flatMap(({ zones, dots }) => [
          ...zones.flatMap(({ d }) => pathNumbers(d)),
          ...dots.flatMap((d) => pathNumbers(d.replaceAll("h0", ""))),
        ]);
        const most = Math.max(width, height);
        expect(numbers.filter((value) => !(value >= -0.1 && value <= most + 0.1))).toEqual([]);
      }),
    );
  });
  it("fills the frame with an area, whichever way its file turns", () => {
    for (const turned of [false, true]) {
      const zones = [{ code: "a", libelle: "A", contour: square(-8, 47, 1, turned) }];
      const numbers = pathNumbers(placeMap({ titre: "", zones }).parts[0]?.zones[0]?.d ?? "");
      const ys = numbers.filter((_, index) => index % 2 === 1);
      expect(Math.min(...numbers)).toBeGreaterThanOrEqual(10);
      expect(Math.max(...ys) - Math.min(...ys)).toBeGreaterThan(300);
    }
  });
  it("gives overseas territories a place of their own, under the one that holds most", () => {
    const at = (lon: number, lat: number) => ({ libelle: "p", lon, lat });
    const { parts } = placeMap({
      titre: "",
      categories: [{ libelle: "Écoles", points: [at(-61.5, 16.2), at(55.5, -21), at(2, 48), at(-8, 47)] }],
    });
    expect(parts.map(({ nom, titre }) => [nom, titre !== null])).toEqual([
      ["Métropole", false],
      ["Guadeloupe", true],
      ["La Réunion", true],
    ]);
  });
  it("knows the territories, and the sea where the demonstration lies", () => {
    expect(territoireOf([-8.5, 47])).toBe("Métropole");
    expect(territoireOf([-52.3, 4.9])).toBe("Guyane");
    expect(territoireOf([-40, 30])).toBe("Autres territoires");
  });
  it("draws a map of nothing", () => {
    expect(placeMap({ titre: "" }).parts).toEqual([]);
  });
  it("keeps holes as holes", () => {
    const outer = square(0, 45, 3).coordinates[0] ?? [];
    const hole = square(1, 46, 1).coordinates[0] ?? [];
    const [rings] = turnRings({ type: "Polygon", coordinates: [outer, hole] }).coordinates;
    const turn = (ring: readonly (readonly number[])[]) =>
      ring.reduce((sum, [x = 0, y = 0], index) => {
        const [nextX = 0, nextY = 0] = ring[(index + 1) % ring.length] ?? [];
        return sum + x * nextY - nextX * y;
      }, 0);
    expect(Math.sign(turn(rings?.[0] ?? []))).toBe(-1);
    expect(Math.sign(turn(rings?.[1] ?? []))).toBe(1);
  });
});

describe("classes of values", () => {
  it("cover every value, at most five of them, each value in the class whose words hold it", () => {
    const values = fc.array(fc.record({ valeur: fc.double({ min: -1e6, max: 1e6, noNaN: true }) }), {
      minLength: 1,
    });
    fc.assert(
      fc.property(values, (zones) => {
        const edges = valueEdges(zones, 1);
        expect(edges.length).toBeLessThanOrEqual(6);
        for (const { valeur } of zones) {
          const classe = classOf(valeur, edges) ?? -1;
          expect(valeur).toBeGreaterThanOrEqual(edges[classe] ?? Number.NaN);
          expect(valeur).toBeLessThanOrEqual(edges[classe + 1] ?? Number.NaN);
        }
      }),
    );
  });
  it.each([
    [79.9, 0],
    [80, 0],
    [89.9, 0],
    [90, 1],
    [100, 1],
  ])("hold their lower edge: %d", (value, classe) => {
    expect(classOf(value, [80, 90, 100])).toBe(classe);
  });
  it("are one where values are written alike", () => {
    const edges = valueEdges([{ valeur: 98.4 }, { valeur: 98.40000000000001 }], 1);
    expect(classLabels(edges, { unite: "", decimales: 1 })).toEqual(["98,4"]);
  });
  it("have no tone for a missing value", () => {
    expect(classOf(null, [80, 90])).toBeNull();
    expect(valueEdges([{ valeur: null }], 1)).toEqual([]);
  });
  it("are written with the unit, and stay far apart when they are few", () => {
    expect(classLabels([0, 50, 100], { unite: "%", decimales: 1 })).toEqual([
      "de 0\u00a0% à moins de 50\u00a0%",
      "de 50\u00a0% à 100\u00a0%",
    ]);
    expect([0, 1].map((classe) => toneOf(classe, 2))).toEqual([1, 5]);
  });
});

describe("the map in words", () => {
  const zones = [
    { code: "1", libelle: "Ain", contour: square(5, 46, 1), valeur: 98.4 },
    { code: "2", libelle: "Aisne", contour: square(3, 49, 1), valeur: null },
  ];
  const valeurs = { libelle: "Moyenne", unite: "", decimales: 1 };
  it("tells the values, and those that are missing", () => {
    expect(summarizeMap({ titre: "", zones, valeurs })).toBe(
      "Moyenne\u00a0: de 98,4 à 98,4, 1\u00a0territoire sur 2.",
    );
    expect(tabulateMap({ titre: "", zones, valeurs }, false).lignes).toEqual([
      ["1", "Ain", "98,4"],
      ["2", "Aisne", "Non publiée"],
    ]);
  });
  it("lists a few points, counts many, and keeps all of them for the file", () => {
    const points = Array.from({ length: 101 }, (_, index) => ({
      libelle: `École ${index}`,
      lon: index === 0 ? null : 2,
      lat: 48,
    }));
    const many = { titre: "", categories: [{ libelle: "Écoles", points }] };
    expect(tabulateMap(many, false).lignes).toEqual([["Écoles", "100", "1"]]);
    expect(tabulateMap(many, true).lignes).toHaveLength(101);
    expect(summarizeMap(many)).toBe("100\u00a0points placés\u00a0; 1 sans coordonnées.");
  });
});

describe("the points of the interactive map", () => {
  const answer = {
    columns: ["nom", "uai", "lon", "lat", "type"],
    rows: [
      ["École A", "0990001A", -8, 47, "ecole"],
      ["Internat", "0990002B", -7, 46, "internat"],
      ["Collège C", "0990003C", null, null, "college"],
    ],
  };
  it("are read by the names of the columns; those without coordinates are told", () => {
    const points = readPoints(answer, ["ecole", "college"]);
    expect(points.features.map(({ properties }) => properties)).toEqual([
      { uai: "0990001A", nom: "École A", classe: 0 },
      { uai: "0990002B", nom: "Internat", classe: 2 },
    ]);
    expect(boundsOf(points)).toEqual([-8.02, 45.98, -6.98, 47.02]);
    expect(summarizePoints(2, 3)).toMatch(/^2\u00a0structures placées\u00a0; 1 sans coordonnées\./);
  });
  it("are refused when a column is missing", () => {
    expect(() => readPoints({ columns: ["uai"], rows: [] }, [])).toThrow(TypeError);
  });
});

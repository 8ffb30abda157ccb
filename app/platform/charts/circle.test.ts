import { describe, expect, test } from "vitest";
import {
  type Cercle,
  CIRCLE_RADIUS,
  CIRCLE_SIZE,
  placeCircle,
  summarizeCircle,
  tabulateCircle,
} from "./circle.ts";
import { type Colonnes, placeColumns, summarizeColumns, tabulateColumns } from "./columns.ts";

const variable = (libelle: string, x: number | null, y: number | null, supplementaire = false) => ({
  ...{ libelle, x, y, supplementaire },
});
const cercleOf = (variables: Cercle["variables"]): Cercle => ({
  ...{ titre: "Cercle", axeX: "Axe 1", axeY: "Axe 2", variables },
});

describe("a circle of correlations", () => {
  test("puts a correlation of 1 on the circle, upwards when it is positive", () => {
    const [up] = placeCircle(cercleOf([variable("IPS", 0, 1)]));
    expect(up).toMatchObject({ x: CIRCLE_SIZE / 2, y: CIRCLE_SIZE / 2 - CIRCLE_RADIUS, gauche: false });
    const [left] = placeCircle(cercleOf([variable("IPS", -1, 0)]));
    expect(left).toMatchObject({ x: CIRCLE_SIZE / 2 - CIRCLE_RADIUS, y: CIRCLE_SIZE / 2, gauche: true });
  });

  test("keeps the names of fifty variables that go together apart, inside the picture", () => {
    const arrows = placeCircle(
      cercleOf(
        Array.from({ length: 44 }, (_, i) => variable(`Variable ${i}`, i % 2 === 0 ? 0.9 : -0.9, 0.1)),
      ),
    );
    for (const gauche of [true, false]) {
      const places = arrows
        .filter((arrow) => arrow.gauche === gauche)
        .map(({ labelY }) => labelY)
        .sort((a, b) => a - b);
      for (const [i, place] of places.slice(1).entries())
        expect(place - (places[i] ?? 0)).toBeGreaterThanOrEqual(16.9);
      expect(places[0]).toBeGreaterThanOrEqual(0);
      expect(places.at(-1)).toBeLessThanOrEqual(CIRCLE_SIZE);
    }
  });

  test("tells a variable without variation, and leaves it out of the picture", () => {
    const cercle = cercleOf([
      variable("IPS", 0.5, 0.5),
      variable("Constante", null, null),
      variable("Effectif", 0, 0.2, true),
    ]);
    expect(placeCircle(cercle).map(({ rang }) => rang)).toEqual([1, 3]);
    expect(summarizeCircle(cercle)).toContain("1\u00a0variable sans variation, non placée");
    expect(tabulateCircle(cercle).lignes[1]).toEqual([
      "2",
      "Constante",
      "Active",
      "Sans variation",
      "Sans variation",
    ]);
    expect(tabulateCircle(cercle).lignes[2]?.[2]).toBe("Supplémentaire");
  });
});

describe("columns", () => {
  const colonnes: Colonnes = {
    ...{ titre: "Part", libelleColonnes: "Axe", libelleValeur: "Part", unite: "%", decimales: 1 },
    colonnes: Array.from({ length: 15 }, (_, i) => ({
      libelle: String(i + 1),
      valeur: 30 / (i + 1),
      cumul: 30 + i,
    })),
    marquees: { libelle: "Axes conservés", colonnes: ["1", "2"] },
    repere: { libelle: "Moyenne", valeur: 10 },
  };

  test("are as high as their values, twelve at most, and all in the table", () => {
    const plot = placeColumns(colonnes, 180);
    expect(plot.colonnes.map(({ height }) => height).slice(0, 3)).toEqual([180, 90, 60]);
    expect(plot.colonnes.length).toBe(12);
    expect(plot.repere).toBe(120);
    expect(plot.colonnes.filter(({ marquee }) => marquee).map(({ libelle }) => libelle)).toEqual(["1", "2"]);
    expect(tabulateColumns(colonnes).lignes.length).toBe(15);
    expect(summarizeColumns(colonnes)).toContain("les 12 premières sont dessinées");
  });

  test("are drawn without any value, and with values of nothing", () => {
    const { repere: _, ...rest } = colonnes;
    expect(placeColumns({ ...rest, colonnes: [] }, 180).colonnes).toEqual([]);
    const none = placeColumns({ ...rest, colonnes: [{ libelle: "1", valeur: 0 }] }, 180);
    expect(none.colonnes[0]).toMatchObject({ height: 0, y: 180 });
  });
});

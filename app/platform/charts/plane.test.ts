import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { type Allure, MOST_SERIES, pointsPath } from "./dots.ts";
import { PLANE_HEIGHT, PLANE_WIDTH, type Plan, placePlane, summarizePlane, tabulatePlane } from "./plane.ts";
import { placeLabels } from "./plane-labels.ts";

const planOf = (points: readonly { x: number; y: number }[], more: Partial<Plan> = {}): Plan => ({
  axeX: "Axe 1",
  axeY: "Axe 2",
  groupes: [{ libelle: "Toutes", allure: { serie: 0 }, points }],
  ...more,
});
const dots = (d: string) => [...d.matchAll(/M(-?\d+) (-?\d+)h0/g)].map(([, x, y]) => [Number(x), Number(y)]);

describe("a plane of individuals", () => {
  test("has one unit on both axes, whatever the cloud", () => {
    fc.assert(
      fc.property(
        fc.array(
          fc.record({
            x: fc.double({ min: -9, max: 9, noNaN: true }),
            y: fc.double({ min: -90, max: 90, noNaN: true }),
          }),
          {
            minLength: 1,
            maxLength: 30,
          },
        ),
        (points) => {
          const { fenetre, groupes } = placePlane(planOf(points));
          const [unitX, unitY] = [
            (fenetre.x1 - fenetre.x0) / PLANE_WIDTH,
            (fenetre.y1 - fenetre.y0) / PLANE_HEIGHT,
          ];
          expect(unitX / unitY).toBeCloseTo(1, 9);
          const placed = dots(groupes[0]?.d ?? "");
          expect(placed.length).toBe(points.length);
          for (const [x = -1, y = -1] of placed) {
            expect(x >= 0 && x <= PLANE_WIDTH && y >= 0 && y <= PLANE_HEIGHT).toBe(true);
          }
        },
      ),
      { numRuns: 60 },
    );
  });

  test("shows what its window holds, and counts the rest", () => {
    const plot = placePlane(
      planOf(
        [
          { x: 0, y: 0 },
          { x: 0.5, y: 0.4 },
          { x: 9, y: 9 },
        ],
        { fenetre: { x0: -1, x1: 1, y0: -0.7, y1: 0.7 } },
      ),
    );
    expect(plot.groupes[0]).toMatchObject({ n: 3, montres: 2 });
    expect(dots(plot.groupes[0]?.d ?? "")[0]).toEqual([PLANE_WIDTH / 2, PLANE_HEIGHT / 2]);
    expect(plot.zero).toEqual({ x: PLANE_WIDTH / 2, y: PLANE_HEIGHT / 2 });
    expect(summarizePlane(plot)).toMatch(/^2\u00a0structures sur 3/);
    expect(tabulatePlane(plot).lignes).toEqual([["Toutes", "2", "3"]]);
  });

  test.each([
    ["nobody", []],
    ["one structure", [{ x: 3, y: -2 }]],
    [
      "structures all alike",
      [
        { x: 1, y: 1 },
        { x: 1, y: 1 },
      ],
    ],
  ])("is drawn for %s", (_who, points) => {
    const plot = placePlane(planOf(points));
    expect(JSON.stringify(plot)).not.toMatch(/null,"label"|NaN/);
    expect(plot.fenetre.x1).toBeGreaterThan(plot.fenetre.x0);
  });

  test("names the one that is looked for before the others, and counts those without room", () => {
    const crowd = Array.from({ length: 60 }, (_, i) => ({
      x: i / 1000,
      y: i / 1000,
      libelle: `Collège ${i}`,
    }));
    const plot = placePlane(
      planOf([...crowd, { x: 5, y: 5 }], {
        etiquettes: crowd,
        vedette: { x: 0.03, y: 0.03, libelle: "Cherché" },
      }),
    );
    expect(plot.labels[0]).toMatchObject({ label: "Cherché", fort: true });
    expect(plot.labels.length + plot.sansNom).toBe(61);
    expect(plot.sansNom).toBeGreaterThan(40);
    expect(plot.vedette).not.toBeNull();
  });
});

describe("names in a plane", () => {
  test("never cover one another, nor leave the frame", () => {
    fc.assert(
      fc.property(
        fc.array(
          fc.record({
            x: fc.integer({ min: 0, max: 1000 }),
            y: fc.integer({ min: 0, max: 760 }),
            n: fc.integer({ min: 1, max: 30 }),
          }),
        ),
        (wanted) => {
          const labels = placeLabels(
            wanted.map(({ x, y, n }) => ({ x, y, libelle: "n".repeat(n), fort: false })),
            [],
            [1000, 760],
          );
          const boxes = labels.map(({ x, y, label, anchor }) => {
            const width = label.length * 10.5;
            const left = anchor === "start" ? x : anchor === "end" ? x - width : x - width / 2;
            return { left, right: left + width, top: y - 13, bottom: y + 13 };
          });
          boxes.forEach((a, i) => {
            expect(a.left >= 0 && a.right <= 1000 && a.top >= 0 && a.bottom <= 760).toBe(true);
            for (const b of boxes.slice(i + 1)) {
              expect(a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom).toBe(
                false,
              );
            }
          });
        },
      ),
      { numRuns: 60 },
    );
  });

  test("take the side where they hide no point", () => {
    const [label] = placeLabels(
      [{ x: 500, y: 300, libelle: "Collège", fort: false }],
      [
        [540, 300],
        [460, 300],
      ],
      [1000, 760],
    );
    expect(label).toMatchObject({ anchor: "middle" });
  });
});

describe("marks of a group", () => {
  test("differ for each of the series, the unknown and the others", () => {
    const allures: Allure[] = [...Array.from({ length: MOST_SERIES }, (_, serie) => ({ serie })), "inconnu"];
    const paths = allures.slice(4, -1).map((allure) => pointsPath([[100, 100]], allure, 7));
    expect(new Set(paths).size).toBe(paths.length);
    expect(pointsPath([[10.3, 4]], { serie: 4 }, 4)).toBe("M6.3 4h8m-4 -4v8");
    expect(() => pointsPath([[1, 1]], { serie: MOST_SERIES }, 7)).toThrow(RangeError);
  });
});

import fc from "fast-check";
import type { Polygon, Position } from "geojson";
import { describe, expect, test } from "vitest";
import { simplifierContour } from "./contours/rules.ts";
import { mentionDe, moyenneCommune, ordonner, resumer } from "./indicateurs/rules.ts";
import { cheminDe, hrefStructures, ruraliteDe, typeParDefaut } from "./rules.ts";

const reference = {
  n: 10,
  moyenne: 100,
  moyennePonderee: 104,
  nPonderes: 10,
  deciles: [1, 2, 3, 4, 5, 6, 7, 8, 9],
  q1: 2.5,
  q3: 7.5,
  bornes: [0, 10],
  effectifs: [10],
};

describe("a summary", () => {
  test.each([
    [2, undefined],
    [3, 3],
    [4, 4],
  ])("of %i structures, for a threshold of 3, counts %s", (n, expected) => {
    expect(resumer({ ...reference, n }, 3)?.n).toBe(expected);
  });

  test("has deciles from ten structures on", () => {
    expect(resumer({ ...reference, n: 9 }, 3)).toMatchObject({ d1: null, d9: null, mediane: 5 });
    expect(resumer(reference, 3)).toMatchObject({ d1: 1, d9: 9 });
  });

  test("is weighed when the weight of nineteen structures out of twenty is known", () => {
    expect(resumer({ ...reference, n: 20, nPonderes: 19 }, 3)?.ponderee).toBe(104);
    expect(resumer({ ...reference, n: 20, nPonderes: 18 }, 3)?.ponderee).toBeNull();
    expect(resumer({ ...reference, moyennePonderee: null }, 3)?.ponderee).toBeNull();
  });

  test("is compared with means of one kind only", () => {
    const whole = resumer(reference, 3) ?? null;
    const bare = resumer({ ...reference, nPonderes: 0 }, 3) ?? null;
    expect(moyenneCommune([whole, null]).ponderee).toBe(true);
    const mixed = moyenneCommune([whole, bare]);
    expect([mixed.ponderee, whole && mixed.of(whole)]).toEqual([false, 100]);
    expect(moyenneCommune([]).ponderee).toBe(false);
  });

  test("that is absent says why", () => {
    expect(mentionDe({ n: 0, resume: null })).toBe("Non publiée ou masquée");
    expect(mentionDe({ n: 2, resume: null })).toContain("Trop peu");
  });

  test("is listed in the order of schooling, all sectors first, never by value", () => {
    const line = (type: "college" | "maternelle", secteur: "tous" | "public") => ({
      type,
      secteur,
      n: 1,
      resume: null,
    });
    expect(
      ordonner([line("college", "public"), line("college", "tous"), line("maternelle", "public")]).map(
        ({ type, secteur }) => `${type} ${secteur}`,
      ),
    ).toEqual(["maternelle public", "college tous", "college public"]);
  });
});

describe("a territory", () => {
  test("sums its kinds of places to all its structures", () => {
    fc.assert(
      fc.property(
        fc.array(
          fc.record({
            classe: fc.constantFrom("tr1", "tr2", "tr3", "tr4", "tr5", "tr6", "autre", null),
            n: fc.nat(1000),
          }),
        ),
        (classes) => {
          const { rural, intermediaire, urbain, inconnu } = ruraliteDe(classes);
          expect(rural + intermediaire + urbain + inconnu).toBe(classes.reduce((sum, { n }) => sum + n, 0));
        },
      ),
    );
  });

  test("is summarised by its collèges, a circonscription by what it has most of", () => {
    const counts = [
      { type: "primaire" as const, n: 4 },
      { type: "college" as const, n: 9 },
      { type: "primaire" as const, n: 6 },
    ];
    expect(typeParDefaut("departement", counts)).toBe("college");
    expect(typeParDefaut("circonscription", counts)).toBe("primaire");
    expect(typeParDefaut("circonscription", [])).toBe("primaire");
  });

  test("has a way down to it and an address of its structures", () => {
    const situe = {
      academieCode: "17",
      academieNom: "Nantes",
      departementCode: "72",
      departementNom: "Sarthe",
    };
    expect(
      cheminDe({ niveau: "commune", code: "72181", nom: "Le Mans", ...situe }, "france").map(
        ({ label }) => label,
      ),
    ).toEqual(["Territoires", "France", "Académie : Nantes", "Sarthe (72)", "Le Mans (72181)"]);
    expect(hrefStructures({ niveau: "departement", code: "72" }, { type: "lp", ep: undefined })).toBe(
      "/structures?departement=72&type=lp",
    );
    expect(hrefStructures({ niveau: "nation", code: "france" })).toBe("/structures");
  });
});

describe("a contour", () => {
  const ring = (points: readonly Position[]): Polygon => ({
    type: "Polygon",
    coordinates: [[...points, points[0] as Position]],
  });

  test("made simpler stands on the grid, closed, and no farther than half a step from what it was", () => {
    const point = fc.tuple(
      fc.double({ min: -5, max: 8, noNaN: true }),
      fc.double({ min: 42, max: 51, noNaN: true }),
    );
    fc.assert(
      fc.property(fc.array(point, { minLength: 5, maxLength: 40 }), (points) => {
        const { coordinates } = simplifierContour(ring(points), 0.01);
        for (const [outer = []] of coordinates) {
          expect(outer.length).toBeGreaterThan(3);
          if (coordinates.length > 0 && outer.length < points.length) expect(outer[0]).toEqual(outer.at(-1));
          for (const [lon = 0, lat = 0] of outer) {
            expect(points.some(([x, y]) => Math.abs(x - lon) <= 0.0051 && Math.abs(y - lat) <= 0.0051)).toBe(
              true,
            );
          }
        }
      }),
    );
  });

  test("keeps the border that two neighbours share", () => {
    const shared: Position[] = [
      [1.00312, 45.00711],
      [1.01788, 45.0512],
      [1.00911, 45.1013],
    ];
    const west = simplifierContour(ring([...shared, [0.5, 45.1], [0.5, 45]]), 0.01);
    const east = simplifierContour(ring([...shared, [1.5, 45.1], [1.5, 45]]), 0.01);
    expect(west.coordinates[0]?.[0]?.slice(0, 3)).toEqual(east.coordinates[0]?.[0]?.slice(0, 3));
  });

  test("smaller than the grid is kept as it is, rather than lost", () => {
    const small = ring([
      [1, 45],
      [1.0001, 45],
      [1.0001, 45.0001],
    ]);
    expect(simplifierContour(small, 0.01).coordinates).toEqual([small.coordinates]);
  });
});

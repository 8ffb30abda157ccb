import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { choisirAnnee, couperSeries, referenceLisible } from "./rules.ts";

describe("a reference", () => {
  const reference = {
    niveau: "academie",
    n: 100,
    moyenne: 101.5,
    moyennePonderee: null,
    nPonderes: 0,
    mediane: 99,
  } as const;

  test.each([
    [94, 101.5, false],
    [95, 103.2, true],
    [100, 103.2, true],
  ])(
    "with the weight of %i structures in a hundred known has a mean of %d",
    (nPonderes, moyenne, ponderee) => {
      const read = referenceLisible({ ...reference, nPonderes, moyennePonderee: 103.2 }, 3);
      expect(read).toMatchObject({ moyenne, ponderee });
    },
  );

  test.each([
    [2, 3, false],
    [3, 3, true],
    [4, 3, true],
    [4, 5, false],
    [5, 5, true],
    [6, 5, true],
  ])("behind %i structures with a threshold of %i is shown: %s", (n, seuil, shown) => {
    const read = referenceLisible({ ...reference, n }, seuil);
    expect(read).toEqual({
      niveau: "academie",
      n,
      moyenne: shown ? 101.5 : null,
      ponderee: false,
      mediane: shown ? 99 : null,
    });
  });
});

describe("a series", () => {
  const years = (stretches: { annee: number }[][]) =>
    stretches.map((stretch) => stretch.map(({ annee }) => annee));
  const values = (...annees: number[]) => annees.map((annee) => ({ annee }));

  test.each([
    [
      [2023, 2021, 2022, 2020],
      [2022],
      [
        [2022, 2023],
        [2020, 2021],
      ],
    ],
    [[2022], [2022], [[2022]]],
    [[2021], [2022], [[2021]]],
    [[2021, 2023], [], [[2021, 2023]]],
    [
      [2018, 2020, 2024],
      [2019, 2022],
      [[2024], [2020], [2018]],
    ],
    [[], [2022], []],
  ])("of %j with breaks %j reads %j, latest stretch first", (annees, ruptures, expected) => {
    expect(years(couperSeries(values(...annees), ruptures))).toEqual(expected);
  });

  test("never holds two years on both sides of a break, and loses none", () => {
    const list = fc.uniqueArray(fc.integer({ min: 2010, max: 2030 }), { maxLength: 12 });
    fc.assert(
      fc.property(list, list, (annees, ruptures) => {
        const stretches = years(couperSeries(values(...annees), ruptures));
        expect(stretches.flat().sort()).toEqual([...annees].sort());
        for (const stretch of stretches) {
          const [first = 0, last = 0] = [stretch[0], stretch.at(-1)];
          expect(ruptures.some((rupture) => first < rupture && rupture <= last)).toBe(false);
        }
      }),
    );
  });
});

describe("the year shown", () => {
  test.each([
    [[2021, 2023], 2021, 2021],
    [[2021, 2023], 2022, 2023],
    [[2023, 2021], undefined, 2023],
    [[], 2022, undefined],
    [[], undefined, undefined],
  ])("among %j when %s is asked is %s", (annees, demandee, expected) => {
    expect(choisirAnnee(annees, demandee)).toBe(expected);
  });
});

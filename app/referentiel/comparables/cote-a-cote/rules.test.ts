import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { choisirAnneeCommune, partagerSeries } from "./rules.ts";
import { readDemandeComparaison } from "./schema.ts";

const v = (annee: number, valeur: number | null = 1) => ({ annee, valeur });

describe("choisirAnneeCommune", () => {
  test.each([
    ["the latest that most know", [v(2023), v(2023), v(2024)], undefined, 2023],
    ["the latest of those equally known", [v(2022), v(2023), v(2022), v(2023)], undefined, 2023],
    ["the year asked for, even if one alone knows it", [v(2023), v(2023), v(2024)], 2024, 2024],
    ["the common one when nobody knows the year asked for", [v(2023), v(2023), v(2024)], 2019, 2023],
    ["a year with a number before a year without", [v(2023), v(2024, null), v(2024, null)], undefined, 2023],
    ["a year without number when there is no other", [v(2024, null)], undefined, 2024],
    ["none when nothing is known", [], 2024, undefined],
  ])("is %s", (_, valeurs, demandee, expected) => {
    expect(choisirAnneeCommune(valeurs, demandee)).toBe(expected);
  });
});

describe("partagerSeries", () => {
  test("draws each structure once, in order, four at most on a chart", () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 6 }), (count) => {
        const series = Array.from({ length: count }, (_, i) => i);
        const groups = partagerSeries(series);
        expect(groups.flat()).toEqual(series);
        for (const group of groups) expect(group.length).toBeLessThanOrEqual(4);
        for (const group of groups) expect(group.length).toBeGreaterThan(0);
      }),
    );
  });
});

describe("readDemandeComparaison", () => {
  test("keeps the structures in their order, each once, and ignores what is empty", () => {
    const url = "uai=0720902P&uai=&uai=0720903R&uai=0720902P&annee=2023&indicateur=ips&q=";
    expect(readDemandeComparaison(new URLSearchParams(url))).toEqual({
      uais: ["0720902P", "0720903R"],
      annee: 2023,
      indicateur: "ips",
      q: undefined,
    });
    expect(readDemandeComparaison(new URLSearchParams("annee=mille&indicateur=A'--"))).toEqual({ uais: [] });
  });
});

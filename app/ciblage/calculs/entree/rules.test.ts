import { describe, expect, test } from "vitest";
import { DEFINITION_VIDE } from "../../scenarios/rules.ts";
import {
  type Attributs,
  choisirDerniereAnnee,
  fixerAnnees,
  listVariables,
  marquesOf,
  qualitativesOf,
} from "./rules.ts";

const couverture = (...pairs: [number, number][]) => pairs.map(([annee, connues]) => ({ annee, connues }));

describe("the latest year of an indicator", () => {
  test.each<[string, ReturnType<typeof couverture>, number[], number | undefined]>([
    [
      "is the last one that half of the population has",
      couverture([2022, 90], [2023, 50], [2024, 49]),
      [],
      2023,
    ],
    ["is not from before a break", couverture([2021, 95], [2022, 20], [2023, 30]), [2022], 2023],
    [
      "is the best known of comparable years when none reaches half",
      couverture([2023, 40], [2024, 10]),
      [],
      2023,
    ],
    ["ignores a break that is still to come", couverture([2023, 80]), [2025], 2023],
    ["does not exist without a value", couverture([2023, 0]), [], undefined],
    ["does not exist without a year", [], [], undefined],
  ])("%s", (_title, couvertures, ruptures, expected) => {
    expect(choisirDerniereAnnee(couvertures, 100, ruptures)).toBe(expected);
  });

  test("is settled everywhere in a scenario, and in nothing else", () => {
    const definition = {
      ...DEFINITION_VIDE,
      actives: [
        { code: "ips", annee: "derniere", poids: 1 },
        { code: "ips", annee: 2020, poids: 1 },
      ],
      poids: { code: "effectif" },
      regle: {
        ...DEFINITION_VIDE.regle,
        composite: [{ code: "va", annee: "derniere", poids: 1, sens: "bas" }],
      },
    } as const;
    const settled = fixerAnnees(definition, (code) => (code === "ips" ? 2024 : 2022));
    expect(settled.actives.map(({ annee }) => annee)).toEqual([2024, 2020]);
    expect(settled.regle.composite?.[0]?.annee).toBe(2022);
    expect(listVariables(definition).map(({ code, annee }) => `${code}@${annee}`)).toEqual([
      ...["ips@derniere", "ips@2020", "va@derniere", "effectif@derniere"],
    ]);
  });
});

describe("what describes a structure", () => {
  const attributs: Attributs = {
    ...{ type: "college", secteur: "public", departementNom: "Ici", typologie: "tr2" },
    ...{ offre: ["Restauration", "SEGPA", "ULIS"], orpheline: null, sortieEp: true },
  };

  test("is said in words, and is null where it is not known", () => {
    expect(qualitativesOf(attributs, ["ruralite", "offre", "orpheline", "sortie_ep"])).toEqual({
      ...{ ruralite: "Rural", offre: "SEGPA, ULIS", orpheline: null, sortie_ep: "Sortie en 2015" },
    });
    expect(qualitativesOf({ ...attributs, typologie: null, offre: null }, ["typologie", "offre"])).toEqual({
      ...{ typologie: null, offre: null },
    });
  });

  test("marks only what is known to hold", () => {
    expect(marquesOf(attributs)).toEqual(["sortie_ep_2015", "rural"]);
    expect(marquesOf({ ...attributs, orpheline: true, sortieEp: false, typologie: null })).toEqual([
      "orpheline",
    ]);
  });
});

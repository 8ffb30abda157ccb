import { describe, expect, test } from "vitest";
import type { TypeStructure } from "../rules.ts";
import { collectiviteOf, DISTANCE_ISOLEMENT_METRES, formatDistance, profilTerritoire } from "./rules.ts";
import { jourSchema } from "./schema.ts";

describe("the profile of a territory", () => {
  const profil = (typologie: string | null, distanceEpMetres: number | null, enEp = false) =>
    profilTerritoire({ typologie, distanceEpMetres, enEp });

  test.each([
    ["tr6", 1234, "très urbain, à 1,2 km d’un collège en éducation prioritaire"],
    ["tr5", 500, "urbain, à 500 m d’un collège en éducation prioritaire"],
    ["tr1", DISTANCE_ISOLEMENT_METRES - 1, "très rural, à 20 km d’un collège en éducation prioritaire"],
    ["tr1", DISTANCE_ISOLEMENT_METRES, "rural isolé, à 20 km d’un collège en éducation prioritaire"],
    ["tr2", 34_400, "rural isolé, à 34 km d’un collège en éducation prioritaire"],
    ["tr3", 34_400, "plutôt rural, à 34 km d’un collège en éducation prioritaire"],
    ["tr2", null, "rural"],
    [null, 34_400, "à 34 km d’un collège en éducation prioritaire"],
    ["autre", null, undefined],
    [null, null, undefined],
  ])("%s at %s metres reads « %s »", (typologie, distance, sentence) => {
    expect(profil(typologie, distance)).toBe(sentence);
  });

  test("says that a structure is in education priority rather than how far it is", () => {
    expect(profil("tr6", 0, true)).toBe("très urbain, en éducation prioritaire");
    expect(profil("tr1", DISTANCE_ISOLEMENT_METRES, true)).toBe("très rural, en éducation prioritaire");
  });

  test.each([
    [0, "0 m"],
    [344, "340 m"],
    [994, "990 m"],
    [995, "1,0 km"],
    [9_949, "9,9 km"],
    [9_950, "10 km"],
    [123_456, "123 km"],
  ])("%s metres are written %s", (metres, written) => {
    expect(formatDistance(metres)).toBe(written);
  });
});

describe("the local authority", () => {
  const of = (type: TypeStructure, change = {}) =>
    collectiviteOf({
      type,
      secteur: "public",
      communeNom: "Le Mans",
      departementNom: "Sarthe",
      saisie: null,
      ...change,
    });

  test.each<[TypeStructure, string | undefined]>([
    ["maternelle", "Commune : Le Mans"],
    ["elementaire", "Commune : Le Mans"],
    ["primaire", "Commune : Le Mans"],
    ["ecole_specialisee", "Commune : Le Mans"],
    ["college", "Département : Sarthe"],
    ["segpa", "Département : Sarthe"],
    ["lgt", "Région"],
    ["lpo", "Région"],
    ["lp", "Région"],
    ["sep", "Région"],
    ["erea", "Région"],
    ["autre", undefined],
  ])("of a public %s is %s", (type, expected) => {
    expect(of(type)).toBe(expected);
  });

  test("is none for a private structure, and the typed one whatever the type", () => {
    expect(of("college", { secteur: "prive_sous_contrat" })).toBeUndefined();
    expect(of("primaire", { saisie: "Le Mans Métropole" })).toBe("Le Mans Métropole");
    expect(of("primaire", { communeNom: "" })).toBe("Commune");
  });
});

test.each([
  ["2024-02-29", true],
  ["1850-01-01", true],
  ["2026-02-31", false],
  ["2026-02-32", false],
  ["2026-13-01", false],
  ["1849-12-31", false],
  ["hier", false],
])("the day %s is taken: %s", (jour, taken) => {
  expect(jourSchema("Donnez la date.").safeParse(jour).success).toBe(taken);
});

import { describe, expect, test } from "vitest";
import type { Fonction } from "#app/acces/fonctions/rules.ts";
import type { Actor } from "#app/acces/rules.ts";
import { ENTREES } from "#app/accueil/entrees/rules.ts";
import { isAssezLong, PAGES_COMMUNES, type Page, pagesTrouvees, uaiOf } from "./rules.ts";

test.each([
  ["0720001A", "0720001A"],
  [" 072 0001a ", "0720001A"],
  ["9620042z", "9620042Z"],
  ["0720001I", undefined],
  ["0720001", undefined],
  ["20720001A", undefined],
  ["collège 0720001A", undefined],
  ["", undefined],
])("« %s » is the UAI %s", (typed, uai) => {
  expect(uaiOf(typed)).toBe(uai);
});

test.each([
  [[], false],
  [["le"], false],
  [["le", "ips"], true],
])("the words %j leave something to look for in names: %s", (words, expected) => {
  expect(isAssezLong(words)).toBe(expected);
});

describe("pages of the service", () => {
  const as = (fonction: Fonction): Actor => ({
    agentId: "",
    nomComplet: "",
    fonctions: [{ fonction, porteeType: "academie", porteeCode: "96", debut: "2024-09-01", fin: null }],
  });
  const known: readonly Page[] = [...Object.values(ENTREES), ...PAGES_COMMUNES];
  const find = (fonction: Fonction, ...words: string[]) =>
    pagesTrouvees(known, words, as(fonction)).map(({ href }) => href);

  test("are found by the start of their words, in any order, accents or not", () => {
    expect(find("ssa", "anomal")).toEqual(["/anomalies"]);
    expect(find("ssa", "fichiers", "depos")).toEqual(["/imports/depot"]);
    expect(find("ssa", "accessibilite")).toEqual(["/accessibilite"]);
  });

  test("are found by the words people use for them", () => {
    expect(find("equipe", "notifications")).toEqual(["/messages"]);
    expect(find("equipe", "sombre")).toEqual(["/affichage"]);
  });

  test("that a function does not open are not found", () => {
    expect(find("caf", "anomalies")).toEqual([]);
    expect(find("administrateur", "journal")).toEqual(["/journal"]);
  });

  test("nothing typed finds nothing", () => {
    expect(find("ssa")).toEqual([]);
  });
});

import { describe, expect, test } from "vitest";
import { isADepartager } from "../rules.ts";
import {
  filtrerLignes,
  intervalleWilson,
  type LigneListe,
  lireFiltres,
  tauxParDimension,
  trierLignes,
} from "./rules.ts";

const ligne = (uai: string, changes: Partial<LigneListe> = {}): LigneListe => ({
  ...{
    uai,
    nom: uai,
    type: "college",
    secteur: "public",
    commune: "Ici",
    departement: "961",
    ruralite: "rural",
  },
  ...{ retenue: true, aDepartager: false, frequence: 1, rang: 1, rangBas: 1, rangMedian: 1, rangHaut: 1 },
  ...{ composite: 1, classe: 1, analysee: true, criteres: [], imputees: [], ...changes },
});

describe("the list of a run", () => {
  test.each([
    [true, 0.79, true],
    [true, 0.8, false],
    [true, 0.81, false],
    [false, 0.19, false],
    [false, 0.21, true],
    [false, null, false],
  ])("a structure kept (%s) in %s of the runs is « à départager »: %s", (retenue, frequence, expected) => {
    expect(isADepartager({ retenue, frequence }, 0.8)).toBe(expected);
  });

  test("begins by the border cases, and puts what is not known last", () => {
    const lignes = [
      ligne("a", { frequence: 1, rang: null }),
      ligne("b", { frequence: 0.45, rang: 3 }),
      ligne("c", { frequence: 0.7, rang: 2 }),
      ligne("d", { frequence: null }),
    ];
    expect(trierLignes(lignes, "limite").map(({ uai }) => uai)).toEqual(["b", "c", "a", "d"]);
    expect(trierLignes(lignes, "rang").map(({ uai }) => uai)).toEqual(["d", "c", "b", "a"]);
    expect(trierLignes(lignes, "nom", "desc").map(({ uai }) => uai)).toEqual(["d", "c", "b", "a"]);
  });

  test("shows what is kept, unless the address asks for something else", () => {
    const lignes = [
      ligne("a"),
      ligne("b", { retenue: false, aDepartager: true }),
      ligne("c", { retenue: false }),
      ligne("d", { type: "lgt", ruralite: null }),
    ];
    const ask = (text: string) =>
      filtrerLignes(lignes, lireFiltres(new URLSearchParams(text))).map(({ uai }) => uai);
    expect(ask("")).toEqual(["a", "d"]);
    expect(ask("situation=departager")).toEqual(["b"]);
    expect(ask("situation=toutes")).toEqual(["a", "b", "c", "d"]);
    expect(ask("situation=rien&type=lgt")).toEqual(["d"]);
    expect(ask("situation=non_retenues&ruralite=rural")).toEqual(["b", "c"]);
  });

  test("gives rates with an interval that small groups widen", () => {
    const lignes = [ligne("a"), ligne("b", { retenue: false }), ligne("c", { ruralite: null })];
    expect(tauxParDimension(lignes, "ruralite").map(({ valeur, retenues }) => [valeur, retenues])).toEqual([
      ["rural", 1],
      ["inconnue", 1],
    ]);
    // prop.test(8, 20, correct = FALSE) of R.
    expect(intervalleWilson(8, 20).bas).toBeCloseTo(0.2188065, 6);
    expect(intervalleWilson(8, 20).haut).toBeCloseTo(0.6134185, 6);
    expect(intervalleWilson(0, 5)).toMatchObject({ taux: 0, bas: 0 });
    expect(intervalleWilson(0, 0)).toEqual({ taux: 0, bas: 0, haut: 1 });
  });
});

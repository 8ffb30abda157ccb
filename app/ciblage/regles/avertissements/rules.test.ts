import { describe, expect, test } from "vitest";
import type { Critere, Regle } from "../rules.ts";
import { avertissementsOf, type ConstatRegle } from "./rules.ts";

const constat: ConstatRegle = { population: 10, retenues: 3, couvertures: [], classes: 4 };
const regle = (changes: Partial<Regle> = {}): Regle => ({
  ...{ criteres: [], auMoins: 0, composite: null, nombreMax: null },
  ...changes,
});
const critere = (role: Critere["role"], classes = [1]): Critere => ({
  ...{ id: "c1", role, motif: null, nom: "", genre: "classe", classes },
});

describe("the author of a rule", () => {
  test.each<[string, Regle, Partial<ConstatRegle>, string]>([
    ["it keeps nobody", regle(), { retenues: 0 }, "aucune structure"],
    ["it keeps everybody", regle(), { retenues: 10 }, "toute la population"],
    [
      "the population is empty",
      regle(),
      { population: 0, retenues: 0 },
      "La population de la campagne est vide",
    ],
    [
      "it asks for more than it has",
      regle({ criteres: [critere("compte")], auMoins: 2 }),
      {},
      "2 critères parmi 1",
    ],
    [
      "counted criteria count for nothing",
      regle({ criteres: [critere("compte")] }),
      {},
      "le nombre demandé est 0",
    ],
    ["a number has no sum", regle({ nombreMax: 5 }), {}, "sans somme pondérée"],
    ["a class does not exist", regle({ criteres: [critere("requis", [2, 7])] }), {}, "la classe 7"],
    [
      "an indicator is little known",
      regle(),
      { couvertures: [{ libelle: "IPS", connues: 4 }] },
      "« IPS » n’est connu que pour 40",
    ],
  ])("is warned when %s", (_, written, found, sentence) => {
    const warnings = avertissementsOf(written, { ...constat, ...found });
    expect(warnings).toEqual([expect.stringContaining(sentence)]);
  });

  test.each<[string, Regle, Partial<ConstatRegle>]>([
    ["all is well", regle({ criteres: [critere("compte")], auMoins: 1 }), {}],
    ["half is known", regle(), { couvertures: [{ libelle: "IPS", connues: 5 }] }],
    [
      "no analysis says how many classes there are",
      regle({ criteres: [critere("requis", [7])] }),
      { classes: null },
    ],
    ["the rule could not be applied yet", regle(), { retenues: null }],
  ])("is left in peace when %s", (_, written, found) => {
    expect(avertissementsOf(written, { ...constat, ...found })).toEqual([]);
  });
});

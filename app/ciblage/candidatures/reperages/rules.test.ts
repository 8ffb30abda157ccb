import { expect, test } from "vitest";
import { suiteOf } from "./rules.ts";

test.each([
  [true, null, "aucun", "entree"],
  [false, null, "aucun", null],
  [true, "repere", "meme_scenario", "mise_a_jour"],
  [true, "propose", "autre", "mise_a_jour"],
  [true, "propose", "aucun", "mise_a_jour"],
  [true, "repere", "celui_ci", "inchangee"],
  [false, "repere", "celui_ci", null],
  [false, "repere", "meme_scenario", "plus_gardee"],
  [false, "propose", "aucun", "plus_gardee"],
  [false, "repere", "autre", null],
  [true, "retenu", "meme_scenario", "decidee"],
  [true, "a_decline", "autre", "decidee"],
  [false, "retenu", "meme_scenario", null],
  [true, "retire", "celui_ci", "retiree"],
  [false, "retire", "aucun", null],
] as const)(
  "a structure kept: %s, in the campaign as %s, by its run: %s → %s",
  (garde, etat, calcul, suite) => {
    expect(suiteOf({ garde, etat, calcul })).toBe(suite);
  },
);

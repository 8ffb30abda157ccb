import { expect, test } from "vitest";
import type { EtatCampagne } from "../campagnes/rules.ts";
import {
  canEcarter,
  canPoser,
  canPublier,
  type EtatQuestion,
  lireEtat,
  QUESTIONS_EN_ATTENTE_MAX,
} from "./rules.ts";

test.each([
  ["preparation", false],
  ["ouverte", true],
  ["publiee", true],
  ["close", false],
] as const satisfies readonly (readonly [EtatCampagne, boolean])[])(
  "a campaign « %s » receives questions: %s",
  (etat, ok) => {
    expect(canPoser({ etat }, 0).ok).toBe(ok);
  },
);

test.each([
  [QUESTIONS_EN_ATTENTE_MAX - 1, true],
  [QUESTIONS_EN_ATTENTE_MAX, false],
  [QUESTIONS_EN_ATTENTE_MAX + 1, false],
])("with %d questions that wait, another one is asked: %s", (n, ok) => {
  expect(canPoser({ etat: "ouverte" }, n).ok).toBe(ok);
});

test.each([
  ["en_attente", true, true, true],
  ["repondue", true, true, true],
  ["publiee", true, false, false],
  ["ecartee", true, true, false],
] as const satisfies readonly (readonly [EtatQuestion, boolean, boolean, boolean])[])(
  "« %s »: published %s, kept back %s, set aside %s",
  (etat, publier, garder, ecarter) => {
    expect(canPublier(etat, true).ok).toBe(publier);
    expect(canPublier(etat, false).ok).toBe(garder);
    expect(canEcarter(etat).ok).toBe(ecarter);
  },
);

test("a state that is not one of ours reads as all", () => {
  expect(lireEtat(new URLSearchParams("etat=publiee"))).toBe("publiee");
  expect(lireEtat(new URLSearchParams("etat=toString"))).toBeNull();
});

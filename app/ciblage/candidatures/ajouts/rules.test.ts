import { expect, test } from "vitest";
import { ETATS_CANDIDATURE, type EtatCandidature } from "../rules.ts";
import { canAjouter, canSortirDeLaPopulation } from "./rules.ts";

test.each([null, ...(Object.keys(ETATS_CANDIDATURE) as EtatCandidature[])])(
  "a structure in the state %s is added, or opened where it is",
  (etat) => {
    const decision = canAjouter({ etat, ouverte: true });
    expect(decision.ok).toBe(etat === null || etat === "retire");
    if (!decision.ok) expect(decision.message).toContain("déjà dans la campagne");
  },
);

test("a closed structure is not added", () => {
  expect(canAjouter({ etat: null, ouverte: false })).toMatchObject({ ok: false, code: "structure_fermee" });
});

test.each([
  [true, "", true],
  [false, "", false],
  [false, "Fusion à venir.", true],
] as const)("in the population: %s, with the reason « %s »: %s", (dansPopulation, raison, ok) => {
  expect(canSortirDeLaPopulation({ dansPopulation }, raison).ok).toBe(ok);
});

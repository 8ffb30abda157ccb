import { describe, expect, test } from "vitest";
import type { CandidatureADeplacer, EtatCandidature, Pouvoirs } from "../rules.ts";
import { actesDe, actesOfferts, canActer } from "./rules.ts";

const OUVERTE = { etat: "ouverte", dialogueSocial: true } as const;
const TOUS: Pouvoirs = { proposer: true, consigner: true, decider: true };
const une = (etat: EtatCandidature, pouvoirs: Partial<Pouvoirs> = TOUS): CandidatureADeplacer => ({
  ...{ etat, garde: true },
  pouvoirs: { proposer: false, consigner: false, decider: false, ...pouvoirs },
});
const actes = (candidature: CandidatureADeplacer, campagne: Parameters<typeof actesDe>[1] = OUVERTE) =>
  actesDe(candidature, campagne).offerts.map(({ acte, page }) => `${page} ${acte}`);

describe("what one person may do to one structure", () => {
  test("is each act once, on the page of their permission", () => {
    expect(actes(une("propose"))).toEqual(["proposition presenter", "proposition retirer"]);
    expect(actes(une("propose", { decider: true, consigner: true }))).toEqual([
      ...["decision presenter", "decision retirer"],
    ]);
    expect(actes(une("presente"))).toEqual([
      ...["proposition retirer", "decision retenir", "decision suivre", "decision ecarter"],
    ]);
    expect(actes(une("presente", { proposer: true }))).toEqual(["proposition retirer"]);
    expect(actes(une("presente", {}))).toEqual([]);
  });

  test("says why the rest waits, and not of what is behind", () => {
    const { refus } = actesDe(une("propose"), { ...OUVERTE, dialogueSocial: false });
    expect(refus).toHaveLength(5);
    expect(refus[0]).toContain("Aucun dialogue social");
    expect(actesDe(une("repere", {}), OUVERTE).refus).toEqual([]);
    expect(actesDe(une("repere"), { ...OUVERTE, etat: "close" }).refus).toEqual([
      expect.stringContaining("La campagne est close"),
    ]);
  });
});

describe("what may be done to several at once", () => {
  test("is what at least one is ready for; a motive is said when one of them asks for it", () => {
    const { offerts } = actesOfferts("decision", [une("presente"), une("repere")], OUVERTE);
    expect(offerts.map(({ acte, motifRequis }) => [acte, motifRequis])).toEqual([
      ["retenir", false],
      ["suivre", true],
      ["ecarter", true],
      ["retirer", true],
    ]);
    const [retenir] = actesOfferts("decision", [une("presente"), une("non_retenu")], OUVERTE).offerts;
    expect(retenir).toMatchObject({ acte: "retenir", motifRequis: true });
  });

  test("is an act of the page", () => {
    expect(canActer("proposition", "proposer").ok).toBe(true);
    expect(canActer("proposition", "retenir").ok).toBe(false);
    expect(canActer("decision", "preselectionner").ok).toBe(false);
  });
});

import { describe, expect, test } from "vitest";
import {
  type Calendrier,
  canCalculer,
  canChoisirFamilles,
  canClore,
  canDater,
  canOuvrir,
  canRegler,
  ETATS_CAMPAGNE,
  type EtatCampagne,
  etapesAttendues,
} from "./rules.ts";

const VIDE: Calendrier = { analyseLe: null, instancesLe: null, decisionLe: null, publicationLe: null };

describe("what a campaign allows in each state", () => {
  const table: Record<EtatCampagne, { regler: boolean; ouvrir: boolean; clore: boolean; calculer: boolean }> =
    {
      preparation: { regler: true, ouvrir: true, clore: true, calculer: true },
      ouverte: { regler: true, ouvrir: false, clore: true, calculer: true },
      publiee: { regler: false, ouvrir: false, clore: true, calculer: true },
      close: { regler: false, ouvrir: false, clore: false, calculer: false },
    };
  test.each(Object.keys(ETATS_CAMPAGNE) as EtatCampagne[])("%s", (etat) => {
    expect({
      regler: canRegler({ etat }).ok,
      ouvrir: canOuvrir({ etat }).ok,
      clore: canClore({ etat }).ok,
      calculer: canCalculer({ etat }).ok,
    }).toEqual(table[etat]);
  });

  test("says what to do when it is too late to change its settings", () => {
    expect(canRegler({ etat: "publiee" })).toMatchObject({
      message: expect.stringContaining("lui fait suite"),
    });
  });
});

describe("the calendar", () => {
  test.each([
    ["nothing is known yet", {}, true],
    ["two steps on one day", { analyseLe: "2027-02-01", instancesLe: "2027-02-01" }, true],
    ["a step is not known between two", { analyseLe: "2027-02-01", publicationLe: "2027-05-01" }, true],
    [
      "a step comes the day before an earlier one",
      { instancesLe: "2027-03-02", decisionLe: "2027-03-01" },
      false,
    ],
    ["the last comes before the first", { analyseLe: "2027-03-02", publicationLe: "2027-03-01" }, false],
  ])("%s", (_title, dates, allowed) => {
    expect(canDater({ ...VIDE, ...dates }).ok).toBe(allowed);
  });

  test("names both steps and both days", () => {
    const refused = canDater({ ...VIDE, instancesLe: "2027-03-02", decisionLe: "2027-03-01" });
    expect(refused).toMatchObject({
      message:
        "« Décision » (1er mars 2027) vient avant « Présentation aux instances » (2 mars 2027) : remettez ces dates dans l’ordre.",
    });
  });

  test("expects today's step still, and those without a day", () => {
    const campagne = {
      ...VIDE,
      analyseLe: "2027-02-01",
      instancesLe: "2027-02-02",
      etat: "ouverte",
    } as const;
    expect(etapesAttendues(campagne, "2027-02-02").map(({ date }) => date)).toEqual([
      "instancesLe",
      "decisionLe",
      "publicationLe",
    ]);
    for (const etat of ["publiee", "close"] as const)
      expect(etapesAttendues({ ...campagne, etat }, "2027-02-02")).toEqual([]);
  });
});

test("a family that has a scenario stays in the campaign", () => {
  expect(canChoisirFamilles(["colleges"], ["colleges"]).ok).toBe(true);
  expect(canChoisirFamilles(["ecoles"], ["colleges"]).ok).toBe(false);
});

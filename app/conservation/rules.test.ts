import { describe, expect, test } from "vitest";
import type { Decision } from "#app/platform/refusal.ts";
import { canAbandonner, canExecuter, canPreparer, canViser, type EtatElimination, etatOf } from "./rules.ts";

const codeOf = (decision: Decision) => (decision.ok ? "oui" : decision.code);
const ETATS: readonly EtatElimination[] = ["prepare", "vise", "execute", "abandonne"];

describe("a bordereau", () => {
  const le = new Date("2026-11-22");
  test.each([
    [null, null, null, "prepare"],
    ["2026-11-22", null, null, "vise"],
    ["2026-11-22", le, null, "execute"],
    ["2026-11-22", null, le, "abandonne"],
    [null, null, le, "abandonne"],
  ])("visa %s, executed %s, abandoned %s: %s", (viseLe, executeeLe, abandonneeLe, etat) => {
    expect(etatOf({ viseLe, executeeLe, abandonneeLe })).toBe(etat);
  });

  test.each([
    ["2026-11-21", "oui"],
    ["2026-11-22", "oui"],
    ["2026-11-23", "date_future"],
  ])("is of what is older than %s: %s", (jusquAu, attendu) => {
    expect(codeOf(canPreparer(jusquAu, "2026-11-22"))).toBe(attendu);
  });

  const dates = { visa: "2026-11-20", preparation: "2026-11-20", jour: "2026-11-22" };
  test.each(
    ETATS.map((etat) => [
      etat,
      { prepare: "oui", vise: "deja_vise", execute: "deja_clos", abandonne: "deja_clos" }[etat],
    ]),
  )("%s receives a visa: %s", (etat, attendu) => {
    expect(codeOf(canViser(etat, dates))).toBe(attendu);
  });
  test.each([
    ["2026-11-19", "visa_anterieur"],
    ["2026-11-20", "oui"],
    ["2026-11-22", "oui"],
    ["2026-11-23", "visa_futur"],
  ])("receives a visa of %s: %s", (visa, attendu) => {
    expect(codeOf(canViser("prepare", { ...dates, visa }))).toBe(attendu);
  });

  test.each(
    ETATS.map((etat) => [
      etat,
      { prepare: "visa_absent", vise: "oui", execute: "deja_clos", abandonne: "deja_clos" }[etat],
    ]),
  )("%s is executed: %s", (etat, attendu) => {
    expect(codeOf(canExecuter(etat, { visee: "ab", actuelle: "ab" }))).toBe(attendu);
  });
  test("whose list changed is not executed", () => {
    expect(codeOf(canExecuter("vise", { visee: "ab", actuelle: "cd" }))).toBe("liste_changee");
  });

  test.each(
    ETATS.map((etat) => [
      etat,
      { prepare: "oui", vise: "oui", execute: "deja_clos", abandonne: "deja_clos" }[etat],
    ]),
  )("%s is abandoned: %s", (etat, attendu) => {
    expect(codeOf(canAbandonner(etat))).toBe(attendu);
  });
});

import { describe, expect, test } from "vitest";
import {
  canClore,
  canEcrireMot,
  ETATS_PASSATION,
  type EtatPassation,
  etatPassation,
  periodeReprise,
} from "./rules.ts";

const codeOf = (decision: { ok: boolean; code?: string }) => (decision.ok ? "oui" : decision.code);

describe("a handover", () => {
  test.each<[string, string | null, boolean, boolean, EtatPassation]>([
    ["2026-08-31", null, false, false, "a_preparer"],
    ["2026-08-31", "b", false, false, "a_lire"],
    ["2026-09-01", null, false, false, "sans_successeur"],
    ["2026-09-01", "b", false, false, "a_lire"],
    ["2026-09-01", "b", true, false, "lue"],
    ["2026-09-01", "b", true, true, "close"],
    ["2026-09-01", null, false, true, "close"],
  ])("on %s, successor %s, read %s, closed %s: %s", (jour, entrantId, lue, close, expected) => {
    expect(etatPassation({ depart: "2026-09-01", entrantId, lue, close }, jour)).toBe(expected);
  });

  test("is written by who leaves until a month after, and closed by who arrives once read", () => {
    const etats = Object.keys(ETATS_PASSATION) as EtatPassation[];
    const table = etats.map((etat) => {
      const passation = { etat, depart: "2026-09-01" };
      return [
        etat,
        codeOf(canEcrireMot(passation, { sortant: true }, "2026-10-01")),
        codeOf(canEcrireMot(passation, { sortant: true }, "2026-10-02")),
        codeOf(canEcrireMot(passation, { sortant: false }, "2026-09-01")),
        codeOf(canClore(etat, { entrant: true })),
        codeOf(canClore(etat, { entrant: false })),
      ];
    });
    expect(table).toEqual([
      ["a_preparer", "oui", "trop_tard", "pas_le_sien", "pas_lue", "pas_la_sienne"],
      ["sans_successeur", "oui", "trop_tard", "pas_le_sien", "pas_lue", "pas_la_sienne"],
      ["a_lire", "oui", "trop_tard", "pas_le_sien", "pas_lue", "pas_la_sienne"],
      ["lue", "oui", "trop_tard", "pas_le_sien", "oui", "pas_la_sienne"],
      ["close", "deja_close", "deja_close", "pas_le_sien", "deja_close", "pas_la_sienne"],
    ]);
  });

  test.each([
    ["2027-02-01", null, "2027-02-01"],
    ["2026-10-01", null, "2027-09-01"],
    ["2026-09-15", null, "2027-09-01"],
    ["2027-02-01", "2026-12-01", "2026-12-01"],
  ])(
    "takes a delegation foreseen until %s up, in a term that ends on %s, until %s",
    (foreseen, fonctionFin, fin) => {
      expect(periodeReprise(foreseen, { fonctionFin, jour: "2026-09-01" })).toEqual({
        debut: "2026-09-01",
        fin,
      });
    },
  );
});

import { describe, expect, test } from "vitest";
import { canInscrire, type ParticipationCourante, REGISTRE_CONNU } from "./rules.ts";

describe("the register of académies", () => {
  const entree: ParticipationCourante = { statut: "experimentale", debut: "2021-09-01" };
  const codeOf = (
    statut: ParticipationCourante["statut"],
    debut: string,
    derniere?: ParticipationCourante,
  ) => {
    const verdict = canInscrire({ statut, debut }, derniere);
    return verdict.ok ? "oui" : verdict.code;
  };

  test.each([
    ["experimentale", "2021-09-01", undefined, "oui"],
    ["etendue", "2022-09-01", undefined, "oui"],
    ["sortie", "2022-09-01", undefined, "jamais_entree"],
    ["etendue", "2021-09-02", entree, "oui"],
    ["etendue", "2021-09-01", entree, "date_anterieure"],
    ["experimentale", "2024-09-01", entree, "inchange"],
    ["sortie", "2024-09-01", entree, "oui"],
    ["etendue", "2026-09-01", { statut: "sortie", debut: "2024-09-01" }, "oui"],
  ] as const)("%s on %s after %o: %s", (statut, debut, derniere, expected) => {
    expect(codeOf(statut, debut, derniere)).toBe(expected);
  });

  test("knows the three académies of 2021 and the twelve of 2022, each once", () => {
    expect(REGISTRE_CONNU.filter(({ statut }) => statut === "experimentale")).toHaveLength(3);
    expect(REGISTRE_CONNU.filter(({ statut }) => statut === "etendue")).toHaveLength(12);
    expect(new Set(REGISTRE_CONNU.map(({ academie }) => academie)).size).toBe(15);
  });
});

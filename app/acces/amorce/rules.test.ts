import { describe, expect, test } from "vitest";
import { canRendreAcces } from "./rules.ts";

const service = { demonstration: false };

describe("the way back from the machine", () => {
  test.each([
    [{ ferme: false, administre: true }, undefined],
    [{ ferme: false, administre: false }, "pas_administrateur"],
    [{ ferme: true, administre: true }, "compte_ferme"],
    [{ ferme: true, administre: false }, "compte_ferme"],
    [undefined, "personne_inconnue"],
  ])("for %o is refused as %s", (compte, code) => {
    const decision = canRendreAcces(compte, service);
    expect(decision.ok ? undefined : decision.code).toBe(code);
    if (!decision.ok) expect(decision.message).toContain("ien n’est changé");
    expect(canRendreAcces(compte, { demonstration: true })).toMatchObject({ code: "demonstration" });
  });
});

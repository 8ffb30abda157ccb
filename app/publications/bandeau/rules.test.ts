import { describe, expect, test } from "vitest";
import { canAnnoncer, isAffiche } from "./rules.ts";

const at = (text: string) => new Date(text);
const now = at("2026-11-22T09:00:00Z");

describe("a banner", () => {
  test.each([
    ["2026-11-22T08:59:59.999Z", false],
    ["2026-11-22T09:00:00Z", true],
    ["2026-11-22T09:59:59.999Z", true],
    ["2026-11-22T10:00:00Z", false],
  ])("from 9 to 10 is shown at %s: %s", (instant, shown) => {
    const periode = { debut: at("2026-11-22T09:00:00Z"), fin: at("2026-11-22T10:00:00Z") };
    expect(isAffiche(periode, at(instant))).toBe(shown);
  });

  test.each([
    ["2026-11-23T00:00:00Z", "2026-11-22T23:00:00Z", "fin_avant_debut"],
    ["2026-11-23T00:00:00Z", "2026-11-23T00:00:00Z", "fin_avant_debut"],
    ["2026-11-20T00:00:00Z", "2026-11-22T09:00:00Z", "deja_fini"],
    ["2026-11-22T00:00:00Z", "2027-11-24T00:00:00Z", "trop_long"],
    ["2026-11-22T00:00:00Z", "2027-11-22T00:00:00Z", undefined],
    ["2026-11-20T00:00:00Z", "2026-11-22T09:00:01Z", undefined],
  ])("from %s to %s is refused as %s", (debut, fin, code) => {
    const decision = canAnnoncer({ debut: at(debut), fin: at(fin) }, now);
    expect(decision.ok ? undefined : decision.code).toBe(code);
  });
});

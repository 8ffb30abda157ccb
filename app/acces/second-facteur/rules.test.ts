import { describe, expect, test } from "vitest";
import { FONCTIONS, type Fonction } from "../fonctions/rules.ts";
import type { Actor } from "../rules.ts";
import type { ModeSession } from "../sessions/rules.ts";
import {
  etapeSecondFacteur,
  formatParQuatre,
  isSecondFacteurAttendu,
  readCodeSecours,
  readCodeTotp,
} from "./rules.ts";

const SENSIBLES: readonly Fonction[] = [
  "administrateur",
  "recteur",
  "dasen",
  "pilote_academique",
  "dsden",
  "drh",
  "ssa",
  "assistance",
];
const MODES: readonly ModeSession[] = ["demonstration", "proconnect", "lien"];

function actor(
  mode: ModeSession,
  fonction: Fonction | null,
  facteurs: readonly string[],
  secondFacteur: boolean,
) {
  const exercee = { porteeType: "academie", porteeCode: "96", debut: "2024-09-01", fin: null } as const;
  const session = { id: "s", mode, renforceeLe: null, facteurs, secondFacteur };
  const fonctions = fonction ? [{ ...exercee, fonction }] : [];
  return { agentId: "a", nomComplet: "A", fonctions, session } satisfies Actor;
}

describe("a second factor of one's own", () => {
  test("is awaited from a sensitive function that has none, on a real service", () => {
    for (const mode of MODES)
      for (const fonction of [null, ...(Object.keys(FONCTIONS) as Fonction[])])
        for (const enrolled of [false, true]) {
          const expected =
            !enrolled && mode !== "demonstration" && fonction !== null && SENSIBLES.includes(fonction);
          expect(
            isSecondFacteurAttendu(actor(mode, fonction, [mode, "eidas2"], enrolled)),
            `${mode} ${fonction} ${enrolled}`,
          ).toBe(expected);
        }
  });

  test("is not asked of the help desk in the name of whom it helps", () => {
    const assistePar = { agentId: "b", nomComplet: "B", assistanceId: "c" };
    const helped = { ...actor("proconnect", "recteur", ["eidas2"], false), assistePar };
    expect(isSecondFacteurAttendu(helped)).toBe(false);
  });
});

describe("what a session owes before any page", () => {
  test("by every way in and every function, when no second factor was given", () => {
    for (const mode of MODES)
      for (const fonction of [null, ...(Object.keys(FONCTIONS) as Fonction[])])
        for (const enrolled of [false, true]) {
          const due =
            mode === "lien" || (mode === "proconnect" && fonction !== null && SENSIBLES.includes(fonction));
          const expected = due ? (enrolled ? "a_donner" : "a_enroler") : "fait";
          expect(
            etapeSecondFacteur(actor(mode, fonction, [mode], enrolled)),
            `${mode} ${fonction} ${enrolled}`,
          ).toBe(expected);
        }
  });

  test.each([
    ["totp", true],
    ["secours", true],
    ["eidas0-mfa", true],
    ["eidas1-mfa", true],
    ["eidas2", true],
    ["eidas3", true],
    ["eidas0", false],
    ["eidas1", false],
    ["lien", false],
    ["proconnect", false],
    ["xeidas2", false],
    ["eidas22", false],
    ["TOTP", false],
  ])("the proof « %s » gives the second factor: %s", (facteur, given) => {
    const etape = etapeSecondFacteur(actor("proconnect", "recteur", ["proconnect", facteur], true));
    expect(etape === "fait").toBe(given);
  });

  test("a function received by delegation is as sensitive as one's own", () => {
    const [exercee] = actor("proconnect", "dasen", [], false).fonctions;
    if (!exercee) throw new Error("no function");
    const delegation = { id: "d", nature: "signature", delegant: "Marc Jusant" } as const;
    const received = {
      ...actor("proconnect", null, ["proconnect"], false),
      fonctions: [{ ...exercee, delegation }],
    };
    expect(etapeSecondFacteur(received)).toBe("a_enroler");
  });

  test("a program that reads with a token owes none", () => {
    const { session: _session, ...program } = actor("lien", "ssa", [], false);
    expect(etapeSecondFacteur(program)).toBe("fait");
  });
});

describe("what people type", () => {
  test.each([
    ["123456", "123456"],
    [" 123 456 ", "123456"],
    ["123\u202f456", "123456"],
    ["12345", undefined],
    ["1234567", undefined],
    ["12345a", undefined],
    ["１２３４５６", undefined],
    ["-12345", undefined],
    ["", undefined],
  ])("%j is read as the code %s", (text, code) => {
    expect(readCodeTotp(text)).toBe(code);
  });

  test.each([
    ["ABCD-EFGH-IJKL-MNOP-QRST-UV23", "ABCDEFGHIJKLMNOPQRSTUV23"],
    ["abcd efgh ijkl mnop qrst uv23", "ABCDEFGHIJKLMNOPQRSTUV23"],
    ["ABCD-EFGH-IJKL-MNOP-QRST-UV2", undefined],
    ["ABCD-EFGH-IJKL-MNOP-QRST-UV234", undefined],
    ["ABCD-EFGH-IJKL-MNOP-QRST-UV10", undefined],
    ["' or true --", undefined],
  ])("%j is read as the recovery code %s", (text, code) => {
    expect(readCodeSecours(text)).toBe(code);
  });

  test("a key is shown in groups of four", () => {
    expect(formatParQuatre("ABCDEFGHIJ", " ")).toBe("ABCD EFGH IJ");
    expect(formatParQuatre("", " ")).toBe("");
  });
});

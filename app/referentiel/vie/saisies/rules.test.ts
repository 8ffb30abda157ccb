import { describe, expect, test } from "vitest";
import { uaiOf } from "#tests/imports.ts";
import { canSaisir, isAdresseNominative } from "./rules.ts";

describe("a mailbox", () => {
  test.each([
    "jean.dupont@ac-nantes.fr",
    "Marie-Anne.Le-Goff@ac-nantes.fr",
    "j.dupont@exemple.fr",
    "jean.dupont2@ac-nantes.fr",
    "jean_dupont@exemple.fr",
    "hélène.çelik@exemple.fr",
  ])("%s names a person", (courriel) => {
    expect(isAdresseNominative(courriel)).toBe(true);
    expect(canSaisir("courriel", courriel, { uai: "x", actuelle: null })).toMatchObject({
      ok: false,
      code: "courriel_nominatif",
      message: expect.stringContaining("boîte générique"),
    });
  });

  test.each([
    "ce.0720902P@ac-nantes.fr",
    "0720902p@ac-nantes.fr",
    "ecole.jean-moulin@ville.fr",
    "ec-elem-pasteur@ac-nantes.fr",
    "secretariat.college@exemple.fr",
    "ien.lemans-nord@ac-nantes.fr",
    "contact@college.fr",
    "jean-moulin@college.fr",
  ])("%s is shared", (courriel) => {
    expect(isAdresseNominative(courriel)).toBe(false);
    expect(canSaisir("courriel", courriel, { uai: "x", actuelle: null })).toEqual({ ok: true });
  });
});

describe("a typed fact", () => {
  const UAI = uaiOf("072", 1);
  const AUTRE = uaiOf("072", 2);
  const codeOf = (champ: Parameters<typeof canSaisir>[0], valeur: string, actuelle: string | null = null) => {
    const verdict = canSaisir(champ, valeur, { uai: UAI, actuelle });
    return verdict.ok ? "oui" : verdict.code;
  };

  test.each([
    ["courriel", "sans arobase", "courriel"],
    ["courriel", "a@b", "courriel"],
    ["telephone", "02 40 00 00 00", "oui"],
    ["telephone", "+33 2 40 00 00 00", "oui"],
    ["telephone", "appeler le matin", "telephone"],
    ["site", "https://exemple.fr", "oui"],
    ["site", "javascript:alert(1)", "site"],
    ["site", "exemple.fr", "site"],
    ["mere_uai", AUTRE, "oui"],
    ["mere_uai", UAI, "soi_meme"],
    ["reseau_uai", "0720001Z", "uai"],
    ["collectivite", "x".repeat(200), "oui"],
    ["collectivite", "x".repeat(201), "collectivite"],
  ] as const)("%s « %s »: %s", (champ, valeur, expected) => {
    expect(codeOf(champ, valeur)).toBe(expected);
  });

  test("that changes nothing is refused", () => {
    expect(codeOf("telephone", "02 40 00 00 00", "02 40 00 00 00")).toBe("inchange");
  });
});

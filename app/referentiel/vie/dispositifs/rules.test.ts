import { describe, expect, test } from "vitest";
import { uaiOf } from "#tests/imports.ts";
import { canAttribuer, readListe } from "./rules.ts";

describe("a scheme", () => {
  const connue = { debut: "2022-09-01", fin: "2025-09-01" };
  const codeOf = (debut: string, fin: string | null, connues = [connue]) => {
    const verdict = canAttribuer({ debut, fin }, connues, "CLA");
    return verdict.ok ? "oui" : verdict.code;
  };

  test.each([
    ["2025-09-01", null, "oui"],
    ["2025-08-31", null, "chevauchement"],
    ["2020-09-01", "2022-09-01", "oui"],
    ["2020-09-01", "2022-09-02", "chevauchement"],
    ["2020-09-01", null, "chevauchement"],
    ["2023-09-01", "2024-09-01", "chevauchement"],
    ["2025-09-01", "2025-09-01", "periode"],
    ["2025-09-02", "2025-09-01", "periode"],
  ])("from %s to %s beside 2022-09-01 to 2025-09-01: %s", (debut, fin, expected) => {
    expect(codeOf(debut, fin)).toBe(expected);
  });

  test("without end meets everything that comes after", () => {
    const ouverte = { debut: "2022-09-01", fin: null as unknown as string };
    expect(codeOf("2030-09-01", null, [ouverte])).toBe("chevauchement");
  });
});

describe("a pasted list", () => {
  const [a, b] = [uaiOf("072", 1), uaiOf("072", 2)];

  test("is read line by line, whatever follows the code", () => {
    expect(readListe(`${a} Collège Un\r\n\n${b};Collège Deux\n`)).toEqual([
      { numero: 1, texte: `${a} Collège Un`, uai: a },
      { numero: 3, texte: `${b};Collège Deux`, uai: b },
    ]);
  });

  test("names what it cannot read and what it says twice", () => {
    const lines = readListe(`${a}\nécole Pasteur\n${a}`);
    expect(lines.map(({ uai }) => uai)).toEqual([a, undefined, undefined]);
    expect(lines[1]?.raison).toContain("n'a pas la forme d'un UAI");
    expect(lines[2]?.raison).toContain("déjà à la ligne 1");
  });
});

import { expect, test } from "vitest";
import { argumentSchema } from "./schema.ts";

const errors = (fields: Record<string, string>) => {
  const read = argumentSchema.safeParse({ texte: "Un texte.", ...fields });
  return read.success ? [] : read.error.issues.map(({ path }) => path.join("."));
};

test.each([
  [{ genre: "proximite_ep", preuve: "IPS 2024" }, []],
  [{ genre: "proximite_ep" }, ["preuve"]],
  [{ genre: "besoins_identifies", preuve: "  " }, ["preuve"]],
  [{ genre: "argument" }, []],
  [{ genre: "choc_conjoncturel", preuve: "Presse", choc: "Fermeture", chocLe: "2026-03-01" }, []],
  [{ genre: "choc_conjoncturel", preuve: "Presse" }, ["choc", "chocLe"]],
  [{ genre: "choc_conjoncturel", preuve: "Presse", choc: "Fermeture", chocLe: "2026-02-31" }, ["chocLe"]],
  [{ genre: "argument", choc: "Fermeture" }, ["choc"]],
  [{ genre: "autre" }, ["genre"]],
] as const)("what is written as %o asks again for %o", (fields, asked) => {
  expect(errors(fields)).toEqual(asked);
});

test("a text is asked, and bounded", () => {
  expect(errors({ genre: "argument", texte: " " })).toEqual(["texte"]);
  expect(errors({ genre: "argument", texte: "a".repeat(2001) })).toEqual(["texte"]);
});

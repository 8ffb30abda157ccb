import { expect, test } from "vitest";
import { canEtendre, direCompte, direEtats, montrerCompte } from "./rules.ts";

test.each([
  [0, 0],
  [1, "masque"],
  [4, "masque"],
  [5, 5],
  [6, 6],
] as const)(
  "%i structures read as %s where the campaign is not read, and as they are where it is",
  (n, shown) => {
    expect(montrerCompte(n, 5, false)).toBe(shown);
    expect(montrerCompte(n, 5, true)).toBe(n);
  },
);

test("counts by state follow the examination, and a hidden one says only that it is small", () => {
  expect(direEtats({ retenu: "masque", repere: 12, non_retenu: 0 }, 5)).toBe(
    "Repérée : 12 ; Retenue : moins de 5",
  );
  expect([direEtats({}, 5), direCompte(1234, 5)]).toEqual(["", "1\u202f234"]);
});

test("an académie is opened to a scheme once", () => {
  expect([canEtendre(false).ok, canEtendre(true).ok]).toEqual([true, false]);
});

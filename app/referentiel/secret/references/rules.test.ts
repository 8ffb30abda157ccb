import { describe, expect, test } from "vitest";
import { type Cellule, choisirReferencesMasquees } from "./rules.ts";

const cellules = (cells: Readonly<Record<string, readonly number[]>>): Cellule[] =>
  Object.entries(cells).map(([cle, groupes]) => ({ cle, groupes }));
const hidden = (
  groupes: readonly number[],
  cells: Readonly<Record<string, readonly number[]>>,
  deja: string[] = [],
) => [...choisirReferencesMasquees({ groupes, cellules: cellules(cells) }, 3, new Set(deja))].sort();

describe("references that are not shown", () => {
  test.each([
    [2, ["public", "tous"]],
    [3, []],
  ])("are those of fewer structures than the threshold: %i", (n, expected) => {
    expect(hidden([n], { public: [0], tous: [0] })).toEqual(expected);
  });

  test("take the smallest of what would give them back along", () => {
    // Two private schools: hiding them alone would leave them as a difference.
    expect(hidden([20, 2], { public: [0], prive: [1], tous: [0, 1] })).toEqual(["prive", "public"]);
  });

  test("are looked for through several differences at once", () => {
    // Each line and each column hides two cells or more, yet lines minus columns give « x » back.
    const groupes = [2, 9, 9, 9, 9, 9];
    const [x, a, b, c, d, y] = [0, 1, 2, 3, 4, 5];
    const cells = { x: [x], l1: [x, a, b], l2: [c, d], c1: [a, c], c2: [b, d], c3: [x, y], l3: [y] };
    const masquees = hidden(groupes, cells);
    expect(masquees).toContain("x");
    expect(masquees.length).toBeGreaterThan(2);
  });

  test("cross territories that no hierarchy ties: a bassin less a circonscription is one school", () => {
    expect(hidden([6, 1, 8], { circonscription: [0], bassin: [0, 1], academie: [0, 1, 2] })).toContain(
      "circonscription",
    );
  });

  test("leave alone what tells nothing", () => {
    expect(hidden([5, 6, 7], { a: [0], b: [1], c: [2], tous: [0, 1, 2] })).toEqual([]);
  });

  test("protect what is hidden for another reason", () => {
    expect(hidden([5, 6], { a: [0], b: [1], tous: [0, 1] }, ["a"])).toEqual(["a", "b"]);
  });
});

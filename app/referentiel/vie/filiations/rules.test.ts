import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { canRelier, type Lien, veilleOf } from "./rules.ts";

const codeOf = (lien: Lien, connus: readonly Lien[]) => {
  const verdict = canRelier(lien, connus);
  return verdict.ok ? "oui" : verdict.code;
};

describe("a link between structures", () => {
  const ab = { de: "A", vers: "B" };
  const bc = { de: "B", vers: "C" };

  test("goes on from what is known, merges and splits", () => {
    expect(codeOf({ de: "A", vers: "C" }, [ab, bc])).toBe("oui");
    expect(codeOf({ de: "X", vers: "B" }, [ab, bc])).toBe("oui");
  });

  test("never closes a circle, however long", () => {
    expect(codeOf({ de: "A", vers: "A" }, [])).toBe("soi_meme");
    expect(codeOf({ de: "B", vers: "A" }, [ab])).toBe("cercle");
    expect(codeOf({ de: "C", vers: "A" }, [ab, bc])).toBe("cercle");
  });

  test("accepted one after the other, links never make a circle", () => {
    const letter = fc.constantFrom("A", "B", "C", "D", "E", "F");
    fc.assert(
      fc.property(fc.array(fc.record({ de: letter, vers: letter }), { maxLength: 20 }), (proposed) => {
        const kept: Lien[] = [];
        for (const lien of proposed) if (canRelier(lien, kept).ok) kept.push(lien);
        // Kahn: taking away whoever has no ancestor empties a graph without circle.
        let left = kept;
        for (let turn = 0; turn < 6; turn += 1) {
          const arrivals = new Set(left.map(({ vers }) => vers));
          left = left.filter(({ de }) => arrivals.has(de));
        }
        expect(left).toEqual([]);
      }),
    );
  });
});

test.each([
  ["2024-09-01", "2024-08-31"],
  ["2024-03-01", "2024-02-29"],
  ["2025-01-01", "2024-12-31"],
])("the day before %s is %s", (day, before) => {
  expect(veilleOf(day)).toBe(before);
});

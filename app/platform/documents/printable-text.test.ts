import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { drawableText, printableData, printableText } from "./printable-text.ts";

describe("the text of a document", () => {
  test.each([
    ["Œuvre d’été, 12 345,6 €", "Œuvre d’été, 12 345,6 €"],
    ["Cafe\u0301", "Café"],
    ["un\r\ndeux\rtrois\u2028quatre", "un\ndeux\ntrois\nquatre"],
    ["a\u0000b\tc\u009Bd", "a b c d"],
    ["coupure\u00ADs \u202Ecachées\u2066\uFEFF", "coupures cachées"],
    ["🙂 et 漢字", "\uFFFD et \uFFFD\uFFFD"],
    ["\uD83D seul", "\uFFFD seul"],
    ["שלום مرحبا Привет Ωμέγα", "שלום مرحبا Привет Ωμέγα"],
    ["privé : \uE000", "privé : \uFFFD"],
  ])("%j is drawn as %j", (text, expected) => {
    expect(drawableText(text)).toBe(expected);
  });

  test("keeps French signs with their word, and cuts what is longer than a line", () => {
    expect(printableText("Vraiment ? « Oui » : 12 %")).toBe(
      "Vraiment\u00A0? «\u00A0Oui\u00A0»\u00A0: 12\u00A0%",
    );
    expect(
      printableText("x".repeat(100))
        .split("\u200B")
        .map((part) => part.length),
    ).toEqual([40, 40, 20]);
    expect(printableText("x".repeat(40))).toBe("x".repeat(40));
  });

  test("is drawable whatever it was, and stays as it is the second time", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary", maxLength: 200 }), (text) => {
        const drawn = drawableText(text);
        expect(drawn).toMatch(/^[\P{Cc}\n]*$/u);
        expect(drawableText(drawn)).toBe(drawn);
      }),
    );
  });

  test("is made printable at every depth of the data, keys and numbers untouched", () => {
    expect(printableData({ "clé\t": ["a\tb", { c: "🙂" }], n: 1.5, oui: true, rien: null })).toEqual({
      "clé\t": ["a b", { c: "\uFFFD" }],
      n: 1.5,
      oui: true,
      rien: null,
    });
  });
});

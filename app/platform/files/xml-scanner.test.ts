import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { attribute, XmlScanner, XmlSyntaxError } from "./xml-scanner.ts";

function read(xml: string, size = xml.length || 1): string[] {
  const said: string[] = [];
  const scanner = new XmlScanner({
    open: (name, attributes) => said.push(`<${name}${attributes}>`),
    close: (name) => said.push(`</${name}>`),
    text: (text) => said.push(text),
  });
  for (let at = 0; at < xml.length; at += size) scanner.push(xml.slice(at, at + size));
  scanner.end();
  return said;
}

describe("a document", () => {
  test("is told in order, without its prologue and its comments", () => {
    const xml = `<?xml version="1.0"?><!-- <x> --><a b="1>2"><c/>é &amp; &#233;&#xe9; &lt;<![CDATA[<&]]></a >\n`;
    expect(read(xml)).toEqual(['<a b="1>2">', "<c>", "</c>", "é & éé <", "<&", "</a>"]);
  });

  test("says the same whatever the blocks it comes in", () => {
    const xml = `<?xml?><a x='>"' y="&gt;"><b>&amp;1</b><!-- - -- > --><![CDATA[]]]]><c d="e"/>é😀</a>`;
    const whole = read(xml).join("");
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 12 }), (size) => {
        expect(read(xml, size).join("")).toBe(whole);
      }),
    );
  });

  test.each([
    ["a document type, which could define entities without end", '<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>'],
    ["an element left open", "<a><b></b>"],
    ["a tag cut short", "<a></a"],
    ["an element closed twice", "<a></a></a>"],
    ["a tag without end", `<a ${"x".repeat(1_100_000)}`],
  ])("refuses %s", (_title, xml) => {
    expect(() => read(xml)).toThrow(XmlSyntaxError);
  });

  test("of a million levels costs its length only", () => {
    expect(read("<a>".repeat(1_000_000) + "</a>".repeat(1_000_000))).toHaveLength(2_000_000);
  });

  test("never fails otherwise, whatever the text", () => {
    const piece = fc.constantFrom(
      "<",
      ">",
      "/",
      "a",
      '"',
      "'",
      "&amp;",
      "&",
      "<!--",
      "-->",
      "<![CDATA[",
      "]]>",
      "<?",
      " ",
    );
    fc.assert(
      fc.property(fc.array(piece), (pieces) => {
        try {
          read(pieces.join(""), 3);
        } catch (error) {
          expect(error).toBeInstanceOf(XmlSyntaxError);
        }
      }),
    );
  });
});

test("an attribute is found by its whole name", () => {
  expect(attribute(' ht="1" t="s" s = \'4\'', "t")).toBe("s");
  expect(attribute(' ht="1" t="s" s = \'4\'', "s")).toBe("4");
  expect(attribute(' calcext:value-type="error"', "office:value-type")).toBeUndefined();
  expect(attribute(' name="A &amp; B"', "name")).toBe("A & B");
  expect(attribute(' t="', "t")).toBeUndefined();
});

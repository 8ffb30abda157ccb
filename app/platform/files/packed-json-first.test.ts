import { describe, expect, test } from "vitest";
import { packJson } from "./packed-json.server.ts";
import { unpackFirst } from "./packed-json-first.server.ts";

const definition = { nom: 'des "guillemets", une \\ et une }', liste: [1, { a: [] }], vide: {} };
const filler = Array.from({ length: 20_000 }, (_, i) => (i * 7919) % 10_007);

describe("the first member of a packed object", () => {
  test("is read from the first bytes alone", () => {
    const { bytes } = packJson({ suite: filler, definition });
    expect(bytes.length).toBeGreaterThan(8_192);
    expect(unpackFirst(bytes.subarray(0, 4_096), "definition")).toEqual(definition);
    expect(unpackFirst(bytes, "definition")).toEqual(definition);
  });

  test("is refused where another key comes first, or where it is cut", () => {
    expect(() => unpackFirst(packJson({ avant: 1, definition }).bytes, "definition")).toThrow(
      "does not begin",
    );
    expect(() => unpackFirst(packJson({ filler }).bytes.subarray(0, 2_000), "filler")).toThrow("longer than");
  });
});

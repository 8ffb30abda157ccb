import { expect, test } from "vitest";
import { packJson, packLargeJson, unpackJson, unpackText } from "../files/packed-json.server.ts";
import { canonicalJson, canonicalPieces } from "./canonical-json.ts";

test("one value has one text, whatever the order of its keys", () => {
  expect(canonicalJson({ b: 1, a: { d: null, c: "é" }, z: undefined })).toBe(
    '{"a":{"c":"é","d":null},"b":1}',
  );
  expect(canonicalJson({ a: { c: "é", d: null }, b: 1 })).toBe(
    canonicalJson({ b: 1, a: { d: null, c: "é" } }),
  );
  expect(canonicalJson([-0, 0.1, 1e21])).toBe("[0,0.1,1e+21]");
});

test("a number that JSON would turn into null is refused", () => {
  for (const value of [Number.NaN, Number.POSITIVE_INFINITY])
    expect(() => canonicalJson({ value })).toThrow(TypeError);
});

test("what is packed comes back, with the header of no machine", () => {
  const value = { liste: [{ uai: "0960001A", rang: 1 }] };
  const { bytes, sha256 } = packJson(value);
  expect(unpackJson(bytes)).toEqual(value);
  expect(unpackText(bytes)).toBe(canonicalJson(value));
  expect([...bytes.subarray(0, 10)]).toEqual([31, 139, 8, 0, 0, 0, 0, 0, 0, 255]);
  expect(packJson({ ...value }).sha256.equals(sha256)).toBe(true);
});

test("a large value is packed by pieces to the same text and the same digest", async () => {
  const line = (i: number) => ({ rang: i, nom: `École « ${i} »`, a: undefined, b: [i / 7, null] });
  const value = {
    structures: Array.from({ length: 3_000 }, (_, i) => (i === 5 ? undefined : line(i))),
    ...{ moteur: "1", vide: [], rien: undefined, absent: null, definition: { z: 1, a: [line(1)] } },
  };
  expect([...canonicalPieces(value)].length).toBeGreaterThan(8);
  expect([...canonicalPieces({})].join("")).toBe("{}");
  const [small, large] = [packJson(value), await packLargeJson(value)];
  expect(unpackText(large.bytes)).toBe(unpackText(small.bytes));
  expect(large.sha256.equals(small.sha256)).toBe(true);
  expect([...large.bytes.subarray(0, 10)]).toEqual([31, 139, 8, 0, 0, 0, 0, 0, 0, 255]);
  await expect(packLargeJson({ liste: [Number.NaN] })).rejects.toThrow(TypeError);
});

test("the loop turns while a large value is packed", async () => {
  const value = { liste: Array.from({ length: 50_000 }, (_, i) => ({ b: i, a: `${i}` })) };
  let turns = 0;
  const timer = setInterval(() => (turns += 1), 0);
  await packLargeJson(value);
  clearInterval(timer);
  expect(turns).toBeGreaterThan(3);
});

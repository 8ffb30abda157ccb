import { expect, test } from "vitest";
import { packJson, unpackJson, unpackText } from "../files/packed-json.server.ts";
import { canonicalJson } from "./canonical-json.ts";

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

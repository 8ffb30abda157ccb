import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { JsonRecords, JsonSyntaxError } from "./json-records.ts";
import { TableError } from "./table.ts";

function read(text: string, size = text.length || 1) {
  const reader = new JsonRecords();
  const records = [];
  for (let at = 0; at < text.length; at += size) records.push(...reader.push(text.slice(at, at + size)));
  reader.end();
  return records.map((record) => Object.fromEntries(record.fields));
}

describe("shapes of the portal", () => {
  const fields = '{"uai":"0750001A","ips":110.40}';
  test.each([
    ["a bare list", `[${fields}]`],
    ["results (API v2.1)", `{"total_count":1,"results":[${fields}]}`],
    ["results before the noise", `{"results":[${fields}],"parameters":{"results":[1,2],"rows":[3]}}`],
    [
      "records (API v2)",
      `{"links":[{"a":1}],"records":[{"links":[],"record":{"id":"x","fields":${fields}}}]}`,
    ],
    ["a list of record.fields", `[{"record":{"fields":${fields}}}]`],
    ["records (API v1)", `{"nhits":1,"records":[{"recordid":"x","fields":${fields}}]}`],
  ])("reads %s, in any blocks", (_title, text) => {
    for (const size of [1, 2, 3, 7, text.length])
      expect(read(text, size)).toEqual([{ uai: "0750001A", ips: "110.40" }]);
  });

  test("keeps an ordinary field named fields", () => {
    expect(read('[{"fields":{"a":1}}]')).toEqual([{ fields: '{"a":1}' }]);
  });
});

test("turns values into text without losing how numbers are written", () => {
  expect(
    read(
      '[{"a":11927.0,"b":1e3,"c":12345678901234567890,"d":true,"e":null,"f":"é\\u00e9","g":{"lat":48.80,"l":[1,"x"]}}]',
    ),
  ).toEqual([
    {
      a: "11927.0",
      b: "1e3",
      c: "12345678901234567890",
      d: "true",
      e: null,
      f: "éé",
      g: '{"lat":48.80,"l":[1,"x"]}',
    },
  ]);
});

test("reads back any list of objects, whatever the blocks", () => {
  const value = fc.oneof(
    fc.string({ unit: "grapheme" }).filter((text) => !text.includes("\0")),
    fc.constant(null),
  );
  const key = fc.string({ unit: "grapheme-ascii" }).filter((name) => name !== "__proto__");
  fc.assert(
    fc.property(fc.array(fc.dictionary(key, value)), fc.integer({ min: 1, max: 50 }), (list, size) => {
      const wanted = list.map((item) => ({ ...item }));
      expect(read(JSON.stringify({ total_count: 3, results: list }), size)).toEqual(wanted);
    }),
  );
});

test.each([
  ['[{"a":1},{"b"', "json_interrompu", "après l'enregistrement n° 1"],
  ['{"results":[', "json_interrompu", "avant son premier enregistrement"],
  ['{"type":"FeatureCollection","features":[{"a":1}]}', "json_sans_enregistrement", "GeoJSON"],
  ["[1,2]", "json_sans_enregistrement", "n° 1"],
  ['[{"a":1},"b"]', "json_sans_enregistrement", "n° 2"],
  ["[".repeat(100), "json_sans_enregistrement", "n° 1"],
  [`{"a":${"[".repeat(100)}`, "json_sans_enregistrement", "niveaux"],
  ['[{"a":"x\\u0000"}]', "caractere_nul", "n° 1"],
  [`[{"a":"${"x".repeat(100_001)}"}]`, "cellule_trop_longue", "« a »"],
  [
    `[${JSON.stringify(Object.fromEntries(Array.from({ length: 1_001 }, (_, i) => [`k${i}`, 1])))}]`,
    "trop_de_colonnes",
    "1001",
  ],
])("refuses %.40s", (text, code, words) => {
  try {
    read(text);
    expect.unreachable();
  } catch (error) {
    expect(error).toBeInstanceOf(TableError);
    expect(error).toMatchObject({ code, message: expect.stringContaining(words) });
  }
});

test("stops an endless string within the line limit", () => {
  const reader = new JsonRecords();
  reader.push('[{"a":"');
  let pushed = 0;
  expect(() => {
    for (; pushed < 100; pushed++) reader.push("x".repeat(100_000));
  }).toThrow(/dépasse 1000000 caractères/);
  expect(pushed).toBeLessThanOrEqual(11);
});

test("says that text is no JSON", () => {
  expect(() => read("[{a:1}]")).toThrow(JsonSyntaxError);
});

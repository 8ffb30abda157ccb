import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { openTable } from "./open-table.server.ts";
import { TableError } from "./table.ts";

let folder = "";
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "ancrage-geo-"));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

async function open(text: string) {
  const path = join(folder, "contours.txt");
  await writeFile(path, text);
  return openTable(path);
}

async function rowsOf(text: string) {
  const table = await open(text);
  const rows = [];
  for await (const batch of table.rows()) rows.push(...batch);
  return { columns: table.columns, rows };
}

const square = [
  [0, 0],
  [0, 1],
  [1, 1],
  [0, 0],
];

test("reads the features of a GeoJSON collection, geometry last", async () => {
  const geometry = { type: "Polygon", coordinates: [square] };
  const text = JSON.stringify({
    type: "FeatureCollection",
    features: [
      { type: "Feature", properties: { code: "961", nom: "Haute-Amarre" }, geometry },
      { type: "Feature", properties: { code: 962 }, geometry: null },
    ],
  });
  const { columns, rows } = await rowsOf(text);
  expect(columns).toEqual(["code", "nom", "geometry"]);
  expect(rows).toEqual([
    { line: 1, cells: ["961", "Haute-Amarre", JSON.stringify(geometry)] },
    { line: 2, cells: ["962", null, null] },
  ]);
});

test("unfolds the arcs of a TopoJSON topology", async () => {
  const text = JSON.stringify({
    type: "Topology",
    arcs: [square],
    objects: {
      academies: {
        type: "GeometryCollection",
        geometries: [{ type: "Polygon", arcs: [[0]], properties: { code_academie: "96" } }],
      },
    },
  });
  const { columns, rows } = await rowsOf(text);
  expect(columns).toEqual(["code_academie", "geometry"]);
  expect(JSON.parse(rows[0]?.cells[1] ?? "")).toEqual({ type: "Polygon", coordinates: [square] });
});

test("says in a sentence that a file of outlines is cut or empty", async () => {
  await expect(open('{"type":"FeatureCollection","features":[{"type":')).rejects.toThrow(TableError);
  await expect(open('{"type":"FeatureCollection","features":[{"type":')).rejects.toThrow("incomplet");
  await expect(open('{"type":"FeatureCollection","features":[]}')).rejects.toThrow("aucun contour");
});

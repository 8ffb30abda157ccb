import { readFile, stat } from "node:fs/promises";
import type { Feature } from "geojson";
import { feature } from "topojson-client";
import type { GeometryCollection, Topology } from "topojson-specification";
import { duplicateHeaders } from "./headers.ts";
import {
  BATCH_ROWS,
  demandReasonableWidth,
  type Table,
  type TableEncoding,
  TableError,
  type TableRow,
} from "./table.ts";

/** Simplified outlines of a country weigh some megabytes; beyond this the file is a survey, not a map background. */
const GEO_BYTES = 60_000_000;
/** Name of the column that holds the geometry, as GeoJSON text; a property of that name is hidden by it. */
const GEOMETRY = "geometry";

/** True when the first characters of a JSON file are those of GeoJSON features or of a TopoJSON topology. */
export function isGeo(head: string): boolean {
  return /^\s*\{\s*"type"\s*:\s*"(FeatureCollection|Topology)"/.test(head);
}

/**
 * Opens a GeoJSON FeatureCollection or a TopoJSON Topology as a table: one record a feature, its properties as columns,
 * its geometry in the last one as GeoJSON text (longitude first). A topology with several layers gives them one after
 * the other. Held in memory: 60 MB at most. Throws `TableError` for what cannot be read.
 */
export async function openGeoTable(path: string, encoding: TableEncoding): Promise<Table> {
  const features = await readFeatures(path);
  const columns = [...new Set(features.flatMap(({ properties }) => Object.keys(properties ?? {}))), GEOMETRY];
  demandReasonableWidth(columns.length);
  return {
    format: "json",
    encoding,
    columns,
    duplicateColumns: duplicateHeaders(columns),
    async *rows(signal) {
      for (let start = 0; start < features.length; start += BATCH_ROWS) {
        signal?.throwIfAborted();
        yield features
          .slice(start, start + BATCH_ROWS)
          .map((one, index) => rowOf(one, start + index + 1, columns));
      }
    },
  };
}

async function readFeatures(path: string): Promise<Feature[]> {
  const { size } = await stat(path);
  if (size > GEO_BYTES) {
    throw new TableError(
      "autre_format",
      "Ce fichier de contours dépasse 60 Mo : prenez une version simplifiée, faite pour un fond de carte.",
    );
  }
  let parsed: unknown;
  try {
    parsed = JSON.parse((await readFile(path, "utf8")).replace(/^\uFEFF/, ""));
  } catch {
    throw new TableError(
      "json_interrompu",
      "Ce fichier de contours est incomplet ou abîmé : téléchargez-le à nouveau, puis déposez-le.",
    );
  }
  const features = isTopology(parsed) ? unfold(parsed) : (parsed as { features?: Feature[] }).features;
  if (!Array.isArray(features) || features.length === 0)
    throw new TableError("json_sans_enregistrement", "Ce fichier ne contient aucun contour.");
  return features;
}

function isTopology(parsed: unknown): parsed is Topology {
  return typeof parsed === "object" && parsed !== null && "objects" in parsed && "arcs" in parsed;
}

function unfold(topology: Topology): Feature[] {
  return Object.values(topology.objects).flatMap((layer) =>
    layer.type === "GeometryCollection" ? feature(topology, layer as GeometryCollection).features : [],
  );
}

function rowOf({ properties, geometry }: Feature, line: number, columns: readonly string[]): TableRow {
  const cells = columns.map((column) => {
    if (column === GEOMETRY) return geometry ? JSON.stringify(geometry) : null;
    const value: unknown = properties?.[column];
    return value === null || value === undefined ? null : String(value);
  });
  return { line, cells };
}

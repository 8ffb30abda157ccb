import type { Feature, FeatureCollection, Point } from "geojson";
import { formatNombre, pluriel } from "../format/format.ts";

export interface CarteInteractive {
  readonly titre: string;
  /** Address that answers `{ columns: ["uai","nom","type","lon","lat"], rows: [...] }`. */
  readonly donnees: string;
  /** The `type` codes that are told apart, one to four; any other is drawn as « Autres ». */
  readonly categories: readonly { readonly code: string; readonly libelle: string }[];
  /** Start of the address of a point, before its UAI: "/structures/". */
  readonly lien: string;
  /** Contours drawn under the points: a GeoJSON, or its address. */
  readonly contours?: string | FeatureCollection;
}

/** What the address of a `PointMap` answers: names once, then bare lines, a third of the same in objects. */
export interface PointAnswer {
  readonly columns: readonly string[];
  readonly rows: readonly (readonly (string | number | null)[])[];
}

export interface PointProperties {
  readonly uai: string;
  readonly nom: string;
  /** Rank of the category; the number of categories for any other type. */
  readonly classe: number;
}

export type Points = FeatureCollection<Point, PointProperties>;

const NEEDED = ["uai", "nom", "type", "lon", "lat"] as const;

/** Lines without coordinates are left out of the map, and told by `summarizePoints`. */
export function readPoints({ columns, rows }: PointAnswer, codes: readonly string[]): Points {
  const at = NEEDED.map((name) => columns.indexOf(name));
  if (at.includes(-1))
    throw new TypeError(`columns ${NEEDED.join(", ")} expected, not ${columns.join(", ")}`);
  const [uai = 0, nom = 0, type = 0, lon = 0, lat = 0] = at;
  const features: Feature<Point, PointProperties>[] = [];
  for (const row of rows) {
    const [x, y] = [row[lon], row[lat]];
    if (typeof x !== "number" || typeof y !== "number") continue;
    const rank = codes.indexOf(String(row[type]));
    features.push({
      type: "Feature",
      geometry: { type: "Point", coordinates: [x, y] },
      properties: {
        uai: String(row[uai]),
        nom: String(row[nom]),
        classe: rank === -1 ? codes.length : rank,
      },
    });
  }
  return { type: "FeatureCollection", features };
}

export function summarizePoints(placed: number, received: number): string {
  const lost = received - placed;
  const without = lost === 0 ? "" : `\u00a0; ${formatNombre(lost)} sans coordonnées`;
  return `${pluriel(placed, "structure placée", "structures placées")}${without}. Agrandissez pour séparer les groupes, choisissez un point pour ouvrir sa fiche. Au clavier\u00a0: flèches pour se déplacer, + et − pour agrandir et réduire.`;
}

/** West, south, east, north. A lone point is given some ground around it. */
export function boundsOf({ features }: Points): [number, number, number, number] {
  const bounds: [number, number, number, number] = [
    Number.POSITIVE_INFINITY,
    Number.POSITIVE_INFINITY,
    Number.NEGATIVE_INFINITY,
    Number.NEGATIVE_INFINITY,
  ];
  for (const { geometry } of features) {
    const [lon = 0, lat = 0] = geometry.coordinates;
    bounds[0] = Math.min(bounds[0], lon - 0.02);
    bounds[1] = Math.min(bounds[1], lat - 0.02);
    bounds[2] = Math.max(bounds[2], lon + 0.02);
    bounds[3] = Math.max(bounds[3], lat + 0.02);
  }
  // Nothing to show: the métropole and the sea west of it.
  return features.length === 0 ? [-9, 41, 10, 51.5] : bounds;
}

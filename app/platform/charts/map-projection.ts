import { type GeoProjection, geoArea, geoCentroid, geoConicConformal, geoMercator, geoPath } from "d3-geo";
import type { MultiPolygon, Polygon, Position } from "geojson";

export type Contour = Polygon | MultiPolygon;

/** A part of France that is drawn at its own scale. */
interface Territoire {
  readonly nom: string;
  /** West, south, east, north, in degrees. */
  readonly cadre: readonly [number, number, number, number];
}

/** The frame of the métropole leaves room at sea, west of Brittany, where the demonstration lies. */
const METROPOLE: Territoire = { nom: "Métropole", cadre: [-11, 40.5, 11, 52] };
const TERRITOIRES: readonly Territoire[] = [
  METROPOLE,
  { nom: "Guadeloupe", cadre: [-61.95, 15.7, -60.9, 16.7] },
  { nom: "Martinique", cadre: [-61.4, 14.2, -60.6, 15] },
  { nom: "Guyane", cadre: [-55, 2, -51, 6] },
  { nom: "La Réunion", cadre: [55, -21.6, 56, -20.6] },
  { nom: "Mayotte", cadre: [44.8, -13.2, 45.5, -12.4] },
  { nom: "Saint-Pierre-et-Miquelon", cadre: [-57, 46.5, -56, 47.5] },
  { nom: "Saint-Martin et Saint-Barthélemy", cadre: [-63.4, 17.7, -62.6, 18.3] },
  { nom: "Nouvelle-Calédonie", cadre: [163, -23, 169, -19] },
  { nom: "Polynésie française", cadre: [-155, -28, -134, -7] },
  { nom: "Wallis-et-Futuna", cadre: [-179, -15, -176, -13] },
];
const AILLEURS = "Autres territoires";

export function territoireOf([lon = Number.NaN, lat = Number.NaN]: Position): string {
  const found = TERRITOIRES.find(
    ({ cadre: [west, south, east, north] }) => lon >= west && lon <= east && lat >= south && lat <= north,
  );
  return found?.nom ?? AILLEURS;
}

/**
 * The same contour with each ring turned as d3 wants it: on a sphere, a ring the wrong way round is everything but the
 * area. Files come either way.
 */
export function turnRings(contour: Contour): MultiPolygon {
  const polygons = contour.type === "Polygon" ? [contour.coordinates] : contour.coordinates;
  return {
    type: "MultiPolygon",
    coordinates: polygons.map((rings) =>
      rings.map((ring, index) => {
        const outside = geoArea({ type: "Polygon", coordinates: [ring] }) > 2 * Math.PI;
        return outside === (index === 0) ? [...ring].reverse() : ring;
      }),
    ),
  };
}

/** Area where a part of the map is drawn: left, top, right, bottom. */
export type Place = readonly [number, number, number, number];

/** Half a degree at least: a lone point has no scale of its own. */
const LEAST_DEGREES = 0.5;

/**
 * Projection that shows these positions as large as a place allows, centred in it. Lambert's conic for the métropole,
 * as on French maps; elsewhere Mercator, which keeps shapes too.
 */
export function fitPositions(nom: string, positions: readonly Position[], place: Place): GeoProjection {
  const projection =
    nom === METROPOLE.nom ? geoConicConformal().parallels([44, 49]).rotate([-3, 0]) : geoMercator();
  const [left, top, right, bottom] = place;
  return projection.fitExtent(
    [
      [left, top],
      [right, bottom],
    ],
    { type: "MultiPoint", coordinates: widened(positions) },
  );
}

function widened(positions: readonly Position[]): Position[] {
  const lons = positions.map(([lon = 0]) => lon);
  const lats = positions.map(([, lat = 0]) => lat);
  const [west, east] = [least(lons), -least(lons.map((lon) => -lon))];
  const [south, north] = [least(lats), -least(lats.map((lat) => -lat))];
  if (east - west >= LEAST_DEGREES || north - south >= LEAST_DEGREES) return [...positions];
  const [lon, lat] = [(west + east) / 2, (south + north) / 2];
  // Wider than high: a lone point needs no tall picture.
  const [wide, high] = [LEAST_DEGREES, LEAST_DEGREES / 6];
  return [...positions, [lon - wide, lat - high], [lon + wide, lat + high]];
}

const least = (values: readonly number[]) => values.reduce((low, value) => Math.min(low, value), Infinity);

/** How high a picture of these positions is, for a width of 1. */
export function proportionOf(nom: string, positions: readonly Position[]): number {
  const projection = fitPositions(nom, positions, [0, 0, 1000, 1000]);
  const [[left, top], [right, bottom]] = geoPath(projection).bounds({
    type: "MultiPoint",
    coordinates: widened(positions),
  });
  return (bottom - top) / Math.max(right - left, 1);
}

export const centreOf = (contour: MultiPolygon): Position => geoCentroid(contour);

export const positionsOf = (contour: MultiPolygon): Position[] =>
  contour.coordinates.flatMap((rings) => rings[0] ?? []);

/** Nearer than this (pixels), two corners are one: a département drawn small needs no hundred corners. */
const FINEST = 0.8;

/** The path of a contour, without the corners that nobody would see. */
export function contourPath(projection: GeoProjection, contour: MultiPolygon): string {
  let d = "";
  let [lastX, lastY] = [Number.NaN, Number.NaN];
  const one = (value: number) => Math.round(value * 10) / 10;
  const pen = {
    beginPath() {},
    moveTo(x: number, y: number) {
      d += `M${one(x)} ${one(y)}`;
      [lastX, lastY] = [x, y];
    },
    lineTo(x: number, y: number) {
      if (Math.hypot(x - lastX, y - lastY) < FINEST) return;
      d += `L${one(x)} ${one(y)}`;
      [lastX, lastY] = [x, y];
    },
    closePath() {
      d += "Z";
    },
    arc() {},
  };
  geoPath(projection, pen)(contour);
  return d;
}

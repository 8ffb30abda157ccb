import type { MultiPolygon, Polygon, Position } from "geojson";

export type Contour = Polygon | MultiPolygon;

/** Degrees from which two points are told apart on a map 480 pixels wide of that many départements. */
export function finesse(territoires: number): number {
  if (territoires > 12) return 0.01;
  return territoires > 3 ? 0.004 : 0.002;
}

/**
 * The contour on a grid of `pas` degrees: what a small map cannot show is not sent. Every point is rounded alike, so
 * that neighbours keep the border that they share. A ring too small for the grid goes, the largest of all stays.
 */
export function simplifierContour(contour: Contour, pas: number): MultiPolygon {
  const polygons = contour.type === "Polygon" ? [contour.coordinates] : contour.coordinates;
  const kept = polygons.flatMap((rings) => {
    const [outer, ...holes] = rings.map((ring) => simplifierAnneau(ring, pas));
    return outer && outer.length > 3 ? [[outer, ...holes.filter(({ length }) => length > 3)]] : [];
  });
  if (kept.length > 0) return { type: "MultiPolygon", coordinates: kept };
  const largest = polygons.reduce<Position[][]>(
    (best, rings) => ((rings[0]?.length ?? 0) > (best[0]?.length ?? 0) ? rings : best),
    [],
  );
  return { type: "MultiPolygon", coordinates: [largest] };
}

function simplifierAnneau(ring: readonly Position[], pas: number): Position[] {
  const decimals = Math.max(0, Math.ceil(-Math.log10(pas)));
  const onGrid = (degrees: number) => Number((Math.round(degrees / pas) * pas).toFixed(decimals));
  const kept: Position[] = [];
  for (const [lon = 0, lat = 0] of ring) {
    const point = [onGrid(lon), onGrid(lat)];
    const last = kept.at(-1);
    if (last?.[0] !== point[0] || last?.[1] !== point[1]) kept.push(point);
  }
  return kept;
}

/** Several contours as one territory. */
export function reunirContours(contours: readonly MultiPolygon[]): MultiPolygon {
  return { type: "MultiPolygon", coordinates: contours.flatMap(({ coordinates }) => coordinates) };
}

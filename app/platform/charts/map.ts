import type { MultiPolygon, Position } from "geojson";
import { type Anchor, type Precision, valeurLue } from "./chart-text.ts";
import { type Allure, MOST_SERIES, pointsPath } from "./dots.ts";
import { classOf, valueEdges } from "./map-classes.ts";
import {
  type Contour,
  centreOf,
  contourPath,
  fitPositions,
  type Place,
  positionsOf,
  proportionOf,
  territoireOf,
  turnRings,
} from "./map-projection.ts";

export interface Zone {
  readonly code: string;
  readonly libelle: string;
  readonly contour: Contour;
  /** Null or absent: hatched, and told. */
  readonly valeur?: number | null;
  readonly mention?: string;
  readonly href?: string;
}

export interface PointCarte {
  readonly libelle: string;
  readonly lon: number | null;
  readonly lat: number | null;
  readonly href?: string;
}

export interface Carte {
  readonly titre: string;
  readonly source?: string | undefined;
  readonly zones?: readonly Zone[];
  /** What `zone.valeur` is; without it areas are plain contours. */
  readonly valeurs?: Precision & { readonly libelle: string };
  /** Up to twelve, told apart by their shapes unless they say how they look; thousands of points in all. */
  readonly categories?: readonly {
    readonly libelle: string;
    readonly points: readonly PointCarte[];
    readonly allure?: Allure;
  }[];
  readonly misEnAvant?: { readonly libelle: string; readonly lon: number; readonly lat: number };
}

export interface MapPart {
  readonly nom: string;
  readonly zones: readonly { code: string; d: string; classe: number | null; label: string }[];
  readonly dots: readonly string[];
  readonly vedette: { x: number; y: number; label: string; anchor: Anchor } | null;
  /** Where the name of an inset is written. */
  readonly titre: { x: number; y: number } | null;
}

export interface MapPlot {
  readonly width: number;
  readonly height: number;
  readonly parts: readonly MapPart[];
  /** Edges of the classes of values: class i goes from `edges[i]` to `edges[i + 1]`. */
  readonly edges: readonly number[];
  readonly missing: boolean;
}

const WIDTH = 480;
const TALLEST = 520;
const LOWEST = 220;
const EDGE = 10;
const INSET = 96;
/** Half of the size of a drawn mark. */
const REACH = 4;

interface Group {
  readonly nom: string;
  readonly zones: { zone: Zone; contour: MultiPolygon }[];
  readonly points: Position[][];
  readonly vedette: Position | null;
}

export const positionOf = ({ lon, lat }: PointCarte): Position | null =>
  lon === null || lat === null ? null : [lon, lat];

/** Territories far apart are drawn each at its own scale: the one that holds most in the large frame, the others below. */
export function placeMap(carte: Carte): MapPlot {
  const { zones = [], categories = [], valeurs } = carte;
  if (categories.length > MOST_SERIES) {
    throw new RangeError(`${categories.length} categories: at most ${MOST_SERIES} are told apart`);
  }
  const groups = groupByTerritoire(carte);
  const [main, ...others] = groups;
  const edges = valeurs ? valueEdges(zones, valeurs.decimales) : [];
  if (!main) return { width: WIDTH, height: LOWEST, parts: [], edges, missing: false };
  const tall = (WIDTH - 2 * EDGE) * proportionOf(main.nom, everyPosition(main)) + 2 * EDGE;
  const height = Math.round(Math.max(LOWEST, Math.min(TALLEST, tall)));
  const perRow = Math.floor(WIDTH / INSET);
  const insets = others.map((group, index) => {
    const left = (index % perRow) * INSET;
    const top = height + Math.floor(index / perRow) * (INSET + 24) + 20;
    return drawGroup(group, [left + 4, top, left + INSET - 4, top + INSET - 8], edges, carte, true);
  });
  return {
    width: WIDTH,
    height: height + Math.ceil(others.length / perRow) * (INSET + 24),
    parts: [drawGroup(main, [EDGE, EDGE, WIDTH - EDGE, height - EDGE], edges, carte, false), ...insets],
    edges,
    missing: valeurs !== undefined && zones.some(({ valeur = null }) => valeur === null),
  };
}

function groupByTerritoire({ zones = [], categories = [], misEnAvant }: Carte): Group[] {
  const groups = new Map<string, { -readonly [Key in keyof Group]: Group[Key] }>();
  const at = (position: Position) => {
    const nom = territoireOf(position);
    const group = groups.get(nom) ?? { nom, zones: [], points: categories.map(() => []), vedette: null };
    groups.set(nom, group);
    return group;
  };
  for (const zone of zones) {
    const contour = turnRings(zone.contour);
    if (positionsOf(contour).length > 0) at(centreOf(contour)).zones.push({ zone, contour });
  }
  categories.forEach(({ points }, index) => {
    for (const point of points) {
      const position = positionOf(point);
      if (position) at(position).points[index]?.push(position);
    }
  });
  if (misEnAvant) {
    const position = [misEnAvant.lon, misEnAvant.lat];
    at(position).vedette = position;
  }
  const weight = ({ zones, points }: Group) =>
    zones.length + points.reduce((sum, { length }) => sum + length, 0);
  return [...groups.values()].sort((a, b) => weight(b) - weight(a));
}

const everyPosition = ({ zones, points, vedette }: Group): Position[] => [
  ...zones.flatMap(({ contour }) => positionsOf(contour)),
  ...points.flat(),
  ...(vedette ? [vedette] : []),
];

function drawGroup(
  group: Group,
  place: Place,
  edges: readonly number[],
  carte: Carte,
  inset: boolean,
): MapPart {
  const projection = fitPositions(group.nom, everyPosition(group), place);
  const at = (position: Position) => {
    const [x = 0, y = 0] = projection([position[0] ?? 0, position[1] ?? 0]) ?? [];
    return [Math.round(x * 10) / 10, Math.round(y * 10) / 10] as const;
  };
  const spot = group.vedette ? at(group.vedette) : null;
  return {
    nom: group.nom,
    zones: group.zones.map(({ zone, contour }) => ({
      code: zone.code,
      d: contourPath(projection, contour),
      classe: classOf(zone.valeur ?? null, edges),
      label: carte.valeurs ? `${zone.libelle}\u00a0: ${valeurLue(zone, carte.valeurs)}` : zone.libelle,
    })),
    dots: group.points.map((positions, index) =>
      pointsPath(positions.map(at), carte.categories?.[index]?.allure ?? { serie: index }, REACH),
    ),
    vedette: spot && {
      x: spot[0],
      y: spot[1],
      label: carte.misEnAvant?.libelle ?? "",
      anchor: spot[0] > WIDTH / 2 ? "end" : "start",
    },
    titre: inset ? { x: place[0], y: place[1] - 6 } : null,
  };
}

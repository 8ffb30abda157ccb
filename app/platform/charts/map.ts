import { scaleLinear } from "d3-scale";
import type { MultiPolygon, Position } from "geojson";
import { formatNombre, pluriel } from "../format/format.ts";
import type { ChartTable } from "./chart-table.ts";
import { type Anchor, NON_PUBLIEE, type Precision, tickLabels, titled, withUnit } from "./chart-text.ts";
import { dotsPath } from "./dots.ts";
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
  /** One to four, up to 3 000 points in all. */
  readonly categories?: readonly { readonly libelle: string; readonly points: readonly PointCarte[] }[];
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
const MOST_CATEGORIES = 4;
const MOST_CLASSES = 5;
/** Lines that a table shows before the list of points goes to the CSV alone. */
const MOST_LINES = 100;

interface Group {
  readonly nom: string;
  readonly zones: { zone: Zone; contour: MultiPolygon }[];
  readonly points: Position[][];
  readonly vedette: Position | null;
}

const positionOf = ({ lon, lat }: PointCarte): Position | null =>
  lon === null || lat === null ? null : [lon, lat];

/** Territories far apart are drawn each at its own scale: the one that holds most in the large frame, the others below. */
export function placeMap(carte: Carte): MapPlot {
  const { zones = [], categories = [], valeurs } = carte;
  if (categories.length > MOST_CATEGORIES) {
    throw new RangeError(`${categories.length} categories: at most ${MOST_CATEGORIES} are told apart`);
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
    dots: group.points.map((positions) => dotsPath(positions.map(at))),
    vedette: spot && {
      x: spot[0],
      y: spot[1],
      label: carte.misEnAvant?.libelle ?? "",
      anchor: spot[0] > WIDTH / 2 ? "end" : "start",
    },
    titre: inset ? { x: place[0], y: place[1] - 6 } : null,
  };
}

/** Round edges at equal steps, at most five classes: what a class means is read without a table. */
export function valueEdges(zones: readonly Pick<Zone, "valeur">[], decimales: number): number[] {
  const values = zones.flatMap(({ valeur = null }) => (valeur === null ? [] : [valeur]));
  if (values.length === 0) return [];
  const low = least(values);
  const high = -least(values.map((value) => -value));
  // Values written alike are one class, whatever the last bits of a mean.
  if (high - low < 10 ** -decimales) return [low, high];
  for (let count = MOST_CLASSES; count > 1; count--) {
    const scale = scaleLinear([low, high], [0, 1]).nice(count);
    const ticks = scale.ticks(count);
    const covers = (ticks[0] ?? high) <= low && (ticks.at(-1) ?? low) >= high;
    if (covers && ticks.length - 1 <= MOST_CLASSES) return ticks;
  }
  return [low, high];
}

const least = (values: readonly number[]) => values.reduce((low, value) => Math.min(low, value));

/** A class holds its lower edge; the last one holds both. */
export function classOf(value: number | null, edges: readonly number[]): number | null {
  if (value === null || edges.length === 0) return null;
  const above = edges.findIndex((edge, index) => index > 0 && value < edge);
  return above === -1 ? edges.length - 2 : above - 1;
}

/** @example classLabels([80, 90, 100], precision) // ["de 80 à moins de 90", "de 90 à 100"] */
export function classLabels(edges: readonly number[], { unite, decimales }: Precision): string[] {
  const numbers =
    edges.length === 2 ? edges.map((edge) => formatNombre(edge, decimales)) : tickLabels(edges, decimales);
  const texts = numbers.map((text) => (unite === "" ? text : `${text}\u00a0${unite}`));
  return texts.slice(0, -1).map((from, index) => {
    const to = texts[index + 1] ?? from;
    if (from === to) return from;
    return `de ${from} à ${index === texts.length - 2 ? "" : "moins de "}${to}`;
  });
}

/** Which of the five tones a class takes, so that few classes stay far apart. */
export function toneOf(classe: number, classes: number): number {
  return classes < 2 ? 3 : 1 + Math.round((classe * (MOST_CLASSES - 1)) / (classes - 1));
}

function valeurLue({ valeur = null, mention = NON_PUBLIEE }: Zone, precision: Precision): string {
  return valeur === null ? mention : withUnit(valeur, precision);
}

export function summarizeMap({ zones = [], valeurs, categories = [], misEnAvant }: Carte): string {
  const parts: string[] = [];
  const values = zones.flatMap(({ valeur = null }) => (valeur === null ? [] : [valeur]));
  if (valeurs) {
    const range =
      values.length === 0
        ? "aucune valeur publiée"
        : `de ${withUnit(least(values), valeurs)} à ${withUnit(-least(values.map((value) => -value)), valeurs)}`;
    parts.push(
      `${valeurs.libelle}\u00a0: ${range}, ${pluriel(values.length, "territoire")} sur ${formatNombre(zones.length)}`,
    );
  }
  const points = categories.flatMap((categorie) => categorie.points);
  const placed = points.filter((point) => positionOf(point));
  if (categories.length > 0) {
    parts.push(pluriel(placed.length, "point placé", "points placés"));
    const lost = points.length - placed.length;
    if (lost > 0) parts.push(`${formatNombre(lost)} sans coordonnées`);
  }
  if (misEnAvant) parts.push(`mis en évidence\u00a0: ${misEnAvant.libelle}`);
  return `${parts.join("\u00a0; ") || pluriel(zones.length, "territoire")}.`;
}

/** Areas and their values; else points, all of them for the CSV, their counts when a page cannot list them. */
export function tabulateMap(carte: Carte, whole: boolean): ChartTable {
  const { zones = [], valeurs, categories = [] } = carte;
  const linked = ({ libelle, href }: { libelle: string; href?: string }) =>
    href === undefined || whole ? libelle : { texte: libelle, href };
  if (valeurs || categories.length === 0) {
    const { unite = "", decimales = 0, libelle = "Valeur" } = valeurs ?? {};
    return {
      colonnes: [
        { libelle: "Code" },
        { libelle: "Territoire" },
        ...(valeurs ? [{ libelle: titled(libelle, unite), nombre: true }] : []),
      ],
      lignes: zones.map((zone) => [
        zone.code,
        linked(zone),
        ...(valeurs ? [valeurLue(zone, { unite: "", decimales })] : []),
      ]),
    };
  }
  const count = categories.reduce((sum, { points }) => sum + points.length, 0);
  return whole || count <= MOST_LINES ? listPoints(carte, linked) : countPoints(carte);
}

function listPoints(
  { categories = [] }: Carte,
  linked: (point: PointCarte) => string | { texte: string; href: string },
): ChartTable {
  const degrees = (value: number | null) => (value === null ? "" : formatNombre(value, 5));
  return {
    colonnes: [
      { libelle: "Nom" },
      { libelle: "Catégorie" },
      { libelle: "Longitude", nombre: true },
      { libelle: "Latitude", nombre: true },
    ],
    lignes: categories.flatMap(({ libelle, points }) =>
      points.map((point) => [linked(point), libelle, degrees(point.lon), degrees(point.lat)]),
    ),
  };
}

function countPoints({ categories = [] }: Carte): ChartTable {
  return {
    colonnes: [
      { libelle: "Catégorie" },
      { libelle: "Points placés", nombre: true },
      { libelle: "Sans coordonnées", nombre: true },
    ],
    lignes: categories.map(({ libelle, points }) => {
      const placed = points.filter((point) => positionOf(point)).length;
      return [libelle, formatNombre(placed), formatNombre(points.length - placed)];
    }),
  };
}

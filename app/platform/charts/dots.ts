/** A place on an integer grid, so that a dot costs ten characters. */
type Spot = readonly [number, number];

/** Dots as lines of no length, whose caps are drawn. @example dotsPath([[12, 40]]) // "M12 40h0" */
export function dotsPath(places: readonly Spot[]): string {
  return places.map(([x, y]) => `M${x} ${y}h0`).join("");
}

/** Places may have a decimal: subtractions must not bring fifteen more. */
const at = (x: number, y: number) => `M${Math.round(x * 10) / 10} ${Math.round(y * 10) / 10}`;
const plus = (x: number, y: number, r: number) => `${at(x - r, y)}h${2 * r}m${-r} ${-r}v${2 * r}`;
const cross = (x: number, y: number, r: number) =>
  `${at(x - r, y - r)}l${2 * r} ${2 * r}m0 ${-2 * r}l${-2 * r} ${2 * r}`;

/** What four dots do not tell apart is drawn with strokes, in the order of the series that follow them. */
const FIGURES: readonly ((x: number, y: number, r: number) => string)[] = [
  plus,
  cross,
  (x, y, r) => `${at(x, y - r)}l${r} ${2 * r}h${-2 * r}z`,
  (x, y, r) => `${at(x, y - r)}l${r} ${r} ${-r} ${r} ${-r} ${-r}z`,
  (x, y, r) => `${at(x - r, y)}h${2 * r}`,
  (x, y, r) => `${at(x, y - r)}v${2 * r}`,
  (x, y, r) => `${at(x, y + r)}l${r} ${-2 * r}h${-2 * r}z`,
  (x, y, r) => plus(x, y, r) + cross(x, y, r),
];

/** Series that are drawn as dots; strokes draw the others. */
export const DOT_SERIES = 4;
/** Most series that shapes keep apart. */
export const MOST_SERIES = DOT_SERIES + FIGURES.length;

/**
 * Thousands of marks of one series as one path.
 *
 * @param serie from 0 to `MOST_SERIES` − 1. @param reach half of the size of a drawn figure, in units of the grid.
 */
function marksPath(places: readonly Spot[], serie: number, reach: number): string {
  if (serie >= MOST_SERIES) throw new RangeError(`series ${serie}: at most ${MOST_SERIES} are told apart`);
  const figure = FIGURES[serie - DOT_SERIES];
  return figure ? places.map(([x, y]) => figure(x, y, reach)).join("") : dotsPath(places);
}

/**
 * How a group of points looks: one of the series, one of five tones of a value (which grow as they darken, so that the
 * order is seen without colours), a value that is not known, or a discreet ground for the others.
 */
export type Allure = { readonly serie: number } | { readonly ton: number } | "inconnu" | "discret";

/** An oblique cross. */
const UNKNOWN = 5;

/** Path of a group, as `Points` draws it. @param reach half of the size of a drawn figure. */
export function pointsPath(places: readonly Spot[], allure: Allure, reach: number): string {
  if (allure === "inconnu") return marksPath(places, UNKNOWN, reach);
  return typeof allure === "object" && "serie" in allure
    ? marksPath(places, allure.serie, reach)
    : dotsPath(places);
}

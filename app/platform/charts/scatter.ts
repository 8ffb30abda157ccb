import { scaleLinear } from "d3-scale";
import { formatNombre } from "../format/format.ts";
import type { ChartTable } from "./chart-table.ts";
import { type Anchor, NON_PUBLIEE, round, tickLabels, titled, withUnit } from "./chart-text.ts";
import { dotsPath } from "./dots.ts";
import { spread } from "./spread.ts";

export interface Axe {
  readonly libelle: string;
  readonly unite: string;
  readonly decimales: number;
}

export interface PointNuage {
  /** Null: the point is counted, and not drawn. */
  readonly x: number | null;
  readonly y: number | null;
  /** Its name in the CSV. */
  readonly libelle?: string;
}

export interface PointNomme extends PointNuage {
  readonly libelle: string;
  readonly href?: string;
}

export interface Nuage {
  readonly titre: string;
  readonly source?: string | undefined;
  readonly axeX: Axe;
  readonly axeY: Axe;
  /** Plural noun; « structures » by default. */
  readonly libellePoints?: string;
  /** One to four classes, thousands of points in all. */
  readonly classes: readonly { readonly libelle: string; readonly points: readonly PointNuage[] }[];
  /** At most six, called by their names. */
  readonly misEnAvant?: readonly PointNomme[];
  readonly reperes?: readonly {
    readonly axe: "x" | "y";
    readonly valeur: number;
    readonly libelle: string;
  }[];
}

export interface NamedPlace {
  readonly x: number;
  readonly y: number;
  readonly label: string;
  readonly labelY: number;
  readonly anchor: Anchor;
}

export interface ScatterPlot {
  /** One path a class, on a grid of `GRID` × `GRID`. */
  readonly dots: readonly string[];
  readonly xTicks: readonly { at: number; label: string }[];
  readonly yTicks: readonly { at: number; label: string }[];
  readonly named: readonly NamedPlace[];
  readonly reperes: readonly { axe: "x" | "y"; at: number; label: string }[];
}

export const GRID = 1000;
const MOST_CLASSES = 4;
const MOST_NAMED = 6;
/** Share of the height that a label takes. */
const LABEL_GAP = 6;

interface Place {
  readonly x: number;
  readonly y: number;
}
const isPlaced = <P extends PointNuage>(point: P): point is P & Place => point.x !== null && point.y !== null;

/** Places everything in a square of 100 × 100 whose origin is at the top left. */
export function placeScatter(props: Nuage): ScatterPlot {
  const { classes, misEnAvant = [], reperes = [], axeX, axeY } = props;
  if (classes.length > MOST_CLASSES) {
    throw new RangeError(`${classes.length} classes: at most ${MOST_CLASSES} are told apart`);
  }
  if (misEnAvant.length > MOST_NAMED) {
    throw new RangeError(`${misEnAvant.length} names: at most ${MOST_NAMED} stay readable`);
  }
  const drawn = [...classes.flatMap(({ points }) => points), ...misEnAvant].filter(isPlaced);
  const on = (axe: "x" | "y") => [
    ...drawn.map((point) => point[axe]),
    ...reperes.filter((repere) => repere.axe === axe).map(({ valeur }) => valeur),
  ];
  const x = axisScale(on("x"), axeX, [0, 100]);
  const y = axisScale(on("y"), axeY, [100, 0]);
  const grid = (share: number) => Math.round((share / 100) * GRID);
  return {
    dots: classes.map(({ points }) =>
      dotsPath(points.filter(isPlaced).map((point) => [grid(x(point.x)), grid(y(point.y))] as const)),
    ),
    xTicks: ticksOf(x, axeX),
    yTicks: ticksOf(y, axeY),
    named: placeNames(
      misEnAvant.filter(isPlaced).map((point) => ({
        x: round(x(point.x)),
        y: round(y(point.y)),
        label: point.libelle,
      })),
    ),
    reperes: reperes.map(({ axe, valeur, libelle }) => ({
      axe,
      at: round(axe === "x" ? x(valeur) : y(valeur)),
      label: libelle,
    })),
  };
}

type Scale = ReturnType<typeof axisScale>;

function axisScale(values: readonly number[], { decimales }: Axe, range: [number, number]) {
  if (values.length === 0) return scaleLinear([0, 1], range);
  let [low, high] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
  for (const value of values) {
    low = Math.min(low, value);
    high = Math.max(high, value);
  }
  const pad = Math.max(0, (10 * 10 ** -decimales - (high - low)) / 2);
  return scaleLinear([low - pad, high + pad], range).nice(4);
}

function ticksOf(scale: Scale, { decimales }: Axe): { at: number; label: string }[] {
  const ticks = scale.ticks(4);
  const labels = tickLabels(ticks, decimales);
  return ticks.map((tick, index) => ({ at: round(scale(tick)), label: labels[index] ?? "" }));
}

/** Names hang on the side where there is room, and make way for one another. */
function placeNames(points: readonly { x: number; y: number; label: string }[]): NamedPlace[] {
  const side = (left: boolean): NamedPlace[] => {
    const chosen = points.filter(({ x }) => x > 55 === left);
    const places = spread(
      chosen.map(({ y }) => y),
      LABEL_GAP,
      100,
    );
    return chosen.map((point, index) => ({
      ...point,
      labelY: round(places[index] ?? point.y),
      anchor: left ? "end" : "start",
    }));
  };
  return [...side(false), ...side(true)];
}

export function summarizeScatter(props: Nuage): string {
  const { classes, misEnAvant = [], axeX, axeY, libellePoints = "structures" } = props;
  const all = classes.flatMap(({ points }) => points);
  const drawn = all.filter(isPlaced);
  const missing = all.length - drawn.length;
  const named = misEnAvant.map(
    ({ libelle, x, y }) => `${libelle}\u00a0: ${valeurLue(x, axeX)} et ${valeurLue(y, axeY)}`,
  );
  const range = (axe: Axe, values: number[]) =>
    `${axe.libelle}, de ${withUnit(least(values), axe)} à ${withUnit(-least(values.map((value) => -value)), axe)}`;
  const parts = [
    // French has no plural below two.
    drawn.length < 2
      ? ["Aucun point placé", "Un point placé"][drawn.length]
      : `${formatNombre(drawn.length)} ${libellePoints}`,
    ...(drawn.length === 0
      ? []
      : [
          range(
            axeX,
            drawn.map(({ x }) => x),
          ),
          range(
            axeY,
            drawn.map(({ y }) => y),
          ),
        ]),
    ...(missing === 0 ? [] : [`${formatNombre(missing)} sans l’une des deux valeurs`]),
    ...named,
  ];
  return `${parts.join("\u00a0; ")}.`;
}

const least = (values: readonly number[]) => values.reduce((low, value) => Math.min(low, value));

function valeurLue(value: number | null, axe: Axe): string {
  return value === null ? NON_PUBLIEE.toLowerCase() : withUnit(value, axe);
}

/** The points called by their names; the CSV has all of them. */
export function tabulateScatter(props: Nuage, whole: boolean): ChartTable {
  const { classes, misEnAvant = [], axeX, axeY } = props;
  const number = (value: number | null, { decimales }: Axe) =>
    value === null ? NON_PUBLIEE : formatNombre(value, decimales);
  const line = ({ x, y }: PointNuage) => [number(x, axeX), number(y, axeY)];
  const named = misEnAvant.map((point) => [
    point.href === undefined || whole ? point.libelle : { texte: point.libelle, href: point.href },
    ...(whole ? ["Mise en avant"] : []),
    ...line(point),
  ]);
  const others = classes.flatMap(({ libelle, points }) =>
    points.map((point) => [point.libelle ?? "", libelle, ...line(point)]),
  );
  return {
    colonnes: [
      { libelle: "Nom" },
      ...(whole ? [{ libelle: "Classe" }] : []),
      { libelle: titled(axeX.libelle, axeX.unite), nombre: true },
      { libelle: titled(axeY.libelle, axeY.unite), nombre: true },
    ],
    lignes: whole ? [...named, ...others] : named,
  };
}

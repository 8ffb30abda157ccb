import { scaleLinear } from "d3-scale";
import { formatAnneeScolaire, formatNombre } from "../format/format.ts";
import { type Precision, round, tickLabels } from "./chart-text.ts";
import { spread } from "./spread.ts";

export interface PointAnnuel {
  readonly annee: number;
  /** Null is a gap, never a zero. */
  readonly valeur: number | null;
  readonly intervalle?: readonly [number, number] | null;
  /** Why there is no value; « Non publiée » by default. */
  readonly mention?: string;
}

export interface SerieAnnuelle {
  readonly libelle: string;
  /** Label at the end of the line, at most twelve characters. */
  readonly court?: string;
  readonly points: readonly PointAnnuel[];
}

export interface Rupture {
  /** First year of the new series. */
  readonly annee: number;
  readonly motif: string;
}

export interface Evolution extends Precision {
  readonly titre: string;
  readonly source?: string | undefined;
  readonly periode?: "annee_scolaire" | "session";
  /** One to four; the first is the structure or territory looked at, the others are its references. */
  readonly series: readonly SerieAnnuelle[];
  readonly ruptures?: readonly Rupture[];
}

interface PlacedPoint {
  readonly x: number;
  readonly y: number;
  readonly annee: number;
  readonly label: string;
}

export interface PlacedSerie {
  /** Lines between consecutive known years, never through a gap nor a break. */
  readonly lines: string;
  /** Areas of the intervals, and bars of those that stand alone. */
  readonly band: string;
  readonly whiskers: string;
  readonly points: readonly PlacedPoint[];
  readonly direct: { readonly y: number; readonly label: string } | null;
}

/** A point of another series stands where the value would be written above: it goes below. */
export function isCrowded({ annee, y }: PlacedPoint, others: readonly PlacedSerie[]): boolean {
  return others.some(({ points }) =>
    points.some((other) => other.annee === annee && other.y < y && y - other.y < VALUE_ROOM),
  );
}

export interface EvolutionPlot {
  readonly years: readonly { x: number; label: string /** Dropped on a phone. */; ample: boolean }[];
  readonly levels: readonly { y: number; label: string }[];
  readonly series: readonly PlacedSerie[];
  readonly ruptures: readonly { x: number; label: string }[];
}

const MOST_SERIES = 4;
/** Labels of years that fit on a phone. */
const FEW_YEARS = { annee_scolaire: 3, session: 6 };
/** Share of the height that a value takes above its point. */
const VALUE_ROOM = 11;
const LABEL_GAP = 7.5;

const known = (points: readonly PointAnnuel[]) => points.filter(({ valeur }) => valeur !== null);

export function yearLabel(annee: number, periode: Evolution["periode"]): string {
  return periode === "session" ? String(annee) : formatAnneeScolaire(annee);
}

/** Breaks that part two years of the picture, in order. */
export function breaksOf({ ruptures = [], series }: Evolution): Rupture[] {
  const years = series.flatMap(({ points }) => points.map(({ annee }) => annee));
  if (years.length === 0) return [];
  return ruptures
    .filter(({ annee }) => annee > Math.min(...years) && annee <= Math.max(...years))
    .sort((a, b) => a.annee - b.annee);
}

/**
 * Runs of consecutive years that one may join: cut at each missing year and at each break.
 */
export function stretchesOf(
  points: readonly PointAnnuel[],
  ruptures: readonly Pick<Rupture, "annee">[],
): PointAnnuel[][] {
  const stretches: PointAnnuel[][] = [];
  for (const point of [...known(points)].sort((a, b) => a.annee - b.annee)) {
    const before = stretches.at(-1)?.at(-1);
    const joined = before !== undefined && before.annee + 1 === point.annee;
    if (joined && !ruptures.some(({ annee }) => annee === point.annee)) stretches.at(-1)?.push(point);
    else stretches.push([point]);
  }
  return stretches;
}

/** Places everything in a square of 100 × 100 whose origin is at the top left. */
export function placeEvolution(evolution: Evolution): EvolutionPlot {
  const { series, decimales, periode } = evolution;
  if (series.length === 0 || series.length > MOST_SERIES) {
    throw new RangeError(`${series.length} series: 1 to ${MOST_SERIES} are told apart`);
  }
  const years = series.flatMap(({ points }) => points.map(({ annee }) => annee));
  const [first, last] = years.length === 0 ? [0, 0] : [Math.min(...years), Math.max(...years)];
  const x = scaleLinear([first - 0.5, last + 0.5], [0, 100]);
  const y = valueScale(series, decimales);
  const breaks = breaksOf(evolution);
  const ticks = y.ticks(4);
  const labels = tickLabels(ticks, decimales);
  const directs = directLabels(series, (value) => y(value));
  return {
    years: yearTicks(first, last, years.length, FEW_YEARS[periode ?? "annee_scolaire"]).map(
      ({ annee, ample }) => ({
        x: round(x(annee)),
        label: shortYear(annee, periode),
        ample,
      }),
    ),
    levels: ticks.map((tick, index) => ({ y: round(y(tick)), label: labels[index] ?? "" })),
    series: series.map((serie, index) => ({
      ...placeSerie(
        serie,
        breaks,
        (annee) => round(x(annee)),
        (value) => round(y(value)),
        decimales,
      ),
      direct: directs[index] ?? null,
    })),
    ruptures: breaks.map(({ annee }) => ({
      x: round(x(annee - 0.5)),
      label: yearLabel(annee, periode),
    })),
  };
}

function valueScale(series: readonly SerieAnnuelle[], decimales: number) {
  const values = series.flatMap(({ points }) =>
    known(points).flatMap(({ valeur, intervalle }) => [valeur ?? 0, ...(intervalle ?? [])]),
  );
  if (values.length === 0) return scaleLinear([0, 1], [100, 0]);
  const [low, high] = [Math.min(...values), Math.max(...values)];
  // A difference smaller than what is written must not fill the picture.
  const least = 10 * 10 ** -decimales;
  const pad = Math.max(0, (least - (high - low)) / 2);
  const floor = low >= 0 ? Math.max(0, low - pad) : low - pad;
  return scaleLinear([floor, high + pad], [100, 0]).nice(4);
}

function yearTicks(
  first: number,
  last: number,
  count: number,
  few: number,
): { annee: number; ample: boolean }[] {
  if (count === 0) return [];
  const step = Math.ceil((last - first + 1) / few);
  const years = Array.from({ length: last - first + 1 }, (_, index) => first + index);
  const wide = Math.ceil(years.length / 12);
  return years
    .filter((annee) => (last - annee) % wide === 0 || (last - annee) % step === 0)
    .map((annee) => ({ annee, ample: (last - annee) % step !== 0 }));
}

/** @example shortYear(2024, "annee_scolaire") // "2024-25" */
function shortYear(annee: number, periode: Evolution["periode"]): string {
  return periode === "session" ? String(annee) : `${annee}-${String((annee + 1) % 100).padStart(2, "0")}`;
}

function placeSerie(
  serie: SerieAnnuelle,
  breaks: readonly Rupture[],
  x: (annee: number) => number,
  y: (value: number) => number,
  decimales: number,
): Omit<PlacedSerie, "direct"> {
  const stretches = stretchesOf(serie.points, breaks);
  const place = ({ annee, valeur }: PointAnnuel) => `${x(annee)} ${y(valeur ?? 0)}`;
  const joined = stretches.filter(({ length }) => length > 1);
  const bands = stretches.flatMap((stretch) => runsWithInterval(stretch));
  return {
    lines: joined.map((stretch) => `M${stretch.map(place).join("L")}`).join(""),
    band: bands
      .filter(({ length }) => length > 1)
      .map((run) => {
        const high = run.map(({ annee, high }) => `${x(annee)} ${y(high)}`);
        const low = run.map(({ annee, low }) => `${x(annee)} ${y(low)}`).reverse();
        return `M${[...high, ...low].join("L")}Z`;
      })
      .join(""),
    whiskers: bands
      .filter(({ length }) => length === 1)
      .flat()
      .map(({ annee, low, high }) => `M${x(annee)} ${y(low)}V${y(high)}`)
      .join(""),
    points: stretches.flat().map((point) => ({
      x: x(point.annee),
      y: y(point.valeur ?? 0),
      annee: point.annee,
      label: formatNombre(point.valeur ?? 0, decimales),
    })),
  };
}

function runsWithInterval(stretch: readonly PointAnnuel[]): { annee: number; low: number; high: number }[][] {
  const runs: { annee: number; low: number; high: number }[][] = [[]];
  for (const { annee, intervalle } of stretch) {
    if (intervalle) runs.at(-1)?.push({ annee, low: intervalle[0], high: intervalle[1] });
    else runs.push([]);
  }
  return runs.filter(({ length }) => length > 0);
}

/** One series alone has its title: nothing to tell it from. */
function directLabels(series: readonly SerieAnnuelle[], y: (value: number) => number) {
  if (series.length < 2) return [];
  const ends = series.map(({ points }) => stretchesOf(points, []).at(-1)?.at(-1)?.valeur ?? null);
  const places = spread(
    ends.flatMap((valeur) => (valeur === null ? [] : [y(valeur)])),
    LABEL_GAP,
    100,
  );
  let next = 0;
  return ends.map((valeur, index) => {
    if (valeur === null) return null;
    const { court, libelle } = series[index] ?? { libelle: "" };
    const label = court ?? libelle;
    return { y: round(places[next++] ?? 0), label: label.length > 12 ? `${label.slice(0, 11)}…` : label };
  });
}

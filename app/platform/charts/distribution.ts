import { scaleLinear } from "d3-scale";
import { formatNombre } from "../format/format.ts";
import type { ChartTable } from "./chart-table.ts";
import { type Anchor, anchorAt, tickLabels, withUnit } from "./chart-text.ts";

/** The distribution of an indicator among comparable structures, as computed at import. */
export interface Distribution {
  titre: string;
  source?: string | undefined;
  /** "" when the indicator has none. */
  unite: string;
  decimales: number;
  /** Edges of the n bins, ascending: n + 1 values. Each bin holds its lower edge; the last one holds both. */
  bornes: readonly number[];
  effectifs: readonly number[];
  /** Value of the structure looked at, or null when it is not known. */
  valeur: number | null;
  /** « cette structure », or its name. */
  libelleValeur: string;
  quartiles: readonly [number, number, number];
  /** Structures counted. */
  n: number;
}

export interface Bar {
  /** Left edge and width, in percent of the plot. */
  x: number;
  width: number;
  /** Height as a share of the plot, 0 to 1. */
  height: number;
  from: number;
  to: number;
  count: number;
  /** Holds the structure looked at. */
  marked: boolean;
}

export interface DistributionPlot {
  bars: Bar[];
  /** Graduations of the axis, in percent. */
  ticks: { x: number; label: string; anchor: Anchor }[];
  /** Graduations of the counts, as a share of the height. */
  levels: { y: number; label: string }[];
  marker: { x: number; label: string; anchor: Anchor } | null;
  /** Middle half of the structures, in percent. */
  half: { x: number; width: number; median: number };
}

/**
 * Places everything in a plot whose width is 100 (percent) and whose height is 1. The axis widens to show a structure
 * that lies outside of the bins: it must never look as if it were at the edge.
 */
export function placeDistribution(distribution: Distribution): DistributionPlot {
  const { bornes, effectifs, valeur, decimales, quartiles } = distribution;
  if (bornes.length !== effectifs.length + 1 || effectifs.length === 0) {
    throw new RangeError(`${bornes.length} edges do not bound ${effectifs.length} bins`);
  }
  const first = bornes[0] ?? 0;
  const last = bornes.at(-1) ?? 0;
  const x = scaleLinear([Math.min(first, valeur ?? first), Math.max(last, valeur ?? last)], [0, 100]);
  const y = scaleLinear([0, Math.max(...effectifs, 1)], [0, 1]);
  const ticks = x.ticks(4);
  const labels = tickLabels(ticks, decimales);
  const marked = valeur === null ? -1 : binOf(bornes, valeur);
  return {
    bars: effectifs.map((count, index) => {
      const from = bornes[index] ?? 0;
      const to = bornes[index + 1] ?? 0;
      return {
        x: x(from),
        width: x(to) - x(from),
        height: y(count),
        from,
        to,
        count,
        marked: index === marked,
      };
    }),
    ticks: ticks.map((tick, index) => ({
      x: x(tick),
      label: labels[index] ?? "",
      anchor: anchorAt(x(tick), 2),
    })),
    levels: y
      .ticks(3)
      .filter((level) => level > 0 && Number.isInteger(level))
      .map((level) => ({ y: y(level), label: formatNombre(level) })),
    marker:
      valeur === null
        ? null
        : { x: x(valeur), label: withUnit(valeur, distribution), anchor: anchorAt(x(valeur), 25) },
    half: { x: x(quartiles[0]), width: x(quartiles[2]) - x(quartiles[0]), median: x(quartiles[1]) },
  };
}

function binOf(bornes: readonly number[], value: number): number {
  const above = bornes.findIndex((edge) => edge > value);
  if (above > 0) return above - 1;
  return value === bornes.at(-1) ? bornes.length - 2 : -1;
}

export function tabulateDistribution(distribution: Distribution): ChartTable {
  const { bars } = placeDistribution(distribution);
  return {
    colonnes: [{ libelle: "Intervalle" }, { libelle: "Structures", nombre: true }],
    lignes: bars.map(({ from, to, count, marked }) => [
      `de ${withUnit(from, distribution)} à ${withUnit(to, distribution)}${marked ? ` (${distribution.libelleValeur})` : ""}`,
      formatNombre(count),
    ]),
  };
}

/**
 * The chart in one sentence, for those who do not see it and those who do. It states and never judges. Without a
 * label, no structure is marked.
 *
 * @example "48 structures ; la moitié se situe entre 92,1 et 107,3 ; cette structure : 86,4."
 */
export function summarizeDistribution(distribution: Distribution): string {
  const { n, quartiles, valeur, libelleValeur } = distribution;
  const structures = n < 2 ? "structure" : "structures";
  const range = `la moitié se situe entre ${withUnit(quartiles[0], distribution)} et ${withUnit(quartiles[2], distribution)}`;
  const own = valeur === null ? "valeur non connue" : withUnit(valeur, distribution);
  const marked = libelleValeur === "" ? "" : `\u00a0; ${libelleValeur}\u00a0: ${own}`;
  return `${formatNombre(n)} ${structures}\u00a0; ${range}${marked}.`;
}

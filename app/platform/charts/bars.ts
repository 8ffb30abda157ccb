import { scaleLinear } from "d3-scale";
import { formatNombre } from "../format/format.ts";
import type { ChartTable } from "./chart-table.ts";
import { NON_PUBLIEE, type Precision, round, titled, valeurLue, withUnit, wrapText } from "./chart-text.ts";

export interface Barre {
  readonly libelle: string;
  /** Null draws no bar. */
  readonly valeur: number | null;
  /** Why there is no value; « Non publiée » by default. */
  readonly mention?: string;
  /** Reference of this bar. */
  readonly repere?: number | null;
  /** How many structures or pupils stand behind the value. */
  readonly n?: number;
  /** Link of its line in the table. */
  readonly href?: string;
}

export interface GroupeBarres {
  readonly titre?: string;
  readonly barres: readonly Barre[];
}

export interface Barres extends Precision {
  readonly titre: string;
  readonly source?: string | undefined;
  /** Heading of the names: « Département ». */
  readonly libelleBarres: string;
  /** « Moyenne de l’IPS ». */
  readonly libelleValeur: string;
  /** What the markers stand for: « moyenne nationale ». */
  readonly libelleRepere?: string;
  /** Plural noun of what `n` counts; « structures » by default. */
  readonly libelleN?: string;
  /** In the order shown: nothing is sorted. */
  readonly groupes: readonly GroupeBarres[];
}

export interface PlacedBar {
  /** Lines of the name, the first of them at `y`, in pixels. */
  readonly lines: readonly string[];
  readonly y: number;
  /** Top of the bar, in pixels; its sides, in percent. Null without a value. */
  readonly top: number;
  readonly bar: { readonly x: number; readonly width: number } | null;
  readonly repere: number | null;
  readonly value: string;
  readonly n: string;
}

export interface BarsPlot {
  readonly height: number;
  readonly titles: readonly { y: number; label: string }[];
  readonly bars: readonly PlacedBar[];
  /** Place of zero, in percent. */
  readonly zero: number;
}

const LINE = 20;
const BAR = 14;
export const BAR_HEIGHT = BAR;
const GAP = 14;
/** Characters that a phone shows on one line, name and value together. */
const CHARACTERS = 40;
const SHORTEST = 16;

const allBars = ({ groupes }: Barres) => groupes.flatMap(({ barres }) => barres);

/** Names stand above their bars, so that long ones have the whole width; the width is 100 (percent). */
export function placeBars(props: Barres): BarsPlot {
  const values = allBars(props).flatMap(({ valeur, repere }) => [valeur ?? 0, repere ?? 0]);
  const [low, high] = [Math.min(0, ...values), Math.max(0, ...values)];
  const x = scaleLinear(low === high ? [0, 1] : [low, high], [0, 100]);
  const titles: { y: number; label: string }[] = [];
  const bars: PlacedBar[] = [];
  let y = 0;
  for (const { titre, barres } of props.groupes) {
    for (const line of titre === undefined ? [] : wrapText(titre, CHARACTERS)) {
      y += LINE;
      titles.push({ y, label: line });
    }
    if (titre !== undefined) y += 4;
    for (const barre of barres) {
      const placed = placeBar(barre, y + LINE, x, props);
      bars.push(placed);
      y = placed.top + BAR + GAP;
    }
    y += titre === undefined ? 0 : GAP;
  }
  return { height: Math.max(y, 1), titles, bars, zero: round(x(0)) };
}

function placeBar(barre: Barre, y: number, x: (value: number) => number, props: Barres): PlacedBar {
  const { libelle, valeur, repere = null } = barre;
  const value = valeurLue(barre, props);
  const n = barre.n === undefined ? "" : `n\u00a0=\u00a0${formatNombre(barre.n)}`;
  const taken = value.length + (n === "" ? 1 : n.length + 3);
  const lines = wrapText(libelle, Math.max(CHARACTERS - taken, SHORTEST));
  const top = y + Math.max(lines.length - 1, 0) * LINE + 6;
  const sides = valeur === null ? null : [x(Math.min(0, valeur)), x(Math.max(0, valeur))];
  return {
    lines,
    y,
    top,
    bar: sides ? { x: round(sides[0] ?? 0), width: round((sides[1] ?? 0) - (sides[0] ?? 0)) } : null,
    repere: repere === null ? null : round(x(repere)),
    value,
    n,
  };
}

/** How many, and between which values: a sentence that puts nobody first. */
export function summarizeBars(props: Barres): string {
  const bars = allBars(props);
  const values = bars.flatMap(({ valeur }) => (valeur === null ? [] : [valeur]));
  if (values.length === 0) return `${props.libelleValeur}\u00a0: aucune valeur publiée.`;
  if (bars.length <= 3) {
    return `${bars.map((barre) => `${barre.libelle}\u00a0: ${valeurLue(barre, props)}`).join("\u00a0; ")}.`;
  }
  const missing = bars.length - values.length;
  const without = missing === 0 ? "" : `\u00a0; ${formatNombre(missing)} sans valeur publiée`;
  const range = `de ${withUnit(Math.min(...values), props)} à ${withUnit(Math.max(...values), props)}`;
  return `${props.libelleValeur}\u00a0: ${formatNombre(values.length)} valeurs, ${range}${without}.`;
}

export function tabulateBars(props: Barres): ChartTable {
  const {
    groupes,
    unite,
    decimales,
    libelleBarres,
    libelleValeur,
    libelleRepere,
    libelleN = "structures",
  } = props;
  const grouped = groupes.some(({ titre }) => titre !== undefined);
  const counted = allBars(props).some(({ n }) => n !== undefined);
  const number = (value: number | null | undefined) =>
    value === null || value === undefined ? "" : formatNombre(value, decimales);
  const capital = (text: string) => text.charAt(0).toUpperCase() + text.slice(1);
  return {
    colonnes: [
      { libelle: libelleBarres },
      ...(grouped ? [{ libelle: "Groupe" }] : []),
      { libelle: titled(libelleValeur, unite), nombre: true },
      ...(libelleRepere === undefined
        ? []
        : [{ libelle: titled(capital(libelleRepere), unite), nombre: true }]),
      ...(counted ? [{ libelle: capital(libelleN), nombre: true }] : []),
    ],
    lignes: groupes.flatMap(({ titre = "", barres }) =>
      barres.map(({ libelle, valeur, mention = NON_PUBLIEE, repere, n, href }) => [
        href === undefined ? libelle : { texte: libelle, href },
        ...(grouped ? [titre] : []),
        valeur === null ? mention : number(valeur),
        ...(libelleRepere === undefined ? [] : [number(repere)]),
        ...(counted ? [n === undefined ? "" : formatNombre(n)] : []),
      ]),
    ),
  };
}

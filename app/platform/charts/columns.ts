import { formatNombre, pluriel } from "../format/format.ts";
import type { ChartTable } from "./chart-table.ts";
import { type Precision, percent, round, titled, withUnit } from "./chart-text.ts";

export interface Colonne {
  /** Short: it stands under its column. */
  readonly libelle: string;
  readonly valeur: number;
  /** What the first ones sum to with this one; in the table. */
  readonly cumul?: number;
}

export interface Colonnes extends Precision {
  readonly titre: string;
  readonly source?: string;
  /** What a column is: « Axe ». */
  readonly libelleColonnes: string;
  readonly libelleValeur: string;
  readonly colonnes: readonly Colonne[];
  /** Labels of the columns that are outlined, and why. */
  readonly marquees?: { readonly libelle: string; readonly colonnes: readonly string[] };
  /** A level across the picture. */
  readonly repere?: { readonly libelle: string; readonly valeur: number };
}

export interface PlacedColumn {
  readonly libelle: string;
  readonly x: string;
  readonly width: string;
  readonly middle: string;
  readonly y: number;
  readonly height: number;
  readonly text: string;
  readonly marquee: boolean;
}

/** More would be thinner than their figures on a phone: the table has them all. */
const MOST_COLUMNS = 12;
/** Share of its place that a column fills. */
const FILL = 0.72;

/** @param tall pixels of the highest column. */
export function placeColumns({ colonnes, marquees, repere, decimales }: Colonnes, tall: number) {
  const shown = colonnes.slice(0, MOST_COLUMNS);
  const highest = shown.reduce((high, { valeur }) => Math.max(high, valeur), repere?.valeur ?? 0) || 1;
  const place = 100 / Math.max(shown.length, 4);
  const y = (value: number) => round(tall * (1 - value / highest));
  return {
    colonnes: shown.map(
      ({ libelle, valeur }, index): PlacedColumn => ({
        libelle,
        x: percent(place * (index + (1 - FILL) / 2)),
        width: percent(place * FILL),
        middle: percent(place * (index + 0.5)),
        y: y(valeur),
        height: round(tall - y(valeur)),
        text: formatNombre(valeur, decimales),
        marquee: marquees?.colonnes.includes(libelle) ?? false,
      }),
    ),
    repere: repere ? y(repere.valeur) : null,
  };
}

export function summarizeColumns(props: Colonnes): string {
  const { colonnes, libelleColonnes, marquees, repere } = props;
  const [first] = colonnes;
  const parts = [
    pluriel(colonnes.length, "valeur"),
    ...(first
      ? [`${libelleColonnes.toLowerCase()} ${first.libelle}\u00a0: ${withUnit(first.valeur, props)}`]
      : []),
    ...(repere ? [`${lower(repere.libelle)}\u00a0: ${withUnit(repere.valeur, props)}`] : []),
    ...(marquees && marquees.colonnes.length > 0
      ? [`${lower(marquees.libelle)}\u00a0: ${marquees.colonnes.join(", ")}`]
      : []),
    ...(colonnes.length > MOST_COLUMNS ? [`les ${MOST_COLUMNS} premières sont dessinées`] : []),
  ];
  return `${parts.join("\u00a0; ")}.`;
}

const lower = (text: string) => `${text.charAt(0).toLowerCase()}${text.slice(1)}`;

export function tabulateColumns(props: Colonnes): ChartTable {
  const { colonnes, libelleColonnes, libelleValeur, unite, decimales } = props;
  const summed = colonnes.some(({ cumul }) => cumul !== undefined);
  return {
    colonnes: [
      { libelle: libelleColonnes },
      { libelle: titled(libelleValeur, unite), nombre: true },
      ...(summed ? [{ libelle: titled("Cumul", unite), nombre: true }] : []),
    ],
    lignes: colonnes.map(({ libelle, valeur, cumul }) => [
      libelle,
      formatNombre(valeur, decimales),
      ...(summed ? [cumul === undefined ? "" : formatNombre(cumul, decimales)] : []),
    ]),
  };
}

import { formatNombre, pluriel } from "../format/format.ts";
import type { ChartTable } from "./chart-table.ts";
import { round } from "./chart-text.ts";
import { spread } from "./spread.ts";

export interface VariableCercle {
  readonly libelle: string;
  /** Correlations with both axes, in [−1, 1]; null where the variable does not vary. */
  readonly x: number | null;
  readonly y: number | null;
  /** Placed without having made the axes. */
  readonly supplementaire: boolean;
}

export interface Cercle {
  readonly titre: string;
  readonly source?: string;
  readonly axeX: string;
  readonly axeY: string;
  /** At most `MOST_VARIABLES`; each is called by its rank on the picture. */
  readonly variables: readonly VariableCercle[];
}

export interface CircleArrow {
  readonly rang: number;
  readonly libelle: string;
  readonly supplementaire: boolean;
  /** End of the arrow. */
  readonly x: number;
  readonly y: number;
  /** Height of its name, in the column of its side. */
  readonly labelY: number;
  readonly gauche: boolean;
}

/** Side of the square that holds the circle, and its radius. */
export const CIRCLE_SIZE = 400;
export const CIRCLE_RADIUS = 160;
const MOST_VARIABLES = 100;
const LABEL_GAP = 17;

/** Places the arrows in a square of `CIRCLE_SIZE`; names stand in two columns, so that none covers another. */
export function placeCircle({ variables }: Cercle): CircleArrow[] {
  if (variables.length > MOST_VARIABLES) {
    throw new RangeError(`${variables.length} variables: at most ${MOST_VARIABLES} stay readable`);
  }
  const middle = CIRCLE_SIZE / 2;
  const arrows = variables.flatMap(({ libelle, x, y, supplementaire }, index) =>
    x === null || y === null
      ? []
      : [
          {
            ...{ rang: index + 1, libelle, supplementaire, gauche: x < 0 },
            x: round(middle + x * CIRCLE_RADIUS),
            y: round(middle - y * CIRCLE_RADIUS),
          },
        ],
  );
  return [true, false].flatMap((gauche) => {
    const side = arrows.filter((arrow) => arrow.gauche === gauche);
    const places = spread(
      side.map(({ y }) => y - LABEL_GAP / 2),
      LABEL_GAP,
      CIRCLE_SIZE - LABEL_GAP,
    );
    return side.map((arrow, index) => ({
      ...arrow,
      labelY: round((places[index] ?? arrow.y) + LABEL_GAP / 2),
    }));
  });
}

export function summarizeCircle({ variables, axeX, axeY }: Cercle): string {
  const actives = variables.filter(({ supplementaire }) => !supplementaire).length;
  const others = variables.length - actives;
  const lost = variables.filter(({ x, y }) => x === null || y === null).length;
  const parts = [
    pluriel(actives, "variable active", "variables actives"),
    ...(others > 0 ? [pluriel(others, "variable supplémentaire", "variables supplémentaires")] : []),
    ...(lost > 0 ? [`${pluriel(lost, "variable")} sans variation, non placée${lost > 1 ? "s" : ""}`] : []),
    `horizontalement, ${axeX}`,
    `verticalement, ${axeY}`,
  ];
  return `${parts.join("\u00a0; ")}.`;
}

export function tabulateCircle({ variables, axeX, axeY }: Cercle): ChartTable {
  const number = (value: number | null) => (value === null ? "Sans variation" : formatNombre(value, 3));
  return {
    colonnes: [
      { libelle: "Numéro" },
      { libelle: "Variable" },
      { libelle: "Rôle" },
      { libelle: `Corrélation : ${axeX}`, nombre: true },
      { libelle: `Corrélation : ${axeY}`, nombre: true },
    ],
    lignes: variables.map(({ libelle, x, y, supplementaire }, index) => [
      formatNombre(index + 1),
      libelle,
      supplementaire ? "Supplémentaire" : "Active",
      number(x),
      number(y),
    ]),
  };
}

import { scaleLinear } from "d3-scale";
import { formatNombre } from "../format/format.ts";
import { type Precision, tickLabels } from "./chart-text.ts";

const MOST_CLASSES = 5;

/** Round edges at equal steps, at most five classes: what a class means is read without a table. */
export function valueEdges(
  zones: readonly { readonly valeur?: number | null }[],
  decimales: number,
): number[] {
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

export const least = (values: readonly number[]) => values.reduce((low, value) => Math.min(low, value));

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

import { formatNombre } from "../format/format.ts";

export interface Precision {
  /** "" when there is none. */
  readonly unite: string;
  readonly decimales: number;
}

/** A missing value is told, never written as zero. */
export const NON_PUBLIEE = "Non publiée";

/** @example withUnit(86.4, { unite: "%", decimales: 1 }) // "86,4 %" */
export function withUnit(value: number, { decimales, unite }: Precision): string {
  const text = formatNombre(value, decimales);
  return unite === "" ? text : `${text}\u00a0${unite}`;
}

/** A value with its unit, or why there is none. */
export function valeurLue(
  { valeur = null, mention = NON_PUBLIEE }: { readonly valeur?: number | null; readonly mention?: string },
  precision: Precision,
): string {
  return valeur === null ? mention : withUnit(valeur, precision);
}

/** Heading of a column or an axis: numbers under it stay bare. @example titled("Part", "%") // "Part (%)" */
export function titled(libelle: string, unite: string): string {
  return unite === "" ? libelle : `${libelle} (${unite})`;
}

/** Round graduations are written without decimals, even when the values have some; close ones with all they need. */
export function tickLabels(ticks: readonly number[], decimales: number): string[] {
  const step = Math.abs((ticks[1] ?? 1) - (ticks[0] ?? 0)) || 1;
  const needed = Math.max(0, Math.ceil(-Math.log10(step) - 1e-9));
  const decimals = ticks.every(Number.isInteger) ? 0 : Math.max(needed, Math.min(decimales, needed || 1));
  return ticks.map((tick) => formatNombre(tick, decimals));
}

/** Side of its point on which a text hangs, so that it stays in the picture on a phone. */
export type Anchor = "start" | "middle" | "end";

/** @param x in percent of the plot. @param margin half of the text, in percent of the narrowest plot. */
export function anchorAt(x: number, margin: number): Anchor {
  if (x < margin) return "start";
  return x > 100 - margin ? "end" : "middle";
}

/**
 * Cuts a text in lines, which SVG does not do: at spaces and after hyphens. A word longer than a line is cut where it
 * must; the last line allowed ends with an ellipsis when there is more.
 *
 * @example wrapText("Réseau d’éducation prioritaire renforcée", 20) // ["Réseau d’éducation", "prioritaire", "renforcée"]
 */
export function wrapText(text: string, width: number, most = 4): string[] {
  const lines: string[] = [];
  for (const word of text.split(/[ \n\t]+/).filter((part) => part !== "")) {
    const pieces = word.match(/[^-]*-+|[^-]+$/g) ?? [];
    pieces.forEach((piece, index) => {
      for (const part of piece.match(new RegExp(`.{1,${width}}`, "gu")) ?? []) {
        const last = lines.at(-1);
        const longer = last === undefined ? part : `${last}${index === 0 ? " " : ""}${part}`;
        if (last !== undefined && longer.length <= width) lines[lines.length - 1] = longer;
        else lines.push(part);
      }
    });
  }
  if (lines.length <= most) return lines;
  const kept = lines.slice(0, most);
  kept[most - 1] = `${(kept[most - 1] ?? "").slice(0, width - 1)}…`;
  return kept;
}

/** Two decimals are a fiftieth of a pixel: enough, and pages stay light. Never « NaN » in a picture. */
export function round(value: number): number {
  if (!Number.isFinite(value)) throw new RangeError(`not a place in a picture: ${value}`);
  return Math.round(value * 100) / 100;
}

export const percent = (value: number) => `${round(value)}%`;

/** Name of a downloaded file. @example fileName("Évolution de l’IPS") // "evolution-de-l-ips" */
export function fileName(titre: string): string {
  const plain = titre
    .normalize("NFD")
    .replace(/\p{Diacritic}/gu, "")
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, "-")
    .replace(/^-|-$/g, "");
  return plain.slice(0, 80).replace(/-$/, "") || "graphique";
}

/** French list. @example listed(["a", "b", "c"]) // "a, b et c" */
export function listed(parts: readonly string[]): string {
  return parts.length < 2 ? parts.join("") : `${parts.slice(0, -1).join(", ")} et ${parts.at(-1)}`;
}

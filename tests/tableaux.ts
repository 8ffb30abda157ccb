import { textOf } from "./app.ts";

/** What is said to screen readers only: read apart from what is seen. */
const APART = /<span class="fr-sr-only">.*?<\/span>/gs;

/**
 * The lines of the tables in a piece of HTML, as one sees them: the text of each cell, headers included.
 *
 * @example rowsOf(html) // [["Territoire", "Moyenne"], ["Nation", "464,7"]]
 */
export function rowsOf(html: string): string[][] {
  return [...html.matchAll(/<tr[^>]*>(.*?)<\/tr>/gs)].map(([, line = ""]) =>
    [...line.matchAll(/<t[hd][^>]*>(.*?)<\/t[hd]>/gs)].map(
      ([, cell = ""]) => textOf(cell.replace(APART, "")) ?? "",
    ),
  );
}

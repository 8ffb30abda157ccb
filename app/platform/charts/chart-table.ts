import { csvLine } from "../files/csv-line.ts";

export interface ChartColumn {
  readonly libelle: string;
  /** Right-aligned on the page, and without its thousands separators in the CSV. */
  readonly nombre?: boolean;
}

export type ChartCell = string | { readonly texte: string; readonly href: string };

/** What a picture shows, in words and numbers as they are displayed. The first cell of a line names it. */
export interface ChartTable {
  readonly colonnes: readonly ChartColumn[];
  readonly lignes: readonly (readonly ChartCell[])[];
}

const cellText = (cell: ChartCell | undefined): string =>
  typeof cell === "object" ? cell.texte : (cell ?? "");

/** No-break spaces between thousands: a spreadsheet would read « 1 234 » as text. */
const SEPARATORS = /(?<=\d)[\u202f\u00a0](?=\d)/g;

/**
 * The table as a CSV for French spreadsheets, with a BOM.
 *
 * @example tableCsv({ colonnes: [{ libelle: "Année" }], lignes: [["2024-2025"]] }) // "\uFEFFAnnée\r\n2024-2025\r\n"
 */
export function tableCsv({ colonnes, lignes }: ChartTable): string {
  const header = csvLine(colonnes.map(({ libelle }) => libelle));
  const body = lignes.map((ligne) =>
    csvLine(
      colonnes.map(({ nombre }, index) => {
        const text = cellText(ligne[index]);
        return nombre ? text.replace(SEPARATORS, "") : text;
      }),
    ),
  );
  return `\uFEFF${header}${body.join("")}`;
}

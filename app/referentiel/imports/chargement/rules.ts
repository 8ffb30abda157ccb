import { checkUai, type StatutEp } from "../../rules.ts";
import { nombre } from "../datasets/conversions.ts";
import type {
  Converted,
  Converter,
  Dataset,
  LineReader,
  StructureFacts,
  ValueFact,
} from "../datasets/dataset.ts";

/** Refused lines kept with their reason, per file: beyond, only their number is. */
export const REJETS_GARDES = 10_000;

/** Position in the file of each declared column, -1 when absent. */
export type ColumnMapping = Readonly<Record<string, number>>;

export function mapColumns(dataset: Dataset, normalized: readonly string[]): ColumnMapping {
  return Object.fromEntries(
    Object.entries(dataset.colonnes).map(([name, { alias }]) => [
      name,
      alias.map((label) => normalized.indexOf(label)).find((position) => position >= 0) ?? -1,
    ]),
  );
}

export type Recognition =
  | { readonly ok: true; readonly dataset: Dataset; readonly mapping: ColumnMapping }
  | { readonly ok: false; readonly motif: string };

/**
 * Finds the dataset a file belongs to from its columns and first lines, whatever its name. A near miss says which
 * column is missing and under which names it is looked for.
 */
export function recognize(
  datasets: readonly Dataset[],
  normalized: readonly string[],
  sample: (mapping: ColumnMapping) => readonly LineReader[],
): Recognition {
  let nearest: { dataset: Dataset; manquantes: string[]; part: number } | undefined;
  for (const dataset of datasets) {
    if (dataset.exclut.some((label) => normalized.includes(label))) continue;
    const mapping = mapColumns(dataset, normalized);
    const required = Object.entries(dataset.colonnes).filter(([, column]) => column.obligatoire);
    const missing = required.filter(([name]) => mapping[name] === -1).map(([name]) => name);
    if (missing.length === 0) {
      if (!dataset.ressemble || dataset.ressemble(sample(mapping))) return { ok: true, dataset, mapping };
      continue;
    }
    const share = 1 - missing.length / required.length;
    if (share > (nearest?.part ?? NEAR_MISS)) nearest = { dataset, manquantes: missing, part: share };
  }
  return { ok: false, motif: nearest ? nearMiss(nearest.dataset, nearest.manquantes) : UNKNOWN };
}

/** Share of the required columns above which a file looks like a dataset with a damaged header. */
const NEAR_MISS = 0.7;

const UNKNOWN =
  "Ce fichier ne correspond à aucun jeu de données connu : il est laissé de côté, rien n'en est repris.";

function nearMiss(dataset: Dataset, missing: readonly string[]): string {
  const expected = missing.map(
    (name) => `« ${name} » (attendue sous le nom ${dataset.colonnes[name]?.alias.slice(0, 3).join(", ")})`,
  );
  return `Ce fichier ressemble à « ${dataset.libelle} », mais il lui manque ${expected.join(" et ")}. Rétablissez l'en-tête d'origine, puis déposez-le à nouveau.`;
}

/** The line is refused: which column of the file, what it held, why, and what to do. */
export interface Rejection {
  readonly ligne: number;
  readonly colonne: string;
  readonly valeur: string;
  readonly raison: string;
}

/** Everything one accepted line says. */
export interface LineFacts {
  readonly ligne: number;
  readonly uai: string;
  readonly structure: StructureFacts;
  readonly annee: number | undefined;
  readonly valeurs: readonly ValueFact[];
  readonly statutEp: { readonly statut: StatutEp } | undefined;
}

class LineRefused extends Error {
  readonly colonne: string;
  readonly valeur: string;
  constructor(colonne: string, valeur: string, raison: string) {
    super(raison);
    this.colonne = colonne;
    this.valeur = valeur;
  }
}

/** Longest part of a cell that a reason quotes: the reason must stay a sentence. */
const CITED = 100;

/** Reads the cells of one line through the mapping of its file. */
export function lineReader(
  mapping: ColumnMapping,
  columns: readonly string[],
  cells: readonly (string | null)[],
): LineReader {
  const text = (colonne: string) => (cells[mapping[colonne] ?? -1] ?? "").trim();
  return {
    text,
    has: (colonne) => (mapping[colonne] ?? -1) >= 0,
    read<T>(colonne: string, converter: Converter<T>): T {
      const cell = text(colonne);
      const converted: Converted<T> = converter(cell);
      if (converted.ok) return converted.value;
      const raison =
        cell.length > CITED
          ? converted.raison.replaceAll(cell, `${cell.slice(0, CITED)}…`)
          : converted.raison;
      throw new LineRefused(columns[mapping[colonne] ?? -1] ?? colonne, cell, raison);
    },
  };
}

export interface Bounds {
  readonly minimum: number;
  readonly maximum: number;
}

/** Reads one line whole, or refuses it whole: nothing of a refused line is kept. */
export function readLine(
  dataset: Dataset,
  bounds: ReadonlyMap<string, Bounds>,
  columns: readonly string[],
  mapping: ColumnMapping,
  row: { readonly line: number; readonly cells: readonly (string | null)[]; readonly irregular?: string },
): LineFacts | Rejection {
  if (row.irregular) return { ligne: row.line, colonne: "", valeur: "", raison: row.irregular };
  const line = lineReader(mapping, columns, row.cells);
  try {
    const uai = line.read("uai", (text) => {
      const check = checkUai(text);
      return check.ok ? { ok: true, value: check.uai } : { ok: false, raison: check.raison };
    });
    const annee = dataset.annee?.(line);
    return {
      ligne: row.line,
      uai,
      annee,
      structure: dataset.structure(line),
      valeurs: annee === undefined ? [] : readValues(dataset, bounds, columns, mapping, line, annee),
      statutEp: dataset.statutEp ? { statut: dataset.statutEp(line) } : undefined,
    };
  } catch (error) {
    if (!(error instanceof LineRefused)) throw error;
    return {
      ligne: row.line,
      colonne: error.colonne,
      valeur: error.valeur.slice(0, 200),
      raison: error.message,
    };
  }
}

function readValues(
  dataset: Dataset,
  bounds: ReadonlyMap<string, Bounds>,
  columns: readonly string[],
  mapping: ColumnMapping,
  line: LineReader,
  annee: number,
): ValueFact[] {
  return dataset.indicateurs
    .filter(({ colonne }) => line.has(colonne))
    .map(({ colonne, indicateur }) => {
      const { valeur, statut } = line.read(colonne, nombre);
      const bound = bounds.get(indicateur);
      if (valeur !== null && bound && (valeur < bound.minimum || valeur > bound.maximum)) {
        line.read(colonne, () => ({
          ok: false,
          raison: `« ${line.text(colonne)} » sort de ce qui est plausible (de ${bound.minimum} à ${bound.maximum}). Vérifiez la valeur dans le fichier d'origine.`,
        }));
      }
      const source = columns[mapping[colonne] ?? -1] ?? colonne;
      return { indicateur, annee, valeur, statut, texte: line.text(colonne).slice(0, 60), colonne: source };
    });
}

export function isRejection(read: LineFacts | Rejection): read is Rejection {
  return "raison" in read;
}

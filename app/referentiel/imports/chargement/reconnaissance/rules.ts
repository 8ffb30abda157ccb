import type { Dataset, LineReader } from "../../datasets/dataset.ts";

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
  | { readonly ok: false; readonly motif: string; readonly proche?: Dataset };

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
    const looks = dataset.ressemble?.(sample(mapping)) === true;
    const share = 1 - missing.length / required.length + (looks ? APPOINT : 0);
    if (share > (nearest?.part ?? NEAR_MISS)) nearest = { dataset, manquantes: missing, part: share };
  }
  if (!nearest) return { ok: false, motif: UNKNOWN };
  return { ok: false, motif: nearMiss(nearest.dataset, nearest.manquantes), proche: nearest.dataset };
}

/** Share of the required columns above which a file looks like a dataset with a damaged header. */
const NEAR_MISS = 0.7;
/** Settles between datasets of the same columns: the one that the lines look like. */
const APPOINT = 0.001;

const UNKNOWN =
  "Ce fichier ne correspond à aucun jeu de données connu : il est laissé de côté, rien n'en est repris.";

function nearMiss(dataset: Dataset, missing: readonly string[]): string {
  const expected = missing.map(
    (name) => `« ${name} » (attendue sous le nom ${dataset.colonnes[name]?.alias.slice(0, 3).join(", ")})`,
  );
  return `Ce fichier ressemble à « ${dataset.libelle} », mais il lui manque ${expected.join(" et ")}. Indiquez quelles colonnes les contiennent, ou rétablissez l'en-tête d'origine.`;
}

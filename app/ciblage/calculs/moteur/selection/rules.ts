import type { ImputedCells, PerturbationInput } from "#app/platform/statistics/perturbation.ts";
import {
  compileRegle,
  evaluateRegle,
  type RegleAppliquee,
  type RegleCompilee,
  tableauOf,
} from "../../../regles/traduction/rules.ts";
import type { Typologie } from "../classes/rules.ts";
import type { Facteurs } from "../facteurs/rules.ts";
import type { Tableau } from "../tableaux/rules.ts";

/**
 * How far the thresholds of a perturbed run move: a tenth of a standard deviation, two points of a quantile; half of
 * the runs leave one variable out. Source: OECD/JRC, Handbook on constructing composite indicators (2008), step 7.
 */
const ECARTS = { absoluteSpread: 0.1, quantileSpread: 0.02, leaveOneOut: 0.5 } as const;
/** Components by which the error of an imputed value is measured: those that it is rebuilt from. */
const AXES_ERREUR = 2;

export interface Selection {
  readonly compilee: RegleCompilee;
  readonly appliquee: RegleAppliquee;
  /** 0-based, −1 for a structure that the analysis does not place; over the whole population. */
  readonly classes: Int32Array;
}

/** The rule on the whole population: axes and classes are unknown for whoever the analysis does not place. */
export function selectionner(tableau: Tableau, facteurs: Facteurs, { clustering }: Typologie): Selection {
  const { entree, lignes } = tableau;
  const { axes, individuals } = facteurs.pca;
  const n = entree.structures.length;
  const classes = new Int32Array(n).fill(-1);
  const coordinates = Array.from({ length: axes }, () => new Float64Array(n).fill(Number.NaN));
  for (const [row, i] of lignes.entries()) {
    classes[i] = clustering.partition[row] as number;
    for (const [k, column] of coordinates.entries())
      column[i] = individuals.coordinates[row * axes + k] as number;
  }
  const table = { ...tableauOf(entree), axes: coordinates, classes };
  const compilee = compileRegle(entree.definition.regle, entree.seuilsExternes, table);
  return { compilee, appliquee: evaluateRegle(compilee), classes };
}

/** What the runs that measure the stability play: the rule again, when what was decided by convention moves a little. */
export function tiragesOf(
  tableau: Tableau,
  facteurs: Facteurs,
  typologie: Typologie,
  selection: Selection,
): PerturbationInput {
  const { tirages, ecartPoids } = tableau.entree.stabilite;
  return {
    rule: selection.compilee.rule,
    ...analysed(tableau, facteurs, typologie, selection),
    settings: { ...ECARTS, bootstrap: true, weightSpread: ecartPoids, imputationNoise: true },
    seed: tableau.entree.graine,
    runs: tirages,
  };
}

/** The columns of the rule and those of the analysis, one where they are the same: leaving it out leaves both. */
function analysed(
  tableau: Tableau,
  { pca }: Facteurs,
  { clustering }: Typologie,
  { compilee, classes }: Selection,
): Pick<PerturbationInput, "data" | "typology" | "imputed"> {
  const { lignes, completes, poidsActives, entree } = tableau;
  const columns = [...compilee.data.columns];
  const active = tableau.actives.map((j, place) => {
    const complete = new Float64Array(entree.structures.length).fill(Number.NaN);
    for (const [row, i] of lignes.entries()) complete[i] = completes[place]?.[row] as number;
    const read = compilee.data.columns.findIndex((column) => readsAlike(column, tableau.colonnes[j]));
    if (read >= 0 && isWhole(tableau, j)) return read;
    columns.push(complete);
    return columns.length - 1;
  });
  return {
    data: { ...compilee.data, columns, classes },
    typology: {
      active,
      columnWeights: poidsActives,
      scale: entree.definition.reduire,
      axes: pca.axes,
      centers: centersOf(completes, clustering.partition, clustering.classes),
    },
    imputed: imputedCells(tableau, pca, active),
  };
}

function readsAlike(column: Float64Array, other: Float64Array | undefined): boolean {
  return other !== undefined && column.every((value, i) => Object.is(value, other[i]));
}

/** Known for every structure of the population, all of them placed: what the rule reads is what the analysis reads. */
function isWhole({ colonnes, lignes, entree }: Tableau, j: number): boolean {
  return lignes.length === entree.structures.length && !colonnes[j]?.some(Number.isNaN);
}

/** Means of the classes in the units of the columns, classes × columns. */
function centersOf(columns: readonly Float64Array[], partition: Int32Array, classes: number): Float64Array {
  const centers = new Float64Array(classes * columns.length);
  const counts = new Float64Array(classes);
  for (const c of partition) counts[c] = (counts[c] as number) + 1;
  for (const [j, values] of columns.entries())
    for (const [row, c] of partition.entries()) {
      const at = c * columns.length + j;
      centers[at] = (centers[at] as number) + (values[row] as number) / (counts[c] as number);
    }
  return centers;
}

/** Imputed cells with the error that the same reconstruction makes on the cells that are known. */
function imputedCells(
  { completes, colonnes, actives, lignes }: Tableau,
  pca: Facteurs["pca"],
  columns: readonly number[],
): ImputedCells[] {
  return actives.flatMap((j, place): ImputedCells[] => {
    const rows = [...lignes.keys()].filter((row) => Number.isNaN(colonnes[j]?.[lignes[row] as number]));
    if (rows.length === 0) return [];
    const absent = new Set(rows);
    let [sum, known] = [0, 0];
    for (const row of lignes.keys()) {
      if (absent.has(row)) continue;
      sum += ((completes[place]?.[row] as number) - rebuilt(pca, row, place)) ** 2;
      known += 1;
    }
    return [
      {
        column: columns[place] as number,
        rows: Int32Array.from(rows, (row) => lignes[row] as number),
        deviation: known > 0 ? Math.sqrt(sum / known) : 0,
      },
    ];
  });
}

function rebuilt(pca: Facteurs["pca"], row: number, j: number): number {
  const { axes, individuals, variables, eigenvalues } = pca;
  let standard = 0;
  for (let k = 0; k < Math.min(AXES_ERREUR, axes); k += 1)
    standard +=
      ((individuals.coordinates[row * axes + k] as number) *
        (variables.coordinates[j * axes + k] as number)) /
      Math.sqrt(eigenvalues[k] as number);
  return (pca.means[j] as number) + (pca.deviations[j] as number) * standard;
}

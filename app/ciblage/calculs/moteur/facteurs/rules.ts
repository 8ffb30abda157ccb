import { Refusal } from "#app/platform/refusal.ts";
import { describeAxes } from "#app/platform/statistics/dimdesc.ts";
import { momentsOf } from "#app/platform/statistics/matrix.ts";
import { type Pca, principalComponents } from "#app/platform/statistics/pca.ts";
import { StatisticsError } from "#app/platform/statistics/statistics-error.ts";
import { projectColumns, projectLevels } from "#app/platform/statistics/supplementary.ts";
import type { Qualitative } from "../../../scenarios/rules.ts";
import type { DescriptionAxe, ModaliteAnalysee, VariableAnalysee } from "../../rules.ts";
import type { Tableau } from "../tableaux/rules.ts";

/** A qualitative variable over the analysed rows; levels in the order of their characters, the same on every machine. */
export interface Codee {
  readonly qualitative: Qualitative;
  readonly modalites: readonly string[];
  readonly levels: number;
  readonly codes: Int32Array;
}

export interface Facteurs {
  readonly pca: Pca;
  /** Supplementary columns over the analysed rows, NaN where there is no number. */
  readonly supplementaires: readonly Float64Array[];
  readonly codees: readonly Codee[];
  readonly variables: readonly VariableAnalysee[];
  readonly modalites: readonly ModaliteAnalysee[];
  readonly descriptionAxes: readonly DescriptionAxe[];
  readonly avertissements: readonly string[];
}

/** A correlation that does not exist (a row at the centre, a level of everybody) says nothing: 0, JSON has no NaN. */
export function orZero(value: number | undefined): number {
  return value !== undefined && Number.isFinite(value) ? value : 0;
}

export function slice(values: Float64Array, at: number, axes: number): number[] {
  return Array.from(values.subarray(at * axes, (at + 1) * axes), orZero);
}

export function analyserFacteurs(tableau: Tableau): Facteurs {
  const { entree, completes, poids, poidsActives, colonnes, lignes } = tableau;
  const { definition } = entree;
  const active = { rows: lignes.length, columns: completes };
  const pca = explained(() =>
    principalComponents({
      ...{ active, rowWeights: poids, columnWeights: poidsActives },
      ...{ scale: definition.reduire, axes: definition.axes },
    }),
  );
  const supplementaires = tableau.supplementaires.map((j) =>
    Float64Array.from(lignes, (i) => colonnes[j]?.[i] as number),
  );
  const { codees, avertissements } = coder(tableau);
  if (pca.axes < definition.axes)
    avertissements.push(
      `Le tableau ne porte que ${pca.axes} axe${pca.axes > 1 ? "s" : ""} sur les ${definition.axes} demandés : il a trop peu de structures ou de variables différentes.`,
    );
  return {
    ...{ pca, supplementaires, codees, avertissements },
    variables: [...describeActives(tableau, pca), ...describeSup(tableau, pca, supplementaires)],
    modalites: codees.flatMap((codee) => describeLevels(pca, active, codee)),
    descriptionAxes: describe(tableau, pca, supplementaires, codees),
  };
}

function coder({ entree, lignes }: Tableau): { readonly codees: Codee[]; readonly avertissements: string[] } {
  const avertissements: string[] = [];
  const codees = entree.definition.qualitatives.flatMap((qualitative): Codee[] => {
    const values = Array.from(lignes, (i) => entree.structures[i]?.qualitatives[qualitative] ?? null);
    const modalites = [...new Set(values.filter((value) => value !== null))].sort();
    if (modalites.length === 0) return [];
    const places = new Map(modalites.map((modalite, code) => [modalite, code]));
    const codes = Int32Array.from(values, (value) => (value === null ? -1 : (places.get(value) ?? -1)));
    return [{ qualitative, modalites, levels: modalites.length, codes }];
  });
  return { codees, avertissements };
}

function describeActives({ entree, actives, colonnes, lignes }: Tableau, pca: Pca): VariableAnalysee[] {
  const { axes, variables } = pca;
  return actives.map((j, place) => ({
    cle: entree.variables[j]?.cle ?? "",
    role: "active",
    moyenne: pca.means[place] as number,
    ecartType: deviationOf(pca, tableColumn(colonnes, lignes, j)),
    manquantes: missingIn(tableColumn(colonnes, lignes, j)),
    coordonnees: slice(variables.coordinates, place, axes),
    correlations: slice(variables.correlations, place, axes),
    cos2: slice(variables.cos2, place, axes),
    contributions: slice(variables.contributions, place, axes),
  }));
}

function describeSup(
  { entree, supplementaires, lignes }: Tableau,
  pca: Pca,
  columns: readonly Float64Array[],
): VariableAnalysee[] {
  if (columns.length === 0) return [];
  const { axes } = pca;
  const scale = entree.definition.reduire;
  const found = projectColumns(pca, { rows: lignes.length, columns }, { scale });
  return supplementaires.map((j, place) => ({
    cle: entree.variables[j]?.cle ?? "",
    role: "supplementaire",
    moyenne: orZero(momentsOf(columns[place] as Float64Array, pca.rowWeights).mean),
    ecartType: deviationOf(pca, columns[place] as Float64Array),
    manquantes: missingIn(columns[place] as Float64Array),
    coordonnees: slice(found.coordinates, place, axes),
    // Over the structures that have a value: the other one sinks towards 0 with each missing value.
    correlations: slice(found.knownCorrelations, place, axes),
    cos2: slice(found.cos2, place, axes),
    contributions: null,
  }));
}

const tableColumn = (colonnes: readonly Float64Array[], lignes: Int32Array, j: number) =>
  Float64Array.from(lignes, (i) => colonnes[j]?.[i] as number);
const missingIn = (values: Float64Array) => values.reduce((n, value) => n + (Number.isNaN(value) ? 1 : 0), 0);
const deviationOf = (pca: Pca, values: Float64Array) => orZero(momentsOf(values, pca.rowWeights).deviation);

function describeLevels(
  pca: Pca,
  active: Parameters<typeof projectLevels>[1],
  codee: Codee,
): ModaliteAnalysee[] {
  const { axes } = pca;
  const found = projectLevels(pca, active, codee);
  return codee.modalites.map((modalite, level) => ({
    ...{ qualitative: codee.qualitative, modalite },
    effectif: codee.codes.reduce((n, code) => n + (code === level ? 1 : 0), 0),
    coordonnees: slice(found.coordinates, level, axes),
    cos2: slice(found.cos2, level, axes),
    vTests: slice(found.vTests, level, axes),
  }));
}

function describe(
  { entree, actives, completes, supplementaires }: Tableau,
  pca: Pca,
  sup: readonly Float64Array[],
  codees: readonly Codee[],
): DescriptionAxe[] {
  const places = [...actives, ...supplementaires];
  const found = describeAxes(pca, { quantitative: [...completes, ...sup], qualitative: codees });
  return found.map(({ quantitative, qualitative, categories }, axis) => ({
    axe: axis + 1,
    variables: quantitative.map(({ variable, correlation, pValue }) => ({
      cle: entree.variables[places[variable] as number]?.cle ?? "",
      correlation,
      p: pValue,
    })),
    qualitatives: qualitative.map(({ variable, r2, pValue }) => ({
      qualitative: (codees[variable] as Codee).qualitative,
      r2: orZero(r2),
      p: pValue,
    })),
    modalites: categories.map(({ variable, level, estimate, pValue }) => ({
      qualitative: (codees[variable] as Codee).qualitative,
      modalite: modaliteOf(codees[variable], level),
      estimation: orZero(estimate),
      p: pValue,
    })),
  }));
}

/** Level −1 holds the structures whose category is not known. */
export function modaliteOf(codee: Codee | undefined, level: number): string {
  return codee?.modalites[level] ?? "Non connu";
}

/** The sentence of what the method cannot do with these columns. */
function explained<T>(compute: () => T): T {
  try {
    return compute();
  } catch (error) {
    if (!(error instanceof StatisticsError)) throw error;
    if (error.code === "inertie_nulle")
      throw new Refusal(
        "sans_variation",
        "Toutes les variables actives ont la même valeur partout : choisissez-en d’autres, ou élargissez la population.",
      );
    throw error;
  }
}

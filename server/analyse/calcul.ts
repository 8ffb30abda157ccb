import { StartRefusal } from "#app/platform/env/start-refusal.ts";
import { pluriel } from "#app/platform/format/format.ts";
import { type ClassDescription, describeClasses } from "#app/platform/statistics/catdes.ts";
import { type Clustering, clusterRows } from "#app/platform/statistics/clustering.ts";
import { type AxisDescription, describeAxes } from "#app/platform/statistics/dimdesc.ts";
import { imputePca } from "#app/platform/statistics/impute.ts";
import { findParangons, type Parangons } from "#app/platform/statistics/parangons.ts";
import { type Pca, principalComponents } from "#app/platform/statistics/pca.ts";
import { StatisticsError } from "#app/platform/statistics/statistics-error.ts";
import { projectColumns, projectLevels, projectRows } from "#app/platform/statistics/supplementary.ts";
import type { Donnees } from "./lecture.ts";
import type { Options } from "./options.ts";
import { selectRows } from "./selection.ts";

/** Above it the tree of all rows, which takes the square of their number, gives way to groups made before it. */
const ROWS_OF_A_WHOLE_TREE = 12_000;
const GROUPS_BEFORE_THE_TREE = 200;

/** Components that missing cells are rebuilt from: the default of missMDA, less where columns are few. */
const AXES_OF_IMPUTATION = 2;

export interface Analyse {
  readonly lues: number;
  readonly ids: readonly string[];
  readonly exclus: readonly string[];
  readonly lignesSup: ReturnType<typeof projectRows> & { readonly ids: readonly string[] };
  readonly imputation:
    | { readonly cellules: number; readonly axes: number; readonly lignes: readonly string[] }
    | undefined;
  readonly noms: Readonly<Record<"actives" | "sup" | "qualitatives", readonly string[]>>;
  readonly pca: Pca;
  readonly sup: ReturnType<typeof projectColumns> | undefined;
  readonly qualitatives: readonly (ReturnType<typeof projectLevels> & {
    readonly modalites: readonly string[];
  })[];
  readonly axes: readonly AxisDescription[];
  readonly classification: Classification | undefined;
  readonly avertissements: readonly string[];
}

interface Classification extends Clustering {
  readonly groupesPrealables: number | undefined;
  readonly description: ClassDescription;
  readonly parangons: readonly Parangons[];
}

export function computeAnalyse(lues: Donnees, options: Options): Analyse {
  const { kept, exclus, lignesSup } = selectRows(lues, options);
  const completed = impute(kept, options);
  const active = { rows: kept.ids.length, columns: completed.columns };
  const pca = explained(kept, () =>
    principalComponents({ active, rowWeights: kept.poids, axes: options.axes }),
  );
  const coded = kept.qualitatives.map(encode);
  const classification =
    options.classes === 0
      ? undefined
      : classify({ pca, kept, columns: active.columns, coded }, options.classes);
  return {
    lues: lues.ids.length,
    ids: kept.ids,
    exclus,
    lignesSup: {
      ids: lignesSup.ids,
      ...projectRows(pca, { rows: lignesSup.ids.length, columns: lignesSup.actives }),
    },
    imputation: completed.imputation,
    noms: namesOf(kept),
    pca,
    sup: kept.sup.length === 0 ? undefined : projectColumns(pca, { rows: active.rows, columns: kept.sup }),
    qualitatives: coded.map((one) => ({ modalites: one.modalites, ...projectLevels(pca, active, one) })),
    axes: describeAxes(pca, { quantitative: [...active.columns, ...kept.sup], qualitative: coded }),
    classification,
    avertissements: [
      ...warnings(pca, kept, options.axes),
      ...completed.avertissements,
      ...unplaced(lignesSup),
      ...fewerClasses(classification, options.classes),
    ],
  };
}

function namesOf({ colonnes }: Donnees): Analyse["noms"] {
  const names = (list: readonly { nom: string }[]) => list.map(({ nom }) => nom);
  return {
    actives: names(colonnes.actives),
    sup: names(colonnes.sup),
    qualitatives: names(colonnes.qualitatives),
  };
}

function impute(kept: Donnees, { imputer: asked }: Options) {
  const none = { columns: kept.actives, imputation: undefined, avertissements: [] };
  if (!asked) return none;
  const axes = Math.max(0, Math.min(AXES_OF_IMPUTATION, kept.ids.length - 2, kept.actives.length - 1));
  const table = { rows: kept.ids.length, columns: kept.actives };
  const { columns, missing, converged } = explained(kept, () =>
    imputePca({ table, axes, rowWeights: kept.poids }),
  );
  if (missing === 0) return none;
  const lignes = kept.ids.filter((_, row) => kept.actives.some((values) => Number.isNaN(values[row])));
  return {
    columns,
    imputation: { cellules: missing, axes, lignes },
    avertissements: converged
      ? []
      : ["L'imputation ne s'est pas stabilisée en 1 000 tours : lisez avec prudence les lignes complétées."],
  };
}

interface Coded {
  readonly modalites: readonly string[];
  readonly levels: number;
  readonly codes: Int32Array;
}

/** Levels in the order of their characters, the same on every machine. */
function encode(values: readonly (string | null)[]): Coded {
  const modalites = [...new Set(values.filter((value) => value !== null))].sort();
  const places = new Map(modalites.map((modalite, code) => [modalite, code]));
  const codes = Int32Array.from(values, (value) => (value === null ? -1 : (places.get(value) ?? -1)));
  return { modalites, levels: modalites.length, codes };
}

function classify(
  of: { pca: Pca; kept: Donnees; columns: readonly Float64Array[]; coded: readonly Coded[] },
  classes: number | undefined,
): Classification {
  const { pca, kept, columns, coded } = of;
  const { coordinates } = pca.individuals;
  const place = { coordinates, rows: kept.ids.length, axes: pca.axes };
  const groupesPrealables = place.rows > ROWS_OF_A_WHOLE_TREE ? GROUPS_BEFORE_THE_TREE : undefined;
  const found = clusterRows({
    ...place,
    components: pca,
    classes,
    rowWeights: kept.poids,
    preliminary: groupesPrealables,
  });
  const { partition, classes: count } = found;
  return {
    ...found,
    groupesPrealables,
    description: describeClasses({
      partition,
      classes: count,
      quantitative: [...columns, ...kept.sup],
      qualitative: coded,
      rowWeights: kept.poids,
    }),
    parangons: findParangons({ ...place, partition, classes: count }),
  };
}

function warnings(pca: Pca, { colonnes, actives, sup }: Donnees, wished: number): string[] {
  const constant = pca.constant.map(
    (j) =>
      `La colonne « ${colonnes.actives[j]?.nom} » a partout la même valeur : elle n'entre dans aucun axe.`,
  );
  const empty = sup.flatMap((values, j) =>
    values.every(Number.isNaN)
      ? [`La colonne « ${colonnes.sup[j]?.nom} » n'a aucune valeur : elle n'est pas située.`]
      : [],
  );
  const fewer =
    pca.axes < Math.min(wished, actives.length - constant.length, pca.rowWeights.length - 1)
      ? [`Le tableau ne porte que ${pluriel(pca.axes, "axe")} : les autres seraient des erreurs d'arrondi.`]
      : [];
  return [...constant, ...empty, ...fewer];
}

function unplaced({ ids, actives }: Donnees): string[] {
  return ids
    .filter((_, row) => actives.some((values) => Number.isNaN(values[row])))
    .map((id) => `La ligne supplémentaire « ${id} » n'est pas située : une valeur active y manque.`);
}

function fewerClasses(found: Classification | undefined, wished: number | undefined): string[] {
  if (!found || wished === undefined || found.classes === wished) return [];
  return [
    `${pluriel(found.classes, "classe")} au lieu de ${wished} : il n'y a pas plus de lignes différentes.`,
  ];
}

/** The sentence of what the method could not do with these columns. */
function explained<T>({ colonnes }: Donnees, compute: () => T): T {
  try {
    return compute();
  } catch (error) {
    if (!(error instanceof StatisticsError)) throw error;
    const nom = colonnes.actives[error.column ?? -1]?.nom;
    if (error.code === "inertie_nulle")
      throw new StartRefusal(
        "Toutes les variables actives ont partout la même valeur : choisissez-en d'autres.",
      );
    if (error.code === "variable_vide")
      throw new StartRefusal(`La colonne « ${nom} » n'a aucune valeur : retirez-la de --actives.`);
    if (error.code === "valeur_infinie" && nom !== undefined)
      throw new StartRefusal(
        `La colonne « ${nom} » contient un nombre démesuré : corrigez-le, puis relancez.`,
      );
    throw error;
  }
}

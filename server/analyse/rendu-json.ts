import type { Analyse } from "./calcul.ts";
import type { Options } from "./options.ts";

/** Rows written at once: a 60 000-line answer is never held whole. */
const BATCH = 1_000;

/**
 * The answer of --json, in pieces. Names of keys are those of docs/guide/analyser.md; numbers have all their digits
 * (17 significant at most), and what is undefined is null. Classes are numbered from 1.
 */
export function* jsonOf(analyse: Analyse, options: Options): Generator<string> {
  const { pca } = analyse;
  const head = {
    file: options.fichier,
    rows: rowsOf(analyse),
    warnings: analyse.avertissements,
    axes: pca.axes,
    eigenvalues: [...pca.eigenvalues],
    percentages: [...pca.percentages],
    cumulative: cumulate(pca.percentages),
    variables: variablesOf(analyse),
    supplementary: {
      quantitative: quantitativeOf(analyse),
      qualitative: qualitativeOf(analyse),
      individuals: supplementaryRowsOf(analyse),
    },
    dimdesc: dimdescOf(analyse),
  };
  yield `${written(head).slice(0, -1)},"individuals":{`;
  yield* entriesOf(analyse.ids, (row) => individualOf(analyse, row));
  yield `},"classes":`;
  yield* classesOf(analyse);
  yield "}\n";
}

/**
 * A test beyond what a double can say is infinite, as in R: 1e999, which JSON allows and readers take for infinity,
 * where JSON.stringify would write null. JSON.rawJSON is not yet known to TypeScript.
 */
function written(value: unknown): string {
  const { rawJSON } = JSON as typeof JSON & { rawJSON(text: string): unknown };
  return JSON.stringify(value, (_, one: unknown) =>
    one === Number.POSITIVE_INFINITY || one === Number.NEGATIVE_INFINITY
      ? rawJSON(one > 0 ? "1e999" : "-1e999")
      : one,
  );
}

/** Keys written one by one: an object would move numeric identifiers to its head. */
function* entriesOf(keys: readonly string[], describe: (place: number) => unknown): Generator<string> {
  for (let from = 0; from < keys.length; from += BATCH) {
    const batch = keys.slice(from, from + BATCH);
    const entries = batch.map((key, at) => `${JSON.stringify(key)}:${JSON.stringify(describe(from + at))}`);
    yield `${from === 0 ? "" : ","}${entries.join(",")}`;
  }
}

function rowsOf({ lues, ids, exclus, imputation }: Analyse) {
  return {
    read: lues,
    kept: ids.length,
    excluded: exclus,
    imputed: imputation
      ? { cells: imputation.cellules, axes: imputation.axes, rows: imputation.lignes }
      : { cells: 0, axes: 0, rows: [] },
  };
}

function cumulate(percentages: Float64Array): number[] {
  let sum = 0;
  return Array.from(percentages, (percentage) => {
    sum += percentage;
    return sum;
  });
}

function line(values: Float64Array, at: number, axes: number): number[] {
  return [...values.subarray(at * axes, (at + 1) * axes)];
}

function individualOf({ pca }: Analyse, row: number) {
  const { coordinates, cos2, contributions, distance2 } = pca.individuals;
  return {
    coordinates: line(coordinates, row, pca.axes),
    cos2: line(cos2, row, pca.axes),
    contributions: line(contributions, row, pca.axes),
    distance: Math.sqrt(distance2[row] as number),
  };
}

function variablesOf({ pca, noms }: Analyse) {
  const { coordinates, correlations, cos2, contributions } = pca.variables;
  return Object.fromEntries(
    noms.actives.map((nom, j) => [
      nom,
      {
        mean: pca.means[j],
        deviation: pca.constant.includes(j) ? 0 : pca.deviations[j],
        coordinates: line(coordinates, j, pca.axes),
        correlations: line(correlations, j, pca.axes),
        cos2: line(cos2, j, pca.axes),
        contributions: line(contributions, j, pca.axes),
      },
    ]),
  );
}

function quantitativeOf({ pca, noms, sup }: Analyse) {
  if (!sup) return {};
  return Object.fromEntries(
    noms.sup.map((nom, j) => [
      nom,
      {
        missing: sup.missing[j],
        coordinates: line(sup.coordinates, j, pca.axes),
        correlations: line(sup.correlations, j, pca.axes),
        cos2: line(sup.cos2, j, pca.axes),
        knownCorrelations: line(sup.knownCorrelations, j, pca.axes),
      },
    ]),
  );
}

function qualitativeOf({ pca, noms, qualitatives }: Analyse) {
  return Object.fromEntries(
    qualitatives.map((one, q) => [
      noms.qualitatives[q],
      {
        eta2: [...one.eta2],
        levels: Object.fromEntries(
          one.modalites.map((modalite, level) => [
            modalite,
            {
              weight: one.weights[level],
              coordinates: line(one.coordinates, level, pca.axes),
              cos2: line(one.cos2, level, pca.axes),
              vTests: line(one.vTests, level, pca.axes),
              distance: Math.sqrt(one.distance2[level] as number),
            },
          ]),
        ),
      },
    ]),
  );
}

function supplementaryRowsOf({ pca, lignesSup }: Analyse) {
  return Object.fromEntries(
    lignesSup.ids.map((id, row) => [
      id,
      {
        coordinates: line(lignesSup.coordinates, row, pca.axes),
        cos2: line(lignesSup.cos2, row, pca.axes),
        distance: Math.sqrt(lignesSup.distance2[row] as number),
      },
    ]),
  );
}

/** Names in place of ranks. The level of the rows without a value is null. */
function dimdescOf(analyse: Analyse) {
  const { quantitative, qualitative, level } = namer(analyse);
  return analyse.axes.map((axis, k) => ({
    axis: k + 1,
    quantitative: axis.quantitative.map((one) => ({ ...one, variable: quantitative(one.variable) })),
    qualitative: axis.qualitative.map((one) => ({ ...one, variable: qualitative(one.variable) })),
    categories: axis.categories.map((one) => ({
      ...one,
      variable: qualitative(one.variable),
      level: level(one.variable, one.level),
    })),
  }));
}

function namer({ noms, qualitatives }: Analyse) {
  const numbers = [...noms.actives, ...noms.sup];
  return {
    quantitative: (place: number) => numbers[place],
    qualitative: (place: number) => noms.qualitatives[place],
    level: (place: number, level: number) => qualitatives[place]?.modalites[level] ?? null,
  };
}

function* classesOf(analyse: Analyse): Generator<string> {
  const { classification, ids } = analyse;
  if (!classification) return yield "null";
  const { classes, proposedClasses, groupesPrealables, inertiaGains, partition } = classification;
  const numbers = Array.from({ length: classes }, (_, c) => c);
  const head = {
    count: classes,
    proposed: proposedClasses,
    preliminary: groupesPrealables ?? null,
    sizes: numbers.map((c) => partition.reduce((size, one) => size + (one === c ? 1 : 0), 0)),
    // The losses that a cut is chosen by; the thousands below them describe nothing.
    inertiaGains: [...inertiaGains.subarray(0, 50)],
    catdes: catdesOf(analyse, numbers),
    parangons: Object.fromEntries(numbers.map((c) => [c + 1, parangonsOf(analyse, c)])),
  };
  yield `${written(head).slice(0, -1)},"partition":{`;
  yield* entriesOf(ids, (row) => (partition[row] as number) + 1);
  yield "}}";
}

function catdesOf(analyse: Analyse, numbers: readonly number[]) {
  const description = analyse.classification?.description;
  const { quantitative, qualitative, level } = namer(analyse);
  return {
    chi2: description?.chi2.map((one) => ({ ...one, variable: qualitative(one.variable) })),
    variables: description?.variables.map((one) => ({ ...one, variable: quantitative(one.variable) })),
    classes: Object.fromEntries(
      numbers.map((c) => [
        c + 1,
        {
          quantitative: description?.quantities[c]?.map((one) => ({
            ...one,
            variable: quantitative(one.variable),
          })),
          categories: description?.categories[c]?.map((one) => ({
            ...one,
            variable: qualitative(one.variable),
            level: level(one.variable, one.level),
          })),
        },
      ]),
    ),
  };
}

function parangonsOf({ classification, ids }: Analyse, c: number) {
  const named = (list: readonly { row: number; distance: number }[] = []) =>
    list.map(({ row, distance }) => ({ id: ids[row], distance }));
  const found = classification?.parangons[c];
  return { typical: named(found?.typical), distinct: named(found?.distinct) };
}

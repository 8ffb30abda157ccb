import {
  add,
  type CategoryLink,
  chiSquare,
  crossTable,
  linkedCategories,
  type QualitativeColumn,
} from "./catdes-categories.ts";
import { analyse, type QuantityLink } from "./catdes-quantities.ts";

export interface ClassDescriptionInput {
  /** 0-based class of each row. */
  readonly partition: Int32Array;
  readonly classes: number;
  /** NaN = missing: left out of its own variable only. */
  readonly quantitative: readonly Float64Array[];
  /** Codes 0 … levels − 1; −1 = missing, which counts as a category of its own (`MISSING_LEVEL`), as in FactoMineR. */
  readonly qualitative: readonly QualitativeColumn[];
  /** Default 1 each. Their scale counts: category tests round weighted counts to whole numbers, as FactoMineR does. */
  readonly rowWeights?: Float64Array | undefined;
  /** Threshold under which a link is listed; default 0.05. */
  readonly probability?: number | undefined;
}

export interface ClassDescription {
  /** Link between classes and each qualitative variable, by increasing p-value (`test.chi2`). */
  readonly chi2: readonly { readonly variable: number; readonly pValue: number; readonly df: number }[];
  /** Per class, by decreasing v.test (`category`). */
  readonly categories: readonly (readonly CategoryLink[])[];
  /** Link between classes and each quantitative variable, by increasing p-value (`quanti.var`). */
  readonly variables: readonly {
    readonly variable: number;
    readonly eta2: number;
    readonly pValue: number;
  }[];
  /** Per class, by decreasing v.test (`quanti`); empty when no variable is listed above, as in FactoMineR. */
  readonly quantities: readonly (readonly QuantityLink[])[];
}

/**
 * Description of classes by variables: `catdes(donnee, num.var, proba, row.w)` of FactoMineR. A constant variable, or
 * a qualitative one with a single category, has no link to describe: it is left out (FactoMineR gives NaN or fails).
 */
export function describeClasses(input: ClassDescriptionInput): ClassDescription {
  const { partition, classes, probability = 0.05 } = input;
  const weights = input.rowWeights ?? new Float64Array(partition.length).fill(1);
  const masses = new Float64Array(classes);
  for (let i = 0; i < partition.length; i += 1) add(masses, partition[i] as number, weights[i] as number);
  const context = { partition, classes, weights, masses, probability };
  const tables = input.qualitative.map((column, variable) => ({ variable, ...crossTable(context, column) }));
  const chi2 = tables
    .map((table) => ({ variable: table.variable, ...chiSquare(context, table) }))
    .filter(({ pValue }) => pValue <= probability)
    .sort((a, b) => a.pValue - b.pValue);
  const analyses = input.quantitative.map((values, variable) => analyse(context, values, variable));
  const variables = analyses
    .map(({ variable, eta2, pValue }) => ({ variable, eta2, pValue }))
    .filter(({ pValue }) => pValue <= probability)
    .sort((a, b) => a.pValue - b.pValue);
  const ofClass = Array.from({ length: classes }, (_, c) => c);
  return {
    chi2,
    categories: ofClass.map((c) =>
      byDecreasingTest(tables.flatMap((table) => linkedCategories(context, table, c))),
    ),
    variables,
    quantities: ofClass.map((c) =>
      variables.length === 0
        ? []
        : byDecreasingTest(
            analyses.flatMap(({ links }) => links[c] ?? []).filter(({ pValue }) => pValue <= probability),
          ),
    ),
  };
}

/** Equal tests in the reverse order of their variables: R's `rev(order(v.test))`. */
function byDecreasingTest<T extends { readonly vTest: number }>(links: readonly T[]): T[] {
  return [...links].sort((a, b) => a.vTest - b.vTest).reverse();
}

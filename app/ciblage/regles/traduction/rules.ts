import {
  type Condition,
  evaluateSelection,
  type SelectionData,
  type SelectionRule,
  type Threshold,
} from "#app/platform/statistics/selection-rule.ts";
import { cleOf } from "../../calculs/entree/rules.ts";
import type { ContributionComposite, CritereApplique, EntreeCalcul } from "../../calculs/rules.ts";
import { type Critere, MARQUES, type Marque, type Regle, type Sens, type Seuil } from "../rules.ts";

/** What a rule reads of a population, in columns: one cell per structure, NaN where the value is unknown. */
export interface TableauRegle {
  readonly n: number;
  /** By key of variable. */
  readonly valeurs: ReadonlyMap<string, Float64Array>;
  /** Coordinates, first axis first; empty before an analysis. */
  readonly axes: readonly Float64Array[];
  /** 0-based class of each structure, −1 = not analysed; absent before an analysis. */
  readonly classes?: Int32Array | undefined;
  /** 1 where the fact holds. */
  readonly marques: Readonly<Partial<Record<Marque, Uint8Array>>>;
  /** Of the structures, in quantiles and standardisation; all alike by default. */
  readonly poids?: Float64Array | undefined;
}

/** The frozen data of a run as a rule reads them; axes and classes are added once they are computed. */
export function tableauOf({ variables, structures, valeurs, definition }: EntreeCalcul): TableauRegle {
  const n = structures.length;
  const columnOf = (place: number) => Float64Array.from(valeurs, (own) => own[place]?.valeur ?? Number.NaN);
  const flagsOf = (marque: Marque) =>
    Uint8Array.from(structures, ({ marques }) => (marques.includes(marque) ? 1 : 0));
  return {
    n,
    valeurs: new Map(variables.map(({ cle }, place) => [cle, columnOf(place)])),
    axes: [],
    marques: Object.fromEntries((Object.keys(MARQUES) as Marque[]).map((m) => [m, flagsOf(m)])),
    poids: definition.poids === "egaux" ? undefined : Float64Array.from(structures, ({ poids }) => poids),
  };
}

/** Thresholds whose base is wider than the population, by criterion. */
export type SeuilsExternes = EntreeCalcul["seuilsExternes"];

const SIDES = {
  au_plus: "at_most",
  moins_de: "below",
  au_moins: "at_least",
  plus_de: "above",
} as const satisfies Record<Sens, string>;

/** The rule in the terms of the engine, which also perturbs it: the list and its stability come from one evaluation. */
export interface RegleCompilee {
  readonly rule: SelectionRule;
  readonly data: SelectionData;
  /** By criterion. */
  readonly conditions: ReadonlyMap<string, Condition>;
  /** By term of the composite: key of its variable, column, signed weight. */
  readonly termes: readonly { readonly cle: string; readonly column: number; readonly weight: number }[];
}

/**
 * Translates a rule for the engine; its years are settled (`fixerAnnees`). An indicator that the table does not know
 * has no known value.
 */
export function compileRegle(
  regle: Regle,
  seuilsExternes: SeuilsExternes,
  tableau: TableauRegle,
): RegleCompilee {
  const columns: Float64Array[] = [];
  const numbers = new Map<string, number>();
  const columnOf = (key: string, values: Float64Array | undefined): number => {
    const known = numbers.get(key);
    if (known !== undefined) return known;
    columns.push(values ?? new Float64Array(tableau.n).fill(Number.NaN));
    numbers.set(key, columns.length - 1);
    return columns.length - 1;
  };
  const conditions = new Map(
    regle.criteres.map((critere) => [critere.id, conditionOf(critere, seuilsExternes, tableau, columnOf)]),
  );
  const withRole = (role: Critere["role"]) =>
    regle.criteres.filter((c) => c.role === role).map((c) => conditions.get(c.id) as Condition);
  const termes = (regle.composite ?? []).map(({ code, annee, poids, sens }) => {
    const cle = cleFixee(code, annee);
    return { cle, column: columnOf(cle, tableau.valeurs.get(cle)), weight: sens === "bas" ? -poids : poids };
  });
  const compte = withRole("compte");
  const rule: SelectionRule = {
    must: withRole("requis"),
    excluded: withRole("exclusion"),
    ...(regle.auMoins > 0 && { atLeast: { count: regle.auMoins, among: compte } }),
    ...(termes.length > 0 && {
      composite: { terms: termes.map(({ column, weight }) => ({ column, weight })) },
      ...(regle.nombreMax !== null && { most: regle.nombreMax }),
    }),
  };
  const data = { rows: tableau.n, columns, classes: tableau.classes, rowWeights: tableau.poids };
  return { rule, data, conditions, termes };
}

function cleFixee(code: string, annee: number | "derniere"): string {
  if (annee === "derniere") throw new RangeError("the years of a rule are settled before it is applied");
  return cleOf(code, annee);
}

function conditionOf(
  critere: Critere,
  seuilsExternes: SeuilsExternes,
  tableau: TableauRegle,
  columnOf: (key: string, values: Float64Array | undefined) => number,
): Condition {
  if (critere.genre === "classe") return { kind: "class", classes: critere.classes.map((c) => c - 1) };
  if (critere.genre === "marque") {
    const flags = tableau.marques[critere.marque];
    const column = columnOf(`marque:${critere.marque}`, flags ? Float64Array.from(flags) : undefined);
    // Half-way: thresholds move when a rule is perturbed, and a fact does not become another one.
    return { kind: "column", column, side: "above", threshold: { kind: "absolute", value: 0.5 } };
  }
  const key = critere.genre === "axe" ? `axe:${critere.axe}` : cleFixee(critere.code, critere.annee);
  const values = critere.genre === "axe" ? tableau.axes[critere.axe - 1] : tableau.valeurs.get(key);
  const threshold = thresholdOf(critere.seuil, seuilsExternes[critere.id]?.valeur);
  return { kind: "column", column: columnOf(key, values), side: SIDES[critere.sens], threshold };
}

/** A threshold taken elsewhere that is not known is met by nobody. */
function thresholdOf(seuil: Seuil, externe: number | undefined): Threshold {
  if (seuil.genre === "absolu") return { kind: "absolute", value: seuil.valeur };
  if (seuil.base === "population") return { kind: "quantile", probability: seuil.quantile };
  return { kind: "absolute", value: externe ?? Number.NaN };
}

/** What a rule says of each structure. */
export interface RegleAppliquee {
  readonly retenues: Uint8Array;
  /** 1 where the criteria keep it, whatever the number of places. */
  readonly eligibles: Uint8Array;
  /** By criterion: 1 where it holds. */
  readonly remplis: ReadonlyMap<string, Uint8Array>;
  /** Thresholds as numbers, by criterion; none for a class, a fact, or where no value is known. */
  readonly seuils: Readonly<Record<string, number>>;
  /** NaN where a term is unknown. */
  readonly composite: Float64Array | null;
  /** What each term adds to the weighted sum, in the order of the rule. */
  readonly parts: readonly Float64Array[];
  /** 1 is the highest weighted sum of the population, ties share a rank; 0 without one. */
  readonly rangs: Int32Array | null;
}

/** Applies a rule to a population: the list, and all that explains it. */
export function evaluateRegle({ rule, data, conditions, termes }: RegleCompilee): RegleAppliquee {
  const { selected, composite } = evaluateSelection(rule, data);
  const remplis = new Map<string, Uint8Array>();
  const seuils: Record<string, number> = {};
  for (const [id, condition] of conditions) {
    const alone = evaluateSelection({ must: [condition], excluded: [] }, data);
    remplis.set(id, alone.selected);
    const bound = alone.bounds[0]?.[0];
    if (condition.kind === "column" && bound !== undefined && !Number.isNaN(bound)) seuils[id] = bound;
  }
  const whole = termes.reduce((sum, { weight }) => sum + Math.abs(weight), 0);
  const parts = termes.map((terme) => {
    const alone = { must: [], excluded: [], composite: { terms: [terme] } };
    const standard = evaluateSelection(alone, data).composite ?? new Float64Array(data.rows);
    return standard.map((value) => (value * Math.abs(terme.weight)) / whole);
  });
  return {
    retenues: selected,
    eligibles:
      rule.most === undefined ? selected : evaluateSelection({ ...rule, most: undefined }, data).selected,
    remplis,
    seuils,
    composite: composite ?? null,
    parts,
    rangs: composite ? rangsOf(composite) : null,
  };
}

function rangsOf(composite: Float64Array): Int32Array {
  const order = [...composite.keys()]
    .filter((i) => !Number.isNaN(composite[i] as number))
    .sort((a, b) => (composite[b] as number) - (composite[a] as number));
  const rangs = new Int32Array(composite.length);
  for (const [place, i] of order.entries()) {
    const before = order[place - 1];
    rangs[i] =
      before !== undefined && composite[before] === composite[i] ? (rangs[before] as number) : place + 1;
  }
  return rangs;
}

/** One structure as the rule sees it: what « pourquoi mon école ? » reads aloud. */
export function lireStructure(
  regle: Regle,
  { conditions, data, termes }: RegleCompilee,
  appliquee: RegleAppliquee,
  i: number,
): { readonly criteres: CritereApplique[]; readonly contributionsComposite: ContributionComposite[] } {
  const known = appliquee.composite !== null && !Number.isNaN(appliquee.composite[i] as number);
  return {
    criteres: regle.criteres.map((critere) => ({
      id: critere.id,
      valeur: valeurOf(critere, conditions.get(critere.id) as Condition, data, i),
      seuil: critere.genre === "marque" ? null : (appliquee.seuils[critere.id] ?? null),
      rempli: appliquee.remplis.get(critere.id)?.[i] === 1,
    })),
    contributionsComposite: known
      ? termes.map(({ cle }, t) => ({ cle, part: (appliquee.parts[t] as Float64Array)[i] as number }))
      : [],
  };
}

function valeurOf(critere: Critere, condition: Condition, data: SelectionData, i: number) {
  if (condition.kind === "class") {
    const classe = data.classes?.[i] ?? -1;
    return classe < 0 ? null : classe + 1;
  }
  const value = data.columns[condition.column]?.[i] as number;
  if (Number.isNaN(value)) return null;
  return critere.genre === "marque" ? (value > 0.5 ? "oui" : "non") : value;
}

import type { Condition } from "#app/platform/statistics/selection-rule.ts";
import type { Critere, Regle } from "../rules.ts";
import type { RegleAppliquee, RegleCompilee } from "../traduction/rules.ts";

/** The smallest change of one value that would alter the outcome of a structure, all else as it is. */
export interface ChangementProche {
  /** Criterion, or key of a term of the weighted sum, whose value would change. */
  readonly cle: string;
  readonly de: number;
  readonly vers: number;
  /** In standard deviations of the value over the population. */
  readonly ecarts: number;
  /** What the structure would become. */
  readonly retenue: boolean;
}

/** Smallest step that a reader sees, by criterion or key of term: 0.1 where the values have one decimal. */
export type PasLisible = (cle: string) => number;

interface Piste {
  readonly cle: string;
  readonly column: number;
  readonly vers: number;
}

/**
 * Thresholds and the place of the others stay fixed: the sentence is about this structure, not about a population that
 * would move with it. Null where no single value alters the outcome. Source: issue « Ciblage », nearest change.
 */
export function changementProche(
  regle: Regle,
  compilee: RegleCompilee,
  appliquee: RegleAppliquee,
  i: number,
  pas: PasLisible,
): ChangementProche | null {
  const { columns, rowWeights } = compilee.data;
  const retenue = appliquee.retenues[i] === 1;
  const limite = limiteOf(regle, appliquee, i);
  const proches = [
    ...pistesCriteres(regle, compilee, appliquee, pas),
    ...pistesComposite(compilee, appliquee, i, limite, pas),
  ].flatMap(({ cle, column, vers }) => {
    const values = columns[column] as Float64Array;
    const de = values[i] as number;
    const deviation = deviationOf(values, rowWeights);
    if (Number.isNaN(de) || !(deviation > 0) || !Number.isFinite(vers)) return [];
    const outcome = isRetenueAvec(regle, compilee, appliquee, i, { column, vers, limite, deviation });
    return outcome === retenue
      ? []
      : [{ cle, de, vers, ecarts: Math.abs(vers - de) / deviation, retenue: outcome }];
  });
  return proches.reduce<ChangementProche | null>(
    (best, one) => (best === null || one.ecarts < best.ecarts ? one : best),
    null,
  );
}

/** At each threshold, on it and one step to either side. */
function pistesCriteres(
  regle: Regle,
  { conditions }: RegleCompilee,
  { seuils }: RegleAppliquee,
  pas: PasLisible,
): Piste[] {
  return regle.criteres.flatMap(({ id, genre }: Critere) => {
    const condition = conditions.get(id) as Condition;
    const seuil = seuils[id];
    if (condition.kind !== "column" || genre === "marque" || seuil === undefined) return [];
    const step = pas(id);
    return [seuil, seuil - step, seuil + step].map((vers) => ({ cle: id, column: condition.column, vers }));
  });
}

/** Where the weighted sum reaches the last kept place, and one step to either side. */
function pistesComposite(
  { termes, data }: RegleCompilee,
  { composite }: RegleAppliquee,
  i: number,
  limite: number,
  pas: PasLisible,
): Piste[] {
  if (!composite || !Number.isFinite(limite)) return [];
  const whole = termes.reduce((sum, { weight }) => sum + Math.abs(weight), 0);
  return termes.flatMap(({ cle, column, weight }) => {
    const values = data.columns[column] as Float64Array;
    const reach =
      ((limite - (composite[i] as number)) * deviationOf(values, data.rowWeights) * whole) / weight;
    const vers = (values[i] as number) + reach;
    return [vers, vers - pas(cle), vers + pas(cle)].map((target) => ({ cle, column, vers: target }));
  });
}

/** The weighted sum below which the structure is not among the first; −∞ where there is room for it. */
function limiteOf({ nombreMax, composite }: Regle, appliquee: RegleAppliquee, i: number): number {
  if (nombreMax === null || !composite || !appliquee.composite) return Number.NEGATIVE_INFINITY;
  const others = appliquee.composite
    .filter((value, other) => other !== i && appliquee.eligibles[other] === 1 && !Number.isNaN(value))
    .sort();
  return others[others.length - nombreMax] ?? Number.NEGATIVE_INFINITY;
}

function isRetenueAvec(
  regle: Regle,
  { conditions, data, termes }: RegleCompilee,
  appliquee: RegleAppliquee,
  i: number,
  essai: {
    readonly column: number;
    readonly vers: number;
    readonly limite: number;
    readonly deviation: number;
  },
): boolean {
  const holds = (critere: Critere) => {
    const condition = conditions.get(critere.id) as Condition;
    if (condition.kind !== "column" || condition.column !== essai.column)
      return appliquee.remplis.get(critere.id)?.[i] === 1;
    const seuil = appliquee.seuils[critere.id] ?? Number.NaN;
    const { side } = condition;
    if (side === "at_most") return essai.vers <= seuil;
    if (side === "below") return essai.vers < seuil;
    return side === "at_least" ? essai.vers >= seuil : essai.vers > seuil;
  };
  const withRole = (role: Critere["role"]) => regle.criteres.filter((c) => c.role === role);
  if (!withRole("requis").every(holds) || withRole("exclusion").some(holds)) return false;
  if (withRole("compte").filter(holds).length < regle.auMoins) return false;
  if (regle.nombreMax === null || !appliquee.composite) return true;
  const whole = termes.reduce((sum, { weight }) => sum + Math.abs(weight), 0);
  const weight = termes.reduce((sum, terme) => sum + (terme.column === essai.column ? terme.weight : 0), 0);
  const from = (data.columns[essai.column] as Float64Array)[i] as number;
  const sum = (appliquee.composite[i] as number) + ((essai.vers - from) * weight) / (essai.deviation * whole);
  return sum >= essai.limite - 1e-12;
}

/** Deviation of the known values, denominator n, as the engine standardises. */
function deviationOf(values: Float64Array, weights: Float64Array | undefined): number {
  let [total, sum, squares] = [0, 0, 0];
  const origin = values.find((value) => !Number.isNaN(value)) ?? 0;
  for (let i = 0; i < values.length; i += 1) {
    const x = (values[i] as number) - origin;
    if (Number.isNaN(x)) continue;
    const weight = weights ? (weights[i] as number) : 1;
    total += weight;
    sum += weight * x;
    squares += weight * x * x;
  }
  return Math.sqrt(Math.max(0, squares / total - (sum / total) ** 2));
}

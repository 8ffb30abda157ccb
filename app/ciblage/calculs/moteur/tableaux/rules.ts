import { formatNombre, pluriel } from "#app/platform/format/format.ts";
import { Refusal } from "#app/platform/refusal.ts";
import { imputePca } from "#app/platform/statistics/impute.ts";
import { cleOf } from "../../entree/rules.ts";
import type { EntreeCalcul } from "../../rules.ts";

/** Components that missing cells are rebuilt from: the default of missMDA, less where there are few. */
const AXES_IMPUTATION = 2;

/** What the analysis works on: the structures that it places, and the variables that tell them apart. */
export interface Tableau {
  readonly entree: EntreeCalcul;
  /** One per variable of the entry, NaN where there is no number. */
  readonly colonnes: readonly Float64Array[];
  /** Places, among the structures of the entry, of those that the analysis places. */
  readonly lignes: Int32Array;
  readonly poids: Float64Array;
  /** Places, among the variables of the entry, of the active ones that vary. */
  readonly actives: readonly number[];
  readonly poidsActives: Float64Array;
  /** Complete columns of the active variables, over `lignes`. */
  readonly completes: readonly Float64Array[];
  readonly supplementaires: readonly number[];
  readonly avertissements: readonly string[];
}

/** Chooses structures and variables, completes what is missing when asked, and says what was left out. */
export function dresserTableau(entree: EntreeCalcul, shouldStop?: () => boolean): Tableau {
  const { definition, structures, variables } = entree;
  if (structures.length === 0)
    throw new Refusal(
      "population_vide",
      "La population de la campagne ne compte aucune structure de cette famille : élargissez-la dans « Régler la campagne ».",
    );
  const avertissements: string[] = [];
  const colonnes = variables.map((_, j) =>
    Float64Array.from(entree.valeurs, (own) => own[j]?.valeur ?? Number.NaN),
  );
  const places = new Map(variables.map(({ cle }, j) => [cle, j]));
  const placesOf = (choisies: readonly { code: string; annee: number | "derniere" }[]) => [
    ...new Set(choisies.flatMap(({ code, annee }) => places.get(cleOf(code, Number(annee))) ?? [])),
  ];
  const voulues = placesOf(definition.actives);
  signalerCouverture(entree, colonnes, voulues, avertissements);
  const lignes = choisirLignes(entree, colonnes, voulues, avertissements);
  const restrict = (j: number) => {
    const values = colonnes[j] as Float64Array;
    return Float64Array.from(lignes, (i) => values[i] as number);
  };
  const actives = voulues.filter((j) => varies(restrict(j)));
  for (const j of voulues.filter((j) => !actives.includes(j)))
    avertissements.push(
      `« ${nomOf(entree, j)} » a la même valeur partout : elle ne distingue personne, l’analyse la laisse de côté.`,
    );
  if (actives.length === 0)
    throw new Refusal(
      "sans_variation",
      "Toutes les variables actives ont la même valeur partout : choisissez-en d’autres, ou élargissez la population.",
    );
  const poids = Float64Array.from(lignes, (i) => structures[i]?.poids ?? 0);
  const poidsOf = (j: number) =>
    definition.actives.find(({ code, annee }) => cleOf(code, Number(annee)) === variables[j]?.cle)?.poids ??
    1;
  return {
    ...{ entree, colonnes, lignes, poids, actives, avertissements },
    poidsActives: Float64Array.from(actives, poidsOf),
    completes: completer(entree, actives.map(restrict), poids, avertissements, shouldStop),
    supplementaires: placesOf(definition.supplementaires).filter((j) => {
      const kept = !actives.includes(j) && varies(restrict(j));
      if (!kept && !voulues.includes(j))
        avertissements.push(
          `« ${nomOf(entree, j)} » n’a pas deux valeurs différentes : elle n’est pas située sur les axes.`,
        );
      return kept;
    }),
  };
}

function nomOf({ variables }: EntreeCalcul, j: number): string {
  const variable = variables[j];
  return variable ? `${variable.libelle} (${variable.annee}-${variable.annee + 1})` : "";
}

/** Two known values that differ by more than rounding. */
function varies(values: Float64Array): boolean {
  const known = values.filter((value) => !Number.isNaN(value));
  if (known.length < 2) return false;
  const [least, most] = known.reduce(([a, b], v) => [Math.min(a, v), Math.max(b, v)], [
    Number.POSITIVE_INFINITY,
    Number.NEGATIVE_INFINITY,
  ] as [number, number]);
  return most - least > 1e-12 * Math.max(Math.abs(least), Math.abs(most));
}

function signalerCouverture(
  entree: EntreeCalcul,
  colonnes: readonly Float64Array[],
  actives: readonly number[],
  avertissements: string[],
): void {
  const total = entree.structures.length;
  for (const [j, values] of colonnes.entries()) {
    const known = values.reduce((n, value) => n + (Number.isNaN(value) ? 0 : 1), 0);
    if (known === 0 && actives.includes(j))
      throw new Refusal(
        "variable_vide",
        `« ${nomOf(entree, j)} » n’a aucune valeur dans cette population : retirez-la des variables actives, ou choisissez une autre année.`,
      );
    if (known * 2 < total)
      avertissements.push(
        `« ${nomOf(entree, j)} » est connue pour ${formatNombre(known)} structures sur ${formatNombre(total)} : moins de la moitié. Lisez avec prudence ce qui s’appuie sur elle.`,
      );
  }
}

function choisirLignes(
  entree: EntreeCalcul,
  colonnes: readonly Float64Array[],
  actives: readonly number[],
  avertissements: string[],
): Int32Array {
  const { structures, definition } = entree;
  const all = structures.map((_, i) => i);
  const weighed = all.filter((i) => (structures[i]?.poids ?? 0) > 0);
  const known = (i: number) => actives.filter((j) => !Number.isNaN(colonnes[j]?.[i])).length;
  const least = definition.manquants === "exclure" ? actives.length : 1;
  const kept = weighed.filter((i) => known(i) >= least);
  const sansPoids = all.length - weighed.length;
  const incompletes = weighed.length - kept.length;
  if (sansPoids > 0)
    avertissements.push(
      `${pluriel(sansPoids, "structure n’a", "structures n’ont")} pas de poids connu au-dessus de 0 : l’analyse ne les place pas. Choisissez des poids égaux pour les placer.`,
    );
  if (incompletes > 0)
    avertissements.push(
      definition.manquants === "exclure"
        ? `${pluriel(incompletes, "structure incomplète n’est", "structures incomplètes ne sont")} pas placée${incompletes > 1 ? "s" : ""} par l’analyse. La règle leur est appliquée sur les valeurs connues.`
        : `${pluriel(incompletes, "structure n’a", "structures n’ont")} aucune des variables actives : rien ne permet de les compléter, l’analyse ne les place pas.`,
    );
  if (kept.length < 2) throw refuserTropPeu(entree, colonnes, actives, { weighed, kept });
  return Int32Array.from(kept);
}

function refuserTropPeu(
  entree: EntreeCalcul,
  colonnes: readonly Float64Array[],
  actives: readonly number[],
  { weighed, kept }: { readonly weighed: readonly number[]; readonly kept: readonly number[] },
): Refusal {
  if (weighed.length < 2)
    return new Refusal(
      "trop_peu_pesees",
      "Une structure, ou aucune, a un poids connu au-dessus de 0 : choisissez des poids égaux, ou élargissez la population.",
    );
  const missing = (j: number) => weighed.filter((i) => Number.isNaN(colonnes[j]?.[i])).length;
  const worst = actives.reduce((a, b) => (missing(b) > missing(a) ? b : a), actives[0] as number);
  return new Refusal(
    "trop_peu_completes",
    `${kept.length === 0 ? "Aucune structure n’a" : "Une seule structure a"} toutes les valeurs demandées : « ${nomOf(entree, worst)} » manque dans ${formatNombre(missing(worst))} structures sur ${formatNombre(weighed.length)}. Retirez-la, ou choisissez de compléter les valeurs manquantes.`,
  );
}

function completer(
  { definition }: EntreeCalcul,
  columns: readonly Float64Array[],
  poids: Float64Array,
  avertissements: string[],
  shouldStop: (() => boolean) | undefined,
): readonly Float64Array[] {
  const rows = poids.length;
  if (!columns.some((values) => values.some(Number.isNaN))) return columns;
  const axes = Math.max(0, Math.min(AXES_IMPUTATION, rows - 2, columns.length - 1));
  const imputed = imputePca({
    ...{ table: { rows, columns }, axes, rowWeights: poids, scale: definition.reduire, shouldStop },
  });
  const lignes = poids.reduce(
    (n, _, i) => n + (columns.some((values) => Number.isNaN(values[i])) ? 1 : 0),
    0,
  );
  avertissements.push(
    `${pluriel(imputed.missing, "valeur manquante a été complétée", "valeurs manquantes ont été complétées")} par l’analyse pour ${pluriel(lignes, "structure")} : ces structures sont marquées. La règle, elle, ne lit que les valeurs connues.`,
  );
  if (!imputed.converged)
    avertissements.push(
      "Le complément des valeurs manquantes ne s’est pas stabilisé : lisez avec prudence les structures marquées.",
    );
  return imputed.columns;
}

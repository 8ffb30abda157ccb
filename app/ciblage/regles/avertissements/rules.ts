import { formatPourcent } from "#app/platform/format/format.ts";
import type { Critere, Regle } from "../rules.ts";

export interface ConstatRegle {
  readonly population: number;
  /** Null before the rule could be applied. */
  readonly retenues: number | null;
  /** Known values of each indicator that the rule reads, by code, with its label. */
  readonly couvertures: readonly { readonly libelle: string; readonly connues: number }[];
  /** Classes of the last analysis; null before any. */
  readonly classes: number | null;
}

/** What the author of a rule must know before relying on it, each with its way out. */
export function avertissementsOf(regle: Regle, constat: ConstatRegle): string[] {
  return [...ofCriteria(regle, constat), ...ofCoverage(constat), ...ofOutcome(constat)];
}

function ofCriteria(regle: Regle, { classes }: ConstatRegle): string[] {
  const comptes = regle.criteres.filter(({ role }) => role === "compte").length;
  const warnings: string[] = [];
  if (regle.auMoins > comptes)
    warnings.push(
      `La règle demande ${regle.auMoins} critères parmi ${comptes} : aucune structure ne peut les remplir. Baissez le nombre demandé, ou ajoutez des critères comptés.`,
    );
  if (comptes > 0 && regle.auMoins === 0)
    warnings.push(
      "Des critères sont comptés, et le nombre demandé est 0 : ils n’ont pas d’effet. Dites combien il en faut.",
    );
  if (regle.nombreMax !== null && !regle.composite)
    warnings.push(
      "Un nombre de structures est donné sans somme pondérée : il n’a pas d’effet. Donnez un poids à au moins un indicateur.",
    );
  const unknown = regle.criteres
    .flatMap((critere) => classesOf(critere))
    .filter((c) => classes !== null && c > classes);
  if (unknown.length > 0)
    warnings.push(
      `La règle nomme la classe ${[...new Set(unknown)].sort((a, b) => a - b).join(", ")}, et la dernière analyse en a ${classes}. Choisissez parmi elles : les numéros changent d’une analyse à l’autre.`,
    );
  return warnings;
}

function classesOf(critere: Critere): readonly number[] {
  return critere.genre === "classe" ? critere.classes : [];
}

function ofCoverage({ population, couvertures }: ConstatRegle): string[] {
  return couvertures.flatMap(({ libelle, connues }) =>
    population > 0 && connues * 2 < population
      ? [
          `« ${libelle} » n’est connu que pour ${formatPourcent(connues / population)} de la population : les autres ne remplissent pas ce critère, faute de valeur. Préférez un indicateur mieux connu, ou une autre année.`,
        ]
      : [],
  );
}

function ofOutcome({ population, retenues }: ConstatRegle): string[] {
  if (retenues === null) return [];
  if (population === 0)
    return ["La population de la campagne est vide : élargissez-la dans les réglages de la campagne."];
  if (retenues === 0)
    return [
      "La règle ne retient aucune structure : desserrez un seuil, ou demandez moins de critères à la fois.",
    ];
  return retenues === population
    ? [
        "La règle retient toute la population : elle ne choisit pas encore. Resserrez un seuil, ou ajoutez un critère.",
      ]
    : [];
}

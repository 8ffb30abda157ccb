import type { ValeurLue } from "../rules.ts";

/** Beyond six columns a table is no longer read. */
export const STRUCTURES_MAXIMALES = 6;

/**
 * The one year in which an indicator is compared: the year asked for when a structure knows it, otherwise the latest
 * among those that most structures know. All columns show the same year, so that no break is ever between them.
 * Undefined when nobody knows any.
 */
export function choisirAnneeCommune(
  valeurs: readonly Pick<ValeurLue, "annee" | "valeur">[],
  demandee: number | undefined,
): number | undefined {
  const publiees = valeurs.filter(({ valeur }) => valeur !== null);
  const counts = new Map<number, number>();
  for (const { annee } of publiees.length > 0 ? publiees : valeurs)
    counts.set(annee, (counts.get(annee) ?? 0) + 1);
  if (demandee !== undefined && counts.has(demandee)) return demandee;
  const most = Math.max(0, ...counts.values());
  const years = [...counts].filter(([, count]) => count === most).map(([annee]) => annee);
  return years.length > 0 ? Math.max(...years) : undefined;
}

/** Structures drawn on one chart of years: four at most fit, and five are better parted three and two than four and one. */
export function partagerSeries<T>(series: readonly T[]): T[][] {
  if (series.length <= 4) return series.length === 0 ? [] : [[...series]];
  const half = Math.ceil(series.length / 2);
  return [series.slice(0, half), series.slice(half)];
}

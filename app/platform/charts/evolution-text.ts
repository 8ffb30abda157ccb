import { formatNombre } from "../format/format.ts";
import type { ChartTable } from "./chart-table.ts";
import { listed, NON_PUBLIEE, titled, withUnit } from "./chart-text.ts";
import { breaksOf, type Evolution, stretchesOf, yearLabel } from "./evolution.ts";

/**
 * States the last value of each series and, for the first, where it stood at the start of the comparable years: never
 * across a break.
 */
export function summarizeEvolution(evolution: Evolution): string {
  const { series, periode } = evolution;
  const breaks = breaksOf(evolution);
  const year = (annee: number) => yearLabel(annee, periode);
  const parts = series.map(({ libelle, points }, index) => {
    const all = stretchesOf(points, []).flat();
    const last = all.at(-1);
    if (!last) return `${libelle}\u00a0: aucune valeur publiée`;
    const start = breaks.filter(({ annee }) => annee <= last.annee).at(-1)?.annee ?? Number.NEGATIVE_INFINITY;
    const first = all.find(({ annee }) => annee >= start);
    const since =
      index === 0 && first && first !== last
        ? ` (${withUnit(first.valeur ?? 0, evolution)} en ${year(first.annee)})`
        : "";
    return `${libelle}\u00a0: ${withUnit(last.valeur ?? 0, evolution)} en ${year(last.annee)}${since}`;
  });
  const apart = breaks.map(({ annee }) => year(annee));
  const rupture =
    apart.length === 0
      ? ""
      : ` Rupture de série en ${listed(apart)}\u00a0: les années d’avant et d’après ne se comparent pas.`;
  return `${parts.join("\u00a0; ")}.${rupture}`;
}

/** One line a year, and one at each break; intervals are beside their values. */
export function tabulateEvolution(evolution: Evolution): ChartTable {
  const { series, periode, unite, decimales } = evolution;
  const years = [...new Set(series.flatMap(({ points }) => points.map(({ annee }) => annee)))].sort(
    (a, b) => a - b,
  );
  const withInterval = series.map(({ points }) => points.some(({ intervalle }) => intervalle));
  const columns = series.flatMap(({ libelle }, index) => [
    { libelle: titled(libelle, unite), nombre: true },
    ...(withInterval[index] ? [{ libelle: `Intervalle, ${libelle}` }] : []),
  ]);
  const breaks = breaksOf(evolution);
  const lignes = years.flatMap((annee) => {
    const cells = series.flatMap(({ points }, index) => {
      const point = points.find((candidate) => candidate.annee === annee);
      const value =
        point && point.valeur !== null
          ? formatNombre(point.valeur, decimales)
          : (point?.mention ?? NON_PUBLIEE);
      const [low, high] = point?.intervalle ?? [];
      const interval =
        low === undefined || high === undefined
          ? ""
          : `de ${formatNombre(low, decimales)} à ${formatNombre(high, decimales)}`;
      return withInterval[index] ? [value, interval] : [value];
    });
    const parted = breaks
      .filter((rupture) => rupture.annee === annee)
      .map(({ motif }) => [`Rupture de série\u00a0: ${motif}`, ...columns.map(() => "")]);
    return [...parted, [yearLabel(annee, periode), ...cells]];
  });
  return {
    colonnes: [{ libelle: periode === "session" ? "Session" : "Année scolaire" }, ...columns],
    lignes,
  };
}

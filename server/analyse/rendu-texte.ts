import { formatNombre, pluriel } from "#app/platform/format/format.ts";
import type { Analyse } from "./calcul.ts";

/** Axes and lines that a screen holds; --json has them all. */
const AXES_SHOWN = 5;
const LINES_SHOWN = 5;

/** The answer for a person: what was read, axes, variables, classes. */
export function textOf(analyse: Analyse): string {
  const parts = [
    readOf(analyse),
    `Valeurs propres\n${eigenvaluesOf(analyse)}`,
    `Corrélations des variables actives avec les axes (contribution en %)\n${variablesOf(analyse)}`,
    ...supplementaryOf(analyse),
    ...qualitativesOf(analyse),
    ...classesOf(analyse),
    "Toutes les valeurs (individus, cos², descriptions complètes) : ajoutez --json.",
  ];
  return `${parts.join("\n\n")}\n`;
}

function readOf({ lues, ids, exclus, lignesSup, imputation, avertissements }: Analyse): string {
  const lines = [`${pluriel(lues, "ligne lue", "lignes lues")}, ${pluriel(ids.length, "analysée")}.`];
  if (exclus.length > 0)
    lines.push(
      imputation
        ? `${pluriel(exclus.length, "ligne écartée", "lignes écartées")} : aucune variable active n'y est connue.`
        : `${pluriel(exclus.length, "ligne écartée", "lignes écartées")} : une valeur active y manque (--manquants imputer les complète).`,
    );
  if (lignesSup.ids.length > 0)
    lines.push(
      `${pluriel(lignesSup.ids.length, "ligne supplémentaire", "lignes supplémentaires")} : leurs coordonnées sont dans --json.`,
    );
  if (imputation)
    lines.push(
      `${pluriel(imputation.cellules, "cellule imputée", "cellules imputées")} dans ${pluriel(imputation.lignes.length, "ligne")}, à partir de ${pluriel(imputation.axes, "composante")}.`,
    );
  return [...lines, ...avertissements].join("\n");
}

function eigenvaluesOf({ pca }: Analyse): string {
  let cumulative = 0;
  const lines = Array.from(pca.eigenvalues.subarray(0, 10), (value, k) => {
    const percentage = pca.percentages[k] as number;
    cumulative += percentage;
    return [`axe ${k + 1}`, formatNombre(value, 4), formatNombre(percentage, 2), formatNombre(cumulative, 2)];
  });
  return columns([["", "valeur propre", "% d'inertie", "% cumulé"], ...lines]);
}

const axesOf = ({ pca }: Analyse) => Array.from({ length: Math.min(pca.axes, AXES_SHOWN) }, (_, k) => k);
const titles = (analyse: Analyse) => ["", ...axesOf(analyse).map((k) => `axe ${k + 1}`)];
const rounded = (value: number | undefined, decimals: number) =>
  value === undefined || Number.isNaN(value) ? "–" : formatNombre(value, decimals);

function variablesOf(analyse: Analyse): string {
  const { pca, noms } = analyse;
  const { correlations, contributions } = pca.variables;
  const cell = (j: number, k: number) =>
    `${rounded(correlations[j * pca.axes + k], 3)} (${rounded(contributions[j * pca.axes + k], 1)})`;
  return columns([
    titles(analyse),
    ...noms.actives.map((nom, j) => [nom, ...axesOf(analyse).map((k) => cell(j, k))]),
  ]);
}

function supplementaryOf(analyse: Analyse): string[] {
  const { pca, noms, sup } = analyse;
  if (!sup) return [];
  const lines = noms.sup.map((nom, j) => {
    const missing = sup.missing[j] ?? 0;
    const name = missing > 0 ? `${nom} (${pluriel(missing, "valeur manquante", "valeurs manquantes")})` : nom;
    return [name, ...axesOf(analyse).map((k) => rounded(sup.knownCorrelations[j * pca.axes + k], 3))];
  });
  const title = "Corrélations des variables supplémentaires, sur les lignes où elles sont connues";
  return [`${title}\n${columns([titles(analyse), ...lines])}`];
}

function qualitativesOf(analyse: Analyse): string[] {
  const { pca, noms, qualitatives } = analyse;
  return qualitatives.map((one, q) => {
    const lines = one.modalites.map((modalite, level) => [
      modalite,
      ...axesOf(analyse).map(
        (k) =>
          `${rounded(one.coordinates[level * pca.axes + k], 3)} (${rounded(one.vTests[level * pca.axes + k], 2)})`,
      ),
    ]);
    const title = `Modalités de « ${noms.qualitatives[q]} » : coordonnée (valeur-test)`;
    return `${title}\n${columns([titles(analyse), ...lines])}`;
  });
}

function classesOf({ classification, ids, noms }: Analyse): string[] {
  if (!classification) return [];
  const { classes, partition, description, parangons, groupesPrealables } = classification;
  const numbers = [...noms.actives, ...noms.sup];
  const before = groupesPrealables ? `, à partir de ${groupesPrealables} groupes préalables` : "";
  const parts = [`${pluriel(classes, "classe")} (Ward sur les axes, consolidées)${before}`];
  for (let c = 0; c < classes; c += 1) {
    const size = partition.reduce((count, one) => count + (one === c ? 1 : 0), 0);
    const lines = (description.quantities[c] ?? [])
      .toSorted((a, b) => Math.abs(b.vTest) - Math.abs(a.vTest))
      .slice(0, LINES_SHOWN)
      .map(
        ({ variable, vTest, mean, overallMean }) =>
          `  ${numbers[variable]} : moyenne ${formatNombre(mean, 2)}, ensemble ${formatNombre(overallMean, 2)} (valeur-test ${formatNombre(vTest, 1)})`,
      );
    const names = (parangons[c]?.typical ?? []).map(({ row }) => ids[row]).join(", ");
    parts.push([`classe ${c + 1} : ${pluriel(size, "ligne")} ; parangons : ${names}`, ...lines].join("\n"));
  }
  return [parts.join("\n")];
}

/** Left column to the left, numbers to the right. */
function columns(lines: readonly (readonly string[])[]): string {
  const widths = (lines[0] ?? []).map((_, at) => Math.max(...lines.map((cells) => (cells[at] ?? "").length)));
  return lines
    .map((cells) =>
      cells
        .map((cell, at) => (at === 0 ? cell.padEnd(widths[at] ?? 0) : cell.padStart(widths[at] ?? 0)))
        .join("  "),
    )
    .join("\n");
}

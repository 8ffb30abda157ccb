import type { Arbre } from "#app/platform/charts/tree.ts";
import { wardTree } from "#app/platform/statistics/ward.ts";
import { leafOrder } from "#app/platform/statistics/ward-cut.ts";
import type { Analyse } from "../rules.ts";
import { direClasse, nomsOf } from "../typologies/rules.ts";

/** Two classes join in one way only. */
const LEAST_CLASSES = 3;

/**
 * How the classes would join, the closest first: Ward again on what a run stores, its classes with their weights. The
 * tree of all structures is not stored; above the classes this one differs from it by the consolidation only.
 */
export function arbreDe(analyse: Analyse): Arbre | null {
  const { resultat, typologie } = analyse;
  const { classes, classesProposees } = resultat;
  if (classes.length < LEAST_CLASSES) return null;
  const { centers, weights } = centersOf(analyse);
  const tree = wardTree(centers, classes.length, resultat.axes, weights);
  const whole = tree.heights.reduce((sum, height) => sum + height, 0);
  if (!(whole > 0)) return null;
  const noms = nomsOf(typologie);
  const kept = {
    libelle: `Découpage ${classes.length === classesProposees ? "proposé et " : ""}conservé : ${classes.length} classes`,
    groupes: classes.length,
  };
  return {
    titre: "Dans quel ordre les classes se réuniraient",
    feuilles: classes.map(({ numero }) => ({ libelle: direClasse(noms, numero), court: `Classe ${numero}` })),
    ordre: [...leafOrder(tree)],
    reunions: Array.from(tree.heights, (height, step) => ({
      gauche: tree.left[step] as number,
      droite: tree.right[step] as number,
      hauteur: (100 * height) / whole,
    })),
    coupes:
      classesProposees < classes.length
        ? [kept, { libelle: `Découpage proposé : ${classesProposees} classes`, groupes: classesProposees }]
        : [kept],
  };
}

/** Weighted centres of the classes on the kept axes, and the weight of each. */
function centersOf({ entree, resultat }: Analyse) {
  const { axes, classes } = resultat;
  const place = new Map(classes.map(({ numero }, index) => [numero, index]));
  const weights = new Float64Array(classes.length);
  const centers = new Float64Array(classes.length * axes);
  const members = resultat.structures.flatMap(({ classe, coordonnees }, i) => {
    const own = classe === null ? undefined : place.get(classe);
    return own === undefined ? [] : [{ own, coordonnees, poids: entree.structures[i]?.poids ?? 0 }];
  });
  for (const { own, poids } of members) weights[own] = (weights[own] as number) + poids;
  for (const { own, coordonnees, poids } of members)
    for (let axis = 0; axis < axes; axis += 1) {
      const at = own * axes + axis;
      centers[at] = (centers[at] as number) + ((coordonnees[axis] ?? 0) * poids) / (weights[own] as number);
    }
  const whole = weights.reduce((sum, weight) => sum + weight, 0);
  return { centers, weights: weights.map((weight) => weight / whole) };
}

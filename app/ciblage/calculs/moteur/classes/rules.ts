import { pluriel } from "#app/platform/format/format.ts";
import { type ClassDescription, describeClasses } from "#app/platform/statistics/catdes.ts";
import { type Clustering, clusterRows } from "#app/platform/statistics/clustering.ts";
import { findParangons } from "#app/platform/statistics/parangons.ts";
import type { ClasseAnalysee } from "../../rules.ts";
import { type Codee, type Facteurs, modaliteOf, orZero } from "../facteurs/rules.ts";
import type { Tableau } from "../tableaux/rules.ts";

/** Above it the tree of all rows, which takes the square of their number, gives way to groups made before it. */
const LIGNES_ARBRE_ENTIER = 12_000;
const GROUPES_PREALABLES = 200;

export interface Typologie {
  readonly clustering: Clustering;
  /** Without how many of each the rule keeps, which comes later. */
  readonly classes: readonly Omit<ClasseAnalysee, "retenues">[];
  readonly avertissements: readonly string[];
}

/** Ward on the kept axes, consolidated; each class described by the variables and categories that set it apart. */
export function classer(tableau: Tableau, facteurs: Facteurs): Typologie {
  const { entree, lignes, poids } = tableau;
  const { pca } = facteurs;
  const wished = entree.definition.classes;
  const place = { coordinates: pca.individuals.coordinates, rows: lignes.length, axes: pca.axes };
  const clustering = clusterRows({
    ...place,
    components: pca,
    classes: wished ?? undefined,
    rowWeights: poids,
    preliminary: place.rows > LIGNES_ARBRE_ENTIER ? GROUPES_PREALABLES : undefined,
    seed: entree.graine,
  });
  const { partition, classes: count } = clustering;
  const description =
    count > 1
      ? describeClasses({
          ...{ partition, classes: count, rowWeights: poids },
          quantitative: [...tableau.completes, ...facteurs.supplementaires],
          qualitative: facteurs.codees,
        })
      : undefined;
  const parangons = findParangons({ ...place, partition, classes: count });
  return {
    clustering,
    classes: Array.from({ length: count }, (_, c) => ({
      numero: c + 1,
      effectif: partition.reduce((n, own) => n + (own === c ? 1 : 0), 0),
      parangons: (parangons[c]?.typical ?? []).map(
        ({ row }) => entree.structures[lignes[row] as number]?.uai ?? "",
      ),
      variables: variablesOf(tableau, description, c),
      modalites: modalitesOf(facteurs.codees, description, c),
    })),
    avertissements:
      wished !== null && count < wished
        ? [
            `${pluriel(count, "classe")} au lieu de ${wished} : il n’y a pas davantage de structures différentes à classer.`,
          ]
        : [],
  };
}

function variablesOf(
  { entree, actives, supplementaires }: Tableau,
  description: ClassDescription | undefined,
  c: number,
): ClasseAnalysee["variables"] {
  const places = [...actives, ...supplementaires];
  return (description?.quantities[c] ?? []).map((link) => ({
    cle: entree.variables[places[link.variable] as number]?.cle ?? "",
    vTest: orZero(link.vTest),
    moyenneClasse: orZero(link.mean),
    moyenneEnsemble: orZero(link.overallMean),
    ecartTypeClasse: orZero(link.deviation),
    ecartTypeEnsemble: orZero(link.overallDeviation),
    p: orZero(link.pValue),
  }));
}

function modalitesOf(
  codees: readonly Codee[],
  description: ClassDescription | undefined,
  c: number,
): ClasseAnalysee["modalites"] {
  return (description?.categories[c] ?? []).map((link) => ({
    qualitative: (codees[link.variable] as Codee).qualitative,
    modalite: modaliteOf(codees[link.variable], link.level),
    classeDansModalite: orZero(link.classInCategory),
    modaliteDansClasse: orZero(link.categoryInClass),
    ensemble: orZero(link.overall),
    p: orZero(link.pValue),
    vTest: orZero(link.vTest),
  }));
}

import {
  type Perturbation,
  type PerturbationInput,
  perturbSelection,
} from "#app/platform/statistics/perturbation.ts";
import { type Stability, stabilityOf } from "#app/platform/statistics/perturbation-stability.ts";
import { avertissementsOf } from "../../regles/avertissements/rules.ts";
import { lireStructure } from "../../regles/traduction/rules.ts";
import { type EntreeCalcul, MOTEUR, type ResultatCalcul, type StructureCalculee } from "../rules.ts";
import { classer, type Typologie } from "./classes/rules.ts";
import { analyserFacteurs, type Facteurs, slice } from "./facteurs/rules.ts";
import { type Selection, selectionner, tiragesOf } from "./selection/rules.ts";
import { dresserTableau, type Tableau } from "./tableaux/rules.ts";

/** Told as the work goes on: thousandths done, and what is being done. */
export type Suivi = (milliemes: number, etape: string) => void;

/** What is known of a run before its stability is measured, and what the measure plays. */
export interface Preparation {
  readonly tableau: Tableau;
  readonly facteurs: Facteurs;
  readonly typologie: Typologie;
  readonly selection: Selection;
  readonly tirages: PerturbationInput;
}

/**
 * A whole run from its frozen input: axes, classes, rule, stability. Nothing else is read, so that the same input gives
 * the same result, byte for byte in canonical JSON, whoever plays the runs of the stability.
 *
 * @throws Refusal with the sentence of what to change, when the input leaves nothing to analyse.
 */
export function calculer(entree: EntreeCalcul, suivi: Suivi = () => {}): ResultatCalcul {
  const preparation = preparer(entree, suivi);
  const onProgress = (done: number, total: number) => suivreTirages(suivi, done, total);
  return achever(preparation, perturbSelection(preparation.tirages, { onProgress }), suivi);
}

/** Axes, classes and list, before their stability is measured. */
export function preparer(entree: EntreeCalcul, suivi: Suivi): Preparation {
  suivi(20, "Préparation du tableau");
  const tableau = dresserTableau(entree);
  suivi(60, "Axes de l’analyse");
  const facteurs = analyserFacteurs(tableau);
  suivi(120, "Classes");
  const typologie = classer(tableau, facteurs);
  suivi(200, "Règle");
  const selection = selectionner(tableau, facteurs, typologie);
  return {
    ...{ tableau, facteurs, typologie, selection },
    tirages: tiragesOf(tableau, facteurs, typologie, selection),
  };
}

export function suivreTirages(suivi: Suivi, done: number, total: number): void {
  suivi(200 + Math.floor((780 * done) / total), "Tirages de stabilité");
}

/** The result, once the runs of the stability have been played. */
export function achever(
  { tableau, facteurs, typologie, selection }: Preparation,
  perturbation: Perturbation,
  suivi: Suivi,
): ResultatCalcul {
  suivi(980, "Mise en forme");
  const structures = structuresOf(tableau, facteurs, selection, stabilityOf(perturbation));
  const { clustering } = typologie;
  return {
    moteur: MOTEUR,
    valeursPropres: [...facteurs.pca.eigenvalues],
    pourcentages: [...facteurs.pca.percentages],
    axes: facteurs.pca.axes,
    variables: facteurs.variables,
    modalites: facteurs.modalites,
    descriptionAxes: facteurs.descriptionAxes,
    classes: typologie.classes.map((classe) => ({
      ...classe,
      retenues: structures.filter((one) => one.retenue && one.classe === classe.numero).length,
    })),
    classesProposees: clustering.proposedClasses,
    gainsInertie: [...clustering.inertiaGains],
    structures,
    seuils: selection.appliquee.seuils,
    avertissements: [
      ...tableau.avertissements,
      ...facteurs.avertissements,
      ...typologie.avertissements,
      ...ofRule(tableau.entree, structures, clustering.classes),
    ],
  };
}

function ofRule(entree: EntreeCalcul, structures: readonly StructureCalculee[], classes: number): string[] {
  const externes = entree.definition.regle.criteres.flatMap((critere) =>
    critere.genre !== "marque" &&
    critere.genre !== "classe" &&
    critere.seuil.genre === "quantile" &&
    critere.seuil.base !== "population" &&
    !(critere.id in entree.seuilsExternes)
      ? [
          "Un seuil se compare à des structures hors de la campagne, dont aucune valeur n’est connue pour cette année : personne ne remplit ce critère. Choisissez une autre année ou une autre base.",
        ]
      : [],
  );
  const retenues = structures.filter(({ retenue }) => retenue).length;
  const constat = { population: structures.length, retenues, couvertures: [], classes };
  // What few structures have is said once, with the table.
  return [...externes, ...avertissementsOf(entree.definition.regle, constat)];
}

function structuresOf(
  { entree, lignes, actives, colonnes }: Tableau,
  { pca }: Facteurs,
  { compilee, appliquee, classes }: Selection,
  stabilite: Stability,
): StructureCalculee[] {
  const rows = new Int32Array(entree.structures.length).fill(-1);
  for (const [row, i] of lignes.entries()) rows[i] = row;
  const part = (values: Float64Array, row: number) => (row < 0 ? [] : slice(values, row, pca.axes));
  return entree.structures.map(({ uai }, i): StructureCalculee => {
    const row = rows[i] as number;
    const composite = appliquee.composite?.[i];
    const rang = appliquee.rangs?.[i] ?? 0;
    return {
      uai,
      analysee: row >= 0,
      imputees:
        row < 0
          ? []
          : actives.flatMap((j) => (Number.isNaN(colonnes[j]?.[i]) ? [entree.variables[j]?.cle ?? ""] : [])),
      retenue: appliquee.retenues[i] === 1,
      ...lireStructure(entree.definition.regle, compilee, appliquee, i),
      composite: composite === undefined || Number.isNaN(composite) ? null : composite,
      rang: rang > 0 ? rang : null,
      classe: row < 0 ? null : (classes[i] as number) + 1,
      coordonnees: part(pca.individuals.coordinates, row),
      cos2: part(pca.individuals.cos2, row),
      contributions: part(pca.individuals.contributions, row),
      frequence: stabilite.frequency[i] ?? null,
      rangMedian: orNull(stabilite.medianRank[i]),
      rangBas: orNull(stabilite.rank5[i]),
      rangHaut: orNull(stabilite.rank95[i]),
    };
  });
}

function orNull(rank: number | undefined): number | null {
  return rank === undefined || Number.isNaN(rank) ? null : Math.round(rank);
}

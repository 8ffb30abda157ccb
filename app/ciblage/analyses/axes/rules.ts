import type { ChartTable } from "#app/platform/charts/chart-table.ts";
import type { Cercle } from "#app/platform/charts/circle.ts";
import type { Colonnes } from "#app/platform/charts/columns.ts";
import { formatNombre, formatPourcent } from "#app/platform/format/format.ts";
import { QUALITATIVES } from "../../scenarios/rules.ts";
import { type Analyse, mesure, nomAxe, nomVariable } from "../rules.ts";

/** Eigenvalues as columns, against what each axis would say if no variable went with another. */
export function eboulisOf({ resultat }: Analyse): Colonnes {
  const { pourcentages } = resultat;
  let cumul = 0;
  return {
    titre: "Part de l’information portée par chaque axe",
    libelleColonnes: "Axe",
    libelleValeur: "Part de l’information",
    unite: "%",
    decimales: 1,
    colonnes: pourcentages.map((valeur, index) => {
      cumul += valeur;
      return { libelle: String(index + 1), valeur, cumul };
    }),
    marquees: {
      libelle: "Axes conservés pour la suite",
      colonnes: Array.from({ length: resultat.axes }, (_, k) => String(k + 1)),
    },
    repere: {
      libelle: "Part de chaque axe si aucune variable n’était liée à une autre",
      valeur: 100 / Math.max(pourcentages.length, 1),
    },
  };
}

export function tableAxes({ resultat }: Analyse): ChartTable {
  let cumul = 0;
  return {
    colonnes: [
      { libelle: "Axe" },
      { libelle: "Valeur propre", nombre: true },
      { libelle: "Part (%)", nombre: true },
      { libelle: "Cumul (%)", nombre: true },
    ],
    lignes: resultat.valeursPropres.map((valeur, index) => {
      const part = resultat.pourcentages[index] ?? 0;
      cumul += part;
      return [`Axe ${index + 1}`, formatNombre(valeur, 4), formatNombre(part, 2), formatNombre(cumul, 2)];
    }),
  };
}

export interface LectureAxe {
  readonly axe: number;
  readonly titre: string;
  /** What is high, and low, towards each end. */
  readonly positif: readonly string[];
  readonly negatif: readonly string[];
  /** Qualitative variables that go with it. */
  readonly liees: readonly string[];
  /** Active variables that make more of it than their share. */
  readonly construit: readonly string[];
}

/** Strongest links of one side: beyond, a list is no longer a description. */
const MOST_LINKS = 8;

/** Each kept axis in words. */
export function lireAxes({ entree, resultat }: Analyse): LectureAxe[] {
  const actives = resultat.variables.filter(({ role }) => role === "active");
  return resultat.descriptionAxes.slice(0, resultat.axes).map((description) => {
    const { axe, variables, modalites, qualitatives } = description;
    const side = (sign: 1 | -1) => [
      ...[...variables]
        .filter(({ correlation }) => sign * correlation > 0)
        .sort((a, b) => Math.abs(b.correlation) - Math.abs(a.correlation))
        .slice(0, MOST_LINKS)
        .map(
          ({ cle, correlation }) =>
            `${nomVariable(entree, cle)} (corrélation ${formatNombre(correlation, 2)})`,
        ),
      ...modalites
        .filter(({ estimation }) => sign * estimation > 0)
        .slice(0, MOST_LINKS)
        .map(({ qualitative, modalite }) => `${QUALITATIVES[qualitative]}\u00a0: ${modalite}`),
    ];
    const part = (variable: (typeof actives)[number]) => variable.contributions?.[axe - 1] ?? 0;
    return {
      axe,
      titre: nomAxe(resultat, axe),
      positif: side(1),
      negatif: side(-1),
      liees: qualitatives.map(
        ({ qualitative, r2 }) => `${QUALITATIVES[qualitative]} (${formatPourcent(r2, 0)} de l’axe)`,
      ),
      construit: [...actives]
        .filter((variable) => part(variable) >= 100 / Math.max(actives.length, 1))
        .sort((a, b) => part(b) - part(a))
        .map((variable) => `${nomVariable(entree, variable.cle)} (${formatNombre(part(variable), 1)} %)`),
    };
  });
}

export function cercleOf({ entree, resultat }: Analyse, { x, y }: { x: number; y: number }): Cercle {
  // An axis beyond those of the run says nothing of anybody: 0, which is not a variable without variation.
  const on = (values: readonly (number | null)[], axe: number) =>
    axe > resultat.axes ? 0 : (values[axe - 1] ?? null);
  return {
    titre: "Cercle des corrélations",
    axeX: nomAxe(resultat, x),
    axeY: nomAxe(resultat, y),
    variables: resultat.variables.map(({ cle, role, correlations }) => ({
      libelle: nomVariable(entree, cle),
      x: on(correlations, x),
      y: on(correlations, y),
      supplementaire: role === "supplementaire",
    })),
  };
}

/** Everything about each variable on two axes. */
export function tableVariables(
  { entree, resultat }: Analyse,
  { x, y }: { x: number; y: number },
): ChartTable {
  const both = [x, y];
  return {
    colonnes: [
      { libelle: "Variable" },
      { libelle: "Rôle" },
      { libelle: "Valeurs manquantes", nombre: true },
      ...both.flatMap((axe) => [
        { libelle: `Corrélation, axe ${axe}`, nombre: true },
        { libelle: `Cos², axe ${axe}`, nombre: true },
        { libelle: `Contribution (%), axe ${axe}`, nombre: true },
      ]),
    ],
    lignes: resultat.variables.map(({ cle, role, manquantes, correlations, cos2, contributions }, index) => [
      `${index + 1}. ${nomVariable(entree, cle)}`,
      role === "active" ? "Active" : "Supplémentaire",
      formatNombre(manquantes),
      ...both.flatMap((axe) => [
        mesure(correlations[axe - 1]),
        mesure(cos2[axe - 1]),
        contributions ? mesure(contributions[axe - 1], 1) : "Sans objet",
      ]),
    ]),
  };
}

/** Categories placed afterwards, with how sure their place is. */
export function tableModalites({ resultat }: Analyse, { x, y }: { x: number; y: number }): ChartTable {
  return {
    colonnes: [
      { libelle: "Catégorie" },
      { libelle: "Structures", nombre: true },
      ...[x, y].flatMap((axe) => [
        { libelle: `Coordonnée, axe ${axe}`, nombre: true },
        { libelle: `Valeur-test, axe ${axe}`, nombre: true },
      ]),
    ],
    lignes: resultat.modalites.map(({ qualitative, modalite, effectif, coordonnees, vTests }) => [
      `${QUALITATIVES[qualitative]}\u00a0: ${modalite}`,
      formatNombre(effectif),
      ...[x, y].flatMap((axe) => [mesure(coordonnees[axe - 1]), mesure(vTests[axe - 1], 1)]),
    ]),
  };
}

import type { FileCell } from "#app/platform/files/written-sheet.ts";
import { SECTEURS, TYPES } from "#app/referentiel/rules.ts";
import { QUALITATIVES } from "../../scenarios/rules.ts";
import { isChoisie, isDans, listIndividus } from "../individus/rules.ts";
import { type Analyse, isCachee, isChiffree, listPlacees, nomVariable } from "../rules.ts";
import type { Vue } from "../schema.ts";
import { nomsOf } from "../typologies/rules.ts";

const TABLES = ["structures", "variables", "modalites", "axes", "classes"] as const;
export type TableExport = (typeof TABLES)[number];

/** The table that an address names, that of the structures otherwise. */
export function readTable(params: URLSearchParams): TableExport {
  return TABLES.find((table) => table === params.get("table")) ?? "structures";
}

export interface Fichier {
  readonly columns: readonly string[];
  readonly rows: readonly (readonly FileCell[])[];
}

/** @param vue the choice that cuts the structures; the other tables are whole. */
export function fichierOf(analyse: Analyse, table: TableExport, vue: Vue): Fichier {
  switch (table) {
    case "structures":
      return structuresOf(analyse, vue);
    case "variables":
      return variablesOf(analyse);
    case "modalites":
      return modalitesOf(analyse);
    case "axes":
      return axesOf(analyse);
    case "classes":
      return classesOf(analyse);
  }
}

/** One column for each kept axis. */
const perAxis = (axes: number, title: string) =>
  Array.from({ length: axes }, (_, k) => `${title}, axe ${k + 1}`);
const cells = (axes: number, values: readonly (number | null)[] | null): FileCell[] =>
  Array.from({ length: axes }, (_, k) => values?.[k] ?? null);

function structuresOf(analyse: Analyse, vue: Vue): Fichier {
  const { axes } = analyse.resultat;
  const noms = nomsOf(analyse.typologie);
  const placees = listPlacees(analyse);
  const kept = new Set(
    listIndividus(placees, vue)
      .filter((individu) => isChoisie(individu, vue) && isDans(individu, vue.fenetre))
      .map(({ uai }) => uai),
  );
  return {
    columns: [
      ...["UAI", "Structure", "Type", "Secteur", "Commune", "Département", "Poids", "Classe"],
      "Nom de la classe",
      ...perAxis(axes, "Coordonnée"),
      ...perAxis(axes, "Cos²"),
      ...perAxis(axes, "Contribution (%)"),
      "Valeurs complétées",
    ],
    rows: placees
      .filter(({ structure }) => kept.has(structure.uai))
      .map(({ structure: s, place }) => [
        ...[
          s.uai,
          s.nom,
          TYPES[s.type],
          SECTEURS[s.secteur],
          s.commune,
          s.departement,
          s.poids,
          place.classe,
          place.classe === null ? null : (noms[place.classe] ?? null),
        ],
        ...cells(axes, place.coordonnees),
        ...cells(axes, place.cos2),
        ...cells(axes, place.contributions),
        place.imputees.map((cle) => nomVariable(analyse.entree, cle)).join(" ; "),
      ]),
  };
}

function variablesOf(analyse: Analyse): Fichier {
  const { axes, variables } = analyse.resultat;
  return {
    columns: [
      ...["Variable", "Rôle", "Moyenne", "Écart-type", "Valeurs manquantes"],
      ...perAxis(axes, "Coordonnée"),
      ...perAxis(axes, "Corrélation"),
      ...perAxis(axes, "Cos²"),
      ...perAxis(axes, "Contribution (%)"),
    ],
    rows: variables.map((one) => [
      nomVariable(analyse.entree, one.cle),
      one.role === "active" ? "Active" : "Supplémentaire",
      ...(isCachee(analyse, one.cle) ? [null, null] : [one.moyenne, one.ecartType]),
      one.manquantes,
      ...cells(axes, one.coordonnees),
      ...cells(axes, one.correlations),
      ...cells(axes, one.cos2),
      ...cells(axes, one.contributions),
    ]),
  };
}

function modalitesOf({ resultat: { axes, modalites } }: Analyse): Fichier {
  return {
    columns: [
      ...["Caractéristique", "Catégorie", "Structures"],
      ...perAxis(axes, "Coordonnée"),
      ...perAxis(axes, "Cos²"),
      ...perAxis(axes, "Valeur-test"),
    ],
    rows: modalites.map((one) => [
      ...[QUALITATIVES[one.qualitative], one.modalite, one.effectif],
      ...cells(axes, one.coordonnees),
      ...cells(axes, one.cos2),
      ...cells(axes, one.vTests),
    ]),
  };
}

function axesOf({ resultat }: Analyse): Fichier {
  let cumul = 0;
  return {
    columns: ["Axe", "Valeur propre", "Part (%)", "Cumul (%)"],
    rows: resultat.valeursPropres.map((valeur, index) => {
      const part = resultat.pourcentages[index] ?? 0;
      cumul += part;
      return [index + 1, valeur, part, cumul];
    }),
  };
}

function classesOf(analyse: Analyse): Fichier {
  const { entree, resultat } = analyse;
  const noms = nomsOf(analyse.typologie);
  return {
    columns: [
      ...[
        "Classe",
        "Nom de la classe",
        "Structures",
        "Retenues par la règle",
        "Ce qui la décrit",
        "Dans la classe",
        "Dans l’ensemble",
      ],
      ...["Valeur-test", "Probabilité critique"],
    ],
    rows: resultat.classes.flatMap((classe) => {
      const { numero, effectif, retenues, variables, modalites } = classe;
      const nom = noms[numero] ?? null;
      const chiffree = isChiffree(analyse, classe);
      return [
        ...variables
          .filter(({ cle }) => !isCachee(analyse, cle))
          .map((link): FileCell[] => [
            ...[numero, nom, effectif, retenues, nomVariable(entree, link.cle)],
            ...(chiffree
              ? [link.moyenneClasse, link.moyenneEnsemble, link.vTest, link.p]
              : [null, link.moyenneEnsemble, null, null]),
          ]),
        ...modalites.map((link): FileCell[] => [
          ...[numero, nom, effectif, retenues, `${QUALITATIVES[link.qualitative]} : ${link.modalite} (%)`],
          ...[link.modaliteDansClasse, link.ensemble, link.vTest, link.p],
        ]),
      ];
    }),
  };
}

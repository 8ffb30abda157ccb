import { MOST_SERIES } from "#app/platform/charts/dots.ts";
import type { Plan, PointPlanNomme } from "#app/platform/charts/plane.ts";
import { formatNombre } from "#app/platform/format/format.ts";
import { QUALITATIVES } from "../../scenarios/rules.ts";
import type { Groupe } from "../groupes/rules.ts";
import { FRENCH, type Individu, isDans } from "../individus/rules.ts";
import { type Analyse, isCachee, nomAxe, nomVariable } from "../rules.ts";
import type { Vue } from "../schema.ts";
import { direClasse, nomsOf } from "../typologies/rules.ts";

/** What the page draws; names are asked for in the order of what earns them. */
export function planOf(
  analyse: Analyse,
  vue: Vue,
  groupes: readonly Groupe[],
  vedette: Individu | null,
): Plan {
  const shown = groupes.filter(({ allure }) => allure !== "discret").flatMap(({ membres }) => membres);
  return {
    axeX: nomAxe(analyse.resultat, vue.x),
    axeY: nomAxe(analyse.resultat, vue.y),
    groupes: groupes.map(({ libelle, allure, membres }) => ({
      libelle: `${libelle} (${formatNombre(membres.length)})`,
      ...{ allure, points: membres },
    })),
    centres: centresOf(analyse, vue),
    etiquettes: listNommees(analyse, vue, shown).map(({ nom, x, y }) => ({ libelle: nom, x, y })),
    vedette: vedette ? { libelle: vedette.nom, x: vedette.x, y: vedette.y } : undefined,
    fenetre: vue.fenetre,
  };
}

/** More would not find room. */
const MOST_NAMED = 40;

/** In a part of the plane, everybody may be named: one zooms to know who is there. */
function listNommees(
  { resultat }: Analyse,
  { noms, fenetre }: Vue,
  individus: readonly Individu[],
): Individu[] {
  const [kind, level] = noms.split("-");
  if (kind === "aucun") return [];
  const placed = resultat.structures.filter(({ analysee }) => analysee).length;
  const score = (individu: Individu) =>
    kind === "cos2" ? individu.qualite : Math.max(individu.contributionX, individu.contributionY);
  const threshold = kind === "cos2" ? Number(level) / 100 : (Number(level) * 100) / Math.max(placed, 1);
  return individus
    .filter((individu) => (fenetre ? isDans(individu, fenetre) : score(individu) >= threshold))
    .sort((a, b) => score(b) - score(a) || FRENCH.compare(a.uai, b.uai))
    .slice(0, MOST_NAMED);
}

/** Barycentres of what colours: they stand for all structures of the run, and name none. */
function centresOf({ resultat }: Analyse, { couleur, x, y }: Vue): PointPlanNomme[] {
  if (couleur.genre === "variable") return [];
  const at = (values: readonly (number | null)[], libelle: string) => ({
    libelle,
    x: values[x - 1] ?? 0,
    y: values[y - 1] ?? 0,
  });
  if (couleur.genre === "qualitative") {
    return resultat.modalites
      .filter(({ qualitative, effectif }) => qualitative === couleur.code && effectif > 0)
      .sort((a, b) => b.effectif - a.effectif)
      .slice(0, MOST_SERIES)
      .map(({ modalite, coordonnees }) => at(coordonnees, modalite));
  }
  return resultat.classes.map(({ numero }) => {
    const own = resultat.structures.filter(({ classe }) => classe === numero);
    const mean = Array.from({ length: resultat.axes }, (_, axe) =>
      own.reduce((sum, { coordonnees }) => sum + (coordonnees[axe] ?? 0) / own.length, 0),
    );
    return at(mean, `Classe ${numero}`);
  });
}

/** What colours and shapes say. */
export function legendeOf({ entree }: Analyse, { couleur }: Vue): string {
  if (couleur.genre === "classe") return "Couleur et forme\u00a0: la classe";
  return couleur.genre === "qualitative"
    ? `Couleur et forme\u00a0: ${QUALITATIVES[couleur.code].toLowerCase()}`
    : `Teinte et taille\u00a0: ${nomVariable(entree, couleur.cle)}, du plus bas au plus haut`;
}

interface Option {
  readonly value: string;
  readonly label: string;
}

export interface ChoixVue {
  readonly axes: number;
  readonly couleurs: readonly Option[];
  readonly classes: readonly Option[];
  readonly departements: readonly Option[];
}

/** What the run gives to choose among. */
export function choixDe(
  analyse: Analyse,
  departements: readonly { readonly code: string; readonly nom: string }[],
): ChoixVue {
  const { entree, resultat, typologie } = analyse;
  const noms = nomsOf(typologie);
  return {
    axes: resultat.axes,
    couleurs: [
      ...entree.definition.qualitatives.map((code) => ({ value: `q-${code}`, label: QUALITATIVES[code] })),
      ...entree.variables
        .filter(({ cle }) => !isCachee(analyse, cle))
        .map(({ cle }) => ({ value: `v-${cle}`, label: nomVariable(entree, cle) })),
    ],
    classes: resultat.classes.map(({ numero, effectif }) => ({
      value: String(numero),
      label: `${direClasse(noms, numero)} (${formatNombre(effectif)})`,
    })),
    departements: departements.map(({ code, nom }) => ({ value: code, label: nom })),
  };
}

import type { Fenetre } from "#app/platform/charts/plane.ts";
import { QUALITATIVES, type Qualitative } from "../scenarios/rules.ts";
import { type Analyse, isCachee } from "./rules.ts";

/** What tells the points apart. */
export type Couleur =
  | { readonly genre: "classe" }
  | { readonly genre: "qualitative"; readonly code: Qualitative }
  | { readonly genre: "variable"; readonly cle: string };

/** Which points are called by their names: above a share of cos², or above so many times the mean contribution. */
export const NOMS = {
  "contribution-3": "Les plus contributives : trois fois la moyenne",
  "contribution-6": "Les plus contributives : six fois la moyenne",
  "cos2-80": "Les mieux représentées : 80 % et plus",
  "cos2-95": "Les mieux représentées : 95 % et plus",
  aucun: "Aucune",
} as const;
export type Noms = keyof typeof NOMS;
export const NOMS_PAR_DEFAUT: Noms = "contribution-3";

/** What the plane and the map show: one address for both, so that each leads to the other. */
export interface Vue {
  /** From 1. */
  readonly x: number;
  readonly y: number;
  readonly couleur: Couleur;
  readonly classe: number | null;
  readonly departement: string | null;
  readonly noms: Noms;
  readonly cherche: string;
  readonly fenetre: Fenetre | undefined;
}

/** Two different axes among those that the run kept, the first two otherwise. */
export function readAxes(params: URLSearchParams, axes: number): { readonly x: number; readonly y: number } {
  const axis = (name: string) => {
    const asked = Number(params.get(name));
    return Number.isInteger(asked) && asked >= 1 && asked <= axes ? asked : undefined;
  };
  const x = axis("x") ?? 1;
  const y = axis("y") ?? 2;
  if (x !== y) return { x, y };
  return x === 1 ? { x, y: 2 } : { x, y: 1 };
}

/** What an address asks for; what is not one of ours reads as absent. */
export function readVue(params: URLSearchParams, analyse: Analyse): Vue {
  const { resultat, entree } = analyse;
  const classe = Number(params.get("classe"));
  const departement = params.get("departement") ?? "";
  const noms = params.get("noms") ?? "";
  return {
    ...readAxes(params, resultat.axes),
    couleur: readCouleur(params.get("couleur") ?? "", analyse),
    classe: resultat.classes.some(({ numero }) => numero === classe) ? classe : null,
    departement: entree.structures.some((structure) => structure.departement === departement)
      ? departement
      : null,
    noms: Object.hasOwn(NOMS, noms) ? (noms as Noms) : NOMS_PAR_DEFAUT,
    cherche: (params.get("cherche") ?? "").trim().slice(0, 100),
    fenetre: readFenetre(params),
  };
}

function readCouleur(text: string, analyse: Analyse): Couleur {
  const { definition, variables } = analyse.entree;
  const code = definition.qualitatives.find((qualitative) => `q-${qualitative}` === text);
  if (code && Object.hasOwn(QUALITATIVES, code)) return { genre: "qualitative", code };
  const variable = variables.find(({ cle }) => `v-${cle}` === text);
  return variable && !isCachee(analyse, variable.cle)
    ? { genre: "variable", cle: variable.cle }
    : { genre: "classe" };
}

/** The value of `couleur=` in an address. */
export function ecrireCouleur(couleur: Couleur): string {
  if (couleur.genre === "classe") return "classe";
  return couleur.genre === "qualitative" ? `q-${couleur.code}` : `v-${couleur.cle}`;
}

const LARGEST = 1e6;

function readFenetre(params: URLSearchParams): Fenetre | undefined {
  const bound = (name: string) => {
    const text = params.get(name) ?? "";
    const value = Number(text.replace(",", "."));
    return /^-?\d{1,7}([.,]\d{1,6})?$/.test(text) && Math.abs(value) <= LARGEST ? value : undefined;
  };
  const [x0, x1, y0, y1] = [bound("x0"), bound("x1"), bound("y0"), bound("y1")];
  if (x0 === undefined || x1 === undefined || y0 === undefined || y1 === undefined) return undefined;
  // Narrower, coordinates written with four decimals would be one point.
  return x1 - x0 >= 0.001 && y1 - y0 >= 0.001 ? { x0, x1, y0, y1 } : undefined;
}

import type { Fenetre } from "#app/platform/charts/plane.ts";
import { normalizeSearch } from "#app/referentiel/rules.ts";
import type { StructurePlacee } from "../rules.ts";
import type { Vue } from "../schema.ts";

/** One for all comparisons: making one for each costs a hundred times the sort. */
export const FRENCH = new Intl.Collator("fr");

/** A structure on two axes. */
export interface Individu {
  readonly uai: string;
  readonly nom: string;
  readonly commune: string;
  readonly departement: string;
  readonly classe: number | null;
  readonly x: number;
  readonly y: number;
  /** Share of what is known of it that this plane shows: its cos² on both axes. */
  readonly qualite: number;
  /** In %, to each axis. */
  readonly contributionX: number;
  readonly contributionY: number;
  readonly completee: boolean;
  readonly qualitatives: StructurePlacee["structure"]["qualitatives"];
}

/** @param vue axes from 1. */
export function listIndividus(
  placees: readonly StructurePlacee[],
  { x, y }: Pick<Vue, "x" | "y">,
): Individu[] {
  const on = (values: readonly (number | null)[], axe: number) => values[axe - 1] ?? 0;
  return placees.map(({ structure, place }) => ({
    ...{ uai: structure.uai, nom: structure.nom, commune: structure.commune },
    ...{ departement: structure.departement, classe: place.classe, qualitatives: structure.qualitatives },
    x: on(place.coordonnees, x),
    y: on(place.coordonnees, y),
    qualite: on(place.cos2, x) + on(place.cos2, y),
    contributionX: on(place.contributions, x),
    contributionY: on(place.contributions, y),
    completee: place.imputees.length > 0,
  }));
}

export function isDans(
  { x, y }: { readonly x: number; readonly y: number },
  cadre: Fenetre | undefined,
): boolean {
  return !cadre || (x >= cadre.x0 && x <= cadre.x1 && y >= cadre.y0 && y <= cadre.y1);
}

/** Whether a structure is in what the filters keep. */
export function isChoisie(individu: Individu, { classe, departement }: Vue): boolean {
  return (
    (classe === null || individu.classe === classe) &&
    (departement === null || individu.departement === departement)
  );
}

/** Those whose UAI is this, or whose name or commune holds these words. */
export function chercher(individus: readonly Individu[], cherche: string): Individu[] {
  if (cherche === "") return [];
  const exact = individus.filter(({ uai }) => uai === cherche.toUpperCase());
  if (exact.length > 0) return exact;
  const words = normalizeSearch(cherche).split(" ").filter(Boolean);
  return individus.filter(({ nom, commune }) => {
    const text = normalizeSearch(`${nom} ${commune}`);
    return words.length > 0 && words.every((word) => text.includes(word));
  });
}

/** By name first: an axis is not a place in a league, so that no column of coordinates sorts. */
export const TRIS_PLAN = ["nom", "commune", "classe", "qualite", "contributionX", "contributionY"] as const;
export type TriPlan = (typeof TRIS_PLAN)[number];

export function trier(individus: readonly Individu[], tri: TriPlan, sens: "asc" | "desc"): Individu[] {
  const sign = sens === "desc" ? -1 : 1;
  return [...individus].sort((a, b) => {
    const [left, right] = [a[tri], b[tri]];
    const order =
      typeof left === "string" || typeof right === "string"
        ? FRENCH.compare(String(left), String(right))
        : (left ?? 0) - (right ?? 0);
    return sign * order || FRENCH.compare(a.nom, b.nom) || FRENCH.compare(a.uai, b.uai);
  });
}

import type { TypeStructure } from "../../rules.ts";

/** Points that a map drawn by the server may hold; beyond, it tells how many there are in each département. */
export const POINTS_MAX = 3_000;
/** Points whose pages the table of the map links to: beyond, it counts them. */
export const POINTS_LIES_MAX = 100;

/** What a map tells apart; whatever else exists is drawn as « Autres ». */
export const CATEGORIES = {
  ecole: "Écoles",
  college: "Collèges",
  lycee: "Lycées",
} as const;
export type Categorie = keyof typeof CATEGORIES | "autre";

export const TYPES_CATEGORIES: Readonly<Record<keyof typeof CATEGORIES, readonly TypeStructure[]>> = {
  ecole: ["maternelle", "elementaire", "primaire", "ecole_specialisee"],
  college: ["college"],
  lycee: ["lgt", "lpo", "lp"],
};

import { type Decision, no, yes } from "#app/platform/refusal.ts";

export const GENRES = {
  contradiction: "Sources en désaccord",
  valeur_impossible: "Valeur impossible",
  saut: "Changement soudain",
  doublon: "Doublon possible",
  fermee_avec_donnees: "Fermée, avec des données",
  jeu_perime: "Jeu à mettre à jour",
  uai_inconnu: "Structures inconnues",
  rattachement: "Rattachement à vérifier",
} as const;
export type GenreAnomalie = keyof typeof GENRES;

export const ETATS = { ouverte: "À examiner", justifiee: "Justifiée", disparue: "Disparue" } as const;
export type EtatAnomalie = keyof typeof ETATS;

/** Anomalies justified at once with one motive. */
export const EN_NOMBRE_MAX = 200;

/**
 * Last rentrée that a dataset should know, given the month (1 to 12) when its producer publishes: the former school
 * year from that month on, the one before until then. A year more may be out already: this never asks too early.
 * Source: calendar of publication of the DEPP.
 */
export function anneeAttendue(moisPublication: number, jour: string): number {
  const [annee = 0, mois = 0] = jour.split("-").map(Number);
  return mois >= moisPublication ? annee - 1 : annee - 2;
}

/** An anomaly is justified while it holds, by whoever read its present version. Source: house rule. */
export function canJustifier(
  anomalie: { readonly etat: EtatAnomalie; readonly version: number },
  version: number,
): Decision {
  if (anomalie.version !== version)
    return no(
      "version_perimee",
      "Cette anomalie a changé pendant que vous la lisiez. Voici son état actuel : vérifiez-le avant de la justifier.",
    );
  if (anomalie.etat === "disparue")
    return no("disparue", "Les données ne montrent plus cette anomalie : il n’y a plus rien à justifier.");
  return yes;
}

/** Several anomalies share a motive when they are of one kind: a motive that fits everything explains nothing. Source: house rule. */
export function canJustifierEnNombre(genres: readonly GenreAnomalie[]): Decision {
  if (genres.length === 0) return no("aucune", "Cochez au moins une anomalie.");
  if (genres.length > EN_NOMBRE_MAX)
    return no("trop", `Justifiez au plus ${EN_NOMBRE_MAX} anomalies à la fois.`);
  if (new Set(genres).size > 1)
    return no(
      "genres_melanges",
      "Un motif commun demande des anomalies de même nature : filtrez la liste par nature, puis cochez.",
    );
  return yes;
}

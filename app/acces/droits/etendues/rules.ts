import type { Fonction } from "../../fonctions/rules.ts";

/** `portee`: within the person's own scope. `nation`: everywhere, for data that the ministry publishes openly. */
export type Etendue = "portee" | "nation";

export interface Droit {
  readonly libelle: string;
  readonly pourquoi: string;
  readonly fonctions: Fonctions;
  /** Whether whoever holds a delegation of entry may do it in the name of the person who delegated. */
  readonly parDelegation?: true;
}

export const ACADEMIE_ET_INSPECTION = {
  administrateur: "nation",
  recteur: "nation",
  pilote_academique: "nation",
  dasen: "nation",
  dsden: "nation",
  carec: "nation",
  doyen: "nation",
  ia_ipr: "nation",
  ien_et_eg: "nation",
  ssa: "nation",
  dos: "nation",
  daf: "nation",
  drh: "nation",
  igesr: "nation",
  depp: "nation",
} as const satisfies Partial<Record<Fonction, Etendue>>;

/**
 * The correspondents of the general inspection read structure by structure what they follow: a function on an académie
 * reaches its structures, a function on the nation reaches all. Source: S3-02, team of the mission.
 */
export const ACADEMIE_ET_CORRESPONDANTS = { ...ACADEMIE_ET_INSPECTION, igesr: "portee" } as const;

export const TERRAIN = {
  ien: "portee",
  chef_etablissement: "portee",
  directeur_ecole: "portee",
} as const satisfies Partial<Record<Fonction, Etendue>>;

type Fonctions = Readonly<Partial<Record<Fonction, Etendue>>>;

/** Partners who sit in committees read aggregates, which are public in kind. Source: S0-22, S4. */
export const PARTENAIRES = {
  caec: "nation",
  collectivite: "nation",
  membre_comite: "nation",
  coordonnateur_clas: "nation",
  caf: "nation",
  prefecture: "nation",
  association: "nation",
} as const satisfies Partial<Record<Fonction, Etendue>>;

/** The same functions, each within its own scope. */
export function chezSoi(fonctions: Fonctions): Fonctions {
  return Object.fromEntries(Object.keys(fonctions).map((fonction) => [fonction, "portee"]));
}

/** The same functions, everywhere. */
export function nationale(fonctions: Fonctions): Fonctions {
  return Object.fromEntries(Object.keys(fonctions).map((fonction) => [fonction, "nation"]));
}

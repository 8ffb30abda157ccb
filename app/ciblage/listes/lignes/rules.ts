import { SECTEURS, TYPES, type TypeStructure } from "#app/referentiel/rules.ts";
import { isEcole } from "#app/referentiel/vie/rules.ts";
import { ETATS_CANDIDATURE } from "../../candidatures/rules.ts";
import { RURALITES } from "../../rules.ts";
import { ETATS_PUBLIES, type EtatPublie, type LignePubliee } from "../rules.ts";

export interface FiltresLignes {
  readonly etat: EtatPublie | "";
  readonly type: string;
  readonly secteur: string;
  readonly departement: string;
  readonly ruralite: string;
}
export const NOMS_FILTRES = ["etat", "type", "secteur", "departement", "ruralite"] as const;

/** What the address asks for; what is not one of ours reads as absent. */
export function lireFiltres(params: URLSearchParams): FiltresLignes {
  return {
    etat: ETATS_PUBLIES.find((etat) => etat === params.get("etat")) ?? "",
    type: params.get("type") ?? "",
    secteur: params.get("secteur") ?? "",
    departement: params.get("departement") ?? "",
    ruralite: params.get("ruralite") ?? "",
  };
}

export function filtrerLignes(lignes: readonly LignePubliee[], filtres: FiltresLignes): LignePubliee[] {
  return lignes.filter((ligne) =>
    NOMS_FILTRES.every((name) => filtres[name] === "" || filtres[name] === ligne[name]),
  );
}

/** By decision first, those that are chosen before the others; never by a value. */
export const TRIS_LIGNES = ["etat", "nom", "type", "commune", "departement"] as const;
export type TriLignes = (typeof TRIS_LIGNES)[number];

export function trierLignes(
  lignes: readonly LignePubliee[],
  tri: TriLignes,
  sens: "asc" | "desc" = "asc",
): LignePubliee[] {
  const order = new Intl.Collator("fr", { numeric: true });
  const direction = sens === "desc" ? -1 : 1;
  const keyOf = (ligne: LignePubliee) =>
    tri === "etat" ? String(ETATS_PUBLIES.indexOf(ligne.etat)) : ligne[tri];
  return [...lignes].sort(
    (a, b) =>
      direction * order.compare(keyOf(a), keyOf(b)) ||
      order.compare(a.nom, b.nom) ||
      (a.uai < b.uai ? -1 : 1),
  );
}

/** By which a published list is counted. */
export const DIMENSIONS = {
  degre: "Degrés",
  type: "Types",
  departement: "Départements",
  ruralite: "Typologie de la commune",
  secteur: "Secteurs",
} as const;
export type Dimension = keyof typeof DIMENSIONS;

export interface Compte {
  readonly valeur: string;
  readonly retenues: number;
  readonly suivies: number;
}

/** @example nomDeDegre("college") // "Second degré" */
export function nomDeDegre(type: string): string {
  return isEcole(type as TypeStructure) ? "Premier degré" : "Second degré";
}

function valeurOf(ligne: LignePubliee, dimension: Dimension): string {
  if (dimension === "degre") return nomDeDegre(ligne.type);
  return ligne[dimension] ?? "inconnue";
}

export type ComptesListe = Readonly<Record<Dimension, readonly Compte[]>>;

/** How many are chosen, and how many followed otherwise, by each dimension; the largest groups first. */
export function compterLignes(lignes: readonly LignePubliee[]): ComptesListe {
  const by = (dimension: Dimension) => compterPar(lignes, dimension);
  return {
    ...{ degre: by("degre"), type: by("type"), departement: by("departement") },
    ...{ ruralite: by("ruralite"), secteur: by("secteur") },
  };
}

function compterPar(lignes: readonly LignePubliee[], dimension: Dimension): Compte[] {
  const counts = new Map<string, { retenues: number; suivies: number }>();
  for (const ligne of lignes) {
    if (ligne.etat !== "retenu" && ligne.etat !== "suivi_differencie") continue;
    const valeur = valeurOf(ligne, dimension);
    const count = counts.get(valeur) ?? { retenues: 0, suivies: 0 };
    counts.set(valeur, count);
    if (ligne.etat === "retenu") count.retenues += 1;
    else count.suivies += 1;
  }
  return [...counts]
    .map(([valeur, count]) => ({ valeur, ...count }))
    .sort((a, b) => b.retenues - a.retenues || b.suivies - a.suivies || (a.valeur < b.valeur ? -1 : 1));
}

/** How many lines each decision holds. */
export function compterEtats(lignes: readonly LignePubliee[]): readonly (readonly [string, number])[] {
  return ETATS_PUBLIES.map((etat) => [
    ETATS_CANDIDATURE[etat],
    lignes.filter((ligne) => ligne.etat === etat).length,
  ]);
}

/** The words of a value of a dimension; names of départements are given. */
export function nomDeValeur(
  dimension: Dimension,
  valeur: string,
  noms: Readonly<Record<string, string>>,
): string {
  if (valeur === "inconnue") return "Non connue";
  if (dimension === "degre") return valeur;
  const words: Readonly<Record<string, string>> =
    dimension === "type"
      ? TYPES
      : dimension === "secteur"
        ? SECTEURS
        : dimension === "departement"
          ? noms
          : Object.fromEntries(Object.entries(RURALITES).map(([code, { libelle }]) => [code, libelle]));
  return words[valeur] ?? valeur;
}

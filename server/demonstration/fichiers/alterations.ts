import type { Monde } from "../monde.ts";
import type { Structure } from "../population/structures.ts";
import type { Alteration, FichierTabulaire, Ligne } from "./csv.ts";

type Lecture = Parameters<Alteration>[1];

/** How one error is put into the lines of one structure. */
export interface Recette {
  fichier: string;
  // Header of the UAI in that file.
  cle: string;
  nature: string;
  explication: string;
  choisir: (monde: Monde) => Structure | undefined;
  // What the file writes for the UAI of the structure, when that is the error.
  ecrire?: (uai: string) => string;
  // Replaces each line of the structure.
  alterer?: (ligne: Ligne, colonne: Lecture) => readonly Ligne[];
  // Lines added at the end, made from the last line of the file that names the structure.
  ajouter?: (ligne: Ligne, colonne: Lecture) => Ligne;
}

/** The line with another value in one cell. */
export function set(ligne: Ligne, rang: number, valeur: string | number): Ligne {
  return ligne.map((cellule, autre) => (autre === rang ? valeur : cellule));
}

/** Whether a line is of a year, however the file writes it (« 2024 », « 2024-2025 »). */
export function isAnnee(ligne: Ligne, colonne: Lecture, entete: string, annee: number): boolean {
  return String(ligne[colonne(entete)]).startsWith(String(annee));
}

export function applyRecette(fichier: FichierTabulaire, recette: Recette, uai: string): FichierTabulaire {
  const { cle, ecrire, alterer, ajouter } = recette;
  let derniere: { ligne: Ligne; colonne: Lecture } | undefined;
  return fichier.alterer(
    (ligne, colonne) => {
      const rang = colonne(cle);
      if (ligne[rang] !== uai) return [ligne];
      derniere = { ligne, colonne };
      if (ecrire) return [set(ligne, rang, ecrire(uai))];
      return alterer ? alterer(ligne, colonne) : [ligne];
    },
    () => (ajouter && derniere ? [ajouter(derniere.ligne, derniere.colonne)] : []),
  );
}

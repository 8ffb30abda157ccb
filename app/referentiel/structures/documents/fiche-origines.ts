import type { SectionTableau } from "#app/platform/documents/sections.ts";
import { formatAnneeScolaire, formatDate, formatNombre } from "#app/platform/format/format.ts";
import { SECTEURS, TYPES_PLURIEL } from "../../rules.ts";
import type { FicheLue, OrigineValeur } from "../fiche/queries.server.ts";

interface Lu {
  readonly fichier: string;
  readonly le: string;
  readonly colonnes: Set<string>;
  readonly lignes: Set<string>;
}

/** One line by file: a school has one line of a file by year, and a column of it by indicator. */
export function composeOrigines(
  { structure, fiches }: FicheLue,
  origines: readonly OrigineValeur[],
): SectionTableau {
  const byId = new Map(origines.map((origine) => [origine.id, origine]));
  const fichiers = new Map<string, Lu>();
  for (const fiche of fiches) {
    for (const valeur of fiche.series.flat().sort((a, b) => b.annee - a.annee)) {
      const origine = byId.get(valeur.id);
      if (!origine) continue;
      const { fichier, colonne, ligne } = origine;
      const le = formatDate(origine.enregistreLe, "Europe/Paris");
      const key = JSON.stringify([fichier, le]);
      const lu = fichiers.get(key) ?? { fichier, le, colonnes: new Set(), lignes: new Set() };
      lu.colonnes.add(`${fiche.libelle} (« ${colonne} »)`);
      lu.lignes.add(`${formatAnneeScolaire(valeur.annee)} : ligne\u00a0${formatNombre(ligne)}`);
      fichiers.set(key, lu);
    }
  }
  const pairs = `${TYPES_PLURIEL[structure.type]}, secteur ${SECTEURS[structure.secteur].toLowerCase()}`;
  return {
    genre: "tableau",
    titre: "D’où viennent ces chiffres",
    colonnes: [
      { titre: "Fichier, date d’enregistrement", part: 1.3 },
      { titre: "Indicateurs, et colonne lue", part: 1.6 },
      { titre: "Années, et ligne lue", part: 1 },
    ],
    lignes: [...fichiers.values()].map(({ fichier, le, colonnes, lignes }) => [
      `${fichier}, ${le}`,
      [...colonnes].join(" ; "),
      [...lignes].sort().reverse().join("\n"),
    ]),
    notes: [
      "Les valeurs sont reprises telles que le producteur les publie. Une valeur absente n’est jamais un zéro.",
      `Références et répartitions : calcul Ancrage, non officiel, sur les valeurs publiées des structures de même type et de même secteur (${pairs}). Sous chaque répartition, le trait montre la moitié centrale des structures, le point leur médiane.`,
    ],
  };
}

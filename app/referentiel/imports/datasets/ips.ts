import { normalizeSearch, type TypeStructure } from "../../rules.ts";
import { COLONNE_UAI, COLONNES_TERRITOIRE, readSecteur, readTerritoire } from "./colonnes.ts";
import * as convert from "./conversions.ts";
import type { LineReader, StructureFacts } from "./dataset.ts";

export const COLONNES_IPS = {
  ...COLONNES_TERRITOIRE,
  uai: COLONNE_UAI,
  annee: { alias: ["rentree_scolaire", "annee_scolaire"], obligatoire: true },
  nom: { alias: ["nom_de_l_etablissement", "nom_de_l_etablissment"], obligatoire: true },
  secteur: { alias: ["secteur"], obligatoire: true },
} as const;

export function readStructureIps(line: LineReader, type: TypeStructure): StructureFacts {
  return {
    ...readTerritoire(line),
    nom: line.read("nom", convert.texteObligatoire("Le nom")),
    type,
    secteur: readSecteur(line),
  };
}

type Genre = "ecole" | "college" | "erea";

const GENRES: readonly (readonly [Genre, RegExp])[] = [
  ["erea", /\berea\b|\badapte|regional d enseig/],
  ["college", /\bcoll?eg|\bclg\b|secondaire|second degre|2nd degre|\bcours\b|institut|\blycee/],
  ["ecole", /^ecole|^e [emp]\b|groupe scolaire|gpe scolaire|maternel|elementaire|primaire/],
];

/**
 * Écoles, collèges and EREA are published under the same columns: the names of the first lines tell them apart, then
 * the name of the file, then the spread of the index, which écoles do not have.
 */
export function genreOfFichier(sample: readonly LineReader[]): Genre {
  const votes = { ecole: 0, college: 0, erea: 0 };
  for (const line of sample) {
    const words = normalizeSearch(line.text("nom"));
    const genre = GENRES.find(([, pattern]) => pattern.test(words))?.[0];
    if (genre) votes[genre] += 1;
  }
  const best = Math.max(votes.ecole, votes.college, votes.erea);
  const winners = GENRES.map(([genre]) => genre).filter((genre) => votes[genre] === best);
  const [winner] = winners;
  if (winner && winners.length === 1) return winner;
  const named = winners.find((genre) => normalizeSearch(sample[0]?.fichier ?? "").includes(genre));
  return named ?? (sample.length === 0 || sample[0]?.has("ecart_type") ? "college" : "ecole");
}

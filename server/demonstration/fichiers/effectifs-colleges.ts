import type { College } from "../modeles/colleges.ts";
import { computeEffectifs, listOuverts } from "../modeles/colleges.ts";
import { formatCommune, formatMajuscules } from "../population/noms-fictifs.ts";
import type { Structure } from "../population/structures.ts";
import { ACADEMIE } from "../population/territoire-fictif.ts";
import { drawInteger, makeTirageFor } from "../tirage.ts";
import type { Cellule, FichierTabulaire } from "./csv.ts";
import { ETIQUETTES, makeFichier } from "./csv.ts";
import { findCodeCommune, formatDenomination } from "./identite.ts";

/** First 26 of the 81 columns of the 2026-04 labels. */
const ENTETES_EFFECTIFS =
  "Rentrée scolaire;Code région académique;Code région Insee;Région académique;Code académie;Académie;Code département;Département;Code commune;Commune;UAI;Dénomination principale;Patronyme;Secteur;REP;REP +;nombre_eleves_total;Nombre d'élèves total hors Segpa hors ULIS;Nombre d'élèves total Segpa;Nombre d'élèves total ULIS;6èmes total;6èmes hors Segpa hors ULIS;6èmes Segpa;6èmes ULIS;6eme_filles;6emes_garcons";

export const RENTREES = [2022, 2023, 2024, 2025];
const PART_LYCEES_AVEC_TROISIEME = 0.6;

function listIdentite(graine: number, structure: Structure, rentree: number): Cellule[] {
  const { commune, uai } = structure;
  return [
    rentree,
    ACADEMIE.codeRegion,
    ACADEMIE.codeRegion,
    formatMajuscules(ACADEMIE.libelleRegion),
    ACADEMIE.code,
    formatMajuscules(ACADEMIE.libelle),
    commune.departement.code,
    formatMajuscules(commune.departement.libelle),
    findCodeCommune(graine, structure),
    formatCommune(commune.nom),
    uai,
    formatDenomination(structure, rentree),
    formatMajuscules(structure.patronyme),
    structure.contrat === "public" ? "PUBLIC" : "PRIVE",
  ];
}

function listLigneCollege(graine: number, college: College, rentree: number): Cellule[] {
  const e = computeEffectifs(graine, college, rentree);
  return [
    ...listIdentite(graine, college.structure, rentree),
    college.educationPrioritaire === "REP" ? 1 : 0,
    college.educationPrioritaire === "REP+" ? 1 : 0,
    e.total,
    e.total - e.segpa - e.ulis,
    e.segpa,
    e.ulis,
    e.sixiemes,
    e.sixiemes - e.sixiemesSegpa - e.sixiemesUlis,
    e.sixiemesSegpa,
    e.sixiemesUlis,
    e.sixiemesFilles,
    e.sixiemes - e.sixiemesFilles,
  ];
}

/** A « troisième prépa-métiers »: the one class of collège level that a lycée professionnel may have. */
export function computeTroisiemes(graine: number, { uai }: Structure, rentree: number): number {
  const tirage = makeTirageFor(graine, `prepa ${uai} ${rentree}`);
  return tirage() < 0.5 ? 24 : drawInteger(tirage, 12, 25);
}

function listLigneLycee(graine: number, structure: Structure, rentree: number): Cellule[] {
  const eleves = computeTroisiemes(graine, structure, rentree);
  return [...listIdentite(graine, structure, rentree), 0, 0, eleves, eleves, 0, 0, 0, 0, 0, 0, 0, 0];
}

export function listLyceesAvecTroisieme(graine: number, structures: readonly Structure[]): Structure[] {
  return structures.filter(
    ({ type, nature, contrat, uai, naguere }) =>
      type === "lycee" &&
      nature.code !== "300" &&
      contrat !== "hors_contrat" &&
      !naguere &&
      makeTirageFor(graine, `troisieme ${uai}`)() < PART_LYCEES_AVEC_TROISIEME,
  );
}

// SEGPA units have no row: their pupils are counted in the row of their collège, as in the real file of 2024.
export function makeEffectifs(
  graine: number,
  colleges: readonly College[],
  lycees: readonly Structure[],
): FichierTabulaire {
  return makeFichier(
    "fr-en-college-effectifs-niveau-sexe-lv.csv",
    ETIQUETTES,
    ENTETES_EFFECTIFS,
    function* () {
      for (const rentree of RENTREES) {
        for (const college of listOuverts(colleges, rentree))
          yield listLigneCollege(graine, college, rentree);
        for (const lycee of lycees) yield listLigneLycee(graine, lycee, rentree);
      }
    },
  );
}

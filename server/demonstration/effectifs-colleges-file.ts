import { formatDenomination } from "./adresses-file.ts";
import type { College } from "./colleges.ts";
import { computeEffectifs } from "./colleges.ts";
import type { Cellule, FichierGenere } from "./csv.ts";
import { makeFichier } from "./csv.ts";
import { formatCommune, formatMajuscules } from "./noms-fictifs.ts";
import type { Structure } from "./structures.ts";
import { ACADEMIE } from "./territoire-fictif.ts";
import { drawInteger, makeTirageFor } from "./tirage.ts";

/** First 26 of the 81 columns of the 2026-04 labels. */
const ENTETES_EFFECTIFS =
  "Rentrée scolaire;Code région académique;Code région Insee;Région académique;Code académie;Académie;Code département;Département;Code commune;Commune;UAI;Dénomination principale;Patronyme;Secteur;REP;REP +;nombre_eleves_total;Nombre d'élèves total hors Segpa hors ULIS;Nombre d'élèves total Segpa;Nombre d'élèves total ULIS;6èmes total;6èmes hors Segpa hors ULIS;6èmes Segpa;6èmes ULIS;6eme_filles;6emes_garcons";

const RENTREES = [2022, 2023, 2024, 2025];
// 387 of the 8 389 rows of 2024 have no INSEE code.
const PART_SANS_COMMUNE = 0.046;
const PART_LYCEES_AVEC_TROISIEME = 0.6;

function listIdentite(graine: number, structure: Structure, rentree: number): Cellule[] {
  const { commune, uai } = structure;
  const sansCode = makeTirageFor(graine, `commune ${uai}`)() < PART_SANS_COMMUNE;
  return [
    rentree,
    ACADEMIE.codeRegion,
    ACADEMIE.codeRegion,
    formatMajuscules(ACADEMIE.libelleRegion),
    ACADEMIE.code,
    formatMajuscules(ACADEMIE.libelle),
    commune.departement.code,
    formatMajuscules(commune.departement.libelle),
    sansCode ? "" : commune.code,
    formatCommune(commune.nom),
    uai,
    formatDenomination(structure),
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
function listLigneLycee(graine: number, structure: Structure, rentree: number): Cellule[] {
  const tirage = makeTirageFor(graine, `prepa ${structure.uai} ${rentree}`);
  const eleves = tirage() < 0.5 ? 24 : drawInteger(tirage, 12, 25);
  return [...listIdentite(graine, structure, rentree), 0, 0, eleves, eleves, 0, 0, 0, 0, 0, 0, 0, 0];
}

export function listLyceesAvecTroisieme(graine: number, structures: readonly Structure[]): Structure[] {
  return structures.filter(
    ({ type, nature, contrat, uai }) =>
      type === "lycee" &&
      nature.code !== "300" &&
      contrat !== "hors_contrat" &&
      makeTirageFor(graine, `troisieme ${uai}`)() < PART_LYCEES_AVEC_TROISIEME,
  );
}

// SEGPA units have no row: their pupils are counted in the row of their collège, as in the real file of 2024.
export function makeEffectifs(
  graine: number,
  colleges: readonly College[],
  lycees: readonly Structure[],
): FichierGenere {
  return makeFichier(
    "fr-en-college-effectifs-niveau-sexe-lv.csv",
    { separateur: ";", finDeLigne: "\r\n", bom: true },
    ENTETES_EFFECTIFS,
    function* () {
      for (const rentree of RENTREES) {
        for (const college of colleges) yield listLigneCollege(graine, college, rentree);
        for (const lycee of lycees) yield listLigneLycee(graine, lycee, rentree);
      }
    },
  );
}

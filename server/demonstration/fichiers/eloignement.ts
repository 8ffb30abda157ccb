import { formatMajuscules } from "../population/noms-fictifs.ts";
import type { Structure } from "../population/structures.ts";
import { isOpenAt } from "../population/structures.ts";
import { ACADEMIE } from "../population/territoire-fictif.ts";
import { clamp, drawNormal, makeTirageFor, round } from "../tirage.ts";
import type { FichierTabulaire } from "./csv.ts";
import { makeFichier, TECHNIQUE, VIRGULES } from "./csv.ts";

const ENTETES_COLLEGES = "rentree_scolaire,uai,patronyme,code_departement,indice_eloignement";
const ENTETES_LYCEES =
  "rentree_scolaire;uai;code_departement;departement;code_academie;academie;code_region;code_region_insee;region;patronyme;indice_eloignement";

const RENTREES = [2022, 2023, 2024];
const VOISINS = 3;
// Versailles 2022: collèges 91.8 to 113.9. Source: domaine.md §15.
const BORNES = { min: 91.5, max: 116 };
const RURALITE: Readonly<Record<string, number>> = {
  tr1: 1.4,
  tr2: 1,
  tr3: 0.8,
  tr4: 0.5,
  tr5: -0.3,
  tr6: -1,
};

/** Base 100 is the national mean: above, far from the three nearest of its kind and rural. Source: DEPP, since 2022. */
function computeEloignement(graine: number, structure: Structure, autres: readonly Structure[]): number {
  const distances = autres
    .filter((autre) => autre !== structure)
    .map(({ longitude, latitude }) => {
      const dx = (longitude - structure.longitude) * 0.67;
      const dy = latitude - structure.latitude;
      return dx * dx + dy * dy;
    })
    .sort((a, b) => a - b)
    .slice(0, VOISINS);
  const moyenneDegres =
    distances.reduce((somme, carre) => somme + Math.sqrt(carre), 0) / (distances.length || 1);
  const ruralite = RURALITE[structure.commune.typologie] ?? 0;
  const propre = 0.8 * drawNormal(makeTirageFor(graine, `eloignement ${structure.uai}`));
  return round(clamp(97.3 + 38 * moyenneDegres + 3.2 * ruralite + propre, BORNES.min, BORNES.max), 1);
}

function listIndices(graine: number, structures: readonly Structure[]): ReadonlyMap<Structure, number> {
  return new Map(
    structures.map((structure) => [structure, computeEloignement(graine, structure, structures)]),
  );
}

const listDuType = (structures: readonly Structure[], type: Structure["type"]) =>
  structures.filter(
    (structure) => structure.type === type && structure.contrat !== "hors_contrat" && !structure.aOuvrir,
  );

export function makeEloignementColleges(graine: number, structures: readonly Structure[]): FichierTabulaire {
  const indices = listIndices(graine, listDuType(structures, "college"));
  return makeFichier("fr-en-indice_eloignement_college_ap2022.csv", VIRGULES, ENTETES_COLLEGES, function* () {
    for (const rentree of RENTREES) {
      for (const [structure, indice] of indices) {
        if (!isOpenAt(structure, rentree)) continue;
        const { uai, patronyme, commune } = structure;
        yield [rentree, uai, formatMajuscules(patronyme), commune.departement.code, indice];
      }
    }
  });
}

export function makeEloignementLycees(graine: number, structures: readonly Structure[]): FichierTabulaire {
  const indices = listIndices(graine, listDuType(structures, "lycee"));
  return makeFichier("fr-en-indice_eloignement_lycee_ap2020.csv", TECHNIQUE, ENTETES_LYCEES, function* () {
    for (const rentree of RENTREES) {
      for (const [structure, indice] of indices) {
        if (!isOpenAt(structure, rentree)) continue;
        const { departement } = structure.commune;
        yield [
          rentree,
          structure.uai,
          departement.code,
          formatMajuscules(departement.libelle),
          ACADEMIE.code,
          formatMajuscules(ACADEMIE.libelle),
          ACADEMIE.codeRegion,
          ACADEMIE.codeRegion,
          formatMajuscules(ACADEMIE.libelleRegion),
          formatMajuscules(structure.patronyme),
          indice,
        ];
      }
    }
  });
}

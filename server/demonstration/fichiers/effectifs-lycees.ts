import { listOuverts } from "../modeles/colleges.ts";
import type { Lycee, Voie } from "../modeles/lycees.ts";
import { computeLycee } from "../modeles/lycees.ts";
import { formatCommune, formatMajuscules } from "../population/noms-fictifs.ts";
import { ACADEMIE } from "../population/territoire-fictif.ts";
import { drawBetween, makeTirageFor } from "../tirage.ts";
import type { Cellule, FichierTabulaire } from "./csv.ts";
import { makeFichier, TECHNIQUE } from "./csv.ts";
import { RENTREES } from "./effectifs-colleges.ts";
import { findCodeCommune, formatDenomination } from "./identite.ts";

/** First 18 of the 181 columns of the 2026-04 labels, exported without BOM as the file of 2024 was. */
const ENTETES_GT =
  "Rentrée scolaire;Code région académique;Code région Insee;Région académique;Code académie et assimilé;Académie;Code département pays;Département;Code commune;Commune;UAI;Dénomination principale;Patronyme;Secteur;Nombre d'élèves;2ndes GT;2ndes GT filles;2ndes GT garçons";

/** First 18 of the 94 columns. */
const ENTETES_PRO =
  "Rentrée scolaire;Code région académique;Région académique;Code académie;Académie;Code département;Département;Commune;UAI;Dénomination principale;Patronyme;Secteur;Nombre d'élèves;2ndes PRO;2ndes PRO filles;2ndes PRO garçons;2ndes PRO production;2ndes PRO services";

const REGION = formatMajuscules(ACADEMIE.libelleRegion);
const NOM_ACADEMIE = formatMajuscules(ACADEMIE.libelle);

function listFin({ structure }: Lycee, rentree: number): Cellule[] {
  return [
    structure.uai,
    formatDenomination(structure, rentree),
    formatMajuscules(structure.patronyme),
    structure.contrat === "public" ? "PUBLIC" : "PRIVE",
  ];
}

function listSecondes(graine: number, { structure }: Lycee, voie: Voie, rentree: number) {
  const tirage = makeTirageFor(graine, `secondes ${structure.uai} ${voie.effectif} ${rentree}`);
  const secondes = Math.round(voie.effectif * drawBetween(tirage, 0.33, 0.37));
  const filles = Math.round(secondes * drawBetween(tirage, 0.42, 0.58));
  const production = Math.round(secondes * drawBetween(tirage, 0, 0.9));
  return { secondes, filles, production };
}

export function makeEffectifsGt(graine: number, lycees: readonly Lycee[]): FichierTabulaire {
  return makeFichier("fr-en-lycee_gt-effectifs-niveau-sexe-lv.csv", TECHNIQUE, ENTETES_GT, function* () {
    for (const rentree of RENTREES) {
      for (const lycee of listOuverts(lycees, rentree)) {
        const { gt } = computeLycee(graine, lycee, rentree);
        if (!gt) continue;
        const { commune } = lycee.structure;
        const { secondes, filles } = listSecondes(graine, lycee, gt, rentree);
        yield [
          rentree,
          ACADEMIE.codeRegion,
          ACADEMIE.codeRegion,
          REGION,
          ACADEMIE.code,
          NOM_ACADEMIE,
          commune.departement.code,
          formatMajuscules(commune.departement.libelle),
          findCodeCommune(graine, lycee.structure),
          formatCommune(commune.nom),
          ...listFin(lycee, rentree),
          gt.effectif,
          secondes,
          filles,
          secondes - filles,
        ];
      }
    }
  });
}

export function makeEffectifsPro(graine: number, lycees: readonly Lycee[]): FichierTabulaire {
  return makeFichier("fr-en-lycee_pro-effectifs-niveau-sexe-lv.csv", TECHNIQUE, ENTETES_PRO, function* () {
    for (const rentree of RENTREES) {
      for (const lycee of listOuverts(lycees, rentree)) {
        const { pro } = computeLycee(graine, lycee, rentree);
        if (!pro) continue;
        const { commune } = lycee.structure;
        const { secondes, filles, production } = listSecondes(graine, lycee, pro, rentree);
        yield [
          rentree,
          ACADEMIE.codeRegion,
          REGION,
          ACADEMIE.code,
          NOM_ACADEMIE,
          commune.departement.code,
          formatMajuscules(commune.departement.libelle),
          formatCommune(commune.nom),
          ...listFin(lycee, rentree),
          pro.effectif,
          secondes,
          filles,
          secondes - filles,
          production,
          secondes - production,
        ];
      }
    }
  });
}

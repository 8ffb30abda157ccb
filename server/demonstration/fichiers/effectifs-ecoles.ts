import { listOuverts } from "../modeles/colleges.ts";
import type { Ecole } from "../modeles/ecoles.ts";
import { computeEffectifsEcole } from "../modeles/ecoles.ts";
import { formatCommune, formatMajuscules } from "../population/noms-fictifs.ts";
import { ACADEMIE } from "../population/territoire-fictif.ts";
import type { Cellule, FichierTabulaire } from "./csv.ts";
import { makeFichier, TECHNIQUE } from "./csv.ts";
import { RENTREES } from "./effectifs-colleges.ts";
import { formatDenomination } from "./identite.ts";

/** 2026-01, technical names of the API. */
const ENTETES_EFFECTIFS =
  "rentree_scolaire;code_region_aca;code_region_insee;region_academique;code_academie;academie;code_departement;departement;code_postal;commune;numero_ecole;denomination_principale;patronyme;secteur;rep;rep_plus;nombre_total_classes;nombre_total_eleves;nombre_eleves_preelementaire_hors_ulis;nombre_eleves_elementaire_hors_ulis;nombre_eleves_ulis;nombre_eleves_ueea;nombre_eleves_cp_hors_ulis;nombre_eleves_ce1_hors_ulis;nombre_eleves_ce2_hors_ulis;nombre_eleves_cm1_hors_ulis;nombre_eleves_cm2_hors_ulis;num_ligne";

function listLigne(graine: number, ecole: Ecole, rentree: number, numero: number): Cellule[] {
  const { structure, educationPrioritaire } = ecole;
  const { commune, patronyme } = structure;
  const e = computeEffectifsEcole(graine, ecole, rentree);
  return [
    rentree,
    ACADEMIE.codeRegion,
    ACADEMIE.codeRegion,
    formatMajuscules(ACADEMIE.libelleRegion),
    ACADEMIE.code,
    formatMajuscules(ACADEMIE.libelle),
    commune.departement.code,
    formatMajuscules(commune.departement.libelle),
    commune.codePostal,
    // This file keeps hyphens and apostrophes.
    formatMajuscules(commune.nom),
    structure.uai,
    formatDenomination(structure),
    formatCommune(patronyme),
    structure.contrat === "public" ? "PUBLIC" : "PRIVE",
    Number(educationPrioritaire === "REP"),
    Number(educationPrioritaire === "REP+"),
    e.classes,
    e.total,
    e.preelementaire,
    e.elementaire,
    e.ulis,
    e.ueea,
    ...e.niveaux,
    numero,
  ];
}

export function makeEffectifsEcoles(graine: number, ecoles: readonly Ecole[]): FichierTabulaire {
  return makeFichier("fr-en-ecoles-effectifs-nb_classes.csv", TECHNIQUE, ENTETES_EFFECTIFS, function* () {
    let numero = 800_000;
    for (const rentree of RENTREES) {
      for (const ecole of listOuverts(ecoles, rentree)) {
        numero += 1;
        yield listLigne(graine, ecole, rentree, numero);
      }
    }
  });
}

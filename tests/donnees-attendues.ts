import { RESULTATS } from "./donnees-attendues-resultats.ts";
import type { Attendu, Ligne } from "./donnees-officielles.ts";

const rentree = (ligne: Ligne) =>
  Number((ligne.rentree_scolaire ?? ligne["Rentrée scolaire"] ?? "").slice(0, 4));
const IPS = { jeu: "ips_colleges", uai: "uai", annee: rentree } as const;
const SPREAD = { ips: "ips", ips_ecart_type: "ecart_type_de_l_ips" };
const LYCEES = { jeu: "ips_lycees", uai: "uai", annee: rentree } as const;
const VOIES = { ips_voie_gt: "ips_voie_gt", ips_voie_pro: "ips_voie_pro" };
const deuxColonnes = (rep: string, plus: string, oui: string) => (ligne: Ligne) =>
  ligne[plus] === oui ? "rep_plus" : ligne[rep] === oui ? "rep" : "hors_ep";

const SEGREGATION = {
  segregation: "i_entropie_tot",
  segregation_public: "i_entropie_pu",
  segregation_prive: "i_entropie_pr",
  segregation_entre_secteurs: "i_entropie_interPUPR",
  part_prive: "poids_prive_calcul",
  pcs_tres_favorisees: "p_tfav",
  pcs_favorisees: "p_fav",
  pcs_moyennes: "p_moy",
  pcs_defavorisees: "p_defav",
};

/** Every file of the folder: one that is added without being described here makes the test fail. */
export const ATTENDUS: Readonly<Record<string, Attendu>> = {
  "annuaire/annuaire_academie-nantes_2026-01.csv": {
    jeu: "annuaire_extrait",
    lu: 2_990,
    uai: "identifiant_de_l_etablissement",
  },
  "annuaire/fr-en-adresse-et-geolocalisation-etablissements-premier-et-second-degre_colleges_2024-12.csv": {
    jeu: "adresse_geolocalisation",
    lu: 7_654,
    uai: "numero_uai",
  },
  "annuaire/fr-en-annuaire-education_dep94-ecoles-publiques_2026-05.csv": {
    jeu: "annuaire",
    lu: 613,
    uai: "Identifiant_de_l_etablissement",
    annee: () => 2025,
    statut: (ligne) =>
      ({ REP: "rep", "REP+": "rep_plus", "": "hors_ep" })[ligne.Appartenance_Education_Prioritaire ?? "?"],
  },
  "annuaire/fr-en-etablissements-fermes_2021-2026.csv": {
    jeu: "etablissements_fermes",
    lu: 3_125,
    uai: "numero_uai",
  },
  "annuaire/lycees_geolocalises_2026.csv": {
    jeu: "annuaire_extrait",
    lu: 3_850,
    rejete: 10,
    uai: "identifiant_de_l_etablissement",
    refuse: (ligne) => ligne.statut_public_prive === "",
  },
  "education-prioritaire/college-qpv-proche.csv": {
    jeu: "college_qpv",
    lu: 989,
    uai: "NUMERO_UAI",
    annee: () => 2019,
    valeurs: { distance_qpv: "DISTANCE_QPV le plus proche" },
    statut: deuxColonnes("Rep", "Rep+", "Oui"),
  },
  "education-prioritaire/liste-des-rep-et-rep-rentree-2022.csv": {
    jeu: "liste_rep",
    lu: 7_719,
    rejete: 13,
    uai: "NUMERO",
    refuse: (ligne) => !/^\d{7}[A-Z]$/.test(ligne.NUMERO ?? ""),
    annee: () => 2022,
    statut: (ligne) => ({ REP: "rep", "REP+": "rep_plus" })[ligne.EP ?? "?"],
  },
  "effectifs/fr-en-college-effectifs-niveau-sexe-lv_2024.csv": {
    jeu: "effectifs_college",
    lu: 8_389,
    uai: "UAI",
    annee: () => 2024,
    valeurs: {
      effectif_college: "nombre_eleves_total",
      effectif_segpa: "Nombre d'élèves total Segpa",
      effectif_ulis: "Nombre d'élèves total ULIS",
      effectif_6e: "6èmes total",
    },
    statut: deuxColonnes("REP", "REP +", "1"),
  },
  "effectifs/fr-en-ecoles-effectifs-nb_classes_53-72-85-19-23-87_2024.csv": {
    jeu: "effectifs_ecoles",
    lu: 1_211,
    uai: "numero_ecole",
    annee: () => 2024,
    valeurs: {
      effectif_ecole: "nombre_total_eleves",
      nombre_classes: "nombre_total_classes",
      effectif_preelementaire: "nombre_eleves_preelementaire_hors_ulis",
      effectif_elementaire: "nombre_eleves_elementaire_hors_ulis",
      ...Object.fromEntries(
        ["cp", "ce1", "ce2", "cm1", "cm2"].map((n) => [`effectif_${n}`, `nombre_eleves_${n}_hors_ulis`]),
      ),
    },
    statut: deuxColonnes("rep", "rep_plus", "1"),
  },
  "effectifs/fr-en-indicateur_segregation_sociale_colleges.csv": {
    jeu: "segregation_colleges",
    lu: 1_452,
    annee: (ligne) => Number(ligne.annee),
    valeurs: SEGREGATION,
  },
  "effectifs/fr-en-lycee_gt-effectifs-niveau-sexe-lv_2024.csv": {
    jeu: "effectifs_lycee_gt",
    lu: 2_532,
    uai: "UAI",
    annee: () => 2024,
    valeurs: { effectif_lycee_gt: "Nombre d'élèves", effectif_2nde_gt: "2ndes GT" },
  },
  "effectifs/fr-en-lycee_pro-effectifs-niveau-sexe-lv_2024.csv": {
    jeu: "effectifs_lycee_pro",
    lu: 2_206,
    uai: "UAI",
    annee: () => 2024,
    valeurs: { effectif_lycee_pro: "Nombre d'élèves", effectif_2nde_pro: "2ndes PRO" },
  },
  "geo/academies.topojson": { jeu: "contours", lu: 30 },
  "geo/communes_2026.csv": { jeu: "communes", lu: 35_014 },
  "geo/departement_academie.csv": { jeu: "departements", lu: 105 },
  "geo/departements.geojson": { jeu: "contours", lu: 101 },
  "geo/departements.topojson": { jeu: "contours", lu: 101 },
  "geo/regions.topojson": { jeu: "contours", lu: 18 },
  "ips/fr-en-ips-colleges-ap2022.csv": {
    ...IPS,
    lu: 6_973,
    valeurs: { ...SPREAD, ips_effectif: "effectifs" },
  },
  "ips/fr-en-ips-colleges-ap2023_idf_2024-25.json": { ...IPS, lu: 1_153, valeurs: SPREAD },
  "ips/fr-en-ips-colleges-ap2023_nantes-bordeaux-poitiers-limoges.csv": {
    ...IPS,
    lu: 1_017,
    valeurs: SPREAD,
  },
  "ips/fr-en-ips-ecoles-ap2022_10-academies_2022-23.csv": {
    ...IPS,
    jeu: "ips_ecoles",
    lu: 10_538,
    valeurs: { ips: "ips", ips_effectif: "effectifs" },
  },
  "ips/fr-en-ips-ecoles-ap2022_versailles-paris_2024-25.csv": {
    ...IPS,
    jeu: "ips_ecoles",
    lu: 2_336,
    valeurs: { ips: "ips" },
  },
  "ips/fr-en-ips-lycees-ap2022.csv": {
    ...LYCEES,
    lu: 3_598,
    valeurs: {
      ...VOIES,
      ips: "ips_ensemble_gt_pro",
      ips_effectif: "effectifs_ensemble_gt_pro",
      ips_ecart_type_gt: "ecart_type_de_l_ips_voie_gt",
      ips_ecart_type_pro: "ecart_type_de_l_ips_voie_pro",
    },
  },
  "ips/fr-en-ips-lycees-ap2023_nantes-bordeaux-poitiers-limoges.csv": {
    ...LYCEES,
    lu: 507,
    valeurs: {
      ...VOIES,
      ips: "ips_etab",
      ips_post_bac: "ips_post_bac",
      ips_ecart_type: "ecart_type_etablissement",
      ips_ecart_type_gt: "ecart_type_voie_gt",
      ips_ecart_type_pro: "ecart_type_voie_pro",
    },
  },
  "ips/fr-en-ips_colleges_2021-22.csv": { ...IPS, lu: 6_967, valeurs: { ips: "ips" } },
  "ips/fr-en-ips_lycees_2021-22.csv": {
    ...LYCEES,
    lu: 3_607,
    valeurs: { ...VOIES, ips: "ips_ensemble_gt_pro" },
  },
  ...RESULTATS,
};

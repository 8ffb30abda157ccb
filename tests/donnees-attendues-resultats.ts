import type { Attendu } from "./donnees-officielles.ts";

/** The totals of the IVAL workbook, by group of the first header row. */
const ival = (voie: string) =>
  Object.fromEntries(
    Object.entries({
      presents: "Nombre d'élèves présents au Bac > TOTAL",
      reussite: "Taux de réussite bruts > TOTAL",
      va_reussite: "Valeur ajoutée du taux de réussite > TOTAL",
      mentions: "Taux de mentions bruts > TOTAL",
      va_mentions: "Valeur ajoutée de taux de mentions > TOTAL",
      acces_2nde: "Taux d'accès bruts > 2nde-Bac",
      va_acces_2nde: "Valeur ajoutée du taux d'accès > 2nde-Bac",
      acces_1ere: "Taux d'accès bruts > 1ère-Bac",
      va_acces_1ere: "Valeur ajoutée du taux d'accès > 1ère-Bac",
      acces_term: "Taux d'accès bruts > Term-Bac",
      va_acces_term: "Valeur ajoutée du taux d'accès > Term-Bac",
    }).map(([code, column]) => [`ival_${voie}_${code}`, column]),
  );

/** Files of results: a session is the end of the school year begun the year before. */
export const RESULTATS: Readonly<Record<string, Attendu>> = {
  "resultats/fr-en-dnb-par-etablissement_nantes-bordeaux-poitiers-limoges.csv": {
    jeu: "dnb",
    lu: 1_426,
    uai: "numero_d_etablissement",
    annee: (ligne) => Number(ligne.session) - 1,
    valeurs: {
      dnb_inscrits: "inscrits",
      dnb_presents: "presents",
      dnb_admis: "admis",
      dnb_reussite: "taux_de_reussite",
    },
  },
  "resultats/fr-en-indicateurs-de-resultat-des-lycees-gt_v2_nantes-bordeaux-poitiers-limoges.csv": {
    jeu: "ival_gt",
    lu: 329,
    uai: "uai",
    annee: (ligne) => Number(ligne.annee) - 1,
    valeurs: {
      ival_gt_presents: "presents_total",
      ival_gt_reussite: "taux_reu_total",
      ival_gt_va_reussite: "va_reu_total",
      ival_gt_mentions: "taux_men_total",
      ival_gt_va_mentions: "va_men_total",
      ...Object.fromEntries(
        ["2nde", "1ere", "term"].flatMap((n) => [
          [`ival_gt_acces_${n}`, `taux_acces_${n}`],
          [`ival_gt_va_acces_${n}`, `va_acces_${n}`],
        ]),
      ),
    },
  },
  "resultats/fr-en-indicateurs-valeur-ajoutee-colleges_2022-2024.csv": {
    jeu: "ivac",
    lu: 20_053,
    uai: "UAI",
    annee: (ligne) => Number(ligne.Session) - 1,
    valeurs: {
      ivac_candidats_g: "Nb candidats G",
      ivac_reussite_g: "Taux de réussite G",
      ivac_va_reussite_g: "VA du taux de réussite G",
      ivac_candidats_p: "Nb candidats P",
      ivac_reussite_p: "Taux de réussite P",
      ivac_ecrit_g: "Note à l'écrit G",
      ivac_va_ecrit_g: "VA de la note G",
      ivac_ecrit_p: "Note à l'écrit P",
      ivac_acces_6e_3e: "Taux d'accès 6eme 3eme",
      ivac_presents_3e: "Part présents 3eme ordinaire total",
      ivac_presents_3e_segpa: "Part présents 3eme segpa total",
      ivac_mentions: "Nb mentions global G",
      ivac_mentions_ab: "Nb mentions AB G",
      ivac_mentions_b: "Nb mentions B G",
      ivac_mentions_tb: "Nb mentions TB G",
    },
  },
  "resultats/ival-2024.xlsx": {
    jeu: "ival_classeur",
    lu: 4_339,
    rejete: 2,
    uai: "Informations établissement > UAI",
    // Two lycées of Andorre.
    refuse: (ligne) => /^(130.*)?$/.test(ligne["Informations établissement > UAI"] ?? ""),
    annee: () => 2023,
    valeurs: (ligne) => ival(ligne.feuille === "LP" ? "pro" : "gt"),
  },
};

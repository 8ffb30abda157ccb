import { describe, expect, test } from "vitest";
import { normalizeHeader } from "#app/platform/files/headers.ts";
import { DATASETS } from "../datasets/catalogue.ts";
import { ipsColleges } from "../datasets/ips-colleges.ts";
import {
  type Bounds,
  isRejection,
  lineReader,
  mapColumns,
  type Recognition,
  readLine,
  recognize,
} from "./rules.ts";

/** Header lines as the official files have them, copied; a long one is cut where its first columns are enough. */
const OURS: readonly (readonly [vintage: string, dataset: string, header: string])[] = [
  [
    "Adresse et géolocalisation, 2024-12, technical CSV",
    "adresse_geolocalisation",
    "numero_uai;appellation_officielle;denomination_principale;patronyme_uai;secteur_public_prive_libe;adresse_uai;lieu_dit_uai;boite_postale_uai;code_postal_uai;localite_acheminement_uai;libelle_commune;coordonnee_x;coordonnee_y;EPSG;latitude;longitude;appariement;localisation;nature_uai;nature_uai_libe;etat_etablissement;etat_etablissement_libe;code_departement;code_region;code_academie;code_commune;libelle_departement;libelle_region;libelle_academie;position;secteur_prive_code_type_contrat;secteur_prive_libelle_type_contrat;code_ministere;libelle_ministere;date_ouverture",
  ],
  [
    "Adresse et géolocalisation, 2023-06, labels CSV",
    "adresse_geolocalisation",
    "Code établissement;Appellation officielle;Dénomination principale;Patronyme uai;Secteur Public/Privé;Adresse;Lieu dit;Boite postale;Code postal;Localite d'acheminement;Commune;Coordonnee X;Coordonnee Y;EPSG;Latitude;Longitude;Qualité d'appariement;Localisation;Code nature;Nature;Code état établissement;Etat établissement;Code département;Code région;Code académie;Code commune;Département;Région;Académie;Position;secteur_prive_code_type_contrat;secteur_prive_libelle_type_contrat;code_ministere;libelle_ministere;date_ouverture",
  ],
  [
    "IPS collèges, 2022-10, technical (comma)",
    "ips_colleges",
    "rentree_scolaire;academie;code_du_departement;departement;uai;nom_de_l_etablissment;code_insee_de_la_commune;nom_de_la_commune;secteur;ips",
  ],
  [
    "IPS collèges, 2023, labels CSV",
    "ips_colleges",
    "Rentrée scolaire;Académie;Code du département;Département;UAI;Nom de l'établissment;Code INSEE de la commune;Nom de la commune;Secteur;Effectifs;IPS;Ecart-type de l'IPS",
  ],
  [
    "IPS collèges, 2023, technical CSV",
    "ips_colleges",
    "rentree_scolaire;academie;code_du_departement;departement;uai;nom_de_l_etablissment;code_insee_de_la_commune;nom_de_la_commune;secteur;effectifs;ips;ecart_type_de_l_ips",
  ],
  [
    "IPS collèges, 2025-10, technical JSON",
    "ips_colleges",
    "num_ligne;rentree_scolaire;code_region;region_academique;code_academie;academie;code_du_departement;departement;code_insee_de_la_commune;nom_de_la_commune;uai;nom_de_l_etablissement;secteur;ips;ecart_type_de_l_ips;ips_national_prive;ips_national_public;ips_national;ips_academique_prive;ips_academique_public;ips_academique;ips_departemental_prive;ips_departemental_public;ips_departemental",
  ],
  [
    "IPS collèges, 2026-09, labels CSV",
    "ips_colleges",
    "Année scolaire;Code région;Code région Insee;Libellé région académique;Code académie;Libellé académie;Code département;Libellé département;Code commune Insee;Libellé commune;UAI;Nom de l'établissement;Secteur;IPS;Ecart type de l'IPS;IPS national privé;IPS national public;IPS national;IPS académique privé;IPS académique public;IPS académique;IPS départemental privé;IPS départemental public;IPS départemental;Latitude et longitude WGS84",
  ],
  [
    "Effectifs, 2026-04, labels CSV",
    "effectifs_college",
    "Rentrée scolaire;Code région académique;Code région Insee;Région académique;Code académie;Académie;Code département;Département;Code commune;Commune;UAI;Dénomination principale;Patronyme;Secteur;REP;REP +;nombre_eleves_total;Nombre d'élèves total hors Segpa hors ULIS;Nombre d'élèves total Segpa;Nombre d'élèves total ULIS;6èmes total;6èmes hors Segpa hors ULIS;6èmes Segpa;6èmes ULIS;6eme_filles;6emes_garcons",
  ],
  [
    "Effectifs, 2026-01, technical API",
    "effectifs_college",
    "num_ligne;rentree_scolaire;code_region_academique;code_region_insee;region_academique;code_aca;academie;code_dept;departement;code_commune;commune;numero_college;denomination_principale;patronyme;secteur;rep;rep0;nombre_eleves_total;nombre_d_eleves_total_hors_segpa_hors_ulis;nombre_d_eleves_total_segpa;nombre_d_eleves_total_ulis;nombre_total_de_6emes;nombre_de_6emes_hors_segpa_hors_ulis;nombre_de_6emes_segpa;nombre_de_6emes_ulis;6eme_filles",
  ],
  [
    "Effectifs, 2023-06, labels CSV",
    "effectifs_college",
    "Rentrée scolaire;Région académique;Académie;Département;Commune;Numéro du collège;Dénomination principale;Patronyme;Secteur;REP;REP +;Nombre d'élèves total (nombre d'élèves dans les formations du 1er cycle du 2nd degré et non du nombre total d'élèves inscrits dans l'établissement, les DIMA et les dispositifs-relais sont exclus);Nombre d'élèves total hors Segpa hors ULIS;Nombre d'élèves total Segpa;Nombre d'élèves total ULIS;Nombre total de 6èmes;Nombre de 6èmes hors Segpa hors ULIS;Nombre de 6èmes Segpa;Nombre de 6èmes ULIS;Nombre de 6èmes filles;Nombre de 6èmes garçons",
  ],
];

const OTHERS: readonly (readonly [vintage: string, header: string])[] = [
  [
    "Annuaire (fr-en-annuaire-education), 2026-05, labels CSV",
    "Identifiant_de_l_etablissement;Nom_etablissement;Type_etablissement;Statut_public_prive;Adresse_1;Adresse_2;Adresse_3;Code_postal;Code_commune;Nom_commune;Code_departement;Code_academie;Code_region;Ecole_maternelle;Ecole_elementaire;Voie_generale;Voie_technologique;Voie_professionnelle;Telephone;Fax;Web;Mail;Restauration;Hebergement;ULIS;Apprentissage;Segpa;Section_arts;Section_cinema;Section_theatre;Section_sport;Section_internationale;Section_europeenne;Lycee_Agricole;Lycee_militaire;Lycee_des_metiers;Post_BAC;Appartenance_Education_Prioritaire;GRETA;SIREN_SIRET;Fiche_onisep;position;Type_contrat_prive;Libelle_departement;Libelle_academie;Libelle_region;coordX_origine;coordY_origine;epsg_origine;nom_circonscription;latitude;longitude;precision_localisation;date_ouverture;date_maj_ligne;etat;ministere_tutelle;multi_uai;rpi_concentre;rpi_disperse;code_nature;libelle_nature;Code_type_contrat_prive;PIAL;etablissement_mere;type_rattachement_etablissement_mere;code_circonscription;code_zone_animation_pedagogique;libelle_zone_animation_pedagogique;code_bassin_formation;libelle_bassin_formation",
  ],
  [
    "Annuaire (fr-en-annuaire-education), 2026-08, technical CSV/API",
    "identifiant_de_l_etablissement;nom_etablissement;type_etablissement;statut_public_prive;adresse_1;adresse_2;adresse_3;code_postal;code_commune;nom_commune;code_departement;code_academie;code_region;ecole_maternelle;ecole_elementaire;voie_generale;voie_technologique;voie_professionnelle;telephone;fax;web;mail;restauration;hebergement;ulis;apprentissage;segpa;section_arts;section_cinema;section_theatre;section_sport;section_internationale;section_europeenne;lycee_agricole;lycee_militaire;lycee_des_metiers;post_bac;appartenance_education_prioritaire;greta;siren_siret;fiche_onisep;position;type_contrat_prive;libelle_departement;libelle_academie;libelle_region;coordx_origine;coordy_origine;epsg_origine;nom_circonscription;latitude;longitude;precision_localisation;date_ouverture;date_maj_ligne;etat;ministere_tutelle;multi_uai;rpi_concentre;rpi_disperse;code_nature;libelle_nature;code_type_contrat_prive;pial;etablissement_mere;type_rattachement_etablissement_mere;code_circonscription;code_zone_animation_pedagogique;libelle_zone_animation_pedagogique;code_bassin_formation;libelle_bassin_formation",
  ],
  [
    "Annuaire (fr-en-annuaire-education), 2023-06, labels CSV",
    "Identifiant_de_l_etablissement;Nom_etablissement;Type_etablissement;Statut_public_prive;Adresse_1;Adresse_2;Adresse_3;Code postal;Code_commune;Nom_commune;Code_departement;Code_academie;Code_region;Ecole_maternelle;Ecole_elementaire;Voie_generale;Voie_technologique;Voie_professionnelle;Telephone;Fax;Web;Mail;Restauration;Hebergement;ULIS;Apprentissage;Segpa;Section_arts;Section_cinema;Section_theatre;Section_sport;Section_internationale;Section_europeenne;Lycee_Agricole;Lycee_militaire;Lycee_des_metiers;Post_BAC;Appartenance_Education_Prioritaire;GRETA;SIREN_SIRET;Nombre_d_eleves;Fiche_onisep;position;Type_contrat_prive;Libelle_departement;Libelle_academie;Libelle_region;coordonnee_X;coordonnee_Y;epsg;nom_circonscription;latitude;longitude;precision_localisation;date_ouverture;date_maj_ligne;etat;ministere_tutelle;etablissement_multi_lignes;rpi_concentre;rpi_disperse;code_nature;libelle_nature;Code_type_contrat_prive;PIAL;etablissement_mere;type_rattachement_etablissement_mere;code_bassin_formation;libelle_bassin_formation",
  ],
  [
    "Établissements fermés, 2026-04, labels CSV",
    "numero_uai;appellation_officielle;denomination_principale;patronyme_uai;secteur_public_prive_libe;date_ouverture;date_fermeture;adresse_uai;lieu_dit_uai;boite_postale_uai;code_postal_uai;localite_acheminement_uai;coordonnee_x;coordonnee_y;EPSG;latitude;longitude;position;appariement;localisation;nature_uai;nature_uai_libe;code_departement;code_region;code_academie;code_commune;libelle_departement;libelle_region;libelle_academie;libelle_commune;Restauration;Herbergement;Ecole_maternelle;Ecole_elementaire;ULIS;GRETA",
  ],
  [
    "IPS écoles, 2022-10, labels CSV",
    "Rentrée scolaire;Académie;Code du département;Département;UAI;Nom de l'établissment;Code INSEE de la commune;Nom de la commune;Secteur;IPS",
  ],
  [
    "IPS écoles, 2022-10, technical (comma)",
    "rentree_scolaire;academie;code_du_departement;departement;uai;nom_de_l_etablissment;code_insee_de_la_commune;nom_de_la_commune;secteur;ips",
  ],
  [
    "IPS écoles, 2022-23 vintage, technical CSV",
    "rentree_scolaire;academie;code_du_departement;departement;uai;nom_de_l_etablissment;code_insee_de_la_commune;nom_de_la_commune;secteur;effectifs;ips",
  ],
  [
    "IPS écoles, 2025-10 (2024-25), technical JSON",
    "num_ligne;rentree_scolaire;code_region;region;code_de_l_academie;academie;code_du_departement;departement;code_insee_de_la_commune;nom_de_la_commune;uai;nom_de_l_etablissement;secteur;ips;ips_national_prive;ips_national_public;ips_national;ips_academique_prive;ips_academique_public;ips_academique;ips_departemental_prive;ips_departemental_public;ips_departemental",
  ],
  [
    "IPS lycées, 2023-01, technical CSV",
    "rentree_scolaire;academie;code_du_departement;departement;uai;nom_de_l_etablissment;code_insee_de_la_commune;nom_de_la_commune;secteur;type_de_lycee;ips_voie_gt;ips_voie_pro;ips_ensemble_gt_pro",
  ],
  [
    "IPS lycées, 2023-12, technical CSV",
    "rentree_scolaire;academie;code_du_departement;departement;uai;nom_de_l_etablissment;code_insee_de_la_commune;nom_de_la_commune;secteur;type_de_lycee;ips_voie_gt;ips_voie_pro;ips_ensemble_gt_pro;ecart_type_de_l_ips_voie_gt;ecart_type_de_l_ips_voie_pro",
  ],
  [
    "IPS lycées, 2023-05, labels CSV",
    "Rentrée scolaire;Académie;Code du département;Département;UAI;Nom de l'établissment;Code INSEE de la commune;Nom de la commune;Secteur;Type de lycée;IPS voie GT;IPS voie PRO;IPS Ensemble GT-PRO;Ecart-type de l'IPS voie GT;Ecart-type de l'IPS voie PRO",
  ],
  [
    "IPS lycées, 2024, technical CSV",
    "rentree_scolaire;academie;code_du_departement;departement;uai;nom_de_l_etablissment;code_insee_de_la_commune;nom_de_la_commune;secteur;type_de_lycee;effectifs_voie_gt;effectifs_voie_pro;effectifs_ensemble_gt_pro;ips_voie_gt;ips_voie_pro;ips_ensemble_gt_pro;ecart_type_de_l_ips_voie_gt;ecart_type_de_l_ips_voie_pro",
  ],
  [
    "IPS lycées, 2026-01, technical API",
    "num_ligne;rentree_scolaire;code_region;region_academique;code_academie;academie;code_du_departement;departement;code_insee_de_la_commune;nom_de_la_commune;uai;nom_de_l_etablissement;secteur;type_de_lycee;ips_voie_gt;ips_voie_pro;ips_post_bac;ips_etab;ecart_type_voie_gt;ecart_type_voie_pro;ecart_type_etablissement;ips_national_legt;ips_national_lpo;ips_national_lp;ips_national_legt_prive;ips_national_legt_public;ips_national_lpo_prive;ips_national_lpo_public;ips_national_lp_prive;ips_national_lp_public;ips_academique_legt;ips_academique_lpo;ips_academique_lp;ips_academique_legt_prive;ips_academique_legt_public;ips_academique_lpo_prive;ips_academique_lpo_public;ips_academique_lp_prive;ips_academique_lp_public;ips_departemental_legt;ips_departemental_lpo;ips_departemental_lp;ips_departemental_legt_prive;ips_departemental_legt_public;ips_departemental_lpo_prive;ips_departemental_lpo_public;ips_departemental_lp_prive;ips_departemental_lp_public",
  ],
  [
    "IVAC, 2025-10 (sessions 2022-2024), labels CSV",
    "num_ligne;Session;UAI;Nom de l'établissement;Commune;Code région académique;Région académique;Code académie;Académie;Code département;Département;Secteur;Nb candidats G;Taux de réussite G;VA du taux de réussite G;Nb candidats P;Taux de réussite P;Note à l'écrit G;VA de la note G;Note à l'écrit P;Taux d'accès 6eme 3eme;Part présents 3eme ordinaire total;Part présents 3eme ordinaire G;Part présents 3eme ordinaire P;Part présents 3eme segpa total;Nb mentions AB G;Nb mentions B G;Nb mentions TB G;Nb mentions global G",
  ],
  [
    "IVAC, 2024 (sessions 2022-2023), labels CSV",
    "Session;UAI;Nom de l'établissement;Commune;Département;Académie;Secteur;Nb candidats - G;Taux de réussite - G;VA du taux de réussite - G;Nb candidats - P;Taux de réussite - P;Note à l'écrit - G;VA de la note - G;Note à l'écrit - P;Taux d'accès 6ème-3ème;Part présents 3ème ordinaire - Total;Part présents 3ème ordinaire - G;Part présents 3ème ordinaire - P;Part présents 3ème Segpa - Total;Nb mentions AB - G;Nb mentions B - G;Nb mentions TB - G;Nb mentions global - G",
  ],
  [
    "IVAC, 2024 (sessions 2022-2023), user-renamed",
    "Session;UAI;nom_etab;nom_com;nom_dept;acad;Secteur;Nb_candidats_G;Taux_reussite_G;VA_taux_reussite_G;Nb_candidats_P;Taux_de_reussite_P;Note_ecrit_G;VA_de_la_note_G;Note_ecrit_P;Taux_acces_6eme_3eme;Part_presents_3eme_ordinaire_Total;Part_presents_3eme_ordinaire_G;Part_presents_3eme_ordinaire_P;Part_presents_3eme_Segpa_Total;Nb_mentions_AB_G;Nb_mentions_B_G;Nb_mentions_TB_G;Nb_mentions_global_G",
  ],
  [
    "IVAL, 2026-01, technical API",
    "num_ligne;annee;uai;libelle_uai;code_region;libelle_region;libelle_academie;code_departement;libelle_departement;code_commune;libelle_commune;secteur;presents_total;taux_reu_total;va_reu_total;taux_acces_2nde;va_acces_2nde;taux_men_total;va_men_total;presents_l;presents_es;presents_s;presents_gnle;presents_sti2d;presents_std2a;presents_stmg;presents_stl;presents_st2s;presents_s2tmd;presents_sthr;taux_reu_l;taux_reu_es;taux_reu_s;taux_reu_gnle;taux_reu_sti2d;taux_reu_std2a;taux_reu_stmg;taux_reu_stl;taux_reu_st2s;taux_reu_s2tmd;taux_reu_sthr;va_reu_l;va_reu_es;va_reu_s;va_reu_gnle;va_reu_sti2d;va_reu_std2a;va_reu_stmg;va_reu_stl;va_reu_st2s;va_reu_s2tmd;va_reu_sthr;eff_2nde;eff_1ere;eff_term;taux_acces_1ere;taux_acces_term;va_acces_1ere;va_acces_term;taux_men_l;taux_men_es;taux_men_s;taux_men_gnle;taux_men_sti2d;taux_men_std2a;taux_men_stmg;taux_men_stl;taux_men_st2s;taux_men_s2tmd;taux_men_sthr;va_men_l;va_men_es;va_men_s;va_men_gnle;va_men_sti2d;va_men_std2a;va_men_stmg;va_men_stl;va_men_st2s;va_men_s2tmd;va_men_sthr;nb_mentions_tb_avecf_g;nb_mentions_tb_sansf_g;nb_mentions_b_g;nb_mentions_ab_g;nb_mentions_tb_avecf_t;nb_mentions_tb_sansf_t;nb_mentions_b_t;nb_mentions_ab_t",
  ],
  [
    "IVAL, 2023, labels CSV",
    "Etablissement;Annee;Ville;UAI;Code commune;Academie;Departement;Secteur;Presents - L;Presents - ES;Presents - S;Presents - STG;Presents - STI2D;Presents - STD2A;Presents - STMG;Presents - STI;Presents - STL;Presents - ST2S;Presents - TMD;Presents - STHR;Presents - Toutes series;Taux de reussite - L;Taux de reussite - ES;Taux de reussite - S;Taux de reussite - STG;Taux de reussite - STI2D;Taux de reussite - STD2A;Taux de reussite - STMG;Taux de reussite - STI;Taux de reussite - STL;Taux de reussite - ST2S;Taux de reussite - TMD;Taux de reussite - STHR;Taux de reussite - Toutes series;Taux de reussite attendu acad - L;Taux de reussite attendu acad - ES;Taux de reussite attendu acad - S;Taux de reussite attendu acad - STG;Taux de reussite attendu acad - STI2D;Taux de reussite attendu acad - STD2A;Taux de reussite attendu acad - STMG;Taux de reussite attendu acad - STI;Taux de reussite attendu acad - STL;Taux de reussite attendu acad - ST2S",
  ],
  [
    "DNB, 2026-01, technical API",
    "session;numero_d_etablissement;type_d_etablissement;patronyme;secteur_d_enseignement;commune;libelle_commune;code_departement;libelle_departement;code_academie;libelle_academie;code_region;libelle_region;inscrits;presents;admis;admis_sans_mention;nombre_d_admis_mention_ab;admis_mention_bien;admis_mention_tres_bien;taux_de_reussite",
  ],
  [
    "Effectifs, 2026-01, technical API",
    "rentree_scolaire;code_region_aca;code_region_insee;region_academique;code_academie;academie;code_departement;departement;code_postal;commune;numero_ecole;denomination_principale;patronyme;secteur;rep;rep_plus;nombre_total_classes;nombre_total_eleves;nombre_eleves_preelementaire_hors_ulis;nombre_eleves_elementaire_hors_ulis;nombre_eleves_ulis;nombre_eleves_ueea;nombre_eleves_cp_hors_ulis;nombre_eleves_ce1_hors_ulis;nombre_eleves_ce2_hors_ulis;nombre_eleves_cm1_hors_ulis;nombre_eleves_cm2_hors_ulis;num_ligne",
  ],
  [
    "Effectifs, 2023-06, labels CSV",
    "Rentrée scolaire;Région académique;Académie;Département;Commune;Numéro de l'école;Dénomination principale;Patronyme;Secteur;REP;REP +;Nombre total de classes;Nombre total d'élèves;Nombre d'élèves en pré-élémentaire hors ULIS;Nombre d'élèves en élémentaire hors ULIS;Nombre d'élèves en ULIS;Nombre d'élèves en CP hors ULIS;Nombre d'élèves en CE1 hors ULIS;Nombre d'élèves en CE2 hors ULIS;Nombre d'élèves en CM1 hors ULIS;Nombre d'élèves en CM2 hors ULIS;tri;Code Postal",
  ],
  [
    "Effectifs, 2026-04, labels CSV",
    "Rentrée scolaire;Code région académique;Code région Insee;Région académique;Code académie et assimilé;Académie;Code département pays;Département;Code commune;Commune;UAI;Dénomination principale;Patronyme;Secteur;Nombre d'élèves;2ndes GT;2ndes GT filles;2ndes GT garçons",
  ],
  [
    "Effectifs, 2023-04, technical CSV",
    "rentree_scolaire;region_academique;academie;departement;commune;numero_lycee;denomination_principale;patronyme;secteur;nombre_d_eleves;2ndes_gt;2ndes_gt_filles;2ndes_gt_garcons;2ndes_gt_lv1_allemand",
  ],
  [
    "Effectifs, 2026-04, labels CSV",
    "Rentrée scolaire;Code région académique;Région académique;Code académie;Académie;Code département;Département;Commune;UAI;Dénomination principale;Patronyme;Secteur;Nombre d'élèves;2ndes PRO;2ndes PRO filles;2ndes PRO garçons;2ndes PRO production;2ndes PRO services",
  ],
  [
    "Effectifs, 2023-06, labels CSV",
    "Annee_scolaire;Academie;Numero_d_etablissement;nom_etablissement;Type_d_etablissement;Secteur_d_enseignement;Nombre_d_eleves;libelle_region;libelle_departement;Code_departement;adresse;code_postal;localite_acheminement;Code_region",
  ],
  [
    "Encadrement, hébergement, ségrégation, 2026-04, labels CSV",
    "Année;Période d'observation;UAI;Nom de l'établissement;Académie;Code département;Libellé departement;Niveau;Numérateur H/E : nombre d’heures d’enseignement hebdomadaire devant élèves.;Dénominateur H/E : somme des élèves en division.;H/E;Numérateur E/S : nombre d’élèves d’une structure pondéré par le nombre d’heures d’enseignement dans cette structure;Dénominateur E/S : nombre d’heures d’enseignement hebdomadaire devant élèves.;E/S;num_ligne",
  ],
  [
    "Encadrement, hébergement, ségrégation, 2026-04, labels CSV",
    "Rentrée;Code région académique;Code région Insee;Région académique;Code académie;Académie;Code département;Département;Commune;UAI;Dénomination principale;Patronyme;Type d'établissement;Secteur;Nombre d'élèves 2D;Nombre d'élèves SUP;Nombre d'élèves 2D externesernes;Nombre d'élèves 2D demi pensionnaires;Nombre d'élèves 2D internes;Nombre d'élèves SUP externes;Nombre d'élèves SUP demi pensionnaires;Nombre d'élèves SUP internes;num_ligne",
  ],
  [
    "Encadrement, hébergement, ségrégation, 2026-04, labels CSV",
    "annee;acad;nom_academie;dep;nom_departement;nb_coll_calcul;nb_coll_PU_calcul;nb_coll_PR_calcul;poids_prive_calcul;p_tfav;p_fav;p_moy;p_defav;p_tfav_pu;p_fav_pu;p_moy_pu;p_defav_pu;p_tfav_pr;p_fav_pr;p_moy_pr;p_defav_pr;i_entropie_tot;i_entropie_pu;i_entropie_pr;i_entropie_interPUPR;contrib_pu;contrib_pr;contrib_interPUPR;num_ligne",
  ],
  [
    "Éducation prioritaire, QPV, 2022, labels CSV",
    "ACADEMIE;N°Département;DEPARTEMENT;COMMUNE;UAI tête de réseau;NUMERO;NOM DE L'ETABLISSEMENT;TYPE_DETABLISSEMENT;EP;circonscription ;contact collège ou circonscription ",
  ],
  [
    "Éducation prioritaire, QPV, 2019, labels CSV",
    "NUMERO_UAI;Région;Département;Code_commune_Insee;Libellé Commune;Dénomination établissement;Patromyne établissement;Adresse_établissement;Code_postal;Type_établissement;Rep+;Rep;DISTANCE_QPV le plus proche;QPV;Qualité",
  ],
];

function columnsOf(header: string): string[] {
  return header.split(header.includes(";") ? ";" : ",");
}

/** Recognises a file of this header whose every line names a structure `nom`. */
function recognizeHeader(columns: readonly string[], nom = "COLLEGE DES PINS"): Recognition {
  const normalized = columns.map(normalizeHeader);
  const cells = normalized.map((column) => (column.startsWith("nom_de_l_etablis") ? nom : ""));
  return recognize(DATASETS, normalized, (mapping) => [lineReader(mapping, columns, cells)]);
}

function foundIn(recognition: Recognition): string | undefined {
  return recognition.ok ? recognition.dataset.code : undefined;
}

describe("recognition", () => {
  test.each(OURS)("takes %s for %s", (_vintage, dataset, header) => {
    expect(foundIn(recognizeHeader(columnsOf(header)))).toBe(dataset);
  });

  test.each(OURS)(
    "does not depend on the order of columns nor on their case: %s",
    (_vintage, dataset, header) => {
      const columns = columnsOf(header).reverse();
      expect(foundIn(recognizeHeader(columns.map((column) => ` ${column.toUpperCase()} `)))).toBe(dataset);
    },
  );

  test.each(OTHERS)("leaves %s alone, without asking for its columns", (_vintage, header) => {
    const recognition = recognizeHeader(columnsOf(header), "ECOLE PRIMAIRE DES PINS");
    expect(recognition).toMatchObject({
      ok: false,
      motif: expect.stringMatching(/aucun jeu de données connu/),
    });
  });

  test.each([
    ["numero_uai", "uai"],
    ["latitude", "latitude"],
    ["nature_uai", "nature"],
  ])("of an address file without %s names what is missing and its other names", (lost, name) => {
    const header = OURS.find(([, dataset]) => dataset === "adresse_geolocalisation")?.[2] ?? "";
    const recognition = recognizeHeader(columnsOf(header).filter((column) => column !== lost));
    expect(recognition).toMatchObject({
      ok: false,
      motif: expect.stringContaining(`« ${name} » (attendue sous le nom ${lost}`),
    });
    expect(recognition.ok ? "" : recognition.motif).toContain("Adresse et géolocalisation");
  });

  test("of an IPS file without its IPS says so", () => {
    const recognition = recognizeHeader([
      "rentree_scolaire",
      "uai",
      "nom_de_l_etablissement",
      "secteur",
      "code_departement",
    ]);
    expect(recognition).toMatchObject({ ok: false, motif: expect.stringContaining("« ips »") });
  });

  test.each([
    [0, false],
    [49, false],
    [50, true],
    [51, true],
    [100, true],
  ])("takes a file of which %i lines in 100 name a collège for one of collèges: %s", (colleges, taken) => {
    const columns = [
      "rentree_scolaire",
      "uai",
      "nom_de_l_etablissement",
      "secteur",
      "ips",
      "code_departement",
    ];
    const recognition = recognize(DATASETS, columns, (mapping) =>
      Array.from({ length: 100 }, (_, n) =>
        lineReader(mapping, columns, [
          "",
          "",
          n < colleges ? "Collège Jean Moulin" : "Ecole primaire",
          "",
          "",
          "",
        ]),
      ),
    );
    expect(foundIn(recognition)).toBe(taken ? "ips_colleges" : undefined);
  });
});

describe("a line", () => {
  const columns = [
    "Rentrée scolaire",
    "UAI",
    "Nom de l'établissement",
    "Secteur",
    "IPS",
    "Ecart type de l'IPS",
    "Code département",
  ];
  const mapping = mapColumns(ipsColleges, columns.map(normalizeHeader));
  const bounds: ReadonlyMap<string, Bounds> = new Map([["ips", { minimum: 30, maximum: 200 }]]);
  const good = ["2024-2025", "0720902P", "COLLEGE PIERRE GILLES DE GENNES", "public", "78.7", "23.9", "72"];
  const read = (change: Readonly<Record<number, string>>) =>
    readLine(ipsColleges, bounds, columns, mapping, {
      line: 12,
      cells: good.map((cell, at) => change[at] ?? cell),
    });

  test("says its values with the text and the column they come from", () => {
    expect(read({})).toMatchObject({
      ligne: 12,
      uai: "0720902P",
      annee: 2024,
      structure: {
        nom: "COLLEGE PIERRE GILLES DE GENNES",
        type: "college",
        secteur: "public",
        departement: "72",
      },
      valeurs: [
        { indicateur: "ips", annee: 2024, valeur: 78.7, statut: "ok", texte: "78.7", colonne: "IPS" },
        { indicateur: "ips_ecart_type", annee: 2024, valeur: 23.9, statut: "ok", texte: "23.9" },
      ],
    });
  });

  test.each([
    [{ 4: "29.9" }, "IPS", /plausible/],
    [{ 4: "30" }, "", undefined],
    [{ 4: "30,1" }, "", undefined],
    [{ 4: "199.9" }, "", undefined],
    [{ 4: "200" }, "", undefined],
    [{ 4: "200.1" }, "IPS", /de 30 à 200/],
    [{ 4: "NS" }, "", undefined],
    [{ 4: "" }, "", undefined],
    [{ 4: "cent" }, "IPS", /n'est pas un nombre/],
    [{ 1: "0720902A" }, "UAI", /lettre de contrôle/],
    [{ 0: "2024-2026" }, "Rentrée scolaire", /année scolaire/],
    [{ 3: "laïc" }, "Secteur", /secteur/],
    [{ 2: " " }, "Nom de l'établissement", /^Le nom manque/],
    [{ 6: "Sarthe" }, "Code département", /code de département/],
  ] as const)("with %o is refused whole in column %j (%s)", (change, colonne, raison) => {
    const line = read(change);
    expect(isRejection(line)).toBe(raison !== undefined);
    if (raison) expect(line).toMatchObject({ ligne: 12, colonne, raison: expect.stringMatching(raison) });
  });

  test("with an endless cell is refused with a reason of an ordinary length", () => {
    const line = read({ 4: "x".repeat(50_000) });
    expect(line).toMatchObject({ colonne: "IPS", valeur: "x".repeat(200) });
    expect(isRejection(line) ? line.raison.length : 0).toBeLessThan(400);
    expect(isRejection(line) ? line.raison : "").toMatch(/… ».*Corrigez la cellule/);
  });

  test("of another width is refused as the reader of tables says", () => {
    const line = readLine(ipsColleges, bounds, columns, mapping, {
      line: 3,
      cells: good,
      irregular: "Il en manque.",
    });
    expect(line).toEqual({ ligne: 3, colonne: "", valeur: "", raison: "Il en manque." });
  });
});

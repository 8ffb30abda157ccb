import { describe, expect, test } from "vitest";
import { normalizeHeader } from "#app/platform/files/headers.ts";
import { recognize } from "../chargement/reconnaissance/rules.ts";
import { isRejection, type LineFacts, lineReader, readLine } from "../chargement/rules.ts";
import { DATASETS } from "./catalogue.ts";
import type { Dataset } from "./dataset.ts";

/** Every header met, as shared/donnees.md §2 lists them; the widest are cut after the columns that matter. */
const MILLESIMES = `
annuaire | 2026-05, labels CSV | Identifiant_de_l_etablissement;Nom_etablissement;Type_etablissement;Statut_public_prive;Adresse_1;Adresse_2;Adresse_3;Code_postal;Code_commune;Nom_commune;Code_departement;Code_academie;Code_region;Ecole_maternelle;Ecole_elementaire;Voie_generale;Voie_technologique;Voie_professionnelle;Telephone;Fax;Web;Mail;Restauration;Hebergement;ULIS;Apprentissage;Segpa;Section_arts;Section_cinema;Section_theatre;Section_sport;Section_internationale;Section_europeenne;Lycee_Agricole;Lycee_militaire;Lycee_des_metiers;Post_BAC;Appartenance_Education_Prioritaire;GRETA;SIREN_SIRET;Fiche_onisep;position;Type_contrat_prive;Libelle_departement;Libelle_academie;Libelle_region;coordX_origine;coordY_origine;epsg_origine;nom_circonscription;latitude;longitude;precision_localisation;date_ouverture;date_maj_ligne;etat;ministere_tutelle;multi_uai;rpi_concentre;rpi_disperse;code_nature;libelle_nature;Code_type_contrat_prive;PIAL;etablissement_mere;type_rattachement_etablissement_mere;code_circonscription;code_zone_animation_pedagogique;libelle_zone_animation_pedagogique;code_bassin_formation;libelle_bassin_formation
annuaire | 2026-08, technical CSV/API | identifiant_de_l_etablissement;nom_etablissement;type_etablissement;statut_public_prive;adresse_1;adresse_2;adresse_3;code_postal;code_commune;nom_commune;code_departement;code_academie;code_region;ecole_maternelle;ecole_elementaire;voie_generale;voie_technologique;voie_professionnelle;telephone;fax;web;mail;restauration;hebergement;ulis;apprentissage;segpa;section_arts;section_cinema;section_theatre;section_sport;section_internationale;section_europeenne;lycee_agricole;lycee_militaire;lycee_des_metiers;post_bac;appartenance_education_prioritaire;greta;siren_siret;fiche_onisep;position;type_contrat_prive;libelle_departement;libelle_academie;libelle_region;coordx_origine;coordy_origine;epsg_origine;nom_circonscription;latitude;longitude;precision_localisation;date_ouverture;date_maj_ligne;etat;ministere_tutelle;multi_uai;rpi_concentre;rpi_disperse;code_nature;libelle_nature;code_type_contrat_prive;pial;etablissement_mere;type_rattachement_etablissement_mere;code_circonscription;code_zone_animation_pedagogique;libelle_zone_animation_pedagogique;code_bassin_formation;libelle_bassin_formation
annuaire | 2023-06, labels CSV | Identifiant_de_l_etablissement;Nom_etablissement;Type_etablissement;Statut_public_prive;Adresse_1;Adresse_2;Adresse_3;Code postal;Code_commune;Nom_commune;Code_departement;Code_academie;Code_region;Ecole_maternelle;Ecole_elementaire;Voie_generale;Voie_technologique;Voie_professionnelle;Telephone;Fax;Web;Mail;Restauration;Hebergement;ULIS;Apprentissage;Segpa;Section_arts;Section_cinema;Section_theatre;Section_sport;Section_internationale;Section_europeenne;Lycee_Agricole;Lycee_militaire;Lycee_des_metiers;Post_BAC;Appartenance_Education_Prioritaire;GRETA;SIREN_SIRET;Nombre_d_eleves;Fiche_onisep;position;Type_contrat_prive;Libelle_departement;Libelle_academie;Libelle_region;coordonnee_X;coordonnee_Y;epsg;nom_circonscription;latitude;longitude;precision_localisation;date_ouverture;date_maj_ligne;etat;ministere_tutelle;etablissement_multi_lignes;rpi_concentre;rpi_disperse;code_nature;libelle_nature;Code_type_contrat_prive;PIAL;etablissement_mere;type_rattachement_etablissement_mere;code_bassin_formation;libelle_bassin_formation
adresse_geolocalisation | 2024-12, technical CSV | numero_uai;appellation_officielle;denomination_principale;patronyme_uai;secteur_public_prive_libe;adresse_uai;lieu_dit_uai;boite_postale_uai;code_postal_uai;localite_acheminement_uai;libelle_commune;coordonnee_x;coordonnee_y;EPSG;latitude;longitude;appariement;localisation;nature_uai;nature_uai_libe;etat_etablissement;etat_etablissement_libe;code_departement;code_region;code_academie;code_commune;libelle_departement;libelle_region;libelle_academie;position;secteur_prive_code_type_contrat;secteur_prive_libelle_type_contrat;code_ministere;libelle_ministere;date_ouverture
adresse_geolocalisation | 2023-06, labels CSV | Code établissement;Appellation officielle;Dénomination principale;Patronyme uai;Secteur Public/Privé;Adresse;Lieu dit;Boite postale;Code postal;Localite d'acheminement;Commune;Coordonnee X;Coordonnee Y;EPSG;Latitude;Longitude;Qualité d'appariement;Localisation;Code nature;Nature;Code état établissement;Etat établissement;Code département;Code région;Code académie;Code commune;Département;Région;Académie;Position;secteur_prive_code_type_contrat;secteur_prive_libelle_type_contrat;code_ministere;libelle_ministere;date_ouverture
etablissements_fermes | 2026-04, labels CSV | numero_uai;appellation_officielle;denomination_principale;patronyme_uai;secteur_public_prive_libe;date_ouverture;date_fermeture;adresse_uai;lieu_dit_uai;boite_postale_uai;code_postal_uai;localite_acheminement_uai;coordonnee_x;coordonnee_y;EPSG;latitude;longitude;position;appariement;localisation;nature_uai;nature_uai_libe;code_departement;code_region;code_academie;code_commune;libelle_departement;libelle_region;libelle_academie;libelle_commune;Restauration;Herbergement;Ecole_maternelle;Ecole_elementaire;ULIS;GRETA
etablissements_fermes | 20 of the 36 columns | numero_uai;appellation_officielle;denomination_principale;patronyme_uai;secteur_public_prive_libe;date_ouverture;date_fermeture;code_postal_uai;localite_acheminement_uai;latitude;longitude;nature_uai;nature_uai_libe;code_departement;code_region;code_academie;code_commune;libelle_departement;libelle_academie;libelle_commune
ips_ecoles | 2022-10, labels CSV | Rentrée scolaire;Académie;Code du département;Département;UAI;Nom de l'établissment;Code INSEE de la commune;Nom de la commune;Secteur;IPS
ips_ecoles | 2022-10, technical (comma) | rentree_scolaire;academie;code_du_departement;departement;uai;nom_de_l_etablissment;code_insee_de_la_commune;nom_de_la_commune;secteur;ips
ips_ecoles | 2022-23 vintage, technical CSV | rentree_scolaire;academie;code_du_departement;departement;uai;nom_de_l_etablissment;code_insee_de_la_commune;nom_de_la_commune;secteur;effectifs;ips
ips_ecoles | 2025-10 (2024-25), technical JSON | num_ligne;rentree_scolaire;code_region;region;code_de_l_academie;academie;code_du_departement;departement;code_insee_de_la_commune;nom_de_la_commune;uai;nom_de_l_etablissement;secteur;ips;ips_national_prive;ips_national_public;ips_national;ips_academique_prive;ips_academique_public;ips_academique;ips_departemental_prive;ips_departemental_public;ips_departemental
ips_colleges | 2022-10, technical (comma) | rentree_scolaire;academie;code_du_departement;departement;uai;nom_de_l_etablissment;code_insee_de_la_commune;nom_de_la_commune;secteur;ips
ips_colleges | 2023, labels CSV | Rentrée scolaire;Académie;Code du département;Département;UAI;Nom de l'établissment;Code INSEE de la commune;Nom de la commune;Secteur;Effectifs;IPS;Ecart-type de l'IPS
ips_colleges | 2023, technical CSV | rentree_scolaire;academie;code_du_departement;departement;uai;nom_de_l_etablissment;code_insee_de_la_commune;nom_de_la_commune;secteur;effectifs;ips;ecart_type_de_l_ips
ips_colleges | 2025-10, technical JSON | num_ligne;rentree_scolaire;code_region;region_academique;code_academie;academie;code_du_departement;departement;code_insee_de_la_commune;nom_de_la_commune;uai;nom_de_l_etablissement;secteur;ips;ecart_type_de_l_ips;ips_national_prive;ips_national_public;ips_national;ips_academique_prive;ips_academique_public;ips_academique;ips_departemental_prive;ips_departemental_public;ips_departemental
ips_colleges | 2026-09, labels CSV | Année scolaire;Code région;Code région Insee;Libellé région académique;Code académie;Libellé académie;Code département;Libellé département;Code commune Insee;Libellé commune;UAI;Nom de l'établissement;Secteur;IPS;Ecart type de l'IPS;IPS national privé;IPS national public;IPS national;IPS académique privé;IPS académique public;IPS académique;IPS départemental privé;IPS départemental public;IPS départemental;Latitude et longitude WGS84
ips_lycees | 2023-01, technical CSV | rentree_scolaire;academie;code_du_departement;departement;uai;nom_de_l_etablissment;code_insee_de_la_commune;nom_de_la_commune;secteur;type_de_lycee;ips_voie_gt;ips_voie_pro;ips_ensemble_gt_pro
ips_lycees | 2023-12, technical CSV | rentree_scolaire;academie;code_du_departement;departement;uai;nom_de_l_etablissment;code_insee_de_la_commune;nom_de_la_commune;secteur;type_de_lycee;ips_voie_gt;ips_voie_pro;ips_ensemble_gt_pro;ecart_type_de_l_ips_voie_gt;ecart_type_de_l_ips_voie_pro
ips_lycees | 2023-05, labels CSV | Rentrée scolaire;Académie;Code du département;Département;UAI;Nom de l'établissment;Code INSEE de la commune;Nom de la commune;Secteur;Type de lycée;IPS voie GT;IPS voie PRO;IPS Ensemble GT-PRO;Ecart-type de l'IPS voie GT;Ecart-type de l'IPS voie PRO
ips_lycees | 2024, technical CSV | rentree_scolaire;academie;code_du_departement;departement;uai;nom_de_l_etablissment;code_insee_de_la_commune;nom_de_la_commune;secteur;type_de_lycee;effectifs_voie_gt;effectifs_voie_pro;effectifs_ensemble_gt_pro;ips_voie_gt;ips_voie_pro;ips_ensemble_gt_pro;ecart_type_de_l_ips_voie_gt;ecart_type_de_l_ips_voie_pro
ips_lycees | 2026-01, technical API | num_ligne;rentree_scolaire;code_region;region_academique;code_academie;academie;code_du_departement;departement;code_insee_de_la_commune;nom_de_la_commune;uai;nom_de_l_etablissement;secteur;type_de_lycee;ips_voie_gt;ips_voie_pro;ips_post_bac;ips_etab;ecart_type_voie_gt;ecart_type_voie_pro;ecart_type_etablissement;ips_national_legt;ips_national_lpo;ips_national_lp;ips_national_legt_prive;ips_national_legt_public;ips_national_lpo_prive;ips_national_lpo_public;ips_national_lp_prive;ips_national_lp_public;ips_academique_legt;ips_academique_lpo;ips_academique_lp;ips_academique_legt_prive;ips_academique_legt_public;ips_academique_lpo_prive;ips_academique_lpo_public;ips_academique_lp_prive;ips_academique_lp_public;ips_departemental_legt;ips_departemental_lpo;ips_departemental_lp;ips_departemental_legt_prive;ips_departemental_legt_public;ips_departemental_lpo_prive;ips_departemental_lpo_public;ips_departemental_lp_prive;ips_departemental_lp_public
ips_lycees | 2026-09, 48 columns | rentree_scolaire;code_region;code_region_insee;region_academique;code_academie;academie;code_du_departement;departement;code_insee_de_la_commune;nom_de_la_commune;uai;nom_de_l_etablissement;secteur;type_de_lycee;ips_voie_gt;ips_voie_pro;ips_post_bac;ips_etab;ecart_type_voie_gt;ecart_type_voie_pro;ecart_type_etablissement;ips_national_legt;ips_national_lpo;ips_national_lp;ips_national_legt_prive;ips_national_legt_public;ips_national_lpo_prive;ips_national_lpo_public;ips_national_lp_prive;ips_national_lp_public;ips_academique_legt;ips_academique_lpo;ips_academique_lp;ips_academique_legt_prive;ips_academique_legt_public;ips_academique_lpo_prive;ips_academique_lpo_public;ips_academique_lp_prive;ips_academique_lp_public;ips_departemental_legt;ips_departemental_lpo;ips_departemental_lp;ips_departemental_legt_prive;ips_departemental_legt_public;ips_departemental_lpo_prive;ips_departemental_lpo_public;ips_departemental_lp_prive;ips_departemental_lp_public
ivac | 2025-10 (sessions 2022-2024), labels CSV | num_ligne;Session;UAI;Nom de l'établissement;Commune;Code région académique;Région académique;Code académie;Académie;Code département;Département;Secteur;Nb candidats G;Taux de réussite G;VA du taux de réussite G;Nb candidats P;Taux de réussite P;Note à l'écrit G;VA de la note G;Note à l'écrit P;Taux d'accès 6eme 3eme;Part présents 3eme ordinaire total;Part présents 3eme ordinaire G;Part présents 3eme ordinaire P;Part présents 3eme segpa total;Nb mentions AB G;Nb mentions B G;Nb mentions TB G;Nb mentions global G
ivac | 2024 (sessions 2022-2023), labels CSV | Session;UAI;Nom de l'établissement;Commune;Département;Académie;Secteur;Nb candidats - G;Taux de réussite - G;VA du taux de réussite - G;Nb candidats - P;Taux de réussite - P;Note à l'écrit - G;VA de la note - G;Note à l'écrit - P;Taux d'accès 6ème-3ème;Part présents 3ème ordinaire - Total;Part présents 3ème ordinaire - G;Part présents 3ème ordinaire - P;Part présents 3ème Segpa - Total;Nb mentions AB - G;Nb mentions B - G;Nb mentions TB - G;Nb mentions global - G
ivac | 2024 (sessions 2022-2023), user-renamed | Session;UAI;nom_etab;nom_com;nom_dept;acad;Secteur;Nb_candidats_G;Taux_reussite_G;VA_taux_reussite_G;Nb_candidats_P;Taux_de_reussite_P;Note_ecrit_G;VA_de_la_note_G;Note_ecrit_P;Taux_acces_6eme_3eme;Part_presents_3eme_ordinaire_Total;Part_presents_3eme_ordinaire_G;Part_presents_3eme_ordinaire_P;Part_presents_3eme_Segpa_Total;Nb_mentions_AB_G;Nb_mentions_B_G;Nb_mentions_TB_G;Nb_mentions_global_G
ivac | 2023, technical names | session;uai;nom_de_l_etablissement;commune;departement;academie;secteur;nb_candidats_g;taux_de_reussite_g;va_du_taux_de_reussite_g;nb_candidats_p;taux_de_reussite_p;note_a_l_ecrit_g;va_de_la_note_g;note_a_l_ecrit_p;taux_d_acces_6eme_3eme;part_presents_3eme_ordinaire_total;part_presents_3eme_ordinaire_g;part_presents_3eme_ordinaire_p;part_presents_3eme_segpa_total;nb_mentions_ab_g;nb_mentions_b_g;nb_mentions_tb_g;nb_mentions_global_g
ival_gt | 2026-01, technical API | num_ligne;annee;uai;libelle_uai;code_region;libelle_region;libelle_academie;code_departement;libelle_departement;code_commune;libelle_commune;secteur;presents_total;taux_reu_total;va_reu_total;taux_acces_2nde;va_acces_2nde;taux_men_total;va_men_total;presents_l;presents_es;presents_s;presents_gnle;presents_sti2d;presents_std2a;presents_stmg;presents_stl;presents_st2s;presents_s2tmd;presents_sthr;taux_reu_l;taux_reu_es;taux_reu_s;taux_reu_gnle;taux_reu_sti2d;taux_reu_std2a;taux_reu_stmg;taux_reu_stl;taux_reu_st2s;taux_reu_s2tmd;taux_reu_sthr;va_reu_l;va_reu_es;va_reu_s;va_reu_gnle;va_reu_sti2d;va_reu_std2a;va_reu_stmg;va_reu_stl;va_reu_st2s;va_reu_s2tmd;va_reu_sthr;eff_2nde;eff_1ere;eff_term;taux_acces_1ere;taux_acces_term;va_acces_1ere;va_acces_term;taux_men_l;taux_men_es;taux_men_s;taux_men_gnle;taux_men_sti2d;taux_men_std2a;taux_men_stmg;taux_men_stl;taux_men_st2s;taux_men_s2tmd;taux_men_sthr;va_men_l;va_men_es;va_men_s;va_men_gnle;va_men_sti2d;va_men_std2a;va_men_stmg;va_men_stl;va_men_st2s;va_men_s2tmd;va_men_sthr;nb_mentions_tb_avecf_g;nb_mentions_tb_sansf_g;nb_mentions_b_g;nb_mentions_ab_g;nb_mentions_tb_avecf_t;nb_mentions_tb_sansf_t;nb_mentions_b_t;nb_mentions_ab_t
ival_gt | 2023, labels CSV | Etablissement;Annee;Ville;UAI;Code commune;Academie;Departement;Secteur;Presents - L;Presents - ES;Presents - S;Presents - STG;Presents - STI2D;Presents - STD2A;Presents - STMG;Presents - STI;Presents - STL;Presents - ST2S;Presents - TMD;Presents - STHR;Presents - Toutes series;Taux de reussite - L;Taux de reussite - ES;Taux de reussite - S;Taux de reussite - STG;Taux de reussite - STI2D;Taux de reussite - STD2A;Taux de reussite - STMG;Taux de reussite - STI;Taux de reussite - STL;Taux de reussite - ST2S;Taux de reussite - TMD;Taux de reussite - STHR;Taux de reussite - Toutes series;Taux de reussite attendu acad - L;Taux de reussite attendu acad - ES;Taux de reussite attendu acad - S;Taux de reussite attendu acad - STG;Taux de reussite attendu acad - STI2D;Taux de reussite attendu acad - STD2A;Taux de reussite attendu acad - STMG;Taux de reussite attendu acad - STI;Taux de reussite attendu acad - STL;Taux de reussite attendu acad - ST2S
dnb | 2026-01, technical API | session;numero_d_etablissement;type_d_etablissement;patronyme;secteur_d_enseignement;commune;libelle_commune;code_departement;libelle_departement;code_academie;libelle_academie;code_region;libelle_region;inscrits;presents;admis;admis_sans_mention;nombre_d_admis_mention_ab;admis_mention_bien;admis_mention_tres_bien;taux_de_reussite
effectifs_ecoles | 2026-01, technical API | rentree_scolaire;code_region_aca;code_region_insee;region_academique;code_academie;academie;code_departement;departement;code_postal;commune;numero_ecole;denomination_principale;patronyme;secteur;rep;rep_plus;nombre_total_classes;nombre_total_eleves;nombre_eleves_preelementaire_hors_ulis;nombre_eleves_elementaire_hors_ulis;nombre_eleves_ulis;nombre_eleves_ueea;nombre_eleves_cp_hors_ulis;nombre_eleves_ce1_hors_ulis;nombre_eleves_ce2_hors_ulis;nombre_eleves_cm1_hors_ulis;nombre_eleves_cm2_hors_ulis;num_ligne
effectifs_ecoles | 2023-06, labels CSV | Rentrée scolaire;Région académique;Académie;Département;Commune;Numéro de l'école;Dénomination principale;Patronyme;Secteur;REP;REP +;Nombre total de classes;Nombre total d'élèves;Nombre d'élèves en pré-élémentaire hors ULIS;Nombre d'élèves en élémentaire hors ULIS;Nombre d'élèves en ULIS;Nombre d'élèves en CP hors ULIS;Nombre d'élèves en CE1 hors ULIS;Nombre d'élèves en CE2 hors ULIS;Nombre d'élèves en CM1 hors ULIS;Nombre d'élèves en CM2 hors ULIS;tri;Code Postal
effectifs_college | 2026-04, labels CSV | Rentrée scolaire;Code région académique;Code région Insee;Région académique;Code académie;Académie;Code département;Département;Code commune;Commune;UAI;Dénomination principale;Patronyme;Secteur;REP;REP +;nombre_eleves_total;Nombre d'élèves total hors Segpa hors ULIS;Nombre d'élèves total Segpa;Nombre d'élèves total ULIS;6èmes total;6èmes hors Segpa hors ULIS;6èmes Segpa;6èmes ULIS;6eme_filles;6emes_garcons
effectifs_college | 2026-01, technical API | num_ligne;rentree_scolaire;code_region_academique;code_region_insee;region_academique;code_aca;academie;code_dept;departement;code_commune;commune;numero_college;denomination_principale;patronyme;secteur;rep;rep0;nombre_eleves_total;nombre_d_eleves_total_hors_segpa_hors_ulis;nombre_d_eleves_total_segpa;nombre_d_eleves_total_ulis;nombre_total_de_6emes;nombre_de_6emes_hors_segpa_hors_ulis;nombre_de_6emes_segpa;nombre_de_6emes_ulis;6eme_filles
effectifs_college | 2023-06, labels CSV | Rentrée scolaire;Région académique;Académie;Département;Commune;Numéro du collège;Dénomination principale;Patronyme;Secteur;REP;REP +;Nombre d'élèves total (nombre d'élèves dans les formations du 1er cycle du 2nd degré et non du nombre total d'élèves inscrits dans l'établissement, les DIMA et les dispositifs-relais sont exclus);Nombre d'élèves total hors Segpa hors ULIS;Nombre d'élèves total Segpa;Nombre d'élèves total ULIS;Nombre total de 6èmes;Nombre de 6èmes hors Segpa hors ULIS;Nombre de 6èmes Segpa;Nombre de 6èmes ULIS;Nombre de 6èmes filles;Nombre de 6èmes garçons
effectifs_lycee_gt | 2026-04, labels CSV | Rentrée scolaire;Code région académique;Code région Insee;Région académique;Code académie et assimilé;Académie;Code département pays;Département;Code commune;Commune;UAI;Dénomination principale;Patronyme;Secteur;Nombre d'élèves;2ndes GT;2ndes GT filles;2ndes GT garçons
effectifs_lycee_gt | 2023-04, technical CSV | rentree_scolaire;region_academique;academie;departement;commune;numero_lycee;denomination_principale;patronyme;secteur;nombre_d_eleves;2ndes_gt;2ndes_gt_filles;2ndes_gt_garcons;2ndes_gt_lv1_allemand
effectifs_lycee_pro | 2026-04, labels CSV | Rentrée scolaire;Code région académique;Région académique;Code académie;Académie;Code département;Département;Commune;UAI;Dénomination principale;Patronyme;Secteur;Nombre d'élèves;2ndes PRO;2ndes PRO filles;2ndes PRO garçons;2ndes PRO production;2ndes PRO services
effectifs_second_degre | 2023-06, labels CSV | Annee_scolaire;Academie;Numero_d_etablissement;nom_etablissement;Type_d_etablissement;Secteur_d_enseignement;Nombre_d_eleves;libelle_region;libelle_departement;Code_departement;adresse;code_postal;localite_acheminement;Code_region
encadrement | 2026-04, labels CSV | Année;Période d'observation;UAI;Nom de l'établissement;Académie;Code département;Libellé departement;Niveau;Numérateur H/E : nombre d’heures d’enseignement hebdomadaire devant élèves.;Dénominateur H/E : somme des élèves en division.;H/E;Numérateur E/S : nombre d’élèves d’une structure pondéré par le nombre d’heures d’enseignement dans cette structure;Dénominateur E/S : nombre d’heures d’enseignement hebdomadaire devant élèves.;E/S;num_ligne
encadrement | technical names | annee;uai;academie;niveau;numerateur_h_e_nb_heures_enseignement_hebdo_devant_eleves;denominateur_h_e_somme_eleves_en_division;h_e;e_s
hebergement | 2026-04, labels CSV | Rentrée;Code région académique;Code région Insee;Région académique;Code académie;Académie;Code département;Département;Commune;UAI;Dénomination principale;Patronyme;Type d'établissement;Secteur;Nombre d'élèves 2D;Nombre d'élèves SUP;Nombre d'élèves 2D externesernes;Nombre d'élèves 2D demi pensionnaires;Nombre d'élèves 2D internes;Nombre d'élèves SUP externes;Nombre d'élèves SUP demi pensionnaires;Nombre d'élèves SUP internes;num_ligne
segregation_colleges | 2026-04, labels CSV | annee;acad;nom_academie;dep;nom_departement;nb_coll_calcul;nb_coll_PU_calcul;nb_coll_PR_calcul;poids_prive_calcul;p_tfav;p_fav;p_moy;p_defav;p_tfav_pu;p_fav_pu;p_moy_pu;p_defav_pu;p_tfav_pr;p_fav_pr;p_moy_pr;p_defav_pr;i_entropie_tot;i_entropie_pu;i_entropie_pr;i_entropie_interPUPR;contrib_pu;contrib_pr;contrib_interPUPR;num_ligne
liste_rep | 2022, labels CSV | ACADEMIE;N°Département;DEPARTEMENT;COMMUNE;UAI tête de réseau;NUMERO;NOM DE L'ETABLISSEMENT;TYPE_DETABLISSEMENT;EP;circonscription ;contact collège ou circonscription
college_qpv | 2019, labels CSV | NUMERO_UAI;Région;Département;Code_commune_Insee;Libellé Commune;Dénomination établissement;Patromyne établissement;Adresse_établissement;Code_postal;Type_établissement;Rep+;Rep;DISTANCE_QPV le plus proche;QPV;Qualité
annuaire_extrait | 18 columns of 2026 | identifiant_de_l_etablissement;nom_etablissement;type_etablissement;statut_public_prive;adresse_1;code_postal;code_commune;nom_commune;code_departement;libelle_departement;code_academie;libelle_academie;code_region;libelle_region;latitude;longitude;nombre_d_eleves;date_maj_ligne
annuaire_extrait | lycées of 2026, 14 columns | identifiant_de_l_etablissement;nom_etablissement;type_etablissement;statut_public_prive;adresse_1;code_commune;nom_commune;code_departement;libelle_departement;code_academie;libelle_academie;latitude;longitude;source
ips_erea | 2022, technical names | rentree_scolaire;academie;code_du_departement;departement;uai;nom_de_l_etablissment;code_insee_de_la_commune;nom_de_la_commune;secteur;effectifs;ips;ecart_type_de_l_ips
ival_pro | labels | Etablissement;Annee;Ville;UAI;Code commune;Academie;Departement;Secteur;Presents - Production;Presents - Services;Presents - Toutes series;Taux de reussite - Production;Taux de reussite - Toutes series;Valeur ajoutee du taux de reussite - Toutes series;Taux d'acces 2nde-bac;Valeur ajoutee du taux d'acces 2nde-bac;Taux de mentions - Toutes series
ival_pro | v2, technical names, totals only | annee;uai;libelle_uai;libelle_academie;code_departement;libelle_departement;code_commune;libelle_commune;secteur;presents_total;taux_reu_total;va_reu_total;taux_acces_2nde;va_acces_2nde;taux_men_total;va_men_total;eff_2nde;eff_1ere;eff_term;taux_acces_1ere;taux_acces_term;va_acces_1ere;va_acces_term
ival_classeur | workbook of 2024 | Informations établissement > Académie;Informations établissement > Département;Informations établissement > Etablissement;Informations établissement > Ville;Informations établissement > UAI;Informations établissement > Code commune;Informations établissement > Secteur;Nombre d'élèves présents au Bac > GNLE;Nombre d'élèves présents au Bac > TOTAL;Taux de réussite bruts > GNLE;Taux de réussite bruts > TOTAL;Taux de réussite attendus > TOTAL;Valeur ajoutée du taux de réussite > TOTAL;Taux de mentions bruts > TOTAL;Taux de mentions attendus > TOTAL;Valeur ajoutée de taux de mentions > TOTAL;Effectifs à la rentrée N > 2nde;Taux d'accès bruts > 2nde-Bac;Taux d'accès bruts > 1ère-Bac;Taux d'accès bruts > Term-Bac;Taux d'accès attendus > 2nde-Bac;Valeur ajoutée du taux d'accès > 2nde-Bac;Valeur ajoutée du taux d'accès > 1ère-Bac;Valeur ajoutée du taux d'accès > Term-Bac;feuille
evaluations_sixieme | labels | Année;Libellé région académique;Libellé académie;Libellé département;UAI;Libellé secteur;Matière;Caractéristique;Effectif;Score moyen;Ecart type;Groupe 1;Groupe 2;Groupe 3;Groupe 4;Groupe 5;Groupe 6
evaluations_sixieme | technical names | annee;uai;libelle_academie;discipline;caracteristique;effectif;score_moyen
eloignement_lycees | technical names | rentree_scolaire;uai;code_departement;departement;code_academie;academie;code_region;code_region_insee;region;patronyme;indice_eloignement
eloignement_colleges | technical names | rentree_scolaire;uai;patronyme;code_departement;indice_eloignement
dispositifs | of the académie | uai;dispositif;debut;fin;precision
departements | derived | code_departement_men;code_departement_insee;departement;code_academie;academie;code_region_academique;region_academique;code_region_insee;n_variantes
communes | 2026 | code_insee;nom;type;departement;region;population;latitude;longitude;typologie_rurale;commune_parente
communes_insee | v_commune | TYPECOM;COM;REG;DEP;CTCD;ARR;TNCC;NCC;NCCENR;LIBELLE;CAN;COMPARENT
communes_mouvements | v_mvt_commune | MOD;DATE_EFF;TYPECOM_AV;COM_AV;TNCC_AV;NCC_AV;NCCENR_AV;LIBELLE_AV;TYPECOM_AP;COM_AP;TNCC_AP;NCC_AP;NCCENR_AP;LIBELLE_AP
contours | départements | code;nom;geometry
contours | académies | code_academie;name;libelle_region_2016;code_region_2016;geometry
`
  .trim()
  .split("\n")
  .map((line) => line.split(" | ") as [jeu: string, millesime: string, entete: string]);

/** A plausible cell by column; any other column reads « 12 ». */
const CELLULES: Readonly<Record<string, string>> = {
  acad: "NANTES",
  annee: "2024",
  annee_scolaire: "2024-2025",
  appartenance_education_prioritaire: "REP",
  caracteristique: "Ensemble",
  code: "72",
  code_academie: "17",
  code_circonscription: "",
  code_commune: "72181",
  code_departement: "072",
  code_departement_insee: "72",
  code_du_departement: "072",
  code_etat_etablissement: "1",
  code_nature: "340",
  com_av: "72001",
  com_ap: "72181",
  com: "72181",
  commune_parente: "",
  comparent: "",
  date_eff: "2019-01-01",
  date_fermeture: "2025-08-31",
  date_maj_ligne: "2026-05-27",
  date_ouverture: "1973-10-25",
  debut: "2021-09-01",
  dep: "072",
  denomination_principale: "COLLEGE",
  denomination_etablissement: "COLLEGE",
  discipline: "Français",
  dispositif: "TER",
  ep: "REP+",
  etat: "OUVERT",
  etat_etablissement: "1",
  feuille: "LGT",
  fin: "",
  geometry: '{"type":"Polygon","coordinates":[[[0,47],[1,47],[1,48],[0,47]]]}',
  latitude: "48.0",
  longitude: "0.2",
  matiere: "Mathématiques",
  mod: "32",
  n_departement: "72",
  nature: "COLLEGE",
  nature_uai: "340",
  niveau: "Collège",
  nom: "Sarthe",
  rentree: "2024",
  rentree_scolaire: "2024-2025",
  rep: "0",
  rep0: "1",
  rep_plus: "1",
  secteur: "PU",
  secteur_d_enseignement: "PUBLIC",
  secteur_public_prive: "Public",
  secteur_public_prive_libe: "Public",
  session: "2024",
  statut_public_prive: "Public",
  taux_de_reussite: "81,7%",
  type_de_lycee: "LPO",
  type_detablissement: "COLLEGE",
  type_etablissement: "Collège",
  typecom: "COM",
  typecom_av: "COM",
  typecom_ap: "COM",
};
const UAI =
  /^(uai|numero|numero_uai|numero_d_etablissement|numero_(de_l_)?ecole|numero_(du_)?college|numero_(du_)?lycee|code_etablissement|identifiant_de_l_etablissement|informations_etablissement_uai)$/;
const NOM =
  /^(nom_de_l_etablissm?e?ment|nom_etab|libelle_uai|etablissement|informations_etablissement_etablissement)$/;
const NOMS: Readonly<Record<string, string>> = {
  ips_ecoles: "ECOLE ELEMENTAIRE JULES FERRY",
  ips_erea: "EREA RAPHAEL ELIZE",
  ival_pro: "LYCEE PROFESSIONNEL CLAUDE CHAPPE",
};
const FICHIERS: Readonly<Record<string, string>> = {
  ival_classeur: "ival-2024.xlsx",
  liste_rep: "liste-des-rep-rentree-2022.csv",
  eloignement_lycees: "fr-en-indice_eloignement_lycee_ap2020.csv",
};

function celluleOf(jeu: string, column: string): string {
  const name = normalizeHeader(column);
  if (UAI.test(name)) return "0720902P";
  if (NOM.test(name)) return NOMS[jeu] ?? "COLLEGE JEAN MOULIN";
  if (/secteur$/.test(name)) return "public";
  return CELLULES[name] ?? "12";
}

function reading(jeu: string, columns: readonly string[], datasets: readonly Dataset[] = DATASETS) {
  const file = { columns, fichier: FICHIERS[jeu] ?? "fichier.csv", anneeDite: undefined };
  const cells = columns.map((column) => celluleOf(jeu, column));
  const found = recognize(datasets, columns.map(normalizeHeader), (mapping) => [
    lineReader({ ...file, mapping }, cells),
  ]);
  return { found, file, cells };
}

function readOne(
  jeu: string,
  columns: readonly string[],
  change: Readonly<Record<string, string>> = {},
): LineFacts {
  const { found, file, cells } = reading(jeu, columns);
  if (!found.ok) throw new Error(found.motif);
  const changed = cells.map((cell, rank) => change[normalizeHeader(columns[rank] ?? "")] ?? cell);
  const line = readLine(
    { ...file, dataset: found.dataset, mapping: found.mapping },
    { bornes: new Map(), decisionsUai: new Map() },
    { line: 2, cells: changed },
  );
  if (isRejection(line) || "horsChamp" in line) throw new Error(JSON.stringify(line));
  return line;
}

const columnsOf = (entete: string) => entete.split(";");

describe.each(MILLESIMES)("%s, %s", (jeu, _millesime, entete) => {
  const columns = columnsOf(entete);

  test("is recognised as itself, and as nothing else, whatever the order", () => {
    const own = DATASETS.filter((dataset) => reading(jeu, columns, [dataset]).found.ok);
    expect(own.map(({ code }) => code)).toEqual([jeu]);
    const shuffled = reading(jeu, [...columns].reverse(), [...DATASETS].reverse()).found;
    expect(shuffled.ok && shuffled.dataset.code).toBe(jeu);
  });

  test("reads a plausible line to its end", () => {
    const line = readOne(jeu, columns);
    const dataset = DATASETS.find(({ code }) => code === jeu);
    if (line.dit.objet === "structure") expect(line.dit.uai).toBe("0720902P");
    // A workbook has the columns of both tracks, an evaluation one subject a line, a level its own indicators.
    expect(line.valeurs.length > 0).toBe((dataset?.indicateurs.length ?? 0) > 0);
    expect(line.valeurs.every(({ statut }) => statut === "ok")).toBe(true);
  });

  test("is still recognised in 2027, in capitals and with columns of its own", () => {
    const future = ["Nouvelle colonne", ...columns.map((column) => column.toUpperCase()), "indice_2027"];
    const { found } = reading(jeu, future);
    expect(found.ok && found.dataset.code).toBe(jeu);
  });
});

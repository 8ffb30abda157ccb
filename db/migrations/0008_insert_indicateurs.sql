-- Indicators of the official files. A third family for results: the document of the académie de Grenoble only names two.

alter table indicateur drop constraint indicateur_famille;
alter table indicateur add constraint indicateur_famille check (famille in ('etablissement', 'eleves', 'resultats'));
alter table rupture_serie add column types text[];
comment on column rupture_serie.types is 'Types de structure concernés ; vide pour tous.';

insert into indicateur (code, libelle, libelle_court, definition, unite, decimales, famille, ordre, minimum, maximum, source, nature, compte,
  lecture, population, bruit, biais, comparaisons, objet, diffusion, seuil_reference)
select code, libelle, libelle_court, definition, unite, decimales, famille, ordre, minimum, maximum, source, nature, unite in ('élèves', 'candidats'),
  case nature
    when 'resultat' then 'Un résultat se lit sur plusieurs sessions et avec le public accueilli ; il ne dit pas à lui seul le travail des équipes.'
    else 'Décrit le contexte et l''offre, jamais la qualité du travail des équipes.' end,
  population,
  case when unite in ('élèves', 'candidats', 'classes') then 'Une cohorte varie d''une année à l''autre : regarder plusieurs rentrées.'
    else 'Avec 18 élèves, un écart de 11 points ne veut rien dire : plus l''effectif est faible, plus la valeur bouge par hasard.' end,
  biais,
  case nature
    when 'resultat' then 'Avec des structures de même type et de public proche, sur plusieurs sessions ; jamais pour un classement.'
    else 'Avec des structures de même type et de même secteur, la même année ou dans la même série.' end,
  'structure', 'ouverte', 3
from (values
  ('effectif_ecole', 'Effectif de l''école', 'Effectif', 'Nombre d''élèves de l''école à la rentrée, ULIS comprise.', 'élèves', 0, 'etablissement', 200, 0, 1500, 'DEPP, effectifs et classes des écoles', 'entree', 'Élèves inscrits dans l''école à la rentrée.', ''),
  ('nombre_classes', 'Nombre de classes', 'Classes', 'Nombre de classes de l''école à la rentrée.', 'classes', 0, 'etablissement', 201, 0, 80, 'DEPP, effectifs et classes des écoles', 'entree', 'Classes ouvertes à la rentrée.', ''),
  ('effectif_preelementaire', 'Effectif en préélémentaire', 'Préélémentaire', 'Nombre d''élèves en préélémentaire, hors ULIS.', 'élèves', 0, 'etablissement', 202, 0, 800, 'DEPP, effectifs et classes des écoles', 'entree', 'Élèves de préélémentaire hors ULIS.', ''),
  ('effectif_elementaire', 'Effectif en élémentaire', 'Élémentaire', 'Nombre d''élèves en élémentaire, hors ULIS.', 'élèves', 0, 'etablissement', 203, 0, 1200, 'DEPP, effectifs et classes des écoles', 'entree', 'Élèves d''élémentaire hors ULIS.', ''),
  ('effectif_cp', 'Effectif de CP', 'CP', 'Nombre d''élèves de CP, hors ULIS.', 'élèves', 0, 'etablissement', 204, 0, 400, 'DEPP, effectifs et classes des écoles', 'entree', 'Élèves de CP hors ULIS.', ''),
  ('effectif_ce1', 'Effectif de CE1', 'CE1', 'Nombre d''élèves de CE1, hors ULIS.', 'élèves', 0, 'etablissement', 205, 0, 400, 'DEPP, effectifs et classes des écoles', 'entree', 'Élèves de CE1 hors ULIS.', ''),
  ('effectif_ce2', 'Effectif de CE2', 'CE2', 'Nombre d''élèves de CE2, hors ULIS.', 'élèves', 0, 'etablissement', 206, 0, 400, 'DEPP, effectifs et classes des écoles', 'entree', 'Élèves de CE2 hors ULIS.', ''),
  ('effectif_cm1', 'Effectif de CM1', 'CM1', 'Nombre d''élèves de CM1, hors ULIS.', 'élèves', 0, 'etablissement', 207, 0, 400, 'DEPP, effectifs et classes des écoles', 'entree', 'Élèves de CM1 hors ULIS.', ''),
  ('effectif_cm2', 'Effectif de CM2', 'CM2', 'Nombre d''élèves de CM2, hors ULIS.', 'élèves', 0, 'etablissement', 208, 0, 400, 'DEPP, effectifs et classes des écoles', 'entree', 'Élèves de CM2 hors ULIS.', ''),
  ('effectif_lycee_gt', 'Effectif de la voie générale et technologique', 'Effectif GT', 'Nombre d''élèves de seconde, première et terminale générales et technologiques à la rentrée.', 'élèves', 0, 'etablissement', 210, 0, 4000, 'DEPP, effectifs des lycées GT', 'entree', 'Élèves de la voie GT à la rentrée.', ''),
  ('effectif_2nde_gt', 'Effectif de seconde GT', 'Secondes GT', 'Nombre d''élèves de seconde générale et technologique à la rentrée.', 'élèves', 0, 'etablissement', 211, 0, 1500, 'DEPP, effectifs des lycées GT', 'entree', 'Élèves de seconde GT.', ''),
  ('effectif_lycee_pro', 'Effectif de la voie professionnelle', 'Effectif pro', 'Nombre d''élèves de la voie professionnelle à la rentrée.', 'élèves', 0, 'etablissement', 212, 0, 3000, 'DEPP, effectifs des lycées professionnels', 'entree', 'Élèves de la voie professionnelle à la rentrée.', ''),
  ('effectif_2nde_pro', 'Effectif de seconde professionnelle', 'Secondes pro', 'Nombre d''élèves de seconde professionnelle à la rentrée.', 'élèves', 0, 'etablissement', 213, 0, 1000, 'DEPP, effectifs des lycées professionnels', 'entree', 'Élèves de seconde professionnelle.', ''),
  ('effectif_second_degre', 'Effectif du second degré', 'Effectif 2D', 'Nombre d''élèves du second degré de l''établissement.', 'élèves', 0, 'etablissement', 214, 0, 5000, 'DEPP, effectifs d''élèves du second degré', 'entree', 'Élèves du second degré à la rentrée.', ''),
  ('hebergement_demi_pensionnaires', 'Demi-pensionnaires', 'Demi-pension', 'Nombre d''élèves du second degré demi-pensionnaires.', 'élèves', 0, 'etablissement', 220, 0, 4000, 'DEPP, hébergement des élèves du second degré', 'entree', 'Élèves du second degré.', ''),
  ('hebergement_internes', 'Internes', 'Internes', 'Nombre d''élèves du second degré internes.', 'élèves', 0, 'etablissement', 221, 0, 2000, 'DEPP, hébergement des élèves du second degré', 'entree', 'Élèves du second degré.', ''),
  ('encadrement_he_college', 'Heures d''enseignement par élève, collège (H/E)', 'H/E collège', 'Heures d''enseignement hebdomadaires devant élèves, rapportées aux élèves en division.', 'h', 2, 'etablissement', 225, 0, 10, 'DEPP, indicateurs d''encadrement', 'contexte', 'Divisions du niveau.', 'Les moyens attribués dépendent du public : l''indicateur suit la politique académique.'),
  ('encadrement_es_college', 'Élèves par structure, collège (E/S)', 'E/S collège', 'Nombre moyen d''élèves devant un enseignant, pondéré par les heures.', 'élèves par structure', 1, 'etablissement', 226, 0, 60, 'DEPP, indicateurs d''encadrement', 'contexte', 'Structures pédagogiques du niveau.', ''),
  ('encadrement_he_lgt', 'Heures d''enseignement par élève, lycée GT (H/E)', 'H/E LGT', 'Heures d''enseignement hebdomadaires devant élèves, rapportées aux élèves en division.', 'h', 2, 'etablissement', 227, 0, 10, 'DEPP, indicateurs d''encadrement', 'contexte', 'Divisions du niveau.', ''),
  ('encadrement_es_lgt', 'Élèves par structure, lycée GT (E/S)', 'E/S LGT', 'Nombre moyen d''élèves devant un enseignant, pondéré par les heures.', 'élèves par structure', 1, 'etablissement', 228, 0, 60, 'DEPP, indicateurs d''encadrement', 'contexte', 'Structures pédagogiques du niveau.', ''),
  ('encadrement_he_pro', 'Heures d''enseignement par élève, voie professionnelle (H/E)', 'H/E pro', 'Heures d''enseignement hebdomadaires devant élèves, rapportées aux élèves en division.', 'h', 2, 'etablissement', 229, 0, 10, 'DEPP, indicateurs d''encadrement', 'contexte', 'Divisions du niveau.', ''),
  ('encadrement_es_pro', 'Élèves par structure, voie professionnelle (E/S)', 'E/S pro', 'Nombre moyen d''élèves devant un enseignant, pondéré par les heures.', 'élèves par structure', 1, 'etablissement', 230, 0, 60, 'DEPP, indicateurs d''encadrement', 'contexte', 'Structures pédagogiques du niveau.', ''),
  ('eloignement', 'Indice d''éloignement', 'Éloignement', 'Indice synthétique de l''éloignement des élèves et de l''établissement : commune rurale, offre alentour, équipements sportifs et culturels, gares. Base 100 : moyenne nationale.', '', 1, 'etablissement', 240, 50, 200, 'DEPP, indice d''éloignement', 'entree', 'Collèges et lycées ; pas d''indice pour les écoles.', 'Les temps de trajet ont été recalculés à la rentrée 2022.'),
  ('distance_qpv', 'Distance au quartier prioritaire le plus proche', 'Distance QPV', 'Distance à vol d''oiseau entre l''établissement et le quartier prioritaire (périmètre 2014) le plus proche.', 'm', 0, 'etablissement', 245, 0, 200000, 'Ministère de l''Éducation nationale, collèges et QPV', 'entree', 'Collèges.', 'La distance dit où est l''établissement, pas où habitent ses élèves.'),
  ('ips_voie_gt', 'IPS de la voie générale et technologique', 'IPS GT', 'Moyenne des indices de position sociale des élèves de la voie générale et technologique.', '', 1, 'eleves', 300, 30, 200, 'DEPP, IPS des lycées', 'entree', 'Élèves de la voie GT.', 'Un lycée polyvalent se lit voie par voie : l''écart entre voies dépasse souvent celui entre lycées.'),
  ('ips_voie_pro', 'IPS de la voie professionnelle', 'IPS pro', 'Moyenne des indices de position sociale des élèves de la voie professionnelle.', '', 1, 'eleves', 301, 30, 200, 'DEPP, IPS des lycées', 'entree', 'Élèves de la voie professionnelle.', 'Un lycée polyvalent se lit voie par voie.'),
  ('ips_post_bac', 'IPS des formations post-bac', 'IPS post-bac', 'Moyenne des indices de position sociale des étudiants des formations post-bac du lycée.', '', 1, 'eleves', 302, 30, 200, 'DEPP, IPS des lycées', 'entree', 'Étudiants de CPGE et de STS du lycée.', ''),
  ('ips_ecart_type_gt', 'Hétérogénéité sociale de la voie GT', 'Hétérogénéité GT', 'Écart-type de l''IPS des élèves de la voie générale et technologique.', '', 1, 'etablissement', 303, 0, 80, 'DEPP, IPS des lycées', 'entree', 'Élèves de la voie GT.', ''),
  ('ips_ecart_type_pro', 'Hétérogénéité sociale de la voie professionnelle', 'Hétérogénéité pro', 'Écart-type de l''IPS des élèves de la voie professionnelle.', '', 1, 'etablissement', 304, 0, 80, 'DEPP, IPS des lycées', 'entree', 'Élèves de la voie professionnelle.', ''),
  ('ivac_candidats_g', 'Candidats au DNB, série générale', 'Candidats DNB G', 'Nombre de candidats au diplôme national du brevet, série générale.', 'candidats', 0, 'resultats', 400, 0, 1000, 'DEPP, IVAC', 'resultat', 'Candidats de la série générale, session de l''année scolaire.', ''),
  ('ivac_reussite_g', 'Taux de réussite au DNB, série générale', 'DNB G', 'Candidats admis rapportés aux présents, série générale.', '%', 1, 'resultats', 401, 0, 100, 'DEPP, IVAC', 'resultat', 'Candidats présents de la série générale.', 'Les élèves allophones et les entrées tardives pèsent sur le taux.'),
  ('ivac_va_reussite_g', 'Valeur ajoutée du taux de réussite, série générale', 'VA DNB G', 'Écart entre le taux constaté et le taux attendu compte tenu des élèves, calculé par la DEPP.', 'points', 1, 'resultats', 402, -100, 100, 'DEPP, IVAC', 'resultat', 'Candidats de la série générale.', 'Bruit d''une cohorte à l''autre : à lire sur plusieurs sessions.'),
  ('ivac_candidats_p', 'Candidats au DNB, série professionnelle', 'Candidats DNB P', 'Nombre de candidats au diplôme national du brevet, série professionnelle.', 'candidats', 0, 'resultats', 403, 0, 500, 'DEPP, IVAC', 'resultat', 'Candidats de la série professionnelle.', ''),
  ('ivac_reussite_p', 'Taux de réussite au DNB, série professionnelle', 'DNB P', 'Candidats admis rapportés aux présents, série professionnelle.', '%', 1, 'resultats', 404, 0, 100, 'DEPP, IVAC', 'resultat', 'Candidats présents de la série professionnelle.', ''),
  ('ivac_ecrit_g', 'Note moyenne à l''écrit du DNB, série générale', 'Écrit G', 'Moyenne des notes aux épreuves écrites, série générale.', 'sur 20', 1, 'resultats', 405, 0, 20, 'DEPP, IVAC', 'resultat', 'Candidats présents aux écrits, série générale.', ''),
  ('ivac_va_ecrit_g', 'Valeur ajoutée de la note à l''écrit, série générale', 'VA écrit G', 'Écart entre la note constatée et la note attendue compte tenu des élèves, calculé par la DEPP.', 'points', 1, 'resultats', 406, -20, 20, 'DEPP, IVAC', 'resultat', 'Candidats de la série générale.', 'À lire sur plusieurs sessions.'),
  ('ivac_ecrit_p', 'Note moyenne à l''écrit du DNB, série professionnelle', 'Écrit P', 'Moyenne des notes aux épreuves écrites, série professionnelle.', 'sur 20', 1, 'resultats', 407, 0, 20, 'DEPP, IVAC', 'resultat', 'Candidats présents aux écrits, série professionnelle.', ''),
  ('ivac_acces_6e_3e', 'Taux d''accès de la sixième à la troisième', 'Accès 6e-3e', 'Probabilité qu''un élève de sixième atteigne la troisième dans le collège.', '%', 1, 'resultats', 408, 0, 100, 'DEPP, IVAC', 'resultat', 'Élèves entrés en sixième.', 'Sensible aux déménagements et à la sectorisation.'),
  ('ivac_presents_3e', 'Part de troisièmes ordinaires présents au DNB', 'Présents 3e', 'Élèves de troisième ordinaire présents à l''examen.', '%', 1, 'resultats', 409, 0, 100, 'DEPP, IVAC', 'resultat', 'Élèves de troisième hors SEGPA.', ''),
  ('ivac_presents_3e_segpa', 'Part de troisièmes SEGPA présents au DNB', 'Présents SEGPA', 'Élèves de troisième SEGPA présents à l''examen.', '%', 1, 'resultats', 410, 0, 100, 'DEPP, IVAC', 'resultat', 'Élèves de troisième SEGPA.', ''),
  ('ivac_mentions', 'Mentions au DNB, série générale', 'Mentions G', 'Nombre d''admis avec mention, série générale.', 'candidats', 0, 'resultats', 411, 0, 1000, 'DEPP, IVAC', 'resultat', 'Admis de la série générale.', ''),
  ('ivac_mentions_ab', 'Mentions assez bien au DNB, série générale', 'Mentions AB', 'Nombre d''admis avec la mention assez bien, série générale.', 'candidats', 0, 'resultats', 412, 0, 1000, 'DEPP, IVAC', 'resultat', 'Admis de la série générale.', ''),
  ('ivac_mentions_b', 'Mentions bien au DNB, série générale', 'Mentions B', 'Nombre d''admis avec la mention bien, série générale.', 'candidats', 0, 'resultats', 413, 0, 1000, 'DEPP, IVAC', 'resultat', 'Admis de la série générale.', ''),
  ('ivac_mentions_tb', 'Mentions très bien au DNB, série générale', 'Mentions TB', 'Nombre d''admis avec la mention très bien, série générale.', 'candidats', 0, 'resultats', 414, 0, 1000, 'DEPP, IVAC', 'resultat', 'Admis de la série générale.', ''),
  ('dnb_inscrits', 'Inscrits au DNB', 'Inscrits DNB', 'Nombre d''inscrits au diplôme national du brevet, toutes séries.', 'candidats', 0, 'resultats', 420, 0, 1000, 'DEPP, DNB par établissement', 'resultat', 'Inscrits, toutes séries.', ''),
  ('dnb_presents', 'Présents au DNB', 'Présents DNB', 'Nombre de présents au diplôme national du brevet, toutes séries.', 'candidats', 0, 'resultats', 421, 0, 1000, 'DEPP, DNB par établissement', 'resultat', 'Présents, toutes séries.', ''),
  ('dnb_admis', 'Admis au DNB', 'Admis DNB', 'Nombre d''admis au diplôme national du brevet, toutes séries.', 'candidats', 0, 'resultats', 422, 0, 1000, 'DEPP, DNB par établissement', 'resultat', 'Présents, toutes séries.', ''),
  ('dnb_reussite', 'Taux de réussite au DNB, toutes séries', 'DNB', 'Admis rapportés aux présents, toutes séries.', '%', 1, 'resultats', 423, 0, 100, 'DEPP, DNB par établissement', 'resultat', 'Présents, toutes séries.', ''),
  ('ival_gt_presents', 'Présents au baccalauréat général et technologique', 'Présents bac GT', 'Nombre d''élèves présents au baccalauréat, voie générale et technologique.', 'candidats', 0, 'resultats', 440, 0, 2000, 'DEPP, IVAL', 'resultat', 'Candidats scolaires de la voie GT.', ''),
  ('ival_gt_reussite', 'Taux de réussite au baccalauréat GT', 'Bac GT', 'Admis rapportés aux présents, voie générale et technologique.', '%', 1, 'resultats', 441, 0, 100, 'DEPP, IVAL', 'resultat', 'Candidats présents de la voie GT.', ''),
  ('ival_gt_va_reussite', 'Valeur ajoutée du taux de réussite, voie GT', 'VA bac GT', 'Écart au taux attendu compte tenu des élèves, calculé par la DEPP.', 'points', 1, 'resultats', 442, -100, 100, 'DEPP, IVAL', 'resultat', 'Candidats présents de la voie GT.', 'À lire avec les taux d''accès, sur plusieurs sessions.'),
  ('ival_gt_mentions', 'Taux de mentions, voie GT', 'Mentions GT', 'Admis avec mention rapportés aux présents, voie générale et technologique.', '%', 1, 'resultats', 443, 0, 100, 'DEPP, IVAL', 'resultat', 'Candidats présents de la voie GT.', ''),
  ('ival_gt_va_mentions', 'Valeur ajoutée du taux de mentions, voie GT', 'VA mentions GT', 'Écart au taux attendu, calculé par la DEPP.', 'points', 1, 'resultats', 444, -100, 100, 'DEPP, IVAL', 'resultat', 'Candidats présents de la voie GT.', ''),
  ('ival_gt_acces_2nde', 'Taux d''accès de la seconde au baccalauréat, voie GT', 'Accès 2nde GT', 'Probabilité qu''un élève de seconde obtienne le baccalauréat dans le lycée.', '%', 1, 'resultats', 445, 0, 100, 'DEPP, IVAL', 'resultat', 'Élèves entrés en seconde.', 'Sensible à l''offre de séries du lycée.'),
  ('ival_gt_va_acces_2nde', 'Valeur ajoutée de l''accès depuis la seconde, voie GT', 'VA accès 2nde GT', 'Écart au taux attendu, calculé par la DEPP.', 'points', 1, 'resultats', 446, -100, 100, 'DEPP, IVAL', 'resultat', 'Élèves entrés en seconde.', ''),
  ('ival_gt_acces_1ere', 'Taux d''accès de la première au baccalauréat, voie GT', 'Accès 1re GT', 'Probabilité qu''un élève de première obtienne le baccalauréat dans le lycée.', '%', 1, 'resultats', 447, 0, 100, 'DEPP, IVAL', 'resultat', 'Élèves entrés en première.', ''),
  ('ival_gt_va_acces_1ere', 'Valeur ajoutée de l''accès depuis la première, voie GT', 'VA accès 1re GT', 'Écart au taux attendu, calculé par la DEPP.', 'points', 1, 'resultats', 448, -100, 100, 'DEPP, IVAL', 'resultat', 'Élèves entrés en première.', ''),
  ('ival_gt_acces_term', 'Taux d''accès de la terminale au baccalauréat, voie GT', 'Accès Tle GT', 'Probabilité qu''un élève de terminale obtienne le baccalauréat dans le lycée.', '%', 1, 'resultats', 449, 0, 100, 'DEPP, IVAL', 'resultat', 'Élèves entrés en terminale.', ''),
  ('ival_gt_va_acces_term', 'Valeur ajoutée de l''accès depuis la terminale, voie GT', 'VA accès Tle GT', 'Écart au taux attendu, calculé par la DEPP.', 'points', 1, 'resultats', 450, -100, 100, 'DEPP, IVAL', 'resultat', 'Élèves entrés en terminale.', ''),
  ('ival_pro_presents', 'Présents au baccalauréat professionnel', 'Présents bac pro', 'Nombre d''élèves présents au baccalauréat professionnel.', 'candidats', 0, 'resultats', 460, 0, 2000, 'DEPP, IVAL', 'resultat', 'Candidats scolaires de la voie professionnelle.', ''),
  ('ival_pro_reussite', 'Taux de réussite au baccalauréat professionnel', 'Bac pro', 'Admis rapportés aux présents, voie professionnelle.', '%', 1, 'resultats', 461, 0, 100, 'DEPP, IVAL', 'resultat', 'Candidats présents de la voie professionnelle.', ''),
  ('ival_pro_va_reussite', 'Valeur ajoutée du taux de réussite, voie professionnelle', 'VA bac pro', 'Écart au taux attendu compte tenu des élèves, calculé par la DEPP.', 'points', 1, 'resultats', 462, -100, 100, 'DEPP, IVAL', 'resultat', 'Candidats présents de la voie professionnelle.', 'À lire avec les taux d''accès, sur plusieurs sessions.'),
  ('ival_pro_mentions', 'Taux de mentions, voie professionnelle', 'Mentions pro', 'Admis avec mention rapportés aux présents, voie professionnelle.', '%', 1, 'resultats', 463, 0, 100, 'DEPP, IVAL', 'resultat', 'Candidats présents de la voie professionnelle.', ''),
  ('ival_pro_va_mentions', 'Valeur ajoutée du taux de mentions, voie professionnelle', 'VA mentions pro', 'Écart au taux attendu, calculé par la DEPP.', 'points', 1, 'resultats', 464, -100, 100, 'DEPP, IVAL', 'resultat', 'Candidats présents de la voie professionnelle.', ''),
  ('ival_pro_acces_2nde', 'Taux d''accès de la seconde au baccalauréat, voie professionnelle', 'Accès 2nde pro', 'Probabilité qu''un élève de seconde obtienne le baccalauréat dans le lycée.', '%', 1, 'resultats', 465, 0, 100, 'DEPP, IVAL', 'resultat', 'Élèves entrés en seconde professionnelle.', ''),
  ('ival_pro_va_acces_2nde', 'Valeur ajoutée de l''accès depuis la seconde, voie professionnelle', 'VA accès 2nde pro', 'Écart au taux attendu, calculé par la DEPP.', 'points', 1, 'resultats', 466, -100, 100, 'DEPP, IVAL', 'resultat', 'Élèves entrés en seconde professionnelle.', ''),
  ('ival_pro_acces_1ere', 'Taux d''accès de la première au baccalauréat, voie professionnelle', 'Accès 1re pro', 'Probabilité qu''un élève de première obtienne le baccalauréat dans le lycée.', '%', 1, 'resultats', 467, 0, 100, 'DEPP, IVAL', 'resultat', 'Élèves entrés en première professionnelle.', ''),
  ('ival_pro_va_acces_1ere', 'Valeur ajoutée de l''accès depuis la première, voie professionnelle', 'VA accès 1re pro', 'Écart au taux attendu, calculé par la DEPP.', 'points', 1, 'resultats', 468, -100, 100, 'DEPP, IVAL', 'resultat', 'Élèves entrés en première professionnelle.', ''),
  ('ival_pro_acces_term', 'Taux d''accès de la terminale au baccalauréat, voie professionnelle', 'Accès Tle pro', 'Probabilité qu''un élève de terminale obtienne le baccalauréat dans le lycée.', '%', 1, 'resultats', 469, 0, 100, 'DEPP, IVAL', 'resultat', 'Élèves entrés en terminale professionnelle.', ''),
  ('ival_pro_va_acces_term', 'Valeur ajoutée de l''accès depuis la terminale, voie professionnelle', 'VA accès Tle pro', 'Écart au taux attendu, calculé par la DEPP.', 'points', 1, 'resultats', 470, -100, 100, 'DEPP, IVAL', 'resultat', 'Élèves entrés en terminale professionnelle.', ''),
  ('eval6_francais_effectif', 'Élèves évalués en français à l''entrée en sixième', 'Évalués français', 'Nombre d''élèves évalués en français à l''entrée en sixième.', 'élèves', 0, 'resultats', 480, 0, 1000, 'DEPP, évaluations nationales de sixième', 'entree', 'Élèves évalués, ensemble.', ''),
  ('eval6_francais_score', 'Score moyen en français à l''entrée en sixième', 'Français 6e', 'Score moyen aux évaluations nationales de français, centré sur 250.', 'points', 1, 'resultats', 481, 0, 500, 'DEPP, évaluations nationales de sixième', 'entree', 'Élèves évalués à l''entrée en sixième : le niveau d''entrée, avant le travail du collège.', 'Les élèves allophones pèsent sur le score.'),
  ('eval6_mathematiques_effectif', 'Élèves évalués en mathématiques à l''entrée en sixième', 'Évalués maths', 'Nombre d''élèves évalués en mathématiques à l''entrée en sixième.', 'élèves', 0, 'resultats', 482, 0, 1000, 'DEPP, évaluations nationales de sixième', 'entree', 'Élèves évalués, ensemble.', ''),
  ('eval6_mathematiques_score', 'Score moyen en mathématiques à l''entrée en sixième', 'Maths 6e', 'Score moyen aux évaluations nationales de mathématiques, centré sur 250.', 'points', 1, 'resultats', 483, 0, 500, 'DEPP, évaluations nationales de sixième', 'entree', 'Élèves évalués à l''entrée en sixième.', '')
) as i (code, libelle, libelle_court, definition, unite, decimales, famille, ordre, minimum, maximum, source, nature, population, biais);

-- Index values describe a public: weights and denominators.
update indicateur set poids_code = 'ips_effectif', biais = 'L''indice repose sur les professions déclarées des deux responsables.',
  population = 'Élèves de l''établissement ; pour une école, élèves de CM2 des cinq dernières années.', bruit = 'La DEPP invite à ne pas surinterpréter un écart de 3 points ou moins.',
  comparaisons = 'Avec des structures de même type et de même secteur, dans la même série (depuis la rentrée 2022). Un lycée polyvalent se lit voie par voie.' where code = 'ips';
update indicateur set poids_code = 'effectif_lycee_gt' where code in ('ips_voie_gt', 'ips_ecart_type_gt');
update indicateur set poids_code = 'effectif_lycee_pro' where code in ('ips_voie_pro', 'ips_ecart_type_pro');
update indicateur set poids_code = 'ivac_candidats_g', denominateur_code = 'ivac_candidats_g', seuil_publication = 30
  where code in ('ivac_reussite_g', 'ivac_va_reussite_g', 'ivac_ecrit_g', 'ivac_va_ecrit_g');
update indicateur set poids_code = 'ivac_candidats_p', denominateur_code = 'ivac_candidats_p', seuil_publication = 30 where code in ('ivac_reussite_p', 'ivac_ecrit_p');
update indicateur set poids_code = 'dnb_presents', denominateur_code = 'dnb_presents', seuil_publication = 30 where code = 'dnb_reussite';
update indicateur set poids_code = 'ival_gt_presents' where code like 'ival\_gt\_%' and code <> 'ival_gt_presents';
update indicateur set poids_code = 'ival_pro_presents' where code like 'ival\_pro\_%' and code <> 'ival_pro_presents';
update indicateur set poids_code = 'eval6_francais_effectif' where code = 'eval6_francais_score';
update indicateur set poids_code = 'eval6_mathematiques_effectif' where code = 'eval6_mathematiques_score';
update indicateur set total_code = 'effectif_ecole' where code in ('effectif_preelementaire', 'effectif_elementaire');
update indicateur set total_code = 'effectif_elementaire' where code in ('effectif_cp', 'effectif_ce1', 'effectif_ce2', 'effectif_cm1', 'effectif_cm2');
update indicateur set total_code = 'effectif_second_degre' where code in ('effectif_college', 'effectif_lycee_gt', 'effectif_lycee_pro');
update indicateur set total_code = 'effectif_lycee_gt' where code = 'effectif_2nde_gt';
update indicateur set total_code = 'effectif_lycee_pro' where code = 'effectif_2nde_pro';
update indicateur set total_code = 'ivac_mentions' where code in ('ivac_mentions_ab', 'ivac_mentions_b', 'ivac_mentions_tb');
update indicateur set total_code = 'dnb_presents' where code = 'dnb_admis';
update indicateur set total_code = 'dnb_inscrits' where code = 'dnb_presents';

-- Values that describe a territory.
insert into indicateur (code, libelle, libelle_court, definition, lecture, unite, decimales, famille, ordre, minimum, maximum, source, nature, compte,
  population, bruit, biais, comparaisons, objet, diffusion, seuil_reference)
select code, libelle, libelle_court, definition, 'Une valeur de territoire ne dit rien d''une structure en particulier.', unite, decimales, 'eleves', ordre, minimum, maximum,
  'DEPP, indicateur de ségrégation sociale des collèges', 'contexte', false, 'Collèges du département ayant assez d''élèves.', '', '',
  'Entre départements, ou d''une rentrée à l''autre.', 'territoire', 'ouverte', 3
from (values
  ('segregation', 'Ségrégation sociale entre collèges (entropie)', 'Ségrégation', 'Indice d''entropie entre collèges du département : 0 quand ils accueillent les mêmes publics.', '', 3, 600, 0, 1),
  ('segregation_public', 'Ségrégation entre collèges publics', 'Ségrégation public', 'Indice d''entropie entre collèges publics du département.', '', 3, 601, 0, 1),
  ('segregation_prive', 'Ségrégation entre collèges privés', 'Ségrégation privé', 'Indice d''entropie entre collèges privés du département.', '', 3, 602, 0, 1),
  ('segregation_entre_secteurs', 'Ségrégation entre public et privé', 'Entre secteurs', 'Part de l''entropie due à l''écart entre les deux secteurs.', '', 3, 603, 0, 1),
  ('part_prive', 'Part des collégiens scolarisés dans le privé', 'Part du privé', 'Élèves de collège du secteur privé, en part du département.', '%', 1, 604, 0, 100),
  ('pcs_tres_favorisees', 'Part des élèves d''origine sociale très favorisée', 'PCS très favorisées', 'Collégiens dont le responsable est cadre, chef d''entreprise ou enseignant.', '%', 1, 605, 0, 100),
  ('pcs_favorisees', 'Part des élèves d''origine sociale favorisée', 'PCS favorisées', 'Collégiens dont le responsable exerce une profession intermédiaire.', '%', 1, 606, 0, 100),
  ('pcs_moyennes', 'Part des élèves d''origine sociale moyenne', 'PCS moyennes', 'Collégiens dont le responsable est employé, artisan, commerçant ou agriculteur.', '%', 1, 607, 0, 100),
  ('pcs_defavorisees', 'Part des élèves d''origine sociale défavorisée', 'PCS défavorisées', 'Collégiens dont le responsable est ouvrier ou inactif.', '%', 1, 608, 0, 100)
) as i (code, libelle, libelle_court, definition, unite, decimales, ordre, minimum, maximum);

insert into rupture_serie (indicateur_code, annee, motif, types) values
  ('ips_voie_gt', 2022, 'La table de l''IPS a été révisée à la rentrée 2022 (DEPP, actualisation 2022 de l''IPS).', null),
  ('ips_voie_pro', 2022, 'La table de l''IPS a été révisée à la rentrée 2022 (DEPP, actualisation 2022 de l''IPS).', null),
  ('ips_ecart_type_gt', 2022, 'L''écart-type suit la révision de l''IPS à la rentrée 2022.', null),
  ('ips_ecart_type_pro', 2022, 'L''écart-type suit la révision de l''IPS à la rentrée 2022.', null),
  ('eloignement', 2022, 'L''échelle et les temps de trajet de l''indice d''éloignement ont changé à la rentrée 2022 (DEPP).', null),
  ('ips', 2023, 'Pour les lycées, l''indice d''ensemble compte aussi les formations post-bac à partir de la rentrée 2023.', '{lgt,lpo,lp}');

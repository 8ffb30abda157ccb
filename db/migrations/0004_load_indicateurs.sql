-- First indicators. Two families, as the académie de Grenoble presents them (webinaire CLA, 14 septembre 2022).

insert into indicateur (code, libelle, libelle_court, definition, lecture, unite, decimales, famille, ordre, minimum, maximum, seuil_reference, source) values
  ('effectif_college', 'Effectif total', 'Effectif',
   'Nombre d''élèves dans les formations du premier cycle du second degré à la rentrée, SEGPA et ULIS comprises.',
   'L''effectif aide à lire les autres indicateurs : dans une petite structure, quelques élèves suffisent à déplacer une moyenne.',
   'élèves', 0, 'etablissement', 10, 0, 3000, 3, 'DEPP, effectifs d''élèves par collège'),
  ('effectif_6e', 'Effectif de sixième', 'Sixièmes',
   'Nombre d''élèves de sixième à la rentrée, SEGPA et ULIS comprises.',
   'Une cohorte de sixième varie d''une année à l''autre : regarder plusieurs rentrées.',
   'élèves', 0, 'etablissement', 20, 0, 1000, 3, 'DEPP, effectifs d''élèves par collège'),
  ('effectif_segpa', 'Effectif en SEGPA', 'SEGPA',
   'Nombre d''élèves scolarisés en section d''enseignement général et professionnel adapté.',
   'Décrit l''offre de formation. Une valeur de zéro signifie que le collège n''a pas d''élève en SEGPA.',
   'élèves', 0, 'etablissement', 30, 0, 500, 3, 'DEPP, effectifs d''élèves par collège'),
  ('effectif_ulis', 'Effectif en ULIS', 'ULIS',
   'Nombre d''élèves scolarisés en unité localisée pour l''inclusion scolaire.',
   'Décrit l''offre de formation et l''accueil des élèves en situation de handicap.',
   'élèves', 0, 'etablissement', 40, 0, 200, 3, 'DEPP, effectifs d''élèves par collège'),
  ('ips_ecart_type', 'Indice d''hétérogénéité sociale (écart-type de l''IPS)', 'Hétérogénéité',
   'Écart-type de l''indice de position sociale des élèves de l''établissement : plus il est élevé, plus les origines sociales sont variées.',
   'Une valeur basse décrit un public homogène, qu''il soit favorisé ou non. Ce n''est pas une mesure de qualité.',
   '', 1, 'etablissement', 50, 0, 80, 3, 'DEPP, indices de position sociale'),
  ('ips', 'Indice de position sociale (IPS)', 'IPS',
   'Moyenne des indices de position sociale des élèves, déduits des professions des deux responsables. Plus l''indice est élevé, plus le milieu social est favorable aux apprentissages.',
   'La DEPP invite à ne pas surinterpréter un écart de 3 points ou moins. L''indice décrit le public accueilli, jamais le travail des équipes.',
   '', 1, 'eleves', 110, 30, 200, 3, 'DEPP, indices de position sociale'),
  ('ips_effectif', 'Élèves pris en compte pour l''IPS', 'Élèves (IPS)',
   'Nombre d''élèves dont la position sociale entre dans le calcul de l''indice.',
   'À rapprocher de l''effectif total : il dit sur combien d''élèves l''indice repose.',
   'élèves', 0, 'eleves', 120, 0, 4000, 3, 'DEPP, indices de position sociale, millésime 2022-2023');

insert into rupture_serie (indicateur_code, annee, motif) values
  ('ips', 2022, 'La table qui fait passer des professions des parents à l''indice a été révisée à la rentrée 2022 : les valeurs d''avant ne se comparent pas à celles d''après (DEPP, actualisation 2022 de l''IPS).'),
  ('ips_ecart_type', 2022, 'L''écart-type suit la révision de l''IPS à la rentrée 2022 (DEPP, actualisation 2022 de l''IPS).');

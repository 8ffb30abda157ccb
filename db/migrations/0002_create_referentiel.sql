-- Structures, territories, indicator dictionary, dated values with their origin, references.

create table academie (
  code text primary key constraint academie_code_forme check (code ~ '^[0-9]{2}$'),
  nom text not null constraint academie_nom_borne check (length(nom) between 1 and 100),
  nation text not null constraint academie_nation check (nation in ('france', 'demonstration'))
);
comment on table academie is 'Académies et vice-rectorats.';
comment on column academie.code is 'Code académie du ministère, deux chiffres.';
comment on column academie.nom is 'Nom en usage.';
comment on column academie.nation is 'Ensemble auquel se rapportent les références nationales ; l''académie fictive ne se mêle jamais à la France.';

create table departement (
  code text primary key constraint departement_code_forme check (code ~ '^([0-9]{2}|2[AB]|9[0-9]{2})$'),
  nom text not null constraint departement_nom_borne check (length(nom) between 1 and 100),
  academie_code text not null constraint departement_academie references academie (code)
);
create index departement_par_academie on departement (academie_code);
comment on table departement is 'Départements et collectivités d''outre-mer. Source : Insee, code officiel géographique.';
comment on column departement.code is 'Code Insee, sans zéro devant (59, 2A, 971).';
comment on column departement.nom is 'Nom en usage.';
comment on column departement.academie_code is 'Académie de rattachement.';

create table commune (
  code text primary key constraint commune_code_forme check (code ~ '^[0-9][0-9AB][0-9]{3}$'),
  nom text not null constraint commune_nom_borne check (length(nom) between 1 and 100),
  departement_code text not null constraint commune_departement references departement (code)
);
create index commune_par_departement on commune (departement_code, nom);
comment on table commune is 'Communes citées par les fichiers officiels.';
comment on column commune.code is 'Code Insee de la commune.';
comment on column commune.nom is 'Nom tel que le fichier le plus précis l''écrit.';
comment on column commune.departement_code is 'Département.';

create table import (
  id uuid primary key,
  etat text not null constraint import_etat check (etat in ('depose', 'previsualise', 'applique', 'abandonne')),
  origine text not null constraint import_origine check (origine in ('interface', 'commande', 'demonstration')),
  depose_par uuid constraint import_agent references agent (id),
  depose_le timestamptz not null,
  applique_le timestamptz,
  version integer not null constraint import_version_positive check (version > 0),
  constraint import_application_datee check ((etat = 'applique') = (applique_le is not null))
);
create index import_par_date on import (depose_le desc);
comment on table import is 'Dépôt de fichiers officiels : prévisualisé, puis appliqué en entier ou pas du tout.';
comment on column import.id is 'Identifiant interne.';
comment on column import.etat is 'Déposé, prévisualisé, appliqué ou abandonné.';
comment on column import.origine is 'Interface, ligne de commande ou académie de démonstration.';
comment on column import.depose_par is 'Agent qui a déposé les fichiers ; vide en ligne de commande.';
comment on column import.depose_le is 'Date du dépôt.';
comment on column import.applique_le is 'Date d''application.';
comment on column import.version is 'Numéro de version : deux personnes ne décident pas en même temps du même dépôt.';

create table import_fichier (
  id uuid primary key,
  import_id uuid not null constraint import_fichier_import references import (id),
  rang smallint not null constraint import_fichier_rang check (rang > 0),
  nom text not null constraint import_fichier_nom_borne check (length(nom) between 1 and 255),
  taille bigint not null constraint import_fichier_taille check (taille >= 0),
  empreinte bytea not null constraint import_fichier_sha256 check (octet_length(empreinte) = 32),
  emplacement text not null,
  etat text not null constraint import_fichier_etat check (etat in ('depose', 'reconnu', 'inconnu', 'illisible')),
  jeu text,
  motif text constraint import_fichier_motif_borne check (length(motif) <= 2000),
  avertissements text[] not null,
  lu integer, cree integer, modifie integer, inchange integer, rejete integer,
  constraint import_fichier_rang_unique unique (import_id, rang),
  constraint import_fichier_compte check (lu is null or lu = cree + modifie + inchange + rejete)
);
comment on table import_fichier is 'Fichier d''un dépôt et son compte rendu.';
comment on column import_fichier.id is 'Identifiant interne.';
comment on column import_fichier.import_id is 'Dépôt.';
comment on column import_fichier.rang is 'Ordre d''arrivée dans le dépôt.';
comment on column import_fichier.nom is 'Nom du fichier tel qu''il a été déposé.';
comment on column import_fichier.taille is 'Taille en octets.';
comment on column import_fichier.empreinte is 'SHA-256 du contenu.';
comment on column import_fichier.emplacement is 'Chemin de lecture sur le serveur.';
comment on column import_fichier.etat is 'Déposé, reconnu, inconnu (laissé de côté) ou illisible.';
comment on column import_fichier.jeu is 'Jeu de données reconnu.';
comment on column import_fichier.motif is 'Pourquoi le fichier est inconnu ou illisible, et que faire.';
comment on column import_fichier.avertissements is 'Remarques qui n''empêchent pas l''import.';
comment on column import_fichier.lu is 'Lignes lues ; toujours la somme des quatre comptes suivants.';
comment on column import_fichier.cree is 'Lignes qui apportent une structure ou une valeur nouvelle.';
comment on column import_fichier.modifie is 'Lignes qui changent une structure ou une valeur connue.';
comment on column import_fichier.inchange is 'Lignes qui n''apportent rien de nouveau.';
comment on column import_fichier.rejete is 'Lignes refusées, chacune avec sa raison.';

create table import_rejet (
  fichier_id uuid not null constraint import_rejet_fichier references import_fichier (id),
  ligne integer not null constraint import_rejet_ligne check (ligne > 0),
  colonne text not null,
  valeur text not null constraint import_rejet_valeur_borne check (length(valeur) <= 200),
  raison text not null constraint import_rejet_raison_borne check (length(raison) <= 1000),
  constraint import_rejet_cle primary key (fichier_id, ligne)
);
comment on table import_rejet is 'Lignes refusées d''un fichier : où, quoi, pourquoi. Les 10 000 premières par fichier.';
comment on column import_rejet.fichier_id is 'Fichier.';
comment on column import_rejet.ligne is 'Numéro de ligne dans le fichier (en JSON : numéro d''enregistrement).';
comment on column import_rejet.colonne is 'Colonne en cause, telle que le fichier la nomme.';
comment on column import_rejet.valeur is 'Valeur lue, coupée à 200 caractères.';
comment on column import_rejet.raison is 'Raison et issue, en français.';

create table structure (
  uai text primary key constraint structure_uai_forme check (uai ~ '^[0-9]{7}[A-HJ-NPR-Z]$'),
  nom text not null constraint structure_nom_borne check (length(nom) between 1 and 200),
  type text not null constraint structure_type check (type in ('maternelle', 'elementaire', 'primaire', 'ecole_specialisee',
    'college', 'lgt', 'lpo', 'lp', 'erea', 'segpa', 'sep', 'autre')),
  secteur text not null constraint structure_secteur check (secteur in ('public', 'prive_sous_contrat', 'prive_hors_contrat', 'prive')),
  etat text not null constraint structure_etat check (etat in ('ouvert', 'a_ouvrir', 'a_fermer', 'ferme', 'inconnu')),
  commune_code text constraint structure_commune references commune (code),
  commune_nom text not null,
  departement_code text not null constraint structure_departement references departement (code),
  academie_code text not null constraint structure_academie references academie (code),
  adresse text not null constraint structure_adresse_borne check (length(adresse) <= 300),
  code_postal text not null constraint structure_code_postal_borne check (length(code_postal) <= 10),
  latitude double precision constraint structure_latitude check (latitude between -90 and 90),
  longitude double precision constraint structure_longitude check (longitude between -180 and 180),
  ouverte_le date,
  source_identite text not null constraint structure_source_identite check (source_identite in ('annuaire', 'statistique')),
  statut_ep text constraint structure_statut_ep check (statut_ep in ('hors_ep', 'rep', 'rep_plus')),
  statut_ep_annee smallint constraint structure_statut_ep_annee check ((statut_ep is null) = (statut_ep_annee is null)),
  recherche text not null,
  fichier_id uuid not null constraint structure_fichier references import_fichier (id),
  ligne integer not null constraint structure_ligne check (ligne > 0),
  enregistre_le timestamptz not null
);
create index structure_par_nom on structure (nom, uai);
create index structure_par_academie on structure (academie_code, nom, uai);
create index structure_par_departement on structure (departement_code, nom, uai);
create index structure_par_commune on structure (commune_nom, nom, uai);
create index structure_par_commune_code on structure (commune_code, nom, uai);
create index structure_par_type on structure (type, nom, uai);
create index structure_par_secteur on structure (secteur, nom, uai);
create index structure_par_statut_ep on structure (statut_ep, nom, uai);
create index structure_recherche on structure using gin (recherche gin_trgm_ops);
comment on table structure is 'École, collège, lycée ou unité d''enseignement, identifié par son UAI.';
comment on column structure.uai is 'Unité administrative immatriculée : sept chiffres et une lettre de contrôle.';
comment on column structure.nom is 'Appellation.';
comment on column structure.type is 'Type de structure, déduit de la nature ou de la dénomination.';
comment on column structure.secteur is 'Public, privé sous contrat, privé hors contrat, ou privé quand la source ne dit pas le contrat.';
comment on column structure.etat is 'État d''ouverture donné par l''annuaire ; inconnu quand seul un fichier statistique cite la structure.';
comment on column structure.commune_code is 'Commune d''implantation ; vide si la source ne la précise pas.';
comment on column structure.commune_nom is 'Nom de la commune tel que la source l''écrit, repris pour trier et chercher sans jointure.';
comment on column structure.departement_code is 'Département, repris de la commune pour filtrer sans jointure.';
comment on column structure.academie_code is 'Académie, reprise du département pour filtrer sans jointure.';
comment on column structure.adresse is 'Adresse postale de l''établissement ; vide si inconnue.';
comment on column structure.code_postal is 'Code postal ; vide si inconnu.';
comment on column structure.latitude is 'Latitude WGS 84, degrés décimaux.';
comment on column structure.longitude is 'Longitude WGS 84, degrés décimaux.';
comment on column structure.ouverte_le is 'Date d''ouverture.';
comment on column structure.source_identite is 'Annuaire : identité complète ; statistique : connue par un fichier de valeurs seulement.';
comment on column structure.statut_ep is 'Dernier statut d''éducation prioritaire connu ; vide s''il n''a jamais été publié.';
comment on column structure.statut_ep_annee is 'Année de rentrée de ce statut.';
comment on column structure.recherche is 'Nom, commune et UAI sans accents, pour la recherche.';
comment on column structure.fichier_id is 'Fichier d''où vient l''identité actuelle.';
comment on column structure.ligne is 'Ligne de ce fichier.';
comment on column structure.enregistre_le is 'Date d''enregistrement de l''identité actuelle.';

create table structure_modification (
  id bigint generated always as identity primary key,
  uai text not null constraint structure_modification_structure references structure (uai),
  champ text not null,
  avant text,
  apres text,
  fichier_id uuid not null constraint structure_modification_fichier references import_fichier (id),
  ligne integer not null,
  enregistre_le timestamptz not null
);
create index structure_modification_par_uai on structure_modification (uai, id desc);
create trigger structure_modification_immuable before update or delete on structure_modification
  for each row execute function refuser_modification();
comment on table structure_modification is 'Historique de l''identité d''une structure, champ par champ ; ajout seul.';
comment on column structure_modification.id is 'Numéro d''ordre.';
comment on column structure_modification.uai is 'Structure.';
comment on column structure_modification.champ is 'Champ modifié.';
comment on column structure_modification.avant is 'Valeur avant.';
comment on column structure_modification.apres is 'Valeur après.';
comment on column structure_modification.fichier_id is 'Fichier qui apporte la modification.';
comment on column structure_modification.ligne is 'Ligne de ce fichier.';
comment on column structure_modification.enregistre_le is 'Date d''enregistrement.';

create table statut_ep_annuel (
  id bigint generated always as identity primary key,
  uai text not null constraint statut_ep_annuel_structure references structure (uai),
  annee smallint not null constraint statut_ep_annuel_annee check (annee between 1980 and 2100),
  statut text not null constraint statut_ep_annuel_statut check (statut in ('hors_ep', 'rep', 'rep_plus')),
  fichier_id uuid not null constraint statut_ep_annuel_fichier references import_fichier (id),
  ligne integer not null constraint statut_ep_annuel_ligne check (ligne > 0),
  enregistre_le timestamptz not null,
  remplace_le timestamptz
);
create unique index statut_ep_annuel_courant on statut_ep_annuel (uai, annee) where remplace_le is null;
comment on table statut_ep_annuel is 'Statut d''éducation prioritaire d''une structure à chaque rentrée ; une correction est une nouvelle ligne.';
comment on column statut_ep_annuel.id is 'Numéro d''ordre.';
comment on column statut_ep_annuel.uai is 'Structure.';
comment on column statut_ep_annuel.annee is 'Année de rentrée (2024 pour 2024-2025).';
comment on column statut_ep_annuel.statut is 'Hors éducation prioritaire, REP ou REP+.';
comment on column statut_ep_annuel.fichier_id is 'Fichier d''origine.';
comment on column statut_ep_annuel.ligne is 'Ligne d''origine.';
comment on column statut_ep_annuel.enregistre_le is 'Date d''enregistrement.';
comment on column statut_ep_annuel.remplace_le is 'Date à laquelle une ligne plus récente l''a remplacée.';

create table indicateur (
  code text primary key constraint indicateur_code_forme check (code ~ '^[a-z][a-z0-9_]{1,60}$'),
  libelle text not null,
  libelle_court text not null,
  definition text not null,
  lecture text not null,
  unite text not null,
  decimales smallint not null constraint indicateur_decimales check (decimales between 0 and 4),
  famille text not null constraint indicateur_famille check (famille in ('etablissement', 'eleves')),
  ordre smallint not null constraint indicateur_ordre_unique unique,
  minimum double precision not null,
  maximum double precision not null,
  seuil_reference smallint not null constraint indicateur_seuil check (seuil_reference >= 3),
  source text not null,
  constraint indicateur_bornes check (minimum < maximum)
);
comment on table indicateur is 'Dictionnaire des indicateurs : une ligne par indicateur, ce sont des données.';
comment on column indicateur.code is 'Code stable.';
comment on column indicateur.libelle is 'Nom complet.';
comment on column indicateur.libelle_court is 'Nom court pour les tableaux.';
comment on column indicateur.definition is 'Ce que mesure l''indicateur, sur quelle population.';
comment on column indicateur.lecture is 'Comment le lire, et ce qu''il ne faut pas en conclure.';
comment on column indicateur.unite is 'Unité affichée ; vide pour un indice.';
comment on column indicateur.decimales is 'Décimales affichées.';
comment on column indicateur.famille is 'Caractéristiques de l''établissement ou des élèves (deux familles du document de l''académie de Grenoble).';
comment on column indicateur.ordre is 'Rang d''affichage.';
comment on column indicateur.minimum is 'Plus petite valeur plausible ; en dessous, la ligne est refusée à l''import.';
comment on column indicateur.maximum is 'Plus grande valeur plausible.';
comment on column indicateur.seuil_reference is 'Nombre de structures en dessous duquel une référence n''est pas montrée.';
comment on column indicateur.source is 'Producteur et jeu de données.';

create table rupture_serie (
  indicateur_code text not null constraint rupture_serie_indicateur references indicateur (code),
  annee smallint not null,
  motif text not null,
  constraint rupture_serie_cle primary key (indicateur_code, annee)
);
comment on table rupture_serie is 'Ruptures de série : les valeurs d''avant et d''après ne se comparent pas.';
comment on column rupture_serie.indicateur_code is 'Indicateur.';
comment on column rupture_serie.annee is 'Première rentrée de la nouvelle série.';
comment on column rupture_serie.motif is 'Cause de la rupture, avec sa source.';

create table valeur_indicateur (
  id bigint generated always as identity primary key,
  uai text not null constraint valeur_indicateur_structure references structure (uai),
  indicateur_code text not null constraint valeur_indicateur_indicateur references indicateur (code),
  annee smallint not null constraint valeur_indicateur_annee check (annee between 1980 and 2100),
  valeur double precision,
  statut text not null constraint valeur_indicateur_statut check (statut in ('ok', 'ns', 'manquant', 'sans_objet')),
  texte text not null constraint valeur_indicateur_texte_borne check (length(texte) <= 60),
  fichier_id uuid not null constraint valeur_indicateur_fichier references import_fichier (id),
  ligne integer not null constraint valeur_indicateur_ligne check (ligne > 0),
  colonne text not null,
  enregistre_le timestamptz not null,
  remplace_le timestamptz,
  constraint valeur_indicateur_coherente check ((statut = 'ok') = (valeur is not null))
);
create unique index valeur_indicateur_courante on valeur_indicateur (uai, indicateur_code, annee) where remplace_le is null;
create index valeur_indicateur_par_valeur on valeur_indicateur (indicateur_code, annee, valeur) where remplace_le is null and valeur is not null;
create index valeur_indicateur_historique on valeur_indicateur (uai, indicateur_code, annee, id);
comment on table valeur_indicateur is 'Valeurs d''indicateurs, immuables et datées ; une correction est une nouvelle ligne.';
comment on column valeur_indicateur.id is 'Numéro d''ordre.';
comment on column valeur_indicateur.uai is 'Structure.';
comment on column valeur_indicateur.indicateur_code is 'Indicateur.';
comment on column valeur_indicateur.annee is 'Année de rentrée (2024 pour 2024-2025).';
comment on column valeur_indicateur.valeur is 'Valeur, dans l''unité de l''indicateur ; vide si le statut n''est pas ok.';
comment on column valeur_indicateur.statut is 'ok, ns (non significatif), manquant ou sans objet. Jamais zéro à la place d''une absence.';
comment on column valeur_indicateur.texte is 'Ce que le fichier contenait, à la lettre.';
comment on column valeur_indicateur.fichier_id is 'Fichier d''origine.';
comment on column valeur_indicateur.ligne is 'Ligne d''origine.';
comment on column valeur_indicateur.colonne is 'Colonne d''origine, telle que le fichier la nomme.';
comment on column valeur_indicateur.enregistre_le is 'Date d''enregistrement.';
comment on column valeur_indicateur.remplace_le is 'Date à laquelle une valeur plus récente l''a remplacée.';

create function proteger_valeur_datee() returns trigger language plpgsql as $$
begin
  if tg_op = 'UPDATE' and old.remplace_le is null and new.remplace_le is not null
     and to_jsonb(new) - 'remplace_le' = to_jsonb(old) - 'remplace_le' then
    return new;
  end if;
  raise exception 'Une valeur importée ne se modifie pas : une correction est une nouvelle ligne.'
    using errcode = 'restrict_violation', constraint = 'journal_immuable', table = tg_table_name;
end $$;
comment on function proteger_valeur_datee() is 'N''autorise que la mise en retrait d''une valeur remplacée.';
create trigger valeur_indicateur_immuable before update or delete on valeur_indicateur for each row execute function proteger_valeur_datee();
create trigger statut_ep_annuel_immuable before update or delete on statut_ep_annuel for each row execute function proteger_valeur_datee();

create table reference_indicateur (
  indicateur_code text not null constraint reference_indicateur_indicateur references indicateur (code),
  annee smallint not null,
  niveau text not null constraint reference_indicateur_niveau check (niveau in ('nation', 'academie', 'departement')),
  territoire text not null,
  type text not null,
  secteur text not null,
  n integer not null constraint reference_indicateur_n check (n > 0),
  moyenne double precision not null,
  deciles double precision[] not null constraint reference_indicateur_deciles check (array_length(deciles, 1) = 9),
  q1 double precision not null,
  q3 double precision not null,
  minimum double precision not null,
  maximum double precision not null,
  bornes double precision[] not null,
  effectifs integer[] not null,
  constraint reference_indicateur_cle primary key (indicateur_code, annee, type, secteur, niveau, territoire),
  constraint reference_indicateur_histogramme check (array_length(bornes, 1) = array_length(effectifs, 1) + 1)
);
create index reference_indicateur_annees on reference_indicateur (annee) where niveau = 'nation';
comment on table reference_indicateur is 'Références par territoire, type et secteur, calculées à l''import : moyenne non pondérée des structures, déciles, répartition.';
comment on column reference_indicateur.indicateur_code is 'Indicateur.';
comment on column reference_indicateur.annee is 'Année de rentrée.';
comment on column reference_indicateur.niveau is 'Nation, académie ou département.';
comment on column reference_indicateur.territoire is 'Code du territoire ; « france » ou « demonstration » pour la nation.';
comment on column reference_indicateur.type is 'Type de structure.';
comment on column reference_indicateur.secteur is 'Secteur ; « tous » pour l''ensemble.';
comment on column reference_indicateur.n is 'Nombre de structures dont la valeur est publiée.';
comment on column reference_indicateur.moyenne is 'Moyenne simple des structures.';
comment on column reference_indicateur.deciles is 'D1 à D9, par interpolation linéaire (percentile_cont).';
comment on column reference_indicateur.q1 is 'Premier quartile.';
comment on column reference_indicateur.q3 is 'Troisième quartile.';
comment on column reference_indicateur.minimum is 'Plus petite valeur.';
comment on column reference_indicateur.maximum is 'Plus grande valeur.';
comment on column reference_indicateur.bornes is 'Bornes des classes de la répartition ; borne basse incluse, borne haute exclue sauf la dernière.';
comment on column reference_indicateur.effectifs is 'Nombre de structures par classe.';

create table comptage_structure (
  academie_code text not null,
  departement_code text not null,
  type text not null,
  secteur text not null,
  statut_ep text not null,
  n integer not null constraint comptage_structure_n check (n > 0),
  constraint comptage_structure_cle primary key (academie_code, departement_code, type, secteur, statut_ep)
);
comment on table comptage_structure is 'Nombre de structures par territoire, type, secteur et statut EP, recalculé à l''import.';
comment on column comptage_structure.academie_code is 'Académie.';
comment on column comptage_structure.departement_code is 'Département.';
comment on column comptage_structure.type is 'Type de structure.';
comment on column comptage_structure.secteur is 'Secteur.';
comment on column comptage_structure.statut_ep is 'Statut EP ; « inconnu » s''il n''a jamais été publié.';
comment on column comptage_structure.n is 'Nombre de structures.';

create table mot_recherche (
  mot text primary key
);
create index mot_recherche_trigrammes on mot_recherche using gist (mot gist_trgm_ops);
comment on table mot_recherche is 'Mots distincts des noms et des communes : sert à corriger une faute de frappe.';
comment on column mot_recherche.mot is 'Mot sans accents, en minuscules.';

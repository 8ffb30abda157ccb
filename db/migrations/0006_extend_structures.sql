-- Life of structures: what the directory adds, where they belong, what follows what, schemes, local facts.

alter table structure drop constraint structure_source_identite;
alter table structure
  add constraint structure_source_identite check (source_identite in ('annuaire', 'adresse', 'statistique')),
  add column type_presume boolean not null default false,
  add column identite_le date,
  add column nature text constraint structure_nature_borne check (length(nature) <= 10),
  add column fermee_le date,
  add column courriel text constraint structure_courriel_forme check (courriel ~ '^[^@\s]+@[^@\s]+$' and length(courriel) <= 254),
  add column telephone text constraint structure_telephone_borne check (length(telephone) <= 40),
  add column site text constraint structure_site_borne check (length(site) <= 300),
  add column circonscription_code text constraint structure_circonscription references circonscription (code),
  add column bassin_code text constraint structure_bassin references bassin (code),
  add column mere_uai text constraint structure_mere_forme check (mere_uai ~ '^[0-9]{7}[A-Z]$'),
  add column reseau_uai text constraint structure_reseau_forme check (reseau_uai ~ '^[0-9]{7}[A-Z]$'),
  add column secteur_college_uai text constraint structure_secteur_college_forme check (secteur_college_uai ~ '^[0-9]{7}[A-Z]$'),
  add column collectivite text constraint structure_collectivite_borne check (length(collectivite) <= 200),
  add column offre text[],
  add column distance_ep_metres integer constraint structure_distance_ep check (distance_ep_metres >= 0),
  add column distance_ep_uai text;
create index structure_par_circonscription on structure (circonscription_code, nom, uai);
create index structure_par_bassin on structure (bassin_code, nom, uai);
create index structure_fermee on structure (nom, uai) where etat = 'ferme';
create index structure_par_mere on structure (mere_uai) where mere_uai is not null;
create index structure_par_reseau on structure (reseau_uai) where reseau_uai is not null;
create index structure_par_secteur_college on structure (secteur_college_uai) where secteur_college_uai is not null;
create index structure_par_position on structure using gist (point(longitude, latitude));
comment on column structure.source_identite is 'Annuaire : identité complète et datée ; adresse : fichier d''adresses ou de fermetures ; statistique : connue par un fichier de valeurs seulement.';
comment on column structure.type_presume is 'Vrai quand le type n''est que deviné d''après le nom : une source qui le dit le remplace.';
comment on column structure.identite_le is 'Date que la source donne à l''identité ; vide si elle ne la date pas.';
comment on column structure.nature is 'Code de nature de la BCN (340 : collège).';
comment on column structure.fermee_le is 'Dernier jour de fonctionnement ; vide tant que la structure n''est pas fermée.';
comment on column structure.courriel is 'Boîte aux lettres générique de la structure, jamais celle d''une personne.';
comment on column structure.telephone is 'Téléphone de la structure.';
comment on column structure.site is 'Adresse du site de la structure.';
comment on column structure.circonscription_code is 'Circonscription du premier degré.';
comment on column structure.bassin_code is 'Bassin de formation.';
comment on column structure.mere_uai is 'UAI de l''établissement de rattachement (le collège d''une SEGPA). Sans clé étrangère : il peut n''être pas encore connu.';
comment on column structure.reseau_uai is 'UAI du collège tête du réseau d''éducation prioritaire.';
comment on column structure.secteur_college_uai is 'UAI du collège de secteur d''une école.';
comment on column structure.collectivite is 'Collectivité de rattachement saisie ; vide : la commune, le département ou la région selon le type.';
comment on column structure.offre is 'Offre de formation : voies, ULIS, SEGPA, sections ; vide si la source ne la dit pas.';
comment on column structure.distance_ep_metres is 'Distance à vol d''oiseau au plus proche collège tête de réseau en éducation prioritaire, calculée à l''import.';
comment on column structure.distance_ep_uai is 'UAI de ce collège.';

alter table structure alter column type_presume drop default;

alter table structure_modification
  alter column fichier_id drop not null,
  alter column ligne drop not null,
  add column agent_id uuid constraint structure_modification_agent references agent (id),
  add column motif text constraint structure_modification_motif_borne check (length(motif) <= 1000),
  add constraint structure_modification_origine check ((fichier_id is null) <> (agent_id is null));
comment on column structure_modification.fichier_id is 'Fichier qui apporte la modification ; vide si une personne l''a saisie.';
comment on column structure_modification.ligne is 'Ligne de ce fichier.';
comment on column structure_modification.agent_id is 'Agent qui l''a saisie ; vide si elle vient d''un fichier.';
comment on column structure_modification.motif is 'Motif de la saisie.';

create table structure_saisie (
  id uuid primary key,
  uai text not null constraint structure_saisie_structure references structure (uai),
  champ text not null constraint structure_saisie_champ check (champ in ('courriel', 'telephone', 'site', 'circonscription_code',
    'bassin_code', 'mere_uai', 'reseau_uai', 'secteur_college_uai', 'collectivite')),
  valeur text not null constraint structure_saisie_valeur_borne check (length(valeur) between 1 and 300),
  motif text not null constraint structure_saisie_motif_borne check (length(motif) between 1 and 1000),
  agent_id uuid not null constraint structure_saisie_agent references agent (id),
  saisie_le timestamptz not null,
  retiree_le timestamptz
);
create unique index structure_saisie_courante on structure_saisie (uai, champ) where retiree_le is null;
comment on table structure_saisie is 'Faits saisis par une personne, que les fichiers suivants ne remplacent pas tant que la saisie n''est pas retirée.';
comment on column structure_saisie.id is 'Identifiant interne.';
comment on column structure_saisie.uai is 'Structure.';
comment on column structure_saisie.champ is 'Fait saisi : contact, circonscription, bassin, rattachement.';
comment on column structure_saisie.valeur is 'Valeur saisie.';
comment on column structure_saisie.motif is 'Motif.';
comment on column structure_saisie.agent_id is 'Agent.';
comment on column structure_saisie.saisie_le is 'Date de saisie.';
comment on column structure_saisie.retiree_le is 'Date de retrait ; vide tant que la saisie vaut.';

create table filiation (
  id uuid primary key,
  de_uai text not null constraint filiation_de references structure (uai),
  vers_uai text not null constraint filiation_vers references structure (uai),
  genre text not null constraint filiation_genre check (genre in ('fusion', 'scission', 'changement_uai', 'transfert')),
  effet_le date not null,
  acte text constraint filiation_acte_borne check (length(acte) <= 300),
  motif text not null constraint filiation_motif_borne check (length(motif) between 1 and 1000),
  agent_id uuid not null constraint filiation_agent references agent (id),
  enregistre_le timestamptz not null,
  retiree_le timestamptz,
  constraint filiation_distincte check (de_uai <> vers_uai)
);
create unique index filiation_courante on filiation (de_uai, vers_uai, genre, effet_le) where retiree_le is null;
create index filiation_par_arrivee on filiation (vers_uai);
comment on table filiation is 'Ce qui succède à quoi : fusions, scissions, changements d''UAI.';
comment on column filiation.id is 'Identifiant interne.';
comment on column filiation.de_uai is 'Structure d''avant.';
comment on column filiation.vers_uai is 'Structure d''après.';
comment on column filiation.genre is 'Fusion, scission, changement d''UAI ou transfert.';
comment on column filiation.effet_le is 'Date d''effet.';
comment on column filiation.acte is 'Acte (délibération, arrêté).';
comment on column filiation.motif is 'Ce qui fonde l''enregistrement.';
comment on column filiation.agent_id is 'Agent.';
comment on column filiation.enregistre_le is 'Date d''enregistrement.';
comment on column filiation.retiree_le is 'Date de retrait d''une filiation enregistrée par erreur.';

create table dispositif (
  code text primary key constraint dispositif_code_forme check (code ~ '^[a-z][a-z0-9_]{1,40}$'),
  libelle text not null constraint dispositif_libelle_borne check (length(libelle) between 1 and 200),
  nature text not null constraint dispositif_nature check (nature in ('contrat', 'territoire', 'label', 'histoire')),
  ordre smallint not null constraint dispositif_ordre_unique unique
);
comment on table dispositif is 'Dispositifs qu''une structure peut connaître : ce sont des données, les politiques changent de nom.';
comment on column dispositif.code is 'Code stable.';
comment on column dispositif.libelle is 'Nom affiché.';
comment on column dispositif.nature is 'Contrat, territoire, label, ou fait d''histoire (sortie d''éducation prioritaire).';
comment on column dispositif.ordre is 'Rang d''affichage.';
insert into dispositif (code, libelle, nature, ordre) values
  ('cla', 'Contrat local d''accompagnement (CLA)', 'contrat', 10),
  ('college_en_progres', 'Collèges en progrès', 'contrat', 20),
  ('ter', 'Territoire éducatif rural (TER)', 'territoire', 30),
  ('cite_educative', 'Cité éducative', 'territoire', 40),
  ('pre', 'Programme de réussite éducative (PRE)', 'territoire', 50),
  ('nefle', 'Notre école, faisons-la ensemble', 'label', 60),
  ('sortie_ep_2015', 'Sortie de l''éducation prioritaire en 2015', 'histoire', 70),
  ('aide_complementaire', 'Aide académique complémentaire antérieure', 'histoire', 80);
alter table participation_academie add constraint participation_academie_dispositif foreign key (dispositif_code) references dispositif (code);

create table structure_dispositif (
  id uuid primary key,
  uai text not null constraint structure_dispositif_structure references structure (uai),
  dispositif_code text not null constraint structure_dispositif_dispositif references dispositif (code),
  debut date not null,
  fin date constraint structure_dispositif_periode check (fin > debut),
  precision_texte text constraint structure_dispositif_precision_borne check (length(precision_texte) <= 500),
  source text not null constraint structure_dispositif_source_borne check (length(source) between 1 and 300),
  agent_id uuid constraint structure_dispositif_agent references agent (id),
  fichier_id uuid constraint structure_dispositif_fichier references import_fichier (id),
  ligne integer constraint structure_dispositif_ligne check (ligne > 0),
  enregistre_le timestamptz not null,
  retire_le timestamptz,
  constraint structure_dispositif_origine check ((fichier_id is null) <> (agent_id is null)),
  constraint structure_dispositif_sans_doublon exclude using gist (
    uai with =, dispositif_code with =, daterange(debut, fin) with &&
  ) where (retire_le is null)
);
create index structure_dispositif_par_dispositif on structure_dispositif (dispositif_code, uai) where retire_le is null;
comment on table structure_dispositif is 'Dispositifs d''une structure, avec leurs dates : saisis ou importés.';
comment on column structure_dispositif.id is 'Identifiant interne.';
comment on column structure_dispositif.uai is 'Structure.';
comment on column structure_dispositif.dispositif_code is 'Dispositif.';
comment on column structure_dispositif.debut is 'Premier jour, inclus.';
comment on column structure_dispositif.fin is 'Premier jour où il ne vaut plus ; vide s''il vaut encore.';
comment on column structure_dispositif.precision_texte is 'Précision utile (nom de la cité éducative, numéro du contrat).';
comment on column structure_dispositif.source is 'D''où on le sait.';
comment on column structure_dispositif.agent_id is 'Agent qui l''a saisi.';
comment on column structure_dispositif.fichier_id is 'Fichier d''origine.';
comment on column structure_dispositif.ligne is 'Ligne d''origine.';
comment on column structure_dispositif.enregistre_le is 'Date d''enregistrement.';
comment on column structure_dispositif.retire_le is 'Date de retrait d''une ligne enregistrée par erreur.';

create table fait_local (
  id uuid primary key,
  uai text constraint fait_local_structure references structure (uai),
  commune_code text constraint fait_local_commune references commune (code),
  genre text not null constraint fait_local_genre check (genre in ('emploi', 'demographie', 'logement', 'transport', 'sinistre', 'vie_scolaire', 'autre')),
  survenu_le date not null,
  description text not null constraint fait_local_description_borne check (length(description) between 1 and 2000),
  preuve text not null constraint fait_local_preuve_borne check (length(preuve) between 1 and 500),
  agent_id uuid not null constraint fait_local_agent references agent (id),
  enregistre_le timestamptz not null,
  retire_le timestamptz,
  constraint fait_local_objet check ((uai is null) <> (commune_code is null))
);
create index fait_local_par_structure on fait_local (uai);
create index fait_local_par_commune on fait_local (commune_code);
comment on table fait_local is 'Faits locaux (« chocs conjoncturels ») d''une structure ou d''une commune : nature, date, preuve.';
comment on column fait_local.id is 'Identifiant interne.';
comment on column fait_local.uai is 'Structure concernée ; vide si le fait touche une commune.';
comment on column fait_local.commune_code is 'Commune concernée ; vide si le fait touche une structure.';
comment on column fait_local.genre is 'Nature du fait.';
comment on column fait_local.survenu_le is 'Date du fait.';
comment on column fait_local.description is 'Ce qui s''est passé. Aucune donnée d''élève.';
comment on column fait_local.preuve is 'Pièce ou source qui l''établit.';
comment on column fait_local.agent_id is 'Agent qui l''a déclaré.';
comment on column fait_local.enregistre_le is 'Date d''enregistrement.';
comment on column fait_local.retire_le is 'Date de retrait.';

create table orpheline (
  uai text not null constraint orpheline_structure references structure (uai),
  annee smallint not null constraint orpheline_annee check (annee between 1980 and 2100),
  calcul text not null constraint orpheline_calcul check (calcul in ('oui', 'non', 'indetermine')),
  raisons text[] not null,
  calcule_le timestamptz not null,
  constraint orpheline_cle primary key (uai, annee)
);
comment on table orpheline is 'Écoles orphelines : ce que les données permettent de calculer, avec les raisons.';
comment on column orpheline.uai is 'École.';
comment on column orpheline.annee is 'Année de rentrée des données.';
comment on column orpheline.calcul is 'Oui, non, ou indéterminé quand une donnée manque.';
comment on column orpheline.raisons is 'Raisons, une phrase chacune.';
comment on column orpheline.calcule_le is 'Date du calcul.';

create table decision_orpheline (
  id uuid primary key,
  uai text not null constraint decision_orpheline_structure references structure (uai),
  annee smallint not null constraint decision_orpheline_annee check (annee between 1980 and 2100),
  orpheline boolean not null,
  motif text not null constraint decision_orpheline_motif_borne check (length(motif) between 1 and 1000),
  agent_id uuid not null constraint decision_orpheline_agent references agent (id),
  decidee_le timestamptz not null,
  retiree_le timestamptz
);
create unique index decision_orpheline_courante on decision_orpheline (uai, annee) where retiree_le is null;
comment on table decision_orpheline is 'Écoles reconnues ou non comme orphelines, à la main, avec auteur et motif ; prime sur le calcul.';
comment on column decision_orpheline.id is 'Identifiant interne.';
comment on column decision_orpheline.uai is 'École.';
comment on column decision_orpheline.annee is 'Année de rentrée.';
comment on column decision_orpheline.orpheline is 'Vrai si l''école est reconnue orpheline.';
comment on column decision_orpheline.motif is 'Motif.';
comment on column decision_orpheline.agent_id is 'Auteur.';
comment on column decision_orpheline.decidee_le is 'Date.';
comment on column decision_orpheline.retiree_le is 'Date à laquelle une autre décision l''a remplacée.';

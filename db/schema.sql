-- Printed from the catalogue by "npm run db:schema". Do not edit: write a migration.

create table academie (
  code text not null,
  nom text not null,
  nation text not null,
  constraint academie_code_forme CHECK ((code ~ '^[0-9]{2}$'::text)),
  constraint academie_nation CHECK ((nation = ANY (ARRAY['france'::text, 'demonstration'::text]))),
  constraint academie_nom_borne CHECK (((length(nom) >= 1) AND (length(nom) <= 100))),
  constraint academie_pkey PRIMARY KEY (code)
);
create table agent (
  id uuid not null,
  nom text not null,
  prenom text not null,
  courriel text not null,
  demonstration boolean not null,
  demonstration_installation boolean generated always as (
CASE
    WHEN demonstration THEN true
    ELSE NULL::boolean
END) stored,
  cree_le timestamp with time zone not null,
  constraint agent_courriel_forme CHECK (((courriel ~ '^[^@\s]+@[^@\s]+$'::text) AND (length(courriel) <= 254))),
  constraint agent_courriel_unique UNIQUE (courriel),
  constraint agent_demonstration_reservee FOREIGN KEY (demonstration_installation) REFERENCES installation(demonstration),
  constraint agent_nom_borne CHECK (((length(nom) >= 1) AND (length(nom) <= 100))),
  constraint agent_pkey PRIMARY KEY (id),
  constraint agent_prenom_borne CHECK (((length(prenom) >= 1) AND (length(prenom) <= 100)))
);
create table audit_event (
  id bigint not null generated always as identity,
  evenement text not null,
  objet_type text not null,
  objet_id text not null,
  agent_id uuid,
  request_id text not null,
  survenu_le timestamp with time zone not null,
  faits jsonb not null,
  transaction xid8 not null default pg_current_xact_id(),
  constraint audit_event_evenement_forme CHECK ((evenement ~ '^[a-z_]+\.[a-z_]+$'::text)),
  constraint audit_event_pkey PRIMARY KEY (id)
);
create table audit_maillon (
  numero bigint not null,
  audit_event_id bigint not null,
  empreinte bytea not null,
  scelle_le timestamp with time zone not null,
  constraint audit_maillon_event FOREIGN KEY (audit_event_id) REFERENCES audit_event(id),
  constraint audit_maillon_event_unique UNIQUE (audit_event_id),
  constraint audit_maillon_numero_positif CHECK ((numero > 0)),
  constraint audit_maillon_pkey PRIMARY KEY (numero),
  constraint audit_maillon_sha256 CHECK ((octet_length(empreinte) = 32))
);
create table audit_valeur (
  audit_event_id bigint not null,
  avant jsonb,
  apres jsonb,
  constraint audit_valeur_event FOREIGN KEY (audit_event_id) REFERENCES audit_event(id),
  constraint audit_valeur_pkey PRIMARY KEY (audit_event_id)
);
create table commune (
  code text not null,
  nom text not null,
  departement_code text not null,
  constraint commune_code_forme CHECK ((code ~ '^[0-9][0-9AB][0-9]{3}$'::text)),
  constraint commune_departement FOREIGN KEY (departement_code) REFERENCES departement(code),
  constraint commune_nom_borne CHECK (((length(nom) >= 1) AND (length(nom) <= 100))),
  constraint commune_pkey PRIMARY KEY (code)
);
create table comptage_structure (
  academie_code text not null,
  departement_code text not null,
  type text not null,
  secteur text not null,
  statut_ep text not null,
  n integer not null,
  constraint comptage_structure_cle PRIMARY KEY (academie_code, departement_code, type, secteur, statut_ep),
  constraint comptage_structure_n CHECK ((n > 0))
);
create table departement (
  code text not null,
  nom text not null,
  academie_code text not null,
  constraint departement_academie FOREIGN KEY (academie_code) REFERENCES academie(code),
  constraint departement_code_forme CHECK ((code ~ '^([0-9]{2}|2[AB]|9[0-9]{2})$'::text)),
  constraint departement_nom_borne CHECK (((length(nom) >= 1) AND (length(nom) <= 100))),
  constraint departement_pkey PRIMARY KEY (code)
);
create table fonction_exercee (
  id uuid not null,
  agent_id uuid not null,
  fonction text not null,
  portee_type text not null,
  portee_code text not null,
  debut date not null,
  fin date,
  acte text,
  cree_le timestamp with time zone not null,
  constraint fonction_exercee_acte_borne CHECK ((length(acte) <= 300)),
  constraint fonction_exercee_agent FOREIGN KEY (agent_id) REFERENCES agent(id),
  constraint fonction_exercee_fonction_forme CHECK ((fonction ~ '^[a-z][a-z0-9_]{1,40}$'::text)),
  constraint fonction_exercee_periode CHECK ((fin > debut)),
  constraint fonction_exercee_pkey PRIMARY KEY (id),
  constraint fonction_exercee_portee_code_borne CHECK (((length(portee_code) >= 1) AND (length(portee_code) <= 40))),
  constraint fonction_exercee_portee_type CHECK ((portee_type = ANY (ARRAY['nation'::text, 'academie'::text, 'departement'::text, 'circonscription'::text, 'structure'::text, 'territoire_clas'::text]))),
  constraint fonction_exercee_sans_doublon EXCLUDE USING gist (agent_id WITH =, fonction WITH =, portee_type WITH =, portee_code WITH =, daterange(debut, fin) WITH &&)
);
create table import (
  id uuid not null,
  etat text not null,
  origine text not null,
  depose_par uuid,
  depose_le timestamp with time zone not null,
  applique_le timestamp with time zone,
  version integer not null,
  constraint import_agent FOREIGN KEY (depose_par) REFERENCES agent(id),
  constraint import_application_datee CHECK (((etat = 'applique'::text) = (applique_le IS NOT NULL))),
  constraint import_etat CHECK ((etat = ANY (ARRAY['depose'::text, 'previsualise'::text, 'applique'::text, 'abandonne'::text]))),
  constraint import_origine CHECK ((origine = ANY (ARRAY['interface'::text, 'commande'::text, 'demonstration'::text]))),
  constraint import_pkey PRIMARY KEY (id),
  constraint import_version_positive CHECK ((version > 0))
);
create table import_fichier (
  id uuid not null,
  import_id uuid not null,
  rang smallint not null,
  nom text not null,
  taille bigint not null,
  empreinte bytea not null,
  emplacement text not null,
  etat text not null,
  jeu text,
  motif text,
  avertissements text[] not null,
  lu integer,
  cree integer,
  modifie integer,
  inchange integer,
  rejete integer,
  constraint import_fichier_compte CHECK (((lu IS NULL) OR (lu = (((cree + modifie) + inchange) + rejete)))),
  constraint import_fichier_etat CHECK ((etat = ANY (ARRAY['depose'::text, 'reconnu'::text, 'inconnu'::text, 'illisible'::text]))),
  constraint import_fichier_import FOREIGN KEY (import_id) REFERENCES import(id),
  constraint import_fichier_motif_borne CHECK ((length(motif) <= 2000)),
  constraint import_fichier_nom_borne CHECK (((length(nom) >= 1) AND (length(nom) <= 255))),
  constraint import_fichier_pkey PRIMARY KEY (id),
  constraint import_fichier_rang CHECK ((rang > 0)),
  constraint import_fichier_rang_unique UNIQUE (import_id, rang),
  constraint import_fichier_sha256 CHECK ((octet_length(empreinte) = 32)),
  constraint import_fichier_taille CHECK ((taille >= 0))
);
create table import_rejet (
  fichier_id uuid not null,
  ligne integer not null,
  colonne text not null,
  valeur text not null,
  raison text not null,
  constraint import_rejet_cle PRIMARY KEY (fichier_id, ligne),
  constraint import_rejet_fichier FOREIGN KEY (fichier_id) REFERENCES import_fichier(id),
  constraint import_rejet_ligne CHECK ((ligne > 0)),
  constraint import_rejet_raison_borne CHECK ((length(raison) <= 1000)),
  constraint import_rejet_valeur_borne CHECK ((length(valeur) <= 200))
);
create table indicateur (
  code text not null,
  libelle text not null,
  libelle_court text not null,
  definition text not null,
  lecture text not null,
  unite text not null,
  decimales smallint not null,
  famille text not null,
  ordre smallint not null,
  minimum double precision not null,
  maximum double precision not null,
  seuil_reference smallint not null,
  source text not null,
  constraint indicateur_bornes CHECK ((minimum < maximum)),
  constraint indicateur_code_forme CHECK ((code ~ '^[a-z][a-z0-9_]{1,60}$'::text)),
  constraint indicateur_decimales CHECK (((decimales >= 0) AND (decimales <= 4))),
  constraint indicateur_famille CHECK ((famille = ANY (ARRAY['etablissement'::text, 'eleves'::text]))),
  constraint indicateur_ordre_unique UNIQUE (ordre),
  constraint indicateur_pkey PRIMARY KEY (code),
  constraint indicateur_seuil CHECK ((seuil_reference >= 3))
);
create table installation (
  unique_ligne boolean not null default true,
  demonstration boolean not null,
  creee_le timestamp with time zone not null,
  constraint installation_demonstration_cle UNIQUE (demonstration),
  constraint installation_pkey PRIMARY KEY (unique_ligne),
  constraint installation_unique CHECK (unique_ligne)
);
create table mot_recherche (
  mot text not null,
  constraint mot_recherche_pkey PRIMARY KEY (mot)
);
create table reference_indicateur (
  indicateur_code text not null,
  annee smallint not null,
  niveau text not null,
  territoire text not null,
  type text not null,
  secteur text not null,
  n integer not null,
  moyenne double precision not null,
  deciles double precision[] not null,
  q1 double precision not null,
  q3 double precision not null,
  minimum double precision not null,
  maximum double precision not null,
  bornes double precision[] not null,
  effectifs integer[] not null,
  constraint reference_indicateur_cle PRIMARY KEY (indicateur_code, annee, type, secteur, niveau, territoire),
  constraint reference_indicateur_deciles CHECK ((array_length(deciles, 1) = 9)),
  constraint reference_indicateur_histogramme CHECK ((array_length(bornes, 1) = (array_length(effectifs, 1) + 1))),
  constraint reference_indicateur_indicateur FOREIGN KEY (indicateur_code) REFERENCES indicateur(code),
  constraint reference_indicateur_n CHECK ((n > 0)),
  constraint reference_indicateur_niveau CHECK ((niveau = ANY (ARRAY['nation'::text, 'academie'::text, 'departement'::text])))
);
create table rupture_serie (
  indicateur_code text not null,
  annee smallint not null,
  motif text not null,
  constraint rupture_serie_cle PRIMARY KEY (indicateur_code, annee),
  constraint rupture_serie_indicateur FOREIGN KEY (indicateur_code) REFERENCES indicateur(code)
);
create table session (
  empreinte bytea not null,
  agent_id uuid not null,
  mode text not null,
  ouverte_le timestamp with time zone not null,
  vue_le timestamp with time zone not null,
  expire_le timestamp with time zone not null,
  fermee_le timestamp with time zone,
  constraint session_agent FOREIGN KEY (agent_id) REFERENCES agent(id),
  constraint session_duree CHECK ((expire_le > ouverte_le)),
  constraint session_empreinte_sha256 CHECK ((octet_length(empreinte) = 32)),
  constraint session_mode CHECK ((mode = 'demonstration'::text)),
  constraint session_pkey PRIMARY KEY (empreinte)
);
create table statut_ep_annuel (
  id bigint not null generated always as identity,
  uai text not null,
  annee smallint not null,
  statut text not null,
  fichier_id uuid not null,
  ligne integer not null,
  enregistre_le timestamp with time zone not null,
  remplace_le timestamp with time zone,
  constraint statut_ep_annuel_annee CHECK (((annee >= 1980) AND (annee <= 2100))),
  constraint statut_ep_annuel_fichier FOREIGN KEY (fichier_id) REFERENCES import_fichier(id),
  constraint statut_ep_annuel_ligne CHECK ((ligne > 0)),
  constraint statut_ep_annuel_pkey PRIMARY KEY (id),
  constraint statut_ep_annuel_statut CHECK ((statut = ANY (ARRAY['hors_ep'::text, 'rep'::text, 'rep_plus'::text]))),
  constraint statut_ep_annuel_structure FOREIGN KEY (uai) REFERENCES structure(uai)
);
create table structure (
  uai text not null,
  nom text not null,
  type text not null,
  secteur text not null,
  etat text not null,
  commune_code text,
  commune_nom text not null,
  departement_code text not null,
  academie_code text not null,
  adresse text not null,
  code_postal text not null,
  latitude double precision,
  longitude double precision,
  ouverte_le date,
  source_identite text not null,
  statut_ep text,
  statut_ep_annee smallint,
  recherche text not null,
  fichier_id uuid not null,
  ligne integer not null,
  enregistre_le timestamp with time zone not null,
  constraint structure_academie FOREIGN KEY (academie_code) REFERENCES academie(code),
  constraint structure_adresse_borne CHECK ((length(adresse) <= 300)),
  constraint structure_code_postal_borne CHECK ((length(code_postal) <= 10)),
  constraint structure_commune FOREIGN KEY (commune_code) REFERENCES commune(code),
  constraint structure_departement FOREIGN KEY (departement_code) REFERENCES departement(code),
  constraint structure_etat CHECK ((etat = ANY (ARRAY['ouvert'::text, 'a_ouvrir'::text, 'a_fermer'::text, 'ferme'::text, 'inconnu'::text]))),
  constraint structure_fichier FOREIGN KEY (fichier_id) REFERENCES import_fichier(id),
  constraint structure_latitude CHECK (((latitude >= ('-90'::integer)::double precision) AND (latitude <= (90)::double precision))),
  constraint structure_ligne CHECK ((ligne > 0)),
  constraint structure_longitude CHECK (((longitude >= ('-180'::integer)::double precision) AND (longitude <= (180)::double precision))),
  constraint structure_nom_borne CHECK (((length(nom) >= 1) AND (length(nom) <= 200))),
  constraint structure_pkey PRIMARY KEY (uai),
  constraint structure_secteur CHECK ((secteur = ANY (ARRAY['public'::text, 'prive_sous_contrat'::text, 'prive_hors_contrat'::text, 'prive'::text]))),
  constraint structure_source_identite CHECK ((source_identite = ANY (ARRAY['annuaire'::text, 'statistique'::text]))),
  constraint structure_statut_ep CHECK ((statut_ep = ANY (ARRAY['hors_ep'::text, 'rep'::text, 'rep_plus'::text]))),
  constraint structure_statut_ep_annee CHECK (((statut_ep IS NULL) = (statut_ep_annee IS NULL))),
  constraint structure_type CHECK ((type = ANY (ARRAY['maternelle'::text, 'elementaire'::text, 'primaire'::text, 'ecole_specialisee'::text, 'college'::text, 'lgt'::text, 'lpo'::text, 'lp'::text, 'erea'::text, 'segpa'::text, 'sep'::text, 'autre'::text]))),
  constraint structure_uai_forme CHECK ((uai ~ '^[0-9]{7}[A-HJ-NPR-Z]$'::text))
);
create table structure_modification (
  id bigint not null generated always as identity,
  uai text not null,
  champ text not null,
  avant text,
  apres text,
  fichier_id uuid not null,
  ligne integer not null,
  enregistre_le timestamp with time zone not null,
  constraint structure_modification_fichier FOREIGN KEY (fichier_id) REFERENCES import_fichier(id),
  constraint structure_modification_pkey PRIMARY KEY (id),
  constraint structure_modification_structure FOREIGN KEY (uai) REFERENCES structure(uai)
);
create table tache (
  id uuid not null,
  genre text not null,
  objet_type text not null,
  objet_id text not null,
  etat text not null,
  avancement integer not null,
  etape text not null,
  demandee_par uuid,
  demandee_le timestamp with time zone not null,
  commencee_le timestamp with time zone,
  terminee_le timestamp with time zone,
  annulation_demandee_le timestamp with time zone,
  erreur text,
  request_id text not null,
  constraint tache_agent FOREIGN KEY (demandee_par) REFERENCES agent(id),
  constraint tache_avancement CHECK (((avancement >= 0) AND (avancement <= 1000))),
  constraint tache_erreur_borne CHECK ((length(erreur) <= 2000)),
  constraint tache_etape_borne CHECK ((length(etape) <= 300)),
  constraint tache_etat CHECK ((etat = ANY (ARRAY['en_attente'::text, 'en_cours'::text, 'terminee'::text, 'echouee'::text, 'annulee'::text]))),
  constraint tache_fin_datee CHECK (((etat = ANY (ARRAY['terminee'::text, 'echouee'::text, 'annulee'::text])) = (terminee_le IS NOT NULL))),
  constraint tache_genre_forme CHECK ((genre ~ '^[a-z_]+\.[a-z_]+$'::text)),
  constraint tache_pkey PRIMARY KEY (id)
);
create table valeur_indicateur (
  id bigint not null generated always as identity,
  uai text not null,
  indicateur_code text not null,
  annee smallint not null,
  valeur double precision,
  statut text not null,
  texte text not null,
  fichier_id uuid not null,
  ligne integer not null,
  colonne text not null,
  enregistre_le timestamp with time zone not null,
  remplace_le timestamp with time zone,
  constraint valeur_indicateur_annee CHECK (((annee >= 1980) AND (annee <= 2100))),
  constraint valeur_indicateur_coherente CHECK (((statut = 'ok'::text) = (valeur IS NOT NULL))),
  constraint valeur_indicateur_fichier FOREIGN KEY (fichier_id) REFERENCES import_fichier(id),
  constraint valeur_indicateur_indicateur FOREIGN KEY (indicateur_code) REFERENCES indicateur(code),
  constraint valeur_indicateur_ligne CHECK ((ligne > 0)),
  constraint valeur_indicateur_pkey PRIMARY KEY (id),
  constraint valeur_indicateur_statut CHECK ((statut = ANY (ARRAY['ok'::text, 'ns'::text, 'manquant'::text, 'sans_objet'::text]))),
  constraint valeur_indicateur_structure FOREIGN KEY (uai) REFERENCES structure(uai),
  constraint valeur_indicateur_texte_borne CHECK ((length(texte) <= 60))
);

CREATE INDEX audit_event_par_agent ON public.audit_event USING btree (agent_id, id);
CREATE INDEX audit_event_par_objet ON public.audit_event USING btree (objet_type, objet_id, id);
CREATE INDEX audit_event_par_transaction ON public.audit_event USING btree (transaction, id);
CREATE INDEX commune_par_departement ON public.commune USING btree (departement_code, nom);
CREATE INDEX departement_par_academie ON public.departement USING btree (academie_code);
CREATE INDEX fonction_exercee_par_agent ON public.fonction_exercee USING btree (agent_id);
CREATE INDEX import_par_date ON public.import USING btree (depose_le DESC);
CREATE INDEX mot_recherche_trigrammes ON public.mot_recherche USING gist (mot gist_trgm_ops);
CREATE INDEX reference_indicateur_annees ON public.reference_indicateur USING btree (annee) WHERE (niveau = 'nation'::text);
CREATE INDEX session_par_agent ON public.session USING btree (agent_id) WHERE (fermee_le IS NULL);
CREATE INDEX session_par_expiration ON public.session USING btree (expire_le);
CREATE UNIQUE INDEX statut_ep_annuel_courant ON public.statut_ep_annuel USING btree (uai, annee) WHERE (remplace_le IS NULL);
CREATE INDEX structure_par_academie ON public.structure USING btree (academie_code, nom, uai);
CREATE INDEX structure_par_commune ON public.structure USING btree (commune_nom, nom, uai);
CREATE INDEX structure_par_commune_code ON public.structure USING btree (commune_code, nom, uai);
CREATE INDEX structure_par_departement ON public.structure USING btree (departement_code, nom, uai);
CREATE INDEX structure_par_nom ON public.structure USING btree (nom, uai);
CREATE INDEX structure_par_secteur ON public.structure USING btree (secteur, nom, uai);
CREATE INDEX structure_par_statut_ep ON public.structure USING btree (statut_ep, nom, uai);
CREATE INDEX structure_par_type ON public.structure USING btree (type, nom, uai);
CREATE INDEX structure_recherche ON public.structure USING gin (recherche gin_trgm_ops);
CREATE INDEX structure_modification_par_uai ON public.structure_modification USING btree (uai, id DESC);
CREATE INDEX tache_par_objet ON public.tache USING btree (objet_type, objet_id, demandee_le DESC);
CREATE UNIQUE INDEX valeur_indicateur_courante ON public.valeur_indicateur USING btree (uai, indicateur_code, annee) WHERE (remplace_le IS NULL);
CREATE INDEX valeur_indicateur_historique ON public.valeur_indicateur USING btree (uai, indicateur_code, annee, id);
CREATE INDEX valeur_indicateur_par_valeur ON public.valeur_indicateur USING btree (indicateur_code, annee, valeur) WHERE ((remplace_le IS NULL) AND (valeur IS NOT NULL));

CREATE TRIGGER audit_event_immuable BEFORE DELETE OR UPDATE ON public.audit_event FOR EACH ROW EXECUTE FUNCTION refuser_modification();
CREATE TRIGGER audit_event_non_vide BEFORE TRUNCATE ON public.audit_event FOR EACH STATEMENT EXECUTE FUNCTION refuser_modification();
CREATE TRIGGER audit_maillon_immuable BEFORE DELETE OR UPDATE ON public.audit_maillon FOR EACH ROW EXECUTE FUNCTION refuser_modification();
CREATE TRIGGER audit_maillon_non_vide BEFORE TRUNCATE ON public.audit_maillon FOR EACH STATEMENT EXECUTE FUNCTION refuser_modification();
CREATE TRIGGER statut_ep_annuel_immuable BEFORE DELETE OR UPDATE ON public.statut_ep_annuel FOR EACH ROW EXECUTE FUNCTION proteger_valeur_datee();
CREATE TRIGGER structure_modification_immuable BEFORE DELETE OR UPDATE ON public.structure_modification FOR EACH ROW EXECUTE FUNCTION refuser_modification();
CREATE TRIGGER valeur_indicateur_immuable BEFORE DELETE OR UPDATE ON public.valeur_indicateur FOR EACH ROW EXECUTE FUNCTION proteger_valeur_datee();

CREATE OR REPLACE FUNCTION public.proteger_valeur_datee()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
begin
  if tg_op = 'UPDATE' and old.remplace_le is null and new.remplace_le is not null
     and to_jsonb(new) - 'remplace_le' = to_jsonb(old) - 'remplace_le' then
    return new;
  end if;
  raise exception 'Une valeur importée ne se modifie pas : une correction est une nouvelle ligne.'
    using errcode = 'restrict_violation', constraint = 'journal_immuable', table = tg_table_name;
end $function$

CREATE OR REPLACE FUNCTION public.refuser_modification()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
begin
  raise exception 'Le journal % ne se modifie pas : une correction est une nouvelle ligne.', tg_table_name
    using errcode = 'restrict_violation', constraint = 'journal_immuable', table = tg_table_name;
end $function$


comment on table academie is 'Académies et vice-rectorats.';
comment on column academie.code is 'Code académie du ministère, deux chiffres.';
comment on column academie.nom is 'Nom en usage.';
comment on column academie.nation is 'Ensemble auquel se rapportent les références nationales ; l''académie fictive ne se mêle jamais à la France.';
comment on table agent is 'Personne qui utilise le service. Ses droits viennent de ses fonctions.';
comment on column agent.id is 'Identifiant interne, sans signification.';
comment on column agent.nom is 'Nom d''usage. Donnée personnelle : identification de l''agent ; durée : tant que l''agent a une fonction, puis un an.';
comment on column agent.prenom is 'Prénom. Donnée personnelle : identification de l''agent ; durée : tant que l''agent a une fonction, puis un an.';
comment on column agent.courriel is 'Adresse professionnelle. Donnée personnelle : contact et rattachement d''identité ; durée : tant que l''agent a une fonction, puis un an.';
comment on column agent.demonstration is 'Vrai pour un compte fictif de la démonstration.';
comment on column agent.demonstration_installation is 'Colonne calculée : rattache un compte de démonstration à une base marquée « démonstration ».';
comment on column agent.cree_le is 'Date de création du compte.';
comment on table audit_event is 'Journal : qui a fait quoi, quand, sur quoi. Identifiants et faits seulement ; écrit dans la transaction de l''acte ; ajout seul.';
comment on column audit_event.id is 'Numéro d''ordre d''écriture.';
comment on column audit_event.evenement is 'Acte, sous la forme objet.verbe (import.appliquer).';
comment on column audit_event.objet_type is 'Nature de l''objet concerné.';
comment on column audit_event.objet_id is 'Identifiant de l''objet concerné.';
comment on column audit_event.agent_id is 'Agent qui agit ; vide pour le service lui-même. Sans clé étrangère : la purge d''un agent ne touche pas le journal.';
comment on column audit_event.request_id is 'Numéro de la requête, le même que dans les traces techniques.';
comment on column audit_event.survenu_le is 'Date et heure de l''acte.';
comment on column audit_event.faits is 'Faits utiles, sans nom ni valeur personnelle.';
comment on column audit_event.transaction is 'Transaction d''écriture ; le scellement ne prend que des transactions achevées.';
comment on table audit_maillon is 'Chaîne de scellement du journal : chaque empreinte couvre la ligne et l''empreinte précédente (SHA-256).';
comment on column audit_maillon.numero is 'Rang dans la chaîne, sans trou.';
comment on column audit_maillon.audit_event_id is 'Ligne du journal scellée.';
comment on column audit_maillon.empreinte is 'SHA-256 de l''empreinte précédente suivie de la forme canonique de la ligne.';
comment on column audit_maillon.scelle_le is 'Date du scellement.';
comment on table audit_valeur is 'Valeurs avant et après d''un acte, à part du journal scellé pour que leur purge n''en rompe pas la chaîne.';
comment on column audit_valeur.audit_event_id is 'Ligne du journal concernée.';
comment on column audit_valeur.avant is 'Valeurs avant l''acte. Peut contenir des données personnelles ; durée : un an.';
comment on column audit_valeur.apres is 'Valeurs après l''acte. Peut contenir des données personnelles ; durée : un an.';
comment on table commune is 'Communes citées par les fichiers officiels.';
comment on column commune.code is 'Code Insee de la commune.';
comment on column commune.nom is 'Nom tel que le fichier le plus précis l''écrit.';
comment on column commune.departement_code is 'Département.';
comment on table comptage_structure is 'Nombre de structures par territoire, type, secteur et statut EP, recalculé à l''import.';
comment on column comptage_structure.academie_code is 'Académie.';
comment on column comptage_structure.departement_code is 'Département.';
comment on column comptage_structure.type is 'Type de structure.';
comment on column comptage_structure.secteur is 'Secteur.';
comment on column comptage_structure.statut_ep is 'Statut EP ; « inconnu » s''il n''a jamais été publié.';
comment on column comptage_structure.n is 'Nombre de structures.';
comment on table departement is 'Départements et collectivités d''outre-mer. Source : Insee, code officiel géographique.';
comment on column departement.code is 'Code Insee, sans zéro devant (59, 2A, 971).';
comment on column departement.nom is 'Nom en usage.';
comment on column departement.academie_code is 'Académie de rattachement.';
comment on table fonction_exercee is 'Fonction × portée × période d''un agent : la seule source des droits.';
comment on column fonction_exercee.id is 'Identifiant interne.';
comment on column fonction_exercee.agent_id is 'Agent qui exerce la fonction.';
comment on column fonction_exercee.fonction is 'Code de la fonction (chef_etablissement, ssa…), défini dans le code de « acces ».';
comment on column fonction_exercee.portee_type is 'Nature du périmètre : nation, académie, département, circonscription, structure ou territoire CLAS.';
comment on column fonction_exercee.portee_code is 'Code du périmètre : code académie, code département, UAI… ; « france » pour la nation.';
comment on column fonction_exercee.debut is 'Premier jour d''exercice, inclus.';
comment on column fonction_exercee.fin is 'Premier jour où la fonction n''est plus exercée ; vide tant qu''elle l''est.';
comment on column fonction_exercee.acte is 'Référence de l''acte (arrêté, délégation), s''il y en a un.';
comment on column fonction_exercee.cree_le is 'Date d''enregistrement.';
comment on table import is 'Dépôt de fichiers officiels : prévisualisé, puis appliqué en entier ou pas du tout.';
comment on column import.id is 'Identifiant interne.';
comment on column import.etat is 'Déposé, prévisualisé, appliqué ou abandonné.';
comment on column import.origine is 'Interface, ligne de commande ou académie de démonstration.';
comment on column import.depose_par is 'Agent qui a déposé les fichiers ; vide en ligne de commande.';
comment on column import.depose_le is 'Date du dépôt.';
comment on column import.applique_le is 'Date d''application.';
comment on column import.version is 'Numéro de version : deux personnes ne décident pas en même temps du même dépôt.';
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
comment on table import_rejet is 'Lignes refusées d''un fichier : où, quoi, pourquoi. Les 10 000 premières par fichier.';
comment on column import_rejet.fichier_id is 'Fichier.';
comment on column import_rejet.ligne is 'Numéro de ligne dans le fichier (en JSON : numéro d''enregistrement).';
comment on column import_rejet.colonne is 'Colonne en cause, telle que le fichier la nomme.';
comment on column import_rejet.valeur is 'Valeur lue, coupée à 200 caractères.';
comment on column import_rejet.raison is 'Raison et issue, en français.';
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
comment on table installation is 'Ce qu''est cette base : démonstration (données fictives et comptes d''un clic) ou service réel. Une seule ligne.';
comment on column installation.unique_ligne is 'Toujours vrai : garantit une ligne unique.';
comment on column installation.demonstration is 'Vrai si la base est marquée « démonstration » ; les comptes de démonstration n''existent qu''alors.';
comment on column installation.creee_le is 'Date de création de la base.';
comment on table mot_recherche is 'Mots distincts des noms et des communes : sert à corriger une faute de frappe.';
comment on column mot_recherche.mot is 'Mot sans accents, en minuscules.';
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
comment on table rupture_serie is 'Ruptures de série : les valeurs d''avant et d''après ne se comparent pas.';
comment on column rupture_serie.indicateur_code is 'Indicateur.';
comment on column rupture_serie.annee is 'Première rentrée de la nouvelle série.';
comment on column rupture_serie.motif is 'Cause de la rupture, avec sa source.';
comment on table session is 'Session tenue par le serveur ; le navigateur ne détient qu''un jeton dont seule l''empreinte est gardée.';
comment on column session.empreinte is 'SHA-256 du jeton porté par le témoin de connexion.';
comment on column session.agent_id is 'Agent connecté.';
comment on column session.mode is 'Moyen d''authentification.';
comment on column session.ouverte_le is 'Début de la session.';
comment on column session.vue_le is 'Dernière activité, à la minute près.';
comment on column session.expire_le is 'Fin au plus tard (10 heures après l''ouverture).';
comment on column session.fermee_le is 'Fermeture par la personne ou par révocation.';
comment on table statut_ep_annuel is 'Statut d''éducation prioritaire d''une structure à chaque rentrée ; une correction est une nouvelle ligne.';
comment on column statut_ep_annuel.id is 'Numéro d''ordre.';
comment on column statut_ep_annuel.uai is 'Structure.';
comment on column statut_ep_annuel.annee is 'Année de rentrée (2024 pour 2024-2025).';
comment on column statut_ep_annuel.statut is 'Hors éducation prioritaire, REP ou REP+.';
comment on column statut_ep_annuel.fichier_id is 'Fichier d''origine.';
comment on column statut_ep_annuel.ligne is 'Ligne d''origine.';
comment on column statut_ep_annuel.enregistre_le is 'Date d''enregistrement.';
comment on column statut_ep_annuel.remplace_le is 'Date à laquelle une ligne plus récente l''a remplacée.';
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
comment on table structure_modification is 'Historique de l''identité d''une structure, champ par champ ; ajout seul.';
comment on column structure_modification.id is 'Numéro d''ordre.';
comment on column structure_modification.uai is 'Structure.';
comment on column structure_modification.champ is 'Champ modifié.';
comment on column structure_modification.avant is 'Valeur avant.';
comment on column structure_modification.apres is 'Valeur après.';
comment on column structure_modification.fichier_id is 'Fichier qui apporte la modification.';
comment on column structure_modification.ligne is 'Ligne de ce fichier.';
comment on column structure_modification.enregistre_le is 'Date d''enregistrement.';
comment on table tache is 'Travail de fond suivi par une personne : état, avancement, annulation.';
comment on column tache.id is 'Identifiant interne.';
comment on column tache.genre is 'Nature du travail (import.previsualiser).';
comment on column tache.objet_type is 'Nature de l''objet travaillé.';
comment on column tache.objet_id is 'Identifiant de l''objet travaillé.';
comment on column tache.etat is 'En attente, en cours, terminée, échouée ou annulée.';
comment on column tache.avancement is 'Avancement en millièmes.';
comment on column tache.etape is 'Ce qui se fait en ce moment, en français.';
comment on column tache.demandee_par is 'Agent qui a demandé le travail ; vide pour la ligne de commande.';
comment on column tache.demandee_le is 'Date de la demande.';
comment on column tache.commencee_le is 'Début du travail.';
comment on column tache.terminee_le is 'Fin du travail, quelle que soit l''issue.';
comment on column tache.annulation_demandee_le is 'Date à laquelle l''annulation a été demandée.';
comment on column tache.erreur is 'Phrase montrée à la personne en cas d''échec.';
comment on column tache.request_id is 'Numéro de la requête d''origine.';
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

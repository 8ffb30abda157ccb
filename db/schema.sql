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
  courriel text,
  demonstration boolean not null,
  demonstration_installation boolean generated always as (
CASE
    WHEN demonstration THEN true
    ELSE NULL::boolean
END) stored,
  cree_le timestamp with time zone not null,
  ferme_le timestamp with time zone,
  efface_le timestamp with time zone,
  constraint agent_courriel_canonique CHECK (((courriel = lower(courriel)) AND (courriel IS NFC NORMALIZED))),
  constraint agent_courriel_forme CHECK (((courriel ~ '^[^@\s]+@[^@\s]+$'::text) AND (length(courriel) <= 254))),
  constraint agent_courriel_ou_efface CHECK (((courriel IS NOT NULL) OR (efface_le IS NOT NULL))),
  constraint agent_courriel_unique UNIQUE (courriel),
  constraint agent_demonstration_reservee FOREIGN KEY (demonstration_installation) REFERENCES installation(demonstration),
  constraint agent_nom_borne CHECK (((length(nom) >= 1) AND (length(nom) <= 100))),
  constraint agent_pkey PRIMARY KEY (id),
  constraint agent_prenom_borne CHECK (((length(prenom) >= 1) AND (length(prenom) <= 100)))
);
create table amorce (
  unique_ligne boolean not null,
  empreinte bytea not null,
  cree_le timestamp with time zone not null,
  utilisee_le timestamp with time zone,
  constraint amorce_pkey PRIMARY KEY (unique_ligne),
  constraint amorce_sha256 CHECK ((octet_length(empreinte) = 32)),
  constraint amorce_unique CHECK (unique_ligne)
);
create table anomalie (
  id uuid not null,
  cle text not null,
  genre text not null,
  uai text,
  academie_code text,
  indicateur_code text,
  annee smallint,
  jeu text,
  constat text not null,
  conseil text not null,
  etat text not null,
  detectee_le timestamp with time zone not null,
  revue_le timestamp with time zone not null,
  justification text,
  justifiee_par uuid,
  justifiee_le timestamp with time zone,
  version integer not null,
  constraint anomalie_academie FOREIGN KEY (academie_code) REFERENCES academie(code),
  constraint anomalie_agent FOREIGN KEY (justifiee_par) REFERENCES agent(id),
  constraint anomalie_cle_unique UNIQUE (cle),
  constraint anomalie_conseil_borne CHECK (((length(conseil) >= 1) AND (length(conseil) <= 1000))),
  constraint anomalie_constat_borne CHECK (((length(constat) >= 1) AND (length(constat) <= 1000))),
  constraint anomalie_etat CHECK ((etat = ANY (ARRAY['ouverte'::text, 'justifiee'::text, 'disparue'::text]))),
  constraint anomalie_genre CHECK ((genre = ANY (ARRAY['contradiction'::text, 'valeur_impossible'::text, 'saut'::text, 'doublon'::text, 'fermee_avec_donnees'::text, 'jeu_perime'::text, 'uai_inconnu'::text, 'rattachement'::text]))),
  constraint anomalie_indicateur FOREIGN KEY (indicateur_code) REFERENCES indicateur(code),
  constraint anomalie_justification_borne CHECK (((length(justification) >= 1) AND (length(justification) <= 1000))),
  constraint anomalie_justifiee CHECK (((etat = 'justifiee'::text) <= ((justification IS NOT NULL) AND (justifiee_par IS NOT NULL) AND (justifiee_le IS NOT NULL)))),
  constraint anomalie_pkey PRIMARY KEY (id),
  constraint anomalie_structure FOREIGN KEY (uai) REFERENCES structure(uai),
  constraint anomalie_version CHECK ((version > 0))
);
create table appariement (
  liste_id uuid not null,
  uai text not null,
  comparable_uai text not null,
  rang smallint not null,
  distance double precision not null,
  constraint appariement_autre CHECK ((uai <> comparable_uai)),
  constraint appariement_cle PRIMARY KEY (liste_id, uai, comparable_uai),
  constraint appariement_comparable FOREIGN KEY (comparable_uai) REFERENCES structure(uai),
  constraint appariement_distance CHECK ((distance >= (0)::double precision)),
  constraint appariement_liste FOREIGN KEY (liste_id) REFERENCES liste_publiee(id),
  constraint appariement_rang CHECK ((rang > 0)),
  constraint appariement_structure FOREIGN KEY (uai) REFERENCES structure(uai)
);
create table assistance (
  id uuid not null,
  agent_id uuid not null,
  assistant_id uuid not null,
  motif text not null,
  demandee_le timestamp with time zone not null,
  expire_le timestamp with time zone not null,
  consentie_le timestamp with time zone,
  refusee_le timestamp with time zone,
  terminee_le timestamp with time zone,
  constraint assistance_agent FOREIGN KEY (agent_id) REFERENCES agent(id),
  constraint assistance_assistant FOREIGN KEY (assistant_id) REFERENCES agent(id),
  constraint assistance_autrui CHECK ((agent_id <> assistant_id)),
  constraint assistance_motif_borne CHECK (((length(motif) >= 1) AND (length(motif) <= 1000))),
  constraint assistance_pkey PRIMARY KEY (id),
  constraint assistance_une_reponse CHECK (((consentie_le IS NULL) OR (refusee_le IS NULL)))
);
create table audit_academie (
  audit_event_id bigint not null,
  academie_code text not null,
  survenu_le timestamp with time zone not null,
  constraint audit_academie_cle PRIMARY KEY (audit_event_id, academie_code)
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
create table bandeau (
  id uuid not null,
  texte text not null,
  ton text not null,
  debut timestamp with time zone not null,
  fin timestamp with time zone not null,
  cree_par uuid not null,
  cree_le timestamp with time zone not null,
  retire_le timestamp with time zone,
  constraint bandeau_agent FOREIGN KEY (cree_par) REFERENCES agent(id),
  constraint bandeau_periode CHECK ((fin > debut)),
  constraint bandeau_pkey PRIMARY KEY (id),
  constraint bandeau_texte_borne CHECK (((length(texte) >= 1) AND (length(texte) <= 300))),
  constraint bandeau_ton CHECK ((ton = ANY (ARRAY['information'::text, 'attention'::text])))
);
create table base_gelee (
  liste_id uuid not null,
  uai text not null,
  role text not null,
  valeurs jsonb not null,
  constraint base_gelee_cle PRIMARY KEY (liste_id, uai),
  constraint base_gelee_liste FOREIGN KEY (liste_id) REFERENCES liste_publiee(id),
  constraint base_gelee_role CHECK ((role = ANY (ARRAY['choisie'::text, 'comparaison'::text]))),
  constraint base_gelee_structure FOREIGN KEY (uai) REFERENCES structure(uai)
);
create table bassin (
  code text not null,
  nom text not null,
  academie_code text not null,
  constraint bassin_academie FOREIGN KEY (academie_code) REFERENCES academie(code),
  constraint bassin_code_forme CHECK (((length(code) >= 1) AND (length(code) <= 60))),
  constraint bassin_nom_borne CHECK (((length(nom) >= 1) AND (length(nom) <= 200))),
  constraint bassin_pkey PRIMARY KEY (code)
);
create table calcul (
  id uuid not null,
  scenario_id uuid not null,
  numero integer not null,
  definition jsonb not null,
  donnees_au timestamp with time zone not null,
  graine bigint not null,
  moteur text not null,
  entree bytea,
  entree_empreinte bytea,
  resultat bytea,
  liste_empreinte bytea,
  population integer,
  analysees integer,
  retenues integer,
  perturbations integer,
  lance_par uuid not null,
  lance_le timestamp with time zone not null,
  termine_le timestamp with time zone,
  constraint calcul_analysees CHECK (((analysees >= 0) AND (analysees <= population))),
  constraint calcul_auteur FOREIGN KEY (lance_par) REFERENCES agent(id),
  constraint calcul_complet CHECK (((termine_le IS NULL) OR ((entree IS NOT NULL) AND (entree_empreinte IS NOT NULL) AND (resultat IS NOT NULL) AND (liste_empreinte IS NOT NULL) AND (population IS NOT NULL) AND (retenues IS NOT NULL)))),
  constraint calcul_entree_sha256 CHECK ((octet_length(entree_empreinte) = 32)),
  constraint calcul_graine CHECK (((graine >= 0) AND (graine <= '4294967295'::bigint))),
  constraint calcul_liste_sha256 CHECK ((octet_length(liste_empreinte) = 32)),
  constraint calcul_moteur_forme CHECK ((moteur ~ '^[0-9]+$'::text)),
  constraint calcul_numero CHECK ((numero > 0)),
  constraint calcul_numero_unique UNIQUE (scenario_id, numero),
  constraint calcul_perturbations CHECK ((perturbations >= 0)),
  constraint calcul_pkey PRIMARY KEY (id),
  constraint calcul_population CHECK ((population >= 0)),
  constraint calcul_retenues CHECK (((retenues >= 0) AND (retenues <= population))),
  constraint calcul_scenario FOREIGN KEY (scenario_id) REFERENCES scenario(id)
);
create table calcul_structure (
  calcul_id uuid not null,
  uai text not null,
  analysee boolean not null,
  retenue boolean not null,
  composite double precision,
  rang integer,
  classe smallint,
  frequence real,
  rang_median integer,
  rang_bas integer,
  rang_haut integer,
  coordonnees double precision[] not null,
  cos2 double precision[] not null,
  contributions double precision[] not null,
  criteres jsonb not null,
  constraint calcul_structure_calcul FOREIGN KEY (calcul_id) REFERENCES calcul(id),
  constraint calcul_structure_classe CHECK ((classe > 0)),
  constraint calcul_structure_cle PRIMARY KEY (calcul_id, uai),
  constraint calcul_structure_frequence CHECK (((frequence >= (0)::double precision) AND (frequence <= (1)::double precision))),
  constraint calcul_structure_rang CHECK ((rang > 0)),
  constraint calcul_structure_structure FOREIGN KEY (uai) REFERENCES structure(uai)
);
create table campagne_ciblage (
  id uuid not null,
  academie_code text not null,
  dispositif_code text not null,
  annee smallint not null,
  nom text not null,
  familles text[] not null,
  population jsonb not null,
  etat text not null,
  analyse_le date,
  instances_le date,
  decision_le date,
  publication_le date,
  suite_de uuid,
  version integer not null,
  cree_par uuid not null,
  cree_le timestamp with time zone not null,
  modifiee_le timestamp with time zone not null,
  stabilite jsonb not null default '{"tirages": 1000, "ecartPoids": 0.2, "seuilDepartage": 0.8}'::jsonb,
  constraint campagne_ciblage_academie FOREIGN KEY (academie_code) REFERENCES academie(code),
  constraint campagne_ciblage_annee CHECK (((annee >= 2015) AND (annee <= 2100))),
  constraint campagne_ciblage_auteur FOREIGN KEY (cree_par) REFERENCES agent(id),
  constraint campagne_ciblage_calendrier CHECK ((((instances_le IS NULL) OR (analyse_le IS NULL) OR (instances_le >= analyse_le)) AND ((decision_le IS NULL) OR (instances_le IS NULL) OR (decision_le >= instances_le)) AND ((publication_le IS NULL) OR (decision_le IS NULL) OR (publication_le >= decision_le)))),
  constraint campagne_ciblage_dispositif FOREIGN KEY (dispositif_code) REFERENCES dispositif(code),
  constraint campagne_ciblage_etat CHECK ((etat = ANY (ARRAY['preparation'::text, 'ouverte'::text, 'publiee'::text, 'close'::text]))),
  constraint campagne_ciblage_familles CHECK ((((cardinality(familles) >= 1) AND (cardinality(familles) <= 4)) AND (familles <@ ARRAY['ecoles'::text, 'colleges'::text, 'lgt'::text, 'lp'::text]))),
  constraint campagne_ciblage_nom_borne CHECK (((length(nom) >= 1) AND (length(nom) <= 120))),
  constraint campagne_ciblage_nom_unique UNIQUE (academie_code, annee, nom),
  constraint campagne_ciblage_pkey PRIMARY KEY (id),
  constraint campagne_ciblage_suite FOREIGN KEY (suite_de) REFERENCES campagne_ciblage(id),
  constraint campagne_ciblage_version CHECK ((version > 0))
);
create table candidature (
  id uuid not null,
  campagne_id uuid not null,
  uai text not null,
  etat text not null,
  origine text not null,
  calcul_id uuid,
  proactive boolean not null,
  accord_le timestamp with time zone,
  accord_par uuid,
  version integer not null,
  cree_le timestamp with time zone not null,
  modifiee_le timestamp with time zone not null,
  constraint candidature_accord CHECK (((accord_le IS NULL) = (accord_par IS NULL))),
  constraint candidature_accord_agent FOREIGN KEY (accord_par) REFERENCES agent(id),
  constraint candidature_calcul FOREIGN KEY (calcul_id) REFERENCES calcul(id),
  constraint candidature_calculee CHECK (((origine <> 'calcul'::text) OR (calcul_id IS NOT NULL))),
  constraint candidature_campagne FOREIGN KEY (campagne_id) REFERENCES campagne_ciblage(id),
  constraint candidature_etat CHECK ((etat = ANY (ARRAY['repere'::text, 'preselectionne'::text, 'propose'::text, 'presente'::text, 'retenu'::text, 'suivi_differencie'::text, 'non_retenu'::text, 'a_decline'::text, 'retire'::text]))),
  constraint candidature_origine CHECK ((origine = ANY (ARRAY['calcul'::text, 'liste_recue'::text, 'ajout'::text, 'volontariat'::text]))),
  constraint candidature_pkey PRIMARY KEY (id),
  constraint candidature_structure FOREIGN KEY (uai) REFERENCES structure(uai),
  constraint candidature_unique UNIQUE (campagne_id, uai),
  constraint candidature_version CHECK ((version > 0))
);
create table candidature_argument (
  id uuid not null,
  candidature_id uuid not null,
  genre text not null,
  texte text not null,
  choc text,
  choc_le date,
  preuve text,
  agent_id uuid not null,
  enregistre_le timestamp with time zone not null,
  retire_le timestamp with time zone,
  retire_par uuid,
  constraint candidature_argument_agent FOREIGN KEY (agent_id) REFERENCES agent(id),
  constraint candidature_argument_candidature FOREIGN KEY (candidature_id) REFERENCES candidature(id),
  constraint candidature_argument_choc CHECK (((genre = 'choc_conjoncturel'::text) = (choc IS NOT NULL))),
  constraint candidature_argument_choc_borne CHECK (((length(choc) >= 1) AND (length(choc) <= 200))),
  constraint candidature_argument_genre CHECK ((genre = ANY (ARRAY['proximite_ep'::text, 'choc_conjoncturel'::text, 'besoins_identifies'::text, 'argument'::text]))),
  constraint candidature_argument_pkey PRIMARY KEY (id),
  constraint candidature_argument_preuve_borne CHECK (((length(preuve) >= 1) AND (length(preuve) <= 500))),
  constraint candidature_argument_retrait CHECK (((retire_le IS NULL) = (retire_par IS NULL))),
  constraint candidature_argument_retrait_agent FOREIGN KEY (retire_par) REFERENCES agent(id),
  constraint candidature_argument_texte_borne CHECK (((length(texte) >= 1) AND (length(texte) <= 2000)))
);
create table candidature_mouvement (
  id uuid not null,
  candidature_id uuid not null,
  de text,
  vers text not null,
  motif text not null,
  agent_id uuid not null,
  survenu_le timestamp with time zone not null,
  constraint candidature_mouvement_agent FOREIGN KEY (agent_id) REFERENCES agent(id),
  constraint candidature_mouvement_candidature FOREIGN KEY (candidature_id) REFERENCES candidature(id),
  constraint candidature_mouvement_motif_borne CHECK ((length(motif) <= 2000)),
  constraint candidature_mouvement_pkey PRIMARY KEY (id)
);
create table circonscription (
  code text not null,
  nom text not null,
  departement_code text not null,
  courriel text,
  telephone text,
  constraint circonscription_code_forme CHECK (((length(code) >= 1) AND (length(code) <= 60))),
  constraint circonscription_courriel_forme CHECK (((courriel ~ '^[^@\s]+@[^@\s]+$'::text) AND (length(courriel) <= 254))),
  constraint circonscription_departement FOREIGN KEY (departement_code) REFERENCES departement(code),
  constraint circonscription_nom_borne CHECK (((length(nom) >= 1) AND (length(nom) <= 200))),
  constraint circonscription_pkey PRIMARY KEY (code),
  constraint circonscription_telephone_borne CHECK ((length(telephone) <= 40))
);
create table code_secours (
  id uuid not null,
  agent_id uuid not null,
  empreinte bytea not null,
  cree_le timestamp with time zone not null,
  utilise_le timestamp with time zone,
  constraint code_secours_agent FOREIGN KEY (agent_id) REFERENCES agent(id),
  constraint code_secours_pkey PRIMARY KEY (id),
  constraint code_secours_sha256 CHECK ((octet_length(empreinte) = 32)),
  constraint code_secours_unique UNIQUE (agent_id, empreinte)
);
create table commune (
  code text not null,
  nom text not null,
  departement_code text not null,
  population integer,
  typologie text,
  latitude double precision,
  longitude double precision,
  actuelle_code text,
  fichier_id uuid,
  ligne integer,
  constraint commune_actuelle FOREIGN KEY (actuelle_code) REFERENCES commune(code),
  constraint commune_autre CHECK ((actuelle_code <> code)),
  constraint commune_code_forme CHECK ((code ~ '^[0-9][0-9AB][0-9]{3}$'::text)),
  constraint commune_departement FOREIGN KEY (departement_code) REFERENCES departement(code),
  constraint commune_fichier FOREIGN KEY (fichier_id) REFERENCES import_fichier(id),
  constraint commune_latitude CHECK (((latitude >= ('-90'::integer)::double precision) AND (latitude <= (90)::double precision))),
  constraint commune_ligne CHECK ((ligne > 0)),
  constraint commune_longitude CHECK (((longitude >= ('-180'::integer)::double precision) AND (longitude <= (180)::double precision))),
  constraint commune_nom_borne CHECK (((length(nom) >= 1) AND (length(nom) <= 100))),
  constraint commune_pkey PRIMARY KEY (code),
  constraint commune_population CHECK ((population >= 0)),
  constraint commune_typologie_borne CHECK (((length(typologie) >= 1) AND (length(typologie) <= 60)))
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
create table concertation (
  id uuid not null,
  campagne_id uuid not null,
  genre text not null,
  instance text not null,
  tenue_le date not null,
  participants text not null,
  compte_rendu text not null,
  version integer not null,
  agent_id uuid not null,
  enregistree_le timestamp with time zone not null,
  modifiee_le timestamp with time zone not null,
  constraint concertation_agent FOREIGN KEY (agent_id) REFERENCES agent(id),
  constraint concertation_campagne FOREIGN KEY (campagne_id) REFERENCES campagne_ciblage(id),
  constraint concertation_compte_rendu_borne CHECK ((length(compte_rendu) <= 10000)),
  constraint concertation_genre CHECK ((genre = ANY (ARRAY['concertation'::text, 'dialogue_social'::text]))),
  constraint concertation_instance_borne CHECK (((length(instance) >= 1) AND (length(instance) <= 200))),
  constraint concertation_participants_borne CHECK ((length(participants) <= 2000)),
  constraint concertation_pkey PRIMARY KEY (id),
  constraint concertation_version CHECK ((version > 0))
);
create table contour (
  niveau text not null,
  code text not null,
  nom text not null,
  geometrie jsonb not null,
  fichier_id uuid not null,
  ligne integer not null,
  constraint contour_cle PRIMARY KEY (niveau, code),
  constraint contour_code_borne CHECK (((length(code) >= 1) AND (length(code) <= 20))),
  constraint contour_fichier FOREIGN KEY (fichier_id) REFERENCES import_fichier(id),
  constraint contour_ligne CHECK ((ligne > 0)),
  constraint contour_niveau CHECK ((niveau = ANY (ARRAY['region'::text, 'academie'::text, 'departement'::text, 'commune'::text]))),
  constraint contour_nom_borne CHECK (((length(nom) >= 1) AND (length(nom) <= 200)))
);
create table controle_journal (
  id uuid not null,
  fait_le timestamp with time zone not null,
  intact boolean not null,
  verifies bigint not null,
  en_attente bigint not null,
  tete text not null,
  ancre_numero bigint,
  raison text,
  constraint controle_journal_pkey PRIMARY KEY (id),
  constraint controle_journal_raison_borne CHECK ((length(raison) <= 500))
);
create table correction_locale (
  id uuid not null,
  uai text not null,
  indicateur_code text not null,
  annee smallint not null,
  valeur double precision not null,
  motif text not null,
  piece text not null,
  agent_id uuid not null,
  enregistre_le timestamp with time zone not null,
  retiree_le timestamp with time zone,
  retiree_par uuid,
  retrait_motif text,
  constraint correction_locale_agent FOREIGN KEY (agent_id) REFERENCES agent(id),
  constraint correction_locale_annee CHECK (((annee >= 1980) AND (annee <= 2100))),
  constraint correction_locale_indicateur FOREIGN KEY (indicateur_code) REFERENCES indicateur(code),
  constraint correction_locale_motif_borne CHECK (((length(motif) >= 1) AND (length(motif) <= 1000))),
  constraint correction_locale_piece_borne CHECK (((length(piece) >= 1) AND (length(piece) <= 500))),
  constraint correction_locale_pkey PRIMARY KEY (id),
  constraint correction_locale_retrait CHECK ((((retiree_le IS NULL) = (retiree_par IS NULL)) AND ((retiree_le IS NULL) = (retrait_motif IS NULL)))),
  constraint correction_locale_retrait_agent FOREIGN KEY (retiree_par) REFERENCES agent(id),
  constraint correction_locale_retrait_borne CHECK (((length(retrait_motif) >= 1) AND (length(retrait_motif) <= 1000))),
  constraint correction_locale_structure FOREIGN KEY (uai) REFERENCES structure(uai)
);
create table correspondance (
  id uuid not null,
  jeu text not null,
  libelle text not null,
  entete bytea not null,
  colonnes jsonb not null,
  academie_code text,
  agent_id uuid not null,
  enregistre_le timestamp with time zone not null,
  retiree_le timestamp with time zone,
  constraint correspondance_academie FOREIGN KEY (academie_code) REFERENCES academie(code),
  constraint correspondance_agent FOREIGN KEY (agent_id) REFERENCES agent(id),
  constraint correspondance_jeu_borne CHECK (((length(jeu) >= 1) AND (length(jeu) <= 60))),
  constraint correspondance_libelle_borne CHECK (((length(libelle) >= 1) AND (length(libelle) <= 200))),
  constraint correspondance_pkey PRIMARY KEY (id),
  constraint correspondance_sha256 CHECK ((octet_length(entete) = 32))
);
create table courriel (
  id uuid not null,
  gabarit text not null,
  agent_id uuid,
  destinataire text,
  copies text[] not null,
  objet text not null,
  texte text,
  html text,
  objet_type text not null,
  objet_id text not null,
  cle text,
  etat text not null,
  essais integer not null,
  prochain_essai_le timestamp with time zone,
  erreur text,
  cree_le timestamp with time zone not null,
  envoye_le timestamp with time zone,
  request_id text not null,
  expire_le timestamp with time zone,
  remis text[] not null,
  reglage_href text,
  motif text,
  constraint courriel_agent FOREIGN KEY (agent_id) REFERENCES agent(id),
  constraint courriel_cle_unique UNIQUE (cle),
  constraint courriel_contenu_efface CHECK (((etat <> ALL (ARRAY['envoye'::text, 'abandonne'::text])) OR ((texte IS NULL) AND (html IS NULL)))),
  constraint courriel_destinataire_borne CHECK ((length(destinataire) <= 254)),
  constraint courriel_erreur_borne CHECK ((length(erreur) <= 500)),
  constraint courriel_etat CHECK ((etat = ANY (ARRAY['en_attente'::text, 'envoye'::text, 'echoue'::text, 'retenu'::text, 'abandonne'::text]))),
  constraint courriel_gabarit_forme CHECK ((gabarit ~ '^[a-z_]+\.[a-z_]+$'::text)),
  constraint courriel_motif_borne CHECK ((length(motif) <= 300)),
  constraint courriel_objet_borne CHECK (((length(objet) >= 1) AND (length(objet) <= 200))),
  constraint courriel_pkey PRIMARY KEY (id),
  constraint courriel_reglage_href_forme CHECK (((reglage_href ~ '^/'::text) AND (length(reglage_href) <= 200)))
);
create table couverture_indicateur (
  indicateur_code text not null,
  annee smallint not null,
  academie_code text not null,
  type text not null,
  publiees integer not null,
  non_significatives integer not null,
  manquantes integer not null,
  constraint couverture_indicateur_academie FOREIGN KEY (academie_code) REFERENCES academie(code),
  constraint couverture_indicateur_cle PRIMARY KEY (indicateur_code, annee, academie_code, type),
  constraint couverture_indicateur_indicateur FOREIGN KEY (indicateur_code) REFERENCES indicateur(code)
);
create table decision_orpheline (
  id uuid not null,
  uai text not null,
  annee smallint not null,
  orpheline boolean not null,
  motif text not null,
  agent_id uuid not null,
  decidee_le timestamp with time zone not null,
  retiree_le timestamp with time zone,
  constraint decision_orpheline_agent FOREIGN KEY (agent_id) REFERENCES agent(id),
  constraint decision_orpheline_annee CHECK (((annee >= 1980) AND (annee <= 2100))),
  constraint decision_orpheline_motif_borne CHECK (((length(motif) >= 1) AND (length(motif) <= 1000))),
  constraint decision_orpheline_pkey PRIMARY KEY (id),
  constraint decision_orpheline_structure FOREIGN KEY (uai) REFERENCES structure(uai)
);
create table decision_uai (
  id uuid not null,
  texte text not null,
  uai text,
  motif text not null,
  agent_id uuid not null,
  decidee_le timestamp with time zone not null,
  retiree_le timestamp with time zone,
  constraint decision_uai_agent FOREIGN KEY (agent_id) REFERENCES agent(id),
  constraint decision_uai_forme CHECK ((uai ~ '^[0-9]{7}[A-HJ-NPR-Z]$'::text)),
  constraint decision_uai_motif_borne CHECK (((length(motif) >= 1) AND (length(motif) <= 500))),
  constraint decision_uai_pkey PRIMARY KEY (id),
  constraint decision_uai_texte_borne CHECK (((length(texte) >= 1) AND (length(texte) <= 60)))
);
create table delegation (
  id uuid not null,
  fonction_exercee_id uuid not null,
  delegant_id uuid not null,
  delegataire_id uuid not null,
  nature text not null,
  debut date not null,
  fin date not null,
  acte text not null,
  piece_id uuid,
  creee_le timestamp with time zone not null,
  revoquee_le timestamp with time zone,
  revoquee_par uuid,
  motif text,
  renouvelle_id uuid,
  constraint delegation_acte_borne CHECK (((length(acte) >= 1) AND (length(acte) <= 300))),
  constraint delegation_autrui CHECK ((delegant_id <> delegataire_id)),
  constraint delegation_delegant FOREIGN KEY (delegant_id) REFERENCES agent(id),
  constraint delegation_delegataire FOREIGN KEY (delegataire_id) REFERENCES agent(id),
  constraint delegation_fonction FOREIGN KEY (fonction_exercee_id) REFERENCES fonction_exercee(id),
  constraint delegation_motif_borne CHECK ((length(motif) <= 300)),
  constraint delegation_nature CHECK ((nature = ANY (ARRAY['saisie'::text, 'signature'::text]))),
  constraint delegation_periode CHECK ((fin > debut)),
  constraint delegation_piece FOREIGN KEY (piece_id) REFERENCES piece(id),
  constraint delegation_pkey PRIMARY KEY (id),
  constraint delegation_renouvelle FOREIGN KEY (renouvelle_id) REFERENCES delegation(id),
  constraint delegation_revoquee_par FOREIGN KEY (revoquee_par) REFERENCES agent(id),
  constraint delegation_sans_doublon EXCLUDE USING gist (fonction_exercee_id WITH =, delegataire_id WITH =, nature WITH =, daterange(debut, fin) WITH &&) WHERE ((revoquee_le IS NULL))
);
create table demande_acces (
  id uuid not null,
  agent_id uuid not null,
  fonction text not null,
  portee_type text not null,
  portee_code text not null,
  message text not null,
  attributs_proposes boolean not null,
  etat text not null,
  motif text,
  decidee_par uuid,
  decidee_le timestamp with time zone,
  cree_le timestamp with time zone not null,
  version integer not null,
  constraint demande_acces_agent FOREIGN KEY (agent_id) REFERENCES agent(id),
  constraint demande_acces_decideur FOREIGN KEY (decidee_par) REFERENCES agent(id),
  constraint demande_acces_decision CHECK (((etat = 'deposee'::text) = (decidee_le IS NULL))),
  constraint demande_acces_etat CHECK ((etat = ANY (ARRAY['deposee'::text, 'acceptee'::text, 'refusee'::text, 'retiree'::text]))),
  constraint demande_acces_fonction_forme CHECK ((fonction ~ '^[a-z][a-z0-9_]{1,40}$'::text)),
  constraint demande_acces_message_borne CHECK ((length(message) <= 1000)),
  constraint demande_acces_motif_borne CHECK ((length(motif) <= 1000)),
  constraint demande_acces_pkey PRIMARY KEY (id),
  constraint demande_acces_portee_code_borne CHECK (((length(portee_code) >= 1) AND (length(portee_code) <= 40))),
  constraint demande_acces_portee_type CHECK ((portee_type = ANY (ARRAY['nation'::text, 'academie'::text, 'departement'::text, 'commune'::text, 'circonscription'::text, 'structure'::text, 'territoire_clas'::text])))
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
create table dispositif (
  code text not null,
  libelle text not null,
  nature text not null,
  ordre smallint not null,
  constraint dispositif_code_forme CHECK ((code ~ '^[a-z][a-z0-9_]{1,40}$'::text)),
  constraint dispositif_libelle_borne CHECK (((length(libelle) >= 1) AND (length(libelle) <= 200))),
  constraint dispositif_nature CHECK ((nature = ANY (ARRAY['contrat'::text, 'territoire'::text, 'label'::text, 'histoire'::text]))),
  constraint dispositif_ordre_unique UNIQUE (ordre),
  constraint dispositif_pkey PRIMARY KEY (code)
);
create table elimination (
  id uuid not null,
  numero integer not null,
  serie text not null,
  jusqu_au date not null,
  lignes bigint not null,
  empreinte bytea not null,
  articles jsonb not null,
  preparee_par uuid not null,
  preparee_le timestamp with time zone not null,
  visa_autorite text,
  visa_reference text,
  visa_le date,
  visa_piece_id uuid,
  visa_enregistre_par uuid,
  executee_le timestamp with time zone,
  executee_par uuid,
  abandonnee_le timestamp with time zone,
  constraint elimination_agent FOREIGN KEY (preparee_par) REFERENCES agent(id),
  constraint elimination_executant FOREIGN KEY (executee_par) REFERENCES agent(id),
  constraint elimination_numero_unique UNIQUE (numero),
  constraint elimination_pkey PRIMARY KEY (id),
  constraint elimination_serie_forme CHECK ((serie ~ '^[a-z_]{1,60}$'::text)),
  constraint elimination_sha256 CHECK ((octet_length(empreinte) = 32)),
  constraint elimination_visa_agent FOREIGN KEY (visa_enregistre_par) REFERENCES agent(id),
  constraint elimination_visa_autorite_borne CHECK (((length(visa_autorite) >= 1) AND (length(visa_autorite) <= 200))),
  constraint elimination_visa_d_abord CHECK (((executee_le IS NULL) OR (visa_le IS NOT NULL))),
  constraint elimination_visa_entier CHECK ((((visa_le IS NULL) = (visa_reference IS NULL)) AND ((visa_le IS NULL) = (visa_autorite IS NULL)))),
  constraint elimination_visa_piece FOREIGN KEY (visa_piece_id) REFERENCES piece(id),
  constraint elimination_visa_reference_borne CHECK (((length(visa_reference) >= 1) AND (length(visa_reference) <= 200)))
);
create table entree_en_cours (
  empreinte bytea not null,
  etat text not null,
  nonce text not null,
  verificateur text not null,
  suite text not null,
  renforcement boolean not null,
  invitation_id uuid,
  cree_le timestamp with time zone not null,
  expire_le timestamp with time zone not null,
  utilisee_le timestamp with time zone,
  constraint entree_en_cours_invitation FOREIGN KEY (invitation_id) REFERENCES invitation(id),
  constraint entree_en_cours_pkey PRIMARY KEY (empreinte),
  constraint entree_en_cours_sha256 CHECK ((octet_length(empreinte) = 32)),
  constraint entree_en_cours_suite_borne CHECK ((length(suite) <= 2000))
);
create table extension_dispositif (
  id uuid not null,
  dispositif_code text not null,
  academie_code text not null,
  annee smallint not null,
  preuves text not null,
  agent_id uuid not null,
  decidee_le timestamp with time zone not null,
  constraint extension_dispositif_academie FOREIGN KEY (academie_code) REFERENCES academie(code),
  constraint extension_dispositif_agent FOREIGN KEY (agent_id) REFERENCES agent(id),
  constraint extension_dispositif_annee CHECK (((annee >= 2015) AND (annee <= 2100))),
  constraint extension_dispositif_dispositif FOREIGN KEY (dispositif_code) REFERENCES dispositif(code),
  constraint extension_dispositif_pkey PRIMARY KEY (id),
  constraint extension_dispositif_preuves_borne CHECK (((length(preuves) >= 1) AND (length(preuves) <= 5000))),
  constraint extension_dispositif_unique UNIQUE (dispositif_code, academie_code)
);
create table fait_local (
  id uuid not null,
  uai text,
  commune_code text,
  genre text not null,
  survenu_le date not null,
  description text not null,
  preuve text not null,
  agent_id uuid not null,
  enregistre_le timestamp with time zone not null,
  retire_le timestamp with time zone,
  constraint fait_local_agent FOREIGN KEY (agent_id) REFERENCES agent(id),
  constraint fait_local_commune FOREIGN KEY (commune_code) REFERENCES commune(code),
  constraint fait_local_description_borne CHECK (((length(description) >= 1) AND (length(description) <= 2000))),
  constraint fait_local_genre CHECK ((genre = ANY (ARRAY['emploi'::text, 'demographie'::text, 'logement'::text, 'transport'::text, 'sinistre'::text, 'vie_scolaire'::text, 'autre'::text]))),
  constraint fait_local_objet CHECK (((uai IS NULL) <> (commune_code IS NULL))),
  constraint fait_local_pkey PRIMARY KEY (id),
  constraint fait_local_preuve_borne CHECK (((length(preuve) >= 1) AND (length(preuve) <= 500))),
  constraint fait_local_structure FOREIGN KEY (uai) REFERENCES structure(uai)
);
create table filiation (
  id uuid not null,
  de_uai text not null,
  vers_uai text not null,
  genre text not null,
  effet_le date not null,
  acte text,
  motif text not null,
  agent_id uuid not null,
  enregistre_le timestamp with time zone not null,
  retiree_le timestamp with time zone,
  constraint filiation_acte_borne CHECK ((length(acte) <= 300)),
  constraint filiation_agent FOREIGN KEY (agent_id) REFERENCES agent(id),
  constraint filiation_de FOREIGN KEY (de_uai) REFERENCES structure(uai),
  constraint filiation_distincte CHECK ((de_uai <> vers_uai)),
  constraint filiation_genre CHECK ((genre = ANY (ARRAY['fusion'::text, 'scission'::text, 'changement_uai'::text, 'transfert'::text]))),
  constraint filiation_motif_borne CHECK (((length(motif) >= 1) AND (length(motif) <= 1000))),
  constraint filiation_pkey PRIMARY KEY (id),
  constraint filiation_vers FOREIGN KEY (vers_uai) REFERENCES structure(uai)
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
  attribuee_par uuid,
  origine text not null,
  fin_motif text,
  fin_posee_par uuid,
  constraint fonction_exercee_acte_borne CHECK ((length(acte) <= 300)),
  constraint fonction_exercee_agent FOREIGN KEY (agent_id) REFERENCES agent(id),
  constraint fonction_exercee_attribuee_par FOREIGN KEY (attribuee_par) REFERENCES agent(id),
  constraint fonction_exercee_fin_motif_borne CHECK ((length(fin_motif) <= 300)),
  constraint fonction_exercee_fin_posee_par FOREIGN KEY (fin_posee_par) REFERENCES agent(id),
  constraint fonction_exercee_fonction_forme CHECK ((fonction ~ '^[a-z][a-z0-9_]{1,40}$'::text)),
  constraint fonction_exercee_origine CHECK ((origine = ANY (ARRAY['demonstration'::text, 'amorce'::text, 'invitation'::text, 'liste'::text, 'demande'::text, 'changement'::text]))),
  constraint fonction_exercee_periode CHECK ((fin >= debut)),
  constraint fonction_exercee_pkey PRIMARY KEY (id),
  constraint fonction_exercee_portee_code_borne CHECK (((length(portee_code) >= 1) AND (length(portee_code) <= 40))),
  constraint fonction_exercee_portee_type CHECK ((portee_type = ANY (ARRAY['nation'::text, 'academie'::text, 'departement'::text, 'commune'::text, 'circonscription'::text, 'structure'::text, 'territoire_clas'::text]))),
  constraint fonction_exercee_sans_doublon EXCLUDE USING gist (agent_id WITH =, fonction WITH =, portee_type WITH =, portee_code WITH =, daterange(debut, fin) WITH &&)
);
create table groupe_comparaison (
  liste_id uuid not null,
  famille text not null,
  methode jsonb not null,
  equilibre jsonb not null,
  constraint groupe_comparaison_cle PRIMARY KEY (liste_id, famille),
  constraint groupe_comparaison_famille CHECK ((famille = ANY (ARRAY['ecoles'::text, 'colleges'::text, 'lgt'::text, 'lp'::text]))),
  constraint groupe_comparaison_liste FOREIGN KEY (liste_id) REFERENCES liste_publiee(id)
);
create table identite (
  id uuid not null,
  emetteur text not null,
  fournisseur text not null,
  sujet text not null,
  agent_id uuid,
  prenom text not null,
  nom text not null,
  courriel text,
  siret text,
  attributs jsonb not null,
  vue_le timestamp with time zone not null,
  cree_le timestamp with time zone not null,
  rattachee_le timestamp with time zone,
  constraint identite_agent FOREIGN KEY (agent_id) REFERENCES agent(id),
  constraint identite_courriel_borne CHECK ((length(courriel) <= 254)),
  constraint identite_courriel_canonique CHECK (((courriel = lower(courriel)) AND (courriel IS NFC NORMALIZED))),
  constraint identite_emetteur_borne CHECK (((length(emetteur) >= 1) AND (length(emetteur) <= 500))),
  constraint identite_fournisseur_borne CHECK (((length(fournisseur) >= 1) AND (length(fournisseur) <= 200))),
  constraint identite_nom_borne CHECK ((length(nom) <= 100)),
  constraint identite_pkey PRIMARY KEY (id),
  constraint identite_prenom_borne CHECK ((length(prenom) <= 100)),
  constraint identite_rattachee CHECK (((rattachee_le IS NULL) = (agent_id IS NULL))),
  constraint identite_siret_forme CHECK ((siret ~ '^[0-9]{14}$'::text)),
  constraint identite_sujet_borne CHECK (((length(sujet) >= 1) AND (length(sujet) <= 255))),
  constraint identite_unique UNIQUE (emetteur, fournisseur, sujet)
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
  feuilles jsonb,
  entete bytea,
  colonnes text[],
  correspondance_id uuid,
  annee_dite smallint,
  constraint import_fichier_annee CHECK (((annee_dite >= 1980) AND (annee_dite <= 2100))),
  constraint import_fichier_compte CHECK (((lu IS NULL) OR (lu = (((cree + modifie) + inchange) + rejete)))),
  constraint import_fichier_correspondance FOREIGN KEY (correspondance_id) REFERENCES correspondance(id),
  constraint import_fichier_entete_sha256 CHECK ((octet_length(entete) = 32)),
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
  objet text not null,
  diffusion text not null,
  nature text not null,
  poids_code text,
  denominateur_code text,
  seuil_publication smallint,
  compte boolean not null,
  total_code text,
  population text not null,
  bruit text not null,
  biais text not null,
  comparaisons text not null,
  academie_code text,
  cree_par uuid,
  relu_par uuid,
  relu_le timestamp with time zone,
  retire_le timestamp with time zone,
  constraint indicateur_academie FOREIGN KEY (academie_code) REFERENCES academie(code),
  constraint indicateur_academique CHECK (((diffusion = 'ouverte'::text) OR (academie_code IS NOT NULL))),
  constraint indicateur_auteur FOREIGN KEY (cree_par) REFERENCES agent(id),
  constraint indicateur_bornes CHECK ((minimum < maximum)),
  constraint indicateur_code_forme CHECK ((code ~ '^[a-z][a-z0-9_]{1,60}$'::text)),
  constraint indicateur_decimales CHECK (((decimales >= 0) AND (decimales <= 4))),
  constraint indicateur_denominateur FOREIGN KEY (denominateur_code) REFERENCES indicateur(code),
  constraint indicateur_diffusion CHECK ((diffusion = ANY (ARRAY['ouverte'::text, 'interne'::text, 'rh'::text]))),
  constraint indicateur_famille CHECK ((famille = ANY (ARRAY['etablissement'::text, 'eleves'::text, 'resultats'::text]))),
  constraint indicateur_nature CHECK ((nature = ANY (ARRAY['entree'::text, 'resultat'::text, 'contexte'::text]))),
  constraint indicateur_objet CHECK ((objet = ANY (ARRAY['structure'::text, 'territoire'::text]))),
  constraint indicateur_ordre_unique UNIQUE (ordre),
  constraint indicateur_pkey PRIMARY KEY (code),
  constraint indicateur_poids FOREIGN KEY (poids_code) REFERENCES indicateur(code),
  constraint indicateur_publication CHECK (((seuil_publication IS NULL) = (denominateur_code IS NULL))),
  constraint indicateur_relecteur FOREIGN KEY (relu_par) REFERENCES agent(id),
  constraint indicateur_relecture CHECK (((relu_par IS NULL) = (relu_le IS NULL))),
  constraint indicateur_seuil CHECK ((seuil_reference >= 3)),
  constraint indicateur_seuil_publication CHECK ((seuil_publication > 0)),
  constraint indicateur_textes CHECK ((((length(libelle) >= 1) AND (length(libelle) <= 200)) AND ((length(libelle_court) >= 1) AND (length(libelle_court) <= 40)) AND ((length(definition) >= 1) AND (length(definition) <= 2000)) AND (length(lecture) <= 2000) AND (length(population) <= 2000) AND (length(bruit) <= 2000) AND (length(biais) <= 2000) AND (length(comparaisons) <= 2000) AND (length(unite) <= 30) AND ((length(source) >= 1) AND (length(source) <= 300)))),
  constraint indicateur_total FOREIGN KEY (total_code) REFERENCES indicateur(code)
);
create table installation (
  unique_ligne boolean not null default true,
  demonstration boolean not null,
  creee_le timestamp with time zone not null,
  constraint installation_demonstration_cle UNIQUE (demonstration),
  constraint installation_pkey PRIMARY KEY (unique_ligne),
  constraint installation_unique CHECK (unique_ligne)
);
create table invitation (
  id uuid not null,
  empreinte bytea not null,
  agent_id uuid not null,
  invite_par uuid,
  message text not null,
  cree_le timestamp with time zone not null,
  expire_le timestamp with time zone not null,
  acceptee_le timestamp with time zone,
  annulee_le timestamp with time zone,
  constraint invitation_agent FOREIGN KEY (agent_id) REFERENCES agent(id),
  constraint invitation_invitant FOREIGN KEY (invite_par) REFERENCES agent(id),
  constraint invitation_message_borne CHECK ((length(message) <= 1000)),
  constraint invitation_pkey PRIMARY KEY (id),
  constraint invitation_sha256 CHECK ((octet_length(empreinte) = 32)),
  constraint invitation_unique UNIQUE (empreinte)
);
create table jeton_api (
  id uuid not null,
  agent_id uuid not null,
  libelle text not null,
  empreinte bytea not null,
  cree_le timestamp with time zone not null,
  expire_le timestamp with time zone not null,
  utilise_le timestamp with time zone,
  revoque_le timestamp with time zone,
  constraint jeton_api_agent FOREIGN KEY (agent_id) REFERENCES agent(id),
  constraint jeton_api_duree CHECK ((expire_le > cree_le)),
  constraint jeton_api_libelle_borne CHECK (((length(libelle) >= 1) AND (length(libelle) <= 100))),
  constraint jeton_api_pkey PRIMARY KEY (id),
  constraint jeton_api_sha256 CHECK ((octet_length(empreinte) = 32)),
  constraint jeton_api_unique UNIQUE (empreinte)
);
create table lien_connexion (
  id uuid not null,
  empreinte bytea not null,
  agent_id uuid not null,
  suite text not null,
  cree_le timestamp with time zone not null,
  expire_le timestamp with time zone not null,
  utilise_le timestamp with time zone,
  constraint lien_connexion_agent FOREIGN KEY (agent_id) REFERENCES agent(id),
  constraint lien_connexion_pkey PRIMARY KEY (id),
  constraint lien_connexion_sha256 CHECK ((octet_length(empreinte) = 32)),
  constraint lien_connexion_suite_borne CHECK ((length(suite) <= 2000)),
  constraint lien_connexion_unique UNIQUE (empreinte)
);
create table liste_personnes (
  id uuid not null,
  deposee_par uuid not null,
  fichier_nom text not null,
  empreinte bytea not null,
  message text not null,
  lignes jsonb not null,
  nombre integer not null,
  etat text not null,
  compte_rendu jsonb,
  cree_le timestamp with time zone not null,
  appliquee_le timestamp with time zone,
  version integer not null,
  constraint liste_personnes_application CHECK (((etat = 'appliquee'::text) = (appliquee_le IS NOT NULL))),
  constraint liste_personnes_deposant FOREIGN KEY (deposee_par) REFERENCES agent(id),
  constraint liste_personnes_etat CHECK ((etat = ANY (ARRAY['deposee'::text, 'en_cours'::text, 'appliquee'::text, 'abandonnee'::text]))),
  constraint liste_personnes_message_borne CHECK ((length(message) <= 1000)),
  constraint liste_personnes_nom_borne CHECK (((length(fichier_nom) >= 1) AND (length(fichier_nom) <= 255))),
  constraint liste_personnes_nombre CHECK (((nombre >= 1) AND (nombre <= 2000))),
  constraint liste_personnes_pkey PRIMARY KEY (id),
  constraint liste_personnes_sha256 CHECK ((octet_length(empreinte) = 32))
);
create table liste_publiee (
  id uuid not null,
  campagne_id uuid not null,
  numero integer not null,
  publiee_le timestamp with time zone not null,
  publiee_par uuid not null,
  noms_publics boolean not null,
  regles text not null,
  motif text not null,
  message text not null,
  contenu jsonb not null,
  empreinte bytea not null,
  constraint liste_publiee_agent FOREIGN KEY (publiee_par) REFERENCES agent(id),
  constraint liste_publiee_campagne FOREIGN KEY (campagne_id) REFERENCES campagne_ciblage(id),
  constraint liste_publiee_message_borne CHECK ((length(message) <= 5000)),
  constraint liste_publiee_motif_borne CHECK ((length(motif) <= 2000)),
  constraint liste_publiee_numero CHECK ((numero > 0)),
  constraint liste_publiee_numero_unique UNIQUE (campagne_id, numero),
  constraint liste_publiee_pkey PRIMARY KEY (id),
  constraint liste_publiee_regles_borne CHECK (((length(regles) >= 1) AND (length(regles) <= 20000))),
  constraint liste_publiee_sha256 CHECK ((octet_length(empreinte) = 32))
);
create table liste_recue (
  id uuid not null,
  campagne_id uuid not null,
  origine text not null,
  critere text not null,
  indicateur_code text,
  sens text,
  seuil double precision,
  fichier text not null,
  empreinte bytea not null,
  lignes jsonb not null,
  recue_le date not null,
  agent_id uuid not null,
  enregistree_le timestamp with time zone not null,
  appliquee_le timestamp with time zone,
  abandonnee_le timestamp with time zone,
  constraint liste_recue_agent FOREIGN KEY (agent_id) REFERENCES agent(id),
  constraint liste_recue_campagne FOREIGN KEY (campagne_id) REFERENCES campagne_ciblage(id),
  constraint liste_recue_critere_borne CHECK ((length(critere) <= 500)),
  constraint liste_recue_fichier_borne CHECK (((length(fichier) >= 1) AND (length(fichier) <= 255))),
  constraint liste_recue_fin CHECK (((appliquee_le IS NULL) OR (abandonnee_le IS NULL))),
  constraint liste_recue_indicateur FOREIGN KEY (indicateur_code) REFERENCES indicateur(code),
  constraint liste_recue_origine_borne CHECK (((length(origine) >= 1) AND (length(origine) <= 200))),
  constraint liste_recue_pkey PRIMARY KEY (id),
  constraint liste_recue_sens CHECK ((sens = ANY (ARRAY['au_plus'::text, 'au_moins'::text, 'moins_de'::text, 'plus_de'::text]))),
  constraint liste_recue_seuil CHECK ((((indicateur_code IS NULL) = (seuil IS NULL)) AND ((sens IS NULL) = (seuil IS NULL)))),
  constraint liste_recue_sha256 CHECK ((octet_length(empreinte) = 32))
);
create table modele_attendu (
  indicateur_code text not null,
  annee smallint not null,
  type text not null,
  nation text not null,
  entrees text[] not null,
  coefficients double precision[] not null,
  dispersion double precision not null,
  r2 double precision not null,
  n integer not null,
  calcule_le timestamp with time zone not null,
  constraint modele_attendu_cle PRIMARY KEY (indicateur_code, annee, type, nation),
  constraint modele_attendu_coefficients CHECK ((array_length(coefficients, 1) = (array_length(entrees, 1) + 1))),
  constraint modele_attendu_dispersion CHECK ((dispersion >= (0)::double precision)),
  constraint modele_attendu_indicateur FOREIGN KEY (indicateur_code) REFERENCES indicateur(code),
  constraint modele_attendu_n CHECK ((n > 0)),
  constraint modele_attendu_nation CHECK ((nation = ANY (ARRAY['france'::text, 'demonstration'::text])))
);
create table mot_recherche (
  mot text not null,
  constraint mot_recherche_pkey PRIMARY KEY (mot)
);
create table notification (
  id uuid not null,
  agent_id uuid not null,
  genre text not null,
  titre text not null,
  texte text not null,
  href text not null,
  objet_type text not null,
  objet_id text not null,
  cle text not null,
  mode text not null,
  cree_le timestamp with time zone not null,
  lue_le timestamp with time zone,
  resumee_le timestamp with time zone,
  constraint notification_agent FOREIGN KEY (agent_id) REFERENCES agent(id),
  constraint notification_cle_borne CHECK (((length(cle) >= 1) AND (length(cle) <= 200))),
  constraint notification_genre_forme CHECK ((genre ~ '^[a-z_]+\.[a-z_]+$'::text)),
  constraint notification_href_forme CHECK (((href ~ '^/'::text) AND (length(href) <= 500))),
  constraint notification_mode CHECK ((mode = ANY (ARRAY['immediat'::text, 'resume'::text, 'aucun'::text]))),
  constraint notification_pkey PRIMARY KEY (id),
  constraint notification_texte_borne CHECK ((length(texte) <= 1000)),
  constraint notification_titre_borne CHECK (((length(titre) >= 1) AND (length(titre) <= 200))),
  constraint notification_unique UNIQUE (agent_id, cle)
);
create table orpheline (
  uai text not null,
  annee smallint not null,
  calcul text not null,
  raisons text[] not null,
  calcule_le timestamp with time zone not null,
  constraint orpheline_annee CHECK (((annee >= 1980) AND (annee <= 2100))),
  constraint orpheline_calcul CHECK ((calcul = ANY (ARRAY['oui'::text, 'non'::text, 'indetermine'::text]))),
  constraint orpheline_cle PRIMARY KEY (uai, annee),
  constraint orpheline_structure FOREIGN KEY (uai) REFERENCES structure(uai)
);
create table participation_academie (
  id uuid not null,
  academie_code text not null,
  dispositif_code text not null,
  statut text not null,
  debut date not null,
  fin date,
  acte text not null,
  agent_id uuid,
  enregistre_le timestamp with time zone not null,
  constraint participation_academie_academie FOREIGN KEY (academie_code) REFERENCES academie(code),
  constraint participation_academie_acte_borne CHECK (((length(acte) >= 1) AND (length(acte) <= 300))),
  constraint participation_academie_agent FOREIGN KEY (agent_id) REFERENCES agent(id),
  constraint participation_academie_dispositif FOREIGN KEY (dispositif_code) REFERENCES dispositif(code),
  constraint participation_academie_periode CHECK ((fin > debut)),
  constraint participation_academie_pkey PRIMARY KEY (id),
  constraint participation_academie_sans_doublon EXCLUDE USING gist (academie_code WITH =, dispositif_code WITH =, daterange(debut, fin) WITH &&),
  constraint participation_academie_statut CHECK ((statut = ANY (ARRAY['experimentale'::text, 'etendue'::text, 'sortie'::text])))
);
create table passation (
  id uuid not null,
  fonction text not null,
  portee_type text not null,
  portee_code text not null,
  sortant_id uuid not null,
  entrant_id uuid,
  depart date not null,
  mot text not null,
  cree_le timestamp with time zone not null,
  lue_le timestamp with time zone,
  close_le timestamp with time zone,
  version integer not null,
  constraint passation_entrant FOREIGN KEY (entrant_id) REFERENCES agent(id),
  constraint passation_fonction_forme CHECK ((fonction ~ '^[a-z][a-z0-9_]{1,40}$'::text)),
  constraint passation_mot_borne CHECK ((length(mot) <= 4000)),
  constraint passation_pkey PRIMARY KEY (id),
  constraint passation_portee_code_borne CHECK (((length(portee_code) >= 1) AND (length(portee_code) <= 40))),
  constraint passation_portee_type CHECK ((portee_type = ANY (ARRAY['nation'::text, 'academie'::text, 'departement'::text, 'commune'::text, 'circonscription'::text, 'structure'::text, 'territoire_clas'::text]))),
  constraint passation_sortant FOREIGN KEY (sortant_id) REFERENCES agent(id),
  constraint passation_unique UNIQUE (fonction, portee_type, portee_code, sortant_id, depart)
);
create table piece (
  id uuid not null,
  nom text not null,
  format text not null,
  taille bigint not null,
  empreinte bytea not null,
  objet_type text not null,
  objet_id text not null,
  permission text not null,
  portee_type text not null,
  portee_code text not null,
  deposee_par uuid not null,
  deposee_le timestamp with time zone not null,
  apercu text,
  supprimee_le timestamp with time zone,
  constraint piece_agent FOREIGN KEY (deposee_par) REFERENCES agent(id),
  constraint piece_apercu_borne CHECK ((length(apercu) <= 200000)),
  constraint piece_format_forme CHECK ((format ~ '^[a-z0-9]{2,10}$'::text)),
  constraint piece_nom_borne CHECK (((length(nom) >= 1) AND (length(nom) <= 255))),
  constraint piece_pkey PRIMARY KEY (id),
  constraint piece_portee_code_borne CHECK (((length(portee_code) >= 1) AND (length(portee_code) <= 40))),
  constraint piece_portee_type CHECK ((portee_type = ANY (ARRAY['nation'::text, 'academie'::text, 'departement'::text, 'commune'::text, 'circonscription'::text, 'structure'::text, 'territoire_clas'::text]))),
  constraint piece_sha256 CHECK ((octet_length(empreinte) = 32)),
  constraint piece_taille_positive CHECK ((taille > 0))
);
create table position_organisation (
  id uuid not null,
  concertation_id uuid not null,
  organisation text not null,
  "position" text not null,
  texte text not null,
  rang smallint not null,
  constraint position_organisation_concertation FOREIGN KEY (concertation_id) REFERENCES concertation(id),
  constraint position_organisation_organisation_borne CHECK (((length(organisation) >= 1) AND (length(organisation) <= 120))),
  constraint position_organisation_pkey PRIMARY KEY (id),
  constraint position_organisation_position CHECK (("position" = ANY (ARRAY['favorable'::text, 'defavorable'::text, 'abstention'::text, 'reserve'::text, 'sans_position'::text]))),
  constraint position_organisation_rang CHECK ((rang >= 0)),
  constraint position_organisation_texte_borne CHECK ((length(texte) <= 2000)),
  constraint position_organisation_unique UNIQUE (concertation_id, organisation)
);
create table preference_notification (
  agent_id uuid not null,
  genre text not null,
  mode text not null,
  modifiee_le timestamp with time zone not null,
  constraint preference_notification_agent FOREIGN KEY (agent_id) REFERENCES agent(id),
  constraint preference_notification_genre_forme CHECK ((genre ~ '^[a-z_]+\.[a-z_]+$'::text)),
  constraint preference_notification_mode CHECK ((mode = ANY (ARRAY['immediat'::text, 'resume'::text, 'aucun'::text]))),
  constraint preference_notification_pkey PRIMARY KEY (agent_id, genre)
);
create table profil_entree (
  uai text not null,
  nation text not null,
  type text not null,
  secteur text not null,
  annee smallint not null,
  ips double precision not null,
  heterogeneite double precision,
  effectif double precision,
  eloignement double precision,
  densite double precision,
  constraint profil_entree_nation CHECK ((nation = ANY (ARRAY['france'::text, 'demonstration'::text]))),
  constraint profil_entree_pkey PRIMARY KEY (uai),
  constraint profil_entree_structure FOREIGN KEY (uai) REFERENCES structure(uai)
);
create table publication (
  id uuid not null,
  adresse text not null,
  genre text not null,
  titre text not null,
  chapeau text not null,
  contenu text not null,
  liens jsonb not null,
  rang integer not null,
  publiee_le date,
  mise_a_jour_le date,
  archivee_le date,
  cree_le timestamp with time zone not null,
  modifiee_le timestamp with time zone not null,
  modifiee_par uuid,
  version integer not null,
  constraint publication_adresse_forme CHECK (((adresse ~ '^[a-z0-9]+(-[a-z0-9]+)*$'::text) AND (length(adresse) <= 100))),
  constraint publication_adresse_unique UNIQUE (adresse),
  constraint publication_agent FOREIGN KEY (modifiee_par) REFERENCES agent(id),
  constraint publication_archive CHECK (((archivee_le IS NULL) OR (publiee_le IS NOT NULL))),
  constraint publication_chapeau_borne CHECK ((length(chapeau) <= 600)),
  constraint publication_contenu_borne CHECK ((length(contenu) <= 60000)),
  constraint publication_genre CHECK ((genre = ANY (ARRAY['presentation'::text, 'actualite'::text]))),
  constraint publication_pkey PRIMARY KEY (id),
  constraint publication_titre_borne CHECK (((length(titre) >= 1) AND (length(titre) <= 200)))
);
create table purge (
  id uuid not null,
  executee_le timestamp with time zone not null,
  table_nom text not null,
  colonne text not null,
  duree text not null,
  lignes bigint not null,
  constraint purge_pkey PRIMARY KEY (id)
);
create table question_ciblage (
  id uuid not null,
  campagne_id uuid not null,
  question text not null,
  posee_par uuid,
  posee_le timestamp with time zone not null,
  reponse text,
  repondue_par uuid,
  repondue_le timestamp with time zone,
  publiee_le timestamp with time zone,
  ecartee_le timestamp with time zone,
  constraint question_ciblage_auteur FOREIGN KEY (posee_par) REFERENCES agent(id),
  constraint question_ciblage_campagne FOREIGN KEY (campagne_id) REFERENCES campagne_ciblage(id),
  constraint question_ciblage_pkey PRIMARY KEY (id),
  constraint question_ciblage_publication CHECK (((publiee_le IS NULL) OR ((reponse IS NOT NULL) AND (ecartee_le IS NULL)))),
  constraint question_ciblage_question_borne CHECK (((length(question) >= 1) AND (length(question) <= 2000))),
  constraint question_ciblage_repondant FOREIGN KEY (repondue_par) REFERENCES agent(id),
  constraint question_ciblage_reponse CHECK ((((reponse IS NULL) = (repondue_le IS NULL)) AND ((repondue_par IS NULL) = (repondue_le IS NULL)))),
  constraint question_ciblage_reponse_borne CHECK (((length(reponse) >= 1) AND (length(reponse) <= 5000)))
);
create table rattachement (
  id uuid not null,
  identite_id uuid not null,
  agent_id uuid not null,
  empreinte bytea not null,
  propose_le timestamp with time zone not null,
  expire_le timestamp with time zone not null,
  decide_le timestamp with time zone,
  decide_par uuid,
  accepte boolean,
  constraint rattachement_agent FOREIGN KEY (agent_id) REFERENCES agent(id),
  constraint rattachement_decideur FOREIGN KEY (decide_par) REFERENCES agent(id),
  constraint rattachement_decision CHECK (((decide_le IS NULL) = (accepte IS NULL))),
  constraint rattachement_empreinte_sha256 CHECK ((octet_length(empreinte) = 32)),
  constraint rattachement_empreinte_unique UNIQUE (empreinte),
  constraint rattachement_identite FOREIGN KEY (identite_id) REFERENCES identite(id),
  constraint rattachement_pkey PRIMARY KEY (id)
);
create table reference_indicateur (
  indicateur_code text not null,
  annee smallint not null,
  base text not null,
  niveau text not null,
  territoire text not null,
  type text not null,
  secteur text not null,
  n integer not null,
  moyenne double precision not null,
  moyenne_ponderee double precision,
  n_ponderes integer not null,
  deciles double precision[] not null,
  q1 double precision not null,
  q3 double precision not null,
  minimum double precision not null,
  maximum double precision not null,
  bornes double precision[] not null,
  effectifs integer[] not null,
  masquee boolean not null,
  constraint reference_indicateur_base CHECK ((base = ANY (ARRAY['complete'::text, 'diffusable'::text]))),
  constraint reference_indicateur_cle PRIMARY KEY (indicateur_code, annee, type, secteur, niveau, territoire, base),
  constraint reference_indicateur_deciles CHECK ((array_length(deciles, 1) = 9)),
  constraint reference_indicateur_histogramme CHECK ((array_length(bornes, 1) = (array_length(effectifs, 1) + 1))),
  constraint reference_indicateur_indicateur FOREIGN KEY (indicateur_code) REFERENCES indicateur(code),
  constraint reference_indicateur_n CHECK ((n > 0)),
  constraint reference_indicateur_n_ponderes CHECK (((n_ponderes >= 0) AND (n_ponderes <= n))),
  constraint reference_indicateur_niveau CHECK ((niveau = ANY (ARRAY['nation'::text, 'academie'::text, 'departement'::text, 'circonscription'::text, 'bassin'::text])))
);
create table reglage (
  code text not null,
  valeur double precision not null,
  libelle text not null,
  minimum double precision not null,
  maximum double precision not null,
  constraint reglage_bornes CHECK (((valeur >= minimum) AND (valeur <= maximum))),
  constraint reglage_code_forme CHECK ((code ~ '^[a-z][a-z0-9_]{1,60}$'::text)),
  constraint reglage_pkey PRIMARY KEY (code)
);
create table reglage_texte (
  code text not null,
  valeur text not null,
  libelle text not null,
  aide text not null,
  version integer not null,
  constraint reglage_texte_borne CHECK ((length(valeur) <= 2000)),
  constraint reglage_texte_forme CHECK ((code ~ '^[a-z][a-z0-9_]{1,60}$'::text)),
  constraint reglage_texte_pkey PRIMARY KEY (code)
);
create table rupture_serie (
  indicateur_code text not null,
  annee smallint not null,
  motif text not null,
  types text[],
  constraint rupture_serie_cle PRIMARY KEY (indicateur_code, annee),
  constraint rupture_serie_indicateur FOREIGN KEY (indicateur_code) REFERENCES indicateur(code)
);
create table scenario (
  id uuid not null,
  campagne_id uuid not null,
  nom text not null,
  famille text not null,
  definition jsonb not null,
  archive_le timestamp with time zone,
  version integer not null,
  cree_par uuid not null,
  cree_le timestamp with time zone not null,
  modifie_le timestamp with time zone not null,
  constraint scenario_auteur FOREIGN KEY (cree_par) REFERENCES agent(id),
  constraint scenario_campagne FOREIGN KEY (campagne_id) REFERENCES campagne_ciblage(id),
  constraint scenario_famille CHECK ((famille = ANY (ARRAY['ecoles'::text, 'colleges'::text, 'lgt'::text, 'lp'::text]))),
  constraint scenario_nom_borne CHECK (((length(nom) >= 1) AND (length(nom) <= 120))),
  constraint scenario_nom_unique UNIQUE (campagne_id, nom),
  constraint scenario_pkey PRIMARY KEY (id),
  constraint scenario_version CHECK ((version > 0))
);
create table second_facteur (
  agent_id uuid not null,
  secret_chiffre bytea not null,
  cree_le timestamp with time zone not null,
  confirme_le timestamp with time zone,
  dernier_pas bigint,
  remplacant_chiffre bytea,
  constraint second_facteur_agent FOREIGN KEY (agent_id) REFERENCES agent(id),
  constraint second_facteur_pkey PRIMARY KEY (agent_id)
);
create table session (
  empreinte bytea not null,
  agent_id uuid not null,
  mode text not null,
  ouverte_le timestamp with time zone not null,
  vue_le timestamp with time zone not null,
  expire_le timestamp with time zone not null,
  fermee_le timestamp with time zone,
  id uuid not null,
  identite_id uuid,
  assistance_id uuid,
  renforcee_le timestamp with time zone,
  facteurs text[] not null,
  appareil text not null,
  jeton_fournisseur bytea,
  fermeture text,
  constraint session_agent FOREIGN KEY (agent_id) REFERENCES agent(id),
  constraint session_appareil_borne CHECK ((length(appareil) <= 200)),
  constraint session_assistance FOREIGN KEY (assistance_id) REFERENCES assistance(id),
  constraint session_duree CHECK ((expire_le > ouverte_le)),
  constraint session_empreinte_sha256 CHECK ((octet_length(empreinte) = 32)),
  constraint session_fermeture CHECK ((fermeture = ANY (ARRAY['deconnexion'::text, 'autre_session'::text, 'revocation'::text]))),
  constraint session_fermeture_datee CHECK (((fermeture IS NULL) OR (fermee_le IS NOT NULL))),
  constraint session_id_unique UNIQUE (id),
  constraint session_identite FOREIGN KEY (identite_id) REFERENCES identite(id),
  constraint session_mode CHECK ((mode = ANY (ARRAY['demonstration'::text, 'proconnect'::text, 'lien'::text]))),
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
  type_presume boolean not null,
  identite_le date,
  nature text,
  fermee_le date,
  courriel text,
  telephone text,
  site text,
  circonscription_code text,
  bassin_code text,
  mere_uai text,
  reseau_uai text,
  secteur_college_uai text,
  collectivite text,
  offre text[],
  distance_ep_metres integer,
  distance_ep_uai text,
  constraint structure_academie FOREIGN KEY (academie_code) REFERENCES academie(code),
  constraint structure_adresse_borne CHECK ((length(adresse) <= 300)),
  constraint structure_bassin FOREIGN KEY (bassin_code) REFERENCES bassin(code),
  constraint structure_circonscription FOREIGN KEY (circonscription_code) REFERENCES circonscription(code),
  constraint structure_code_postal_borne CHECK ((length(code_postal) <= 10)),
  constraint structure_collectivite_borne CHECK ((length(collectivite) <= 200)),
  constraint structure_commune FOREIGN KEY (commune_code) REFERENCES commune(code),
  constraint structure_courriel_forme CHECK (((courriel ~ '^[^@\s]+@[^@\s]+$'::text) AND (length(courriel) <= 254))),
  constraint structure_departement FOREIGN KEY (departement_code) REFERENCES departement(code),
  constraint structure_distance_ep CHECK ((distance_ep_metres >= 0)),
  constraint structure_etat CHECK ((etat = ANY (ARRAY['ouvert'::text, 'a_ouvrir'::text, 'a_fermer'::text, 'ferme'::text, 'inconnu'::text]))),
  constraint structure_fichier FOREIGN KEY (fichier_id) REFERENCES import_fichier(id),
  constraint structure_latitude CHECK (((latitude >= ('-90'::integer)::double precision) AND (latitude <= (90)::double precision))),
  constraint structure_ligne CHECK ((ligne > 0)),
  constraint structure_longitude CHECK (((longitude >= ('-180'::integer)::double precision) AND (longitude <= (180)::double precision))),
  constraint structure_mere_forme CHECK ((mere_uai ~ '^[0-9]{7}[A-Z]$'::text)),
  constraint structure_nature_borne CHECK ((length(nature) <= 10)),
  constraint structure_nom_borne CHECK (((length(nom) >= 1) AND (length(nom) <= 200))),
  constraint structure_pkey PRIMARY KEY (uai),
  constraint structure_reseau_forme CHECK ((reseau_uai ~ '^[0-9]{7}[A-Z]$'::text)),
  constraint structure_secteur CHECK ((secteur = ANY (ARRAY['public'::text, 'prive_sous_contrat'::text, 'prive_hors_contrat'::text, 'prive'::text]))),
  constraint structure_secteur_college_forme CHECK ((secteur_college_uai ~ '^[0-9]{7}[A-Z]$'::text)),
  constraint structure_site_borne CHECK ((length(site) <= 300)),
  constraint structure_source_identite CHECK ((source_identite = ANY (ARRAY['annuaire'::text, 'adresse'::text, 'statistique'::text]))),
  constraint structure_statut_ep CHECK ((statut_ep = ANY (ARRAY['hors_ep'::text, 'rep'::text, 'rep_plus'::text]))),
  constraint structure_statut_ep_annee CHECK (((statut_ep IS NULL) = (statut_ep_annee IS NULL))),
  constraint structure_telephone_borne CHECK ((length(telephone) <= 40)),
  constraint structure_type CHECK ((type = ANY (ARRAY['maternelle'::text, 'elementaire'::text, 'primaire'::text, 'ecole_specialisee'::text, 'college'::text, 'lgt'::text, 'lpo'::text, 'lp'::text, 'erea'::text, 'segpa'::text, 'sep'::text, 'autre'::text]))),
  constraint structure_uai_forme CHECK ((uai ~ '^[0-9]{7}[A-HJ-NPR-Z]$'::text))
);
create table structure_dispositif (
  id uuid not null,
  uai text not null,
  dispositif_code text not null,
  debut date not null,
  fin date,
  precision_texte text,
  source text not null,
  agent_id uuid,
  fichier_id uuid,
  ligne integer,
  enregistre_le timestamp with time zone not null,
  retire_le timestamp with time zone,
  constraint structure_dispositif_agent FOREIGN KEY (agent_id) REFERENCES agent(id),
  constraint structure_dispositif_dispositif FOREIGN KEY (dispositif_code) REFERENCES dispositif(code),
  constraint structure_dispositif_fichier FOREIGN KEY (fichier_id) REFERENCES import_fichier(id),
  constraint structure_dispositif_ligne CHECK ((ligne > 0)),
  constraint structure_dispositif_origine CHECK (((fichier_id IS NULL) <> (agent_id IS NULL))),
  constraint structure_dispositif_periode CHECK ((fin > debut)),
  constraint structure_dispositif_pkey PRIMARY KEY (id),
  constraint structure_dispositif_precision_borne CHECK ((length(precision_texte) <= 500)),
  constraint structure_dispositif_sans_doublon EXCLUDE USING gist (uai WITH =, dispositif_code WITH =, daterange(debut, fin) WITH &&) WHERE ((retire_le IS NULL)),
  constraint structure_dispositif_source_borne CHECK (((length(source) >= 1) AND (length(source) <= 300))),
  constraint structure_dispositif_structure FOREIGN KEY (uai) REFERENCES structure(uai)
);
create table structure_modification (
  id bigint not null generated always as identity,
  uai text not null,
  champ text not null,
  avant text,
  apres text,
  fichier_id uuid,
  ligne integer,
  enregistre_le timestamp with time zone not null,
  agent_id uuid,
  motif text,
  constraint structure_modification_agent FOREIGN KEY (agent_id) REFERENCES agent(id),
  constraint structure_modification_fichier FOREIGN KEY (fichier_id) REFERENCES import_fichier(id),
  constraint structure_modification_motif_borne CHECK ((length(motif) <= 1000)),
  constraint structure_modification_origine CHECK (((fichier_id IS NULL) <> (agent_id IS NULL))),
  constraint structure_modification_pkey PRIMARY KEY (id),
  constraint structure_modification_structure FOREIGN KEY (uai) REFERENCES structure(uai)
);
create table structure_saisie (
  id uuid not null,
  uai text not null,
  champ text not null,
  valeur text not null,
  motif text not null,
  agent_id uuid not null,
  saisie_le timestamp with time zone not null,
  retiree_le timestamp with time zone,
  constraint structure_saisie_agent FOREIGN KEY (agent_id) REFERENCES agent(id),
  constraint structure_saisie_champ CHECK ((champ = ANY (ARRAY['courriel'::text, 'telephone'::text, 'site'::text, 'circonscription_code'::text, 'bassin_code'::text, 'mere_uai'::text, 'reseau_uai'::text, 'secteur_college_uai'::text, 'collectivite'::text]))),
  constraint structure_saisie_motif_borne CHECK (((length(motif) >= 1) AND (length(motif) <= 1000))),
  constraint structure_saisie_pkey PRIMARY KEY (id),
  constraint structure_saisie_structure FOREIGN KEY (uai) REFERENCES structure(uai),
  constraint structure_saisie_valeur_borne CHECK (((length(valeur) >= 1) AND (length(valeur) <= 300)))
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
create table tentative (
  id bigint not null generated always as identity,
  genre text not null,
  cle bytea not null,
  survenue_le timestamp with time zone not null,
  constraint tentative_genre_forme CHECK ((genre ~ '^[a-z_]{1,40}$'::text)),
  constraint tentative_pkey PRIMARY KEY (id)
);
create table typologie (
  id uuid not null,
  calcul_id uuid not null,
  nom text not null,
  classes jsonb not null,
  version integer not null,
  agent_id uuid not null,
  enregistree_le timestamp with time zone not null,
  modifiee_le timestamp with time zone not null,
  constraint typologie_agent FOREIGN KEY (agent_id) REFERENCES agent(id),
  constraint typologie_calcul FOREIGN KEY (calcul_id) REFERENCES calcul(id),
  constraint typologie_calcul_unique UNIQUE (calcul_id),
  constraint typologie_nom_borne CHECK (((length(nom) >= 1) AND (length(nom) <= 120))),
  constraint typologie_pkey PRIMARY KEY (id),
  constraint typologie_version CHECK ((version > 0))
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
create table valeur_masquee (
  valeur_id bigint not null,
  motif text not null,
  constraint valeur_masquee_motif CHECK ((motif = ANY (ARRAY['petit_effectif'::text, 'denominateur'::text, 'secondaire'::text]))),
  constraint valeur_masquee_pkey PRIMARY KEY (valeur_id),
  constraint valeur_masquee_valeur FOREIGN KEY (valeur_id) REFERENCES valeur_indicateur(id)
);
create table valeur_territoire (
  id bigint not null generated always as identity,
  niveau text not null,
  territoire text not null,
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
  constraint valeur_territoire_annee CHECK (((annee >= 1980) AND (annee <= 2100))),
  constraint valeur_territoire_coherente CHECK (((statut = 'ok'::text) = (valeur IS NOT NULL))),
  constraint valeur_territoire_fichier FOREIGN KEY (fichier_id) REFERENCES import_fichier(id),
  constraint valeur_territoire_indicateur FOREIGN KEY (indicateur_code) REFERENCES indicateur(code),
  constraint valeur_territoire_ligne CHECK ((ligne > 0)),
  constraint valeur_territoire_niveau CHECK ((niveau = ANY (ARRAY['nation'::text, 'academie'::text, 'departement'::text, 'circonscription'::text, 'bassin'::text, 'commune'::text]))),
  constraint valeur_territoire_pkey PRIMARY KEY (id),
  constraint valeur_territoire_statut CHECK ((statut = ANY (ARRAY['ok'::text, 'ns'::text, 'manquant'::text, 'sans_objet'::text]))),
  constraint valeur_territoire_texte_borne CHECK ((length(texte) <= 60))
);
create table volontariat (
  id uuid not null,
  campagne_id uuid not null,
  uai text not null,
  texte text not null,
  agent_id uuid not null,
  declare_le timestamp with time zone not null,
  retire_le timestamp with time zone,
  constraint volontariat_agent FOREIGN KEY (agent_id) REFERENCES agent(id),
  constraint volontariat_campagne FOREIGN KEY (campagne_id) REFERENCES campagne_ciblage(id),
  constraint volontariat_pkey PRIMARY KEY (id),
  constraint volontariat_structure FOREIGN KEY (uai) REFERENCES structure(uai),
  constraint volontariat_texte_borne CHECK (((length(texte) >= 1) AND (length(texte) <= 3000))),
  constraint volontariat_unique UNIQUE (campagne_id, uai)
);

CREATE INDEX anomalie_par_academie ON public.anomalie USING btree (academie_code, etat, genre);
CREATE INDEX anomalie_par_structure ON public.anomalie USING btree (uai);
CREATE INDEX assistance_par_agent ON public.assistance USING btree (agent_id, demandee_le);
CREATE INDEX assistance_par_assistant ON public.assistance USING btree (assistant_id, demandee_le);
CREATE INDEX audit_academie_par_date ON public.audit_academie USING btree (academie_code, survenu_le DESC, audit_event_id DESC);
CREATE INDEX audit_event_par_agent ON public.audit_event USING btree (agent_id, survenu_le DESC, id DESC);
CREATE INDEX audit_event_par_date ON public.audit_event USING btree (survenu_le DESC, id DESC);
CREATE INDEX audit_event_par_famille ON public.audit_event USING btree (split_part(evenement, '.'::text, 1), survenu_le DESC, id DESC);
CREATE INDEX audit_event_par_objet ON public.audit_event USING btree (objet_type, objet_id, id);
CREATE INDEX audit_event_par_transaction ON public.audit_event USING btree (transaction, id);
CREATE INDEX audit_event_refuse ON public.audit_event USING btree (survenu_le DESC, id DESC) WHERE (evenement = ANY (ARRAY['acces.refuser'::text, 'connexion.refuser'::text]));
CREATE INDEX bandeau_par_fin ON public.bandeau USING btree (fin);
CREATE INDEX bassin_par_academie ON public.bassin USING btree (academie_code, nom);
CREATE INDEX calcul_structure_par_structure ON public.calcul_structure USING btree (uai);
CREATE INDEX calcul_structure_retenues ON public.calcul_structure USING btree (calcul_id, frequence) WHERE retenue;
CREATE INDEX candidature_par_structure ON public.candidature USING btree (uai);
CREATE INDEX candidature_argument_par_candidature ON public.candidature_argument USING btree (candidature_id);
CREATE INDEX candidature_mouvement_par_candidature ON public.candidature_mouvement USING btree (candidature_id, survenu_le);
CREATE INDEX circonscription_par_departement ON public.circonscription USING btree (departement_code, nom);
CREATE INDEX commune_par_actuelle ON public.commune USING btree (actuelle_code);
CREATE INDEX commune_par_departement ON public.commune USING btree (departement_code, nom);
CREATE INDEX concertation_par_campagne ON public.concertation USING btree (campagne_id, tenue_le);
CREATE INDEX controle_journal_par_date ON public.controle_journal USING btree (fait_le DESC);
CREATE UNIQUE INDEX correction_locale_courante ON public.correction_locale USING btree (uai, indicateur_code, annee) WHERE (retiree_le IS NULL);
CREATE INDEX correction_locale_historique ON public.correction_locale USING btree (uai, indicateur_code, annee, enregistre_le);
CREATE UNIQUE INDEX correspondance_courante ON public.correspondance USING btree (entete) WHERE (retiree_le IS NULL);
CREATE INDEX courriel_par_date ON public.courriel USING btree (cree_le DESC);
CREATE INDEX courriel_par_etat ON public.courriel USING btree (etat, prochain_essai_le);
CREATE UNIQUE INDEX decision_orpheline_courante ON public.decision_orpheline USING btree (uai, annee) WHERE (retiree_le IS NULL);
CREATE UNIQUE INDEX decision_uai_courante ON public.decision_uai USING btree (texte) WHERE (retiree_le IS NULL);
CREATE INDEX delegation_par_delegant ON public.delegation USING btree (delegant_id, debut);
CREATE INDEX delegation_par_delegataire ON public.delegation USING btree (delegataire_id, debut);
CREATE INDEX demande_acces_par_portee ON public.demande_acces USING btree (portee_type, portee_code) WHERE (etat = 'deposee'::text);
CREATE UNIQUE INDEX demande_acces_une_ouverte ON public.demande_acces USING btree (agent_id, fonction, portee_type, portee_code) WHERE (etat = 'deposee'::text);
CREATE INDEX departement_par_academie ON public.departement USING btree (academie_code);
CREATE INDEX entree_en_cours_par_expiration ON public.entree_en_cours USING btree (expire_le);
CREATE INDEX fait_local_par_commune ON public.fait_local USING btree (commune_code);
CREATE INDEX fait_local_par_structure ON public.fait_local USING btree (uai);
CREATE UNIQUE INDEX filiation_courante ON public.filiation USING btree (de_uai, vers_uai, genre, effet_le) WHERE (retiree_le IS NULL);
CREATE INDEX filiation_par_arrivee ON public.filiation USING btree (vers_uai);
CREATE INDEX fonction_exercee_par_agent ON public.fonction_exercee USING btree (agent_id);
CREATE INDEX fonction_exercee_par_portee ON public.fonction_exercee USING btree (portee_type, portee_code, fonction);
CREATE INDEX identite_par_agent ON public.identite USING btree (agent_id);
CREATE INDEX import_par_date ON public.import USING btree (depose_le DESC);
CREATE INDEX invitation_par_agent ON public.invitation USING btree (agent_id, cree_le);
CREATE INDEX jeton_api_par_agent ON public.jeton_api USING btree (agent_id, cree_le);
CREATE INDEX lien_connexion_par_agent ON public.lien_connexion USING btree (agent_id, cree_le);
CREATE INDEX liste_personnes_par_deposant ON public.liste_personnes USING btree (deposee_par, cree_le DESC);
CREATE INDEX liste_recue_par_campagne ON public.liste_recue USING btree (campagne_id, enregistree_le);
CREATE INDEX mot_recherche_trigrammes ON public.mot_recherche USING gist (mot gist_trgm_ops);
CREATE INDEX notification_a_resumer ON public.notification USING btree (agent_id) WHERE ((mode = 'resume'::text) AND (resumee_le IS NULL) AND (lue_le IS NULL));
CREATE INDEX notification_par_agent ON public.notification USING btree (agent_id, cree_le DESC);
CREATE INDEX passation_par_entrant ON public.passation USING btree (entrant_id);
CREATE INDEX piece_par_objet ON public.piece USING btree (objet_type, objet_id);
CREATE INDEX profil_entree_par_ips ON public.profil_entree USING btree (nation, type, ips);
CREATE INDEX publication_par_genre ON public.publication USING btree (genre, publiee_le DESC);
CREATE INDEX purge_par_date ON public.purge USING btree (executee_le DESC);
CREATE INDEX question_ciblage_par_campagne ON public.question_ciblage USING btree (campagne_id, posee_le);
CREATE INDEX rattachement_par_agent ON public.rattachement USING btree (agent_id);
CREATE INDEX rattachement_par_identite ON public.rattachement USING btree (identite_id);
CREATE INDEX reference_indicateur_annees ON public.reference_indicateur USING btree (annee) WHERE (niveau = 'nation'::text);
CREATE INDEX reference_indicateur_par_territoire ON public.reference_indicateur USING btree (niveau, territoire, annee);
CREATE INDEX session_par_agent ON public.session USING btree (agent_id) WHERE (fermee_le IS NULL);
CREATE INDEX session_par_expiration ON public.session USING btree (expire_le);
CREATE UNIQUE INDEX statut_ep_annuel_courant ON public.statut_ep_annuel USING btree (uai, annee) WHERE (remplace_le IS NULL);
CREATE INDEX structure_fermee ON public.structure USING btree (nom, uai) WHERE (etat = 'ferme'::text);
CREATE INDEX structure_par_academie ON public.structure USING btree (academie_code, nom, uai);
CREATE INDEX structure_par_bassin ON public.structure USING btree (bassin_code, nom, uai);
CREATE INDEX structure_par_circonscription ON public.structure USING btree (circonscription_code, nom, uai);
CREATE INDEX structure_par_commune ON public.structure USING btree (commune_nom, nom, uai);
CREATE INDEX structure_par_commune_code ON public.structure USING btree (commune_code, nom, uai);
CREATE INDEX structure_par_departement ON public.structure USING btree (departement_code, nom, uai);
CREATE INDEX structure_par_mere ON public.structure USING btree (mere_uai) WHERE (mere_uai IS NOT NULL);
CREATE INDEX structure_par_nom ON public.structure USING btree (nom, uai);
CREATE INDEX structure_par_position ON public.structure USING gist (point(longitude, latitude));
CREATE INDEX structure_par_reseau ON public.structure USING btree (reseau_uai) WHERE (reseau_uai IS NOT NULL);
CREATE INDEX structure_par_secteur ON public.structure USING btree (secteur, nom, uai);
CREATE INDEX structure_par_secteur_college ON public.structure USING btree (secteur_college_uai) WHERE (secteur_college_uai IS NOT NULL);
CREATE INDEX structure_par_statut_ep ON public.structure USING btree (statut_ep, nom, uai);
CREATE INDEX structure_par_type ON public.structure USING btree (type, nom, uai);
CREATE INDEX structure_recherche ON public.structure USING gin (recherche gin_trgm_ops);
CREATE INDEX structure_sans_courriel ON public.structure USING btree (nom, uai) WHERE ((etat <> 'ferme'::text) AND (courriel IS NULL));
CREATE INDEX structure_dispositif_par_dispositif ON public.structure_dispositif USING btree (dispositif_code, uai) WHERE (retire_le IS NULL);
CREATE INDEX structure_modification_par_uai ON public.structure_modification USING btree (uai, id DESC);
CREATE UNIQUE INDEX structure_saisie_courante ON public.structure_saisie USING btree (uai, champ) WHERE (retiree_le IS NULL);
CREATE INDEX tache_par_objet ON public.tache USING btree (objet_type, objet_id, demandee_le DESC);
CREATE INDEX tentative_par_cle ON public.tentative USING btree (genre, cle, survenue_le);
CREATE UNIQUE INDEX valeur_indicateur_courante ON public.valeur_indicateur USING btree (uai, indicateur_code, annee) WHERE (remplace_le IS NULL);
CREATE INDEX valeur_indicateur_historique ON public.valeur_indicateur USING btree (uai, indicateur_code, annee, id);
CREATE INDEX valeur_indicateur_par_valeur ON public.valeur_indicateur USING btree (indicateur_code, annee, valeur) WHERE ((remplace_le IS NULL) AND (valeur IS NOT NULL));
CREATE UNIQUE INDEX valeur_territoire_courante ON public.valeur_territoire USING btree (niveau, territoire, indicateur_code, annee) WHERE (remplace_le IS NULL);

CREATE TRIGGER appariement_immuable BEFORE DELETE OR UPDATE ON public.appariement FOR EACH ROW EXECUTE FUNCTION refuser_modification();
CREATE TRIGGER audit_academie_immuable BEFORE DELETE OR UPDATE ON public.audit_academie FOR EACH ROW EXECUTE FUNCTION refuser_modification();
CREATE TRIGGER audit_academie_non_vide BEFORE TRUNCATE ON public.audit_academie FOR EACH STATEMENT EXECUTE FUNCTION refuser_modification();
CREATE TRIGGER audit_event_immuable BEFORE DELETE OR UPDATE ON public.audit_event FOR EACH ROW EXECUTE FUNCTION refuser_modification();
CREATE TRIGGER audit_event_non_vide BEFORE TRUNCATE ON public.audit_event FOR EACH STATEMENT EXECUTE FUNCTION refuser_modification();
CREATE TRIGGER audit_event_situe AFTER INSERT ON public.audit_event FOR EACH ROW EXECUTE FUNCTION situer_ligne();
CREATE TRIGGER audit_maillon_immuable BEFORE DELETE OR UPDATE ON public.audit_maillon FOR EACH ROW EXECUTE FUNCTION refuser_modification();
CREATE TRIGGER audit_maillon_non_vide BEFORE TRUNCATE ON public.audit_maillon FOR EACH STATEMENT EXECUTE FUNCTION refuser_modification();
CREATE TRIGGER base_gelee_immuable BEFORE DELETE OR UPDATE ON public.base_gelee FOR EACH ROW EXECUTE FUNCTION refuser_modification();
CREATE TRIGGER calcul_immuable BEFORE DELETE OR UPDATE ON public.calcul FOR EACH ROW EXECUTE FUNCTION garder_calcul();
CREATE TRIGGER candidature_mouvement_immuable BEFORE DELETE OR UPDATE ON public.candidature_mouvement FOR EACH ROW EXECUTE FUNCTION refuser_modification();
CREATE TRIGGER controle_journal_immuable BEFORE DELETE OR UPDATE ON public.controle_journal FOR EACH ROW EXECUTE FUNCTION refuser_modification();
CREATE TRIGGER controle_journal_non_vide BEFORE TRUNCATE ON public.controle_journal FOR EACH STATEMENT EXECUTE FUNCTION refuser_modification();
CREATE TRIGGER extension_dispositif_immuable BEFORE DELETE OR UPDATE ON public.extension_dispositif FOR EACH ROW EXECUTE FUNCTION refuser_modification();
CREATE TRIGGER groupe_comparaison_immuable BEFORE DELETE OR UPDATE ON public.groupe_comparaison FOR EACH ROW EXECUTE FUNCTION refuser_modification();
CREATE TRIGGER liste_publiee_immuable BEFORE DELETE OR UPDATE ON public.liste_publiee FOR EACH ROW EXECUTE FUNCTION refuser_modification();
CREATE TRIGGER statut_ep_annuel_immuable BEFORE DELETE OR UPDATE ON public.statut_ep_annuel FOR EACH ROW EXECUTE FUNCTION proteger_valeur_datee();
CREATE TRIGGER structure_modification_immuable BEFORE DELETE OR UPDATE ON public.structure_modification FOR EACH ROW EXECUTE FUNCTION refuser_modification();
CREATE TRIGGER valeur_indicateur_immuable BEFORE DELETE OR UPDATE ON public.valeur_indicateur FOR EACH ROW EXECUTE FUNCTION proteger_valeur_datee();
CREATE TRIGGER valeur_territoire_immuable BEFORE DELETE OR UPDATE ON public.valeur_territoire FOR EACH ROW EXECUTE FUNCTION proteger_valeur_datee();

CREATE OR REPLACE FUNCTION public.academie_de_portee(nature text, code_portee text)
 RETURNS text
 LANGUAGE sql
 STABLE
AS $function$
  select case nature
    when 'academie' then (select a.code from academie a where a.code = code_portee)
    when 'departement' then (select d.academie_code from departement d where d.code = code_portee)
    when 'commune' then (select d.academie_code from commune c join departement d on d.code = c.departement_code where c.code = code_portee)
    when 'circonscription' then (select d.academie_code from circonscription c join departement d on d.code = c.departement_code where c.code = code_portee)
    when 'structure' then (select s.academie_code from structure s where s.uai = code_portee)
  end $function$

CREATE OR REPLACE FUNCTION public.academies_de_l_agent(agent uuid, jour date)
 RETURNS SETOF text
 LANGUAGE sql
 STABLE
AS $function$
  select academie_de_portee(f.portee_type, f.portee_code) from fonction_exercee f
  where f.agent_id = agent and f.debut <= jour and (f.fin is null or jour < f.fin)
  union
  select academie_de_portee(f.portee_type, f.portee_code) from delegation d join fonction_exercee f on f.id = d.fonction_exercee_id
  where d.delegataire_id = agent and d.revoquee_le is null and d.debut <= jour and jour < d.fin $function$

CREATE OR REPLACE FUNCTION public.academies_de_l_objet(nature text, identifiant text, jour date)
 RETURNS SETOF text
 LANGUAGE plpgsql
 STABLE
AS $function$
declare
  cherche uuid := case when identifiant ~ '^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$' then identifiant::uuid end;
begin
  if nature in ('academie', 'departement', 'circonscription', 'structure') then
    return next academie_de_portee(nature, identifiant);
  elsif cherche is null then
    return;
  elsif nature = 'agent' then
    -- A function that has just ended, or has not begun, still says whose person it is.
    return query select academie_de_portee(f.portee_type, f.portee_code) from fonction_exercee f
      where f.agent_id = cherche and (f.fin is null or f.fin >= jour - 31);
  elsif nature = 'anomalie' then
    return query select a.academie_code from anomalie a where a.id = cherche;
  elsif nature in ('fonction', 'fonction_exercee') then
    return query select academie_de_portee(f.portee_type, f.portee_code) from fonction_exercee f where f.id = cherche;
  elsif nature = 'delegation' then
    return query select academie_de_portee(f.portee_type, f.portee_code)
      from delegation d join fonction_exercee f on f.id = d.fonction_exercee_id where d.id = cherche;
  elsif nature = 'demande_acces' then
    return query select academie_de_portee(d.portee_type, d.portee_code) from demande_acces d where d.id = cherche;
  elsif nature = 'passation' then
    return query select academie_de_portee(p.portee_type, p.portee_code) from passation p where p.id = cherche;
  elsif nature = 'piece' then
    return query select academie_de_portee(p.portee_type, p.portee_code) from piece p where p.id = cherche;
  elsif nature = 'session' then
    return query select academies_de_l_agent(s.agent_id, jour) from session s where s.id = cherche;
  elsif nature = 'invitation' then
    return query select academies_de_l_objet('agent', i.agent_id::text, jour) from invitation i where i.id = cherche;
  elsif nature = 'identite' then
    return query select academies_de_l_agent(i.agent_id, jour) from identite i where i.id = cherche;
  elsif nature = 'assistance' then
    return query select academies_de_l_agent(a.agent_id, jour) from assistance a where a.id = cherche;
  end if;
end $function$

CREATE OR REPLACE FUNCTION public.garder_calcul()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
begin
  if old.termine_le is not null then
    raise exception 'Un calcul terminé ne change plus.' using errcode = 'restrict_violation', constraint = 'calcul_immuable';
  end if;
  return new;
end $function$

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

CREATE OR REPLACE FUNCTION public.situer_ligne()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
declare
  jour date := (new.survenu_le at time zone 'Europe/Paris')::date;
begin
  insert into audit_academie (audit_event_id, academie_code, survenu_le)
  select new.id, code, new.survenu_le from (
    select academies_de_l_agent(new.agent_id, jour) as code
    union select academies_de_l_objet(new.objet_type, new.objet_id, jour)) as lieux
  where code is not null;
  return null;
end $function$


comment on table academie is 'Académies et vice-rectorats. [données personnelles : aucune]';
comment on column academie.code is 'Code académie du ministère, deux chiffres.';
comment on column academie.nom is 'Nom en usage.';
comment on column academie.nation is 'Ensemble auquel se rapportent les références nationales ; l''académie fictive ne se mêle jamais à la France.';
comment on table agent is 'Personne qui utilise le service. Ses droits viennent de ses fonctions. [données personnelles : oui]';
comment on column agent.id is 'Identifiant interne, sans signification.';
comment on column agent.nom is 'Nom d''usage. [personnelle : savoir qui agit et à qui s''adresser ; P1Y après fin_de_fonction ; remplacer par « retirée »]';
comment on column agent.prenom is 'Prénom. [personnelle : savoir qui agit et à qui s''adresser ; P1Y après fin_de_fonction ; remplacer par « Personne »]';
comment on column agent.courriel is 'Adresse professionnelle, en minuscules. [personnelle : écrire à la personne et reconnaître son identité ; P1Y après fin_de_fonction ; effacer]';
comment on column agent.demonstration is 'Vrai pour un compte fictif de la démonstration.';
comment on column agent.demonstration_installation is 'Colonne calculée : rattache un compte de démonstration à une base marquée « démonstration ».';
comment on column agent.cree_le is 'Date de création du compte.';
comment on column agent.ferme_le is 'Fermeture du compte : plus aucune entrée, les actes passés restent.';
comment on column agent.efface_le is 'Effacement des nom, prénom et adresse au terme de leur conservation.';
comment on table amorce is 'Lien à usage unique qui crée la première personne d''un service réel ; imprimé au premier démarrage. [données personnelles : aucune]';
comment on column amorce.unique_ligne is 'Toujours vrai : garantit une ligne unique.';
comment on column amorce.empreinte is 'SHA-256 du jeton contenu dans le lien.';
comment on column amorce.cree_le is 'Création.';
comment on column amorce.utilisee_le is 'Utilisation.';
comment on table anomalie is 'Ce qui ne va pas de soi dans les données : à corriger, ou à justifier. [données personnelles : oui]';
comment on column anomalie.id is 'Identifiant interne.';
comment on column anomalie.cle is 'Ce qui la distingue : la même anomalie, détectée à nouveau, garde sa justification. [non personnelle]';
comment on column anomalie.genre is 'Nature.';
comment on column anomalie.uai is 'Structure concernée.';
comment on column anomalie.academie_code is 'Académie concernée ; vide pour une anomalie nationale.';
comment on column anomalie.indicateur_code is 'Indicateur concerné.';
comment on column anomalie.annee is 'Année de rentrée concernée.';
comment on column anomalie.jeu is 'Jeu de données concerné. [non personnelle]';
comment on column anomalie.constat is 'Ce qui est constaté, en une phrase. [non personnelle]';
comment on column anomalie.conseil is 'Que faire. [non personnelle]';
comment on column anomalie.etat is 'Ouverte, justifiée, ou disparue (les données ne la montrent plus).';
comment on column anomalie.detectee_le is 'Première détection.';
comment on column anomalie.revue_le is 'Dernière détection ou disparition.';
comment on column anomalie.justification is 'Pourquoi elle est normale. [non personnelle]';
comment on column anomalie.justifiee_par is 'Agent qui l''a justifiée.';
comment on column anomalie.justifiee_le is 'Date de la justification.';
comment on column anomalie.version is 'Numéro de version : deux personnes ne décident pas en même temps.';
comment on table appariement is 'Structures de comparaison de chaque structure choisie. [données personnelles : aucune]';
comment on column appariement.liste_id is 'Liste publiée.';
comment on column appariement.uai is 'Structure choisie.';
comment on column appariement.comparable_uai is 'Structure de comparaison, à qui rien n''est demandé.';
comment on column appariement.rang is 'Rang, de la plus proche à la plus lointaine.';
comment on column appariement.distance is 'Distance de Mahalanobis.';
comment on table assistance is 'Vue d''assistance : l''appui voit le service comme la personne, en lecture seule, avec son accord et pour une courte durée. [données personnelles : oui]';
comment on column assistance.id is 'Identifiant interne.';
comment on column assistance.agent_id is 'Personne aidée.';
comment on column assistance.assistant_id is 'Personne de l''appui.';
comment on column assistance.motif is 'Raison, lue par la personne aidée. [personnelle : dire à la personne pourquoi on veut l''aider ; P1Y après demandee_le ; remplacer par « Motif effacé »]';
comment on column assistance.demandee_le is 'Demande.';
comment on column assistance.expire_le is 'Fin au plus tard.';
comment on column assistance.consentie_le is 'Accord de la personne aidée.';
comment on column assistance.refusee_le is 'Refus de la personne aidée.';
comment on column assistance.terminee_le is 'Fin, par l''une ou l''autre.';
comment on table audit_academie is 'Académies concernées par une ligne du journal : celles où agissait la personne, celles de l''objet, le jour de l''acte. [données personnelles : aucune]';
comment on column audit_academie.audit_event_id is 'Ligne du journal. Sans clé étrangère : l''index suit le journal et n''en garde pas le droit.';
comment on column audit_academie.academie_code is 'Académie.';
comment on column audit_academie.survenu_le is 'Date de l''acte, répétée pour lire une académie dans l''ordre.';
comment on table audit_event is 'Journal : qui a fait quoi, quand, sur quoi. Identifiants et faits seulement ; écrit dans la transaction de l''acte ; ajout seul. [données personnelles : oui]';
comment on column audit_event.id is 'Numéro d''ordre d''écriture.';
comment on column audit_event.evenement is 'Acte, sous la forme objet.verbe (import.appliquer). [non personnelle]';
comment on column audit_event.objet_type is 'Nature de l''objet concerné. [non personnelle]';
comment on column audit_event.objet_id is 'Identifiant de l''objet concerné. [non personnelle]';
comment on column audit_event.agent_id is 'Agent qui agit ; vide pour le service lui-même. Sans clé étrangère : la purge d''un agent ne touche pas le journal. [personne]';
comment on column audit_event.request_id is 'Numéro de la requête, le même que dans les traces techniques. [non personnelle]';
comment on column audit_event.survenu_le is 'Date et heure de l''acte.';
comment on column audit_event.faits is 'Faits utiles, sans nom ni valeur personnelle. [non personnelle]';
comment on column audit_event.transaction is 'Transaction d''écriture ; le scellement ne prend que des transactions achevées.';
comment on table audit_maillon is 'Chaîne de scellement du journal : chaque empreinte couvre la ligne et l''empreinte précédente (SHA-256). [données personnelles : aucune]';
comment on column audit_maillon.numero is 'Rang dans la chaîne, sans trou.';
comment on column audit_maillon.audit_event_id is 'Ligne du journal scellée.';
comment on column audit_maillon.empreinte is 'SHA-256 de l''empreinte précédente suivie de la forme canonique de la ligne.';
comment on column audit_maillon.scelle_le is 'Date du scellement.';
comment on table audit_valeur is 'Valeurs avant et après d''un acte, à part du journal scellé pour que leur purge n''en rompe pas la chaîne. [données personnelles : oui]';
comment on column audit_valeur.audit_event_id is 'Ligne du journal concernée.';
comment on column audit_valeur.avant is 'Valeurs avant l''acte. [personnelle : expliquer un acte ; P1Y après evenement ; supprimer]';
comment on column audit_valeur.apres is 'Valeurs après l''acte. [personnelle : expliquer un acte ; P1Y après evenement ; supprimer]';
comment on table bandeau is 'Bandeau d''information montré en haut de chaque page entre deux dates. [données personnelles : oui]';
comment on column bandeau.id is 'Identifiant interne.';
comment on column bandeau.texte is 'Phrase affichée. [non personnelle]';
comment on column bandeau.ton is 'Information ou attention.';
comment on column bandeau.debut is 'Début d''affichage.';
comment on column bandeau.fin is 'Fin d''affichage.';
comment on column bandeau.cree_par is 'Auteur.';
comment on column bandeau.cree_le is 'Création.';
comment on column bandeau.retire_le is 'Retrait avant la fin.';
comment on table base_gelee is 'Point de départ gelé le jour de la décision : valeurs des indicateurs des structures choisies et comparables. [données personnelles : aucune]';
comment on column base_gelee.liste_id is 'Liste publiée.';
comment on column base_gelee.uai is 'Structure.';
comment on column base_gelee.role is 'Choisie, ou de comparaison (visible du seul service statistique).';
comment on column base_gelee.valeurs is 'Indicateur, année, valeur, statut et identifiant de la valeur. [non personnelle]';
comment on table bassin is 'Bassins de formation ou d''éducation, découpage propre à chaque académie. [données personnelles : aucune]';
comment on column bassin.code is 'Code du bassin dans l''annuaire.';
comment on column bassin.nom is 'Nom en usage.';
comment on column bassin.academie_code is 'Académie.';
comment on table calcul is 'Calculs d''un scénario, conservés entiers : données, réglages, graine et résultat. Un calcul terminé ne change plus et se rejoue à l''identique. [données personnelles : oui]';
comment on column calcul.id is 'Identifiant interne.';
comment on column calcul.scenario_id is 'Scénario.';
comment on column calcul.numero is 'Rang du calcul dans son scénario.';
comment on column calcul.definition is 'Définition du scénario et de la population au moment du calcul. [non personnelle]';
comment on column calcul.donnees_au is 'Instant des données : les valeurs enregistrées jusque-là et pas encore remplacées.';
comment on column calcul.graine is 'Graine des tirages.';
comment on column calcul.moteur is 'Version du moteur de calcul. [non personnelle]';
comment on column calcul.entree is 'Données du calcul : structures, attributs et valeurs, en JSON compressé. [non personnelle]';
comment on column calcul.entree_empreinte is 'SHA-256 des données, avant compression.';
comment on column calcul.resultat is 'Analyse entière, en JSON compressé. [non personnelle]';
comment on column calcul.liste_empreinte is 'SHA-256 de la liste, sous sa forme canonique.';
comment on column calcul.population is 'Structures de la population.';
comment on column calcul.analysees is 'Structures placées par l''analyse.';
comment on column calcul.retenues is 'Structures que la règle retient.';
comment on column calcul.perturbations is 'Tirages de la mesure de stabilité.';
comment on column calcul.lance_par is 'Personne qui a lancé le calcul.';
comment on column calcul.lance_le is 'Lancement.';
comment on column calcul.termine_le is 'Fin ; vide tant que le calcul court ou s''il a échoué.';
comment on table calcul_structure is 'Ce qu''un calcul dit de chaque structure de sa population. [données personnelles : aucune]';
comment on column calcul_structure.calcul_id is 'Calcul.';
comment on column calcul_structure.uai is 'Structure.';
comment on column calcul_structure.analysee is 'Vrai si l''analyse a pu la placer : ses variables actives sont connues ou imputées.';
comment on column calcul_structure.retenue is 'Vrai si la règle la retient.';
comment on column calcul_structure.composite is 'Somme pondérée, si le scénario en a une.';
comment on column calcul_structure.rang is 'Rang par la somme pondérée ; jamais montré hors des personnes habilitées.';
comment on column calcul_structure.classe is 'Classe de la typologie, à partir de 1.';
comment on column calcul_structure.frequence is 'Part des tirages où elle est retenue.';
comment on column calcul_structure.rang_median is 'Rang médian sur les tirages.';
comment on column calcul_structure.rang_bas is 'Rang au 5e centile des tirages.';
comment on column calcul_structure.rang_haut is 'Rang au 95e centile des tirages.';
comment on column calcul_structure.coordonnees is 'Coordonnées sur les axes conservés ; vide si elle n''est pas analysée.';
comment on column calcul_structure.cos2 is 'Qualité de représentation sur chaque axe.';
comment on column calcul_structure.contributions is 'Contribution à chaque axe, en pour cent.';
comment on column calcul_structure.criteres is 'Chaque critère de la règle appliqué à la structure : valeur, seuil, décision. [non personnelle]';
comment on table campagne_ciblage is 'Campagnes de ciblage : une académie, un dispositif, une année scolaire. [données personnelles : oui]';
comment on column campagne_ciblage.id is 'Identifiant interne.';
comment on column campagne_ciblage.academie_code is 'Académie qui conduit la campagne.';
comment on column campagne_ciblage.dispositif_code is 'Dispositif pour lequel on choisit des structures.';
comment on column campagne_ciblage.annee is 'Année scolaire d''entrée dans le dispositif, par son année de rentrée.';
comment on column campagne_ciblage.nom is 'Nom donné à la campagne. [non personnelle]';
comment on column campagne_ciblage.familles is 'Familles de structures analysées séparément, parce que leurs indicateurs diffèrent. [non personnelle]';
comment on column campagne_ciblage.population is 'Définition de la population : statut EP, secteurs, états, territoires, typologie. [non personnelle]';
comment on column campagne_ciblage.etat is 'État : preparation, ouverte, publiee, close.';
comment on column campagne_ciblage.analyse_le is 'Date prévue de fin des analyses.';
comment on column campagne_ciblage.instances_le is 'Date prévue de présentation aux instances.';
comment on column campagne_ciblage.decision_le is 'Date prévue de la décision.';
comment on column campagne_ciblage.publication_le is 'Date prévue de la publication.';
comment on column campagne_ciblage.suite_de is 'Campagne dont celle-ci prend la suite (extension, nouvelle année).';
comment on column campagne_ciblage.version is 'Compteur de modifications, contre les écritures croisées.';
comment on column campagne_ciblage.cree_par is 'Personne qui a ouvert la campagne.';
comment on column campagne_ciblage.cree_le is 'Date de création.';
comment on column campagne_ciblage.modifiee_le is 'Dernière modification.';
comment on column campagne_ciblage.stabilite is 'Réglages de la mesure de stabilité : tirages, écart des poids, seuil « à départager ». [non personnelle]';
comment on table candidature is 'Structures suivies dans une campagne, et où en est leur examen. [données personnelles : oui]';
comment on column candidature.id is 'Identifiant interne.';
comment on column candidature.campagne_id is 'Campagne.';
comment on column candidature.uai is 'Structure.';
comment on column candidature.etat is 'État de l''examen.';
comment on column candidature.origine is 'D''où elle vient : calcul, liste reçue, ajout motivé, volontariat.';
comment on column candidature.calcul_id is 'Calcul qui l''a repérée ou qui éclaire la décision.';
comment on column candidature.proactive is 'Vrai si la structure s''est engagée d''elle-même : noté, jamais compté.';
comment on column candidature.accord_le is 'Date où la structure retenue accepte d''entrer dans le dispositif.';
comment on column candidature.accord_par is 'Personne qui accepte pour la structure.';
comment on column candidature.version is 'Compteur de modifications, contre les écritures croisées.';
comment on column candidature.cree_le is 'Date d''entrée dans la campagne.';
comment on column candidature.modifiee_le is 'Dernière modification.';
comment on table candidature_argument is 'Motifs du texte national et arguments qualitatifs, chacun avec son auteur et sa preuve. [données personnelles : oui]';
comment on column candidature_argument.id is 'Identifiant interne.';
comment on column candidature_argument.candidature_id is 'Candidature.';
comment on column candidature_argument.genre is 'Motif national ou argument de connaissance fine du territoire.';
comment on column candidature_argument.texte is 'Texte. [non personnelle]';
comment on column candidature_argument.choc is 'Nature du choc conjoncturel. [non personnelle]';
comment on column candidature_argument.choc_le is 'Date du choc.';
comment on column candidature_argument.preuve is 'Source ou pièce qui l''établit. [non personnelle]';
comment on column candidature_argument.agent_id is 'Auteur.';
comment on column candidature_argument.enregistre_le is 'Date.';
comment on column candidature_argument.retire_le is 'Retrait : le texte reste dans l''histoire.';
comment on column candidature_argument.retire_par is 'Personne qui l''a retiré.';
comment on table candidature_mouvement is 'Chaque passage d''un état à l''autre, avec son auteur et son motif. [données personnelles : oui]';
comment on column candidature_mouvement.id is 'Identifiant interne.';
comment on column candidature_mouvement.candidature_id is 'Candidature.';
comment on column candidature_mouvement.de is 'État quitté ; vide à l''entrée. [non personnelle]';
comment on column candidature_mouvement.vers is 'État atteint. [non personnelle]';
comment on column candidature_mouvement.motif is 'Motif écrit. [non personnelle]';
comment on column candidature_mouvement.agent_id is 'Personne qui a décidé.';
comment on column candidature_mouvement.survenu_le is 'Date.';
comment on table circonscription is 'Circonscriptions d''inspection du premier degré. [données personnelles : aucune]';
comment on column circonscription.code is 'UAI de l''inspection quand l''annuaire le donne ; sinon département et nom, sans accents.';
comment on column circonscription.nom is 'Nom en usage.';
comment on column circonscription.departement_code is 'Département.';
comment on column circonscription.courriel is 'Boîte aux lettres générique de la circonscription, jamais celle d''une personne.';
comment on column circonscription.telephone is 'Téléphone de l''inspection.';
comment on table code_secours is 'Codes de secours, à usage unique, quand l''application du second facteur manque. [données personnelles : oui]';
comment on column code_secours.id is 'Identifiant interne.';
comment on column code_secours.agent_id is 'Agent.';
comment on column code_secours.empreinte is 'SHA-256 du code (120 bits tirés au sort). [personnelle : entrer quand l''application du second facteur manque ; P3M après fin_de_fonction ; supprimer]';
comment on column code_secours.cree_le is 'Création.';
comment on column code_secours.utilise_le is 'Utilisation.';
comment on table commune is 'Communes citées par les fichiers officiels. [données personnelles : aucune]';
comment on column commune.code is 'Code Insee de la commune.';
comment on column commune.nom is 'Nom tel que le fichier le plus précis l''écrit.';
comment on column commune.departement_code is 'Département.';
comment on column commune.population is 'Population municipale du dernier fichier des communes.';
comment on column commune.typologie is 'Classe de densité ou de ruralité, telle que le fichier des communes la donne (tr1 à tr6 : grille de densité, de la plus rurale à la plus dense).';
comment on column commune.latitude is 'Latitude du centre, WGS 84.';
comment on column commune.longitude is 'Longitude du centre, WGS 84.';
comment on column commune.actuelle_code is 'Commune d''aujourd''hui, pour une commune fusionnée ou un arrondissement municipal ; vide pour une commune actuelle.';
comment on column commune.fichier_id is 'Fichier des communes d''où viennent ces faits ; vide si la commune n''est connue que par une structure.';
comment on column commune.ligne is 'Ligne de ce fichier.';
comment on table comptage_structure is 'Nombre de structures par territoire, type, secteur et statut EP, recalculé à l''import. [données personnelles : aucune]';
comment on column comptage_structure.academie_code is 'Académie.';
comment on column comptage_structure.departement_code is 'Département.';
comment on column comptage_structure.type is 'Type de structure.';
comment on column comptage_structure.secteur is 'Secteur.';
comment on column comptage_structure.statut_ep is 'Statut EP ; « inconnu » s''il n''a jamais été publié.';
comment on column comptage_structure.n is 'Nombre de structures.';
comment on table concertation is 'Concertation avec les acteurs et les élus, et dialogue social. [données personnelles : oui]';
comment on column concertation.id is 'Identifiant interne.';
comment on column concertation.campagne_id is 'Campagne.';
comment on column concertation.genre is 'Concertation ou dialogue social.';
comment on column concertation.instance is 'Instance ou réunion : CSA, CCMA avec le CAEC, comité de suivi, élus… [non personnelle]';
comment on column concertation.tenue_le is 'Date.';
comment on column concertation.participants is 'Qualités représentées et nombre, sans nom. [non personnelle]';
comment on column concertation.compte_rendu is 'Compte rendu. [non personnelle]';
comment on column concertation.version is 'Compteur de modifications, contre les écritures croisées.';
comment on column concertation.agent_id is 'Personne qui l''a consignée.';
comment on column concertation.enregistree_le is 'Date d''enregistrement.';
comment on column concertation.modifiee_le is 'Dernière modification.';
comment on table contour is 'Contours simplifiés des territoires, fonds des cartes. [données personnelles : aucune]';
comment on column contour.niveau is 'Région, académie, département ou commune.';
comment on column contour.code is 'Code du territoire, comme dans sa table.';
comment on column contour.nom is 'Nom donné par le fichier.';
comment on column contour.geometrie is 'Géométrie GeoJSON (Polygon ou MultiPolygon), longitude puis latitude, WGS 84.';
comment on column contour.fichier_id is 'Fichier d''origine.';
comment on column contour.ligne is 'Rang de l''objet dans ce fichier.';
comment on table controle_journal is 'Contrôles de la chaîne scellée du journal, faits chaque jour et sur demande. [données personnelles : aucune]';
comment on column controle_journal.id is 'Identifiant interne.';
comment on column controle_journal.fait_le is 'Date du contrôle.';
comment on column controle_journal.intact is 'Vrai si la chaîne tient et prolonge la dernière ancre.';
comment on column controle_journal.verifies is 'Lignes scellées vérifiées.';
comment on column controle_journal.en_attente is 'Lignes pas encore scellées.';
comment on column controle_journal.tete is 'Dernière empreinte, en hexadécimal.';
comment on column controle_journal.ancre_numero is 'Rang de la dernière ancre tenue hors de la base, comparée à la chaîne.';
comment on column controle_journal.raison is 'Ce qui ne tient pas.';
comment on table correction_locale is 'Valeurs proposées localement, montrées à côté de la valeur officielle, qu''elles ne remplacent jamais. [données personnelles : oui]';
comment on column correction_locale.id is 'Identifiant interne.';
comment on column correction_locale.uai is 'Structure.';
comment on column correction_locale.indicateur_code is 'Indicateur.';
comment on column correction_locale.annee is 'Année de rentrée.';
comment on column correction_locale.valeur is 'Valeur proposée, dans l''unité de l''indicateur.';
comment on column correction_locale.motif is 'Motif. [non personnelle]';
comment on column correction_locale.piece is 'Pièce ou source de la valeur. [non personnelle]';
comment on column correction_locale.agent_id is 'Auteur.';
comment on column correction_locale.enregistre_le is 'Date.';
comment on column correction_locale.retiree_le is 'Date de retrait ; vide tant qu''elle est montrée.';
comment on column correction_locale.retiree_par is 'Agent qui l''a retirée.';
comment on column correction_locale.retrait_motif is 'Motif du retrait. [non personnelle]';
comment on table correspondance is 'Lecture d''un en-tête décidée par une personne et réutilisée : en-tête abîmé d''un jeu officiel, ou fichier propre à une académie. [données personnelles : oui]';
comment on column correspondance.id is 'Identifiant interne.';
comment on column correspondance.jeu is 'Jeu officiel, ou « academique » pour un fichier de l''académie. [non personnelle]';
comment on column correspondance.libelle is 'Nom donné à cette lecture. [non personnelle]';
comment on column correspondance.entete is 'SHA-256 de l''en-tête normalisé, dans l''ordre du fichier.';
comment on column correspondance.colonnes is 'Colonnes choisies, unités, année : forme décrite dans imports/correspondances/schema.ts. [non personnelle]';
comment on column correspondance.academie_code is 'Académie à laquelle elle appartient ; vide pour un jeu officiel.';
comment on column correspondance.agent_id is 'Auteur.';
comment on column correspondance.enregistre_le is 'Date.';
comment on column correspondance.retiree_le is 'Date à laquelle une autre lecture l''a remplacée.';
comment on table courriel is 'Courriels à envoyer, envoyés ou en échec. Écrits dans la transaction de l''acte ; le contenu est effacé dès l''envoi. [données personnelles : oui]';
comment on column courriel.id is 'Identifiant interne, repris dans le Message-ID.';
comment on column courriel.gabarit is 'Modèle (acces.lien, acces.invitation…). [non personnelle]';
comment on column courriel.agent_id is 'Agent destinataire, s''il est connu.';
comment on column courriel.destinataire is 'Adresse du destinataire. [personnelle : acheminer le message et répondre d''un envoi ; P6M après cree_le ; effacer]';
comment on column courriel.copies is 'Adresses en copie. [personnelle : acheminer le message et répondre d''un envoi ; P6M après cree_le ; effacer]';
comment on column courriel.objet is 'Objet du message. [personnelle : répondre d''un envoi ; P6M après cree_le ; remplacer par « Objet effacé »]';
comment on column courriel.texte is 'Corps en texte. [personnelle : acheminer le message ; effacé dès l''envoi ; P30D après cree_le ; effacer]';
comment on column courriel.html is 'Corps en HTML. [personnelle : acheminer le message ; effacé dès l''envoi ; P30D après cree_le ; effacer]';
comment on column courriel.objet_type is 'Nature de l''objet dont parle le message. [non personnelle]';
comment on column courriel.objet_id is 'Identifiant de l''objet dont parle le message. [non personnelle]';
comment on column courriel.cle is 'Clé qui empêche d''envoyer deux fois le même message. [non personnelle]';
comment on column courriel.etat is 'En attente, envoyé, échoué (après tous les essais), retenu (démonstration : rien ne part) ou abandonné.';
comment on column courriel.essais is 'Nombre d''essais d''envoi.';
comment on column courriel.prochain_essai_le is 'Prochain essai.';
comment on column courriel.erreur is 'Dernière réponse du serveur de messagerie. [personnelle : comprendre un échec d''envoi ; P6M après cree_le ; effacer]';
comment on column courriel.cree_le is 'Dépôt.';
comment on column courriel.envoye_le is 'Envoi accepté par le serveur de messagerie.';
comment on column courriel.request_id is 'Numéro de la requête d''origine. [non personnelle]';
comment on column courriel.expire_le is 'Après cette date le message ne servirait plus (lien périmé) : il est abandonné sans partir.';
comment on column courriel.remis is 'Adresses déjà acceptées par le serveur de messagerie : un nouvel essai ne les reprend pas. [personnelle : ne pas envoyer deux fois ; P6M après cree_le ; effacer]';
comment on column courriel.reglage_href is 'Page où la personne règle ce genre de message, reprise dans List-Unsubscribe ; vide pour ce qui ne se règle pas. [non personnelle]';
comment on column courriel.motif is 'Raison de l''abandon, en texte libre. [personnelle : répondre d''un envoi abandonné ; P6M après cree_le ; effacer]';
comment on table couverture_indicateur is 'Nombre de valeurs par statut, indicateur, année, académie et type, recalculé à l''import. [données personnelles : aucune]';
comment on column couverture_indicateur.indicateur_code is 'Indicateur.';
comment on column couverture_indicateur.annee is 'Année de rentrée.';
comment on column couverture_indicateur.academie_code is 'Académie.';
comment on column couverture_indicateur.type is 'Type de structure.';
comment on column couverture_indicateur.publiees is 'Valeurs publiées.';
comment on column couverture_indicateur.non_significatives is 'Valeurs non significatives (NS).';
comment on column couverture_indicateur.manquantes is 'Valeurs non publiées ou sans objet.';
comment on table decision_orpheline is 'Écoles reconnues ou non comme orphelines, à la main, avec auteur et motif ; prime sur le calcul. [données personnelles : oui]';
comment on column decision_orpheline.id is 'Identifiant interne.';
comment on column decision_orpheline.uai is 'École.';
comment on column decision_orpheline.annee is 'Année de rentrée.';
comment on column decision_orpheline.orpheline is 'Vrai si l''école est reconnue orpheline.';
comment on column decision_orpheline.motif is 'Motif. [non personnelle]';
comment on column decision_orpheline.agent_id is 'Auteur.';
comment on column decision_orpheline.decidee_le is 'Date.';
comment on column decision_orpheline.retiree_le is 'Date à laquelle une autre décision l''a remplacée.';
comment on table decision_uai is 'Codes mal formés rencontrés dans les fichiers, et ce qu''une personne a décidé qu''ils désignent. [données personnelles : oui]';
comment on column decision_uai.id is 'Identifiant interne.';
comment on column decision_uai.texte is 'Code tel que le fichier l''écrit, sans blancs autour. [non personnelle]';
comment on column decision_uai.uai is 'Structure désignée ; vide si la ligne est à écarter. [non personnelle]';
comment on column decision_uai.motif is 'Motif. [non personnelle]';
comment on column decision_uai.agent_id is 'Auteur.';
comment on column decision_uai.decidee_le is 'Date.';
comment on column decision_uai.retiree_le is 'Date de retrait.';
comment on table delegation is 'Délégation entre deux dates, par un acte : saisie par délégation (secrétariat, adjoint) ou délégation de signature. Elle tombe avec la fonction du délégant. [données personnelles : oui]';
comment on column delegation.id is 'Identifiant interne.';
comment on column delegation.fonction_exercee_id is 'Fonction déléguée, avec sa portée.';
comment on column delegation.delegant_id is 'Agent qui délègue.';
comment on column delegation.delegataire_id is 'Agent qui reçoit.';
comment on column delegation.nature is 'Saisie (préparer, sans décider ni signer) ou signature.';
comment on column delegation.debut is 'Premier jour, inclus.';
comment on column delegation.fin is 'Premier jour où elle ne vaut plus.';
comment on column delegation.acte is 'Référence de l''acte (arrêté, décision). [personnelle : prouver la délégation ; P5Y après fin ; remplacer par « Acte effacé »]';
comment on column delegation.piece_id is 'Acte numérisé.';
comment on column delegation.creee_le is 'Enregistrement.';
comment on column delegation.revoquee_le is 'Révocation, qui vaut dès la demande suivante.';
comment on column delegation.revoquee_par is 'Agent qui a révoqué.';
comment on column delegation.motif is 'Motif de la révocation. [personnelle : expliquer une révocation ; P1Y après fin ; effacer]';
comment on column delegation.renouvelle_id is 'Délégation que celle-ci renouvelle.';
comment on table demande_acces is 'Demande d''accès d''une personne entrée sans droit, ou qui en demande un autre : une personne habilitée décide. [données personnelles : oui]';
comment on column demande_acces.id is 'Identifiant interne.';
comment on column demande_acces.agent_id is 'Agent qui demande.';
comment on column demande_acces.fonction is 'Fonction demandée. [non personnelle]';
comment on column demande_acces.portee_type is 'Nature du périmètre demandé.';
comment on column demande_acces.portee_code is 'Code du périmètre demandé. [non personnelle]';
comment on column demande_acces.message is 'Mot de la personne. [personnelle : décider de la demande ; P1Y après cree_le ; effacer]';
comment on column demande_acces.attributs_proposes is 'Vrai si les attributs du ministère proposaient cette fonction.';
comment on column demande_acces.etat is 'Déposée, acceptée, refusée ou retirée.';
comment on column demande_acces.motif is 'Motif de la décision, lu par la personne. [personnelle : expliquer la décision ; P1Y après cree_le ; effacer]';
comment on column demande_acces.decidee_par is 'Agent qui a décidé.';
comment on column demande_acces.decidee_le is 'Décision.';
comment on column demande_acces.cree_le is 'Dépôt.';
comment on column demande_acces.version is 'Numéro de version, contre les modifications croisées.';
comment on table departement is 'Départements et collectivités d''outre-mer. Source : Insee, code officiel géographique. [données personnelles : aucune]';
comment on column departement.code is 'Code Insee, sans zéro devant (59, 2A, 971).';
comment on column departement.nom is 'Nom en usage.';
comment on column departement.academie_code is 'Académie de rattachement.';
comment on table dispositif is 'Dispositifs qu''une structure peut connaître : ce sont des données, les politiques changent de nom. [données personnelles : aucune]';
comment on column dispositif.code is 'Code stable.';
comment on column dispositif.libelle is 'Nom affiché.';
comment on column dispositif.nature is 'Contrat, territoire, label, ou fait d''histoire (sortie d''éducation prioritaire).';
comment on column dispositif.ordre is 'Rang d''affichage.';
comment on table elimination is 'Élimination d''archives publiques : un bordereau, le visa des archives, puis seulement l''effacement (code du patrimoine, L214-3 et R212-14). [données personnelles : oui]';
comment on column elimination.id is 'Identifiant interne.';
comment on column elimination.numero is 'Numéro du bordereau.';
comment on column elimination.serie is 'Série éliminable (journal_valeurs, imports…). [non personnelle]';
comment on column elimination.jusqu_au is 'Documents antérieurs à ce jour, exclu.';
comment on column elimination.lignes is 'Nombre d''éléments au bordereau.';
comment on column elimination.empreinte is 'SHA-256 de la liste des éléments au jour du bordereau.';
comment on column elimination.articles is 'Par année civile : nombre, dates extrêmes et volume, tels que le bordereau les dit au visa. [non personnelle]';
comment on column elimination.preparee_par is 'Agent qui a préparé le bordereau.';
comment on column elimination.preparee_le is 'Préparation.';
comment on column elimination.visa_autorite is 'Autorité qui a visé (archives départementales, mission des archives). [non personnelle]';
comment on column elimination.visa_reference is 'Référence du visa. [non personnelle]';
comment on column elimination.visa_le is 'Date du visa.';
comment on column elimination.visa_piece_id is 'Visa numérisé.';
comment on column elimination.visa_enregistre_par is 'Agent qui a enregistré le visa.';
comment on column elimination.executee_le is 'Effacement.';
comment on column elimination.executee_par is 'Agent qui a effacé.';
comment on column elimination.abandonnee_le is 'Abandon du bordereau.';
comment on table entree_en_cours is 'Entrée par ProConnect commencée dans un navigateur et pas encore revenue : à usage unique, dix minutes. [données personnelles : oui]';
comment on column entree_en_cours.empreinte is 'SHA-256 du jeton tenu par le navigateur : une réponse venue d''un autre navigateur est refusée.';
comment on column entree_en_cours.etat is 'Paramètre state attendu. [non personnelle]';
comment on column entree_en_cours.nonce is 'Paramètre nonce attendu. [non personnelle]';
comment on column entree_en_cours.verificateur is 'Vérificateur PKCE. [non personnelle]';
comment on column entree_en_cours.suite is 'Page où aller ensuite. [personnelle : ramener la personne à la page demandée ; P1D après cree_le ; supprimer]';
comment on column entree_en_cours.renforcement is 'Vrai si l''entrée confirme une session ouverte avant un acte sensible.';
comment on column entree_en_cours.invitation_id is 'Invitation que la personne accepte en entrant.';
comment on column entree_en_cours.cree_le is 'Début.';
comment on column entree_en_cours.expire_le is 'Fin de validité.';
comment on column entree_en_cours.utilisee_le is 'Retour du fournisseur : une réponse ne sert qu''une fois.';
comment on table extension_dispositif is 'Ouverture d''un dispositif à une académie, et les preuves sur lesquelles elle a été décidée. [données personnelles : oui]';
comment on column extension_dispositif.id is 'Identifiant interne.';
comment on column extension_dispositif.dispositif_code is 'Dispositif.';
comment on column extension_dispositif.academie_code is 'Académie à qui il est ouvert.';
comment on column extension_dispositif.annee is 'Première rentrée, par son année.';
comment on column extension_dispositif.preuves is 'Ce qui montre que le dispositif le mérite : bilans, évaluations, mesures. [non personnelle]';
comment on column extension_dispositif.agent_id is 'Personne qui a décidé.';
comment on column extension_dispositif.decidee_le is 'Date.';
comment on table fait_local is 'Faits locaux (« chocs conjoncturels ») d''une structure ou d''une commune : nature, date, preuve. [données personnelles : oui]';
comment on column fait_local.id is 'Identifiant interne.';
comment on column fait_local.uai is 'Structure concernée ; vide si le fait touche une commune.';
comment on column fait_local.commune_code is 'Commune concernée ; vide si le fait touche une structure.';
comment on column fait_local.genre is 'Nature du fait.';
comment on column fait_local.survenu_le is 'Date du fait.';
comment on column fait_local.description is 'Ce qui s''est passé. Aucune donnée d''élève. [non personnelle]';
comment on column fait_local.preuve is 'Pièce ou source qui l''établit. [non personnelle]';
comment on column fait_local.agent_id is 'Agent qui l''a déclaré.';
comment on column fait_local.enregistre_le is 'Date d''enregistrement.';
comment on column fait_local.retire_le is 'Date de retrait.';
comment on table filiation is 'Ce qui succède à quoi : fusions, scissions, changements d''UAI. [données personnelles : oui]';
comment on column filiation.id is 'Identifiant interne.';
comment on column filiation.de_uai is 'Structure d''avant.';
comment on column filiation.vers_uai is 'Structure d''après.';
comment on column filiation.genre is 'Fusion, scission, changement d''UAI ou transfert.';
comment on column filiation.effet_le is 'Date d''effet.';
comment on column filiation.acte is 'Acte (délibération, arrêté). [non personnelle]';
comment on column filiation.motif is 'Ce qui fonde l''enregistrement. [non personnelle]';
comment on column filiation.agent_id is 'Agent.';
comment on column filiation.enregistre_le is 'Date d''enregistrement.';
comment on column filiation.retiree_le is 'Date de retrait d''une filiation enregistrée par erreur.';
comment on table fonction_exercee is 'Fonction × portée × période d''un agent : la seule source des droits. [données personnelles : oui]';
comment on column fonction_exercee.id is 'Identifiant interne.';
comment on column fonction_exercee.agent_id is 'Agent qui exerce la fonction.';
comment on column fonction_exercee.fonction is 'Code de la fonction (chef_etablissement, ssa…), défini dans le code de « acces ». [non personnelle]';
comment on column fonction_exercee.portee_type is 'Nature du périmètre : nation, académie, département, commune, circonscription, structure ou territoire CLAS.';
comment on column fonction_exercee.portee_code is 'Code du périmètre : code académie, code département, UAI… ; « france » pour la nation. [non personnelle]';
comment on column fonction_exercee.debut is 'Premier jour d''exercice, inclus.';
comment on column fonction_exercee.fin is 'Premier jour où la fonction n''est plus exercée ; vide tant qu''elle l''est.';
comment on column fonction_exercee.acte is 'Référence de l''acte (arrêté, délégation), s''il y en a un. [personnelle : prouver la fonction ; P1Y après fin ; effacer]';
comment on column fonction_exercee.cree_le is 'Date d''enregistrement.';
comment on column fonction_exercee.attribuee_par is 'Agent qui a attribué la fonction ; vide pour le service lui-même.';
comment on column fonction_exercee.origine is 'Comment la fonction est venue : invitation, liste, demande, changement, amorce, démonstration.';
comment on column fonction_exercee.fin_motif is 'Motif de la fin (mutation, retraite, erreur…). [personnelle : expliquer la fin de la fonction ; P1Y après fin ; effacer]';
comment on column fonction_exercee.fin_posee_par is 'Agent qui a posé la date de fin.';
comment on table groupe_comparaison is 'Tirage du groupe de comparaison, sur les seules caractéristiques d''entrée. [données personnelles : aucune]';
comment on column groupe_comparaison.liste_id is 'Liste publiée.';
comment on column groupe_comparaison.famille is 'Famille de structures.';
comment on column groupe_comparaison.methode is 'Variables, calibre, rétrécissement, structures sans comparable. [non personnelle]';
comment on column groupe_comparaison.equilibre is 'Moyennes, écarts réduits avant et après appariement. [non personnelle]';
comment on table identite is 'Identité reçue d''un fournisseur (ProConnect). La clé est (émetteur, fournisseur d''identité, sujet) : une adresse électronique ne fait que proposer un rattachement. [données personnelles : oui]';
comment on column identite.id is 'Identifiant interne.';
comment on column identite.emetteur is 'Émetteur OpenID Connect (iss). [non personnelle]';
comment on column identite.fournisseur is 'Fournisseur d''identité derrière l''émetteur (idp_id) : le sujet change avec lui. [non personnelle]';
comment on column identite.sujet is 'Sujet (sub), propre au couple fournisseur et service. [personnelle : reconnaître la personne à son entrée ; P2Y après vue_le ; supprimer]';
comment on column identite.agent_id is 'Agent rattaché par une personne ; vide tant que personne n''a confirmé.';
comment on column identite.prenom is 'Prénom transmis. [personnelle : reconnaître la personne à son entrée ; P2Y après vue_le ; supprimer]';
comment on column identite.nom is 'Nom d''usage transmis. [personnelle : reconnaître la personne à son entrée ; P2Y après vue_le ; supprimer]';
comment on column identite.courriel is 'Adresse transmise. [personnelle : proposer un rattachement ; P2Y après vue_le ; supprimer]';
comment on column identite.siret is 'SIRET de l''employeur transmis ; pas toujours fiable. [personnelle : reconnaître l''employeur ; P2Y après vue_le ; supprimer]';
comment on column identite.attributs is 'Attributs de fonction transmis par le ministère, pour proposer une fonction : jamais un droit. [personnelle : proposer une fonction ; P2Y après vue_le ; supprimer]';
comment on column identite.vue_le is 'Dernière entrée.';
comment on column identite.cree_le is 'Première entrée.';
comment on column identite.rattachee_le is 'Rattachement à l''agent.';
comment on table import is 'Dépôt de fichiers officiels : prévisualisé, puis appliqué en entier ou pas du tout. [données personnelles : oui]';
comment on column import.id is 'Identifiant interne.';
comment on column import.etat is 'Déposé, prévisualisé, appliqué ou abandonné.';
comment on column import.origine is 'Interface, ligne de commande ou académie de démonstration.';
comment on column import.depose_par is 'Agent qui a déposé les fichiers ; vide en ligne de commande.';
comment on column import.depose_le is 'Date du dépôt.';
comment on column import.applique_le is 'Date d''application.';
comment on column import.version is 'Numéro de version : deux personnes ne décident pas en même temps du même dépôt.';
comment on table import_fichier is 'Fichier d''un dépôt et son compte rendu. [données personnelles : aucune]';
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
comment on column import_fichier.feuilles is 'Feuilles d''un classeur : nom, première ligne lue, ligne dans la feuille.';
comment on column import_fichier.entete is 'SHA-256 de l''en-tête normalisé.';
comment on column import_fichier.colonnes is 'Colonnes telles que le fichier les nomme.';
comment on column import_fichier.correspondance_id is 'Lecture décidée par une personne qui a servi.';
comment on column import_fichier.annee_dite is 'Année de rentrée donnée par une personne, quand ni les colonnes ni le nom du fichier ne la disent.';
comment on table import_rejet is 'Lignes refusées d''un fichier : où, quoi, pourquoi. Les 10 000 premières par fichier. [données personnelles : aucune]';
comment on column import_rejet.fichier_id is 'Fichier.';
comment on column import_rejet.ligne is 'Numéro de ligne dans le fichier (en JSON : numéro d''enregistrement).';
comment on column import_rejet.colonne is 'Colonne en cause, telle que le fichier la nomme.';
comment on column import_rejet.valeur is 'Valeur lue, coupée à 200 caractères.';
comment on column import_rejet.raison is 'Raison et issue, en français.';
comment on table indicateur is 'Dictionnaire des indicateurs : une ligne par indicateur, ce sont des données. [données personnelles : oui]';
comment on column indicateur.code is 'Code stable. [non personnelle]';
comment on column indicateur.libelle is 'Nom complet. [non personnelle]';
comment on column indicateur.libelle_court is 'Nom court pour les tableaux. [non personnelle]';
comment on column indicateur.definition is 'Ce que mesure l''indicateur, sur quelle population. [non personnelle]';
comment on column indicateur.lecture is 'Comment le lire, et ce qu''il ne faut pas en conclure. [non personnelle]';
comment on column indicateur.unite is 'Unité affichée ; vide pour un indice. [non personnelle]';
comment on column indicateur.decimales is 'Décimales affichées.';
comment on column indicateur.famille is 'Caractéristiques de l''établissement ou des élèves (deux familles du document de l''académie de Grenoble).';
comment on column indicateur.ordre is 'Rang d''affichage.';
comment on column indicateur.minimum is 'Plus petite valeur plausible ; en dessous, la ligne est refusée à l''import.';
comment on column indicateur.maximum is 'Plus grande valeur plausible.';
comment on column indicateur.seuil_reference is 'Nombre de structures en dessous duquel une référence n''est pas montrée.';
comment on column indicateur.source is 'Producteur et jeu de données. [non personnelle]';
comment on column indicateur.objet is 'Ce que l''indicateur décrit : une structure ou un territoire.';
comment on column indicateur.diffusion is 'Ouverte (publiée), interne à l''académie, ou ressources humaines (académie et direction de la structure seulement).';
comment on column indicateur.nature is 'Entrée (public accueilli, contexte d''enseignement), résultat, ou contexte du territoire : on ne cherche des structures comparables que sur des entrées.';
comment on column indicateur.poids_code is 'Indicateur qui pondère les moyennes ; vide : moyenne simple des structures.';
comment on column indicateur.denominateur_code is 'Indicateur qui compte les élèves ou candidats sur lesquels la valeur repose.';
comment on column indicateur.seuil_publication is 'En dessous de ce dénominateur, la valeur n''est montrée qu''aux personnes habilitées (30 candidats au DNB).';
comment on column indicateur.compte is 'Vrai pour un nombre d''élèves ou de personnes, soumis au secret des petits effectifs.';
comment on column indicateur.total_code is 'Total dont ce compte est une partie : sert au secret secondaire.';
comment on column indicateur.population is 'Notice : population sur laquelle il porte. [non personnelle]';
comment on column indicateur.bruit is 'Notice : ce que le hasard fait varier, selon l''effectif. [non personnelle]';
comment on column indicateur.biais is 'Notice : biais connus (élèves allophones, secteur, options). [non personnelle]';
comment on column indicateur.comparaisons is 'Notice : comparaisons permises et déconseillées. [non personnelle]';
comment on column indicateur.academie_code is 'Académie qui l''a créé ; vide pour un indicateur national.';
comment on column indicateur.cree_par is 'Agent qui l''a créé ; vide pour un indicateur national.';
comment on column indicateur.relu_par is 'Agent du service statistique qui a relu la notice.';
comment on column indicateur.relu_le is 'Date de cette relecture.';
comment on column indicateur.retire_le is 'Date à laquelle il n''est plus proposé ; ses valeurs restent.';
comment on table installation is 'Ce qu''est cette base : démonstration (données fictives et comptes d''un clic) ou service réel. Une seule ligne. [données personnelles : aucune]';
comment on column installation.unique_ligne is 'Toujours vrai : garantit une ligne unique.';
comment on column installation.demonstration is 'Vrai si la base est marquée « démonstration » ; les comptes de démonstration n''existent qu''alors.';
comment on column installation.creee_le is 'Date de création de la base.';
comment on table invitation is 'Invitation d''une personne déjà enregistrée avec ses fonctions : le lien la mène à sa première entrée. [données personnelles : oui]';
comment on column invitation.id is 'Identifiant interne.';
comment on column invitation.empreinte is 'SHA-256 du jeton contenu dans le lien.';
comment on column invitation.agent_id is 'Agent invité.';
comment on column invitation.invite_par is 'Agent qui invite ; vide pour la première personne du service.';
comment on column invitation.message is 'Mot joint à l''invitation. [personnelle : accompagner l''invitation ; P6M après cree_le ; effacer]';
comment on column invitation.cree_le is 'Envoi.';
comment on column invitation.expire_le is 'Fin de validité.';
comment on column invitation.acceptee_le is 'Première entrée.';
comment on column invitation.annulee_le is 'Annulation.';
comment on table jeton_api is 'Jetons de l''interface de lecture : chacun agit avec les droits, du moment, de la personne qui l''a créé. [données personnelles : oui]';
comment on column jeton_api.id is 'Identifiant interne.';
comment on column jeton_api.agent_id is 'Agent.';
comment on column jeton_api.libelle is 'Usage, dit par la personne. [personnelle : reconnaître ses jetons ; P1Y après expire_le ; supprimer]';
comment on column jeton_api.empreinte is 'SHA-256 du jeton : lui-même n''est montré qu''une fois.';
comment on column jeton_api.cree_le is 'Création.';
comment on column jeton_api.expire_le is 'Fin au plus tard.';
comment on column jeton_api.utilise_le is 'Dernier usage, à la minute près.';
comment on column jeton_api.revoque_le is 'Révocation.';
comment on table lien_connexion is 'Lien de connexion envoyé par courriel : usage unique, courte durée. [données personnelles : oui]';
comment on column lien_connexion.id is 'Identifiant interne.';
comment on column lien_connexion.empreinte is 'SHA-256 du jeton contenu dans le lien.';
comment on column lien_connexion.agent_id is 'Agent à qui le lien est envoyé.';
comment on column lien_connexion.suite is 'Page où aller ensuite. [personnelle : ramener la personne à la page demandée ; P7D après cree_le ; supprimer]';
comment on column lien_connexion.cree_le is 'Demande.';
comment on column lien_connexion.expire_le is 'Fin de validité.';
comment on column lien_connexion.utilise_le is 'Utilisation.';
comment on table liste_personnes is 'Liste de personnes à inviter, déposée par fichier : relue ligne à ligne avant d''être appliquée. [données personnelles : oui]';
comment on column liste_personnes.id is 'Identifiant interne.';
comment on column liste_personnes.deposee_par is 'Agent qui a déposé la liste.';
comment on column liste_personnes.fichier_nom is 'Nom du fichier déposé. [personnelle : reconnaître un dépôt ; P1Y après cree_le ; remplacer par « Fichier effacé »]';
comment on column liste_personnes.empreinte is 'SHA-256 du fichier : le même fichier déposé deux fois se reconnaît.';
comment on column liste_personnes.message is 'Mot joint aux invitations. [personnelle : accompagner les invitations ; P1Y après cree_le ; effacer]';
comment on column liste_personnes.lignes is 'Lignes lues : nom, prénom, adresse, fonction, périmètre, dates. [personnelle : invitation des personnes ; P1Y après cree_le ; remplacer]';
comment on column liste_personnes.nombre is 'Nombre de lignes lues.';
comment on column liste_personnes.etat is 'Déposée, en cours d''application, appliquée ou abandonnée.';
comment on column liste_personnes.compte_rendu is 'Suite donnée à chaque ligne. [personnelle : invitation des personnes ; P1Y après cree_le ; effacer]';
comment on column liste_personnes.cree_le is 'Dépôt.';
comment on column liste_personnes.appliquee_le is 'Application.';
comment on column liste_personnes.version is 'Numéro de version, contre les modifications croisées.';
comment on table liste_publiee is 'Listes publiées et datées : une version nouvelle s''ajoute, aucune ne change. [données personnelles : oui]';
comment on column liste_publiee.id is 'Identifiant interne.';
comment on column liste_publiee.campagne_id is 'Campagne.';
comment on column liste_publiee.numero is 'Version de la liste.';
comment on column liste_publiee.publiee_le is 'Publication.';
comment on column liste_publiee.publiee_par is 'Autorité qui publie.';
comment on column liste_publiee.noms_publics is 'Vrai si le recteur publie les noms ; jamais les indicateurs ni les motifs.';
comment on column liste_publiee.regles is 'Règles publiées, en clair. [non personnelle]';
comment on column liste_publiee.motif is 'Motif de cette version. [non personnelle]';
comment on column liste_publiee.message is 'Message aux équipes, qui explique le choix. [non personnelle]';
comment on column liste_publiee.contenu is 'Structures et décisions de cette version. [non personnelle]';
comment on column liste_publiee.empreinte is 'SHA-256 du contenu canonique.';
comment on table liste_recue is 'Listes venues d''ailleurs (par exemple du ministère), confrontées aux indicateurs. [données personnelles : oui]';
comment on column liste_recue.id is 'Identifiant interne.';
comment on column liste_recue.campagne_id is 'Campagne.';
comment on column liste_recue.origine is 'Qui l''a établie. [non personnelle]';
comment on column liste_recue.critere is 'Critère annoncé par l''expéditeur. [non personnelle]';
comment on column liste_recue.indicateur_code is 'Indicateur auquel le critère se confronte.';
comment on column liste_recue.sens is 'Sens du critère.';
comment on column liste_recue.seuil is 'Seuil annoncé : une donnée, pas une constante.';
comment on column liste_recue.fichier is 'Nom du fichier. [non personnelle]';
comment on column liste_recue.empreinte is 'SHA-256 du fichier.';
comment on column liste_recue.lignes is 'Lignes lues : numéro, UAI, nom, suite donnée. [non personnelle]';
comment on column liste_recue.recue_le is 'Date de la liste.';
comment on column liste_recue.agent_id is 'Personne qui l''a déposée.';
comment on column liste_recue.enregistree_le is 'Dépôt.';
comment on column liste_recue.appliquee_le is 'Entrée de ses structures dans la campagne.';
comment on column liste_recue.abandonnee_le is 'Abandon.';
comment on table modele_attendu is 'Modèle qui dit la valeur attendue d''un résultat d''après les entrées ; calcul d''Ancrage, non officiel. [données personnelles : aucune]';
comment on column modele_attendu.indicateur_code is 'Résultat modélisé.';
comment on column modele_attendu.annee is 'Année de rentrée.';
comment on column modele_attendu.type is 'Type de structure.';
comment on column modele_attendu.nation is 'Ensemble sur lequel le modèle est ajusté.';
comment on column modele_attendu.entrees is 'Indicateurs d''entrée.';
comment on column modele_attendu.coefficients is 'Constante, puis un coefficient par entrée.';
comment on column modele_attendu.dispersion is 'Écart-type entre structures au-delà du hasard d''effectif, dans l''unité du résultat.';
comment on column modele_attendu.r2 is 'Part de variance expliquée.';
comment on column modele_attendu.n is 'Nombre de structures.';
comment on column modele_attendu.calcule_le is 'Date du calcul.';
comment on table mot_recherche is 'Mots distincts des noms et des communes : sert à corriger une faute de frappe. [données personnelles : aucune]';
comment on column mot_recherche.mot is 'Mot sans accents, en minuscules.';
comment on table notification is 'Ce que le service dit à une personne, dans le service ; un courriel suit selon ses préférences. [données personnelles : oui]';
comment on column notification.id is 'Identifiant interne.';
comment on column notification.agent_id is 'Agent destinataire.';
comment on column notification.genre is 'Genre, auquel la personne règle sa préférence. [non personnelle]';
comment on column notification.titre is 'Phrase courte. [personnelle : dire à la personne ce qui l''attend ; P1Y après cree_le ; supprimer]';
comment on column notification.texte is 'Précision. [personnelle : dire à la personne ce qui l''attend ; P1Y après cree_le ; supprimer]';
comment on column notification.href is 'Page où agir. [personnelle : dire à la personne ce qui l''attend ; P1Y après cree_le ; supprimer]';
comment on column notification.objet_type is 'Nature de l''objet concerné. [non personnelle]';
comment on column notification.objet_id is 'Identifiant de l''objet concerné. [non personnelle]';
comment on column notification.cle is 'Clé qui empêche de dire deux fois la même chose à la même personne. [non personnelle]';
comment on column notification.mode is 'Préférence de la personne quand la notification est née : courriel immédiat, résumé du matin, ou aucun.';
comment on column notification.cree_le is 'Date.';
comment on column notification.lue_le is 'Lecture.';
comment on column notification.resumee_le is 'Envoi dans un résumé par courriel.';
comment on table orpheline is 'Écoles orphelines : ce que les données permettent de calculer, avec les raisons. [données personnelles : aucune]';
comment on column orpheline.uai is 'École.';
comment on column orpheline.annee is 'Année de rentrée des données.';
comment on column orpheline.calcul is 'Oui, non, ou indéterminé quand une donnée manque.';
comment on column orpheline.raisons is 'Raisons, une phrase chacune.';
comment on column orpheline.calcule_le is 'Date du calcul.';
comment on table participation_academie is 'Registre des académies participantes : entrée, statut et sortie, avec l''acte. [données personnelles : oui]';
comment on column participation_academie.id is 'Identifiant interne.';
comment on column participation_academie.academie_code is 'Académie.';
comment on column participation_academie.dispositif_code is 'Dispositif auquel elle participe.';
comment on column participation_academie.statut is 'Expérimentale, étendue ou sortie.';
comment on column participation_academie.debut is 'Premier jour, inclus.';
comment on column participation_academie.fin is 'Premier jour où ce statut ne vaut plus ; vide tant qu''il vaut.';
comment on column participation_academie.acte is 'Acte ou texte qui fonde le statut. [non personnelle]';
comment on column participation_academie.agent_id is 'Agent qui l''a enregistré ; vide pour le service lui-même.';
comment on column participation_academie.enregistre_le is 'Date d''enregistrement.';
comment on table passation is 'Passation : quand une personne quitte une fonction, la suivante reçoit le résumé, les tâches ouvertes et les délégations à renouveler. [données personnelles : oui]';
comment on column passation.id is 'Identifiant interne.';
comment on column passation.fonction is 'Fonction quittée. [non personnelle]';
comment on column passation.portee_type is 'Nature du périmètre.';
comment on column passation.portee_code is 'Code du périmètre. [non personnelle]';
comment on column passation.sortant_id is 'Agent qui part.';
comment on column passation.entrant_id is 'Agent qui arrive ; vide tant qu''il n''est pas connu.';
comment on column passation.depart is 'Premier jour où la fonction n''est plus exercée par le sortant.';
comment on column passation.mot is 'Mot du sortant à son successeur. [personnelle : transmettre à la personne qui prend la suite ; P2Y après depart ; effacer]';
comment on column passation.cree_le is 'Ouverture.';
comment on column passation.lue_le is 'Première lecture par l''entrant.';
comment on column passation.close_le is 'Passation tenue pour faite par l''entrant.';
comment on column passation.version is 'Numéro de version, contre les modifications croisées.';
comment on table piece is 'Pièce déposée par une personne : le fichier est sur disque, hors de portée du site ; il se lit avec la permission et la portée de son objet. [données personnelles : oui]';
comment on column piece.id is 'Identifiant interne, nom du fichier sur le disque.';
comment on column piece.nom is 'Nom donné par la personne. [personnelle : retrouver une pièce retirée ; P1Y après supprimee_le ; remplacer par « Pièce retirée »]';
comment on column piece.format is 'Format reconnu par les premiers octets (pdf, docx, odt, xlsx, ods, png, jpg, csv, txt). [non personnelle]';
comment on column piece.taille is 'Taille en octets.';
comment on column piece.empreinte is 'SHA-256 du contenu.';
comment on column piece.objet_type is 'Nature de l''objet auquel la pièce est jointe. [non personnelle]';
comment on column piece.objet_id is 'Identifiant de l''objet auquel la pièce est jointe. [non personnelle]';
comment on column piece.permission is 'Permission qu''il faut pour la lire. [non personnelle]';
comment on column piece.portee_type is 'Nature du périmètre de l''objet.';
comment on column piece.portee_code is 'Code du périmètre de l''objet. [non personnelle]';
comment on column piece.deposee_par is 'Agent qui l''a déposée.';
comment on column piece.deposee_le is 'Dépôt.';
comment on column piece.apercu is 'Texte tiré du document, pour le lire sans l''ouvrir. [personnelle : lire une pièce sans l''ouvrir ; P1D après supprimee_le ; effacer]';
comment on column piece.supprimee_le is 'Retrait : le fichier est effacé du disque, la ligne reste.';
comment on table position_organisation is 'Position de chaque organisation, comme au procès-verbal, jamais par personne. [données personnelles : aucune]';
comment on column position_organisation.id is 'Identifiant interne.';
comment on column position_organisation.concertation_id is 'Réunion.';
comment on column position_organisation.organisation is 'Organisation. [non personnelle]';
comment on column position_organisation."position" is 'Position exprimée.';
comment on column position_organisation.texte is 'Texte du procès-verbal. [non personnelle]';
comment on column position_organisation.rang is 'Ordre d''affichage.';
comment on table preference_notification is 'Comment une personne veut recevoir chaque genre de notification par courriel. [données personnelles : oui]';
comment on column preference_notification.agent_id is 'Agent.';
comment on column preference_notification.genre is 'Genre de notification. [non personnelle]';
comment on column preference_notification.mode is 'Courriel immédiat, résumé du matin, ou aucun. [personnelle : respecter le choix de la personne ; P1Y après fin_de_fonction ; supprimer]';
comment on column preference_notification.modifiee_le is 'Date du choix.';
comment on table profil_entree is 'Profil d''entrée de chaque structure, en écarts-types de son type, pour trouver des structures comparables ; recalculé à l''import, sans aucun résultat. [données personnelles : aucune]';
comment on column profil_entree.uai is 'Structure.';
comment on column profil_entree.nation is 'Ensemble de comparaison.';
comment on column profil_entree.type is 'Type de structure.';
comment on column profil_entree.secteur is 'Secteur.';
comment on column profil_entree.annee is 'Année de rentrée de l''IPS retenu.';
comment on column profil_entree.ips is 'IPS centré réduit dans son type.';
comment on column profil_entree.heterogeneite is 'Écart-type de l''IPS, centré réduit.';
comment on column profil_entree.effectif is 'Logarithme de l''effectif, centré réduit.';
comment on column profil_entree.eloignement is 'Indice d''éloignement, centré réduit.';
comment on column profil_entree.densite is 'Rang de la typologie de la commune, centré réduit.';
comment on table publication is 'Page publique de présentation ou actualité ; ce qui n''est plus d''actualité reste lisible, marqué « archive ». [données personnelles : oui]';
comment on column publication.id is 'Identifiant interne.';
comment on column publication.adresse is 'Fin de l''adresse de la page. [non personnelle]';
comment on column publication.genre is 'Présentation ou actualité.';
comment on column publication.titre is 'Titre. [non personnelle]';
comment on column publication.chapeau is 'Résumé. [non personnelle]';
comment on column publication.contenu is 'Texte, en Markdown sans HTML. [non personnelle]';
comment on column publication.liens is 'Liens « pour en savoir plus » : intitulé et adresse. [non personnelle]';
comment on column publication.rang is 'Ordre parmi les présentations.';
comment on column publication.publiee_le is 'Publication ; vide pour un brouillon.';
comment on column publication.mise_a_jour_le is 'Dernière mise à jour du contenu.';
comment on column publication.archivee_le is 'Mise en archive.';
comment on column publication.cree_le is 'Création.';
comment on column publication.modifiee_le is 'Dernier enregistrement.';
comment on column publication.modifiee_par is 'Agent du dernier enregistrement.';
comment on column publication.version is 'Numéro de version, contre les modifications croisées.';
comment on table purge is 'Ce que la purge a effacé : combien de lignes, dans quelle colonne, au terme de quelle durée. [données personnelles : aucune]';
comment on column purge.id is 'Identifiant interne.';
comment on column purge.executee_le is 'Date.';
comment on column purge.table_nom is 'Table.';
comment on column purge.colonne is 'Colonne effacée, ou « * » pour des lignes entières.';
comment on column purge.duree is 'Durée de conservation appliquée (ISO 8601).';
comment on column purge.lignes is 'Nombre de lignes concernées.';
comment on table question_ciblage is 'Questions des équipes sur les critères et la suite, et réponses publiées sans le nom de qui demande. [données personnelles : oui]';
comment on column question_ciblage.id is 'Identifiant interne.';
comment on column question_ciblage.campagne_id is 'Campagne.';
comment on column question_ciblage.question is 'Question, reformulée si besoin. [non personnelle]';
comment on column question_ciblage.posee_par is 'Personne qui demande ; jamais publiée.';
comment on column question_ciblage.posee_le is 'Date de la question.';
comment on column question_ciblage.reponse is 'Réponse. [non personnelle]';
comment on column question_ciblage.repondue_par is 'Personne qui répond.';
comment on column question_ciblage.repondue_le is 'Date de la réponse.';
comment on column question_ciblage.publiee_le is 'Publication de la question et de sa réponse.';
comment on column question_ciblage.ecartee_le is 'Mise de côté : déjà répondue ailleurs, ou hors sujet.';
comment on table rattachement is 'Proposition de rattacher une identité à un agent connu par son adresse : confirmée par la personne depuis sa boîte, ou par qui tient les droits. [données personnelles : oui]';
comment on column rattachement.id is 'Identifiant interne.';
comment on column rattachement.identite_id is 'Identité à rattacher.';
comment on column rattachement.agent_id is 'Agent proposé. [personnelle : proposer un rattachement ; P3M après propose_le ; supprimer]';
comment on column rattachement.empreinte is 'SHA-256 du jeton envoyé à l''adresse de l''agent.';
comment on column rattachement.propose_le is 'Proposition.';
comment on column rattachement.expire_le is 'Fin de validité du lien.';
comment on column rattachement.decide_le is 'Décision.';
comment on column rattachement.decide_par is 'Agent qui a décidé.';
comment on column rattachement.accepte is 'Vrai si le rattachement est accepté.';
comment on table reference_indicateur is 'Références par territoire, type et secteur, calculées à l''import : moyennes, déciles, répartition. [données personnelles : aucune]';
comment on column reference_indicateur.indicateur_code is 'Indicateur.';
comment on column reference_indicateur.annee is 'Année de rentrée.';
comment on column reference_indicateur.base is 'Complète (toutes les valeurs publiées, pour les personnes habilitées) ou diffusable (hors valeurs masquées ; n''existe que si l''année en compte).';
comment on column reference_indicateur.niveau is 'Nation, académie, département, circonscription ou bassin.';
comment on column reference_indicateur.territoire is 'Code du territoire ; « france » ou « demonstration » pour la nation.';
comment on column reference_indicateur.type is 'Type de structure.';
comment on column reference_indicateur.secteur is 'Secteur ; « tous » pour l''ensemble.';
comment on column reference_indicateur.n is 'Nombre de structures dont la valeur est publiée.';
comment on column reference_indicateur.moyenne is 'Moyenne simple des structures.';
comment on column reference_indicateur.moyenne_ponderee is 'Moyenne pondérée par l''indicateur de poids ; vide si le poids n''est connu pour aucune.';
comment on column reference_indicateur.n_ponderes is 'Nombre de structures dont la valeur et le poids sont connus.';
comment on column reference_indicateur.deciles is 'D1 à D9, par interpolation linéaire (percentile_cont).';
comment on column reference_indicateur.q1 is 'Premier quartile.';
comment on column reference_indicateur.q3 is 'Troisième quartile.';
comment on column reference_indicateur.minimum is 'Plus petite valeur.';
comment on column reference_indicateur.maximum is 'Plus grande valeur.';
comment on column reference_indicateur.bornes is 'Bornes des classes de la répartition ; borne basse incluse, borne haute exclue sauf la dernière.';
comment on column reference_indicateur.effectifs is 'Nombre de structures par classe.';
comment on column reference_indicateur.masquee is 'Vrai si la référence permettrait de retrouver celle, trop petite, d''un territoire voisin : elle n''est pas montrée.';
comment on table reglage is 'Seuils du service : ce sont des données. Le secret ne peut qu''être relevé. [données personnelles : aucune]';
comment on column reglage.code is 'Code stable.';
comment on column reglage.valeur is 'Valeur en vigueur.';
comment on column reglage.libelle is 'Ce qu''il règle.';
comment on column reglage.minimum is 'Plus petite valeur permise.';
comment on column reglage.maximum is 'Plus grande valeur permise.';
comment on table reglage_texte is 'Textes que l''exploitant remplit : contact, entité responsable, délégué à la protection des données, hébergeur. [données personnelles : aucune]';
comment on column reglage_texte.code is 'Code stable.';
comment on column reglage_texte.valeur is 'Valeur ; vide tant qu''elle n''est pas remplie.';
comment on column reglage_texte.libelle is 'Ce que c''est.';
comment on column reglage_texte.aide is 'Où il sert, ce qu''il faut y mettre.';
comment on column reglage_texte.version is 'Numéro de version, contre les modifications croisées.';
comment on table rupture_serie is 'Ruptures de série : les valeurs d''avant et d''après ne se comparent pas. [données personnelles : aucune]';
comment on column rupture_serie.indicateur_code is 'Indicateur.';
comment on column rupture_serie.annee is 'Première rentrée de la nouvelle série.';
comment on column rupture_serie.motif is 'Cause de la rupture, avec sa source.';
comment on column rupture_serie.types is 'Types de structure concernés ; vide pour tous.';
comment on table scenario is 'Scénarios d''une campagne : variables, traitements, classes et règle de sélection d''une famille de structures. [données personnelles : oui]';
comment on column scenario.id is 'Identifiant interne.';
comment on column scenario.campagne_id is 'Campagne.';
comment on column scenario.nom is 'Nom du scénario. [non personnelle]';
comment on column scenario.famille is 'Famille de structures.';
comment on column scenario.definition is 'Variables actives et supplémentaires, années, valeurs manquantes, poids, axes, classes, règle. [non personnelle]';
comment on column scenario.archive_le is 'Mise de côté : le scénario n''est plus proposé, ses calculs restent.';
comment on column scenario.version is 'Compteur de modifications, contre les écritures croisées.';
comment on column scenario.cree_par is 'Auteur.';
comment on column scenario.cree_le is 'Date de création.';
comment on column scenario.modifie_le is 'Dernière modification.';
comment on table second_facteur is 'Second facteur (code à usage unique calculé par une application) d''une personne. [données personnelles : oui]';
comment on column second_facteur.agent_id is 'Agent.';
comment on column second_facteur.secret_chiffre is 'Secret chiffré par la clé du service (AES-256-GCM). [personnelle : vérifier le second facteur ; P3M après fin_de_fonction ; supprimer]';
comment on column second_facteur.cree_le is 'Création.';
comment on column second_facteur.confirme_le is 'Premier code juste : le second facteur est en service.';
comment on column second_facteur.dernier_pas is 'Dernier intervalle de 30 secondes accepté : un code ne sert qu''une fois.';
comment on column second_facteur.remplacant_chiffre is 'Secret chiffré d''une nouvelle application, tant que son premier code ne l''a pas confirmée : l''ancienne sert jusque-là. [personnelle : vérifier le second facteur ; P3M après fin_de_fonction ; supprimer]';
comment on table session is 'Session tenue par le serveur ; le navigateur ne détient qu''un jeton dont seule l''empreinte est gardée. [données personnelles : oui]';
comment on column session.empreinte is 'SHA-256 du jeton porté par le témoin de connexion.';
comment on column session.agent_id is 'Agent connecté.';
comment on column session.mode is 'Moyen d''authentification.';
comment on column session.ouverte_le is 'Début de la session.';
comment on column session.vue_le is 'Dernière activité, à la minute près.';
comment on column session.expire_le is 'Fin au plus tard (10 heures après l''ouverture).';
comment on column session.fermee_le is 'Fermeture par la personne ou par révocation.';
comment on column session.id is 'Identifiant montré à la personne, qui n''ouvre rien.';
comment on column session.identite_id is 'Identité ProConnect par laquelle la session est ouverte.';
comment on column session.assistance_id is 'Vue d''assistance en cours dans cette session.';
comment on column session.renforcee_le is 'Dernière preuve du second facteur ou d''une entrée renouvelée, avant un acte sensible.';
comment on column session.facteurs is 'Preuves apportées : lien, proconnect, totp, secours, niveau eIDAS (acr). [non personnelle]';
comment on column session.appareil is 'Navigateur et système, en clair et en bref, pour que la personne reconnaisse ses sessions. [personnelle : laisser la personne reconnaître ses sessions ; P30D après expire_le ; supprimer]';
comment on column session.jeton_fournisseur is 'Jeton d''identité chiffré, pour fermer aussi la session du fournisseur. [personnelle : fermer aussi la session du fournisseur ; P30D après expire_le ; supprimer]';
comment on column session.fermeture is 'Comment elle a été fermée : par la personne ici, par la personne ailleurs, par une personne habilitée ; vide si elle s''est éteinte.';
comment on table statut_ep_annuel is 'Statut d''éducation prioritaire d''une structure à chaque rentrée ; une correction est une nouvelle ligne. [données personnelles : aucune]';
comment on column statut_ep_annuel.id is 'Numéro d''ordre.';
comment on column statut_ep_annuel.uai is 'Structure.';
comment on column statut_ep_annuel.annee is 'Année de rentrée (2024 pour 2024-2025).';
comment on column statut_ep_annuel.statut is 'Hors éducation prioritaire, REP ou REP+.';
comment on column statut_ep_annuel.fichier_id is 'Fichier d''origine.';
comment on column statut_ep_annuel.ligne is 'Ligne d''origine.';
comment on column statut_ep_annuel.enregistre_le is 'Date d''enregistrement.';
comment on column statut_ep_annuel.remplace_le is 'Date à laquelle une ligne plus récente l''a remplacée.';
comment on table structure is 'École, collège, lycée ou unité d''enseignement, identifié par son UAI. [données personnelles : aucune]';
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
comment on column structure.source_identite is 'Annuaire : identité complète et datée ; adresse : fichier d''adresses ou de fermetures ; statistique : connue par un fichier de valeurs seulement.';
comment on column structure.statut_ep is 'Dernier statut d''éducation prioritaire connu ; vide s''il n''a jamais été publié.';
comment on column structure.statut_ep_annee is 'Année de rentrée de ce statut.';
comment on column structure.recherche is 'Nom, commune et UAI sans accents, pour la recherche.';
comment on column structure.fichier_id is 'Fichier d''où vient l''identité actuelle.';
comment on column structure.ligne is 'Ligne de ce fichier.';
comment on column structure.enregistre_le is 'Date d''enregistrement de l''identité actuelle.';
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
comment on table structure_dispositif is 'Dispositifs d''une structure, avec leurs dates : saisis ou importés. [données personnelles : oui]';
comment on column structure_dispositif.id is 'Identifiant interne.';
comment on column structure_dispositif.uai is 'Structure.';
comment on column structure_dispositif.dispositif_code is 'Dispositif.';
comment on column structure_dispositif.debut is 'Premier jour, inclus.';
comment on column structure_dispositif.fin is 'Premier jour où il ne vaut plus ; vide s''il vaut encore.';
comment on column structure_dispositif.precision_texte is 'Précision utile (nom de la cité éducative, numéro du contrat). [non personnelle]';
comment on column structure_dispositif.source is 'D''où on le sait. [non personnelle]';
comment on column structure_dispositif.agent_id is 'Agent qui l''a saisi.';
comment on column structure_dispositif.fichier_id is 'Fichier d''origine.';
comment on column structure_dispositif.ligne is 'Ligne d''origine.';
comment on column structure_dispositif.enregistre_le is 'Date d''enregistrement.';
comment on column structure_dispositif.retire_le is 'Date de retrait d''une ligne enregistrée par erreur.';
comment on table structure_modification is 'Historique de l''identité d''une structure, champ par champ ; ajout seul. [données personnelles : oui]';
comment on column structure_modification.id is 'Numéro d''ordre.';
comment on column structure_modification.uai is 'Structure.';
comment on column structure_modification.champ is 'Champ modifié. [non personnelle]';
comment on column structure_modification.avant is 'Valeur avant. [non personnelle]';
comment on column structure_modification.apres is 'Valeur après. [non personnelle]';
comment on column structure_modification.fichier_id is 'Fichier qui apporte la modification ; vide si une personne l''a saisie.';
comment on column structure_modification.ligne is 'Ligne de ce fichier.';
comment on column structure_modification.enregistre_le is 'Date d''enregistrement.';
comment on column structure_modification.agent_id is 'Agent qui l''a saisie ; vide si elle vient d''un fichier.';
comment on column structure_modification.motif is 'Motif de la saisie. [non personnelle]';
comment on table structure_saisie is 'Faits saisis par une personne, que les fichiers suivants ne remplacent pas tant que la saisie n''est pas retirée. [données personnelles : oui]';
comment on column structure_saisie.id is 'Identifiant interne.';
comment on column structure_saisie.uai is 'Structure.';
comment on column structure_saisie.champ is 'Fait saisi : contact, circonscription, bassin, rattachement.';
comment on column structure_saisie.valeur is 'Valeur saisie. [non personnelle]';
comment on column structure_saisie.motif is 'Motif. [non personnelle]';
comment on column structure_saisie.agent_id is 'Agent.';
comment on column structure_saisie.saisie_le is 'Date de saisie.';
comment on column structure_saisie.retiree_le is 'Date de retrait ; vide tant que la saisie vaut.';
comment on table tache is 'Travail de fond suivi par une personne : état, avancement, annulation. [données personnelles : oui]';
comment on column tache.id is 'Identifiant interne.';
comment on column tache.genre is 'Nature du travail (import.previsualiser). [non personnelle]';
comment on column tache.objet_type is 'Nature de l''objet travaillé. [non personnelle]';
comment on column tache.objet_id is 'Identifiant de l''objet travaillé. [non personnelle]';
comment on column tache.etat is 'En attente, en cours, terminée, échouée ou annulée.';
comment on column tache.avancement is 'Avancement en millièmes.';
comment on column tache.etape is 'Ce qui se fait en ce moment, en français. [non personnelle]';
comment on column tache.demandee_par is 'Agent qui a demandé le travail ; vide pour la ligne de commande.';
comment on column tache.demandee_le is 'Date de la demande.';
comment on column tache.commencee_le is 'Début du travail.';
comment on column tache.terminee_le is 'Fin du travail, quelle que soit l''issue.';
comment on column tache.annulation_demandee_le is 'Date à laquelle l''annulation a été demandée.';
comment on column tache.erreur is 'Phrase montrée à la personne en cas d''échec. [non personnelle]';
comment on column tache.request_id is 'Numéro de la requête d''origine. [non personnelle]';
comment on table tentative is 'Tentatives comptées pour freiner les essais répétés ; effacées au bout d''un jour. [données personnelles : oui]';
comment on column tentative.id is 'Numéro.';
comment on column tentative.genre is 'Ce qui est freiné (lien par adresse, par réseau, pour le service ; code). [non personnelle]';
comment on column tentative.cle is 'Empreinte, par la clé du service, de ce qui est compté (adresse électronique, réseau d''où vient la demande, agent). [personnelle : freiner les essais répétés ; P1D après survenue_le ; supprimer]';
comment on column tentative.survenue_le is 'Date.';
comment on table typologie is 'Typologie enregistrée : les classes d''un calcul, nommées et décrites. [données personnelles : oui]';
comment on column typologie.id is 'Identifiant interne.';
comment on column typologie.calcul_id is 'Calcul dont les classes sont nommées.';
comment on column typologie.nom is 'Nom de la typologie. [non personnelle]';
comment on column typologie.classes is 'Nom et description de chaque classe, par numéro. [non personnelle]';
comment on column typologie.version is 'Compteur de modifications, contre les écritures croisées.';
comment on column typologie.agent_id is 'Auteur.';
comment on column typologie.enregistree_le is 'Date d''enregistrement.';
comment on column typologie.modifiee_le is 'Dernière modification.';
comment on table valeur_indicateur is 'Valeurs d''indicateurs, immuables et datées ; une correction est une nouvelle ligne. [données personnelles : aucune]';
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
comment on table valeur_masquee is 'Valeurs courantes couvertes par le secret des petits effectifs, recalculées à l''import ; lues par les seules personnes habilitées. [données personnelles : aucune]';
comment on column valeur_masquee.valeur_id is 'Valeur.';
comment on column valeur_masquee.motif is 'Petit effectif, dénominateur sous le seuil, ou secret secondaire (un total la révélerait).';
comment on table valeur_territoire is 'Valeurs qui décrivent un territoire (ségrégation d''un département), immuables et datées. [données personnelles : aucune]';
comment on column valeur_territoire.id is 'Numéro d''ordre.';
comment on column valeur_territoire.niveau is 'Niveau du territoire.';
comment on column valeur_territoire.territoire is 'Code du territoire.';
comment on column valeur_territoire.indicateur_code is 'Indicateur.';
comment on column valeur_territoire.annee is 'Année de rentrée.';
comment on column valeur_territoire.valeur is 'Valeur ; vide si le statut n''est pas ok.';
comment on column valeur_territoire.statut is 'ok, ns, manquant ou sans objet.';
comment on column valeur_territoire.texte is 'Ce que le fichier contenait, à la lettre.';
comment on column valeur_territoire.fichier_id is 'Fichier d''origine.';
comment on column valeur_territoire.ligne is 'Ligne d''origine.';
comment on column valeur_territoire.colonne is 'Colonne d''origine.';
comment on column valeur_territoire.enregistre_le is 'Date d''enregistrement.';
comment on column valeur_territoire.remplace_le is 'Date à laquelle une valeur plus récente l''a remplacée.';
comment on table volontariat is 'Structures qui se déclarent volontaires : noté, jamais compté dans une règle. [données personnelles : oui]';
comment on column volontariat.id is 'Identifiant interne.';
comment on column volontariat.campagne_id is 'Campagne.';
comment on column volontariat.uai is 'Structure.';
comment on column volontariat.texte is 'Ce qui motive la structure. [non personnelle]';
comment on column volontariat.agent_id is 'Personne qui déclare.';
comment on column volontariat.declare_le is 'Date.';
comment on column volontariat.retire_le is 'Retrait par la structure.';

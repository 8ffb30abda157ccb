-- Machinery every feature stands on: what the installation is, sessions, audit journal, background tasks.

create extension if not exists unaccent;
create extension if not exists pg_trgm;
create extension if not exists btree_gist;
create extension if not exists fuzzystrmatch;

create function refuser_modification() returns trigger language plpgsql as $$
begin
  raise exception 'Le journal % ne se modifie pas : une correction est une nouvelle ligne.', tg_table_name
    using errcode = 'restrict_violation', constraint = 'journal_immuable', table = tg_table_name;
end $$;
comment on function refuser_modification() is 'Refuse toute modification ou suppression dans une table en ajout seul.';

create table installation (
  unique_ligne boolean primary key default true constraint installation_unique check (unique_ligne),
  demonstration boolean not null constraint installation_demonstration_cle unique,
  creee_le timestamptz not null
);
comment on table installation is 'Ce qu''est cette base : démonstration (données fictives et comptes d''un clic) ou service réel. Une seule ligne.';
comment on column installation.unique_ligne is 'Toujours vrai : garantit une ligne unique.';
comment on column installation.demonstration is 'Vrai si la base est marquée « démonstration » ; les comptes de démonstration n''existent qu''alors.';
comment on column installation.creee_le is 'Date de création de la base.';

create table agent (
  id uuid primary key,
  nom text not null constraint agent_nom_borne check (length(nom) between 1 and 100),
  prenom text not null constraint agent_prenom_borne check (length(prenom) between 1 and 100),
  courriel text not null constraint agent_courriel_unique unique
    constraint agent_courriel_forme check (courriel ~ '^[^@\s]+@[^@\s]+$' and length(courriel) <= 254),
  demonstration boolean not null,
  -- Null for a real person; true points at the installation row, so that a demonstration account cannot exist elsewhere.
  demonstration_installation boolean generated always as (case when demonstration then true end) stored
    constraint agent_demonstration_reservee references installation (demonstration),
  cree_le timestamptz not null
);
comment on table agent is 'Personne qui utilise le service. Ses droits viennent de ses fonctions.';
comment on column agent.id is 'Identifiant interne, sans signification.';
comment on column agent.nom is 'Nom d''usage. Donnée personnelle : identification de l''agent ; durée : tant que l''agent a une fonction, puis un an.';
comment on column agent.prenom is 'Prénom. Donnée personnelle : identification de l''agent ; durée : tant que l''agent a une fonction, puis un an.';
comment on column agent.courriel is 'Adresse professionnelle. Donnée personnelle : contact et rattachement d''identité ; durée : tant que l''agent a une fonction, puis un an.';
comment on column agent.demonstration is 'Vrai pour un compte fictif de la démonstration.';
comment on column agent.demonstration_installation is 'Colonne calculée : rattache un compte de démonstration à une base marquée « démonstration ».';
comment on column agent.cree_le is 'Date de création du compte.';

create table fonction_exercee (
  id uuid primary key,
  agent_id uuid not null constraint fonction_exercee_agent references agent (id),
  fonction text not null constraint fonction_exercee_fonction_forme check (fonction ~ '^[a-z][a-z0-9_]{1,40}$'),
  portee_type text not null constraint fonction_exercee_portee_type check
    (portee_type in ('nation', 'academie', 'departement', 'circonscription', 'structure', 'territoire_clas')),
  portee_code text not null constraint fonction_exercee_portee_code_borne check (length(portee_code) between 1 and 40),
  debut date not null,
  fin date constraint fonction_exercee_periode check (fin > debut),
  acte text constraint fonction_exercee_acte_borne check (length(acte) <= 300),
  cree_le timestamptz not null,
  constraint fonction_exercee_sans_doublon exclude using gist (
    agent_id with =, fonction with =, portee_type with =, portee_code with =, daterange(debut, fin) with &&
  )
);
create index fonction_exercee_par_agent on fonction_exercee (agent_id);
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

create table session (
  empreinte bytea primary key constraint session_empreinte_sha256 check (octet_length(empreinte) = 32),
  agent_id uuid not null constraint session_agent references agent (id),
  mode text not null constraint session_mode check (mode in ('demonstration')),
  ouverte_le timestamptz not null,
  vue_le timestamptz not null,
  expire_le timestamptz not null constraint session_duree check (expire_le > ouverte_le),
  fermee_le timestamptz
);
create index session_par_agent on session (agent_id) where fermee_le is null;
create index session_par_expiration on session (expire_le);
comment on table session is 'Session tenue par le serveur ; le navigateur ne détient qu''un jeton dont seule l''empreinte est gardée.';
comment on column session.empreinte is 'SHA-256 du jeton porté par le témoin de connexion.';
comment on column session.agent_id is 'Agent connecté.';
comment on column session.mode is 'Moyen d''authentification.';
comment on column session.ouverte_le is 'Début de la session.';
comment on column session.vue_le is 'Dernière activité, à la minute près.';
comment on column session.expire_le is 'Fin au plus tard (10 heures après l''ouverture).';
comment on column session.fermee_le is 'Fermeture par la personne ou par révocation.';

create table audit_event (
  id bigint generated always as identity primary key,
  evenement text not null constraint audit_event_evenement_forme check (evenement ~ '^[a-z_]+\.[a-z_]+$'),
  objet_type text not null,
  objet_id text not null,
  agent_id uuid,
  request_id text not null,
  survenu_le timestamptz not null,
  faits jsonb not null,
  transaction xid8 not null default pg_current_xact_id()
);
create index audit_event_par_objet on audit_event (objet_type, objet_id, id);
create index audit_event_par_agent on audit_event (agent_id, id);
create index audit_event_par_transaction on audit_event (transaction, id);
create trigger audit_event_immuable before update or delete on audit_event for each row execute function refuser_modification();
create trigger audit_event_non_vide before truncate on audit_event for each statement execute function refuser_modification();
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

create table audit_valeur (
  audit_event_id bigint primary key constraint audit_valeur_event references audit_event (id),
  avant jsonb,
  apres jsonb
);
comment on table audit_valeur is 'Valeurs avant et après d''un acte, à part du journal scellé pour que leur purge n''en rompe pas la chaîne.';
comment on column audit_valeur.audit_event_id is 'Ligne du journal concernée.';
comment on column audit_valeur.avant is 'Valeurs avant l''acte. Peut contenir des données personnelles ; durée : un an.';
comment on column audit_valeur.apres is 'Valeurs après l''acte. Peut contenir des données personnelles ; durée : un an.';

create table audit_maillon (
  numero bigint primary key constraint audit_maillon_numero_positif check (numero > 0),
  audit_event_id bigint not null constraint audit_maillon_event_unique unique constraint audit_maillon_event references audit_event (id),
  empreinte bytea not null constraint audit_maillon_sha256 check (octet_length(empreinte) = 32),
  scelle_le timestamptz not null
);
create trigger audit_maillon_immuable before update or delete on audit_maillon for each row execute function refuser_modification();
create trigger audit_maillon_non_vide before truncate on audit_maillon for each statement execute function refuser_modification();
comment on table audit_maillon is 'Chaîne de scellement du journal : chaque empreinte couvre la ligne et l''empreinte précédente (SHA-256).';
comment on column audit_maillon.numero is 'Rang dans la chaîne, sans trou.';
comment on column audit_maillon.audit_event_id is 'Ligne du journal scellée.';
comment on column audit_maillon.empreinte is 'SHA-256 de l''empreinte précédente suivie de la forme canonique de la ligne.';
comment on column audit_maillon.scelle_le is 'Date du scellement.';

create table tache (
  id uuid primary key,
  genre text not null constraint tache_genre_forme check (genre ~ '^[a-z_]+\.[a-z_]+$'),
  objet_type text not null,
  objet_id text not null,
  etat text not null constraint tache_etat check (etat in ('en_attente', 'en_cours', 'terminee', 'echouee', 'annulee')),
  avancement integer not null constraint tache_avancement check (avancement between 0 and 1000),
  etape text not null constraint tache_etape_borne check (length(etape) <= 300),
  demandee_par uuid constraint tache_agent references agent (id),
  demandee_le timestamptz not null,
  commencee_le timestamptz,
  terminee_le timestamptz,
  annulation_demandee_le timestamptz,
  erreur text constraint tache_erreur_borne check (length(erreur) <= 2000),
  request_id text not null,
  constraint tache_fin_datee check ((etat in ('terminee', 'echouee', 'annulee')) = (terminee_le is not null))
);
create index tache_par_objet on tache (objet_type, objet_id, demandee_le desc);
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

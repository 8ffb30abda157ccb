-- The trace: checks of the sealed journal, what retention removed, public archives eliminated with a visa.

create table controle_journal (
  id uuid primary key,
  fait_le timestamptz not null,
  intact boolean not null,
  verifies bigint not null,
  en_attente bigint not null,
  tete text not null,
  ancre_numero bigint,
  raison text constraint controle_journal_raison_borne check (length(raison) <= 500)
);
create trigger controle_journal_immuable before update or delete on controle_journal for each row execute function refuser_modification();
create trigger controle_journal_non_vide before truncate on controle_journal for each statement execute function refuser_modification();
create index controle_journal_par_date on controle_journal (fait_le desc);
comment on table controle_journal is 'Contrôles de la chaîne scellée du journal, faits chaque jour et sur demande.';
comment on column controle_journal.id is 'Identifiant interne.';
comment on column controle_journal.fait_le is 'Date du contrôle.';
comment on column controle_journal.intact is 'Vrai si la chaîne tient et prolonge la dernière ancre.';
comment on column controle_journal.verifies is 'Lignes scellées vérifiées.';
comment on column controle_journal.en_attente is 'Lignes pas encore scellées.';
comment on column controle_journal.tete is 'Dernière empreinte, en hexadécimal.';
comment on column controle_journal.ancre_numero is 'Rang de la dernière ancre tenue hors de la base, comparée à la chaîne.';
comment on column controle_journal.raison is 'Ce qui ne tient pas.';

create table purge (
  id uuid primary key,
  executee_le timestamptz not null,
  table_nom text not null,
  colonne text not null,
  duree text not null,
  lignes bigint not null
);
create index purge_par_date on purge (executee_le desc);
comment on table purge is 'Ce que la purge a effacé : combien de lignes, dans quelle colonne, au terme de quelle durée.';
comment on column purge.id is 'Identifiant interne.';
comment on column purge.executee_le is 'Date.';
comment on column purge.table_nom is 'Table.';
comment on column purge.colonne is 'Colonne effacée, ou « * » pour des lignes entières.';
comment on column purge.duree is 'Durée de conservation appliquée (ISO 8601).';
comment on column purge.lignes is 'Nombre de lignes concernées.';

create table elimination (
  id uuid primary key,
  numero integer not null constraint elimination_numero_unique unique,
  serie text not null constraint elimination_serie_forme check (serie ~ '^[a-z_]{1,60}$'),
  jusqu_au date not null,
  lignes bigint not null,
  empreinte bytea not null constraint elimination_sha256 check (octet_length(empreinte) = 32),
  preparee_par uuid not null constraint elimination_agent references agent (id),
  preparee_le timestamptz not null,
  visa_autorite text constraint elimination_visa_autorite_borne check (length(visa_autorite) between 1 and 200),
  visa_reference text constraint elimination_visa_reference_borne check (length(visa_reference) between 1 and 200),
  visa_le date,
  visa_piece_id uuid constraint elimination_visa_piece references piece (id),
  visa_enregistre_par uuid constraint elimination_visa_agent references agent (id),
  executee_le timestamptz,
  executee_par uuid constraint elimination_executant references agent (id),
  abandonnee_le timestamptz,
  constraint elimination_visa_entier check ((visa_le is null) = (visa_reference is null) and (visa_le is null) = (visa_autorite is null)),
  constraint elimination_visa_d_abord check (executee_le is null or visa_le is not null)
);
comment on table elimination is 'Élimination d''archives publiques : un bordereau, le visa des archives, puis seulement l''effacement (code du patrimoine, L214-3 et R212-14).';
comment on column elimination.id is 'Identifiant interne.';
comment on column elimination.numero is 'Numéro du bordereau.';
comment on column elimination.serie is 'Série éliminable (journal_valeurs, imports…).';
comment on column elimination.jusqu_au is 'Documents antérieurs à ce jour, exclu.';
comment on column elimination.lignes is 'Nombre d''éléments au bordereau.';
comment on column elimination.empreinte is 'SHA-256 de la liste des éléments au jour du bordereau.';
comment on column elimination.preparee_par is 'Agent qui a préparé le bordereau.';
comment on column elimination.preparee_le is 'Préparation.';
comment on column elimination.visa_autorite is 'Autorité qui a visé (archives départementales, mission des archives).';
comment on column elimination.visa_reference is 'Référence du visa.';
comment on column elimination.visa_le is 'Date du visa.';
comment on column elimination.visa_piece_id is 'Visa numérisé.';
comment on column elimination.visa_enregistre_par is 'Agent qui a enregistré le visa.';
comment on column elimination.executee_le is 'Effacement.';
comment on column elimination.executee_par is 'Agent qui a effacé.';
comment on column elimination.abandonnee_le is 'Abandon du bordereau.';

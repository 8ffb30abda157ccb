-- What a person decides about a file, remembered for the next one; tokens of the reading interface; settings of the data.

create table correspondance (
  id uuid primary key,
  jeu text not null constraint correspondance_jeu_borne check (length(jeu) between 1 and 60),
  libelle text not null constraint correspondance_libelle_borne check (length(libelle) between 1 and 200),
  entete bytea not null constraint correspondance_sha256 check (octet_length(entete) = 32),
  colonnes jsonb not null,
  academie_code text constraint correspondance_academie references academie (code),
  agent_id uuid not null constraint correspondance_agent references agent (id),
  enregistre_le timestamptz not null,
  retiree_le timestamptz
);
create unique index correspondance_courante on correspondance (entete) where retiree_le is null;
comment on table correspondance is 'Lecture d''un en-tête décidée par une personne et réutilisée : en-tête abîmé d''un jeu officiel, ou fichier propre à une académie.';
comment on column correspondance.id is 'Identifiant interne.';
comment on column correspondance.jeu is 'Jeu officiel, ou « academique » pour un fichier de l''académie.';
comment on column correspondance.libelle is 'Nom donné à cette lecture.';
comment on column correspondance.entete is 'SHA-256 de l''en-tête normalisé, dans l''ordre du fichier.';
comment on column correspondance.colonnes is 'Colonnes choisies, unités, année : forme décrite dans imports/correspondances/schema.ts.';
comment on column correspondance.academie_code is 'Académie à laquelle elle appartient ; vide pour un jeu officiel.';
comment on column correspondance.agent_id is 'Auteur.';
comment on column correspondance.enregistre_le is 'Date.';
comment on column correspondance.retiree_le is 'Date à laquelle une autre lecture l''a remplacée.';

create table decision_uai (
  id uuid primary key,
  texte text not null constraint decision_uai_texte_borne check (length(texte) between 1 and 60),
  uai text constraint decision_uai_forme check (uai ~ '^[0-9]{7}[A-HJ-NPR-Z]$'),
  motif text not null constraint decision_uai_motif_borne check (length(motif) between 1 and 500),
  agent_id uuid not null constraint decision_uai_agent references agent (id),
  decidee_le timestamptz not null,
  retiree_le timestamptz
);
create unique index decision_uai_courante on decision_uai (texte) where retiree_le is null;
comment on table decision_uai is 'Codes mal formés rencontrés dans les fichiers, et ce qu''une personne a décidé qu''ils désignent.';
comment on column decision_uai.id is 'Identifiant interne.';
comment on column decision_uai.texte is 'Code tel que le fichier l''écrit, sans blancs autour.';
comment on column decision_uai.uai is 'Structure désignée ; vide si la ligne est à écarter.';
comment on column decision_uai.motif is 'Motif.';
comment on column decision_uai.agent_id is 'Auteur.';
comment on column decision_uai.decidee_le is 'Date.';
comment on column decision_uai.retiree_le is 'Date de retrait.';

alter table import_fichier
  add column feuilles jsonb,
  add column entete bytea constraint import_fichier_entete_sha256 check (octet_length(entete) = 32),
  add column colonnes text[],
  add column correspondance_id uuid constraint import_fichier_correspondance references correspondance (id),
  add column annee_dite smallint constraint import_fichier_annee check (annee_dite between 1980 and 2100);
comment on column import_fichier.feuilles is 'Feuilles d''un classeur : nom, première ligne lue, ligne dans la feuille.';
comment on column import_fichier.entete is 'SHA-256 de l''en-tête normalisé.';
comment on column import_fichier.colonnes is 'Colonnes telles que le fichier les nomme.';
comment on column import_fichier.correspondance_id is 'Lecture décidée par une personne qui a servi.';
comment on column import_fichier.annee_dite is 'Année de rentrée donnée par une personne, quand ni les colonnes ni le nom du fichier ne la disent.';

create table jeton_api (
  id uuid primary key,
  agent_id uuid not null constraint jeton_api_agent references agent (id),
  libelle text not null constraint jeton_api_libelle_borne check (length(libelle) between 1 and 100),
  empreinte bytea not null constraint jeton_api_unique unique constraint jeton_api_sha256 check (octet_length(empreinte) = 32),
  cree_le timestamptz not null,
  expire_le timestamptz not null constraint jeton_api_duree check (expire_le > cree_le),
  utilise_le timestamptz,
  revoque_le timestamptz
);
create index jeton_api_par_agent on jeton_api (agent_id, cree_le);
comment on table jeton_api is 'Jetons de l''interface de lecture : chacun agit avec les droits, du moment, de la personne qui l''a créé.';
comment on column jeton_api.id is 'Identifiant interne.';
comment on column jeton_api.agent_id is 'Agent.';
comment on column jeton_api.libelle is 'Usage, dit par la personne.';
comment on column jeton_api.empreinte is 'SHA-256 du jeton : lui-même n''est montré qu''une fois.';
comment on column jeton_api.cree_le is 'Création.';
comment on column jeton_api.expire_le is 'Fin au plus tard.';
comment on column jeton_api.utilise_le is 'Dernier usage, à la minute près.';
comment on column jeton_api.revoque_le is 'Révocation.';

create table reglage (
  code text primary key constraint reglage_code_forme check (code ~ '^[a-z][a-z0-9_]{1,60}$'),
  valeur double precision not null,
  libelle text not null,
  minimum double precision not null,
  maximum double precision not null,
  constraint reglage_bornes check (valeur between minimum and maximum)
);
comment on table reglage is 'Seuils du service : ce sont des données. Le secret ne peut qu''être relevé.';
comment on column reglage.code is 'Code stable.';
comment on column reglage.valeur is 'Valeur en vigueur.';
comment on column reglage.libelle is 'Ce qu''il règle.';
comment on column reglage.minimum is 'Plus petite valeur permise.';
comment on column reglage.maximum is 'Plus grande valeur permise.';
insert into reglage (code, valeur, libelle, minimum, maximum) values
  ('seuil_petit_effectif', 5, 'En dessous de ce nombre, un compte d''élèves ou de personnes est masqué', 5, 50);

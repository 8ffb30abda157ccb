-- What everybody reads: pages on the scheme, news, the banner, the texts that the operator fills in.

create table publication (
  id uuid primary key,
  adresse text not null constraint publication_adresse_unique unique constraint publication_adresse_forme check (adresse ~ '^[a-z0-9]+(-[a-z0-9]+)*$' and length(adresse) <= 100),
  genre text not null constraint publication_genre check (genre in ('presentation', 'actualite')),
  titre text not null constraint publication_titre_borne check (length(titre) between 1 and 200),
  chapeau text not null constraint publication_chapeau_borne check (length(chapeau) <= 600),
  contenu text not null constraint publication_contenu_borne check (length(contenu) <= 60000),
  liens jsonb not null,
  rang integer not null,
  publiee_le date,
  mise_a_jour_le date,
  archivee_le date constraint publication_archive check (archivee_le is null or publiee_le is not null),
  cree_le timestamptz not null,
  modifiee_le timestamptz not null,
  modifiee_par uuid constraint publication_agent references agent (id),
  version integer not null
);
create index publication_par_genre on publication (genre, publiee_le desc);
comment on table publication is 'Page publique de présentation ou actualité ; ce qui n''est plus d''actualité reste lisible, marqué « archive ».';
comment on column publication.id is 'Identifiant interne.';
comment on column publication.adresse is 'Fin de l''adresse de la page.';
comment on column publication.genre is 'Présentation ou actualité.';
comment on column publication.titre is 'Titre.';
comment on column publication.chapeau is 'Résumé.';
comment on column publication.contenu is 'Texte, en Markdown sans HTML.';
comment on column publication.liens is 'Liens « pour en savoir plus » : intitulé et adresse.';
comment on column publication.rang is 'Ordre parmi les présentations.';
comment on column publication.publiee_le is 'Publication ; vide pour un brouillon.';
comment on column publication.mise_a_jour_le is 'Dernière mise à jour du contenu.';
comment on column publication.archivee_le is 'Mise en archive.';
comment on column publication.cree_le is 'Création.';
comment on column publication.modifiee_le is 'Dernier enregistrement.';
comment on column publication.modifiee_par is 'Agent du dernier enregistrement.';
comment on column publication.version is 'Numéro de version, contre les modifications croisées.';

create table bandeau (
  id uuid primary key,
  texte text not null constraint bandeau_texte_borne check (length(texte) between 1 and 300),
  ton text not null constraint bandeau_ton check (ton in ('information', 'attention')),
  debut timestamptz not null,
  fin timestamptz not null constraint bandeau_periode check (fin > debut),
  cree_par uuid not null constraint bandeau_agent references agent (id),
  cree_le timestamptz not null,
  retire_le timestamptz
);
create index bandeau_par_fin on bandeau (fin);
comment on table bandeau is 'Bandeau d''information montré en haut de chaque page entre deux dates.';
comment on column bandeau.id is 'Identifiant interne.';
comment on column bandeau.texte is 'Phrase affichée.';
comment on column bandeau.ton is 'Information ou attention.';
comment on column bandeau.debut is 'Début d''affichage.';
comment on column bandeau.fin is 'Fin d''affichage.';
comment on column bandeau.cree_par is 'Auteur.';
comment on column bandeau.cree_le is 'Création.';
comment on column bandeau.retire_le is 'Retrait avant la fin.';

create table reglage_texte (
  code text primary key constraint reglage_texte_forme check (code ~ '^[a-z][a-z0-9_]{1,60}$'),
  valeur text not null constraint reglage_texte_borne check (length(valeur) <= 2000),
  libelle text not null,
  aide text not null,
  version integer not null
);
comment on table reglage_texte is 'Textes que l''exploitant remplit : contact, entité responsable, délégué à la protection des données, hébergeur.';
comment on column reglage_texte.code is 'Code stable.';
comment on column reglage_texte.valeur is 'Valeur ; vide tant qu''elle n''est pas remplie.';
comment on column reglage_texte.libelle is 'Ce que c''est.';
comment on column reglage_texte.aide is 'Où il sert, ce qu''il faut y mettre.';
comment on column reglage_texte.version is 'Numéro de version, contre les modifications croisées.';
insert into reglage_texte (code, valeur, libelle, aide, version) values
  ('contact_courriel', '', 'Adresse du service', 'Adresse générique, montrée au pied de chaque page et dans chaque courriel.', 1),
  ('contact_telephone', '', 'Téléphone du service', 'Facultatif.', 1),
  ('editeur', '', 'Entité responsable', 'Nom de l''académie ou de la direction qui ouvre le service, pour les mentions légales.', 1),
  ('directeur_publication', '', 'Directeur ou directrice de la publication', 'Fonction de préférence au nom.', 1),
  ('hebergeur', '', 'Hébergeur', 'Nom, adresse et téléphone de l''hébergeur.', 1),
  ('delegue_protection', '', 'Délégué à la protection des données', 'Adresse à laquelle exercer ses droits.', 1);

insert into publication (id, adresse, genre, titre, chapeau, contenu, liens, rang, publiee_le, cree_le, modifiee_le, version) values (
  '00000000-0000-4000-a000-000000000001',
  'le-dispositif',
  'presentation',
  'Ce qu''est un contrat local d''accompagnement',
  'Un contrat de trois ans, sur mesure, entre une académie et une école, un collège ou un lycée socialement proche de l''éducation prioritaire, ou touché par un choc, ou qui a besoin d''un accompagnement particulier.',
  $texte$## Deux objectifs

- « mieux tenir compte des contextes locaux et apporter une réponse aux difficultés des territoires ruraux et périphériques » ;
- « répondre à la problématique des écoles orphelines et de certains lycées professionnels ».

Une école orpheline est une école socialement proche de l'éducation prioritaire, mais qui n'est pas rattachée au secteur d'un collège d'éducation prioritaire.

## Une concertation

Le dispositif est né de rencontres avec des acteurs de terrain de l'éducation prioritaire et de nombreux élus. Ses formes se discutent dans le dialogue social avec les représentants des personnels, et avec chaque équipe : le diagnostic est partagé, le projet est celui de l'école ou de l'établissement.

## Une dynamique

L'idée est d'introduire de la progressivité : des moyens gradués selon les besoins, plutôt que tout ou rien, et une lecture fine du terrain. Un contrat dit des besoins, des actions, des moyens et une façon d'en rendre compte ; il n'évalue pas des personnes.

## Comment cela se passe

1. L'académie repère des écoles et des établissements, par les données et par la connaissance du terrain, et dit pourquoi.
2. L'équipe invitée partage un diagnostic, puis écrit un projet et des fiches actions.
3. Les instances donnent leur avis, le contrat est signé, les moyens sont notifiés.
4. Pendant trois ans, des personnes accompagnent, observent et font le bilan avec l'équipe.$texte$,
  '[]',
  10,
  '2026-11-22',
  '2026-11-22T00:00:00Z',
  '2026-11-22T00:00:00Z',
  1
);

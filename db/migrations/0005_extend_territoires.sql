-- Territories between the académie and the school, what is known of communes, map backgrounds, values that describe a territory.

create table circonscription (
  code text primary key constraint circonscription_code_forme check (length(code) between 1 and 60),
  nom text not null constraint circonscription_nom_borne check (length(nom) between 1 and 200),
  departement_code text not null constraint circonscription_departement references departement (code),
  courriel text constraint circonscription_courriel_forme check (courriel ~ '^[^@\s]+@[^@\s]+$' and length(courriel) <= 254),
  telephone text constraint circonscription_telephone_borne check (length(telephone) <= 40)
);
create index circonscription_par_departement on circonscription (departement_code, nom);
comment on table circonscription is 'Circonscriptions d''inspection du premier degré.';
comment on column circonscription.code is 'UAI de l''inspection quand l''annuaire le donne ; sinon département et nom, sans accents.';
comment on column circonscription.nom is 'Nom en usage.';
comment on column circonscription.departement_code is 'Département.';
comment on column circonscription.courriel is 'Boîte aux lettres générique de la circonscription, jamais celle d''une personne.';
comment on column circonscription.telephone is 'Téléphone de l''inspection.';

create table bassin (
  code text primary key constraint bassin_code_forme check (length(code) between 1 and 60),
  nom text not null constraint bassin_nom_borne check (length(nom) between 1 and 200),
  academie_code text not null constraint bassin_academie references academie (code)
);
create index bassin_par_academie on bassin (academie_code, nom);
comment on table bassin is 'Bassins de formation ou d''éducation, découpage propre à chaque académie.';
comment on column bassin.code is 'Code du bassin dans l''annuaire.';
comment on column bassin.nom is 'Nom en usage.';
comment on column bassin.academie_code is 'Académie.';

alter table commune
  add column population integer constraint commune_population check (population >= 0),
  add column typologie text constraint commune_typologie_borne check (length(typologie) between 1 and 60),
  add column latitude double precision constraint commune_latitude check (latitude between -90 and 90),
  add column longitude double precision constraint commune_longitude check (longitude between -180 and 180),
  add column actuelle_code text constraint commune_actuelle references commune (code) constraint commune_autre check (actuelle_code <> code),
  add column fichier_id uuid constraint commune_fichier references import_fichier (id),
  add column ligne integer constraint commune_ligne check (ligne > 0);
create index commune_par_actuelle on commune (actuelle_code);
comment on column commune.population is 'Population municipale du dernier fichier des communes.';
comment on column commune.typologie is 'Classe de densité ou de ruralité, telle que le fichier des communes la donne (tr1 à tr6 : grille de densité, de la plus rurale à la plus dense).';
comment on column commune.latitude is 'Latitude du centre, WGS 84.';
comment on column commune.longitude is 'Longitude du centre, WGS 84.';
comment on column commune.actuelle_code is 'Commune d''aujourd''hui, pour une commune fusionnée ou un arrondissement municipal ; vide pour une commune actuelle.';
comment on column commune.fichier_id is 'Fichier des communes d''où viennent ces faits ; vide si la commune n''est connue que par une structure.';
comment on column commune.ligne is 'Ligne de ce fichier.';

create table contour (
  niveau text not null constraint contour_niveau check (niveau in ('region', 'academie', 'departement', 'commune')),
  code text not null constraint contour_code_borne check (length(code) between 1 and 20),
  nom text not null constraint contour_nom_borne check (length(nom) between 1 and 200),
  geometrie jsonb not null,
  fichier_id uuid not null constraint contour_fichier references import_fichier (id),
  ligne integer not null constraint contour_ligne check (ligne > 0),
  constraint contour_cle primary key (niveau, code)
);
comment on table contour is 'Contours simplifiés des territoires, fonds des cartes.';
comment on column contour.niveau is 'Région, académie, département ou commune.';
comment on column contour.code is 'Code du territoire, comme dans sa table.';
comment on column contour.nom is 'Nom donné par le fichier.';
comment on column contour.geometrie is 'Géométrie GeoJSON (Polygon ou MultiPolygon), longitude puis latitude, WGS 84.';
comment on column contour.fichier_id is 'Fichier d''origine.';
comment on column contour.ligne is 'Rang de l''objet dans ce fichier.';

create table participation_academie (
  id uuid primary key,
  academie_code text not null constraint participation_academie_academie references academie (code),
  dispositif_code text not null,
  statut text not null constraint participation_academie_statut check (statut in ('experimentale', 'etendue', 'sortie')),
  debut date not null,
  fin date constraint participation_academie_periode check (fin > debut),
  acte text not null constraint participation_academie_acte_borne check (length(acte) between 1 and 300),
  agent_id uuid constraint participation_academie_agent references agent (id),
  enregistre_le timestamptz not null,
  constraint participation_academie_sans_doublon exclude using gist (
    academie_code with =, dispositif_code with =, daterange(debut, fin) with &&
  )
);
comment on table participation_academie is 'Registre des académies participantes : entrée, statut et sortie, avec l''acte.';
comment on column participation_academie.id is 'Identifiant interne.';
comment on column participation_academie.academie_code is 'Académie.';
comment on column participation_academie.dispositif_code is 'Dispositif auquel elle participe.';
comment on column participation_academie.statut is 'Expérimentale, étendue ou sortie.';
comment on column participation_academie.debut is 'Premier jour, inclus.';
comment on column participation_academie.fin is 'Premier jour où ce statut ne vaut plus ; vide tant qu''il vaut.';
comment on column participation_academie.acte is 'Acte ou texte qui fonde le statut.';
comment on column participation_academie.agent_id is 'Agent qui l''a enregistré ; vide pour le service lui-même.';
comment on column participation_academie.enregistre_le is 'Date d''enregistrement.';

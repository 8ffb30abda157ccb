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
  articles jsonb not null,
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
comment on column elimination.articles is 'Par année civile : nombre, dates extrêmes et volume, tels que le bordereau les dit au visa.';
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

-- Where a line of the journal belongs: the académies of whoever acts and of what is acted on, the day of the act.
-- Written by a trigger, so that no act forgets it; apart from the sealed line, which says nothing of territories.

create table audit_academie (
  audit_event_id bigint not null,
  academie_code text not null,
  survenu_le timestamptz not null,
  constraint audit_academie_cle primary key (audit_event_id, academie_code)
);
create index audit_academie_par_date on audit_academie (academie_code, survenu_le desc, audit_event_id desc);
comment on table audit_academie is 'Académies concernées par une ligne du journal : celles où agissait la personne, celles de l''objet, le jour de l''acte.';
comment on column audit_academie.audit_event_id is 'Ligne du journal. Sans clé étrangère : l''index suit le journal et n''en garde pas le droit.';
comment on column audit_academie.academie_code is 'Académie.';
comment on column audit_academie.survenu_le is 'Date de l''acte, répétée pour lire une académie dans l''ordre.';

create function academie_de_portee(nature text, code_portee text) returns text language sql stable as $$
  select case nature
    when 'academie' then (select a.code from academie a where a.code = code_portee)
    when 'departement' then (select d.academie_code from departement d where d.code = code_portee)
    when 'circonscription' then (select d.academie_code from circonscription c join departement d on d.code = c.departement_code where c.code = code_portee)
    when 'structure' then (select s.academie_code from structure s where s.uai = code_portee)
  end $$;
comment on function academie_de_portee(text, text) is 'Académie d''un périmètre ; vide pour la nation.';

create function academies_de_l_agent(agent uuid, jour date) returns setof text language sql stable as $$
  select academie_de_portee(f.portee_type, f.portee_code) from fonction_exercee f
  where f.agent_id = agent and f.debut <= jour and (f.fin is null or jour < f.fin)
  union
  select academie_de_portee(f.portee_type, f.portee_code) from delegation d join fonction_exercee f on f.id = d.fonction_exercee_id
  where d.delegataire_id = agent and d.revoquee_le is null and d.debut <= jour and jour < d.fin $$;
comment on function academies_de_l_agent(uuid, date) is 'Académies où une personne exerce une fonction, ce jour-là, délégations reçues comprises.';

create function academies_de_l_objet(nature text, identifiant text, jour date) returns setof text language plpgsql stable as $$
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
end $$;
comment on function academies_de_l_objet(text, text, date) is 'Académies d''un objet du journal ; aucune pour ce qui est national. Une rubrique qui apporte un objet situé remplace cette fonction.';

create function situer_ligne() returns trigger language plpgsql as $$
declare
  jour date := (new.survenu_le at time zone 'Europe/Paris')::date;
begin
  insert into audit_academie (audit_event_id, academie_code, survenu_le)
  select new.id, code, new.survenu_le from (
    select academies_de_l_agent(new.agent_id, jour) as code
    union select academies_de_l_objet(new.objet_type, new.objet_id, jour)) as lieux
  where code is not null;
  return null;
end $$;
comment on function situer_ligne() is 'Note les académies d''une ligne du journal au moment où elle s''écrit.';

insert into audit_academie (audit_event_id, academie_code, survenu_le)
select e.id, lieux.code, e.survenu_le
from audit_event e cross join lateral (
  select academies_de_l_agent(e.agent_id, (e.survenu_le at time zone 'Europe/Paris')::date) as code
  union select academies_de_l_objet(e.objet_type, e.objet_id, (e.survenu_le at time zone 'Europe/Paris')::date)) as lieux
where lieux.code is not null;

create trigger audit_event_situe after insert on audit_event for each row execute function situer_ligne();
create trigger audit_academie_immuable before update or delete on audit_academie for each row execute function refuser_modification();
create trigger audit_academie_non_vide before truncate on audit_academie for each statement execute function refuser_modification();

-- The journal is read from the latest line back, whatever the filter.
create index audit_event_par_date on audit_event (survenu_le desc, id desc);
create index audit_event_par_famille on audit_event (split_part(evenement, '.', 1), survenu_le desc, id desc);
create index audit_event_refuse on audit_event (survenu_le desc, id desc) where evenement in ('acces.refuser', 'connexion.refuser');
drop index audit_event_par_agent;
create index audit_event_par_agent on audit_event (agent_id, survenu_le desc, id desc);

-- Personal data, column by column: purpose, duration, clock, and what happens at the end (app/platform/retention).
-- Added to the comments, which stay the dictionary.
do $marques$
declare
  marque record;
  texte text;
  rubrique record;
  colonne text;
begin
  for marque in select * from (values
    ('agent', 'nom', 'savoir qui agit et à qui s''adresser ; P1Y après fin_de_fonction ; remplacer par « retirée »'),
    ('agent', 'prenom', 'savoir qui agit et à qui s''adresser ; P1Y après fin_de_fonction ; remplacer par « Personne »'),
    ('agent', 'courriel', 'écrire à la personne et reconnaître son identité ; P1Y après fin_de_fonction ; effacer'),
    ('assistance', 'motif', 'dire à la personne pourquoi on veut l''aider ; P1Y après demandee_le ; remplacer par « Motif effacé »'),
    ('audit_valeur', 'avant', 'expliquer un acte ; P1Y après evenement ; supprimer'),
    ('audit_valeur', 'apres', 'expliquer un acte ; P1Y après evenement ; supprimer'),
    ('code_secours', 'empreinte', 'entrer quand l''application du second facteur manque ; P3M après fin_de_fonction ; supprimer'),
    ('courriel', 'destinataire', 'acheminer le message et répondre d''un envoi ; P6M après cree_le ; effacer'),
    ('courriel', 'copies', 'acheminer le message et répondre d''un envoi ; P6M après cree_le ; effacer'),
    ('courriel', 'remis', 'ne pas envoyer deux fois ; P6M après cree_le ; effacer'),
    ('courriel', 'objet', 'répondre d''un envoi ; P6M après cree_le ; remplacer par « Objet effacé »'),
    ('courriel', 'texte', 'acheminer le message ; effacé dès l''envoi ; P30D après cree_le ; effacer'),
    ('courriel', 'html', 'acheminer le message ; effacé dès l''envoi ; P30D après cree_le ; effacer'),
    ('courriel', 'erreur', 'comprendre un échec d''envoi ; P6M après cree_le ; effacer'),
    ('delegation', 'acte', 'prouver la délégation ; P5Y après fin ; remplacer par « Acte effacé »'),
    ('delegation', 'motif', 'expliquer une révocation ; P1Y après fin ; effacer'),
    ('demande_acces', 'message', 'décider de la demande ; P1Y après cree_le ; effacer'),
    ('demande_acces', 'motif', 'expliquer la décision ; P1Y après cree_le ; effacer'),
    ('entree_en_cours', 'suite', 'ramener la personne à la page demandée ; P1D après cree_le ; supprimer'),
    ('fonction_exercee', 'acte', 'prouver la fonction ; P1Y après fin ; effacer'),
    ('fonction_exercee', 'fin_motif', 'expliquer la fin de la fonction ; P1Y après fin ; effacer'),
    ('identite', 'sujet', 'reconnaître la personne à son entrée ; P2Y après vue_le ; supprimer'),
    ('identite', 'prenom', 'reconnaître la personne à son entrée ; P2Y après vue_le ; supprimer'),
    ('identite', 'nom', 'reconnaître la personne à son entrée ; P2Y après vue_le ; supprimer'),
    ('identite', 'courriel', 'proposer un rattachement ; P2Y après vue_le ; supprimer'),
    ('identite', 'siret', 'reconnaître l''employeur ; P2Y après vue_le ; supprimer'),
    ('identite', 'attributs', 'proposer une fonction ; P2Y après vue_le ; supprimer'),
    ('invitation', 'message', 'accompagner l''invitation ; P6M après cree_le ; effacer'),
    ('jeton_api', 'libelle', 'reconnaître ses jetons ; P1Y après expire_le ; supprimer'),
    ('lien_connexion', 'suite', 'ramener la personne à la page demandée ; P7D après cree_le ; supprimer'),
    ('liste_personnes', 'fichier_nom', 'reconnaître un dépôt ; P1Y après cree_le ; remplacer par « Fichier effacé »'),
    ('liste_personnes', 'message', 'accompagner les invitations ; P1Y après cree_le ; effacer'),
    ('notification', 'titre', 'dire à la personne ce qui l''attend ; P1Y après cree_le ; supprimer'),
    ('notification', 'texte', 'dire à la personne ce qui l''attend ; P1Y après cree_le ; supprimer'),
    ('notification', 'href', 'dire à la personne ce qui l''attend ; P1Y après cree_le ; supprimer'),
    ('passation', 'mot', 'transmettre à la personne qui prend la suite ; P2Y après depart ; effacer'),
    ('piece', 'nom', 'retrouver une pièce retirée ; P1Y après supprimee_le ; remplacer par « Pièce retirée »'),
    ('piece', 'apercu', 'lire une pièce sans l''ouvrir ; P1D après supprimee_le ; effacer'),
    ('preference_notification', 'mode', 'respecter le choix de la personne ; P1Y après fin_de_fonction ; supprimer'),
    ('rattachement', 'agent_id', 'proposer un rattachement ; P3M après propose_le ; supprimer'),
    ('second_facteur', 'secret_chiffre', 'vérifier le second facteur ; P3M après fin_de_fonction ; supprimer'),
    ('second_facteur', 'remplacant_chiffre', 'vérifier le second facteur ; P3M après fin_de_fonction ; supprimer'),
    ('session', 'appareil', 'laisser la personne reconnaître ses sessions ; P30D après expire_le ; supprimer'),
    ('session', 'jeton_fournisseur', 'fermer aussi la session du fournisseur ; P30D après expire_le ; supprimer'),
    ('tentative', 'cle', 'freiner les essais répétés ; P1D après survenue_le ; supprimer')
  ) as m (table_nom, colonne, valeur) loop
    texte := regexp_replace(col_description(marque.table_nom::regclass,
      (select attnum from pg_attribute where attrelid = marque.table_nom::regclass and attname = marque.colonne)),
      ' (Donnée personnelle :|Peut contenir des données personnelles ;).*$', '');
    if texte not like '%[personnelle :%' then
      execute format('comment on column %I.%I is %L', marque.table_nom, marque.colonne, texte || ' [personnelle : ' || marque.valeur || ']');
    end if;
  end loop;

  -- Free or technical text that tells of schools, acts and files, never of a person.
  for marque in select * from (values
    ('anomalie', 'cle jeu constat conseil justification'),
    ('audit_event', 'evenement objet_type objet_id request_id faits'),
    ('bandeau', 'texte'),
    ('correction_locale', 'motif piece retrait_motif'),
    ('correspondance', 'jeu libelle colonnes'),
    ('courriel', 'gabarit objet_type objet_id cle request_id reglage_href motif'),
    ('decision_orpheline', 'motif'),
    ('decision_uai', 'texte uai motif'),
    ('demande_acces', 'fonction portee_code'),
    ('elimination', 'serie articles visa_autorite visa_reference'),
    ('entree_en_cours', 'etat nonce verificateur'),
    ('fait_local', 'description preuve'),
    ('filiation', 'acte motif'),
    ('fonction_exercee', 'fonction portee_code'),
    ('identite', 'emetteur fournisseur'),
    ('indicateur', 'code libelle libelle_court definition lecture unite source population bruit biais comparaisons'),
    ('notification', 'genre objet_type objet_id cle'),
    ('participation_academie', 'acte'),
    ('passation', 'fonction portee_code'),
    ('piece', 'format objet_type objet_id permission portee_code'),
    ('preference_notification', 'genre'),
    ('publication', 'adresse titre chapeau contenu liens'),
    ('session', 'facteurs'),
    ('structure_dispositif', 'precision_texte source'),
    ('structure_modification', 'champ avant apres motif'),
    ('structure_saisie', 'valeur motif'),
    ('tache', 'genre objet_type objet_id etape erreur request_id'),
    ('tentative', 'genre')
  ) as m (table_nom, colonnes) loop
    foreach colonne in array string_to_array(marque.colonnes, ' ') loop
      texte := col_description(marque.table_nom::regclass,
        (select attnum from pg_attribute where attrelid = marque.table_nom::regclass and attname = colonne));
      if texte not like '%[%personnelle%' then
        execute format('comment on column %I.%I is %L', marque.table_nom, colonne, texte || ' [non personnelle]');
      end if;
    end loop;
  end loop;

  -- A person named by an identifier that no foreign key holds: the journal outlives the account.
  execute format('comment on column audit_event.agent_id is %L', col_description('audit_event'::regclass,
    (select attnum from pg_attribute where attrelid = 'audit_event'::regclass and attname = 'agent_id')) || ' [personne]');

  for rubrique in select c.oid, c.relname from pg_class c
    where c.relnamespace = 'public'::regnamespace and c.relkind = 'r' and c.relname <> 'migration' loop
    texte := obj_description(rubrique.oid, 'pg_class');
    continue when texte like '%[données personnelles :%';
    execute format('comment on table %I is %L', rubrique.relname, texte || case when rubrique.relname = 'agent'
        or exists (select from pg_constraint o where o.contype = 'f' and o.conrelid = rubrique.oid and o.confrelid = 'agent'::regclass)
        or exists (select from pg_description d where d.objoid = rubrique.oid and d.classoid = 'pg_class'::regclass
          and (d.description like '%[personnelle :%' or d.description like '%[personne]'))
      then ' [données personnelles : oui]' else ' [données personnelles : aucune]' end);
  end loop;
end $marques$;

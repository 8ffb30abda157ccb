-- One form for the addresses of people: small letters, accents composed, no space around. Every door of the product
-- already wrote them so; from here on the table guarantees it, and the index of agent_courriel_unique serves every search.

do $$
declare
  doubles text;
begin
  select string_agg(paire, ' ; ' order by paire) into doubles
  from (select string_agg(id::text || case when ferme_le is null then '' else ' (compte fermé)' end, ' et ' order by cree_le, id) as paire
        from agent where courriel is not null group by normalize(lower(courriel), NFC) having count(*) > 1) trouves;
  -- Two accounts, two histories: which one is the person's own is for somebody who knows them to say.
  if doubles is not null then
    raise exception using errcode = 'AN001', message =
      'Des comptes ont la même adresse à la casse près, et rien n''est changé : ' || doubles || '. Dans la base, donnez au compte qui ne sert plus une autre adresse (update agent set courriel = ''ancien.compte@exemple.invalid'' where id = ''…''), puis relancez.';
  end if;
end $$;

update agent set courriel = normalize(lower(courriel), NFC) where courriel <> normalize(lower(courriel), NFC);
alter table agent add constraint agent_courriel_canonique check (courriel = lower(courriel) and courriel is nfc normalized);
comment on column agent.courriel is 'Adresse professionnelle, en minuscules. [personnelle : écrire à la personne et reconnaître son identité ; P1Y après fin_de_fonction ; effacer]';

update identite set courriel = normalize(lower(courriel), NFC) where courriel <> normalize(lower(courriel), NFC);
alter table identite add constraint identite_courriel_canonique check (courriel = lower(courriel) and courriel is nfc normalized);

comment on column courriel.motif is 'Raison de l''abandon, en texte libre. [personnelle : répondre d''un envoi abandonné ; P6M après cree_le ; effacer]';
comment on column tentative.genre is 'Ce qui est freiné (lien par adresse, par réseau, pour le service ; code). [non personnelle]';
comment on column tentative.cle is 'Empreinte, par la clé du service, de ce qui est compté (adresse électronique, réseau d''où vient la demande, agent). [personnelle : freiner les essais répétés ; P1D après survenue_le ; supprimer]';

-- A function may be exercised on a commune: a mairie follows its own écoles (code de l'éducation, L. 212-4).

alter table fonction_exercee drop constraint fonction_exercee_portee_type;
alter table fonction_exercee add constraint fonction_exercee_portee_type check
  (portee_type in ('nation', 'academie', 'departement', 'commune', 'circonscription', 'structure', 'territoire_clas'));
alter table demande_acces drop constraint demande_acces_portee_type;
alter table demande_acces add constraint demande_acces_portee_type check
  (portee_type in ('nation', 'academie', 'departement', 'commune', 'circonscription', 'structure', 'territoire_clas'));
alter table passation drop constraint passation_portee_type;
alter table passation add constraint passation_portee_type check
  (portee_type in ('nation', 'academie', 'departement', 'commune', 'circonscription', 'structure', 'territoire_clas'));
alter table piece drop constraint piece_portee_type;
alter table piece add constraint piece_portee_type check
  (portee_type in ('nation', 'academie', 'departement', 'commune', 'circonscription', 'structure', 'territoire_clas'));
comment on column fonction_exercee.portee_type is 'Nature du périmètre : nation, académie, département, commune, circonscription, structure ou territoire CLAS.';

create or replace function academie_de_portee(nature text, code_portee text) returns text language sql stable as $$
  select case nature
    when 'academie' then (select a.code from academie a where a.code = code_portee)
    when 'departement' then (select d.academie_code from departement d where d.code = code_portee)
    when 'commune' then (select d.academie_code from commune c join departement d on d.code = c.departement_code where c.code = code_portee)
    when 'circonscription' then (select d.academie_code from circonscription c join departement d on d.code = c.departement_code where c.code = code_portee)
    when 'structure' then (select s.academie_code from structure s where s.uai = code_portee)
  end $$;

import { sql } from "kysely";
import type { Tx } from "#app/platform/db/database.server.ts";

/** Départements, communes and contours that the files describe. A name already known is kept: files write it in capitals. */
export async function integrerTerritoires(tx: Tx): Promise<void> {
  await integrerDepartements(tx);
  await integrerCommunes(tx);
  await integrerCirconscriptions(tx);
  await integrerContours(tx);
}

async function integrerDepartements(tx: Tx): Promise<void> {
  await sql`insert into arrivee_action select a.fichier, a.ligne, d.code is not null from arrivee_departement a
    left join departement d on d.code = a.code where d.code is null or d.academie_code <> a.academie`.execute(
    tx,
  );
  await sql`insert into academie (code, nom, nation)
    select distinct on (academie) academie, academie_nom, case when code ~ '^96[1-9]$' then 'demonstration' else 'france' end
    from arrivee_departement order by academie on conflict do nothing`.execute(tx);
  await sql`insert into departement (code, nom, academie_code)
    select distinct on (code) code, nom, academie from arrivee_departement order by code, fichier desc, ligne desc
    on conflict (code) do update set academie_code = excluded.academie_code
    where departement.academie_code <> excluded.academie_code`.execute(tx);
}

async function integrerCommunes(tx: Tx): Promise<void> {
  await sql`create temporary table commune_retenue on commit drop as
    select distinct on (a.code) a.*, f.id as fichier_id, c.code is not null as connue
    from arrivee_commune a join arrivee_fichier f on f.rang = a.fichier
    left join commune c on c.code = a.code
    order by a.code, a.fichier desc, a.ligne desc`.execute(tx);
  await sql`delete from commune_retenue r using commune c where c.code = r.code and c.fichier_id is not null
    and (c.nom, coalesce(r.population, c.population), coalesce(r.typologie, c.typologie), coalesce(r.latitude, c.latitude),
         coalesce(r.longitude, c.longitude), coalesce(r.actuelle, c.actuelle_code))
      is not distinct from (r.nom, c.population, c.typologie, c.latitude, c.longitude, c.actuelle_code)`.execute(
    tx,
  );
  await sql`insert into arrivee_action select fichier, ligne, connue from commune_retenue`.execute(tx);
  await sql`insert into commune (code, nom, departement_code, population, typologie, latitude, longitude, fichier_id, ligne)
    select code, nom, departement, population, typologie, latitude, longitude, fichier_id, ligne from commune_retenue
    on conflict (code) do update set nom = excluded.nom, population = coalesce(excluded.population, commune.population),
      typologie = coalesce(excluded.typologie, commune.typologie), latitude = coalesce(excluded.latitude, commune.latitude),
      longitude = coalesce(excluded.longitude, commune.longitude), fichier_id = excluded.fichier_id, ligne = excluded.ligne`.execute(
    tx,
  );
  // A commune may name one that stands further in the file, or that no file describes.
  await sql`update commune c set actuelle_code = r.actuelle from commune_retenue r
    where c.code = r.code and r.actuelle <> c.code and c.actuelle_code is distinct from r.actuelle
      and exists (select from commune a where a.code = r.actuelle)`.execute(tx);
}

/** The mailbox of an inspection: a directory that has none erases nothing. */
async function integrerCirconscriptions(tx: Tx): Promise<void> {
  await sql`create temporary table circonscription_retenue on commit drop as
    select distinct on (a.code) a.*, c.code is not null as connue from arrivee_circonscription a
    left join circonscription c on c.code = a.code
    order by a.code, a.fichier desc, a.ligne desc`.execute(tx);
  await sql`delete from circonscription_retenue r using circonscription c
    where c.code = r.code and (c.nom, coalesce(r.courriel, c.courriel), coalesce(r.telephone, c.telephone))
      is not distinct from (r.nom, c.courriel, c.telephone)`.execute(tx);
  await sql`insert into arrivee_action select fichier, ligne, connue from circonscription_retenue`.execute(
    tx,
  );
  await sql`insert into circonscription (code, nom, departement_code, courriel, telephone)
    select code, nom, departement, courriel, telephone from circonscription_retenue
    on conflict (code) do update set nom = excluded.nom, courriel = coalesce(excluded.courriel, circonscription.courriel),
      telephone = coalesce(excluded.telephone, circonscription.telephone)`.execute(tx);
}

async function integrerContours(tx: Tx): Promise<void> {
  await sql`create temporary table contour_retenu on commit drop as
    select distinct on (a.niveau, a.code) a.*, f.id as fichier_id, c.code is not null as connu
    from arrivee_contour a join arrivee_fichier f on f.rang = a.fichier
    left join contour c on c.niveau = a.niveau and c.code = a.code
    order by a.niveau, a.code, a.fichier desc, a.ligne desc`.execute(tx);
  await sql`delete from contour_retenu r using contour c
    where c.niveau = r.niveau and c.code = r.code and c.nom = r.nom and c.geometrie = r.geometrie`.execute(
    tx,
  );
  await sql`insert into arrivee_action select fichier, ligne, connu from contour_retenu`.execute(tx);
  await sql`insert into contour (niveau, code, nom, geometrie, fichier_id, ligne)
    select niveau, code, nom, geometrie, fichier_id, ligne from contour_retenu
    on conflict (niveau, code) do update set nom = excluded.nom, geometrie = excluded.geometrie,
      fichier_id = excluded.fichier_id, ligne = excluded.ligne`.execute(tx);
}

import { sql } from "kysely";
import type { Tx } from "#app/platform/db/database.server.ts";

/** Writes in the reference what the temporary tables `arrivee_*` hold, and notes line by line what it did. */
export async function integrerArrivees(tx: Tx, now: Date): Promise<void> {
  for (const table of ["arrivee_structure", "arrivee_valeur", "arrivee_ep"])
    await sql.raw(`analyze ${table}`).execute(tx);
  await integrerStructures(tx, now);
  await integrerValeurs(tx, now);
  await integrerStatutsEp(tx, now);
}

/** An annuaire wins over a statistical file, then the latest year, then the last file: the same files give the same winner. */
async function integrerStructures(tx: Tx, now: Date): Promise<void> {
  await sql`create temporary table structure_retenue on commit drop as
    select distinct on (a.uai) a.*, f.id as fichier_id, d.academie_code
    from arrivee_structure a
    join arrivee_fichier f on f.rang = a.fichier
    join departement d on d.code = a.departement
    order by a.uai, a.autorite, a.annee desc nulls last, a.fichier desc, a.ligne desc`.execute(tx);
  await sql`create unique index on structure_retenue (uai)`.execute(tx);
  await sql`analyze structure_retenue`.execute(tx);
  await noterModifications(tx);
  await sql`
    insert into arrivee_action
    select r.fichier, r.ligne, s.uai is not null
    from structure_retenue r left join structure s on s.uai = r.uai
    where s.uai is null or r.uai in (select uai from structure_changee)`.execute(tx);
  await sql`
    insert into structure (uai, nom, type, secteur, etat, commune_code, commune_nom, departement_code, academie_code,
      adresse, code_postal, latitude, longitude, ouverte_le, source_identite, recherche, fichier_id, ligne, enregistre_le)
    select r.uai, r.nom, r.type, r.secteur, r.etat, r.commune, r.commune_nom, r.departement, r.academie_code, r.adresse, r.code_postal,
      r.latitude, r.longitude, r.ouverte_le, case r.autorite when 1 then 'annuaire' else 'statistique' end, r.recherche,
      r.fichier_id, r.ligne, ${now}
    from structure_retenue r
    left join structure s on s.uai = r.uai
    where s.uai is null or r.uai in (select uai from structure_changee)
    on conflict (uai) do update set nom = excluded.nom, type = excluded.type, secteur = excluded.secteur, etat = excluded.etat,
      commune_code = excluded.commune_code, commune_nom = excluded.commune_nom, departement_code = excluded.departement_code,
      academie_code = excluded.academie_code, adresse = excluded.adresse, code_postal = excluded.code_postal,
      latitude = excluded.latitude, longitude = excluded.longitude, ouverte_le = excluded.ouverte_le,
      source_identite = excluded.source_identite, recherche = excluded.recherche, fichier_id = excluded.fichier_id,
      ligne = excluded.ligne, enregistre_le = excluded.enregistre_le`.execute(tx);
  await sql`insert into structure_modification (uai, champ, avant, apres, fichier_id, ligne, enregistre_le)
    select uai, champ, avant, apres, fichier_id, ligne, ${now} from structure_changee`.execute(tx);
}

/** One row per field that an annuaire changes. A statistical file introduces a structure; it never rewrites one. */
async function noterModifications(tx: Tx): Promise<void> {
  await sql`create temporary table structure_changee on commit drop as
    select r.uai, c.champ, c.avant, c.apres, r.fichier_id, r.ligne
    from structure_retenue r
    join structure s on s.uai = r.uai
    cross join lateral (values
      ('nom', s.nom, r.nom), ('type', s.type, r.type), ('secteur', s.secteur, r.secteur), ('etat', s.etat, r.etat),
      ('commune', s.commune_code, r.commune), ('commune_nom', s.commune_nom, r.commune_nom), ('departement', s.departement_code, r.departement),
      ('adresse', s.adresse, r.adresse), ('code_postal', s.code_postal, r.code_postal),
      ('latitude', s.latitude::text, r.latitude::text), ('longitude', s.longitude::text, r.longitude::text),
      ('ouverte_le', s.ouverte_le::text, r.ouverte_le::text),
      ('source_identite', s.source_identite, 'annuaire')) as c (champ, avant, apres)
    where r.autorite = 1 and c.avant is distinct from c.apres`.execute(tx);
}

async function integrerValeurs(tx: Tx, now: Date): Promise<void> {
  await sql`create temporary table valeur_retenue on commit drop as
    select distinct on (a.uai, a.indicateur_code, a.annee) a.*, f.id as fichier_id, v.id as ancienne
    from arrivee_valeur a
    join arrivee_fichier f on f.rang = a.fichier
    left join valeur_indicateur v on v.uai = a.uai and v.indicateur_code = a.indicateur_code and v.annee = a.annee
      and v.remplace_le is null
    order by a.uai, a.indicateur_code, a.annee, a.fichier desc, a.ligne desc`.execute(tx);
  await sql`delete from valeur_retenue r using valeur_indicateur v
    where v.id = r.ancienne and v.statut = r.statut and v.valeur is not distinct from r.valeur`.execute(tx);
  await sql`update valeur_indicateur v set remplace_le = ${now} from valeur_retenue r where v.id = r.ancienne`.execute(
    tx,
  );
  await sql`insert into valeur_indicateur (uai, indicateur_code, annee, valeur, statut, texte, fichier_id, ligne, colonne, enregistre_le)
    select uai, indicateur_code, annee, valeur, statut, texte, fichier_id, ligne, colonne, ${now} from valeur_retenue`.execute(
    tx,
  );
  await sql`insert into arrivee_action select fichier, ligne, ancienne is not null from valeur_retenue`.execute(
    tx,
  );
}

async function integrerStatutsEp(tx: Tx, now: Date): Promise<void> {
  await sql`create temporary table statut_retenu on commit drop as
    select distinct on (a.uai, a.annee) a.*, f.id as fichier_id, e.id as ancien
    from arrivee_ep a
    join arrivee_fichier f on f.rang = a.fichier
    left join statut_ep_annuel e on e.uai = a.uai and e.annee = a.annee and e.remplace_le is null
    order by a.uai, a.annee, a.fichier desc, a.ligne desc`.execute(tx);
  await sql`delete from statut_retenu r using statut_ep_annuel e where e.id = r.ancien and e.statut = r.statut`.execute(
    tx,
  );
  await sql`update statut_ep_annuel e set remplace_le = ${now} from statut_retenu r where e.id = r.ancien`.execute(
    tx,
  );
  await sql`insert into statut_ep_annuel (uai, annee, statut, fichier_id, ligne, enregistre_le)
    select uai, annee, statut, fichier_id, ligne, ${now} from statut_retenu`.execute(tx);
  await sql`insert into arrivee_action select fichier, ligne, ancien is not null from statut_retenu`.execute(
    tx,
  );
  await sql`update structure s set statut_ep = e.statut, statut_ep_annee = e.annee
    from (select distinct on (uai) uai, statut, annee from statut_ep_annuel
          where remplace_le is null and uai in (select uai from statut_retenu) order by uai, annee desc) e
    where s.uai = e.uai and (s.statut_ep, s.statut_ep_annee) is distinct from (e.statut, e.annee)`.execute(
    tx,
  );
}

/** Remembers which (indicator, year) pairs must have their references computed anew. */
export async function noterIndicateursTouches(tx: Tx): Promise<void> {
  await sql`create temporary table touche on commit drop as
    select indicateur_code, annee from valeur_retenue
    union
    select indicateur_code, annee from valeur_indicateur
    where remplace_le is null and uai in (
      select uai from structure_changee where champ in ('type', 'secteur', 'departement'))`.execute(tx);
}

/** Counts of structures by territory, type, sector and status, and words that a search may correct towards. */
export async function recalculerComptages(tx: Tx): Promise<void> {
  await sql`delete from comptage_structure`.execute(tx);
  await sql`insert into comptage_structure (academie_code, departement_code, type, secteur, statut_ep, n)
    select academie_code, departement_code, type, secteur, coalesce(statut_ep, 'inconnu'), count(*)
    from structure group by 1, 2, 3, 4, 5`.execute(tx);
  await sql`insert into mot_recherche (mot)
    select distinct mot from structure_retenue, regexp_split_to_table(recherche, ' ') as mot
    where length(mot) >= 3 and mot ~ '[a-z]'
    on conflict do nothing`.execute(tx);
}

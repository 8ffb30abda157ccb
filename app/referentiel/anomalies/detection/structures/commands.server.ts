import { sql } from "kysely";
import type { Tx } from "#app/platform/db/database.server.ts";

/** What structures say of one another: all of them are looked at each time, which sixty thousand lines allow. */
export async function trouverDansStructures(tx: Tx): Promise<void> {
  await sql`insert into anomalie_cherchee select id from anomalie where genre in ('doublon', 'rattachement', 'fermee_avec_donnees')`.execute(
    tx,
  );
  await trouverDoublons(tx);
  await trouverRattachements(tx);
  await trouverFermees(tx);
}

const OUVERTE = sql`etat in ('ouvert', 'a_ouvrir', 'a_fermer')`;

async function trouverDoublons(tx: Tx): Promise<void> {
  await sql`insert into anomalie_trouvee
    with nommee as (
      select uai, nom, type, academie_code, commune_code, commune_nom, latitude, longitude, lower(unaccent(nom)) as simple
      from structure where ${OUVERTE} and nom <> ''
    ), ensemble as (
      select array_agg(uai order by uai) as uais, min(nom) as nom, min(academie_code) as academie_code, 'dans la même commune, ' || min(commune_nom) as ou
      from nommee where commune_code is not null group by simple, type, commune_code having count(*) > 1
      union all
      select array_agg(uai order by uai), min(nom), min(academie_code), 'au même endroit'
      from nommee where latitude is not null group by simple, type, latitude, longitude
      having count(*) > 1 and count(distinct coalesce(commune_code, '')) > 1
    )
    select 'doublon ' || array_to_string(uais, ' '), 'doublon', uais[1], academie_code, null, null, null,
      format('%s structures ouvertes du même type s’appellent « %s » %s : %s.', cardinality(uais), nom, ou, array_to_string(uais[1:10], ', ')),
      'Si c’est la même structure qui a changé de code, notez la filiation ; si ce sont deux structures, justifiez.'
    from ensemble where cardinality(uais) <= 20`.execute(tx);
}

async function trouverRattachements(tx: Tx): Promise<void> {
  const conseil = sql`'Saisissez le bon rattachement dans la vie de la structure, ou justifiez.'`;
  await sql`insert into anomalie_trouvee
    select format('rattachement %s mere', uai), 'rattachement', uai, academie_code, null, null, null,
      'Cette SEGPA n’a pas de collège de rattachement connu.', ${conseil}
    from structure where type = 'segpa' and ${OUVERTE} and mere_uai is null`.execute(tx);
  await sql`insert into anomalie_trouvee
    select format('rattachement %s %s', s.uai, l.champ), 'rattachement', s.uai, s.academie_code, null, null, null,
      case when c.uai is null then format('%s %s n’est pas une structure connue.', l.nom, l.cible)
        else format('%s %s est fermé.', l.nom, l.cible) end, ${conseil}
    from structure s
    cross join lateral (values ('mere', 'L’établissement de rattachement', s.mere_uai), ('secteur_college', 'Le collège de secteur', s.secteur_college_uai),
      ('reseau', 'La tête de réseau', s.reseau_uai)) as l (champ, nom, cible)
    left join structure c on c.uai = l.cible
    where s.etat in ('ouvert', 'a_ouvrir', 'a_fermer') and l.cible is not null and (c.uai is null or c.etat = 'ferme')`.execute(
    tx,
  );
}

async function trouverFermees(tx: Tx): Promise<void> {
  await sql`insert into anomalie_trouvee
    select format('fermee_avec_donnees %s', s.uai), 'fermee_avec_donnees', s.uai, s.academie_code, null, null, null,
      format('La structure est fermée depuis le %s, et des fichiers donnent pourtant des valeurs pour %s.', to_char(s.fermee_le, 'DD/MM/YYYY'),
        string_agg(distinct format('%s-%s', v.annee, v.annee + 1), ', ')),
      'Vérifiez la date de fermeture, ou le code de la structure qui a repris ses élèves.'
    from structure s join valeur_indicateur v on v.uai = s.uai and v.remplace_le is null and v.valeur is not null
    -- A school year begins in September: whatever closed in the summer taught until then.
    where s.etat = 'ferme' and s.fermee_le < make_date(v.annee, 9, 1)
    group by s.uai, s.academie_code, s.fermee_le`.execute(tx);
}

import { sql } from "kysely";
import type { Tx } from "#app/platform/db/database.server.ts";

/** Mean radius of the Earth in metres (IUGG). */
const RAYON_TERRE = sql.lit(6_371_008.8);

/** Great-circle distance in metres between a structure `s` and a collège `e`, by the haversine formula. */
const HAVERSINE = sql<number>`2 * ${RAYON_TERRE} * asin(least(1, sqrt(
  power(sind((e.latitude - s.latitude) / 2), 2)
  + cosd(s.latitude) * cosd(e.latitude) * power(sind((e.longitude - s.longitude) / 2), 2))))`;

/** Nearest collèges looked at first, in degrees: enough for a bound that the second search then makes exact. */
const PRESELECTION = sql.lit(3);

/**
 * All that lies within the bound, in degrees, a metre more for rounding. Near a pole, or with a bound of a quarter of
 * the Earth, every longitude may be within reach.
 */
const BOITE = sql`select box(
    point(s.longitude - l.largeur, s.latitude - l.hauteur), point(s.longitude + l.largeur, s.latitude + l.hauteur)) as boite
  from (select h.hauteur, case when h.hauteur + abs(s.latitude) >= 90 then 180
      else asind(least(1, sind(h.hauteur) / cosd(s.latitude))) end as largeur
    from (select degrees((borne.metres + 1) / ${RAYON_TERRE}) as hauteur) h) l`;

/**
 * Distance as the crow flies from each structure to the nearest open collège in education priority of its nation, with
 * that collège: 0 for such a collège itself, empty without position or without any such collège. Exact: the nearest in
 * degrees, whose longitudes are not those of metres, bounds a box in which the nearest in metres is then sought; each
 * collège is also there one turn east and west, so that the Pacific is not cut at 180°. Writes only what changes.
 */
export async function calculerDistancesEp(tx: Tx): Promise<void> {
  await sql`drop table if exists college_ep`.execute(tx);
  await sql`create temporary table college_ep on commit drop as
    select structure.uai, a.nation, structure.latitude, structure.longitude + tour.degres as longitude
    from structure join academie a on a.code = structure.academie_code
    cross join (values (0), (-360), (360)) as tour (degres)
    where structure.type = 'college' and structure.statut_ep in ('rep', 'rep_plus') and structure.etat <> 'ferme'
      and structure.latitude is not null and structure.longitude is not null`.execute(tx);
  await sql`create index on college_ep using gist (point(longitude, latitude))`.execute(tx);
  await sql`analyze college_ep`.execute(tx);
  await sql`update structure cible
    set distance_ep_metres = n.metres, distance_ep_uai = n.uai
    from (
      select s.uai as structure_uai, proche.metres, proche.uai
      from structure s
      join academie a on a.code = s.academie_code
      left join lateral (
        select min(${HAVERSINE}) as metres from (
          select e.* from college_ep e where e.nation = a.nation
          order by point(e.longitude, e.latitude) <-> point(s.longitude, s.latitude) limit ${PRESELECTION}) e
      ) borne on s.latitude is not null and s.longitude is not null
      left join lateral (${BOITE}) b on borne.metres is not null
      left join lateral (
        select round(d.metres)::int as metres, d.uai from (
          select ${HAVERSINE} as metres, e.uai from college_ep e
          where e.nation = a.nation and point(e.longitude, e.latitude) <@ b.boite
        ) d order by d.metres, d.uai limit 1
      ) proche on borne.metres is not null
    ) n
    where n.structure_uai = cible.uai
      and (cible.distance_ep_metres, cible.distance_ep_uai) is distinct from (n.metres, n.uai)`.execute(tx);
}

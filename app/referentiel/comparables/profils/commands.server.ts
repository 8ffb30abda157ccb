import { sql } from "kysely";
import type { Tx } from "#app/platform/db/database.server.ts";
import { ENTREES } from "../rules.ts";

const EFFECTIFS: readonly string[] = ENTREES.effectif.codes;
const CODES: readonly string[] = Object.values(ENTREES).flatMap(({ codes }): readonly string[] => codes);

/**
 * Recomputes the input profile of every structure: its latest value of each input in the current series, in standard
 * deviations from the mean of its type. Nothing is done when the import touched none of them.
 */
export async function calculerProfils(tx: Tx): Promise<void> {
  const { rows } = await sql<{ touche: boolean }>`
    select exists (select from touche where indicateur_code = any(${[...CODES]}::text[])) or exists (select from structure_changee)
      or exists (select from arrivee_commune) as touche`.execute(tx);
  if (!rows[0]?.touche) return;
  await sql`create temporary table entree on commit drop as
    select distinct on (v.uai, v.indicateur_code) v.uai, v.indicateur_code, v.annee, v.valeur
    from valeur_indicateur v
    join structure s on s.uai = v.uai
    left join (
      select r.indicateur_code, t.type, max(r.annee) as annee
      from rupture_serie r join (select distinct type from structure) t on r.types is null or t.type = any(r.types)
      group by r.indicateur_code, t.type
    ) serie on serie.indicateur_code = v.indicateur_code and serie.type = s.type
    where v.remplace_le is null and v.valeur is not null and v.indicateur_code = any(${[...CODES]}::text[])
      and v.annee >= coalesce(serie.annee, 0)
    order by v.uai, v.indicateur_code, v.annee desc`.execute(tx);
  await sql`analyze entree`.execute(tx);
  await sql`delete from profil_entree`.execute(tx);
  await insererProfils(tx);
}

/**
 * Sizes are compared as ratios: from 100 to 200 pupils is as far as from 400 to 800. Both tracks of a lycée are added
 * when they are of the same rentrée. Nine decimals: the last ones depend on the order in which rows are read.
 */
async function insererProfils(tx: Tx): Promise<void> {
  await sql`
    with brut as (
      select s.uai, a.nation, s.type, s.secteur, ips.annee, ips.valeur as ips, e.valeur as heterogeneite, i.valeur as eloignement,
        case when n.eleves > 0 then ln(n.eleves) end as effectif,
        substring(coalesce(c.typologie, actuelle.typologie) from '^tr([1-9])$')::double precision as densite
      from structure s
      join academie a on a.code = s.academie_code
      join entree ips on ips.uai = s.uai and ips.indicateur_code = 'ips'
      left join entree e on e.uai = s.uai and e.indicateur_code = 'ips_ecart_type'
      left join entree i on i.uai = s.uai and i.indicateur_code = 'eloignement'
      left join (
        select uai, sum(valeur) as eleves
        from (select uai, annee, valeur, max(annee) over (partition by uai) as derniere from entree
          where indicateur_code = any(${[...EFFECTIFS]}::text[])) effectif
        where annee = derniere group by uai
      ) n on n.uai = s.uai
      left join commune c on c.code = s.commune_code
      left join commune actuelle on actuelle.code = c.actuelle_code
      where s.etat <> 'ferme'
    )
    insert into profil_entree (uai, nation, type, secteur, annee, ips, heterogeneite, effectif, eloignement, densite)
    select uai, nation, type, secteur, annee,
      ${arrondi(sql`coalesce((ips - avg(ips) over w) / nullif(stddev_pop(ips) over w, 0), 0)`)},
      ${arrondi(sql`(heterogeneite - avg(heterogeneite) over w) / nullif(stddev_pop(heterogeneite) over w, 0)`)},
      ${arrondi(sql`(effectif - avg(effectif) over w) / nullif(stddev_pop(effectif) over w, 0)`)},
      ${arrondi(sql`(eloignement - avg(eloignement) over w) / nullif(stddev_pop(eloignement) over w, 0)`)},
      ${arrondi(sql`(densite - avg(densite) over w) / nullif(stddev_pop(densite) over w, 0)`)}
    from brut
    window w as (partition by nation, type)`.execute(tx);
}

const arrondi = (value: ReturnType<typeof sql>) => sql`round((${value})::numeric, 9)::double precision`;

import { scaleLinear } from "d3-scale";
import { sql } from "kysely";
import type { Tx } from "#app/platform/db/database.server.ts";

const REFERENCES_LOCK = 4_201_780;

/** Whoever rewrites values or references waits here for the others, until their transactions end: imports, secrecy. */
export async function verrouillerReferences(tx: Tx): Promise<void> {
  await sql`select pg_advisory_xact_lock(${REFERENCES_LOCK})`.execute(tx);
}

/** Enough classes to see a shape, few enough to read the table. */
const CLASSES = 18;

/**
 * Recomputes the references of the (indicator, year) pairs held in the temporary table `touche`: means, quartiles,
 * deciles and distribution by territory, type and sector. Pages then read them through an index.
 *
 * Two means: of structures, and of pupils where the indicator has a weight (an IPS weighs its pupils). Quantiles are
 * `percentile_cont` (linear interpolation, type 7 of R). The classes of a distribution are common to all territories,
 * so that two of them can be compared by eye. A pair that secrecy touches has a second base, without masked values:
 * no difference between two shown aggregates then tells a masked one.
 */
export async function calculerReferences(tx: Tx): Promise<void> {
  await mesurer(tx);
  await createEdges(tx);
  await sql`delete from reference_indicateur r using touche t
    where r.indicateur_code = t.indicateur_code and r.annee = t.annee`.execute(tx);
  await insertReferences(tx);
}

/** One row by value and base. Pupils of the structure stand in for the weight of an IPS that the vintage does not give. */
async function mesurer(tx: Tx): Promise<void> {
  await sql`create temporary table mesure on commit drop as
    with masque as (
      select distinct v.indicateur_code, v.annee from valeur_masquee m join valeur_indicateur v on v.id = m.valeur_id
      where v.remplace_le is null and v.annee in (select annee from touche)
    ), secret as (
      -- A weight that is hidden would be told by the mean that it weighs.
      select t.indicateur_code, t.annee from touche t join indicateur i on i.code = t.indicateur_code
      where exists (select from masque q where q.annee = t.annee and (q.indicateur_code in (i.code, i.poids_code)
        or i.poids_code in ('ips_effectif', 'effectif_college')
          and q.indicateur_code in ('effectif_ecole', 'effectif_college', 'effectif_lycee_gt', 'effectif_lycee_pro')))
    ), effectif as (
      select v.uai, v.annee, sum(v.valeur) as eleves, bool_or(m.valeur_id is not null) as masque
      from valeur_indicateur v left join valeur_masquee m on m.valeur_id = v.id
      where v.remplace_le is null and v.indicateur_code in ('effectif_ecole', 'effectif_college', 'effectif_lycee_gt', 'effectif_lycee_pro')
        and v.annee in (select annee from touche)
      group by v.uai, v.annee
    )
    select v.indicateur_code, v.annee, b.base, b.base = 'complete' and sec.annee is not null as reservee, s.type, s.secteur, s.departement_code, s.academie_code, s.circonscription_code,
      s.bassin_code, a.nation, v.valeur,
      case when b.base = 'diffusable' and (mp.valeur_id is not null or p.valeur is null and e.masque) then null
        else coalesce(p.valeur, case when i.poids_code in ('ips_effectif', 'effectif_college') then e.eleves end) end as poids
    from touche t
    join indicateur i on i.code = t.indicateur_code
    join valeur_indicateur v on v.indicateur_code = t.indicateur_code and v.annee = t.annee
      and v.remplace_le is null and v.valeur is not null
    join structure s on s.uai = v.uai
    join academie a on a.code = s.academie_code
    left join valeur_masquee m on m.valeur_id = v.id
    left join valeur_indicateur p on p.uai = v.uai and p.indicateur_code = i.poids_code and p.annee = v.annee and p.remplace_le is null
    left join valeur_masquee mp on mp.valeur_id = p.id
    left join effectif e on e.uai = v.uai and e.annee = v.annee
    left join secret sec on sec.indicateur_code = v.indicateur_code and sec.annee = v.annee
    join (values ('complete'), ('diffusable')) as b (base)
      on b.base = 'complete' or m.valeur_id is null and sec.annee is not null`.execute(tx);
  await sql`analyze mesure`.execute(tx);
}

async function createEdges(tx: Tx): Promise<void> {
  await sql`create temporary table borne (indicateur_code text, annee smallint, type text, nation text, bornes double precision[],
    primary key (indicateur_code, annee, type, nation)) on commit drop`.execute(tx);
  const { rows } = await sql<{
    indicateur_code: string;
    annee: number;
    type: string;
    nation: string;
    minimum: number;
    maximum: number;
  }>`
    select indicateur_code, annee, type, nation, min(valeur) as minimum, max(valeur) as maximum
    from mesure group by 1, 2, 3, 4`.execute(tx);
  for (const row of rows) {
    await sql`insert into borne values (${row.indicateur_code}, ${row.annee}, ${row.type}, ${row.nation},
      ${classEdges(row.minimum, row.maximum)})`.execute(tx);
  }
}

/** Round edges that cover [minimum, maximum]; a single value gets one class around it. */
function classEdges(minimum: number, maximum: number): number[] {
  if (minimum === maximum) return [minimum, minimum + 1];
  const scale = scaleLinear().domain([minimum, maximum]).nice(CLASSES);
  const ticks = scale.ticks(CLASSES);
  const [low, high] = scale.domain() as [number, number];
  return [...new Set([low, ...ticks, high])].sort((a, b) => a - b);
}

async function insertReferences(tx: Tx): Promise<void> {
  await sql`
    with etage as (
      select m.*, e.niveau, e.territoire,
        least(width_bucket(m.valeur, b.bornes), cardinality(b.bornes) - 1) as classe
      from mesure m
      join borne b using (indicateur_code, annee, type, nation)
      cross join lateral (values ('nation', m.nation), ('academie', m.academie_code), ('departement', m.departement_code),
        ('circonscription', m.circonscription_code), ('bassin', m.bassin_code)) as e (niveau, territoire)
      where e.territoire is not null
    ), resume as (
      select indicateur_code, annee, base, reservee, niveau, territoire, type, coalesce(secteur, 'tous') as secteur, nation,
        count(*)::int as n, avg(valeur) as moyenne, sum(valeur * poids) / nullif(sum(poids), 0) as moyenne_ponderee,
        count(poids)::int as n_ponderes,
        percentile_cont(array[0.1,0.2,0.3,0.4,0.5,0.6,0.7,0.8,0.9,0.25,0.75]) within group (order by valeur) as quantiles,
        min(valeur) as minimum, max(valeur) as maximum, array_agg(classe) as classes
      from etage
      group by grouping sets ((indicateur_code, annee, base, reservee, niveau, territoire, type, nation, secteur),
                              (indicateur_code, annee, base, reservee, niveau, territoire, type, nation))
    )
    insert into reference_indicateur (indicateur_code, annee, base, niveau, territoire, type, secteur, n, moyenne,
      moyenne_ponderee, n_ponderes, deciles, q1, q3, minimum, maximum, bornes, effectifs, masquee)
    select indicateur_code, annee, base, niveau, territoire, type, secteur, n, moyenne, moyenne_ponderee, n_ponderes, quantiles[1:9],
      quantiles[10], quantiles[11], minimum, maximum, bornes,
      (select array_agg(coalesce(c.n, 0)::int order by g.i)
       from generate_series(1, cardinality(bornes) - 1) as g (i)
       left join (select classe, count(*) as n from unnest(classes) as u (classe) group by classe) c on c.classe = g.i), reservee
    from resume join borne using (indicateur_code, annee, type, nation)`.execute(tx);
}

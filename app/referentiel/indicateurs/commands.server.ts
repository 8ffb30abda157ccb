import { scaleLinear } from "d3-scale";
import { sql } from "kysely";
import type { Tx } from "#app/platform/db/database.server.ts";

/** Enough classes to see a shape, few enough to read the table. */
const CLASSES = 18;

/**
 * Recomputes the references of the (indicator, year) pairs held in the temporary table `touche`: mean, quartiles,
 * deciles and distribution by territory, type and sector. Pages then read them through an index.
 *
 * Means are simple means of structures; quantiles are `percentile_cont` (linear interpolation, type 7 of R). The
 * classes of a distribution are common to all territories, so that two of them can be compared by eye.
 */
export async function calculerReferences(tx: Tx): Promise<void> {
  await sql`create temporary table mesure on commit drop as
    select v.indicateur_code, v.annee, s.type, s.secteur, s.departement_code, s.academie_code, a.nation, v.valeur
    from touche t
    join valeur_indicateur v on v.indicateur_code = t.indicateur_code and v.annee = t.annee
      and v.remplace_le is null and v.valeur is not null
    join structure s on s.uai = v.uai
    join academie a on a.code = s.academie_code`.execute(tx);
  await sql`analyze mesure`.execute(tx);
  await createEdges(tx);
  await sql`delete from reference_indicateur r using touche t
    where r.indicateur_code = t.indicateur_code and r.annee = t.annee`.execute(tx);
  await insertReferences(tx);
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
      select m.*, e.niveau, e.territoire, b.bornes,
        least(width_bucket(m.valeur, b.bornes), cardinality(b.bornes) - 1) as classe
      from mesure m
      join borne b using (indicateur_code, annee, type, nation)
      cross join lateral (values ('nation', m.nation), ('academie', m.academie_code), ('departement', m.departement_code))
        as e (niveau, territoire)
    ), resume as (
      select indicateur_code, annee, niveau, territoire, type, coalesce(secteur, 'tous') as secteur, bornes,
        count(*)::int as n, avg(valeur) as moyenne,
        percentile_cont(array[0.1,0.2,0.3,0.4,0.5,0.6,0.7,0.8,0.9]) within group (order by valeur) as deciles,
        percentile_cont(array[0.25,0.75]) within group (order by valeur) as quartiles,
        min(valeur) as minimum, max(valeur) as maximum, array_agg(classe) as classes
      from etage
      group by grouping sets ((indicateur_code, annee, niveau, territoire, type, bornes, secteur),
                              (indicateur_code, annee, niveau, territoire, type, bornes))
    )
    insert into reference_indicateur (indicateur_code, annee, niveau, territoire, type, secteur, n, moyenne, deciles,
      q1, q3, minimum, maximum, bornes, effectifs)
    select indicateur_code, annee, niveau, territoire, type, secteur, n, moyenne, deciles, quartiles[1], quartiles[2],
      minimum, maximum, bornes,
      (select array_agg(coalesce(c.n, 0)::int order by g.i)
       from generate_series(1, cardinality(bornes) - 1) as g (i)
       left join (select classe, count(*) as n from unnest(classes) as u (classe) group by classe) c on c.classe = g.i)
    from resume`.execute(tx);
}

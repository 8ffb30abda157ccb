import { sql } from "kysely";
import type { Tx } from "#app/platform/db/database.server.ts";
import { fitWeighted, predict } from "#app/platform/statistics/regression.ts";
import { estimerDispersion, MODELES, type Modele, STRUCTURES_MINIMALES } from "./rules.ts";

interface Observation {
  readonly annee: number;
  readonly type: string;
  readonly nation: string;
  readonly observe: number;
  readonly effectif: number;
  readonly entrees: number[];
}

/**
 * Refits what each touched result is expected from, by type, nation and year: rate on inputs of the same rentrée,
 * weighted by pupils. A model that comes out the same keeps its date; one that has no longer enough structures goes.
 */
export async function calculerModeles(tx: Tx, now: Date): Promise<void> {
  for (const modele of MODELES) {
    const annees = await listAnneesTouchees(tx, modele);
    if (annees.length === 0) continue;
    const observations = await listObservations(tx, modele, annees);
    const groups = Map.groupBy(observations, ({ annee, type, nation }) => `${annee} ${type} ${nation}`);
    const kept: string[] = [];
    for (const [key, group] of groups) if (await ajusterModele(tx, modele, group, now)) kept.push(key);
    await sql`delete from modele_attendu where indicateur_code = ${modele.resultat} and annee = any(${annees}::smallint[])
      and annee || ' ' || type || ' ' || nation <> all(${kept}::text[])`.execute(tx);
  }
}

async function listAnneesTouchees(tx: Tx, modele: Modele): Promise<number[]> {
  const codes = [modele.resultat, modele.effectif, ...modele.entrees];
  const { rows } = await sql<{ annee: number }>`
    select distinct annee from touche where indicateur_code = any(${codes}::text[]) order by annee`.execute(
    tx,
  );
  return rows.map(({ annee }) => annee);
}

async function listObservations(tx: Tx, modele: Modele, annees: readonly number[]): Promise<Observation[]> {
  const { rows } = await sql<Observation>`
    select y.annee, s.type, a.nation, y.valeur as observe, n.valeur as effectif, x.entrees
    from valeur_indicateur y
    join valeur_indicateur n on n.uai = y.uai and n.indicateur_code = ${modele.effectif} and n.annee = y.annee and n.remplace_le is null and n.valeur > 0
    join structure s on s.uai = y.uai
    join academie a on a.code = s.academie_code
    cross join lateral (
      select array_agg(v.valeur order by e.rang) as entrees, count(v.valeur) as connues
      from unnest(${[...modele.entrees]}::text[]) with ordinality as e (code, rang)
      left join valeur_indicateur v on v.uai = y.uai and v.indicateur_code = e.code and v.annee = y.annee and v.remplace_le is null
    ) x
    where y.indicateur_code = ${modele.resultat} and y.annee = any(${[...annees]}::smallint[]) and y.remplace_le is null
      and y.valeur is not null and x.connues = ${modele.entrees.length}
    order by y.annee, s.type, a.nation, y.uai`.execute(tx);
  return rows;
}

async function ajusterModele(
  tx: Tx,
  modele: Modele,
  group: readonly Observation[],
  now: Date,
): Promise<boolean> {
  const [first] = group;
  if (!first || group.length < STRUCTURES_MINIMALES) return false;
  const entrees = group.map((observation) => observation.entrees);
  const effectifs = group.map(({ effectif }) => effectif);
  const observes = group.map(({ observe }) => observe);
  const fitted = fitWeighted(entrees, observes, effectifs);
  if (!fitted) return false;
  const attendus = entrees.map((x) => predict(fitted.coefficients, x));
  const { coefficients, residuals, r2 } = fitted;
  const dispersion = estimerDispersion(residuals, attendus, effectifs, coefficients.length);
  await sql`insert into modele_attendu as m (indicateur_code, annee, type, nation, entrees, coefficients, dispersion, r2, n, calcule_le)
    values (${modele.resultat}, ${first.annee}, ${first.type}, ${first.nation}, ${[...modele.entrees]}::text[],
      ${[...coefficients]}::double precision[], ${dispersion}, ${r2}, ${group.length}, ${now})
    on conflict (indicateur_code, annee, type, nation) do update set entrees = excluded.entrees, coefficients = excluded.coefficients,
      dispersion = excluded.dispersion, r2 = excluded.r2, n = excluded.n, calcule_le = excluded.calcule_le
    where (m.entrees, m.coefficients, m.dispersion, m.r2, m.n)
      is distinct from (excluded.entrees, excluded.coefficients, excluded.dispersion, excluded.r2, excluded.n)`.execute(
    tx,
  );
  return true;
}

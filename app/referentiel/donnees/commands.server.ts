import { sql } from "kysely";
import type { Tx } from "#app/platform/db/database.server.ts";

/** Counts values by status, for the pairs of the temporary table `touche`: what the pages of datasets show. */
export async function calculerCouverture(tx: Tx): Promise<void> {
  await sql`delete from couverture_indicateur c using touche t
    where t.indicateur_code = c.indicateur_code and t.annee = c.annee`.execute(tx);
  await sql`insert into couverture_indicateur (indicateur_code, annee, academie_code, type, publiees, non_significatives, manquantes)
    select v.indicateur_code, v.annee, s.academie_code, s.type, count(*) filter (where v.statut = 'ok'),
      count(*) filter (where v.statut = 'ns'), count(*) filter (where v.statut in ('manquant', 'sans_objet'))
    from touche t
    join valeur_indicateur v on v.indicateur_code = t.indicateur_code and v.annee = t.annee and v.remplace_le is null
    join structure s on s.uai = v.uai
    group by 1, 2, 3, 4`.execute(tx);
}

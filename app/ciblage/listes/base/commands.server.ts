import { sql } from "kysely";
import type { Tx } from "#app/platform/db/database.server.ts";

/**
 * Part of the publication: keeps every current value of the chosen structures and of their comparisons, with its year,
 * its status and the id that leads to its file and line. What is imported or corrected later does not reach it.
 */
export async function gelerBase(
  tx: Tx,
  listeId: string,
  uais: { readonly choisies: readonly string[]; readonly comparaisons: readonly string[] },
): Promise<void> {
  await sql`insert into base_gelee (liste_id, uai, role, valeurs)
    select ${listeId}::uuid, s.uai, s.role, coalesce(jsonb_agg(jsonb_build_object('code', v.indicateur_code,
      'annee', v.annee, 'valeur', v.valeur, 'statut', v.statut, 'id', v.id) order by v.indicateur_code, v.annee)
      filter (where v.id is not null), '[]')
    from (select unnest(${[...uais.choisies]}::text[]) as uai, 'choisie' as role
      union all select unnest(${[...uais.comparaisons]}::text[]), 'comparaison') s
    left join valeur_indicateur v on v.uai = s.uai and v.remplace_le is null
    group by s.uai, s.role`.execute(tx);
}

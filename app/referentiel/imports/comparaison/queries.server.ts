import { sql } from "kysely";
import type { Tx } from "#app/platform/db/database.server.ts";

export interface Comptes {
  readonly cree: number;
  readonly modifie: number;
  /** Lines that another file of the same import contradicts and replaces. */
  readonly contredites: number;
}

/** What the lines of each file did, by rank of file, counted by line: changing something counts before adding something. */
export async function countActions(tx: Tx): Promise<Map<number, Comptes>> {
  await sql`analyze arrivee_action`.execute(tx);
  const { rows } = await sql<Comptes & { fichier: number }>`
    with ligne as (
      select fichier, ligne, bool_or(modifie) as modifie from arrivee_action group by fichier, ligne
    ), action as (
      select fichier, count(*) filter (where not modifie) as cree, count(*) filter (where modifie) as modifie from ligne group by fichier
    ), dernier as (
      select uai, indicateur_code, annee, statut, valeur, fichier, ligne, max(fichier) over w as dernier,
        count(*) over w as mentions
      from arrivee_valeur window w as (partition by uai, indicateur_code, annee)
    ), contredite as (
      select a.fichier, count(distinct a.ligne) as contredites
      from dernier a join dernier b on (b.uai, b.indicateur_code, b.annee) = (a.uai, a.indicateur_code, a.annee) and b.fichier > a.fichier
      where a.mentions > 1 and b.mentions > 1 and a.fichier < a.dernier and (b.statut, b.valeur) is distinct from (a.statut, a.valeur)
      group by a.fichier
    )
    select f.rang::int as fichier, coalesce(a.cree, 0)::int as cree, coalesce(a.modifie, 0)::int as modifie,
      coalesce(c.contredites, 0)::int as contredites
    from arrivee_fichier f
    left join action a on a.fichier = f.rang
    left join contredite c on c.fichier = f.rang`.execute(tx);
  return new Map(rows.map(({ fichier, ...comptes }) => [fichier, comptes]));
}

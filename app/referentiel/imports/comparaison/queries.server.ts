import { sql } from "kysely";
import type { Tx } from "#app/platform/db/database.server.ts";

export interface Comptes {
  readonly cree: number;
  readonly modifie: number;
  /** Lines that another file of the same import contradicts and replaces. */
  readonly contredites: number;
}

/** What the lines of one file did, counted by line: changing something counts before adding something. */
export async function countActions(tx: Tx, rang: number): Promise<Comptes> {
  const { rows } = await sql<Comptes>`
    with ligne as (select ligne, bool_or(modifie) as modifie from arrivee_action where fichier = ${rang} group by ligne)
    select (select count(*) from ligne where not modifie)::int as cree,
           (select count(*) from ligne where modifie)::int as modifie,
           (select count(distinct a.ligne) from arrivee_valeur a
            where a.fichier = ${rang} and exists (
              select from arrivee_valeur b where b.uai = a.uai and b.indicateur_code = a.indicateur_code
                and b.annee = a.annee and b.fichier > a.fichier
                and (b.statut, b.valeur) is distinct from (a.statut, a.valeur)))::int as contredites`.execute(
    tx,
  );
  return rows[0] ?? { cree: 0, modifie: 0, contredites: 0 };
}

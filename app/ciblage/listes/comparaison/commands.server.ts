import { sql } from "kysely";
import type { Tx } from "#app/platform/db/database.server.ts";
import { type DemandeComparaison, getDonneesComparaison } from "./queries.server.ts";
import { type Appariement, apparier } from "./rules.ts";

/**
 * Part of the publication: draws and keeps the comparison group of one family, from the data of that day. Returns its
 * comparable structures.
 */
export async function tirerGroupe(
  tx: Tx,
  { listeId, ...demande }: DemandeComparaison & { readonly listeId: string },
): Promise<string[]> {
  const { methode, equilibre, appariements } = apparier(await getDonneesComparaison(tx, demande));
  await tx
    .insertInto("groupe_comparaison")
    .values({
      liste_id: listeId,
      famille: demande.famille,
      methode: JSON.stringify(methode),
      equilibre: JSON.stringify(equilibre),
    })
    .execute();
  await insererAppariements(tx, listeId, appariements);
  return [...new Set(appariements.map(({ comparable }) => comparable))];
}

async function insererAppariements(
  tx: Tx,
  listeId: string,
  appariements: readonly Appariement[],
): Promise<void> {
  await sql`insert into appariement (liste_id, uai, comparable_uai, rang, distance)
    select ${listeId}::uuid, a.* from unnest(${appariements.map(({ uai }) => uai)}::text[],
      ${appariements.map(({ comparable }) => comparable)}::text[], ${appariements.map(({ rang }) => rang)}::smallint[],
      ${appariements.map(({ distance }) => distance)}::double precision[]) as a`.execute(tx);
}

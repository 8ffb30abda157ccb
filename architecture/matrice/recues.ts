import { createHash } from "node:crypto";
import { sql } from "kysely";
import { LIEUX, person } from "#tests/cast.ts";
import { TEST_NOW, type TestDatabase } from "#tests/database.ts";
import type { Ids } from "./cas.ts";

/** A list that a campaign received; and, where the cast works, the declarations of its collège and its école. */
export async function addRecues(
  database: TestDatabase,
  { campagne, academie }: { readonly campagne: string; readonly academie: string },
): Promise<Pick<Ids, "recue">> {
  const recue = database.newId();
  const lignes = JSON.stringify([{ ligne: 2, feuille: "", uai: LIEUX.college, nom: "Un collège" }]);
  const empreinte = createHash("sha256").update(recue).digest();
  await sql`insert into liste_recue (id, campagne_id, origine, critere, fichier, empreinte, lignes, recue_le, agent_id, enregistree_le)
    values (${recue}, ${campagne}, 'Ministère', '', 'liste.csv', ${empreinte}, ${lignes}, '2026-11-02', ${person("pilote_academique").id},
      ${TEST_NOW})`.execute(database.db);
  if (academie === LIEUX.academie)
    for (const uai of [LIEUX.college, LIEUX.ecole])
      await sql`insert into volontariat (id, campagne_id, uai, texte, agent_id, declare_le)
        values (${database.newId()}, ${campagne}, ${uai}, 'L’équipe est prête.', ${person("chef_etablissement").id}, ${TEST_NOW})`.execute(
        database.db,
      );
  return { recue };
}

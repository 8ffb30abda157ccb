import { sql } from "kysely";
import { person } from "#tests/cast.ts";
import { TEST_NOW, type TestDatabase } from "#tests/database.ts";
import type { Ids } from "./cas.ts";

/** What was said in a campaign: a meeting with its positions, and a question that waits. */
export async function addDebats(
  database: TestDatabase,
  campagne: string,
): Promise<Pick<Ids, "concertation" | "question">> {
  const [concertation, question] = [database.newId(), database.newId()];
  const { id: auteur } = person("pilote_academique");
  await sql`insert into concertation (id, campagne_id, genre, instance, tenue_le, participants, compte_rendu, version, agent_id, enregistree_le, modifiee_le)
    values (${concertation}, ${campagne}, 'dialogue_social', 'CSA académique', '2026-11-20', '4 organisations', 'Critères présentés.', 1,
      ${auteur}, ${TEST_NOW}, ${TEST_NOW})`.execute(database.db);
  await sql`insert into position_organisation (id, concertation_id, organisation, position, texte, rang)
    values (${database.newId()}, ${concertation}, 'FSU', 'reserve', 'Demande un bilan annuel.', 0)`.execute(
    database.db,
  );
  await sql`insert into question_ciblage (id, campagne_id, question, posee_par, posee_le)
    values (${question}, ${campagne}, 'Quels critères comptent ?', ${person("chef_etablissement").id}, ${TEST_NOW})`.execute(
    database.db,
  );
  return { concertation, question };
}

import { sql } from "kysely";
import { POPULATION_PAR_DEFAUT } from "#app/ciblage/rules.ts";
import { person } from "#tests/cast.ts";
import { TEST_NOW, type TestDatabase } from "#tests/database.ts";
import type { Ids } from "./cas.ts";

/** A campaign of an académie, opened to its readers. */
export async function addCiblage(database: TestDatabase, academie: string): Promise<Pick<Ids, "campagne">> {
  const campagne = database.newId();
  await sql`insert into campagne_ciblage (id, academie_code, dispositif_code, annee, nom, familles, population, etat, version, cree_par, cree_le, modifiee_le)
    values (${campagne}, ${academie}, 'cla', 2027, 'Essai', array['colleges'], ${JSON.stringify(POPULATION_PAR_DEFAUT)}, 'ouverte', 1,
      ${person("ssa").id}, ${TEST_NOW}, ${TEST_NOW})`.execute(database.db);
  return { campagne };
}

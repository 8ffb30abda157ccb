import { sql } from "kysely";
import { calculer } from "#app/ciblage/calculs/moteur/rules.ts";
import { POPULATION_PAR_DEFAUT } from "#app/ciblage/rules.ts";
import { MODELES } from "#app/ciblage/scenarios/modeles/rules.ts";
import { packJson } from "#app/platform/files/packed-json.server.ts";
import { entreeDessai } from "#tests/calculs.ts";
import { LIEUX, person } from "#tests/cast.ts";
import { TEST_NOW, type TestDatabase } from "#tests/database.ts";
import { insererVersions } from "#tests/listes.ts";
import type { Ids } from "./cas.ts";
import { addDebats } from "./debats.ts";
import { addRecues } from "./recues.ts";

/** A campaign of an académie, opened to its readers, a scenario of it and a finished run. */
export async function addCiblage(
  database: TestDatabase,
  academie: string,
): Promise<
  Pick<
    Ids,
    "campagne" | "scenario" | "calcul" | "candidature" | "concertation" | "question" | "version" | "recue"
  >
> {
  const campagne = database.newId();
  await sql`insert into campagne_ciblage (id, academie_code, dispositif_code, annee, nom, familles, population, etat, version, cree_par, cree_le, modifiee_le)
    values (${campagne}, ${academie}, 'cla', 2027, 'Essai', array['colleges'], ${JSON.stringify(POPULATION_PAR_DEFAUT)}, 'ouverte', 1,
      ${person("ssa").id}, ${TEST_NOW}, ${TEST_NOW})`.execute(database.db);
  const scenario = database.newId();
  await sql`insert into scenario (id, campagne_id, nom, famille, definition, version, cree_par, cree_le, modifie_le)
    values (${scenario}, ${campagne}, 'Essai', 'colleges', ${JSON.stringify(MODELES.nantes.definition)}, 1,
      ${person("ssa").id}, ${TEST_NOW}, ${TEST_NOW})`.execute(database.db);
  return {
    campagne,
    scenario,
    calcul: await addCalcul(database, scenario),
    candidature: await addCandidature(database, { campagne, academie }),
    ...(await addDebats(database, campagne)),
    ...(await addRecues(database, { campagne, academie })),
    version: await insererVersions(database, { campagne, calculs: [], now: new Date(TEST_NOW) }),
  };
}

/** A structure of the académie that was chosen, the collège of the cast where there is one. */
async function addCandidature(
  database: TestDatabase,
  { campagne, academie }: { readonly campagne: string; readonly academie: string },
): Promise<string> {
  const candidature = database.newId();
  await sql`insert into candidature (id, campagne_id, uai, etat, origine, proactive, version, cree_le, modifiee_le)
    select ${candidature}, ${campagne}, uai, 'retenu', 'ajout', false, 1, ${TEST_NOW}, ${TEST_NOW} from structure
    where academie_code = ${academie} order by uai <> ${LIEUX.college}, uai limit 1`.execute(database.db);
  return candidature;
}

async function addCalcul(database: TestDatabase, scenario: string): Promise<string> {
  const calcul = database.newId();
  const entree = entreeDessai(12);
  const resultat = calculer(entree);
  const { famille, definition, population, stabilite } = entree;
  const [gelee, trouve] = [packJson(entree), packJson(resultat)];
  await sql`insert into calcul (id, scenario_id, numero, definition, donnees_au, graine, moteur, entree, entree_empreinte, resultat,
      liste_empreinte, population, analysees, retenues, perturbations, lance_par, lance_le, termine_le)
    values (${calcul}, ${scenario}, 1, ${JSON.stringify({ famille, definition, population, stabilite })}, ${TEST_NOW}, 7, '1',
      ${gelee.bytes}, ${gelee.sha256}, ${trouve.bytes}, ${trouve.sha256}, 12, 12,
      ${resultat.structures.filter(({ retenue }) => retenue).length}, 1, ${person("ssa").id}, ${TEST_NOW}, ${TEST_NOW})`.execute(
    database.db,
  );
  return calcul;
}

import { sql } from "kysely";
import type { Database } from "#app/platform/db/database.server.ts";
import {
  type Lecteur,
  readValeur,
  withinLecture,
  withMasque,
} from "../indicateurs/lecture/queries.server.ts";
import type { ValeurLue } from "./rules.ts";

/** Current values of some structures that this person may read, oldest first; of all the indicators, or of some. */
export async function listValeursLues(
  db: Database,
  lecteur: Lecteur,
  uais: readonly string[],
  codes?: readonly string[],
): Promise<ValeurLue[]> {
  const { valeur, statut } = readValeur(lecteur);
  const among = codes ? sql`and v.indicateur_code = any(${[...codes]}::text[])` : sql``;
  const { rows } = await sql<ValeurLue>`
    select v.id, v.uai, v.indicateur_code as indicateur, v.annee, ${valeur} as valeur, ${statut} as statut
    from valeur_indicateur v
    join structure on structure.uai = v.uai
    join indicateur on indicateur.code = v.indicateur_code and indicateur.objet = 'structure'
    ${withMasque}
    where v.uai = any(${[...uais]}::text[]) and v.remplace_le is null ${among} and ${withinLecture(lecteur)}
    order by v.annee, v.id`.execute(db);
  return rows;
}

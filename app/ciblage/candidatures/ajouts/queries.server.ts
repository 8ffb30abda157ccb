import { type RawBuilder, type SqlBool, sql } from "kysely";
import { withinScope } from "#app/acces/queries.server.ts";
import { type Actor, scopeOf } from "#app/acces/rules.ts";
import type { Database, Tx } from "#app/platform/db/database.server.ts";
import { NotFound } from "#app/platform/refusal.ts";
import type { TypeStructure } from "#app/referentiel/rules.ts";
import { searchWords } from "#app/referentiel/structures/recherche/queries.server.ts";
import type { Campagne } from "../../campagnes/rules.ts";
import { withinPopulation } from "../../populations/queries.server.ts";
import { type StructureAjoutable, TROUVEES_MAX } from "./rules.ts";

export interface StructureTrouvee extends StructureAjoutable {
  readonly type: TypeStructure;
  readonly commune: string;
  readonly departementNom: string;
  /** Of its candidature; null when it has none. */
  readonly candidatureId: string | null;
}

/** Structures of the académie of a campaign that this person may propose and whose words match. */
export async function searchAjoutables(
  db: Database,
  actor: Actor,
  campagne: Campagne,
  q: string,
): Promise<StructureTrouvee[]> {
  const words = searchWords(q);
  if (words.length === 0) return [];
  const matches = words.map((word) => sql`structure.recherche like ${`%${word}%`}`);
  return listTrouvees(
    db,
    actor,
    campagne,
    sql<SqlBool>`structure.etat <> 'ferme' and ${sql.join(matches, sql` and `)}`,
  );
}

/** One structure that this person may propose in a campaign; `NotFound` otherwise. */
export async function getAjoutable(
  db: Database | Tx,
  actor: Actor,
  campagne: Campagne,
  uai: string,
): Promise<StructureTrouvee> {
  const [found] = await listTrouvees(db, actor, campagne, sql<SqlBool>`structure.uai = ${uai}`);
  if (!found) throw new NotFound();
  return found;
}

async function listTrouvees(
  db: Database | Tx,
  actor: Actor,
  campagne: Campagne,
  chosen: RawBuilder<SqlBool>,
): Promise<StructureTrouvee[]> {
  const dedans = campagne.familles.map((famille) => withinPopulation(campagne, famille));
  const { rows } = await sql<StructureTrouvee>`
    select structure.uai, structure.nom, structure.type, structure.commune_nom as commune, departement.nom as "departementNom",
      structure.etat <> 'ferme' as ouverte, coalesce((${sql.join(dedans, sql` or `)}), false) as "dansPopulation", c.etat,
      c.id as "candidatureId"
    from structure join departement on departement.code = structure.departement_code
    left join commune on commune.code = structure.commune_code
    left join candidature c on c.campagne_id = ${campagne.id}::uuid and c.uai = structure.uai
    where structure.academie_code = ${campagne.academie} and ${withinScope(scopeOf(actor, "ciblage.proposer"))} and ${chosen}
    order by structure.nom, structure.uai limit ${TROUVEES_MAX}`.execute(db);
  return rows;
}

import { sql } from "kysely";
import { withinScope } from "#app/acces/queries.server.ts";
import type { Scope } from "#app/acces/rules.ts";
import type { Database } from "#app/platform/db/database.server.ts";
import type { StatutEp, TypeStructure } from "../../rules.ts";

export interface ReseauResume {
  readonly tete: string;
  /** Null when the tête itself is out of scope. */
  readonly nom: string | null;
  readonly communeNom: string | null;
  readonly academie: string | null;
  readonly statutEp: StatutEp | null;
  /** Members in scope, the tête included. */
  readonly membres: number;
}

const RESEAUX = (scope: Scope) => sql`
  select structure.reseau_uai as tete, count(*)::int as membres from structure
  where structure.reseau_uai is not null and structure.etat <> 'ferme' and ${withinScope(scope)}
  group by structure.reseau_uai`;

/** Networks of which at least one member is in scope, by name. */
export async function listReseaux(
  db: Database,
  scope: Scope,
  page: { readonly limit: number; readonly offset: number },
): Promise<{ reseaux: ReseauResume[]; total: number }> {
  const [{ rows }, counted] = await Promise.all([
    sql<ReseauResume>`select r.tete, r.membres, structure.nom, structure.commune_nom as "communeNom",
        a.nom as academie, structure.statut_ep as "statutEp"
      from (${RESEAUX(scope)}) r
      left join structure on structure.uai = r.tete and ${withinScope(scope)}
      left join academie a on a.code = structure.academie_code
      order by structure.nom nulls last, r.tete limit ${page.limit} offset ${page.offset}`.execute(db),
    sql<{ n: number }>`select count(*)::int as n from (${RESEAUX(scope)}) r`.execute(db),
  ]);
  return { reseaux: rows, total: counted.rows[0]?.n ?? 0 };
}

export interface MembreReseau {
  readonly uai: string;
  readonly nom: string;
  readonly type: TypeStructure;
  readonly communeNom: string;
  readonly statutEp: StatutEp | null;
  readonly statutEpAnnee: number | null;
}

/** Open structures in scope that belong to a network, in the order of schooling. */
export async function listMembresReseau(db: Database, scope: Scope, tete: string): Promise<MembreReseau[]> {
  const { rows } = await sql<MembreReseau>`
    select structure.uai, structure.nom, structure.type, structure.commune_nom as "communeNom",
      structure.statut_ep as "statutEp", structure.statut_ep_annee as "statutEpAnnee"
    from structure
    where structure.reseau_uai = ${tete} and structure.etat <> 'ferme' and ${withinScope(scope)}
    order by structure.nom, structure.uai`.execute(db);
  return rows;
}

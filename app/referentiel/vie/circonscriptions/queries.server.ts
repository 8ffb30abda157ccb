import { type RawBuilder, type SqlBool, sql } from "kysely";
import { withinScope } from "#app/acces/queries.server.ts";
import type { Scope } from "#app/acces/rules.ts";
import type { Database } from "#app/platform/db/database.server.ts";
import { NotFound } from "#app/platform/refusal.ts";
import type { StatutEp, TypeStructure } from "../../rules.ts";

export interface Circonscription {
  readonly code: string;
  readonly nom: string;
  readonly departementCode: string;
  readonly departementNom: string;
  readonly academieNom: string;
  readonly courriel: string | null;
  readonly telephone: string | null;
}

/**
 * The condition that a circonscription `c` is in scope: as a territory, without structures of its own, or through one
 * of its structures that is. Whoever is kept to some kinds of structure knows it through these alone.
 */
export function withinCirconscription(scope: Scope): RawBuilder<SqlBool> {
  return sql<SqlBool>`(exists (
      select 1 from (select c.code as circonscription_code, c.departement_code, d.academie_code, null::text as uai,
          null::text as commune_code, null::text as secteur, null::text as type
        from departement d where d.code = c.departement_code) structure where ${withinScope(scope)})
    or exists (select 1 from structure where structure.circonscription_code = c.code and ${withinScope(scope)}))`;
}

/** Throws NotFound when it does not exist or is out of scope. */
export async function getCirconscription(db: Database, scope: Scope, code: string): Promise<Circonscription> {
  const { rows } = await sql<Circonscription>`
    select c.code, c.nom, c.departement_code as "departementCode", d.nom as "departementNom", a.nom as "academieNom",
      c.courriel, c.telephone
    from circonscription c join departement d on d.code = c.departement_code join academie a on a.code = d.academie_code
    where c.code = ${code} and ${withinCirconscription(scope)}`.execute(db);
  const [found] = rows;
  if (!found) throw new NotFound();
  return found;
}

export interface CirconscriptionTrouvee {
  readonly code: string;
  readonly nom: string;
  readonly departementNom: string;
}

/** Circonscriptions in scope of which the name or the code holds every word, as `normalizeSearch` writes them. */
export async function searchCirconscriptions(
  db: Database,
  scope: Scope,
  words: readonly string[],
  limit: number,
): Promise<CirconscriptionTrouvee[]> {
  if (words.length === 0) return [];
  const written = sql`regexp_replace(lower(unaccent(c.nom || ' ' || c.code)), '[^a-z0-9]+', ' ', 'g')`;
  const matching = words.map((word) => sql`${written} like ${`%${word}%`}`);
  const { rows } = await sql<CirconscriptionTrouvee>`
    select c.code, c.nom, d.nom as "departementNom" from circonscription c join departement d on d.code = c.departement_code
    where ${sql.join(matching, sql` and `)} and ${withinCirconscription(scope)}
    order by length(c.nom), c.nom, c.code limit ${limit}`.execute(db);
  return rows;
}

export interface StructureCirconscription {
  readonly uai: string;
  readonly nom: string;
  readonly type: TypeStructure;
  readonly communeNom: string;
  readonly statutEp: StatutEp | null;
}

/** Structures in scope of a circonscription, closed ones left out. */
export async function listStructuresCirconscription(
  db: Database,
  scope: Scope,
  code: string,
): Promise<StructureCirconscription[]> {
  const { rows } = await sql<StructureCirconscription>`
    select structure.uai, structure.nom, structure.type, structure.commune_nom as "communeNom",
      structure.statut_ep as "statutEp"
    from structure where structure.circonscription_code = ${code} and structure.etat <> 'ferme' and ${withinScope(scope)}
    order by structure.commune_nom, structure.nom, structure.uai`.execute(db);
  return rows;
}

import { type RawBuilder, type SqlBool, sql } from "kysely";
import { withinScope } from "#app/acces/queries.server.ts";
import type { Scope } from "#app/acces/rules.ts";
import type { Database } from "#app/platform/db/database.server.ts";
import type { TypeStructure } from "#app/referentiel/rules.ts";
import type { Presence, TRIS_COMPARAISON } from "./rules.ts";

export interface StructureComparee {
  readonly uai: string;
  readonly nom: string;
  readonly type: TypeStructure;
  readonly commune: string;
  readonly departementNom: string;
  /** By run, in the order asked; null where the structure was not in its population. */
  readonly verdicts: readonly (Verdict | null)[];
}
export interface Verdict {
  readonly retenue: boolean;
  readonly rang: number | null;
  /** Share of the perturbed runs that keep it. */
  readonly frequence: number | null;
}

export interface PageComparee {
  readonly presence: Presence;
  readonly tri: (typeof TRIS_COMPARAISON)[number];
  readonly sens: "asc" | "desc";
  readonly limit: number;
  readonly offset: number;
}

/** One row per structure of the runs, within the scope, with what each run says of it. */
const readComparees = (calculs: readonly string[], scope: Scope) => sql`
  select structure.uai, structure.nom, structure.type, structure.commune_nom as commune,
    departement.nom as "departementNom",
    array_agg(case when c.uai is null then null else json_build_object('retenue', c.retenue, 'rang', c.rang,
      'frequence', c.frequence) end order by demande.place) as verdicts,
    array_agg(coalesce(c.retenue, false) order by demande.place) as retenues
  from (select distinct uai from calcul_structure where calcul_id = any(${[...calculs]}::uuid[])) lue
  join structure on structure.uai = lue.uai
  join departement on departement.code = structure.departement_code
  cross join unnest(${[...calculs]}::uuid[]) with ordinality as demande (calcul_id, place)
  left join calcul_structure c on c.calcul_id = demande.calcul_id and c.uai = lue.uai
  where ${withinScope(scope)}
  group by structure.uai, departement.nom`;

function withinPresence(presence: Presence): RawBuilder<SqlBool> {
  if (typeof presence !== "string")
    return sql<SqlBool>`(p.retenues[${presence.seul + 1}::int] and (select count(*) from unnest(p.retenues) r where r) = 1)`;
  if (presence === "toutes") return sql<SqlBool>`(true = all(p.retenues))`;
  if (presence === "partage") return sql<SqlBool>`(true = any(p.retenues) and false = any(p.retenues))`;
  return sql<SqlBool>`(true = any(p.retenues))`;
}

/** One page of the structures that the last runs of some scenarios keep, side by side. */
export async function listComparees(
  db: Database,
  calculs: readonly string[],
  scope: Scope,
  { presence, tri, sens, limit, offset }: PageComparee,
): Promise<{ readonly lignes: StructureComparee[]; readonly total: number }> {
  const direction = sens === "desc" ? sql`desc` : sql`asc`;
  const column = tri === "departement" ? "departementNom" : tri;
  const { rows } = await sql<StructureComparee & { total: number }>`
    select p.uai, p.nom, p.type, p.commune, p."departementNom", p.verdicts, count(*) over ()::int as total
    from (${readComparees(calculs, scope)}) p where ${withinPresence(presence)}
    order by ${sql.ref(`p.${column}`)} ${direction}, p.nom, p.uai limit ${limit} offset ${offset}`.execute(
    db,
  );
  return { lignes: rows.map(({ total: _, ...ligne }) => ligne), total: rows[0]?.total ?? 0 };
}

/** How many structures all the runs keep, and how many each one alone. */
export async function countComparees(
  db: Database,
  calculs: readonly string[],
  scope: Scope,
): Promise<{ readonly toutes: number; readonly une: number; readonly seules: readonly number[] }> {
  const count = (presence: Presence) => sql`count(*) filter (where ${withinPresence(presence)})::int`;
  const seules = calculs.map((_, seul) => count({ seul }));
  const { rows } = await sql<{ toutes: number; une: number; seules: number[] }>`
    select ${count("toutes")} as toutes, ${count("une")} as une, array[${sql.join(seules)}] as seules
    from (${readComparees(calculs, scope)}) p`.execute(db);
  return rows[0] ?? { toutes: 0, une: 0, seules: [] };
}

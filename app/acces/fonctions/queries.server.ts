import { sql } from "kysely";
import type { Database } from "#app/platform/db/database.server.ts";
import { withinPortees } from "../portees/queries.server.ts";
import type { Scope } from "../rules.ts";

export interface FinsProches {
  readonly n: number;
  /** First day when the first of them no longer holds; null when there is none. */
  readonly premiere: string | null;
}

/** Functions of others that end in scope between two civil days, both included, and that nobody takes up after them. */
export async function countFinsProches(
  db: Database,
  scope: Scope,
  { sauf, du, au }: { readonly sauf: string; readonly du: string; readonly au: string },
): Promise<FinsProches> {
  const { rows } = await sql<FinsProches>`
    select count(*)::int as n, min(f.fin) as premiere from fonction_exercee f join agent a on a.id = f.agent_id
    where f.fin between ${du} and ${au} and f.fin > f.debut and a.ferme_le is null and f.agent_id <> ${sauf}
      and ${withinPortees(scope, "f.portee_type", "f.portee_code")}
      and not exists (select from fonction_exercee g where g.portee_type = f.portee_type and g.portee_code = f.portee_code
        and g.fonction = f.fonction and g.id <> f.id and g.debut >= f.debut and (g.fin is null or g.fin > f.fin))`.execute(
    db,
  );
  return rows[0] ?? { n: 0, premiere: null };
}

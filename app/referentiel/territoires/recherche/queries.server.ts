import { type RawBuilder, sql } from "kysely";
import type { Database } from "#app/platform/db/database.server.ts";
import type { Nation, NiveauTerritoire } from "../rules.ts";

export interface TerritoireTrouve {
  readonly niveau: Exclude<NiveauTerritoire, "nation" | "circonscription">;
  readonly code: string;
  readonly nom: string;
  /** The territory that holds it, when the name alone may be ambiguous. */
  readonly dans: string | null;
}

/** Structures looked at to find communes: a word that more of them hold is too common to name a commune by itself. */
const STRUCTURES_LUES = 2_000;

/** Same writing as `normalizeSearch`, for the few hundred names that have no column of their own for it. */
const written = (column: string) =>
  sql`regexp_replace(lower(unaccent(${sql.ref(column)})), '[^a-z0-9]+', ' ', 'g')`;

/** Every word is somewhere in the name, or is the code. */
function matching(words: readonly string[], name: string, code: string): RawBuilder<unknown> {
  const each = words.map(
    (word) => sql`(${written(name)} like ${`%${word}%`} or lower(${sql.ref(code)}) = ${word})`,
  );
  return sql.join(each, sql` and `);
}

/**
 * Territories of a nation by their name or code, the widest first. `words`: as `searchWords` gives them. Communes are
 * those of open structures, found through the index of structures: thirty-five thousand names are not scanned.
 */
export async function searchTerritoires(
  db: Database,
  nation: Nation,
  words: readonly string[],
  limit: number,
): Promise<TerritoireTrouve[]> {
  if (words.length === 0) return [];
  const { rows } = await sql<TerritoireTrouve>`
    select niveau, code, nom, dans from (
      select 1 as rang, 'academie' as niveau, a.code, a.nom, null as dans from academie a
        where a.nation = ${nation} and ${matching(words, "a.nom", "a.code")}
      union all
      select 2, 'departement', d.code, d.nom, a.nom from departement d
        join academie a on a.code = d.academie_code and a.nation = ${nation} where ${matching(words, "d.nom", "d.code")}
      union all
      select 3, 'bassin', b.code, b.nom, a.nom from bassin b
        join academie a on a.code = b.academie_code and a.nation = ${nation} where ${matching(words, "b.nom", "b.code")}
      union all
      select 4, 'commune', c.code, c.nom, d.nom from (${communesOf(words)}) found
        join commune c on c.code = found.commune_code join departement d on d.code = c.departement_code
        join academie a on a.code = d.academie_code and a.nation = ${nation}
    ) t order by rang, length(nom), nom, code limit ${limit}`.execute(db);
  return rows;
}

/** Words of less than three letters are in too many names for an index of trigrams. */
function communesOf(words: readonly string[]): RawBuilder<unknown> {
  if (!words.some((word) => word.length >= 3)) return sql`select null::text as commune_code where false`;
  const holds = words.map((word) => sql`structure.recherche like ${`%${word}%`}`);
  return sql`select distinct commune_code from (
    select structure.commune_code, structure.commune_nom from structure
    where ${sql.join(holds, sql` and `)} and structure.etat <> 'ferme' limit ${STRUCTURES_LUES}) structure
    where ${matching(words, "structure.commune_nom", "structure.commune_code")}`;
}

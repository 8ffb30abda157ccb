import { type SelectQueryBuilder, sql } from "kysely";
import { withinScope } from "#app/acces/queries.server.ts";
import type { Scope } from "#app/acces/rules.ts";
import type { Database, DB } from "#app/platform/db/database.server.ts";
import { normalizeSearch } from "../../rules.ts";
import type { FiltresStructures } from "../rules.ts";

/** Whose structures, and whose values: two permissions, two scopes. */
export interface Portees {
  readonly structures: Scope;
  readonly indicateurs: Scope;
}

/** What the list is asked for: within which scopes, narrowed by what, with which words. */
export interface Recherche {
  readonly portees: Portees;
  readonly filtres: FiltresStructures;
  /** School year of the index; undefined when none is known. */
  readonly annee: number | undefined;
  readonly words: readonly string[];
}

type Filtered = SelectQueryBuilder<DB, "structure", object>;

/** The structures in scope that match, before any order or page. */
export function withinRecherche(db: Database, { portees, filtres, annee, words }: Recherche): Filtered {
  let query: Filtered = db.selectFrom("structure").where(withinScope(portees.structures));
  for (const word of words) query = query.where("structure.recherche", "like", `%${word}%`);
  if (filtres.type) query = query.where("structure.type", "=", filtres.type);
  if (filtres.secteur) query = query.where("structure.secteur", "=", filtres.secteur);
  if (filtres.ep) query = query.where("structure.statut_ep", "=", filtres.ep);
  if (filtres.academie) query = query.where("structure.academie_code", "=", filtres.academie);
  if (filtres.departement) query = query.where("structure.departement_code", "=", filtres.departement);
  const ips = filtres.ips;
  if (ips === undefined || annee === undefined) return query;
  return query
    .where(withinScope(portees.indicateurs))
    .where(({ exists, selectFrom }) =>
      exists(
        selectFrom("valeur_indicateur as v")
          .select("v.id")
          .whereRef("v.uai", "=", "structure.uai")
          .where("v.indicateur_code", "=", "ips")
          .where("v.annee", "=", annee)
          .where("v.remplace_le", "is", null)
          .where("v.valeur", "<=", ips),
      ),
    );
}

/** How many match: from the table of counts when the filters allow it, otherwise through the indexes of the list. */
export async function countMatching(db: Database, recherche: Recherche): Promise<number> {
  const query =
    withinComptage(db, recherche) ??
    withinRecherche(db, recherche).select(({ fn }) => fn.countAll<number>().as("n"));
  return (await query.executeTakeFirstOrThrow()).n;
}

/** The number of matches as a sum of the table of counts; undefined when a filter is finer than that table. */
export function withinComptage(db: Database, { portees, filtres, words }: Recherche) {
  const { nation, academies, departements, circonscriptions, structures } = portees.structures;
  const finer =
    words.length > 0 || filtres.ips !== undefined || structures.length > 0 || circonscriptions.length > 0;
  if (finer || (academies.length > 0 && departements.length > 0)) return undefined;
  let query = db.selectFrom("comptage_structure").select(sql<number>`coalesce(sum(n), 0)::int`.as("n"));
  if (!nation) {
    if (academies.length === 0 && departements.length === 0) query = query.where(sql<boolean>`false`);
    if (academies.length > 0) query = query.where("academie_code", "in", [...academies]);
    if (departements.length > 0) query = query.where("departement_code", "in", [...departements]);
  }
  if (filtres.type) query = query.where("type", "=", filtres.type);
  if (filtres.secteur) query = query.where("secteur", "=", filtres.secteur);
  if (filtres.ep) query = query.where("statut_ep", "=", filtres.ep);
  if (filtres.academie) query = query.where("academie_code", "=", filtres.academie);
  if (filtres.departement) query = query.where("departement_code", "=", filtres.departement);
  return query;
}

/** Words of a search, without accents nor case; eight at most. */
export function searchWords(q: string | undefined): string[] {
  return normalizeSearch(q ?? "")
    .split(" ")
    .filter((word) => word !== "")
    .slice(0, 8);
}

/** Known words nearest to those that match nothing; undefined when none is near enough. */
export async function findCorrectedWords(
  db: Database,
  words: readonly string[],
): Promise<string[] | undefined> {
  const corrected: string[] = [];
  for (const word of words) {
    // Trigrams choose candidates through the index; the number of typing errors chooses among them.
    const { rows } = await sql<{ mot: string; fautes: number }>`
      select mot, levenshtein(mot, ${word}) as fautes
      from (select mot from mot_recherche order by mot <-> ${word} limit 100) candidat
      order by fautes, mot <-> ${word}, mot limit 1`.execute(db);
    const nearest = rows[0];
    corrected.push(nearest && nearest.fautes <= fautesTolerees(word) ? nearest.mot : word);
  }
  return corrected.join(" ") === words.join(" ") ? undefined : corrected;
}

/** One error in a short word, two in an ordinary one (two swapped letters count for two), three in a long one. */
function fautesTolerees(word: string): number {
  if (word.length <= 3) return 1;
  return word.length <= 8 ? 2 : 3;
}

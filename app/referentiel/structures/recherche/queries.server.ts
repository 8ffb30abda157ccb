import { type RawBuilder, type SelectQueryBuilder, type SqlBool, sql } from "kysely";
import { withinScope } from "#app/acces/queries.server.ts";
import { type Actor, isSansLieu, type Scope, scopeOf } from "#app/acces/rules.ts";
import type { Database, DB } from "#app/platform/db/database.server.ts";
import { normalizeSearch } from "../../rules.ts";
import { withinPeriode } from "../../vie/queries.server.ts";
import { classesOf, type FiltresStructures, type OrphelineFiltre } from "../rules.ts";

/** Whose structures, and whose values: two permissions, two scopes. */
export interface Portees {
  readonly structures: Scope;
  readonly indicateurs: Scope;
  /** Structures whose masked values are shown all the same; none when absent. */
  readonly masques?: Scope;
}

/** The scopes of a person, for the list and what follows from it. */
export function getPortees(actor: Actor): Portees {
  return {
    structures: scopeOf(actor, "structure.lire"),
    indicateurs: scopeOf(actor, "indicateur.lire"),
    masques: scopeOf(actor, "indicateur.lire_masque"),
  };
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

/** Columns of the structure that a filter of the same meaning compares with. */
const EGALITES = {
  type: "structure.type",
  secteur: "structure.secteur",
  ep: "structure.statut_ep",
  academie: "structure.academie_code",
  departement: "structure.departement_code",
  circonscription: "structure.circonscription_code",
  bassin: "structure.bassin_code",
  commune: "structure.commune_code",
} as const;

/** The structures in scope that match, before any order or page. */
export function withinRecherche(db: Database, recherche: Recherche): Filtered {
  const { portees, filtres, words } = recherche;
  let query: Filtered = db.selectFrom("structure").where(withinScope(portees.structures));
  for (const word of words) query = query.where("structure.recherche", "like", `%${word}%`);
  for (const [filtre, colonne] of Object.entries(EGALITES)) {
    const value = filtres[filtre as keyof typeof EGALITES];
    if (value) query = query.where(colonne, "=", value);
  }
  for (const condition of conditionsOf(recherche)) query = query.where(condition);
  return query;
}

/** Filters that read another table, or more than one state. */
function conditionsOf({ portees, filtres, annee }: Recherche): RawBuilder<SqlBool>[] {
  const { etat, typologie, dispositif, orpheline, ips } = filtres;
  const conditions: RawBuilder<SqlBool>[] = [];
  if (etat === undefined) conditions.push(sql<SqlBool>`structure.etat <> 'ferme'`);
  if (etat === "fermees") conditions.push(sql<SqlBool>`structure.etat = 'ferme'`);
  if (etat === "sans_courriel")
    conditions.push(sql<SqlBool>`structure.etat <> 'ferme' and structure.courriel is null`);
  if (typologie) conditions.push(withTypologie(classesOf(typologie)));
  if (dispositif) conditions.push(withDispositif(dispositif, filtres.jour));
  // What was computed or decided of an école tells of its index: the scope is that of indicators.
  if (orpheline) conditions.push(withinScope(portees.indicateurs), ORPHELINES[orpheline]);
  if (ips !== undefined && annee !== undefined)
    conditions.push(withinScope(portees.indicateurs), withIpsAuPlus(portees, ips, annee));
  return conditions;
}

/** A commune that was merged has the class of the one that it was merged into. */
function withTypologie(classes: readonly string[]): RawBuilder<SqlBool> {
  const wanted = sql`${[...classes]}::text[]`;
  return sql<SqlBool>`exists (select from commune c where c.code = structure.commune_code and (c.typologie = any(${wanted})
    or c.typologie is null and exists (select from commune a where a.code = c.actuelle_code and a.typologie = any(${wanted}))))`;
}

function withDispositif(dispositif: string, jour: string | undefined): RawBuilder<SqlBool> {
  if (jour === undefined) throw new Error("A scheme holds on a day: give one to readFiltres");
  return sql<SqlBool>`exists (select from structure_dispositif x where x.uai = structure.uai
    and x.dispositif_code = ${dispositif} and x.retire_le is null and ${withinPeriode(jour)})`;
}

/** The last year computed, and the last decision, which prevails. */
const CALCULEE = sql`exists (select from orpheline o where o.uai = structure.uai and o.calcul = 'oui'
  and not exists (select from orpheline suivante where suivante.uai = o.uai and suivante.annee > o.annee))`;
const decidee = (
  orpheline: RawBuilder<unknown>,
) => sql`exists (select from decision_orpheline d where d.uai = structure.uai and d.retiree_le is null
  and ${orpheline} and not exists (select from decision_orpheline suivante where suivante.uai = d.uai and suivante.retiree_le is null and suivante.annee > d.annee))`;

const ORPHELINES: Readonly<Record<OrphelineFiltre, RawBuilder<SqlBool>>> = {
  calculees: sql<SqlBool>`${CALCULEE}`,
  decidees: sql<SqlBool>`${decidee(sql`d.orpheline`)}`,
  reconnues: sql<SqlBool>`(${decidee(sql`d.orpheline`)} or (${CALCULEE} and not ${decidee(sql`not d.orpheline`)}))`,
};

/** A masked index must not be found by narrowing. Asked of each value found, so that the list still follows its order. */
function withIpsAuPlus({ masques }: Portees, ips: number, annee: number): RawBuilder<SqlBool> {
  const lisible = sql`(select m.valeur_id from valeur_masquee m where m.valeur_id = v.id) is null`;
  return sql<SqlBool>`exists (select v.id from valeur_indicateur v where v.uai = structure.uai and v.indicateur_code = 'ips'
    and v.annee = ${annee} and v.remplace_le is null and v.valeur <= ${ips}
    and ${masques ? sql`(${withinScope(masques)} or ${lisible})` : lisible})`;
}

/** How many match: from the table of counts when the filters allow it, otherwise through the indexes of the list. */
export async function countMatching(db: Database, recherche: Recherche): Promise<number> {
  const query =
    withinComptage(db, recherche) ??
    withinRecherche(db, recherche).select(({ fn }) => fn.countAll<number>().as("n"));
  return (await query.executeTakeFirstOrThrow()).n;
}

/** Filters that the table of counts, which holds open structures, knows nothing of. */
const FINS = [
  ...(["circonscription", "bassin", "commune", "etat"] as const),
  ...(["typologie", "dispositif", "orpheline", "ips"] as const),
] as const;

/** The number of matches as a sum of the table of counts; undefined when a filter is finer than that table. */
export function withinComptage(db: Database, { portees, filtres, words }: Recherche) {
  const finer =
    words.length > 0 ||
    FINS.some((filtre) => filtres[filtre] !== undefined) ||
    !isSansLieu(portees.structures);
  if (finer) return undefined;
  // A line of counts has the columns of a structure that such a scope asks about.
  let query = db
    .selectFrom("comptage_structure as structure")
    .select(sql<number>`coalesce(sum(n), 0)::int`.as("n"))
    .where(withinScope(portees.structures));
  if (filtres.type) query = query.where("type", "=", filtres.type);
  if (filtres.secteur) query = query.where("secteur", "=", filtres.secteur);
  if (filtres.ep) query = query.where("statut_ep", "=", filtres.ep);
  if (filtres.academie) query = query.where("academie_code", "=", filtres.academie);
  if (filtres.departement) query = query.where("departement_code", "=", filtres.departement);
  return query;
}

export interface RechercheResolue {
  readonly recherche: Recherche;
  /** Words that replaced those typed, when these matched nothing. */
  readonly corrige: string | undefined;
}

/** The same search with its typing errors mended, when as typed it finds nothing. */
export async function findRecherche(
  db: Database,
  asked: Omit<Recherche, "words">,
): Promise<RechercheResolue> {
  const recherche = { ...asked, words: searchWords(asked.filtres.q) };
  if (recherche.words.length === 0 || (await countMatching(db, recherche)) > 0)
    return { recherche, corrige: undefined };
  const words = await findCorrectedWords(db, recherche.words);
  return words
    ? { recherche: { ...recherche, words }, corrige: words.join(" ") }
    : { recherche, corrige: undefined };
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

/** How many structures in scope cannot be written to, counted up to `max`. The scope of an académie or less. */
export async function countSansCourriel(db: Database, scope: Scope, max: number): Promise<number> {
  const { rows } = await sql<{ n: number }>`select count(*)::int as n from (
    select from structure where ${withinScope(scope)} and structure.etat <> 'ferme' and structure.courriel is null
    limit ${max}) found`.execute(db);
  return rows[0]?.n ?? 0;
}

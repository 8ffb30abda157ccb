import { type RawBuilder, type SqlBool, sql } from "kysely";
import { withinScope } from "#app/acces/queries.server.ts";
import type { Scope } from "#app/acces/rules.ts";
import type { Database, Tx } from "#app/platform/db/database.server.ts";
import type { Secteur, StatutEp, TypeStructure } from "#app/referentiel/rules.ts";
import type { Campagne } from "../campagnes/rules.ts";
import { FAMILLES_ANALYSE, type FamilleAnalyse, RURALITES, type Ruralite, ruraliteOf } from "../rules.ts";
import type { RaisonExclusion } from "./rules.ts";

type Definie = Pick<Campagne, "academie" | "population">;

/** Head counts of a whole structure, by type: the one that exists for it. */
const EFFECTIFS = ["effectif_ecole", "effectif_college", "effectif_lycee_gt", "effectif_lycee_pro"];

/**
 * The status of a structure in éducation prioritaire. Files name those that are in it: once some of its type are known
 * in its académie, a structure that no file names is outside. Lycées are outside since 2015.
 */
const readStatutEp = sql`coalesce(structure.statut_ep, case when structure.type in ('lgt', 'lpo', 'lp', 'sep')
  or (structure.academie_code, structure.type) in (select distinct connue.academie_code, connue.type from structure connue
    where connue.statut_ep in ('rep', 'rep_plus')) then 'hors_ep' end)`;

/**
 * Why a structure is out of the population, null when it is in: the only place that says it. For a query that knows
 * `structure`, and `commune` left-joined, under their own names. What no file says closed counts as open.
 */
export function readExclusion({ population: p }: Definie): RawBuilder<RaisonExclusion | null> {
  const lists = (column: string, codes: readonly string[]) =>
    sql`${sql.ref(column)} = any(${[...codes]}::text[])`;
  const territoires = [
    ...(p.departements.length > 0 ? [lists("structure.departement_code", p.departements)] : []),
    ...(p.circonscriptions.length > 0 ? [lists("structure.circonscription_code", p.circonscriptions)] : []),
    ...(p.bassins.length > 0 ? [lists("structure.bassin_code", p.bassins)] : []),
  ];
  const classes = p.ruralites.flatMap((ruralite) => [...RURALITES[ruralite].classes]);
  const cases = [
    sql`when structure.etat in ('ferme', 'a_ouvrir') then 'fermee'`,
    ...(p.secteurs.length > 0
      ? [sql`when not ${lists("structure.secteur", p.secteurs)} then 'secteur'`]
      : []),
    ...(p.statutsEp.length > 0
      ? [
          sql`when ${readStatutEp} is null then 'statut_ep_inconnu'`,
          sql`when not (${readStatutEp} = any(${[...p.statutsEp]}::text[])) then 'statut_ep'`,
        ]
      : []),
    ...(territoires.length > 0
      ? [sql`when (${sql.join(territoires, sql` or `)}) is not true then 'territoire'`]
      : []),
    ...(classes.length > 0
      ? [sql`when ${lists("commune.typologie", classes)} is not true then 'ruralite'`]
      : []),
    ...(p.effectifMinimal > 0 ? [sql`when ${readEffectif} < ${p.effectifMinimal} then 'effectif'`] : []),
  ];
  return sql<RaisonExclusion | null>`case ${sql.join(cases, sql` `)} end`;
}

const readEffectif = sql`(select v.valeur from valeur_indicateur v where v.uai = structure.uai
  and v.indicateur_code in (${sql.join(EFFECTIFS)}) and v.remplace_le is null and v.statut = 'ok' order by v.annee desc limit 1)`;

/** The condition that a structure is one that the campaign may look at in a family: its type and its académie. */
function withinFamille({ academie }: Definie, famille: FamilleAnalyse): RawBuilder<SqlBool> {
  const types = [...FAMILLES_ANALYSE[famille].types];
  return sql<SqlBool>`(structure.academie_code = ${academie} and structure.type = any(${types}::text[]))`;
}

/** The condition that a structure is in the population of a campaign, for a query with `structure` and `commune` left-joined. */
export function withinPopulation(campagne: Definie, famille: FamilleAnalyse): RawBuilder<SqlBool> {
  return sql<SqlBool>`(${withinFamille(campagne, famille)} and ${readExclusion(campagne)} is null)`;
}

export interface StructurePopulation {
  readonly uai: string;
  readonly nom: string;
  readonly type: TypeStructure;
  readonly secteur: Secteur;
  readonly statutEp: StatutEp | null;
  readonly commune: string;
  readonly departement: string;
  readonly departementNom: string;
  readonly typologie: string | null;
  readonly raison: RaisonExclusion | null;
}

const readLignes = (campagne: Definie, famille: FamilleAnalyse, scope: Scope) => sql`
  select structure.uai, structure.nom, structure.type, structure.secteur, structure.statut_ep as "statutEp",
    structure.commune_nom as commune, structure.departement_code as departement, departement.nom as "departementNom",
    commune.typologie, ${readExclusion(campagne)} as raison
  from structure join departement on departement.code = structure.departement_code
  left join commune on commune.code = structure.commune_code
  where ${withinFamille(campagne, famille)} and ${withinScope(scope)}`;

export interface PageDemandee {
  /** « dedans », « dehors », or one reason. */
  readonly presence: "dedans" | "dehors" | RaisonExclusion;
  readonly tri: "nom" | "commune" | "type" | "departement";
  readonly sens: "asc" | "desc";
  readonly limit: number;
  readonly offset: number;
}

/** One page of the structures of a family, in the population or out of it. */
export async function listPopulation(
  db: Database,
  campagne: Definie,
  famille: FamilleAnalyse,
  scope: Scope,
  page: PageDemandee,
): Promise<{ lignes: StructurePopulation[]; total: number }> {
  const { presence, limit, offset } = page;
  const kept =
    presence === "dedans"
      ? sql`p.raison is null`
      : presence === "dehors"
        ? sql`p.raison is not null`
        : sql`p.raison = ${presence}`;
  const direction = page.sens === "desc" ? sql`desc` : sql`asc`;
  const { rows } = await sql<StructurePopulation & { total: number }>`
    select p.*, count(*) over ()::int as total from (${readLignes(campagne, famille, scope)}) p where ${kept}
    order by ${sql.ref(`p.${page.tri}`)} ${direction}, p.nom, p.uai limit ${limit} offset ${offset}`.execute(
    db,
  );
  return { lignes: rows.map(({ total: _, ...ligne }) => ligne), total: rows[0]?.total ?? 0 };
}

export interface ComptagePopulation {
  readonly dedans: number;
  readonly dehors: Readonly<Partial<Record<RaisonExclusion, number>>>;
  readonly types: Readonly<Record<string, number>>;
  readonly secteurs: Readonly<Record<string, number>>;
  readonly departements: Readonly<Record<string, number>>;
  readonly ruralites: Readonly<Record<Ruralite | "inconnue", number>>;
}

/** How many structures of a family the population holds, by kind, and how many are out, by reason. */
export async function countPopulation(
  db: Database | Tx,
  campagne: Definie,
  famille: FamilleAnalyse,
  scope: Scope,
): Promise<ComptagePopulation> {
  const { rows } = await sql<{
    raison: RaisonExclusion | null;
    type: string;
    secteur: string;
    departementNom: string;
    typologie: string | null;
    n: number;
  }>`select p.raison, p.type, p.secteur, p."departementNom", p.typologie, count(*)::int as n
    from (${readLignes(campagne, famille, scope)}) p
    group by p.raison, p.type, p.secteur, p."departementNom", p.typologie`.execute(db);
  const inside = rows.filter(({ raison }) => raison === null);
  const outside = rows.flatMap(({ raison, n }) => (raison ? [{ raison, n }] : []));
  return {
    dedans: inside.reduce((sum, { n }) => sum + n, 0),
    dehors: sumBy(outside, ({ raison }) => raison),
    types: sumBy(inside, ({ type }) => type),
    secteurs: sumBy(inside, ({ secteur }) => secteur),
    departements: sumBy(inside, ({ departementNom }) => departementNom),
    ruralites: {
      ...{ rural: 0, intermediaire: 0, urbain: 0, inconnue: 0 },
      ...sumBy(inside, ({ typologie }) => ruraliteOf(typologie) ?? "inconnue"),
    },
  };
}

function sumBy<Row extends { readonly n: number }, Key extends string>(
  rows: readonly Row[],
  keyOf: (row: Row) => Key,
): Record<Key, number> {
  const sums = {} as Record<Key, number>;
  for (const row of rows) sums[keyOf(row)] = (sums[keyOf(row)] ?? 0) + row.n;
  return sums;
}

import { type RawBuilder, type SqlBool, sql } from "kysely";
import { withinScope } from "#app/acces/queries.server.ts";
import type { Scope } from "#app/acces/rules.ts";
import type { Database } from "#app/platform/db/database.server.ts";
import type { StatutEp, TypeStructure } from "../../rules.ts";
import { withinPeriode } from "../queries.server.ts";
import { type Calcul, ECOLES_EP_MINIMUM, type EtatOrpheline, type FiltresOrphelines } from "./rules.ts";

export interface LigneOrpheline {
  readonly uai: string;
  readonly nom: string;
  readonly type: TypeStructure;
  readonly communeNom: string;
  readonly departementCode: string;
  readonly academie: string;
  readonly annee: number;
  readonly calcul: Calcul | null;
  readonly raisons: readonly string[];
  readonly decision: boolean | null;
  readonly motif: string | null;
  readonly auteur: string | null;
  /** Schemes that hold on the day asked, in the order of the dictionary. */
  readonly dispositifs: readonly string[];
}

export interface RechercheOrphelines {
  readonly filtres: FiltresOrphelines;
  /** Civil day on which schemes hold. */
  readonly jour: string;
}

const TRIS: Readonly<Record<string, RawBuilder<unknown>>> = {
  nom: sql`structure.nom`,
  commune: sql`structure.commune_nom`,
  departement: sql`structure.departement_code`,
};
export const TRIS_ORPHELINES = Object.keys(TRIS);

const DECISION = sql`left join lateral (
  select x.id, x.orpheline, x.motif, x.annee, x.agent_id from decision_orpheline x
  where x.uai = structure.uai and x.retiree_le is null order by x.annee desc limit 1) decision on true`;
const CALCUL = sql`left join lateral (
  select x.calcul, x.raisons, x.annee from orpheline x where x.uai = structure.uai order by x.annee desc limit 1) calcul on true`;

/** Support that holds: what tells history only is none. */
const dispositifsEnVigueur = (jour: string) => sql`array(
  select d.libelle from structure_dispositif x join dispositif d on d.code = x.dispositif_code
  where x.uai = structure.uai and x.retire_le is null and d.nature <> 'histoire' and ${withinPeriode(jour)} order by d.ordre)`;

const ETATS_SQL: Readonly<Record<EtatOrpheline, RawBuilder<SqlBool>>> = {
  reconnues: sql<SqlBool>`coalesce(decision.orpheline, calcul.calcul = 'oui')`,
  a_decider: sql<SqlBool>`calcul.calcul = 'oui' and decision.orpheline is null`,
  oui: sql<SqlBool>`calcul.calcul = 'oui'`,
  indetermine: sql<SqlBool>`calcul.calcul = 'indetermine'`,
  decidees: sql<SqlBool>`decision.orpheline`,
  refusees: sql<SqlBool>`not decision.orpheline`,
  toutes: sql<SqlBool>`(calcul.calcul is not null or decision.orpheline is not null)`,
};

/** Lines in scope that match. Their reasons tell an index that is published openly: the scope is that of indicators. */
function matching(scope: Scope, { filtres, jour }: RechercheOrphelines): RawBuilder<unknown> {
  const { etat, academie, departement, sans } = filtres;
  const conditions = [
    withinScope(scope),
    ETATS_SQL[etat],
    ...(academie ? [sql`structure.academie_code = ${academie}`] : []),
    ...(departement ? [sql`structure.departement_code = ${departement}`] : []),
    ...(sans ? [sql`cardinality(${dispositifsEnVigueur(jour)}) = 0`] : []),
  ];
  return sql`from (select uai from orpheline union select uai from decision_orpheline where retiree_le is null) examinee
    join structure on structure.uai = examinee.uai
    ${CALCUL} ${DECISION}
    where ${sql.join(conditions, sql` and `)}`;
}

const COLONNES = (jour: string) => sql`structure.uai, structure.nom, structure.type,
  structure.commune_nom as "communeNom", structure.departement_code as "departementCode",
  (select nom from academie where code = structure.academie_code) as academie,
  coalesce(calcul.annee, decision.annee) as annee, calcul.calcul, coalesce(calcul.raisons, '{}') as raisons,
  decision.orpheline as decision, decision.motif,
  (select a.prenom || ' ' || a.nom from agent a where a.id = decision.agent_id) as auteur,
  ${dispositifsEnVigueur(jour)} as dispositifs`;

/** One page of the list, and its whole number. */
export async function listOrphelines(
  db: Database,
  scope: Scope,
  recherche: RechercheOrphelines,
  page: {
    readonly tri: string;
    readonly sens: "asc" | "desc";
    readonly limit: number;
    readonly offset: number;
  },
): Promise<{ lignes: LigneOrpheline[]; total: number }> {
  const from = matching(scope, recherche);
  const sens = sql.raw(page.sens === "desc" ? "desc" : "asc");
  const [{ rows }, counted] = await Promise.all([
    sql<LigneOrpheline>`select ${COLONNES(recherche.jour)} ${from}
      order by ${TRIS[page.tri] ?? TRIS.nom} ${sens}, structure.uai limit ${page.limit} offset ${page.offset}`.execute(
      db,
    ),
    sql<{ n: number }>`select count(*)::int as n ${from}`.execute(db),
  ]);
  return { lignes: rows, total: counted.rows[0]?.n ?? 0 };
}

/** How many wait for a decision in scope, counted up to `max`: the very condition of the list, without its columns. */
export async function countOrphelinesADecider(db: Database, scope: Scope, max: number): Promise<number> {
  const { rows } = await sql<{ n: number }>`select count(*)::int as n from (
    select from orpheline x join structure on structure.uai = x.uai where x.calcul = 'oui' and ${withinScope(scope)}
      and not exists (select from orpheline suivante where suivante.uai = x.uai and suivante.annee > x.annee)
      and not exists (select from decision_orpheline d where d.uai = x.uai and d.retiree_le is null)
    limit ${max}) found`.execute(db);
  return rows[0]?.n ?? 0;
}

/** The whole list, page by page: nothing is held in memory. */
export async function* exportOrphelines(
  db: Database,
  scope: Scope,
  recherche: RechercheOrphelines,
): AsyncGenerator<LigneOrpheline> {
  const from = matching(scope, recherche);
  let last = "";
  for (;;) {
    const { rows } = await sql<LigneOrpheline>`select ${COLONNES(recherche.jour)} ${from}
      and structure.uai > ${last} order by structure.uai limit 2000`.execute(db);
    yield* rows;
    const end = rows.at(-1);
    if (!end || rows.length < 2_000) return;
    last = end.uai;
  }
}

/** The figures that the rule used, by nation and year. */
export interface MedianeEp {
  readonly annee: number;
  readonly mediane: number;
  readonly ecoles: number;
}

/** Median of the index of public écoles in education priority, from the values of today, latest year of a nation. */
export async function findMedianeEp(
  db: Database,
  nation: "france" | "demonstration",
): Promise<MedianeEp | undefined> {
  const { rows } = await sql<MedianeEp>`
    select v.annee, percentile_cont(0.5) within group (order by v.valeur) as mediane, count(*)::int as ecoles
    from valeur_indicateur v
    join structure s on s.uai = v.uai and s.type in ('maternelle', 'elementaire', 'primaire') and s.secteur = 'public'
    join academie a on a.code = s.academie_code and a.nation = ${nation}
    where v.indicateur_code = 'ips' and v.remplace_le is null and v.valeur is not null
      and coalesce((select e.statut from statut_ep_annuel e where e.uai = v.uai and e.annee = v.annee and e.remplace_le is null),
        s.statut_ep) in ('rep', 'rep_plus')
      and v.annee = (select max(annee) from orpheline o join structure so on so.uai = o.uai
        join academie ao on ao.code = so.academie_code where ao.nation = ${nation})
      and not exists (select 1 from valeur_masquee m where m.valeur_id = v.id)
    group by v.annee having count(*) >= ${ECOLES_EP_MINIMUM}`.execute(db);
  return rows[0];
}

export interface DecisionLisible {
  readonly id: string;
  readonly annee: number;
  readonly orpheline: boolean;
  readonly motif: string;
  readonly auteur: string | null;
  readonly decideeLe: Date;
  readonly retireeLe: Date | null;
}

export interface EcoleADecider {
  readonly calcul: Calcul | null;
  readonly raisons: readonly string[];
  /** Year that a decision is about: the latest of the calculation and of a decision, or the school year of the day asked. */
  readonly annee: number;
  readonly decisions: readonly DecisionLisible[];
  readonly statutEp: StatutEp | null;
}

/** What is known of one école, for the person who decides; the caller found it in scope. */
export async function getEcoleADecider(db: Database, uai: string, jour: string): Promise<EcoleADecider> {
  const { rows } = await sql<Omit<EcoleADecider, "decisions" | "annee"> & { annee: number | null }>`
    select calcul.calcul, coalesce(calcul.raisons, '{}') as raisons, calcul.annee, structure.statut_ep as "statutEp"
    from structure ${CALCUL} where structure.uai = ${uai}`.execute(db);
  const { rows: decisions } = await sql<DecisionLisible>`
    select x.id, x.annee, x.orpheline, x.motif, x.decidee_le as "decideeLe", x.retiree_le as "retireeLe",
      (select a.prenom || ' ' || a.nom from agent a where a.id = x.agent_id) as auteur
    from decision_orpheline x where x.uai = ${uai} order by x.decidee_le desc, x.id`.execute(db);
  const found = rows[0];
  const courante = decisions.find(({ retireeLe }) => retireeLe === null);
  const connues = [found?.annee, courante?.annee].filter((annee) => typeof annee === "number");
  const annee = connues.length > 0 ? Math.max(...connues) : rentreeOf(jour);
  return {
    calcul: found?.calcul ?? null,
    raisons: found?.raisons ?? [],
    annee,
    decisions,
    statutEp: found?.statutEp ?? null,
  };
}

/** A school year starts in September. @example rentreeOf("2026-03-01") // 2025 */
function rentreeOf(jour: string): number {
  const annee = Number(jour.slice(0, 4));
  return jour.slice(5, 7) >= "09" ? annee : annee - 1;
}

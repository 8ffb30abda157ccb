import { type RawBuilder, type SqlBool, sql } from "kysely";
import { withinScope } from "#app/acces/queries.server.ts";
import { type Actor, scopeOf } from "#app/acces/rules.ts";
import type { Database } from "#app/platform/db/database.server.ts";
import { isUuid } from "#app/platform/form/uuid.ts";
import { NotFound } from "#app/platform/refusal.ts";
import { withinPeriode } from "#app/referentiel/vie/queries.server.ts";
import { getCampagneLue } from "../../campagnes/queries.server.ts";
import type { Campagne } from "../../campagnes/rules.ts";
import { getCampagneADeplacer, readPouvoirs } from "../deplacements/queries.server.ts";
import {
  type CandidatureDecidee,
  COLONNES_CANDIDATURE,
  type RowCandidature,
  readCandidature,
  TABLES_CANDIDATURE,
} from "../queries.server.ts";
import { ETATS_CANDIDATURE, type EtatCandidature, type Pouvoirs } from "../rules.ts";
import { LOT_MAX } from "../schema.ts";
import type { FiltresCandidatures, TriCandidatures } from "./rules.ts";

/** A structure of a campaign as its readers see it. */
export interface LigneCandidature extends CandidatureDecidee {
  readonly version: number;
  readonly departementNom: string;
  /** Whether the run that enlightens it keeps it; null without one. */
  readonly garde: boolean | null;
  /** Share of the perturbed runs that keep it. */
  readonly frequence: number | null;
  readonly aDepartager: boolean;
  /** Schemes that hold on the day of reading. */
  readonly dispositifs: readonly string[];
  readonly pouvoirs: Pouvoirs;
}

// Through its decimal writing: 0.9 stored on 4 bytes is not under 0.9.
const FREQUENCE = sql`cs.frequence::numeric::float8`;
/** « à départager », as the rule of the same name says it of a run. */
const A_DEPARTAGER = sql<SqlBool>`coalesce(case when cs.retenue then ${FREQUENCE} < reglage.seuil else ${FREQUENCE} > 1 - reglage.seuil end, false)`;

/** The threshold is read once for each run of the campaign: its definition is long, and rows are many. */
const tablesOf = (campagneId: string) => sql`${TABLES_CANDIDATURE}
  join departement on departement.code = structure.departement_code
  left join calcul_structure cs on cs.calcul_id = c.calcul_id and cs.uai = c.uai
  left join (select calcul.id, (calcul.definition -> 'stabilite' ->> 'seuilDepartage')::float8 as seuil
    from calcul join scenario on scenario.id = calcul.scenario_id
    where scenario.campagne_id = ${campagneId}::uuid offset 0) reglage on reglage.id = c.calcul_id`;

const selectLignes = (actor: Actor, jour: string) => sql`${COLONNES_CANDIDATURE}, c.version,
  departement.nom as "departementNom", cs.retenue as garde, ${FREQUENCE} as frequence, ${A_DEPARTAGER} as "aDepartager",
  array(select d.libelle from structure_dispositif x join dispositif d on d.code = x.dispositif_code
    where x.uai = c.uai and x.retire_le is null and ${withinPeriode(jour)} order by d.ordre) as dispositifs,
  ${readPouvoirs(actor)} as pouvoirs`;

type Row = RowCandidature &
  Pick<
    LigneCandidature,
    "version" | "departementNom" | "garde" | "frequence" | "aDepartager" | "dispositifs" | "pouvoirs"
  >;

function toLigne(row: Row): LigneCandidature {
  const { version, departementNom, garde, frequence, aDepartager, dispositifs, pouvoirs } = row;
  return {
    ...readCandidature(row),
    ...{ version, departementNom, garde, frequence, aDepartager, dispositifs, pouvoirs },
  };
}

export interface PageCandidatures {
  readonly filtres: FiltresCandidatures;
  readonly tri: TriCandidatures;
  readonly sens: "asc" | "desc";
  readonly limit: number;
  readonly offset: number;
  /** Civil day on which schemes are said to hold. */
  readonly jour: string;
}

const TRIS: Readonly<Record<TriCandidatures, RawBuilder<unknown>>> = {
  nom: sql`structure.nom`,
  etat: sql`array_position(${Object.keys(ETATS_CANDIDATURE)}::text[], c.etat)`,
  type: sql`structure.type`,
  commune: sql`structure.commune_nom`,
  departement: sql`departement.nom`,
};

/** One page of the structures of a campaign that the person reads; the caller has read the campaign. */
export async function listCandidatures(
  db: Database,
  actor: Actor,
  campagneId: string,
  { filtres, tri, sens, limit, offset, jour }: PageCandidatures,
): Promise<{ readonly lignes: LigneCandidature[]; readonly total: number }> {
  const where = sql`${withinCampagneLue(actor, campagneId)} and ${withinFiltres(filtres, jour)}`;
  const direction = sens === "desc" ? sql`desc` : sql`asc`;
  const [{ rows }, { rows: counted }] = await Promise.all([
    sql<Row>`select ${selectLignes(actor, jour)} from ${tablesOf(campagneId)} where ${where}
      order by ${TRIS[tri]} ${direction}, structure.nom, c.uai limit ${limit} offset ${offset}`.execute(db),
    sql<{ n: number }>`select count(*)::int as n from ${tablesOf(campagneId)} where ${where}`.execute(db),
  ]);
  return { lignes: rows.map(toLigne), total: counted[0]?.n ?? 0 };
}

/** Those of given ids, whatever the campaign shows of them, in the order of their names. */
export async function listChoisies(
  db: Database,
  actor: Actor,
  campagneId: string,
  { ids, jour }: { readonly ids: readonly string[]; readonly jour: string },
): Promise<LigneCandidature[]> {
  const { rows } = await sql<Row>`select ${selectLignes(actor, jour)} from ${tablesOf(campagneId)}
    where ${withinCampagneLue(actor, campagneId)} and c.id = any(${ids.filter(isUuid)}::uuid[])
    order by structure.nom, c.uai`.execute(db);
  return rows.map(toLigne);
}

const withinCampagneLue = (actor: Actor, campagneId: string) =>
  sql`c.campagne_id = ${campagneId}::uuid and ${withinScope(scopeOf(actor, "ciblage.lire"))}`;

function withinFiltres(filtres: FiltresCandidatures, jour: string): RawBuilder<SqlBool> {
  const equals = (column: string, asked: string) =>
    asked === "" ? [] : [sql`${sql.ref(column)} = ${asked}`];
  const ecrits = sql`select from candidature_argument a where a.candidature_id = c.id and a.retire_le is null and a.genre`;
  const tenus = sql`exists (select from structure_dispositif x where x.uai = c.uai and x.retire_le is null and ${withinPeriode(jour)})`;
  const conditions = [
    sql`true`,
    ...equals("c.etat", filtres.etat),
    ...equals("c.origine", filtres.origine),
    ...equals("structure.type", filtres.type),
    ...equals("structure.secteur", filtres.secteur),
    ...equals("structure.departement_code", filtres.departement),
    ...(filtres.motif === "aucun"
      ? [sql`not exists (${ecrits} <> 'argument')`]
      : filtres.motif === ""
        ? []
        : [sql`exists (${ecrits} = ${filtres.motif})`]),
    ...(filtres.constance === "departager" ? [A_DEPARTAGER] : []),
    ...(filtres.constance === "constante" ? [sql`cs.frequence is not null and not ${A_DEPARTAGER}`] : []),
    ...(filtres.dispositif === "avec" ? [tenus] : []),
    ...(filtres.dispositif === "sans" ? [sql`not ${tenus}`] : []),
  ];
  return sql<SqlBool>`(${sql.join(conditions, sql` and `)})`;
}

export interface CompteCandidatures {
  readonly departement: string;
  readonly departementNom: string;
  readonly etat: EtatCandidature;
  readonly n: number;
}

/** How many structures of a campaign stand in each state, by département, within what the person reads. */
export async function countCandidatures(
  db: Database,
  actor: Actor,
  campagneId: string,
): Promise<CompteCandidatures[]> {
  const { rows } = await sql<CompteCandidatures>`
    select departement.code as departement, departement.nom as "departementNom", c.etat, count(*)::int as n
    from candidature c join structure on structure.uai = c.uai join departement on departement.code = structure.departement_code
    where ${withinCampagneLue(actor, campagneId)} group by departement.code, departement.nom, c.etat
    order by departement.nom`.execute(db);
  return rows;
}

/** One structure that the person reads, with its campaign; `NotFound` otherwise. */
export async function getCandidatureLue(
  db: Database,
  actor: Actor,
  id: string,
  jour: string,
): Promise<{ readonly campagne: Campagne; readonly candidature: LigneCandidature }> {
  if (!isUuid(id)) throw new NotFound();
  const row = await db
    .selectFrom("candidature")
    .select("campagne_id")
    .where("id", "=", id)
    .executeTakeFirst();
  if (!row) throw new NotFound();
  const campagne = await getCampagneLue(db, actor, row.campagne_id);
  const [candidature] = await listChoisies(db, actor, campagne.id, { ids: [id], jour });
  if (!candidature) throw new NotFound();
  return { campagne, candidature };
}

/** Structures chosen in a campaign for one act, with their campaign; `NotFound` when none of those asked is read. */
export async function getLot(
  db: Database,
  actor: Actor,
  campagneId: string,
  { ids, jour }: { readonly ids: readonly string[]; readonly jour: string },
) {
  const campagne = await getCampagneLue(db, actor, campagneId);
  const lignes = await listChoisies(db, actor, campagne.id, { ids: ids.slice(0, LOT_MAX), jour });
  if (ids.length > 0 && lignes.length === 0) throw new NotFound();
  return { campagne, lignes, aDeplacer: await getCampagneADeplacer(db, campagne) };
}

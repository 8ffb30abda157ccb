import { type RawBuilder, type SqlBool, sql } from "kysely";
import { withinScope } from "#app/acces/queries.server.ts";
import type { Scope } from "#app/acces/rules.ts";
import type { Database } from "#app/platform/db/database.server.ts";
import { isUuid } from "#app/platform/form/uuid.ts";
import { NotFound } from "#app/platform/refusal.ts";
import { findDataset } from "../imports/datasets/catalogue.ts";
import {
  type Lecteur,
  readValeur,
  withinLecture,
  withMasque,
} from "../indicateurs/lecture/queries.server.ts";
import type { StatutValeur } from "../rules.ts";
import type { EtatAnomalie, GenreAnomalie } from "./rules.ts";
import type { FiltresAnomalies } from "./schema.ts";

export interface AnomalieResumee {
  readonly id: string;
  readonly genre: GenreAnomalie;
  readonly etat: EtatAnomalie;
  readonly uai: string | null;
  readonly structure: string | null;
  readonly departement: string | null;
  readonly indicateur: string | null;
  readonly indicateurCode: string | null;
  readonly annee: number | null;
  readonly jeu: string | null;
  readonly constat: string;
  readonly conseil: string;
  readonly detecteeLe: Date;
  readonly justification: string | null;
  readonly justifieePar: string | null;
  readonly justifieeLe: Date | null;
  readonly version: number;
}

export const TRIS = ["structure", "genre", "annee", "detectee"] as const;
export type Tri = (typeof TRIS)[number];

const COLONNES_TRI: Readonly<Record<Tri, RawBuilder<unknown>>> = {
  structure: sql`structure.nom`,
  genre: sql`a.genre`,
  annee: sql`a.annee`,
  detectee: sql`a.detectee_le`,
};

/** What is about no structure concerns everybody who reads anomalies; a scope that reaches nothing reads nothing. */
export function withinAnomalies(scope: Scope): RawBuilder<SqlBool> {
  const reaches = scope.nation || [scope.academies, scope.departements].some(({ length }) => length > 0);
  return sql<SqlBool>`case when a.uai is null then ${reaches} else ${withinScope(scope)} end`;
}

const SELECTION = sql`a.id, a.genre, a.etat, a.uai, structure.nom as structure, structure.departement_code as departement,
  i.libelle as indicateur, a.indicateur_code as "indicateurCode", a.annee, a.jeu, a.constat, a.conseil, a.detectee_le as "detecteeLe",
  a.justification, g.prenom || ' ' || g.nom as "justifieePar", a.justifiee_le as "justifieeLe", a.version`;
const SOURCES = sql`anomalie a left join structure on structure.uai = a.uai
  left join indicateur i on i.code = a.indicateur_code left join agent g on g.id = a.justifiee_par`;

function where(
  scope: Scope,
  { genre, etat = "ouverte", jeu, departement }: FiltresAnomalies,
): RawBuilder<SqlBool> {
  const codes = findDataset(jeu ?? null)?.indicateurs.map(({ indicateur }) => indicateur) ?? [];
  const conditions = [
    withinAnomalies(scope),
    etat === "toutes" ? undefined : sql<SqlBool>`a.etat = ${etat}`,
    genre && sql<SqlBool>`a.genre = ${genre}`,
    jeu && sql<SqlBool>`(a.jeu = ${jeu} or a.jeu is null and a.indicateur_code = any(${codes}::text[]))`,
    departement && sql<SqlBool>`structure.departement_code = ${departement}`,
  ].filter((condition) => condition !== undefined && condition !== "");
  return sql.join(conditions, sql` and `) as RawBuilder<SqlBool>;
}

export interface PageAnomalies {
  readonly tri: Tri;
  readonly sens: "asc" | "desc";
  readonly limit: number;
  readonly offset: number;
}

/** Anomalies of a scope, with how many there are of each kind under the same filters. */
export async function listAnomalies(
  db: Database,
  scope: Scope,
  filtres: FiltresAnomalies,
  { tri, sens, limit, offset }: PageAnomalies,
): Promise<{ lignes: AnomalieResumee[]; total: number; genres: Partial<Record<GenreAnomalie, number>> }> {
  const [{ rows: lignes }, { rows: comptes }] = await Promise.all([
    sql<AnomalieResumee>`select ${SELECTION} from ${SOURCES} where ${where(scope, filtres)}
      order by ${COLONNES_TRI[tri]} ${sql.raw(sens)} nulls last, a.cle limit ${limit} offset ${offset}`.execute(
      db,
    ),
    sql<{ genre: GenreAnomalie; n: number }>`select a.genre, count(*)::int as n from ${SOURCES}
      where ${where(scope, { ...filtres, genre: undefined })} group by 1`.execute(db),
  ]);
  const genres = Object.fromEntries(comptes.map(({ genre, n }) => [genre, n]));
  const total = filtres.genre ? (genres[filtres.genre] ?? 0) : comptes.reduce((sum, { n }) => sum + n, 0);
  return { lignes, total, genres };
}

/** How many nobody has explained yet, counted up to `max`. */
export async function countAnomaliesOuvertes(db: Database, scope: Scope, max: number): Promise<number> {
  const { rows } = await sql<{ n: number }>`select count(*)::int as n from (
    select from anomalie a left join structure on structure.uai = a.uai
    where a.etat = 'ouverte' and ${withinAnomalies(scope)} limit ${max}) found`.execute(db);
  return rows[0]?.n ?? 0;
}

/** The same list, whole, a thousand rows at a time. */
export async function* exportAnomalies(
  db: Database,
  scope: Scope,
  filtres: FiltresAnomalies,
): AsyncGenerator<AnomalieResumee> {
  for (let after = ""; ; ) {
    const { rows } = await sql<AnomalieResumee & { cle: string }>`select ${SELECTION}, a.cle from ${SOURCES}
      where ${where(scope, filtres)} and a.cle > ${after} order by a.cle limit 1000`.execute(db);
    yield* rows;
    const last = rows.at(-1);
    if (!last || rows.length < 1000) return;
    after = last.cle;
  }
}

export interface ValeurConcernee {
  readonly id: number;
  readonly libelle: string;
  readonly annee: number;
  readonly valeur: number | null;
  readonly statut: StatutValeur;
  readonly decimales: number;
  readonly unite: string;
}

export interface AnomalieVue extends AnomalieResumee {
  /** Values of the indicator concerned and of those it is compared with, that this person may read. */
  readonly valeurs: readonly ValeurConcernee[];
}

/** One anomaly. Throws NotFound when out of scope. */
export async function getAnomalie(
  db: Database,
  scope: Scope,
  lecteur: Lecteur,
  id: string,
): Promise<AnomalieVue> {
  if (!isUuid(id)) throw new NotFound();
  const { rows } = await sql<AnomalieResumee>`select ${SELECTION} from ${SOURCES}
    where a.id = ${id}::uuid and ${withinAnomalies(scope)}`.execute(db);
  const anomalie = rows[0];
  if (!anomalie) throw new NotFound();
  return { ...anomalie, valeurs: await listValeursConcernees(db, lecteur, anomalie) };
}

async function listValeursConcernees(
  db: Database,
  lecteur: Lecteur,
  { uai, indicateurCode, annee, genre }: AnomalieResumee,
): Promise<ValeurConcernee[]> {
  if (uai === null || indicateurCode === null || annee === null) return [];
  const { valeur, statut } = readValeur(lecteur);
  const annees = genre === "saut" ? [annee - 1, annee] : [annee];
  const { rows } = await sql<ValeurConcernee>`
    select v.id, indicateur.libelle, v.annee, ${valeur} as valeur, ${statut} as statut, indicateur.decimales, indicateur.unite
    from valeur_indicateur v join structure on structure.uai = v.uai join indicateur on indicateur.code = v.indicateur_code
    ${withMasque}
    where v.uai = ${uai} and v.annee = any(${annees}::smallint[]) and v.remplace_le is null and ${withinLecture(lecteur)}
      and (indicateur.code = ${indicateurCode} or ${genre !== "saut"} and (indicateur.total_code = ${indicateurCode}
        or indicateur.code in (select total_code from indicateur where code = ${indicateurCode})
        or ${indicateurCode} = 'effectif_ecole' and indicateur.code = 'nombre_classes'))
    order by indicateur.ordre, v.annee`.execute(db);
  return rows;
}

/** Anomalies of a structure that nobody has explained yet, within the reader's scope. */
export async function listAnomaliesOf(db: Database, scope: Scope, uai: string): Promise<AnomalieResumee[]> {
  const { rows } = await sql<AnomalieResumee>`select ${SELECTION} from ${SOURCES}
    where a.uai = ${uai} and a.etat = 'ouverte' and ${withinScope(scope)} order by a.genre, a.annee desc nulls last limit 20`.execute(
    db,
  );
  return rows;
}

/** Départements in which a scope has anomalies, for the filter of the list. */
export async function listDepartementsAnomalies(
  db: Database,
  scope: Scope,
): Promise<{ readonly code: string; readonly nom: string }[]> {
  const { rows } = await sql<{ code: string; nom: string }>`
    select d.code, d.nom from departement d where exists (
      select from structure where structure.departement_code = d.code and ${withinScope(scope)}) order by d.nom`.execute(
    db,
  );
  return rows;
}

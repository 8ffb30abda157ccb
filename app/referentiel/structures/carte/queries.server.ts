import { createHash } from "node:crypto";
import { type RawBuilder, sql } from "kysely";
import type { Database } from "#app/platform/db/database.server.ts";
import {
  countMatching,
  type Recherche,
  withinComptage,
  withinRecherche,
} from "../recherche/queries.server.ts";
import { CATEGORIES, type Categorie, POINTS_MAX, TYPES_CATEGORIES } from "./rules.ts";

export interface PointStructure {
  readonly uai: string;
  readonly nom: string;
  readonly categorie: Categorie;
  readonly departement: string;
  readonly lon: number | null;
  readonly lat: number | null;
}

const CATEGORIE = sql<Categorie>`case ${sql.join(
  (Object.keys(CATEGORIES) as (keyof typeof CATEGORIES)[]).map(
    (code) =>
      sql`when structure.type in (${sql.join(TYPES_CATEGORIES[code].map((type) => sql.lit(type)))}) then ${sql.lit(code)}`,
  ),
  sql` `,
)} else 'autre' end`;
/** A metre: nothing finer is known of a school. */
const degrees = (column: RawBuilder<unknown>) => sql<number | null>`round(${column} * 1e5) / 1e5`;
const LON = degrees(sql`structure.longitude`);
const LAT = degrees(sql`structure.latitude`);

export interface CarteStructures {
  readonly total: number;
  /** Undefined beyond what one picture may hold. */
  readonly points: readonly PointStructure[] | undefined;
}

/** The structures that match, as points of one picture, or their number alone when they are too many. */
export async function getCarteStructures(db: Database, recherche: Recherche): Promise<CarteStructures> {
  const total = await countMatching(db, recherche);
  if (total > POINTS_MAX) return { total, points: undefined };
  const points = await withinRecherche(db, recherche)
    .select(["structure.uai", "structure.nom", "structure.departement_code as departement"])
    .select([CATEGORIE.as("categorie"), LON.as("lon"), LAT.as("lat")])
    .orderBy("structure.nom")
    .orderBy("structure.uai")
    .limit(POINTS_MAX)
    .execute();
  return { total, points };
}

export interface ComptageDepartement {
  readonly code: string;
  readonly nom: string;
  readonly n: number;
}

/** How many match in each département, by name: from the table of counts where the filters allow it. */
export async function listComptagesDepartements(
  db: Database,
  recherche: Recherche,
): Promise<ComptageDepartement[]> {
  const counted = withinComptage(db, recherche)
    ?.clearSelect()
    .select(["departement_code as code", sql<number>`sum(n)::int`.as("n")])
    .groupBy("departement_code");
  const direct = withinRecherche(db, recherche)
    .select(["structure.departement_code as code", sql<number>`count(*)::int`.as("n")])
    .groupBy("structure.departement_code");
  const source = counted ? sql`(${counted})` : sql`(${direct})`;
  const { rows } = await sql<ComptageDepartement>`
    select c.code, d.nom, c.n from ${source} c join departement d on d.code = c.code order by d.nom`.execute(
    db,
  );
  return rows;
}

export interface PointsEcrits {
  readonly corps: string;
  /** Changes with what is inside. */
  readonly empreinte: string;
}

/**
 * Every structure that matches, for the interactive map. PostgreSQL writes the lines: sixty thousand of them never
 * become objects here.
 */
export async function exportPoints(db: Database, recherche: Recherche): Promise<PointsEcrits> {
  const matching = withinRecherche(db, recherche).select(
    sql<string>`'["' || structure.uai || '",' || to_json(structure.nom)::text || ',"' || ${CATEGORIE} || '",'
      || coalesce((${LON})::text, 'null') || ',' || coalesce((${LAT})::text, 'null') || ']'`.as("ligne"),
  );
  const { rows } = await sql<{
    lignes: string | null;
  }>`select string_agg(ligne, ',') as lignes from ${matching.as("p")}`.execute(db);
  const corps = `{"columns":["uai","nom","type","lon","lat"],"rows":[${rows[0]?.lignes ?? ""}]}`;
  return { corps, empreinte: createHash("sha256").update(corps).digest("base64url").slice(0, 22) };
}

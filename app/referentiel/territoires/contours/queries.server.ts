import type { MultiPolygon } from "geojson";
import { sql } from "kysely";
import type { Database } from "#app/platform/db/database.server.ts";
import { type Contour, finesse, reunirContours, simplifierContour } from "./rules.ts";

export interface ContourNomme {
  readonly code: string;
  readonly libelle: string;
  readonly contour: MultiPolygon;
}

/** Contours of these départements, as fine as a map of all of them shows; those that nobody imported are absent. */
export async function listContoursDepartements(
  db: Database,
  codes: readonly string[],
): Promise<ContourNomme[]> {
  const { rows } = await sql<{ code: string; nom: string; geometrie: Contour }>`
    select code, nom, geometrie from contour where niveau = 'departement' and code = any(${[...codes]}::text[])
    order by nom, code`.execute(db);
  const pas = finesse(rows.length);
  return rows.map(({ code, nom, geometrie }) => ({
    code,
    libelle: nom,
    contour: simplifierContour(geometrie, pas),
  }));
}

/** Contours of these académies; where one is missing, its départements together stand for it. */
export async function listContoursAcademies(db: Database, codes: readonly string[]): Promise<ContourNomme[]> {
  const { rows } = await sql<{ code: string; nom: string; geometries: Contour[] }>`
    select a.code, a.nom, coalesce(
        (select jsonb_build_array(c.geometrie) from contour c where c.niveau = 'academie' and c.code = a.code),
        (select jsonb_agg(c.geometrie order by c.code) from departement d join contour c on c.niveau = 'departement' and c.code = d.code
          where d.academie_code = a.code)) as geometries
    from academie a where a.code = any(${[...codes]}::text[]) order by a.nom`.execute(db);
  const known = rows.filter(({ geometries }) => geometries !== null);
  const pas = finesse(known.length * 3);
  return known.map(({ code, nom, geometries }) => ({
    code,
    libelle: nom,
    contour: reunirContours(geometries.map((geometrie) => simplifierContour(geometrie, pas))),
  }));
}

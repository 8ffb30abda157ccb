import { sql } from "kysely";
import { withinScope } from "#app/acces/queries.server.ts";
import type { Actor } from "#app/acces/rules.ts";
import type { Database } from "#app/platform/db/database.server.ts";
import { getLecteur, withinLecture } from "#app/referentiel/indicateurs/lecture/queries.server.ts";
import type { EntreeCalcul } from "../rules.ts";

/**
 * Values of a run that the person may read, as `uai|key of the variable`: diffusion and secrecy apply to a run as to
 * any page. A value replaced since the run stood under the secrecy of its day, which is no longer known: it is read by
 * those from whom nothing is masked only.
 */
export async function listValeursLisibles(
  db: Database,
  actor: Actor,
  { variables, donneesAu }: Pick<EntreeCalcul, "variables" | "donneesAu">,
  uais: readonly string[],
): Promise<ReadonlySet<string>> {
  const lecteur = getLecteur(actor);
  const { rows } = await sql<{ cle: string }>`
    select structure.uai || '|' || choisie.cle as cle
    from unnest(${variables.map(({ cle }) => cle)}::text[], ${variables.map(({ code }) => code)}::text[],
      ${variables.map(({ annee }) => annee)}::int[]) as choisie (cle, code, annee)
    join indicateur on indicateur.code = choisie.code
    cross join structure
    where structure.uai = any(${[...uais]}::text[]) and ${withinLecture(lecteur)}
      and (${withinScope(lecteur.masques)} or not exists (
        select from valeur_indicateur v left join valeur_masquee on valeur_masquee.valeur_id = v.id
        where v.uai = structure.uai and v.indicateur_code = choisie.code and v.annee = choisie.annee
          and (valeur_masquee.valeur_id is not null or v.remplace_le > ${donneesAu}::timestamptz)))`.execute(
    db,
  );
  return new Set(rows.map(({ cle }) => cle));
}

/** Names of départements, by their codes. */
export async function listNoms(
  db: Database,
  codes: readonly string[],
): Promise<Readonly<Record<string, string>>> {
  if (codes.length === 0) return {};
  const rows = await db
    .selectFrom("departement")
    .select(["code", "nom"])
    .where("code", "in", codes)
    .execute();
  return Object.fromEntries(rows.map(({ code, nom }) => [code, nom]));
}

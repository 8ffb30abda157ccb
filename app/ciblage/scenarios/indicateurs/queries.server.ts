import { sql } from "kysely";
import type { Database } from "#app/platform/db/database.server.ts";
import {
  isMasquee,
  type Lecteur,
  withinLecture,
  withMasque,
} from "#app/referentiel/indicateurs/lecture/queries.server.ts";
import type { Famille } from "#app/referentiel/rules.ts";
import { type Couverture, choisirDerniereAnnee } from "../../calculs/entree/rules.ts";
import type { Campagne } from "../../campagnes/rules.ts";
import { withinPopulation } from "../../populations/queries.server.ts";
import type { MotIndicateur } from "../../regles/lecture/rules.ts";
import { FAMILLES_ANALYSE, type FamilleAnalyse } from "../../rules.ts";

export interface IndicateurOffert extends MotIndicateur {
  readonly code: string;
  readonly famille: Famille;
  readonly bruit: string;
  readonly biais: string;
  readonly ruptures: readonly { readonly annee: number; readonly motif: string }[];
  /** Known values in the population, latest year first. */
  readonly couvertures: readonly Couverture[];
}

/** How many school years before the campaign a scenario may look back. */
const RECUL = 8;

type Lue = Omit<IndicateurOffert, "annee">;

/**
 * The indicators that have a value in the population, with their coverage by year: those that the person may read, in
 * the order of the dictionary. Withdrawn ones are not offered any more. Values are sought structure by structure
 * (`offset 0`): a population is a small part of all values.
 */
export async function listIndicateursOfferts(
  db: Database,
  lecteur: Lecteur,
  campagne: Campagne,
  famille: FamilleAnalyse,
  population: number,
): Promise<IndicateurOffert[]> {
  const types = [...FAMILLES_ANALYSE[famille].types];
  const { rows } = await sql<Lue>`
    with connue as (
      select v.indicateur_code, v.annee, count(*)::int as connues
      from structure left join commune on commune.code = structure.commune_code
      cross join lateral (select id, indicateur_code, annee from valeur_indicateur where uai = structure.uai
        and remplace_le is null and statut = 'ok' and annee >= ${campagne.annee - RECUL} offset 0) v
      join indicateur on indicateur.code = v.indicateur_code
      ${withMasque}
      where ${withinPopulation(campagne, famille)} and ${withinLecture(lecteur)} and not ${isMasquee(lecteur)}
      group by 1, 2)
    select i.code, i.libelle_court || case when i.libelle_court = i.libelle then '' else ' — ' || i.libelle end as libelle,
      i.unite, i.decimales, i.famille, i.bruit, i.biais,
      coalesce((select json_agg(json_build_object('annee', r.annee, 'motif', r.motif) order by r.annee)
        from rupture_serie r where r.indicateur_code = i.code and (r.types is null or r.types && ${types}::text[])), '[]') as ruptures,
      json_agg(json_build_object('annee', c.annee, 'connues', c.connues) order by c.annee desc) as couvertures
    from indicateur i join connue c on c.indicateur_code = i.code
    where i.objet = 'structure' and i.retire_le is null
      and (i.academie_code is null or i.academie_code = ${campagne.academie})
    group by i.code order by i.ordre`.execute(db);
  return rows.map((row) => {
    const ruptures = row.ruptures.map(({ annee }) => annee);
    return { ...row, annee: choisirDerniereAnnee(row.couvertures, population, ruptures) ?? null };
  });
}

/** The words of some indicators, for who reads a scenario without its values. */
export async function listMots(
  db: Database,
  codes: readonly string[],
): Promise<Record<string, MotIndicateur>> {
  const rows = await db
    .selectFrom("indicateur")
    .select(["code", "libelle_court", "unite", "decimales"])
    .where("code", "in", codes.length > 0 ? [...codes] : [""])
    .execute();
  return Object.fromEntries(
    rows.map(({ code, libelle_court, unite, decimales }) => [
      code,
      { libelle: libelle_court, unite, decimales, annee: null },
    ]),
  );
}

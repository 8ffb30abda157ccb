import { sql } from "kysely";
import { withinScope } from "#app/acces/queries.server.ts";
import { type Actor, scopeOf } from "#app/acces/rules.ts";
import type { Database } from "#app/platform/db/database.server.ts";
import type { Campagne } from "../campagnes/rules.ts";
import type { EtatCandidature } from "../candidatures/rules.ts";
import type { GenreConcertation } from "../concertations/rules.ts";
import { withinPopulation } from "../populations/queries.server.ts";
import type { FamilleAnalyse } from "../rules.ts";
import type { ComptesParcours } from "./rules.ts";

type Totaux = Omit<ComptesParcours, "candidatures" | "sansReponse" | "reunions"> & {
  readonly reunions: Partial<Record<GenreConcertation, number>> | null;
};

/** What a campaign holds; structures are those of the reader's scope. The caller has checked who reads the campaign. */
export async function getComptesParcours(
  db: Database,
  actor: Actor,
  campagneId: string,
): Promise<ComptesParcours> {
  const within = withinScope(scopeOf(actor, "ciblage.lire"));
  const [totaux, etats] = await Promise.all([
    sql<Totaux>`select
      (select count(*)::int from scenario where campagne_id = c.id and archive_le is null) as scenarios,
      (select count(*)::int from calcul join scenario on scenario.id = calcul.scenario_id
        where scenario.campagne_id = c.id and calcul.termine_le is not null) as calculs,
      (select count(*)::int from liste_recue where campagne_id = c.id and abandonnee_le is null) as "listesRecues",
      (select count(*)::int from liste_recue where campagne_id = c.id and abandonnee_le is null and appliquee_le is null)
        as "listesAConfronter",
      (select count(*)::int from volontariat join structure on structure.uai = volontariat.uai
        where campagne_id = c.id and retire_le is null and ${within}) as volontariats,
      (select jsonb_object_agg(genre, n) from (select genre, count(*) as n from concertation where campagne_id = c.id
        group by genre) g) as reunions,
      count(q.id) filter (where q.repondue_le is null)::int as "questionsEnAttente",
      count(q.id) filter (where q.repondue_le is not null and q.publiee_le is null and q.ecartee_le is null)::int as "reponsesPretes",
      count(q.id) filter (where q.publiee_le is not null)::int as "reponsesPubliees",
      coalesce((select jsonb_agg(jsonb_build_object('id', id, 'numero', numero, 'publieeLe', publiee_le) order by numero desc)
        from liste_publiee where campagne_id = c.id), '[]') as versions
      from campagne_ciblage c left join question_ciblage q on q.campagne_id = c.id
      where c.id = ${campagneId}::uuid group by c.id`.execute(db),
    sql<{
      etat: EtatCandidature;
      n: number;
      sansReponse: number;
    }>`select candidature.etat, count(*)::int as n,
        count(*) filter (where candidature.etat = 'retenu' and accord_le is null)::int as "sansReponse"
      from candidature join structure on structure.uai = candidature.uai
      where campagne_id = ${campagneId}::uuid and ${within} group by candidature.etat`.execute(db),
  ]);
  const [row] = totaux.rows;
  if (!row) throw new Error(`campaign ${campagneId} was read and is not there`);
  return {
    ...row,
    reunions: row.reunions ?? {},
    candidatures: Object.fromEntries(etats.rows.map(({ etat, n }) => [etat, n])),
    sansReponse: etats.rows.reduce((sum, { sansReponse }) => sum + sansReponse, 0),
  };
}

/** How many structures of the reader's scope each family of a campaign looks at, in one reading. The caller has checked who reads the campaign. */
export async function listPopulations(
  db: Database,
  actor: Actor,
  campagne: Campagne,
): Promise<{ readonly famille: FamilleAnalyse; readonly n: number }[]> {
  const counted = campagne.familles.map(
    (famille) => sql`count(*) filter (where ${withinPopulation(campagne, famille)})::int`,
  );
  const { rows } = await sql<{ comptes: number[] }>`select array[${sql.join(counted)}] as comptes
    from structure left join commune on commune.code = structure.commune_code
    where structure.academie_code = ${campagne.academie} and ${withinScope(scopeOf(actor, "ciblage.lire"))}`.execute(
    db,
  );
  return campagne.familles.map((famille, index) => ({ famille, n: rows[0]?.comptes[index] ?? 0 }));
}

import { sql } from "kysely";
import { withinScope } from "#app/acces/queries.server.ts";
import { type Actor, scopeOf } from "#app/acces/rules.ts";
import type { Database } from "#app/platform/db/database.server.ts";
import { DATES_CAMPAGNE, type DateCampagne } from "../campagnes/rules.ts";
import { withinCampagnes, withinCampagnesDites } from "../questions/queries.server.ts";

/** What waits in one campaign, since when, and the day fixed for it when there is one. */
export interface Attente {
  readonly campagneId: string;
  readonly nom: string;
  readonly n: number;
  /** ISO instant. */
  readonly depuis: string | null;
  /** ISO civil day. */
  readonly echeance: string | null;
}

type RowAttente = Omit<Attente, "depuis"> & { readonly depuis: Date | null };

const toAttente = (row: RowAttente): Attente => ({ ...row, depuis: row.depuis?.toISOString() ?? null });

/** Structures presented to the bodies that wait for the person's decision, by campaign. */
export async function listDecisionsAttendues(db: Database, actor: Actor): Promise<Attente[]> {
  const { rows } = await sql<RowAttente>`select campagne_ciblage.id as "campagneId", campagne_ciblage.nom,
      count(*)::int as n, min(candidature.modifiee_le) as depuis, decision_le as echeance
    from candidature join campagne_ciblage on campagne_ciblage.id = candidature.campagne_id
    join structure on structure.uai = candidature.uai
    where candidature.etat = 'presente' and campagne_ciblage.etat in ('ouverte', 'publiee')
      and ${withinScope(scopeOf(actor, "ciblage.decider"))}
    group by campagne_ciblage.id order by campagne_ciblage.nom`.execute(db);
  return rows.map(toAttente);
}

/** Questions of the teams that wait for an answer, or whose answer waits to be published, by campaign. */
export async function listQuestionsAttendues(db: Database, actor: Actor): Promise<Attente[]> {
  const { rows } = await sql<RowAttente>`select campagne_ciblage.id as "campagneId", campagne_ciblage.nom,
      count(*)::int as n, min(posee_le) as depuis, null as echeance
    from question_ciblage join campagne_ciblage on campagne_ciblage.id = question_ciblage.campagne_id
    where publiee_le is null and ecartee_le is null and ${withinCampagnesDites(scopeOf(actor, "ciblage.consigner"))}
    group by campagne_ciblage.id order by campagne_ciblage.nom`.execute(db);
  return rows.map(toAttente);
}

export interface DateProche {
  readonly campagneId: string;
  readonly nom: string;
  readonly date: DateCampagne;
  /** ISO civil day. */
  readonly quand: string;
}

const COLONNES: Readonly<Record<DateCampagne, string>> = {
  ...{ analyseLe: "analyse_le", instancesLe: "instances_le" },
  ...{ decisionLe: "decision_le", publicationLe: "publication_le" },
};

/** Dates of the calendar of one's campaigns, between two civil days, both included; none once the list is published. */
export async function listDatesProches(
  db: Database,
  actor: Actor,
  { du, au }: { readonly du: string; readonly au: string },
): Promise<DateProche[]> {
  const dates = (Object.keys(DATES_CAMPAGNE) as DateCampagne[]).map(
    (date) => sql`(${date}::text, campagne_ciblage.${sql.ref(COLONNES[date])})`,
  );
  const { rows } =
    await sql<DateProche>`select campagne_ciblage.id as "campagneId", campagne_ciblage.nom, d.date, d.quand
    from campagne_ciblage cross join lateral (values ${sql.join(dates)}) as d (date, quand)
    where campagne_ciblage.etat in ('preparation', 'ouverte') and d.quand between ${du} and ${au}
      and ${withinCampagnes(scopeOf(actor, "ciblage.preparer"))}
    order by d.quand, campagne_ciblage.nom`.execute(db);
  return rows;
}

/** What a campaign says to a structure whose answer the person gives. */
export interface AppelStructure {
  readonly genre: "retenue" | "publication" | "volontariat";
  readonly campagneId: string;
  readonly campagne: string;
  readonly uai: string;
  readonly structure: string;
  /** ISO instant; null where nothing was published. */
  readonly depuis: string | null;
  /** ISO civil day of the presentation to the bodies; null when it is not fixed. */
  readonly echeance: string | null;
}

/**
 * What campaigns say to one's structures: chosen and expected to answer, in a list published lately, free to come
 * forward. Whether an open campaign looks at the structure is asked of `volontariats`. Before the publication nothing
 * is told of what is examined: a call to volunteers that went away would tell it.
 */
export async function listAppels(db: Database, actor: Actor, publieeApres: Date): Promise<AppelStructure[]> {
  const { rows } = await sql<Omit<AppelStructure, "depuis"> & { readonly depuis: Date | null }>`
    select * from (
      select case
          when c.etat = 'publiee' and ligne.etat in ('retenu', 'a_decline') and k.etat = 'retenu' and k.accord_le is null then 'retenue'
          when l.publiee_le > ${publieeApres} and (ligne.etat is not null or exists (select from calcul_structure s
            where s.uai = structure.uai and s.calcul_id in (select (e ->> 'calculId')::uuid
              from jsonb_array_elements(l.contenu -> 'calculs') e))) then 'publication'
          when l.id is null and c.etat = 'ouverte' and v.id is null then 'volontariat' end as genre,
        c.id as "campagneId", c.nom as campagne, structure.uai, structure.nom as structure, l.publiee_le as depuis,
        c.instances_le as echeance
      from structure join campagne_ciblage c on c.academie_code = structure.academie_code and c.etat in ('ouverte', 'publiee')
      left join candidature k on k.campagne_id = c.id and k.uai = structure.uai and k.etat <> 'retire'
      left join volontariat v on v.campagne_id = c.id and v.uai = structure.uai
      left join lateral (select id, publiee_le, contenu from liste_publiee where campagne_id = c.id
        order by numero desc limit 1) l on true
      left join lateral (select e ->> 'etat' as etat from jsonb_array_elements(l.contenu -> 'lignes') e
        where e ->> 'uai' = structure.uai limit 1) ligne on true
      where ${withinScope(scopeOf(actor, "ciblage.declarer"))}) appel
    where genre is not null order by campagne, structure`.execute(db);
  return rows.map((row) => ({ ...row, depuis: row.depuis?.toISOString() ?? null }));
}

/** How many answers to one's own questions were told and not read yet. */
export async function countReponsesNonLues(db: Database, actor: Actor): Promise<number> {
  const { rows } = await sql<{ n: number }>`select count(*)::int as n from question_ciblage
    where posee_par = ${actor.agentId}::uuid and repondue_le is not null and (publiee_le is not null or ecartee_le is not null)
      and exists (select from notification where agent_id = ${actor.agentId}::uuid and objet_type = 'question_ciblage'
        and objet_id = question_ciblage.id::text and lue_le is null)`.execute(db);
  return rows[0]?.n ?? 0;
}

import { sql } from "kysely";
import { withinScope } from "#app/acces/queries.server.ts";
import { type Actor, scopeOf } from "#app/acces/rules.ts";
import type { Database, Tx } from "#app/platform/db/database.server.ts";
import { NotFound } from "#app/platform/refusal.ts";
import type { PropositionRecue } from "./rules.ts";

export interface PropositionLue extends PropositionRecue {
  readonly id: string;
  readonly version: number;
  readonly campagne: string;
  readonly dispositif: string;
  readonly annee: number;
  /** ISO instant of the list that says it. */
  readonly publieeLe: string;
  /** Message of that list to the teams. */
  readonly message: string;
}

export interface PropositionsRecues {
  readonly structure: { readonly uai: string; readonly nom: string };
  readonly propositions: readonly PropositionLue[];
}

/**
 * What a head is proposed: the published lists that say their structure « retenue ». Until one does, there is nothing
 * (`NotFound`): the work of the académie is not theirs to read, nor what it becomes until another list tells it.
 */
export async function getPropositions(
  db: Database | Tx,
  actor: Actor,
  uai: string,
): Promise<PropositionsRecues> {
  const { rows } = await sql<
    Omit<PropositionLue, "accordLe" | "publieeLe"> & { nom: string; accordLe: Date | null; publieeLe: Date }
  >`
    select structure.nom, c.id, c.version, c.accord_le as "accordLe", campagne_ciblage.etat as "campagneEtat",
      case when c.etat in ('retenu', 'a_decline') then c.etat end as etat,
      campagne_ciblage.nom as campagne, dispositif.libelle as dispositif, campagne_ciblage.annee,
      liste.publiee_le as "publieeLe", liste.message
    from candidature c join structure on structure.uai = c.uai
    join campagne_ciblage on campagne_ciblage.id = c.campagne_id
    join dispositif on dispositif.code = campagne_ciblage.dispositif_code
    join lateral (select l.publiee_le, l.message, l.contenu from liste_publiee l where l.campagne_id = c.campagne_id
      order by l.numero desc limit 1) liste on true
    where c.uai = ${uai} and ${withinScope(scopeOf(actor, "ciblage.declarer"))}
      and exists (select from jsonb_array_elements(liste.contenu -> 'lignes') as publiee (dite)
        where dite ->> 'uai' = c.uai and dite ->> 'etat' in ('retenu', 'a_decline'))
    order by liste.publiee_le desc, c.id`.execute(db);
  const [first] = rows;
  if (!first) throw new NotFound();
  return {
    structure: { uai, nom: first.nom },
    propositions: rows.map(({ nom: _, accordLe, publieeLe, ...row }) => ({
      ...row,
      accordLe: accordLe?.toISOString() ?? null,
      publieeLe: publieeLe.toISOString(),
    })),
  };
}

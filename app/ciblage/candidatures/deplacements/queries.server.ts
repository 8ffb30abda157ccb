import { type RawBuilder, sql } from "kysely";
import { withinScope } from "#app/acces/queries.server.ts";
import { type Actor, scopeOf } from "#app/acces/rules.ts";
import type { Database, Tx } from "#app/platform/db/database.server.ts";
import { isUuid } from "#app/platform/form/uuid.ts";
import { NotFound } from "#app/platform/refusal.ts";
import { getCampagneLue } from "../../campagnes/queries.server.ts";
import { hasDialogueSocial } from "../../concertations/queries.server.ts";
import type { CampagneADeplacer, EtatCandidature, Pouvoirs } from "../rules.ts";

/** What this person may do to a structure, for a query that knows `structure`. */
export function readPouvoirs(actor: Actor): RawBuilder<Pouvoirs> {
  return sql<Pouvoirs>`json_build_object('proposer', ${withinScope(scopeOf(actor, "ciblage.proposer"))},
    'consigner', ${withinScope(scopeOf(actor, "ciblage.consigner"))},
    'decider', ${withinScope(scopeOf(actor, "ciblage.decider"))})`;
}

export interface CandidatureTenue {
  readonly id: string;
  readonly campagneId: string;
  readonly uai: string;
  readonly nom: string;
  readonly etat: EtatCandidature;
  readonly version: number;
  readonly garde: boolean | null;
  readonly pouvoirs: Pouvoirs;
}

/** What an act looks at, of a structure that the person reads; `NotFound` otherwise. */
export async function getCandidatureTenue(
  db: Database | Tx,
  actor: Actor,
  id: string,
): Promise<CandidatureTenue> {
  if (!isUuid(id)) throw new NotFound();
  const { rows } = await sql<CandidatureTenue>`
    select c.id, c.campagne_id as "campagneId", c.uai, structure.nom, c.etat, c.version, cs.retenue as garde,
      ${readPouvoirs(actor)} as pouvoirs
    from candidature c join structure on structure.uai = c.uai
    left join calcul_structure cs on cs.calcul_id = c.calcul_id and cs.uai = c.uai
    where c.id = ${id}::uuid and ${withinScope(scopeOf(actor, "ciblage.lire"))}`.execute(db);
  const [found] = rows;
  if (!found) throw new NotFound();
  await getCampagneLue(db, actor, found.campagneId);
  return found;
}

/** The campaign as moves look at it. */
export async function getCampagneADeplacer(
  db: Database | Tx,
  campagne: { readonly id: string; readonly etat: CampagneADeplacer["etat"] },
): Promise<CampagneADeplacer> {
  return { etat: campagne.etat, dialogueSocial: await hasDialogueSocial(db, campagne.id) };
}

import { sql } from "kysely";
import type { Actor } from "#app/acces/rules.ts";
import type { Context } from "#app/platform/context.ts";
import { refusalOfConstraint } from "#app/platform/db/constraint-refusals.server.ts";
import { inTransaction, type Tx } from "#app/platform/db/database.server.ts";
import { demand, isRefusal, NotFound, Refusal } from "#app/platform/refusal.ts";
import { changerEtat, tenirCampagne } from "../commands.server.ts";
import {
  ACTES_CANDIDATURE,
  type ActeCandidature,
  canDeplacer,
  canMotiver,
  ETATS_CANDIDATURE,
} from "../rules.ts";
import type { Deplacements } from "../schema.ts";
import { type CandidatureTenue, getCampagneADeplacer, getCandidatureTenue } from "./queries.server.ts";

export interface Deplacement {
  readonly campagneId: string;
  readonly id: string;
  /** As its author read it. */
  readonly version: number;
  readonly acte: ActeCandidature;
  readonly motif: string;
}

/** Moves one structure of a campaign; the same move sent twice is one. Refuses when somebody else moved it meanwhile. */
export async function deplacerCandidature(
  context: Context,
  actor: Actor,
  deplacement: Deplacement,
): Promise<void> {
  const { campagneId, id, version, acte, motif } = deplacement;
  await inTransaction(context.db, async (tx) => {
    const candidature = await tenirCandidature(tx, actor, { campagneId, id });
    if (candidature.version !== version) {
      if (await isDejaFait(tx, actor, deplacement)) return;
      throw new Refusal(
        "version_perimee",
        `Quelqu’un vient d’agir sur cette structure : elle est maintenant « ${ETATS_CANDIDATURE[candidature.etat]} ». Votre texte est gardé : relisez-la avant de décider.`,
      );
    }
    const { etat } = await tenirCampagne(tx, campagneId);
    demand(canDeplacer(acte, candidature, await getCampagneADeplacer(tx, { id: campagneId, etat })));
    demand(canMotiver(acte, candidature, motif));
    await changerEtat(tx, context, actor, candidature, { vers: ACTES_CANDIDATURE[acte].vers, motif });
  });
}

/** The structure within what the person reads, held until the end of the transaction, after its campaign. */
async function tenirCandidature(
  tx: Tx,
  actor: Actor,
  { campagneId, id }: Pick<Deplacement, "campagneId" | "id">,
): Promise<CandidatureTenue> {
  const lue = await getCandidatureTenue(tx, actor, id);
  if (lue.campagneId !== campagneId) throw new NotFound();
  await tenirCampagne(tx, campagneId);
  await sql`select from candidature where id = ${id}::uuid for update`.execute(tx);
  return getCandidatureTenue(tx, actor, id);
}

/** A second click: the last move is the same, by the same person, from what they read. */
async function isDejaFait(tx: Tx, actor: Actor, { id, acte, motif, version }: Deplacement): Promise<boolean> {
  const { rows } = await sql<{ fait: boolean }>`
    select m.agent_id = ${actor.agentId}::uuid and m.vers = ${ACTES_CANDIDATURE[acte].vers} and m.motif = ${motif}
      and c.etat = m.vers and c.version = ${version + 1} as fait
    from candidature_mouvement m join candidature c on c.id = m.candidature_id
    where c.id = ${id}::uuid order by m.survenu_le desc, m.id desc limit 1`.execute(tx);
  return rows[0]?.fait === true;
}

/** What became of one ticked row; `raison` says why it stayed. */
export interface SuiteDeplacement {
  readonly id: string;
  readonly fait: boolean;
  readonly raison: string | null;
}

/** Moves several structures, one after the other: one that is refused leaves the others done, and says why. */
export async function deplacerLot(
  context: Context,
  actor: Actor,
  campagneId: string,
  { lignes, acte, motif }: Deplacements,
): Promise<SuiteDeplacement[]> {
  const suites: SuiteDeplacement[] = [];
  for (const { id, version } of lignes) {
    try {
      await deplacerCandidature(context, actor, { campagneId, id, version, acte, motif });
      suites.push({ id, fait: true, raison: null });
    } catch (thrown) {
      suites.push({ id, fait: false, raison: raisonOf(thrown) });
    }
  }
  return suites;
}

/**
 * What a form says of the structures that were chosen: one alone is moved, or refused as a whole; several each have their
 * answer, which is returned.
 */
export async function deplacerChoisies(
  context: Context,
  actor: Actor,
  campagneId: string,
  { lignes, acte, motif }: Deplacements,
): Promise<SuiteDeplacement[] | undefined> {
  const [seule, ...autres] = lignes;
  if (!seule || autres.length > 0) return deplacerLot(context, actor, campagneId, { lignes, acte, motif });
  await deplacerCandidature(context, actor, { campagneId, ...seule, acte, motif });
  return undefined;
}

function raisonOf(thrown: unknown): string {
  if (thrown instanceof NotFound) return "Cette structure n’est plus dans votre périmètre.";
  const error = refusalOfConstraint(thrown);
  if (!isRefusal(error)) throw thrown;
  return error.message;
}

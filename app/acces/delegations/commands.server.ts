import { sql } from "kysely";
import { recordAudit } from "#app/platform/audit/audit.server.ts";
import { civilDay } from "#app/platform/clock/clock.ts";
import type { Context } from "#app/platform/context.ts";
import { inTransaction, type Tx } from "#app/platform/db/database.server.ts";
import { deposerPiece, type PieceRecue } from "#app/platform/pieces/store.server.ts";
import { demand, NotFound } from "#app/platform/refusal.ts";
import type { Fonction, FonctionExercee, NatureDelegation, PorteeType } from "../fonctions/rules.ts";
import { type Actor, scopeOf } from "../rules.ts";
import {
  type DelegationLue,
  getDelegation,
  isDansLePerimetre,
  isGerant,
  listDelegationsAPrevenir,
} from "./queries.server.ts";
import { canDonner, canJoindre, canRenouveler, canRevoquer } from "./rules.ts";

export interface DelegationAEcrire {
  readonly fonctionId: string;
  readonly delegataireId: string;
  readonly nature: NatureDelegation;
  readonly debut: string;
  /** First day when it no longer holds. */
  readonly fin: string;
  readonly acte: string;
}

/** Delegates one of one's functions, by an act and between two dates. The same one twice is one. Returns its id. */
export async function donnerDelegation(
  context: Context,
  { actor, ...delegation }: DelegationAEcrire & { readonly actor: Actor },
): Promise<string> {
  return inTransaction(context.db, async (tx) => {
    const within = { ...context, db: tx };
    const scope = scopeOf(actor, "delegation.donner");
    if (!(await isDansLePerimetre(within, scope, delegation.delegataireId))) throw new NotFound();
    return enregistrerDelegation(tx, context, {
      ...delegation,
      delegantId: actor.agentId,
      renouvelleId: null,
    });
  });
}

/** Renews, once, a delegation that one gave: a new one, by its own act. Returns its id. */
export async function renouvelerDelegation(
  context: Context,
  {
    actor,
    id,
    ...dates
  }: Pick<DelegationAEcrire, "debut" | "fin" | "acte"> & { readonly actor: Actor; readonly id: string },
): Promise<string> {
  return inTransaction(context.db, async (tx) => {
    const delegation = await lockDelegation(tx, context, actor, id);
    const qui = { delegant: delegation.delegantId === actor.agentId };
    demand(canRenouveler(delegation, qui, civilDay(context.now())));
    const { fonctionId, delegataireId, nature, delegantId } = delegation;
    const objet = { fonctionId, delegataireId, nature, delegantId, renouvelleId: id };
    return enregistrerDelegation(tx, context, { ...dates, ...objet });
  });
}

/** Ends a delegation at once: the next request of whoever received it no longer has it. */
export async function revoquerDelegation(
  context: Context,
  { actor, id, motif }: { readonly actor: Actor; readonly id: string; readonly motif: string },
): Promise<void> {
  await inTransaction(context.db, async (tx) => {
    const delegation = await lockDelegation(tx, context, actor, id);
    const qui = {
      delegant: delegation.delegantId === actor.agentId,
      delegataire: delegation.delegataireId === actor.agentId,
      gere: await isGerant(tx, actor, delegation),
    };
    demand(canRevoquer(delegation.etat, qui));
    await tx
      .updateTable("delegation")
      .set({ revoquee_le: context.now(), revoquee_par: actor.agentId, motif })
      .where("id", "=", id)
      .execute();
    await recordAudit(tx, context, {
      evenement: "delegation.revoquer",
      objetType: "delegation",
      objetId: id,
      agentId: actor.agentId,
      faits: { delegant: delegation.delegantId, delegataire: delegation.delegataireId },
      apres: { motif },
    });
  });
}

/** Joins the digitised act of a delegation; the latest one is shown. */
export async function joindreActe(
  context: Context,
  { actor, id, piece }: { readonly actor: Actor; readonly id: string; readonly piece: PieceRecue },
): Promise<void> {
  await inTransaction(context.db, async (tx) => {
    const delegation = await lockDelegation(tx, context, actor, id);
    const delegant = delegation.delegantId === actor.agentId;
    demand(canJoindre({ delegant, gere: await isGerant(tx, actor, delegation) }));
    const { porteeType, porteeCode } = delegation;
    const pieceId = await deposerPiece(tx, context, {
      ...{ piece, permission: "agent.lire", porteeType, porteeCode },
      ...{ objetType: "delegation", objetId: id, agentId: actor.agentId },
    });
    await tx.updateTable("delegation").set({ piece_id: pieceId }).where("id", "=", id).execute();
  });
}

/** Tells once, thirty days before, that a delegation comes to its end. Returns how many were told. */
export async function prevenirDelegations(context: Context): Promise<number> {
  return inTransaction(context.db, async (tx) => {
    const delegations = await listDelegationsAPrevenir({ ...context, db: tx });
    for (const { id, delegantId, delegataireId, fin } of delegations)
      await recordAudit(tx, context, {
        evenement: "delegation.prevenir",
        objetType: "delegation",
        objetId: id,
        agentId: null,
        faits: { delegant: delegantId, delegataire: delegataireId, fin },
      });
    return delegations.length;
  });
}

async function lockDelegation(tx: Tx, context: Context, actor: Actor, id: string): Promise<DelegationLue> {
  const within = { ...context, db: tx };
  await getDelegation(within, actor, id);
  await sql`select from delegation where id = ${id} for update`.execute(tx);
  // Read again under the lock: somebody may have ended or renewed it in between.
  return getDelegation(within, actor, id);
}

/** Writes a delegation within the act that wants it: given, renewed, or taken up by a successor. Returns its id. */
export async function enregistrerDelegation(
  tx: Tx,
  context: Context,
  delegation: DelegationAEcrire & { readonly delegantId: string; readonly renouvelleId: string | null },
): Promise<string> {
  const { fonctionId, delegantId, delegataireId, nature, debut, fin, acte, renouvelleId } = delegation;
  const exercee = await lockFonction(tx, delegation);
  const { ferme_le } = await tx
    .selectFrom("agent")
    .select("ferme_le")
    .where("id", "=", delegataireId)
    .executeTakeFirstOrThrow();
  demand(canDonner({ ...delegation, exercee, delegataireFerme: ferme_le !== null }, civilDay(context.now())));
  const same = await tx
    .selectFrom("delegation")
    .select("id")
    .where("fonction_exercee_id", "=", fonctionId)
    .where("delegataire_id", "=", delegataireId)
    .where("nature", "=", nature)
    .where("debut", "=", debut)
    .where("fin", "=", fin)
    .where("revoquee_le", "is", null)
    .executeTakeFirst();
  if (same) return same.id;
  const id = context.newId();
  await tx
    .insertInto("delegation")
    .values({
      id,
      fonction_exercee_id: fonctionId,
      delegant_id: delegantId,
      delegataire_id: delegataireId,
      nature,
      debut,
      fin,
      acte,
      creee_le: context.now(),
      renouvelle_id: renouvelleId,
    })
    .execute();
  await recordAudit(tx, context, {
    evenement: renouvelleId ? "delegation.renouveler" : "delegation.donner",
    objetType: "delegation",
    objetId: id,
    agentId: delegantId,
    faits: {
      delegataire: delegataireId,
      fonction: exercee.fonction,
      nature,
      debut,
      fin,
      precedente: renouvelleId,
    },
    apres: { acte },
  });
  return id;
}

/** The function as its holder exercises it; as a delegation when it was only received, which the rule then refuses. */
async function lockFonction(
  tx: Tx,
  { fonctionId, delegantId }: { readonly fonctionId: string; readonly delegantId: string },
): Promise<FonctionExercee> {
  const row = await tx
    .selectFrom("fonction_exercee as f")
    .innerJoin("agent as a", "a.id", "f.agent_id")
    .select(["f.agent_id", "f.fonction", "f.portee_type", "f.portee_code", "f.debut", "f.fin"])
    .select(["a.prenom", "a.nom"])
    .where("f.id", "=", fonctionId)
    .forUpdate("f")
    .executeTakeFirst();
  if (!row) throw new NotFound();
  const exercee = {
    fonction: row.fonction as Fonction,
    porteeType: row.portee_type as PorteeType,
    porteeCode: row.portee_code,
    debut: row.debut,
    fin: row.fin,
  };
  if (row.agent_id === delegantId) return exercee;
  const received = await tx
    .selectFrom("delegation")
    .select(["id", "nature"])
    .where("fonction_exercee_id", "=", fonctionId)
    .where("delegataire_id", "=", delegantId)
    .where("revoquee_le", "is", null)
    .executeTakeFirst();
  if (!received) throw new NotFound();
  const nature = received.nature as NatureDelegation;
  return { ...exercee, delegation: { id: received.id, nature, delegant: `${row.prenom} ${row.nom}` } };
}

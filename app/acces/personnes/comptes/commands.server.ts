import { recordAudit } from "#app/platform/audit/audit.server.ts";
import { civilDay } from "#app/platform/clock/clock.ts";
import type { Context } from "#app/platform/context.ts";
import { inTransaction, type Tx } from "#app/platform/db/database.server.ts";
import { demand, Refusal } from "#app/platform/refusal.ts";
import { terminerFonction } from "../../fonctions/commands.server.ts";
import { annulerEnCours, inviterAgent } from "../../invitations/commands.server.ts";
import { type Actor, scopeOf } from "../../rules.ts";
import { reinitialiserSecondFacteur } from "../../second-facteur/commands.server.ts";
import { cloreSessions } from "../../sessions/commands.server.ts";
import { exigerAutreAdministrateur, verrouillerAgent } from "../commands.server.ts";
import { getIdentite, getPersonneAGerer } from "../queries.server.ts";
import { canGererCompte } from "../rules.ts";

export interface ActeSurCompte {
  readonly actor: Actor;
  readonly agentId: string;
}

/** Throws unless the actor may manage the whole account; a person out of scope does not exist. */
async function demandCompte(tx: Tx, context: Context, { actor, agentId }: ActeSurCompte): Promise<void> {
  await getIdentite(tx, scopeOf(actor, "agent.gerer"), agentId);
  demand(canGererCompte(actor, await getPersonneAGerer(context, tx, agentId)));
}

/** Closes an account: its functions end today, nobody enters with it any more, what was done stays. */
export async function fermerCompte(
  context: Context,
  acte: ActeSurCompte & { readonly motif: string },
): Promise<void> {
  const { actor, agentId, motif } = acte;
  const jour = civilDay(context.now());
  await inTransaction(context.db, async (tx) => {
    const { ferme_le: fermeLe } = await verrouillerAgent(tx, agentId);
    await demandCompte(tx, context, acte);
    if (fermeLe) return;
    const living = await tx
      .selectFrom("fonction_exercee")
      .select(["id", "fonction", "debut"])
      .where("agent_id", "=", agentId)
      .where((eb) => eb.or([eb("fin", "is", null), eb("fin", ">", jour)]))
      .execute();
    if (living.some(({ fonction }) => fonction === "administrateur"))
      await exigerAutreAdministrateur(tx, agentId, jour);
    for (const { id, debut } of living)
      await terminerFonction(tx, context, {
        id,
        fin: debut > jour ? debut : jour,
        motif,
        poseePar: actor.agentId,
      });
    await annulerEnCours(tx, context, agentId);
    await cloreSessions(tx, context, { agentId, parAgentId: actor.agentId, motif });
    await tx.updateTable("agent").set({ ferme_le: context.now() }).where("id", "=", agentId).execute();
    await recordAudit(tx, context, {
      evenement: "agent.fermer",
      objetType: "agent",
      objetId: agentId,
      agentId: actor.agentId,
      faits: { fonctions: living.length },
      apres: { motif },
    });
  });
}

/** Opens a closed account again, without any function: those are given anew. */
export async function rouvrirCompte(
  context: Context,
  acte: ActeSurCompte & { readonly motif: string },
): Promise<void> {
  const { actor, agentId, motif } = acte;
  await inTransaction(context.db, async (tx) => {
    const { ferme_le: fermeLe } = await verrouillerAgent(tx, agentId);
    await demandCompte(tx, context, acte);
    const { effaceLe } = await getIdentite(tx, scopeOf(actor, "agent.gerer"), agentId);
    if (effaceLe)
      throw new Refusal(
        "compte_efface",
        "Ce compte a été effacé au terme de sa conservation : invitez la personne à nouveau.",
      );
    if (!fermeLe) return;
    await tx.updateTable("agent").set({ ferme_le: null }).where("id", "=", agentId).execute();
    await recordAudit(tx, context, {
      evenement: "agent.modifier",
      objetType: "agent",
      objetId: agentId,
      agentId: actor.agentId,
      faits: { rouvert: true },
      apres: { motif },
    });
  });
}

/** Sends the invitation again; the link sent before no longer holds. */
export async function renvoyerInvitation(
  context: Context,
  acte: ActeSurCompte & { readonly message: string },
): Promise<void> {
  const { actor, agentId, message } = acte;
  await inTransaction(context.db, async (tx) => {
    await demandCompte(tx, context, acte);
    await inviterAgent(tx, context, { agentId, invitePar: actor.agentId, message });
  });
}

/** Withdraws the invitation that is waiting; the functions stay until they are ended. */
export async function annulerInvitation(context: Context, acte: ActeSurCompte): Promise<void> {
  await inTransaction(context.db, async (tx) => {
    await demandCompte(tx, context, acte);
    const annulees = await annulerEnCours(tx, context, acte.agentId);
    if (annulees === 0) return;
    await recordAudit(tx, context, {
      evenement: "invitation.annuler",
      objetType: "agent",
      objetId: acte.agentId,
      agentId: acte.actor.agentId,
      faits: { annulees },
    });
  });
}

/** Closes every session of a person, from their next request on. */
export async function fermerSessions(
  context: Context,
  acte: ActeSurCompte & { readonly motif: string },
): Promise<void> {
  const { actor, agentId, motif } = acte;
  await inTransaction(context.db, async (tx) => {
    await demandCompte(tx, context, acte);
    await cloreSessions(tx, context, { agentId, parAgentId: actor.agentId, motif });
  });
}

/** Takes back a second factor that is lost: the person registers another at their next entry. */
export async function reprendreSecondFacteur(context: Context, acte: ActeSurCompte): Promise<void> {
  await inTransaction(context.db, (tx) => demandCompte(tx, context, acte));
  await reinitialiserSecondFacteur(context, { agentId: acte.agentId, parAgentId: acte.actor.agentId });
}

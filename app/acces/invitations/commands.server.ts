import { randomBytes } from "node:crypto";
import { recordAudit } from "#app/platform/audit/audit.server.ts";
import { civilDay } from "#app/platform/clock/clock.ts";
import type { Context } from "#app/platform/context.ts";
import type { Tx } from "#app/platform/db/database.server.ts";
import { deposerCourriel } from "#app/platform/mail/outbox.server.ts";
import { NotFound, Refusal } from "#app/platform/refusal.ts";
import { hashJeton } from "../sessions/queries.server.ts";
import { courrielInvitation } from "./documents/invitation.ts";
import { listFonctionsProposees } from "./queries.server.ts";
import { INVITATION_MS } from "./rules.ts";

export interface InvitationAEmettre {
  readonly agentId: string;
  /** Nobody when the service itself invites. */
  readonly invitePar: string | null;
  readonly message: string;
}

/** Sends a person the link of their first entry; the links sent before no longer hold. Returns the invitation's id. */
export async function inviterAgent(tx: Tx, context: Context, envoi: InvitationAEmettre): Promise<string> {
  const { agentId, invitePar, message } = envoi;
  const agent = await tx
    .selectFrom("agent")
    .select(["courriel", "ferme_le"])
    .where("id", "=", agentId)
    .forUpdate()
    .executeTakeFirst();
  if (!agent) throw new NotFound();
  if (!agent.courriel || agent.ferme_le)
    throw new Refusal(
      "compte_ferme",
      "Ce compte est fermé : une personne fermée ne reçoit plus d’invitation.",
    );
  await annulerEnCours(tx, context, agentId);
  const id = context.newId();
  const jeton = randomBytes(32).toString("base64url");
  const now = context.now();
  const expireLe = new Date(now.getTime() + INVITATION_MS);
  await tx
    .insertInto("invitation")
    .values({
      id,
      empreinte: hashJeton(jeton),
      agent_id: agentId,
      invite_par: invitePar,
      message,
      cree_le: now,
      expire_le: expireLe,
    })
    .execute();
  const fonctions = await listFonctionsProposees(tx, agentId, civilDay(now));
  const par = await findNom(tx, invitePar);
  await deposerCourriel(
    tx,
    context,
    courrielInvitation({
      id,
      agentId,
      courriel: agent.courriel,
      invitePar: par,
      message,
      jeton,
      expireLe,
      fonctions,
    }),
  );
  await recordAudit(tx, context, {
    evenement: "invitation.emettre",
    objetType: "agent",
    objetId: agentId,
    agentId: invitePar,
    faits: { invitation: id, fonctions: fonctions.length },
  });
  return id;
}

/** The person enters by the link, which serves once. Tells whether it still held; when it did not, nothing changes. */
export async function accepterInvitation(tx: Tx, context: Context, invitationId: string): Promise<boolean> {
  const accepted = await tx
    .updateTable("invitation")
    .set({ acceptee_le: context.now() })
    .where("id", "=", invitationId)
    .where("acceptee_le", "is", null)
    .where("annulee_le", "is", null)
    .where("expire_le", ">", context.now())
    .returning("agent_id")
    .executeTakeFirst();
  if (!accepted) return false;
  await recordAudit(tx, context, {
    evenement: "invitation.accepter",
    objetType: "agent",
    objetId: accepted.agent_id,
    agentId: accepted.agent_id,
    faits: { invitation: invitationId },
  });
  return true;
}

/** Withdraws the invitations of a person that nobody has accepted; tells how many. */
export async function annulerEnCours(tx: Tx, context: Context, agentId: string): Promise<number> {
  const cancelled = await tx
    .updateTable("invitation")
    .set({ annulee_le: context.now() })
    .where("agent_id", "=", agentId)
    .where("acceptee_le", "is", null)
    .where("annulee_le", "is", null)
    .returning("id")
    .execute();
  return cancelled.length;
}

async function findNom(tx: Tx, agentId: string | null): Promise<string | null> {
  if (agentId === null) return null;
  const row = await tx
    .selectFrom("agent")
    .select(["prenom", "nom"])
    .where("id", "=", agentId)
    .executeTakeFirst();
  return row ? `${row.prenom} ${row.nom}` : null;
}

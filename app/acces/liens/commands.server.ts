import { randomBytes } from "node:crypto";
import { sql } from "kysely";
import { recordAudit } from "#app/platform/audit/audit.server.ts";
import type { Context } from "#app/platform/context.ts";
import { inTransaction, type Tx } from "#app/platform/db/database.server.ts";
import { decryptSecret, encryptSecret } from "#app/platform/keys/service-key.server.ts";
import { deposerCourriel } from "#app/platform/mail/outbox.server.ts";
import { accepterInvitation } from "../invitations/commands.server.ts";
import { findInvitationByJeton } from "../invitations/queries.server.ts";
import { ouvrirSession } from "../sessions/commands.server.ts";
import { hashJeton } from "../sessions/queries.server.ts";
import { compterTentative } from "../tentatives/commands.server.ts";
import { hashTentative, readAttenteFrein } from "../tentatives/queries.server.ts";
import { FREINS } from "../tentatives/rules.ts";
import { courrielLien } from "./documents/lien.ts";
import { LIEN_MS } from "./rules.ts";
import { isJeton } from "./schema.ts";

interface DemandeLien {
  readonly courriel: string;
  /** Page where to go once inside; already checked to be ours. */
  readonly suite: string;
}

/** The job's payload: the address is nobody's business in a table of jobs. */
export interface LienPayload {
  readonly scelle: string;
}

const USAGE = "demande de lien";

/**
 * Takes the request of a link. Whether the address is known is not even looked up here: the worker does, so that the
 * asker sees the same answer after the same work. What it costs is counted for the address, for the network that asks
 * and for the service; a request that one of them stops counts for none. Returns how long to wait when there were too many, in milliseconds.
 */
export async function demanderLien(context: Context, demande: DemandeLien, network: string): Promise<number> {
  const freins = [
    { cle: hashTentative(context, "lien_adresse", demande.courriel), ...FREINS.lien_adresse },
    { cle: hashTentative(context, "lien_reseau", network), ...FREINS.lien_reseau },
    { cle: hashTentative(context, "lien_service", "tous"), ...FREINS.lien_service },
  ];
  return inTransaction(context.db, async (tx) => {
    const now = context.now();
    for (const { cle, ...frein } of freins) {
      const attente = await readAttenteFrein(tx, cle, { ...frein, now });
      if (attente > 0) return attente;
    }
    for (const { cle } of freins) await compterTentative(tx, context, cle);
    const scelle = encryptSecret(context.settings.cle, USAGE, JSON.stringify(demande)).toString("base64");
    const payload: LienPayload = { scelle };
    await sql`select graphile_worker.add_job('preparer_lien', ${JSON.stringify(payload)}::json, max_attempts => 3,
      priority => -10)`.execute(tx);
    return 0;
  });
}

/** The worker's part: a link for the person whose address it is, and a line of the journal in any case. */
export async function envoyerLien(context: Context, { scelle }: LienPayload): Promise<void> {
  const sealed = Buffer.from(scelle, "base64");
  const { courriel, suite } = JSON.parse(decryptSecret(context.settings.cle, USAGE, sealed)) as DemandeLien;
  await inTransaction(context.db, async (tx) => {
    const agent = await tx
      .selectFrom("agent")
      .select(["id", "courriel", "ferme_le"])
      .where("courriel", "=", courriel)
      .executeTakeFirst();
    if (!agent?.courriel || agent.ferme_le) {
      await consignerEchec(tx, context, agent ? "compte_ferme" : "adresse_inconnue");
      return;
    }
    const id = context.newId();
    const jeton = randomBytes(32).toString("base64url");
    const expireLe = new Date(context.now().getTime() + LIEN_MS);
    await tx
      .insertInto("lien_connexion")
      .values({
        id,
        empreinte: hashJeton(jeton),
        agent_id: agent.id,
        suite,
        cree_le: context.now(),
        expire_le: expireLe,
      })
      .execute();
    const message = courrielLien({ id, agentId: agent.id, courriel: agent.courriel, jeton, expireLe });
    await deposerCourriel(tx, context, message);
    await recordAudit(tx, context, {
      evenement: "lien.demander",
      objetType: "agent",
      objetId: agent.id,
      agentId: null,
    });
  });
}

/**
 * Enters by a link, which then no longer serves, nor do the others that the person had asked for. Undefined when the
 * link holds no longer, or never did.
 */
export async function utiliserLien(
  context: Context,
  { jeton, appareil }: { readonly jeton: string; readonly appareil: string },
): Promise<{ readonly session: string; readonly suite: string } | undefined> {
  return inTransaction(context.db, async (tx) => {
    const lien = isJeton(jeton) ? await consommerLien(tx, context, jeton) : undefined;
    if (!lien) {
      await consignerEchec(tx, context, "lien_perime");
      return undefined;
    }
    await recordAudit(tx, context, {
      evenement: "lien.utiliser",
      objetType: "agent",
      objetId: lien.agent_id,
      agentId: lien.agent_id,
    });
    const session = await ouvrirSession(tx, context, {
      agentId: lien.agent_id,
      mode: "lien",
      facteurs: ["lien"],
      renforcee: false,
      appareil,
    });
    return { session, suite: lien.suite };
  });
}

/** Accepts an invitation with the address that it came to, and enters. Undefined when it holds no longer. */
export async function entrerSurInvitation(
  context: Context,
  { jeton, appareil }: { readonly jeton: string; readonly appareil: string },
): Promise<string | undefined> {
  const invitation = isJeton(jeton) ? await findInvitationByJeton(context, jeton) : undefined;
  return inTransaction(context.db, async (tx) => {
    if (!invitation || !(await accepterInvitation(tx, context, invitation.id))) {
      await consignerEchec(tx, context, "invitation_perimee");
      return undefined;
    }
    return ouvrirSession(tx, context, {
      agentId: invitation.agentId,
      mode: "lien",
      facteurs: ["lien"],
      renforcee: false,
      appareil,
    });
  });
}

async function consommerLien(
  tx: Tx,
  context: Context,
  jeton: string,
): Promise<{ readonly agent_id: string; readonly suite: string } | undefined> {
  const now = context.now();
  const lien = await tx
    .updateTable("lien_connexion as l")
    .from("agent as a")
    .set({ utilise_le: now })
    .whereRef("a.id", "=", "l.agent_id")
    .where("a.ferme_le", "is", null)
    .where("l.empreinte", "=", hashJeton(jeton))
    .where("l.utilise_le", "is", null)
    .where("l.expire_le", ">", now)
    .returning(["l.agent_id", "l.suite"])
    .executeTakeFirst();
  if (!lien) return undefined;
  await tx
    .updateTable("lien_connexion")
    .set({ utilise_le: now })
    .where("agent_id", "=", lien.agent_id)
    .where("utilise_le", "is", null)
    .execute();
  return lien;
}

/** A sign-in that did not succeed; the journal never holds the address that was tried. */
async function consignerEchec(tx: Tx, context: Context, motif: string): Promise<void> {
  await recordAudit(tx, context, {
    evenement: "connexion.refuser",
    objetType: "service",
    objetId: "connexion",
    agentId: null,
    faits: { motif },
  });
}

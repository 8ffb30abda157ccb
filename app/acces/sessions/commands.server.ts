import { randomBytes } from "node:crypto";
import { recordAudit } from "#app/platform/audit/audit.server.ts";
import type { Context } from "#app/platform/context.ts";
import { inTransaction, type Tx } from "#app/platform/db/database.server.ts";
import { demand, no, yes } from "#app/platform/refusal.ts";
import { getInstallation } from "../queries.server.ts";
import { hashJeton } from "./queries.server.ts";
import { type ModeSession, SESSION_MAX_MS } from "./rules.ts";

export interface SessionAOuvrir {
  readonly agentId: string;
  readonly mode: ModeSession;
  /** Proofs given: `lien`, `proconnect`, `totp`, `secours`, and the eIDAS level of the provider. */
  readonly facteurs: readonly string[];
  /** Whether a second factor was proven on the way in. */
  readonly renforcee: boolean;
  /** Browser and system in a few words, so that the person knows their sessions apart. */
  readonly appareil: string;
  readonly identiteId?: string;
  /** ID token of the provider, already encrypted. */
  readonly jetonFournisseur?: Buffer;
}

/** Opens a session, a new one at each entry, within the act of entering. Returns the token, which only the browser keeps. */
export async function ouvrirSession(tx: Tx, context: Context, session: SessionAOuvrir): Promise<string> {
  const jeton = randomBytes(32).toString("base64url");
  const now = context.now();
  await tx
    .insertInto("session")
    .values({
      id: context.newId(),
      empreinte: hashJeton(jeton),
      agent_id: session.agentId,
      mode: session.mode,
      facteurs: [...session.facteurs],
      appareil: session.appareil.slice(0, 200),
      identite_id: session.identiteId ?? null,
      jeton_fournisseur: session.jetonFournisseur ?? null,
      renforcee_le: session.renforcee ? now : null,
      ouverte_le: now,
      vue_le: now,
      expire_le: new Date(now.getTime() + SESSION_MAX_MS),
    })
    .execute();
  await recordAudit(tx, context, {
    evenement: "session.ouvrir",
    objetType: "agent",
    objetId: session.agentId,
    agentId: session.agentId,
    faits: { mode: session.mode, facteurs: session.facteurs.join(" ") },
  });
  return jeton;
}

/** Opens a session for an account of the demonstration. Returns the token, which only the browser keeps. */
export async function ouvrirSessionDemonstration(
  context: Context,
  agentId: string,
  appareil: string,
): Promise<string> {
  return inTransaction(context.db, async (tx) => {
    const agent = await tx
      .selectFrom("agent")
      .select(["id", "demonstration"])
      .where("id", "=", agentId)
      .executeTakeFirst();
    const { demonstration } = await getInstallation(context.db);
    demand(
      demonstration && agent?.demonstration
        ? yes
        : no(
            "compte_inconnu",
            "Ce compte de démonstration n'existe pas ici. Choisissez-en un dans la liste.",
          ),
    );
    return ouvrirSession(tx, context, {
      agentId,
      mode: "demonstration",
      facteurs: [],
      renforcee: false,
      appareil,
    });
  });
}

/** Closes the session of this token; closing twice changes nothing. */
export async function fermerSession(context: Context, jeton: string): Promise<void> {
  await inTransaction(context.db, async (tx) => {
    const closed = await tx
      .updateTable("session")
      .set({ fermee_le: context.now() })
      .where("empreinte", "=", hashJeton(jeton))
      .where("fermee_le", "is", null)
      .returning("agent_id")
      .executeTakeFirst();
    if (!closed) return;
    await recordAudit(tx, context, {
      evenement: "session.fermer",
      objetType: "agent",
      objetId: closed.agent_id,
      agentId: closed.agent_id,
    });
  });
}

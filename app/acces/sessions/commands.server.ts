import { randomBytes } from "node:crypto";
import { recordAudit } from "#app/platform/audit/audit.server.ts";
import type { Context } from "#app/platform/context.ts";
import { inTransaction, type Tx } from "#app/platform/db/database.server.ts";
import { demand, no, Refusal, yes } from "#app/platform/refusal.ts";
import { getInstallation } from "../queries.server.ts";
import type { SessionActive } from "../rules.ts";
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
  const appareil = session.appareil.slice(0, 200);
  const nouvelAppareil =
    session.mode !== "demonstration" && (await isNouvelAppareil(tx, session.agentId, appareil));
  await tx
    .insertInto("session")
    .values({
      id: context.newId(),
      empreinte: hashJeton(jeton),
      agent_id: session.agentId,
      mode: session.mode,
      facteurs: [...session.facteurs],
      appareil,
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
    faits: {
      mode: session.mode,
      facteurs: session.facteurs.join(" "),
      ...(nouvelAppareil && { nouvelAppareil }),
    },
  });
  return jeton;
}

/** A browser and system that none of the person's sessions had; the first session of all is no news. */
async function isNouvelAppareil(tx: Tx, agentId: string, appareil: string): Promise<boolean> {
  const { connues, pareilles } = await tx
    .selectFrom("session")
    .select(({ fn }) => fn.countAll<number>().as("connues"))
    .select(({ fn }) => fn.countAll<number>().filterWhere("appareil", "=", appareil).as("pareilles"))
    .where("agent_id", "=", agentId)
    .executeTakeFirstOrThrow();
  return connues > 0 && pareilles === 0;
}

export interface Renouvellement {
  readonly sessionId: string;
  /** Proofs that the person has just given. */
  readonly facteurs: readonly string[];
}

/**
 * Notes a proof of the second factor, within the act that checked it, and changes the token: whoever knew the one of
 * before the proof (a session fixed, a cookie copied) is left with nothing. Returns the new token.
 */
export async function renforcerSession(
  tx: Tx,
  context: Context,
  { sessionId, facteurs }: Renouvellement,
): Promise<string> {
  const jeton = randomBytes(32).toString("base64url");
  const session = await tx
    .selectFrom("session")
    .select(["agent_id", "facteurs"])
    .where("id", "=", sessionId)
    .where("fermee_le", "is", null)
    .forUpdate()
    .executeTakeFirst();
  if (!session)
    throw new Refusal("session_close", "Votre session a pris fin : reconnectez-vous pour continuer.");
  await tx
    .updateTable("session")
    .set({
      empreinte: hashJeton(jeton),
      facteurs: [...new Set([...session.facteurs, ...facteurs])],
      renforcee_le: context.now(),
    })
    .where("id", "=", sessionId)
    .execute();
  await recordAudit(tx, context, {
    evenement: "session.renforcer",
    objetType: "agent",
    objetId: session.agent_id,
    agentId: session.agent_id,
    faits: { session: sessionId, facteurs: facteurs.join(" ") },
  });
  return jeton;
}

/** In a demonstration the proof is a click, by the person of an account of a click and of nobody else. */
export async function renforcerDemonstration(context: Context, session: SessionActive): Promise<string> {
  demand(
    session.mode === "demonstration"
      ? yes
      : no("preuve_attendue", "Cette session ne s’est pas ouverte d’un clic : donnez votre code."),
  );
  return inTransaction(context.db, (tx) =>
    renforcerSession(tx, context, { sessionId: session.id, facteurs: [] }),
  );
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
            "Ce compte de démonstration n’existe pas ici. Choisissez-en un dans la liste.",
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
      .set({ fermee_le: context.now(), fermeture: "deconnexion" })
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

/** A person closes one of their sessions, or all but the one they are in. Closing twice changes nothing. */
export async function fermerAutresSessions(
  context: Context,
  qui: { readonly agentId: string; readonly sauf: string; readonly seulement?: string },
): Promise<void> {
  const { agentId, sauf, seulement } = qui;
  await inTransaction(context.db, async (tx) => {
    let closing = tx
      .updateTable("session")
      .set({ fermee_le: context.now(), fermeture: "autre_session" })
      .where("agent_id", "=", agentId)
      .where("fermee_le", "is", null)
      .where("expire_le", ">", context.now())
      .where("id", "<>", sauf);
    if (seulement !== undefined) closing = closing.where("id", "=", seulement);
    const closed = await closing.returning("id").execute();
    if (closed.length === 0) return;
    await recordAudit(tx, context, {
      evenement: "session.fermer",
      objetType: "agent",
      objetId: agentId,
      agentId,
      faits: { nombre: closed.length },
    });
  });
}

export interface Revocation {
  readonly agentId: string;
  /** Who revokes; nobody from the command line. */
  readonly parAgentId: string | null;
  /** Why, in a few words; kept apart from the sealed journal. */
  readonly motif: string;
  /** The act that it is a part of, when that act tells the person itself. */
  readonly cause?: string;
}

/**
 * Closes every session of a person, and voids the links on their way to them, within the act that it follows from. It
 * takes effect at their next request. Returns how many were closed.
 */
export async function cloreSessions(tx: Tx, context: Context, revocation: Revocation): Promise<number> {
  const { agentId, parAgentId, motif, cause } = revocation;
  const closed = await tx
    .updateTable("session")
    .set({ fermee_le: context.now(), fermeture: "revocation" })
    .where("agent_id", "=", agentId)
    .where("fermee_le", "is", null)
    .where("expire_le", ">", context.now())
    .returning("id")
    .execute();
  await tx
    .updateTable("lien_connexion")
    .set({ utilise_le: context.now() })
    .where("agent_id", "=", agentId)
    .where("utilise_le", "is", null)
    .execute();
  if (closed.length === 0) return 0;
  await recordAudit(tx, context, {
    evenement: "session.revoquer",
    objetType: "agent",
    objetId: agentId,
    agentId: parAgentId,
    faits: { nombre: closed.length, ...(cause && { cause }) },
    apres: { motif },
  });
  return closed.length;
}

import { randomBytes } from "node:crypto";
import { recordAudit } from "#app/platform/audit/audit.server.ts";
import type { Context } from "#app/platform/context.ts";
import type { Tx } from "#app/platform/db/database.server.ts";
import { encryptSecret } from "#app/platform/keys/service-key.server.ts";
import { Refusal } from "#app/platform/refusal.ts";
import { ouvrirSession } from "../../sessions/commands.server.ts";
import { hashJeton } from "../../sessions/queries.server.ts";
import { isSessionValide } from "../../sessions/rules.ts";
import { JETON_IDENTITE } from "../queries.server.ts";
import { isMultifacteur, MOTIFS_REFUS, type MotifRefus } from "../rules.ts";

/** The browser that came back. */
export interface Navigateur {
  readonly appareil: string;
  /** The session it holds already, if any. */
  readonly jetonSession: string | undefined;
}

/** What ProConnect proved. */
export interface Preuve {
  readonly acr: string;
  readonly idToken: string;
}

interface SessionProConnect extends Navigateur {
  readonly agentId: string;
  readonly identiteId: string;
  readonly preuve: Preuve;
}

/** Opens a session. Always another token than any the browser held: one put there beforehand opens nothing. */
export async function ouvrirSessionProConnect(
  tx: Tx,
  context: Context,
  { agentId, identiteId, preuve, appareil, jetonSession }: SessionProConnect,
): Promise<string> {
  if (jetonSession) await fermerPrecedente(tx, context, jetonSession);
  return ouvrirSession(tx, context, {
    agentId,
    mode: "proconnect",
    facteurs: facteursDe(preuve),
    renforcee: isMultifacteur(preuve.acr),
    appareil,
    identiteId,
    jetonFournisseur: encryptSecret(context.settings.cle, JETON_IDENTITE, preuve.idToken),
  });
}

const facteursDe = ({ acr }: Preuve): string[] => ["proconnect", acr];

/** The browser is about to lose this session's token: left open, nobody could close it. */
async function fermerPrecedente(tx: Tx, context: Context, jeton: string): Promise<void> {
  const closed = await tx
    .updateTable("session")
    .set({ fermee_le: context.now(), fermeture: "deconnexion" })
    .where("empreinte", "=", hashJeton(jeton))
    .where("fermee_le", "is", null)
    .where("expire_le", ">", context.now())
    .returning("agent_id")
    .executeTakeFirst();
  if (!closed) return;
  await recordAudit(tx, context, {
    evenement: "session.fermer",
    objetType: "agent",
    objetId: closed.agent_id,
    agentId: closed.agent_id,
  });
}

interface Renforcement {
  readonly jetonSession: string | undefined;
  /** The identity that has just been proven, and whose it is. */
  readonly identiteId: string;
  readonly agentId: string | null;
  readonly preuve: Preuve;
}

/** The person signed in again: the session holds on, under another token (ASVS 7.2.4), and sensitive acts open. */
export async function renforcerSession(
  tx: Tx,
  context: Context,
  { jetonSession, identiteId, agentId, preuve }: Renforcement,
): Promise<string> {
  const session = await tx
    .selectFrom("session")
    .select(["id", "agent_id", "identite_id", "vue_le", "expire_le", "fermee_le"])
    .where("empreinte", "=", hashJeton(jetonSession ?? ""))
    .forUpdate()
    .executeTakeFirst();
  if (!session) refuser("session_absente");
  const dates = { vueLe: session.vue_le, expireLe: session.expire_le, fermeeLe: session.fermee_le };
  if (!isSessionValide(dates, context.now())) refuser("session_absente");
  if (session.identite_id !== identiteId || session.agent_id !== agentId) refuser("autre_personne");
  const jeton = randomBytes(32).toString("base64url");
  await tx
    .updateTable("session")
    .set({
      empreinte: hashJeton(jeton),
      renforcee_le: context.now(),
      facteurs: facteursDe(preuve),
      jeton_fournisseur: encryptSecret(context.settings.cle, JETON_IDENTITE, preuve.idToken),
    })
    .where("id", "=", session.id)
    .execute();
  await recordAudit(tx, context, {
    evenement: "session.renforcer",
    objetType: "agent",
    objetId: session.agent_id,
    agentId: session.agent_id,
    faits: { session: session.id, facteur: "proconnect", niveau: preuve.acr },
  });
  return jeton;
}

function refuser(motif: MotifRefus): never {
  throw new Refusal(motif, MOTIFS_REFUS[motif]);
}

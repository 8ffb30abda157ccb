import { randomBytes, timingSafeEqual } from "node:crypto";
import { recordAudit } from "#app/platform/audit/audit.server.ts";
import type { Context } from "#app/platform/context.ts";
import { inTransaction } from "#app/platform/db/database.server.ts";
import { isOidcFault } from "#app/platform/oidc/fault.ts";
import { buildSignInUrl, drawSignInSecrets, finishSignIn } from "#app/platform/oidc/provider.server.ts";
import { isRefusal, Refusal } from "#app/platform/refusal.ts";
import { hashJeton } from "../sessions/queries.server.ts";
import { getService } from "./queries.server.ts";
import { conclureEntree, type EntreeReprise } from "./retour/commands.server.ts";
import {
  ENTREE_MS,
  type IdentiteRecue,
  isMotifRefus,
  MOTIFS_REFUS,
  type MotifRefus,
  readIdentite,
  SCOPES,
} from "./rules.ts";
import type { Navigateur } from "./sessions/commands.server.ts";

export interface EntreeACommencer {
  /** One of our own paths. */
  readonly suite: string;
  /** Sign in again to confirm a session that is open. */
  readonly renforcement: boolean;
  readonly invitationId: string | null;
}

/** Sends a browser to ProConnect: the token ties the answer to this browser, the address is where to go. */
export async function commencerEntree(
  context: Context,
  { suite, renforcement, invitationId }: EntreeACommencer,
): Promise<{ jeton: string; url: string }> {
  const service = getService(context.settings);
  const secrets = drawSignInSecrets();
  const now = context.now();
  const request = { ...secrets, scope: SCOPES, acrValues: readNiveaux(context), renew: renforcement };
  const url = await buildSignInUrl(service, request, now);
  const jeton = randomBytes(32).toString("base64url");
  await inTransaction(context.db, async (tx) => {
    // Anybody may begin: what was never finished leaves no trace beyond the hour.
    await tx
      .deleteFrom("entree_en_cours")
      .where("expire_le", "<", new Date(now.getTime() - 6 * ENTREE_MS))
      .execute();
    await tx
      .insertInto("entree_en_cours")
      .values({
        empreinte: hashJeton(jeton),
        etat: secrets.state,
        nonce: secrets.nonce,
        verificateur: secrets.verifier,
        suite,
        renforcement,
        invitation_id: invitationId,
        cree_le: now,
        expire_le: new Date(now.getTime() + ENTREE_MS),
      })
      .execute();
  });
  return { jeton, url: url.href };
}

export interface RetourProConnect extends Navigateur {
  /** Parameters that the browser brought back. */
  readonly reponse: URLSearchParams;
  /** What this browser was given when it left. */
  readonly jetonEntree: string | undefined;
  /** False when too many refusals come at once: the log keeps them, the journal is not to be drowned. */
  readonly journaliser: boolean;
}

export type Issue =
  | { readonly genre: "entree"; readonly jeton: string; readonly suite: string }
  /** The holder of the address is asked. */
  | { readonly genre: "attente" }
  | { readonly genre: "refus"; readonly motif: MotifRefus };

/** Receives a browser back from ProConnect: a session, a question to a mailbox, or a refusal that is written down. */
export async function terminerEntree(context: Context, retour: RetourProConnect): Promise<Issue> {
  try {
    const entree = await reprendreEntree(context, retour);
    const { identite, idToken } = await lireIdentite(context, entree, retour.reponse);
    return await inTransaction(context.db, (tx) =>
      conclureEntree(tx, context, { entree, identite, idToken, navigateur: retour }),
    );
  } catch (error) {
    const motif = readMotif(error);
    if (!motif) throw error;
    const detail = isOidcFault(error) ? error.message : motif;
    context.log.warn({ requestId: context.requestId, motif, detail }, "connexion par ProConnect refusée");
    if (retour.journaliser) await refuserConnexion(context, motif);
    return { genre: "refus", motif };
  }
}

/** Writes down that somebody was not let in, and why. */
export async function refuserConnexion(context: Context, motif: MotifRefus): Promise<void> {
  await inTransaction(context.db, (tx) =>
    recordAudit(tx, context, {
      evenement: "connexion.refuser",
      objetType: "connexion",
      objetId: context.requestId,
      agentId: null,
      faits: { mode: "proconnect", motif },
    }),
  );
}

/** The reason why an entry failed, when it is one that people can be told. */
function readMotif(error: unknown): MotifRefus | undefined {
  if (!isOidcFault(error) && !isRefusal(error)) return undefined;
  return isMotifRefus(error.code) ? error.code : undefined;
}

function refuser(motif: MotifRefus): never {
  throw new Refusal(motif, MOTIFS_REFUS[motif]);
}

function readNiveaux({ settings }: Context): readonly string[] {
  return settings.proconnect?.niveaux ?? [];
}

/**
 * The entry that this browser began, taken so that it serves once. An answer with another state takes nothing: a page
 * elsewhere that sends people here must not spoil the entry they are making.
 */
async function reprendreEntree(
  context: Context,
  { reponse, jetonEntree }: RetourProConnect,
): Promise<EntreeReprise> {
  getService(context.settings);
  if (!jetonEntree) refuser("navigateur_inconnu");
  return inTransaction(context.db, async (tx) => {
    const row = await tx
      .selectFrom("entree_en_cours")
      .selectAll()
      .where("empreinte", "=", hashJeton(jetonEntree))
      .forUpdate()
      .executeTakeFirst();
    if (!row) refuser("navigateur_inconnu");
    const [state, ...others] = reponse.getAll("state");
    // The hashes are of one length, and tell nothing byte by byte.
    if (state === undefined || others.length > 0 || !timingSafeEqual(hashJeton(state), hashJeton(row.etat)))
      refuser("etat_different");
    if (row.utilisee_le) refuser("deja_utilisee");
    if (context.now() >= row.expire_le) refuser("entree_expiree");
    await tx
      .updateTable("entree_en_cours")
      .set({ utilisee_le: context.now() })
      .where("empreinte", "=", row.empreinte)
      .execute();
    return {
      secrets: { state: row.etat, nonce: row.nonce, verifier: row.verificateur },
      suite: row.suite,
      renforcement: row.renforcement,
      invitationId: row.invitation_id,
    };
  });
}

/** No transaction is open while ProConnect is asked: it may take its time, a connection of the pool may not. */
async function lireIdentite(
  context: Context,
  { secrets, renforcement }: EntreeReprise,
  reponse: URLSearchParams,
): Promise<{ identite: IdentiteRecue; idToken: string }> {
  const service = getService(context.settings);
  const checks = { acrValues: readNiveaux(context), fresh: renforcement, now: context.now() };
  const { claims, userinfo, idToken } = await finishSignIn(service, reponse, { ...secrets, ...checks });
  const lue = readIdentite(claims, userinfo, {
    ...checks,
    issuer: String(claims.iss),
    clientId: service.clientId,
    nonce: secrets.nonce,
    sirets: context.settings.proconnect?.sirets ?? [],
  });
  if (!lue.ok) refuser(lue.motif);
  return { identite: lue.identite, idToken };
}

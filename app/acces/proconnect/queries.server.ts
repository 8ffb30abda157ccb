import { sql } from "kysely";
import type { Context } from "#app/platform/context.ts";
import type { Database } from "#app/platform/db/database.server.ts";
import type { Settings } from "#app/platform/env/settings.ts";
import { decryptSecret, encryptSecret, fingerprint } from "#app/platform/keys/service-key.server.ts";
import { isOidcFault } from "#app/platform/oidc/fault.ts";
import { buildSignOutUrl, type RelyingParty } from "#app/platform/oidc/provider.server.ts";
import { NotFound } from "#app/platform/refusal.ts";
import { hashJeton } from "../sessions/queries.server.ts";
import { DEPART_MS, type RattachementPropose } from "./rules.ts";

/** Under this word the ID token of a session is encrypted. */
export const JETON_IDENTITE = "jeton d'identité ProConnect";
const DEPART = "départ ProConnect";
const SORTIE = "sortie ProConnect";

/**
 * This service as ProConnect knows it. Undefined when the operator declared nothing, and in a demonstration, which
 * holds no real person.
 */
function findService(settings: Settings): RelyingParty | undefined {
  const { proconnect, demonstration, urlPublique } = settings;
  if (!proconnect || demonstration) return undefined;
  return {
    issuer: proconnect.emetteur,
    clientId: proconnect.client,
    secret: proconnect.secret,
    redirectUri: `${urlPublique}/connexion/proconnect/retour`,
  };
}

/** The same, on a page that does not exist without it. */
export function getService(settings: Settings): RelyingParty {
  const service = findService(settings);
  if (!service) throw new NotFound();
  return service;
}

/**
 * Where to go after signing out here, so that ProConnect signs out too; undefined when the session was opened another
 * way. A page of ours: the policy `form-action 'self'` stops a form, and what it redirects to, from leaving the site.
 */
export async function getUrlSortie(context: Context, jeton: string): Promise<string | undefined> {
  if (!findService(context.settings)) return undefined;
  const session = await context.db
    .selectFrom("session")
    .select("id")
    .where("empreinte", "=", hashJeton(jeton))
    .where("jeton_fournisseur", "is not", null)
    .executeTakeFirst();
  if (!session) return undefined;
  const expire = context.now().getTime() + DEPART_MS;
  const depart = encryptSecret(context.settings.cle, DEPART, `${session.id} ${expire}`).toString("base64url");
  return `/connexion/proconnect/depart?depart=${depart}`;
}

/** The address at ProConnect that closes the session behind a departure; undefined when it does not hold. */
export async function findUrlFournisseur(context: Context, depart: string): Promise<string | undefined> {
  const service = getService(context.settings);
  const sessionId = readDepart(context, depart);
  if (!sessionId) return undefined;
  const session = await context.db
    .selectFrom("session")
    .select("jeton_fournisseur")
    .where("id", "=", sessionId)
    .where("fermee_le", "is not", null)
    .executeTakeFirst();
  if (!session?.jeton_fournisseur) return undefined;
  try {
    const signOut = {
      idToken: decryptSecret(context.settings.cle, JETON_IDENTITE, session.jeton_fournisseur),
      state: readSignedState(context, String(context.now().getTime() + 2 * DEPART_MS)),
      returnUri: `${context.settings.urlPublique}/connexion/proconnect/sortie`,
    };
    return (await buildSignOutUrl(service, signOut, context.now())).href;
  } catch (error) {
    if (!isOidcFault(error)) throw error;
    context.log.warn(
      { requestId: context.requestId, motif: error.code, detail: error.message },
      "sortie de ProConnect",
    );
    return undefined;
  }
}

function readDepart({ settings, now }: Context, depart: string): string | undefined {
  try {
    const plain = decryptSecret(settings.cle, DEPART, Buffer.from(depart, "base64url"));
    const [id, expire] = plain.split(" ");
    return Number(expire) > now().getTime() ? id : undefined;
  } catch {
    // Another key, or a word that is none of ours.
    return undefined;
  }
}

/** `<end>.<HMAC>`: it needs no row, and only we can have written it. */
function readSignedState({ settings }: Context, end: string): string {
  return `${end}.${fingerprint(settings.cle, SORTIE, end).toString("base64url")}`;
}

/** Whether ProConnect brings back the state of a sign-out of the last minutes. */
export function isSortieConnue(context: Context, state: string): boolean {
  const end = state.split(".")[0] ?? "";
  // Compared by hash: what is looked at byte by byte tells nothing of what was expected.
  const same = hashJeton(state).equals(hashJeton(readSignedState(context, end)));
  return same && Number(end) > context.now().getTime();
}

export interface RattachementLu extends RattachementPropose {
  readonly id: string;
  readonly identiteId: string;
  readonly nomComplet: string;
  /** What ProConnect transmitted. */
  readonly transmis: Transmis;
  readonly proposeLe: Date;
}

export interface Transmis {
  readonly nomComplet: string;
  readonly courriel: string | null;
  readonly siret: string | null;
  readonly fournisseur: string;
}

const rattachements = (db: Database) =>
  db
    .selectFrom("rattachement as r")
    .innerJoin("identite as i", "i.id", "r.identite_id")
    .innerJoin("agent as a", "a.id", "r.agent_id")
    .select(["r.id", "r.identite_id as identiteId", "r.agent_id as agentId", "r.accepte"])
    .select(["r.propose_le as proposeLe", "r.expire_le as expireLe", "i.agent_id as rattacheA"])
    .select([
      sql<string>`a.prenom || ' ' || a.nom`.as("nomComplet"),
      sql<boolean>`a.ferme_le is not null`.as("agentFerme"),
    ])
    .select(
      sql<Transmis>`jsonb_build_object('nomComplet', i.prenom || ' ' || i.nom, 'courriel', i.courriel,
      'siret', i.siret, 'fournisseur', i.fournisseur)`.as("transmis"),
    );

/** The proposal behind a link received by e-mail, decided or not. Throws NotFound for any other word. */
export async function getRattachementByJeton(db: Database, jeton: string): Promise<RattachementLu> {
  const row = await rattachements(db).where("r.empreinte", "=", hashJeton(jeton)).executeTakeFirst();
  if (!row) throw new NotFound();
  return row;
}

/** One proposal made to an agent. Throws NotFound when it is of another. */
export async function getRattachement(
  db: Database,
  { id, agentId }: { readonly id: string; readonly agentId: string },
): Promise<RattachementLu> {
  const row = await rattachements(db)
    .where("r.id", "=", id)
    .where("r.agent_id", "=", agentId)
    .executeTakeFirst();
  if (!row) throw new NotFound();
  return row;
}

export interface IdentiteRattachee extends Transmis {
  readonly id: string;
  readonly vueLe: Date;
  readonly rattacheeLe: Date;
}

/** The identities by which an agent enters, the latest used first. */
export async function listIdentites(db: Database, agentId: string): Promise<IdentiteRattachee[]> {
  const rows = await db
    .selectFrom("identite")
    .select(["id", "prenom", "nom", "courriel", "siret", "fournisseur", "vue_le", "rattachee_le"])
    .where("agent_id", "=", agentId)
    .orderBy("vue_le", "desc")
    .orderBy("id")
    .execute();
  return rows.map(({ prenom, nom, vue_le, rattachee_le, ...row }) => ({
    ...row,
    nomComplet: `${prenom} ${nom}`,
    vueLe: vue_le,
    rattacheeLe: rattachee_le ?? vue_le,
  }));
}

/** Proposals that nobody has answered and that still hold, the latest first. */
export async function listRattachements(context: Context, agentId: string): Promise<RattachementLu[]> {
  return rattachements(context.db)
    .where("r.agent_id", "=", agentId)
    .where("r.accepte", "is", null)
    .where("i.agent_id", "is", null)
    .where("r.expire_le", ">", context.now())
    .orderBy("r.propose_le", "desc")
    .execute();
}

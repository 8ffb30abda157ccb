import { randomBytes } from "node:crypto";
import { Secret, TOTP } from "otpauth";
import { recordAudit } from "#app/platform/audit/audit.server.ts";
import type { Context } from "#app/platform/context.ts";
import { inTransaction, type Tx } from "#app/platform/db/database.server.ts";
import { decryptSecret, encryptSecret } from "#app/platform/keys/service-key.server.ts";
import { Refusal } from "#app/platform/refusal.ts";
import { cloreSessions, renforcerSession } from "../sessions/commands.server.ts";
import { compterTentative, effacerTentatives } from "../tentatives/commands.server.ts";
import { hashTentative, readAttenteEchecs } from "../tentatives/queries.server.ts";
import { formatAttente } from "../tentatives/rules.ts";
import { PARAMETRES_TOTP, USAGE_SECRET } from "./queries.server.ts";
import { readCodeSecours, readCodeTotp } from "./rules.ts";
import { accepterSecours, consigner, tirerCodes } from "./secours/commands.server.ts";

/** Draws the key that the person puts in their application. Asked twice before the first code, the key stays the same. */
export async function preparerSecondFacteur(context: Context, agentId: string): Promise<void> {
  await inTransaction(context.db, async (tx) => {
    const drawn = await tx
      .insertInto("second_facteur")
      .values({ agent_id: agentId, secret_chiffre: drawSecret(context), cree_le: context.now() })
      .onConflict((conflict) => conflict.column("agent_id").doNothing())
      .returning("agent_id")
      .executeTakeFirst();
    if (drawn) await consigner(tx, context, "facteur.creer", agentId);
  });
}

/** Another key, for another telephone: the one in service serves until the new one has given its first code. */
export async function remplacerSecondFacteur(context: Context, agentId: string): Promise<void> {
  await inTransaction(context.db, async (tx) => {
    const drawn = await tx
      .updateTable("second_facteur")
      .set({ remplacant_chiffre: drawSecret(context) })
      .where("agent_id", "=", agentId)
      .where("confirme_le", "is not", null)
      .where("remplacant_chiffre", "is", null)
      .returning("agent_id")
      .executeTakeFirst();
    if (drawn) await consigner(tx, context, "facteur.creer", agentId, { remplacement: true });
  });
}

/** 160 bits, as the algorithm wants. Source: RFC 4226 §4, R6. */
function drawSecret({ settings }: Context): Buffer {
  const secret = new Secret({ buffer: new Uint8Array(randomBytes(20)).buffer });
  return encryptSecret(settings.cle, USAGE_SECRET, secret.base32);
}

export interface Qui {
  readonly agentId: string;
  readonly sessionId: string;
}

/** The step of thirty seconds that a code of this key tells, one step of drift allowed; undefined for a wrong code. */
function stepOf(context: Context, sealed: Buffer, code: string): number | undefined {
  const secret = Secret.fromBase32(decryptSecret(context.settings.cle, USAGE_SECRET, sealed));
  const timestamp = context.now().getTime();
  const delta = new TOTP({ ...PARAMETRES_TOTP, secret }).validate({ token: code, timestamp, window: 1 });
  return delta === null ? undefined : Math.floor(timestamp / 30_000) + delta;
}

/** What an attempt gave: the proof, or the refusal to throw once the attempt is kept. */
type Issue<T> = { readonly gain: T } | { readonly refus: Refusal };

function gainOf<T>(issue: Issue<T>): T {
  if ("refus" in issue) throw issue.refus;
  return issue.gain;
}

/**
 * The first right code puts the application in service, and gives the recovery codes, shown this once. The session is
 * then proven, under a new token.
 */
export async function confirmerSecondFacteur(
  context: Context,
  qui: Qui,
  text: string,
): Promise<{ readonly jeton: string; readonly codes: readonly string[] }> {
  const issue = await inTransaction(context.db, async (tx) =>
    essayer(tx, context, qui.agentId, async (row) => {
      const pending = row.remplacant_chiffre ?? (row.confirme_le ? null : row.secret_chiffre);
      const code = readCodeTotp(text);
      const step = pending && code ? stepOf(context, pending, code) : undefined;
      if (!pending || step === undefined) return undefined;
      await tx
        .updateTable("second_facteur")
        .set({
          secret_chiffre: pending,
          remplacant_chiffre: null,
          confirme_le: context.now(),
          dernier_pas: step,
        })
        .where("agent_id", "=", qui.agentId)
        .execute();
      await consigner(tx, context, "facteur.confirmer", qui.agentId);
      const codes = await tirerCodes(tx, context, qui.agentId);
      const jeton = await renforcerSession(tx, context, { sessionId: qui.sessionId, facteurs: ["totp"] });
      return { jeton, codes };
    }),
  );
  return gainOf(issue);
}

/** Gives a code of the application or a recovery code, at the entry or before a sensitive act. Returns the new token. */
export async function prouverSecondFacteur(context: Context, qui: Qui, text: string): Promise<string> {
  const totp = readCodeTotp(text);
  const prouver = async (tx: Tx, row: Facteur) => {
    if (!row.confirme_le) return undefined;
    const facteur = totp
      ? await accepterCode(tx, context, { ...qui, sealed: row.secret_chiffre, last: row.dernier_pas }, totp)
      : await accepterSecours(tx, context, qui.agentId, text);
    return facteur && renforcerSession(tx, context, { sessionId: qui.sessionId, facteurs: [facteur] });
  };
  const faux = readCodeSecours(text) ? secoursFaux() : codeFaux();
  const issue = await inTransaction(context.db, async (tx) =>
    essayer(tx, context, qui.agentId, (row) => prouver(tx, row), faux),
  );
  return gainOf(issue);
}

interface Facteur {
  readonly secret_chiffre: Buffer;
  readonly remplacant_chiffre: Buffer | null;
  readonly confirme_le: Date | null;
  readonly dernier_pas: number | null;
}

/**
 * One try, counted: the row of the second factor is held, so that codes tried at once are tried one after the other.
 * The failure is kept by the transaction, and thrown after it.
 */
async function essayer<T>(
  tx: Tx,
  context: Context,
  agentId: string,
  verify: (row: Facteur) => Promise<T | undefined>,
  faux: Refusal = codeFaux(),
): Promise<Issue<T>> {
  const cle = hashTentative(context, "code", agentId);
  const row = await tx
    .selectFrom("second_facteur")
    .select(["secret_chiffre", "remplacant_chiffre", "confirme_le", "dernier_pas"])
    .where("agent_id", "=", agentId)
    .forUpdate()
    .executeTakeFirst();
  const attente = await readAttenteEchecs(tx, cle, context.now());
  if (attente > 0) return { refus: tropDEssais(attente) };
  const gain = row && (await verify(row));
  if (gain !== undefined) {
    await effacerTentatives(tx, cle);
    return { gain };
  }
  await compterTentative(tx, context, cle);
  await recordAudit(tx, context, {
    evenement: "connexion.refuser",
    objetType: "agent",
    objetId: agentId,
    agentId,
    faits: { motif: "code" },
  });
  return { refus: faux };
}

function codeFaux(): Refusal {
  return new Refusal(
    "code_faux",
    "Ce code n’est pas le bon, ou il a déjà servi. Attendez que l’application en affiche un nouveau, et vérifiez que l’heure de votre téléphone est réglée automatiquement.",
  );
}

function secoursFaux(): Refusal {
  return new Refusal(
    "code_faux",
    "Ce code de secours n’est pas le bon, ou il a déjà servi. Relisez-le, ou prenez le suivant de votre liste.",
  );
}

function tropDEssais(attente: number): Refusal {
  return new Refusal(
    "trop_d_essais",
    `Plusieurs codes faux se sont suivis : par prudence, attendez ${formatAttente(attente)} avant le prochain essai.`,
  );
}

/** A code serves once: the same step of thirty seconds, or an earlier one, is refused. Source: RFC 6238 §5.2. */
async function accepterCode(
  tx: Tx,
  context: Context,
  {
    agentId,
    sealed,
    last,
  }: { readonly agentId: string; readonly sealed: Buffer; readonly last: number | null },
  code: string,
): Promise<"totp" | undefined> {
  const step = stepOf(context, sealed, code);
  if (step === undefined || (last !== null && step <= last)) return undefined;
  await tx.updateTable("second_facteur").set({ dernier_pas: step }).where("agent_id", "=", agentId).execute();
  return "totp";
}

export interface Reinitialisation {
  readonly agentId: string;
  /** Who resets; nobody from the command line. */
  readonly parAgentId: string | null;
  /** The act that it is a part of, when that act tells the person itself. */
  readonly cause?: string;
}

/**
 * Takes back the second factor of a person who lost both telephone and codes: they will register another at their next
 * entry. Their sessions are closed, and they are told: if they asked for nothing, they will know.
 */
export async function reinitialiserSecondFacteur(context: Context, reset: Reinitialisation): Promise<void> {
  await inTransaction(context.db, async (tx) => {
    if (!(await retirerSecondFacteur(tx, context, reset))) return;
    const { agentId, parAgentId } = reset;
    await cloreSessions(tx, context, {
      agentId,
      parAgentId,
      motif: "Second facteur réinitialisé",
      cause: "facteur",
    });
  });
}

/** The reset itself, within the act that it is a part of. Returns whether there was a second factor to take back. */
export async function retirerSecondFacteur(
  tx: Tx,
  context: Context,
  { agentId, parAgentId, cause }: Reinitialisation,
): Promise<boolean> {
  const removed = await tx
    .deleteFrom("second_facteur")
    .where("agent_id", "=", agentId)
    .returning("agent_id")
    .executeTakeFirst();
  if (!removed) return false;
  await tx.deleteFrom("code_secours").where("agent_id", "=", agentId).execute();
  await effacerTentatives(tx, hashTentative(context, "code", agentId));
  await recordAudit(tx, context, {
    evenement: "facteur.reinitialiser",
    objetType: "agent",
    objetId: agentId,
    agentId: parAgentId,
    ...(cause && { faits: { cause } }),
  });
  return true;
}

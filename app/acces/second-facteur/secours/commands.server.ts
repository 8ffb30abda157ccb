import { randomBytes } from "node:crypto";
import { Secret } from "otpauth";
import { recordAudit } from "#app/platform/audit/audit.server.ts";
import type { Context } from "#app/platform/context.ts";
import { inTransaction, type Tx } from "#app/platform/db/database.server.ts";
import { hashJeton } from "../../sessions/queries.server.ts";
import { CODES_SECOURS, formatParQuatre, readCodeSecours } from "../rules.ts";

/** Takes a recovery code in place of the application's, once. */
export async function accepterSecours(
  tx: Tx,
  context: Context,
  agentId: string,
  text: string,
): Promise<"secours" | undefined> {
  const code = readCodeSecours(text);
  if (!code) return undefined;
  const used = await tx
    .updateTable("code_secours")
    .set({ utilise_le: context.now() })
    .where("agent_id", "=", agentId)
    .where("empreinte", "=", hashJeton(code))
    .where("utilise_le", "is", null)
    .returning("id")
    .executeTakeFirst();
  if (!used) return undefined;
  await consigner(tx, context, "facteur.utiliser_secours", agentId);
  return "secours";
}

/** Ten new recovery codes; the ones of before serve no longer. */
export async function renouvelerCodesSecours(context: Context, agentId: string): Promise<readonly string[]> {
  return inTransaction(context.db, async (tx) => {
    const codes = await tirerCodes(tx, context, agentId);
    await consigner(tx, context, "facteur.renouveler", agentId);
    return codes;
  });
}

/** Draws the ten codes of a person, in place of those of before; they are known by their hash only. */
export async function tirerCodes(tx: Tx, context: Context, agentId: string): Promise<readonly string[]> {
  const codes = Array.from({ length: CODES_SECOURS }, () => {
    return new Secret({ buffer: new Uint8Array(randomBytes(15)).buffer }).base32;
  });
  await tx.deleteFrom("code_secours").where("agent_id", "=", agentId).execute();
  await tx
    .insertInto("code_secours")
    .values(
      codes.map((code) => ({
        id: context.newId(),
        agent_id: agentId,
        empreinte: hashJeton(code),
        cree_le: context.now(),
      })),
    )
    .execute();
  return codes.map((code) => formatParQuatre(code, "-"));
}

/** One line of the journal on the second factor of a person, by themselves. */
export async function consigner(
  tx: Tx,
  context: Context,
  evenement: string,
  agentId: string,
  faits: Readonly<Record<string, boolean>> = {},
): Promise<void> {
  await recordAudit(tx, context, { evenement, objetType: "agent", objetId: agentId, agentId, faits });
}

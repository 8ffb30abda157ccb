import { Secret, TOTP } from "otpauth";
import { encode } from "uqr";
import type { Context } from "#app/platform/context.ts";
import { decryptSecret } from "#app/platform/keys/service-key.server.ts";
import { formatParQuatre } from "./rules.ts";

/** What the key is encrypted for: the same words decrypt. */
export const USAGE_SECRET = "second facteur";

/** Parameters that every authentication application knows; others read them wrong. Source: RFC 6238, RFC 4226. */
export const PARAMETRES_TOTP = { issuer: "Ancrage", algorithm: "SHA1", digits: 6, period: 30 } as const;

export interface EtatSecondFacteur {
  readonly confirmeLe: Date | null;
  /** Recovery codes that still serve. */
  readonly codesRestants: number;
  /** Key of an application that has not given its first code yet. */
  readonly enAttente: CleEnAttente | null;
}

export interface CleEnAttente {
  /** Key in text, in groups of four, for whoever cannot scan. */
  readonly texte: string;
  /** The same with account and parameters, which applications open on the telephone itself. */
  readonly uri: string;
  /** The QR code of that address: side in modules, and the path of its black ones. */
  readonly qr: { readonly cote: number; readonly trace: string };
}

/** Where a person stands with their second factor. */
export async function getSecondFacteur(context: Context, agentId: string): Promise<EtatSecondFacteur> {
  const row = await context.db
    .selectFrom("agent as a")
    .leftJoin("second_facteur as f", "f.agent_id", "a.id")
    .select(["a.courriel", "f.secret_chiffre", "f.remplacant_chiffre", "f.confirme_le"])
    .where("a.id", "=", agentId)
    .executeTakeFirstOrThrow();
  const { codes } = await context.db
    .selectFrom("code_secours")
    .select(({ fn }) => fn.countAll<number>().as("codes"))
    .where("agent_id", "=", agentId)
    .where("utilise_le", "is", null)
    .executeTakeFirstOrThrow();
  const pending = row.remplacant_chiffre ?? (row.confirme_le ? null : row.secret_chiffre);
  return {
    confirmeLe: row.confirme_le,
    codesRestants: codes,
    enAttente:
      pending && toCle(decryptSecret(context.settings.cle, USAGE_SECRET, pending), row.courriel ?? ""),
  };
}

function toCle(base32: string, label: string): CleEnAttente {
  const uri = new TOTP({ ...PARAMETRES_TOTP, label, secret: Secret.fromBase32(base32) }).toString();
  const { size, data } = encode(uri, { ecc: "M", border: 4 });
  const squares = data.flatMap((line, y) =>
    line.flatMap((black, x) => (black ? [`M${x} ${y}h1v1h-1z`] : [])),
  );
  return { texte: formatParQuatre(base32, " "), uri, qr: { cote: size, trace: squares.join("") } };
}

import { AuthorizationResponseError, ResponseBodyError, WWWAuthenticateChallengeError } from "openid-client";
import { isOidcFault, OidcFault, type OidcFaultCode } from "./fault.ts";

/** Codes of `openid-client` that say enough by themselves. */
const BY_CODE: Readonly<Record<string, OidcFaultCode>> = {
  OAUTH_TIMEOUT: "fournisseur_lent",
  OAUTH_ABORT: "fournisseur_lent",
  OAUTH_HTTP_REQUEST_FORBIDDEN: "adresse_etrangere",
  OAUTH_REQUEST_PROTOCOL_FORBIDDEN: "adresse_etrangere",
  OAUTH_MISSING_SERVER_METADATA: "reponse_inattendue",
  OAUTH_INVALID_SERVER_METADATA: "reponse_inattendue",
  OAUTH_RESPONSE_IS_NOT_CONFORM: "reponse_inattendue",
  OAUTH_RESPONSE_IS_NOT_JSON: "reponse_inattendue",
  OAUTH_PARSE_ERROR: "reponse_inattendue",
  OAUTH_JWT_TIMESTAMP_CHECK_FAILED: "horloge",
  OAUTH_KEY_SELECTION_FAILED: "signature",
  OAUTH_JWT_USERINFO_EXPECTED: "signature",
  OAUTH_UNSUPPORTED_OPERATION: "signature",
};

/** What the others are about is in their sentence, or in the claim that they name. */
const BY_SUBJECT: readonly (readonly [RegExp, OidcFaultCode])[] = [
  [/"alg"|signature/, "signature"],
  [/\biss\b|\bissuer\b/, "emetteur_different"],
  [/\baud\b|\bazp\b/, "destinataire_different"],
  [/\bnonce\b/, "nonce_different"],
  [/\bsub\b/, "sujet_different"],
  [/\b(exp|nbf|iat)\b/, "horloge"],
];

/** An error of `openid-client` as one of ours. The detail keeps codes and sentences of the library, never its values. */
export function toOidcFault(error: unknown): OidcFault {
  const chain = chainOf(error);
  const own = chain.find(isOidcFault);
  if (own) return own;
  if (error instanceof AuthorizationResponseError) return new OidcFault("refus_fournisseur", error.error);
  if (error instanceof ResponseBodyError) return new OidcFault("code_refuse", error.error);
  if (error instanceof WWWAuthenticateChallengeError)
    return new OidcFault("code_refuse", "the provider refuses the access token");
  const code = String((error as { code?: unknown } | null)?.code ?? "");
  // A SyntaxError quotes what it read, which may be a token.
  const said = chain
    .filter((link) => link instanceof Error && !(link instanceof SyntaxError))
    .map((link) => (link as Error).message)
    .join(" | ");
  const named = chain.map(subjectOf).find((subject) => subject !== undefined) ?? said;
  const known = BY_CODE[code] ?? BY_SUBJECT.find(([pattern]) => pattern.test(named))?.[1];
  return new OidcFault(known ?? "reponse_inattendue", `${code} ${said}`.slice(0, 300));
}

function chainOf(error: unknown): unknown[] {
  const chain: unknown[] = [];
  for (let link = error; link && chain.length < 5; link = (link as { cause?: unknown }).cause)
    chain.push(link);
  return chain;
}

function subjectOf(link: unknown): string | undefined {
  const { claim, attribute } = link as { claim?: unknown; attribute?: unknown };
  return typeof claim === "string" ? claim : typeof attribute === "string" ? attribute : undefined;
}

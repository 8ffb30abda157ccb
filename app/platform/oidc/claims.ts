import type { OidcFaultCode } from "./fault.ts";

export type Claims = Readonly<Record<string, unknown>>;

export interface ExpectedIdToken {
  readonly issuer: string;
  readonly clientId: string;
  readonly nonce: string;
  /** Values of `acr` that are strong enough. */
  readonly acrValues: readonly string[];
  readonly now: Date;
  /** The person must have signed in for this very request, not on a session the provider still held. */
  readonly fresh: boolean;
}

/**
 * Seconds by which the clock of the provider may differ from ours, both ways. The token was issued in answer to our
 * own request: a minute covers a drift and a slow line. The code itself lives 30 to 60 seconds at ProConnect.
 */
export const CLOCK_TOLERANCE_S = 60;

/** A renewed sign-in may take the time to find one's telephone. */
const FRESH_S = 300;

/**
 * What is wrong with the claims of an ID token whose signature holds; nothing when they are whole and for us, now.
 * `openid-client` has checked most of it by the machine's clock; `acr`, the age of `iat` and other audiences it leaves
 * to us. Checked again here as one pure function, so that it can be fuzzed.
 * Source: OpenID Connect Core 1.0, §3.1.3.7; ASVS 5.0, 6.8.4 and 10.5.
 */
export function checkIdToken(claims: Claims, expected: ExpectedIdToken): OidcFaultCode | undefined {
  const { aud, azp } = claims;
  if (claims.iss !== expected.issuer) return "emetteur_different";
  const audiences = Array.isArray(aud) ? aud : [aud];
  // Another audience beside us is somebody we did not choose to trust.
  if (audiences.length === 0 || audiences.some((audience) => audience !== expected.clientId))
    return "destinataire_different";
  if (azp !== undefined && azp !== expected.clientId) return "destinataire_different";
  if (!isWord(expected.nonce) || claims.nonce !== expected.nonce) return "nonce_different";
  if (!isWord(claims.sub)) return "sujet_different";
  const late = checkTimes(claims, expected);
  if (late) return late;
  if (typeof claims.acr !== "string" || !expected.acrValues.includes(claims.acr)) return "niveau_insuffisant";
  return undefined;
}

function isWord(value: unknown): value is string {
  return typeof value === "string" && /^[\x21-\x7e]{1,255}$/.test(value);
}

function checkTimes(claims: Claims, { now, fresh }: ExpectedIdToken): OidcFaultCode | undefined {
  const { exp, iat, nbf, auth_time: authTime } = claims;
  const seconds = now.getTime() / 1000;
  if (!isInstant(exp) || exp + CLOCK_TOLERANCE_S <= seconds) return "horloge";
  if (!isInstant(iat) || Math.abs(iat - seconds) > CLOCK_TOLERANCE_S) return "horloge";
  if (nbf !== undefined && (!isInstant(nbf) || nbf - CLOCK_TOLERANCE_S > seconds)) return "horloge";
  if (!fresh) return undefined;
  // `prompt=login` travels through the browser, where it can be taken away: only `auth_time` is signed.
  if (!isInstant(authTime) || authTime + FRESH_S < seconds || authTime - CLOCK_TOLERANCE_S > seconds)
    return "renouvellement_ancien";
  return undefined;
}

function isInstant(value: unknown): value is number {
  return typeof value === "number" && Number.isFinite(value) && value > 0;
}

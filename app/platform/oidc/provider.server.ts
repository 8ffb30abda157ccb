import { createHash, randomBytes } from "node:crypto";
import { setTimeout } from "node:timers/promises";
import * as oidc from "openid-client";
import { CLOCK_TOLERANCE_S, type Claims, checkIdToken, type ExpectedIdToken } from "./claims.ts";
import { isOidcFault, OidcFault } from "./fault.ts";
import { createProviderFetch } from "./fetch.server.ts";
import { toOidcFault } from "./library-faults.server.ts";

/** A service known to a provider of OpenID Connect. */
export interface RelyingParty {
  readonly issuer: string;
  readonly clientId: string;
  readonly secret: string;
  readonly redirectUri: string;
}

/** Drawn for one sign-in, kept by us, compared on the way back. 43 characters each: ProConnect wants 32 at least. */
export interface SignInSecrets {
  readonly state: string;
  readonly nonce: string;
  readonly verifier: string;
}

const draw = () => randomBytes(32).toString("base64url");

export function drawSignInSecrets(): SignInSecrets {
  return { state: draw(), nonce: draw(), verifier: draw() };
}

const ALGORITHM = "ES256";
const ENDPOINTS = [
  "authorization_endpoint",
  "token_endpoint",
  "userinfo_endpoint",
  "jwks_uri",
  "end_session_endpoint",
] as const;
type Metadata = oidc.ServerMetadata & Readonly<Record<(typeof ENDPOINTS)[number], string>>;

/** Endpoints move once in years; an hour makes it one request for a morning of sign-ins. */
const DISCOVERY_MS = 60 * 60 * 1000;
const discovered = new Map<string, { readonly metadata: Metadata; readonly at: number }>();

/**
 * What the issuer publishes of itself, at most an hour old. Every endpoint must be at the issuer's own origin: those
 * of ProConnect are, so an exception would be a door that nobody needs (ASVS 15.3.2).
 */
async function discover(party: RelyingParty, now: Date): Promise<Metadata> {
  const known = discovered.get(party.issuer);
  if (known && Math.abs(now.getTime() - known.at) < DISCOVERY_MS) return known.metadata;
  const metadata = await requestMetadata(party).catch(async (error: unknown) => {
    if (!isOidcFault(error) || error.code !== "fournisseur_injoignable") throw error;
    // A restart at the other end lasts less than this; a longer absence is told to the person.
    await setTimeout(300);
    return requestMetadata(party);
  });
  discovered.set(party.issuer, { metadata, at: now.getTime() });
  return metadata;
}

async function requestMetadata(party: RelyingParty): Promise<Metadata> {
  const { origin, protocol } = new URL(party.issuer);
  const config = await guarded(() =>
    oidc.discovery(new URL(party.issuer), party.clientId, undefined, oidc.None(), {
      [oidc.customFetch]: createProviderFetch(party.issuer),
      // The settings allow plain http on this machine only.
      execute: protocol === "http:" ? [oidc.allowInsecureRequests] : [],
    }),
  );
  const metadata = config.serverMetadata();
  for (const name of ENDPOINTS) {
    const address = metadata[name];
    if (typeof address !== "string" || !URL.canParse(address))
      throw new OidcFault("reponse_inattendue", `discovery gives no ${name}`);
    if (new URL(address).origin !== origin)
      throw new OidcFault("adresse_etrangere", `discovery gives a ${name} of another origin`);
  }
  return metadata as Metadata;
}

/**
 * A configuration of its own for each exchange: the library keeps the keys of the provider in it, so that keys are
 * always those of now. A rotation in the middle of a sign-in works, and a key withdrawn stops at once.
 */
function configure(party: RelyingParty, metadata: Metadata): oidc.Configuration {
  const client = {
    client_secret: party.secret,
    id_token_signed_response_alg: ALGORITHM,
    userinfo_signed_response_alg: ALGORITHM,
    [oidc.clockTolerance]: CLOCK_TOLERANCE_S,
  };
  const config = new oidc.Configuration(
    metadata,
    party.clientId,
    client,
    oidc.ClientSecretPost(party.secret),
  );
  config[oidc.customFetch] = createProviderFetch(party.issuer);
  if (party.issuer.startsWith("http:")) oidc.allowInsecureRequests(config);
  // Without it the library trusts TLS and does not verify the signature of an ID token.
  oidc.enableNonRepudiationChecks(config);
  return config;
}

/** Runs what may fail at the provider: whatever it is becomes an `OidcFault`. */
async function guarded<T>(run: () => Promise<T>): Promise<T> {
  try {
    return await run();
  } catch (error) {
    throw toOidcFault(error);
  }
}

export interface SignInRequest extends SignInSecrets {
  readonly scope: string;
  readonly acrValues: readonly string[];
  /** Sign in again, whatever session the provider holds. */
  readonly renew: boolean;
}

/**
 * Where to send the person. Nothing but the parameters that ProConnect knows: it answers any other with Y000400. The
 * level is asked by `claims`, the only form that makes it binding, and is checked again on the way back.
 */
export async function buildSignInUrl(party: RelyingParty, request: SignInRequest, now: Date): Promise<URL> {
  const metadata = await discover(party, now);
  const claims = {
    id_token: {
      acr: { essential: true, values: request.acrValues },
      ...(request.renew && { auth_time: { essential: true } }),
    },
  };
  const url = new URL(metadata.authorization_endpoint);
  const parameters = {
    response_type: "code",
    client_id: party.clientId,
    redirect_uri: party.redirectUri,
    scope: request.scope,
    state: request.state,
    nonce: request.nonce,
    code_challenge: createHash("sha256").update(request.verifier).digest("base64url"),
    code_challenge_method: "S256",
    claims: JSON.stringify(claims),
    ...(request.renew && { prompt: "login" }),
  };
  for (const [name, value] of Object.entries(parameters)) url.searchParams.set(name, value);
  return url;
}

export interface SignIn {
  readonly idToken: string;
  readonly claims: Claims;
  readonly userinfo: Claims;
}

export type ExpectedSignIn = SignInSecrets & Pick<ExpectedIdToken, "acrValues" | "fresh" | "now">;

/**
 * Exchanges the answer that the browser brought for the claims of the person, every signature and claim verified.
 *
 * @param answer parameters of the return address; its `state` is compared again here.
 */
export async function finishSignIn(
  party: RelyingParty,
  answer: URLSearchParams,
  expected: ExpectedSignIn,
): Promise<SignIn> {
  const metadata = await discover(party, expected.now);
  const config = configure(party, metadata);
  const returned = new URL(party.redirectUri);
  returned.search = answer.toString();
  const tokens = await guarded(() =>
    oidc.authorizationCodeGrant(config, returned, {
      expectedState: expected.state,
      expectedNonce: expected.nonce,
      pkceCodeVerifier: expected.verifier,
      idTokenExpected: true,
    }),
  );
  const claims: Claims = { ...tokens.claims() };
  const fault = checkIdToken(claims, { ...expected, issuer: metadata.issuer, clientId: party.clientId });
  if (fault) throw new OidcFault(fault, "checked by us");
  const userinfo = await fetchUserinfo(party, metadata, config, tokens.access_token, String(claims.sub));
  return { idToken: tokens.id_token ?? "", claims, userinfo };
}

/** Asked twice when the key is unknown: the provider may have changed keys since it signed the ID token. */
async function fetchUserinfo(
  party: RelyingParty,
  metadata: Metadata,
  config: oidc.Configuration,
  accessToken: string,
  sub: string,
): Promise<Claims> {
  const ask = (current: oidc.Configuration) =>
    guarded(async () => ({ ...(await oidc.fetchUserInfo(current, accessToken, sub)) }) as Claims);
  try {
    return await ask(config);
  } catch (error) {
    if (!isOidcFault(error) || error.code !== "signature") throw error;
    return ask(configure(party, metadata));
  }
}

/** Where to send the person so that the provider closes its session too, and sends them back with `state`. */
export async function buildSignOutUrl(
  party: RelyingParty,
  {
    idToken,
    state,
    returnUri,
  }: { readonly idToken: string; readonly state: string; readonly returnUri: string },
  now: Date,
): Promise<URL> {
  const url = new URL((await discover(party, now)).end_session_endpoint);
  url.searchParams.set("id_token_hint", idToken);
  url.searchParams.set("state", state);
  url.searchParams.set("post_logout_redirect_uri", returnUri);
  return url;
}

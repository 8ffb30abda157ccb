import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { exportJWK, generateKeyPair, type JWTPayload, SignJWT } from "jose";
import type { ProConnectSettings } from "#app/platform/env/settings.ts";

type CryptoKeyPair = Awaited<ReturnType<typeof generateKeyPair>>;
type Reply = (request: IncomingMessage, response: ServerResponse) => void;

/** The keys that a lie may use; `publiee` is the one of the published set. */
export interface Cles {
  readonly publiee: CryptoKeyPair;
  readonly autre: CryptoKeyPair;
  readonly rsa: CryptoKeyPair;
}

/** What the provider lies about. Nothing: it is honest, and the person enters. */
export interface Mensonges {
  /** Changes the claims, which are then honestly signed. */
  readonly claims?: (claims: JWTPayload) => JWTPayload;
  readonly userinfo?: (claims: JWTPayload) => JWTPayload;
  /** Signs, or does not, in its own way. */
  readonly signer?: (claims: JWTPayload, cles: Cles) => Promise<string> | string;
  readonly signerUserinfo?: (claims: JWTPayload, cles: Cles) => Promise<string> | string;
  readonly typeUserinfo?: string;
  readonly decouverte?: (document: Record<string, unknown>) => Record<string, unknown>;
  /** Changes what the browser brings back. */
  readonly retour?: (answer: URLSearchParams) => void;
  readonly http?: Partial<Record<"decouverte" | "jetons" | "identite" | "cles", Reply>>;
  /** The set of keys, at each request: rank 0, then 1… */
  readonly cles?: (keys: object[], rank: number, cles: Cles) => Promise<object[]> | object[];
}

export interface CasHostile {
  readonly proconnect: ProConnectSettings;
  /** Plays the browser at the provider: from the address of the sign-in to the one of the return. */
  repondre(depart: string): string;
  /** Paths that were asked, in order. */
  readonly demandes: string[];
}

export interface FournisseurHostile {
  readonly origin: string;
  cas(mensonges?: Mensonges, settings?: Partial<ProConnectSettings>): CasHostile;
  close(): Promise<void>;
}

export const SECRET_CLIENT = "secret-du-client-des-essais-0123456789";
const CLIENT = "ancrage-essai";

interface Cas extends CasHostile {
  readonly mensonges: Mensonges;
  nonce: string;
  ranks: number;
}

/**
 * A provider that speaks OpenID Connect well and lies on one point, which the test chooses. Each case is an issuer of
 * its own, so that nothing learnt from one serves another.
 */
export async function startFournisseurHostile(): Promise<FournisseurHostile> {
  const cles: Cles = {
    publiee: await generateKeyPair("ES256", { extractable: true }),
    autre: await generateKeyPair("ES256", { extractable: true }),
    rsa: await generateKeyPair("RS256", { extractable: true }),
  };
  const tous = new Map<string, Cas>();
  const server = createServer((request, response) => {
    const [, name = "", ...rest] = (request.url ?? "").split("/");
    const cas = tous.get(name);
    if (!cas) return void response.writeHead(404).end();
    const path =
      rest
        .join("/")
        .replace(/^api\/v2\//, "")
        .split("?")[0] ?? "";
    cas.demandes.push(path);
    void serve(cas, path, cles, request, response);
  });
  await new Promise<void>((listening) => server.listen(0, "127.0.0.1", listening));
  const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return {
    origin,
    cas(mensonges = {}, settings = {}) {
      const name = `cas-${tous.size + 1}`;
      const cas = openCas(`${origin}/${name}/api/v2`, mensonges, settings);
      tous.set(name, cas);
      return cas;
    },
    async close() {
      server.closeAllConnections();
      await new Promise((closed) => server.close(closed));
    },
  };
}

function openCas(emetteur: string, mensonges: Mensonges, settings: Partial<ProConnectSettings>): Cas {
  const niveaux = ["eidas0-mfa", "eidas1-mfa", "eidas2", "eidas3"];
  const cas: Cas = {
    mensonges,
    proconnect: { emetteur, client: CLIENT, secret: SECRET_CLIENT, niveaux, sirets: [], ...settings },
    demandes: [],
    nonce: "",
    ranks: 0,
    repondre(depart) {
      const asked = new URL(depart).searchParams;
      cas.nonce = asked.get("nonce") ?? "";
      const answer = new URLSearchParams({ code: "code-1", state: asked.get("state") ?? "", iss: emetteur });
      mensonges.retour?.(answer);
      return `${asked.get("redirect_uri")}?${answer}`;
    },
  };
  return cas;
}

async function serve(
  cas: Cas,
  path: string,
  cles: Cles,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const { http = {} } = cas.mensonges;
  if (path === ".well-known/openid-configuration")
    return http.decouverte ? http.decouverte(request, response) : json(response, decouverteOf(cas));
  if (path === "jwks")
    return http.cles ? http.cles(request, response) : json(response, await keySetOf(cas, cles));
  if (path === "token") {
    if (http.jetons) return http.jetons(request, response);
    return json(response, {
      access_token: "acces-1",
      token_type: "Bearer",
      expires_in: 60,
      id_token: await idTokenOf(cas, cles),
    });
  }
  if (path !== "userinfo") return void response.writeHead(404).end();
  if (http.identite) return http.identite(request, response);
  const body = await userinfoOf(cas, cles);
  response.writeHead(200, { "Content-Type": cas.mensonges.typeUserinfo ?? "application/jwt" }).end(body);
}

function json(response: ServerResponse, body: unknown): void {
  response.writeHead(200, { "Content-Type": "application/json" }).end(JSON.stringify(body));
}

function decouverteOf({ proconnect: { emetteur }, mensonges }: Cas): Record<string, unknown> {
  const document = {
    issuer: emetteur,
    authorization_endpoint: `${emetteur}/authorize`,
    token_endpoint: `${emetteur}/token`,
    userinfo_endpoint: `${emetteur}/userinfo`,
    jwks_uri: `${emetteur}/jwks`,
    end_session_endpoint: `${emetteur}/session/end`,
    response_types_supported: ["code"],
    subject_types_supported: ["public"],
    id_token_signing_alg_values_supported: ["ES256", "RS256", "HS256", "none"],
    userinfo_signing_alg_values_supported: ["ES256", "RS256", "HS256", "none"],
    authorization_response_iss_parameter_supported: true,
  };
  return mensonges.decouverte?.(document) ?? document;
}

/** The published set, in which a lie may put or withdraw keys. */
async function keySetOf(cas: Cas, cles: Cles): Promise<object> {
  const published = { ...(await exportJWK(cles.publiee.publicKey)), kid: "cle-1", use: "sig", alg: "ES256" };
  const keys = (await cas.mensonges.cles?.([published], cas.ranks, cles)) ?? [published];
  cas.ranks += 1;
  return { keys };
}

export function signEs256(claims: JWTPayload, pair: CryptoKeyPair, kid = "cle-1"): Promise<string> {
  return new SignJWT(claims).setProtectedHeader({ alg: "ES256", kid }).sign(pair.privateKey);
}

const secondes = () => Math.floor(Date.now() / 1000);

async function idTokenOf(cas: Cas, cles: Cles): Promise<string> {
  const { proconnect, mensonges, nonce } = cas;
  const honest: JWTPayload = {
    iss: proconnect.emetteur,
    aud: proconnect.client,
    sub: "sujet-1",
    iat: secondes(),
    exp: secondes() + 60,
    auth_time: secondes(),
    nonce,
    acr: "eidas1-mfa",
  };
  const claims = mensonges.claims?.(honest) ?? honest;
  return mensonges.signer ? mensonges.signer(claims, cles) : signEs256(claims, cles.publiee);
}

async function userinfoOf(cas: Cas, cles: Cles): Promise<string> {
  const { proconnect, mensonges } = cas;
  const honest: JWTPayload = {
    iss: proconnect.emetteur,
    aud: proconnect.client,
    sub: "sujet-1",
    idp_id: "fournisseur-1",
    given_name: "Camille",
    usual_name: "Rivage",
    email: "camille.rivage@ac-exemple.fr",
    siret: "11004401300040",
  };
  const claims = mensonges.userinfo?.(honest) ?? honest;
  return mensonges.signerUserinfo ? mensonges.signerUserinfo(claims, cles) : signEs256(claims, cles.publiee);
}

import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { exportJWK, generateKeyPair } from "jose";
import Provider from "oidc-provider";
import type { ProConnectSettings } from "#app/platform/env/settings.ts";
import {
  CLIENT,
  configurationOf,
  NIVEAUX,
  type PersonneProConnect,
  page,
  type Scene,
  SECRET,
} from "./fournisseur-identite-configuration.ts";

export interface FournisseurIdentite {
  readonly proconnect: ProConnectSettings;
  /** Somebody who may sign in there, by typing their address. */
  inscrire(personne: Partial<PersonneProConnect> & { readonly email: string }): PersonneProConnect;
  /** Where our service is: its return addresses are the only ones that the provider knows. */
  declarer(urlPublique: string): Promise<void>;
  /** Parameters of the last request for a sign-in. */
  demandes(): readonly URLSearchParams[];
  close(): Promise<void>;
}

/** The only ones that ProConnect takes; any other is answered Y000400. */
const PARAMETRES = new Set(
  "response_type client_id redirect_uri scope state nonce claims acr_values prompt login_hint idp_hint siret_hint code_challenge code_challenge_method".split(
    " ",
  ),
);

/**
 * ProConnect as far as a service can tell: the same engine (`oidc-provider`), base `/api/v2`, ES256 for both tokens,
 * signed userinfo, its claims, its levels, its refusal of unknown parameters. Source: references §1.7.
 *
 * @example
 * const fournisseur = await startFournisseur();
 * await fournisseur.declarer("http://127.0.0.1:3000");
 */
export async function startFournisseur(): Promise<FournisseurIdentite> {
  const personnes = new Map<string, PersonneProConnect>();
  const demandes: URLSearchParams[] = [];
  const { privateKey } = await generateKeyPair("ES256", { extractable: true });
  const jwk = { ...(await exportJWK(privateKey)), kid: "cle-1", use: "sig", alg: "ES256" };
  let handle: ((request: IncomingMessage, response: ServerResponse) => void) | undefined;
  const server = createServer((request, response) => {
    if (handle) handle(request, response);
    else response.writeHead(503).end();
  });
  await new Promise<void>((listening) => server.listen(0, "127.0.0.1", listening));
  const emetteur = `http://127.0.0.1:${(server.address() as AddressInfo).port}/api/v2`;
  return {
    proconnect: { emetteur, client: CLIENT, secret: SECRET, niveaux: NIVEAUX.filter(isFort), sirets: [] },
    inscrire(personne) {
      const whole: PersonneProConnect = {
        sub: `sujet-${personnes.size + 1}-${personne.email.replace(/\W/g, "-")}`,
        given_name: "Camille",
        usual_name: "Rivage",
        siret: "11004401300040",
        idp_id: "71144ab3-ee1a-4401-b7b3-79b44f7daeeb",
        acr: "eidas1-mfa",
        ...personne,
      };
      personnes.set(whole.sub, whole);
      return whole;
    },
    async declarer(urlPublique) {
      handle = createHandler({ emetteur, urlPublique, personnes, demandes, jwk });
    },
    demandes: () => demandes,
    async close() {
      server.closeAllConnections();
      await new Promise((closed) => server.close(closed));
    },
  };
}

const isFort = (acr: string) => acr.endsWith("-mfa") || /[23]$/.test(acr);

function createHandler(scene: Scene): (request: IncomingMessage, response: ServerResponse) => void {
  const provider = new Provider(scene.emetteur, configurationOf(scene));
  const callback = provider.callback();
  return (request, response) => {
    const url = new URL(request.url ?? "/", scene.emetteur);
    const path = url.pathname.replace(/^\/api\/v2/, "");
    // Browsers ask for it by themselves, and complain when there is none.
    if (path === "/favicon.ico") return void response.writeHead(204).end();
    if (path.startsWith("/interaction/")) return void interact(provider, scene, request, response);
    if (path === "/authorize") {
      scene.demandes.push(url.searchParams);
      const unknown = [...url.searchParams.keys()].filter((name) => !PARAMETRES.has(name));
      if (unknown.length > 0)
        return void response.writeHead(400).end(`Y000400 Bad Request ${unknown.join()}`);
    }
    Object.assign(request, { originalUrl: request.url });
    request.url = path + url.search;
    callback(request, response);
  };
}

/** The page where the person says who they are: an address, and a button. */
async function interact(
  provider: Provider,
  { personnes, emetteur }: Scene,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const { uid } = await provider.interactionDetails(request, response);
  if (request.method === "GET") {
    response.writeHead(200, { "Content-Type": "text/html; charset=utf-8" });
    response.end(
      page(
        "ProConnect (essai)",
        `<form method="post" action="${emetteur}/interaction/${uid}"><label>Adresse professionnelle <input name="email" type="email"></label>
       <button>Se connecter</button> <button name="abandon" value="oui">Abandonner</button></form>`,
      ),
    );
    return;
  }
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  const form = new URLSearchParams(Buffer.concat(chunks).toString());
  const personne = [...personnes.values()].findLast(({ email }) => email === form.get("email"));
  const result =
    personne && !form.has("abandon")
      ? { login: { accountId: personne.sub, acr: personne.acr, remember: true } }
      : { error: "access_denied", error_description: "User auth aborted" };
  await provider.interactionFinished(request, response, result, { mergeWithLastSubmission: false });
}

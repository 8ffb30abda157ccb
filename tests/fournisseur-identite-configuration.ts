import type { Adapter, AdapterPayload, Configuration } from "oidc-provider";

/** What the provider says of a person, as ProConnect names it. */
export interface PersonneProConnect {
  readonly sub: string;
  readonly email: string;
  readonly given_name: string;
  readonly usual_name: string;
  readonly siret: string;
  readonly idp_id: string;
  readonly acr: string;
  readonly custom?: Readonly<Record<string, unknown>>;
}

export const CLIENT = "ancrage-essai";
export const SECRET = "secret-du-client-des-essais-0123456789";
export const NIVEAUX = ["eidas0", "eidas0-mfa", "eidas1", "eidas1-mfa", "eidas2", "eidas3"];
const HEURE = 3_600;

export interface Scene {
  readonly emetteur: string;
  readonly urlPublique: string;
  readonly personnes: ReadonlyMap<string, PersonneProConnect>;
  readonly demandes: URLSearchParams[];
  readonly jwk: NonNullable<Configuration["jwks"]>["keys"][number];
}

export const page = (titre: string, corps: string) =>
  `<!doctype html><html lang="fr"><head><meta charset="utf-8"><title>${titre}</title></head><body><main><h1>${titre}</h1>${corps}</main></body></html>`;

/** What the provider remembers, as long as it runs. Its own memory warns on the console that it is one. */
function createAdapter(): (name: string) => Adapter {
  const kept = new Map<string, AdapterPayload>();
  const findWhere = (is: (payload: AdapterPayload) => boolean) => [...kept.values()].find(is);
  return (name) => ({
    upsert: async (id, payload) => void kept.set(`${name}:${id}`, payload),
    find: async (id) => kept.get(`${name}:${id}`),
    findByUid: async (uid) => findWhere((payload) => payload.uid === uid),
    findByUserCode: async (code) => findWhere((payload) => payload.userCode === code),
    consume: async (id) => {
      const payload = kept.get(`${name}:${id}`);
      if (payload) payload.consumed = Math.floor(Date.now() / 1000);
    },
    destroy: async (id) => void kept.delete(`${name}:${id}`),
    revokeByGrantId: async (grantId) => {
      for (const [key, payload] of kept) if (payload.grantId === grantId) kept.delete(key);
    },
  });
}

/** One scope, one claim: that is how ProConnect gives them. */
const CLAIMS: NonNullable<Configuration["claims"]> = {
  acr: null,
  auth_time: null,
  openid: ["sub"],
  ...Object.fromEntries(
    [
      "given_name",
      "usual_name",
      "email",
      "uid",
      "siret",
      "idp_id",
      "roles",
      "organization_label",
      "custom",
    ].map((name) => [name, [name]]),
  ),
};

const FEATURES: NonNullable<Configuration["features"]> = {
  devInteractions: { enabled: false },
  claimsParameter: { enabled: true },
  jwtUserinfo: { enabled: true },
  rpInitiatedLogout: { enabled: true, logoutSource, postLogoutSuccessSource: logoutSource },
};

const TTL: NonNullable<Configuration["ttl"]> = {
  AccessToken: HEURE,
  AuthorizationCode: 60,
  IdToken: HEURE,
  Interaction: HEURE,
  Session: 12 * HEURE,
  Grant: 12 * HEURE,
};

/** The configuration of ProConnect, as far as references §1.7 and its own code tell it. */
export function configurationOf({ urlPublique, personnes, jwk, emetteur }: Scene): Configuration {
  return {
    adapter: createAdapter(),
    clients: [clientOf(urlPublique)],
    jwks: { keys: [jwk] },
    cookies: { keys: ["essai"] },
    acrValues: NIVEAUX,
    claims: CLAIMS,
    scopes: ["openid"],
    features: FEATURES,
    routes: {
      authorization: "/authorize",
      token: "/token",
      userinfo: "/userinfo",
      end_session: "/session/end",
    },
    enabledJWA: {
      idTokenSigningAlgValues: ["ES256", "RS256", "HS256"],
      userinfoSigningAlgValues: ["ES256", "RS256", "HS256"],
    },
    pkce: { required: () => false },
    ttl: TTL,
    interactions: { url: (_ctx, { uid }) => `${emetteur}/interaction/${uid}` },
    // Nobody is asked to consent at ProConnect: the service is a public one.
    async loadExistingGrant(ctx) {
      const { provider, session, client, params } = ctx.oidc;
      const grant = new provider.Grant({
        accountId: session?.accountId ?? "",
        clientId: client?.clientId ?? "",
      });
      grant.addOIDCScope(String(params?.scope ?? ""));
      await grant.save();
      return grant;
    },
    findAccount: (_ctx, sub) => {
      const { acr: _acr, ...personne } = personnes.get(sub) ?? { sub, acr: "" };
      return {
        accountId: sub,
        claims: async () => ({
          ...personne,
          uid: sub,
          roles: ["agent_public"],
          organization_label: "Académie",
        }),
      };
    },
    async renderError(ctx, out) {
      ctx.body = page("Erreur de ProConnect (essai)", `<pre>${JSON.stringify(out)}</pre>`);
    },
  };
}

/** Its own form has no button: the page that shows it brings one. */
async function logoutSource(ctx: { body: unknown }, form?: string): Promise<void> {
  ctx.body = page(
    "Déconnexion de ProConnect (essai)",
    form ? `${form}<button form="op.logoutForm" name="logout" value="yes">Se déconnecter</button>` : "",
  );
}

/** Our service, as it is registered there. */
function clientOf(urlPublique: string): NonNullable<Configuration["clients"]>[number] {
  return {
    client_id: CLIENT,
    client_secret: SECRET,
    redirect_uris: [`${urlPublique}/connexion/proconnect/retour`],
    post_logout_redirect_uris: [`${urlPublique}/connexion/proconnect/sortie`],
    response_types: ["code"],
    grant_types: ["authorization_code"],
    token_endpoint_auth_method: "client_secret_post",
    id_token_signed_response_alg: "ES256",
    userinfo_signed_response_alg: "ES256",
  };
}

import { data, type MiddlewareFunction, redirect } from "react-router";
import { tracerVue } from "./acces/assistance/commands.server.ts";
import { isFermeALAssistant } from "./acces/assistance/rules.ts";
import type { Permission } from "./acces/droits/rules.ts";
import { findActorByJetonApi } from "./acces/jetons/queries.server.ts";
import { consignerRefus } from "./acces/refus/commands.server.ts";
import { type Actor, delegationsOf, hasPermission, raisonRefus } from "./acces/rules.ts";
import { etapeSecondFacteur } from "./acces/second-facteur/rules.ts";
import { findActorByJeton, findFermeture, hashJeton } from "./acces/sessions/queries.server.ts";
import { isEnvoiRenforce, isRenforcee } from "./acces/sessions/rules.ts";
import { problem } from "./platform/http/problem.ts";
import { type RequestContext, requestContext } from "./platform/http/request-context.ts";
import type { RouteEntry } from "./platform/http/route-entry.ts";
import { readSessionJeton } from "./platform/http/session-cookie.ts";
import { createThrottle } from "./platform/http/throttle.ts";
import { routeTable } from "./route-table.ts";

/** React Router names the route that matched by its pattern, with or without its first slash. */
const bare = (pattern: string) => pattern.replace(/^\/+/, "");
const ENTRIES = new Map(routeTable.map((entry) => [entry.path, entry]));

/** What every check looks at. */
interface Demande {
  readonly entry: RouteEntry;
  readonly request: Request;
  readonly current: RequestContext;
}

const isReading = ({ method }: Request) => method === "GET" || method === "HEAD";

/**
 * The first gate, before any page: finds the line of the route table that the URL matches and refuses whatever it
 * does not grant. A URL without a line, a method without an audit event, a person without the permission: refused.
 * The order is that of what one may learn: who you are, that it is really you, that it is yours, that it is you now.
 */
export const guard: MiddlewareFunction<Response> = async ({ request, context, pattern }, next) => {
  const current = context.get(requestContext);
  const entry = ENTRIES.get(bare(pattern));
  // No text of the database holds a NUL, and PostgreSQL answers one with an error: such an address leads nowhere.
  if (!entry || !isServed(entry, current) || /%00/.test(request.url)) throw notFound(entry);
  const asked: Demande = { entry, request, current };
  const actor = await findActor(asked);
  context.set(requestContext, {
    ...current,
    actor: actor ?? null,
    delegations: delegationsHere(entry, actor),
  });
  if (entry.permission !== "publique") await refuseUnentitled(asked, actor);
  if (actor?.assistePar) await refuseAssistant(asked, actor, actor.assistePar.agentId);
  if (actor && entry.renforce) refuseUnproven(asked, actor);
  if (!isReading(request) && !entry.audit) throw new Response(null, { status: 405 });
  if (!actor && !isReading(request)) refuseRush(asked);
  if (actor?.assistePar && isReading(request)) await tracerVue(current, { actor, page: entry.path });
  return next();
};

/** The delegations without which this page would be refused: what is written here is written by them. */
function delegationsHere({ permission }: RouteEntry, actor: Actor | undefined): string[] {
  if (!actor || permission === "connecte" || permission === "publique") return [];
  return delegationsOf(actor, permission as Permission);
}

/** Pages for developers exist in development and in a demonstration only. */
function isServed(entry: RouteEntry, { settings }: RequestContext): boolean {
  return !entry.path.startsWith("dev/") || settings.vitrine;
}

/** The reading interface is for programs: a token in a header, and answers that they can read. */
const isInterface = ({ path }: RouteEntry) => path.startsWith("api/");

function notFound(entry: RouteEntry | undefined): Response {
  if (entry && isInterface(entry)) return problem(404, "Cette adresse n'existe pas.");
  return new Response(null, { status: 404 });
}

/** Ten requests a second for a minute: far above a program that reads pages, far below one that has run away. */
const throttle = createThrottle({ limit: 600, windowMs: 60_000 });

async function findActor({ entry, request, current }: Demande): Promise<Actor | undefined> {
  const authorization = request.headers.get("authorization");
  // Whoever presents something in the header is that, or nobody: never the person whose cookie happens to be there.
  if (isInterface(entry) && authorization !== null) return findActorByBearer(authorization, current);
  const jeton = readSessionJeton(request.headers.get("cookie"), current.settings.urlPublique);
  return jeton === undefined ? undefined : findActorByJeton(current, jeton);
}

async function findActorByBearer(authorization: string, current: RequestContext): Promise<Actor | undefined> {
  const bearer = /^Bearer +([\w-]{20,200})$/i.exec(authorization)?.[1];
  const actor = bearer === undefined ? undefined : await findActorByJetonApi(current, bearer);
  if (!bearer || !actor) return undefined;
  const wait = throttle(hashJeton(bearer).toString("base64url"), current.now());
  if (wait === undefined) return actor;
  throw problem(429, `Plus de 600 demandes en une minute avec ce jeton : reprenez dans ${wait} s.`, {
    "Retry-After": String(wait),
  });
}

/**
 * Forms that anybody may send, in one minute and for one page: from one network first, so that a machine that insists
 * stops itself and nobody else (a room of forty people behind one address passes), then from everywhere: a morning when
 * everybody signs in passes. What is tried against one address or one person has its own, narrower brake
 * (app/acces/tentatives).
 */
const rushOfNetwork = createThrottle({ limit: 60, windowMs: 60_000 });
const rush = createThrottle({ limit: 300, windowMs: 60_000 });

function refuseRush({ entry, current }: Demande): void {
  const now = current.now();
  const attente = rushOfNetwork(`${entry.id} ${current.network}`, now) ?? rush(entry.id, now);
  if (attente !== undefined) throw data({ attente }, { status: 429 });
}

async function refuseUnentitled(asked: Demande, actor: Actor | undefined): Promise<void> {
  const { entry } = asked;
  if (!actor && isInterface(entry)) {
    throw problem(
      401,
      "Présentez un jeton en vigueur : en-tête « Authorization: Bearer … ». Il se crée à /jetons.",
    );
  }
  if (!actor) throw await signIn(asked);
  refuseSecondFactorDue(asked, actor);
  if (entry.permission === "connecte" || hasPermission(actor, entry.permission as Permission)) return;
  await recordRefusal(asked, actor.assistePar?.agentId ?? actor.agentId, entry.permission);
  if (isInterface(entry)) throw problem(403, "Ces données ne sont pas ouvertes à votre fonction.");
  const permission = entry.permission as Permission;
  throw data({ permission, ...raisonRefus(permission) }, { status: 403 });
}

/** Where the person was going; a form cannot be gone back to, but its page can. */
const suiteOf = ({ request }: Demande) => {
  const { pathname, search } = new URL(request.url);
  return pathname + search;
};

/** To the sign-in page, which says why when a session of theirs has just ended. */
async function signIn(asked: Demande): Promise<Response> {
  const { request, current } = asked;
  const jeton = readSessionJeton(request.headers.get("cookie"), current.settings.urlPublique);
  const fin = jeton && (await findFermeture(current, jeton));
  const suite = suiteOf(asked);
  const search = new URLSearchParams({
    ...(request.method === "GET" && suite !== "/" ? { suite } : {}),
    ...(fin && fin !== "deconnexion" ? { fin } : {}),
  });
  return redirect(search.size > 0 ? `/connexion?${search}` : "/connexion", 303);
}

function refuseSecondFactorDue(asked: Demande, actor: Actor): void {
  const { entry, request } = asked;
  const etape = etapeSecondFacteur(actor);
  if (etape === "fait" || entry.avantSecondFacteur) return;
  if (isInterface(entry)) throw problem(401, "Cette session attend encore son second facteur.");
  const page = etape === "a_donner" ? "/connexion/second-facteur" : "/second-facteur";
  const suite = suiteOf(asked);
  const going = request.method === "GET" && suite !== "/" ? `?suite=${encodeURIComponent(suite)}` : "";
  throw redirect(page + going, 303);
}

/** What the help desk may do while it sees the service as somebody else: read, and stop. */
const FIN_ASSISTANCE = "acces.assistance.fin";

async function refuseAssistant(asked: Demande, actor: Actor, assistantId: string): Promise<void> {
  const { entry, request } = asked;
  if (entry.id === FIN_ASSISTANCE) return;
  // What a person proves again before it opens is theirs alone, even to be read, and so is what the rule closes.
  if (isReading(request) && !entry.renforce && !isFermeALAssistant(entry.path)) return;
  await recordRefusal(asked, assistantId, "assistance");
  throw data({ assistance: actor.nomComplet }, { status: 403 });
}

/** A sensitive act wants a fresh proof; a form already shown may be sent for longer (isEnvoiRenforce says why). */
function refuseUnproven(asked: Demande, { session }: Actor): void {
  const { request, current } = asked;
  const proven = isReading(request) ? isRenforcee : isEnvoiRenforce;
  if (session && proven(session, current.now())) return;
  const search = new URLSearchParams({
    suite: suiteOf(asked),
    ...(isReading(request) ? {} : { envoi: "interrompu" }),
  });
  throw redirect(`/confirmation?${search}`, 303);
}

/** One line of the journal for one person, one page and one minute: a loop gone wrong must not drown the rest. */
const told = createThrottle({ limit: 1, windowMs: 60_000 });

async function recordRefusal({ entry, current }: Demande, agentId: string, motif: string): Promise<void> {
  current.log.info({ requestId: current.requestId, agent: agentId, route: entry.id }, "accès refusé");
  if (told(`${agentId} ${entry.id}`, current.now()) !== undefined) return;
  await consignerRefus(current, { agentId, routeId: entry.id, motif });
}

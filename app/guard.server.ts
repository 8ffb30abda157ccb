import { type MiddlewareFunction, redirect } from "react-router";
import type { Permission } from "./acces/droits/rules.ts";
import { findActorByJetonApi } from "./acces/jetons/queries.server.ts";
import { type Actor, hasPermission } from "./acces/rules.ts";
import { findActorByJeton, hashJeton } from "./acces/sessions/queries.server.ts";
import { problem } from "./platform/http/problem.ts";
import { type RequestContext, requestContext } from "./platform/http/request-context.ts";
import type { RouteEntry } from "./platform/http/route-entry.ts";
import { readSessionJeton } from "./platform/http/session-cookie.ts";
import { createThrottle } from "./platform/http/throttle.ts";
import { routeTable } from "./route-table.ts";

/** React Router names the route that matched by its pattern, with or without its first slash. */
const bare = (pattern: string) => pattern.replace(/^\/+/, "");
const ENTRIES = new Map(routeTable.map((entry) => [entry.path, entry]));

/**
 * The first gate, before any page: finds the line of the route table that the URL matches and refuses whatever it
 * does not grant. A URL without a line, a method without an audit event, a person without the permission: refused.
 */
export const guard: MiddlewareFunction<Response> = async ({ request, context, pattern }, next) => {
  const current = context.get(requestContext);
  const entry = ENTRIES.get(bare(pattern));
  // No text of the database holds a NUL, and PostgreSQL answers one with an error: such an address leads nowhere.
  if (!entry || !isServed(entry, current) || /%00/.test(request.url)) throw notFound(entry);
  const actor = await findActor(request, entry, current);
  context.set(requestContext, { ...current, actor: actor ?? null });
  refuseUnentitled(entry, actor, request, current);
  refuseAssistant(entry, actor, request);
  if (request.method !== "GET" && request.method !== "HEAD" && !entry.audit) {
    throw new Response(null, { status: 405 });
  }
  return next();
};

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

async function findActor(
  request: Request,
  entry: RouteEntry,
  current: RequestContext,
): Promise<Actor | undefined> {
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

/** What the help desk may do while it sees the service as somebody else: read, and stop. */
const FIN_ASSISTANCE = "acces.assistance.fin";

function refuseAssistant(entry: RouteEntry, actor: Actor | undefined, { method }: Request): void {
  if (!actor?.assistePar || method === "GET" || method === "HEAD" || entry.id === FIN_ASSISTANCE) return;
  throw new Response(null, { status: 403 });
}

function refuseUnentitled(
  entry: RouteEntry,
  actor: Actor | undefined,
  request: Request,
  current: RequestContext,
): void {
  if (entry.permission === "publique") return;
  if (!actor && isInterface(entry)) {
    throw problem(
      401,
      "Présentez un jeton en vigueur : en-tête « Authorization: Bearer … ». Il se crée à /jetons.",
    );
  }
  if (!actor) {
    const { pathname, search } = new URL(request.url);
    const suite =
      request.method === "GET" && pathname !== "/" ? `?suite=${encodeURIComponent(pathname + search)}` : "";
    throw redirect(`/connexion${suite}`, 303);
  }
  if (entry.permission === "connecte" || hasPermission(actor, entry.permission as Permission)) return;
  current.log.info({ requestId: current.requestId, agent: actor.agentId, route: entry.id }, "accès refusé");
  if (isInterface(entry)) throw problem(403, "Ces données ne sont pas ouvertes à votre fonction.");
  throw new Response(null, { status: 403 });
}

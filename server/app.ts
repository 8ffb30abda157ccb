import { randomBytes } from "node:crypto";
import { join } from "node:path";
import * as serverBuild from "virtual:react-router/server-build";
import { serveStatic } from "@hono/node-server/serve-static";
import { Hono, type Context as HonoContext } from "hono";
import { createRequestHandler, RouterContextProvider, type ServerBuild } from "react-router";
import type { Context } from "#app/platform/context.ts";
import { createReadNetwork } from "#app/platform/http/client-network.server.ts";
import { isCrossSite } from "#app/platform/http/csrf.server.ts";
import { maskPath } from "#app/platform/http/mask-path.ts";
import { outageOf } from "#app/platform/http/outage.ts";
import { outageContext } from "#app/platform/http/outage-context.ts";
import { problem } from "#app/platform/http/problem.ts";
import { requestContext } from "#app/platform/http/request-context.ts";
import { readTheme } from "#app/platform/ui/theme.ts";
import { compressResponse } from "./compression.ts";
import { answerFailure, type Failure, withOutage } from "./failure.ts";
import { securityHeaders } from "./security-headers.ts";

/** What the process gives to the application once; the rest is drawn for each request. */
export type AppServices = Omit<Context, "requestId">;

export interface App {
  /** @param peer address at the other end of the connection; a caller inside this process is this machine. */
  fetch(request: Request, peer?: string): Promise<Response>;
}

/** Folder of the browser build, beside the server bundle. While one develops, Vite serves the assets itself. */
const CLIENT_FOLDER = join(import.meta.dirname, "../client");
const A_YEAR = "public, max-age=31536000, immutable";
/** The virtual module is typed without regard to `exactOptionalPropertyTypes` (`basename` may be undefined in it). */
const build = serverBuild as unknown as ServerBuild;
const DEVELOPMENT = import.meta.env.DEV;
/** What React Router says of an error that it does not tell. */
const BARE_ERROR = "Unexpected Server Error";

/** The whole web application, as a function from a request to an answer: tests call it without a socket. */
export function createApp(services: AppServices): App {
  const publicUrl = new URL(services.settings.urlPublique);
  const https = publicUrl.protocol === "https:";
  const handle = createRequestHandler(build, import.meta.env.MODE);
  const readNetwork = createReadNetwork(services.settings.relaisDeConfiance);
  const hono = new Hono<{ Bindings: { peer: string }; Variables: { nonce: string; requestId: string } }>();

  hono.use(async (c, next) => {
    const nonce = randomBytes(16).toString("base64url");
    const requestId = services.newId();
    const start = performance.now();
    c.set("nonce", nonce);
    c.set("requestId", requestId);
    await next();
    for (const [name, value] of securityHeaders(nonce, { https, development: DEVELOPMENT }))
      c.header(name, value);
    c.header("X-Request-Id", requestId);
    const { method, path } = c.req;
    // The path without its parameters: a search may hold a name. Nor its secret, where its last segment is one.
    services.log.info(
      {
        requestId,
        method,
        path: maskPath(path),
        status: c.res.status,
        ms: Math.round(performance.now() - start),
      },
      "requête",
    );
  });

  if (!DEVELOPMENT) {
    const onFound = (_path: string, c: HonoContext) => c.header("Cache-Control", A_YEAR);
    hono.use("/assets/*", serveStatic({ root: CLIENT_FOLDER, precompressed: true, onFound }));
    // An asset of an earlier version is plainly absent: it must not cost a page, nor be kept by a cache.
    hono.all("/assets/*", (c) => c.text("Introuvable", 404, { "Cache-Control": "no-store" }));
  }

  hono.all("*", async (c) => {
    const raw = c.req.raw;
    const refused = refuseInterface(raw.method, c.req.path) ?? refuseMethod(raw.method);
    if (refused) return refused;
    if (!isDecodable(new URL(raw.url).pathname)) {
      const theme = readTheme(raw.headers.get("cookie"));
      return answerFailure(raw, { outage: "demande", requestId: c.get("requestId"), theme });
    }
    if (isCrossSite(raw, publicUrl)) {
      const sentence = "Cette demande vient d’un autre site : elle n’a pas été prise en compte.";
      return c.text(sentence, 403, { "Cache-Control": "no-store" });
    }
    const context = new RouterContextProvider();
    context.set(requestContext, {
      ...services,
      requestId: c.get("requestId"),
      nonce: c.get("nonce"),
      theme: readTheme(raw.headers.get("cookie")),
      network: readNetwork(raw, c.env.peer),
      actor: null,
    });
    const response = await truthful(raw, await handle(atPublicUrl(raw, publicUrl), context), {
      outage: context.get(outageContext),
      requestId: c.get("requestId"),
      theme: readTheme(raw.headers.get("cookie")),
    });
    // Said here: the headers of an answer thrown by a middleware do not outlive the rendering of its page.
    if (response.status === 405) response.headers.set("Allow", "GET, HEAD");
    if (response.status === 429 && !response.headers.has("Retry-After"))
      response.headers.set("Retry-After", "60");
    if (!response.headers.has("Cache-Control")) response.headers.set("Cache-Control", "no-store");
    return compressResponse(raw, response);
  });

  hono.onError((error, c) => {
    services.log.error({ err: error, requestId: c.get("requestId") }, "request failed outside of the pages");
    return answerFailure(c.req.raw, {
      outage: outageOf(error) ?? null,
      requestId: c.get("requestId"),
      theme: readTheme(c.req.raw.headers.get("cookie")),
    });
  });

  return { fetch: async (request, peer = "127.0.0.1") => hono.fetch(request, { peer }) };
}

/**
 * The answer of the pages, unless they failed: what is away is told with its own status, and the bare English text by
 * which React Router ends a resource that failed is told in our words. A page of ours that explains itself stays.
 */
async function truthful(request: Request, response: Response, failure: Failure): Promise<Response> {
  if (response.status < 400) return response;
  const type = response.headers.get("Content-Type") ?? "";
  if (response.status < 500) {
    // A file that does not exist ends there too, in the JSON of an error without words.
    const bare = type.startsWith("application/json") && (await response.clone().text()).includes(BARE_ERROR);
    return bare
      ? answerFailure(request, { ...failure, outage: response.status === 404 ? "absente" : "demande" })
      : response;
  }
  if (type.startsWith("text/x-script"))
    return failure.outage ? withOutage(response, failure.outage) : response;
  return failure.outage || type.startsWith("text/plain") ? answerFailure(request, failure) : response;
}

/**
 * What the reading interface never is, whoever asks: written to, nor read by the scripts of our own pages. Said before
 * the rest, so that a program is told so in its own words.
 */
function refuseInterface(method: string, path: string): Response | undefined {
  if (!/^\/api(?:\/|\.data$|$)/i.test(path)) return undefined;
  if (method !== "GET" && method !== "HEAD") {
    return problem(405, "L'interface se lit, par GET ou HEAD ; elle ne change rien.");
  }
  if (path.endsWith(".data")) return problem(404, "Cette adresse n'existe pas.");
  return undefined;
}

/** No page of ours has such an address, and React Router would write to the console about it. */
function isDecodable(path: string): boolean {
  try {
    // Used, or the build takes the call away as one without effect.
    return decodeURIComponent(path) !== "";
  } catch {
    return false;
  }
}

/** Pages are read, and forms are posted: a route that has an action would take any other method for a form. */
function refuseMethod(method: string): Response | undefined {
  if (method === "GET" || method === "HEAD" || method === "POST") return undefined;
  return new Response(
    "Cette adresse se lit, ou reçoit un formulaire : elle ne connaît pas cette méthode.\n",
    {
      status: 405,
      headers: {
        Allow: "GET, HEAD, POST",
        "Cache-Control": "no-store",
        "Content-Type": "text/plain; charset=utf-8",
      },
    },
  );
}

/**
 * The request as the person's browser sent it: behind a proxy that ends TLS the server sees http and an inner host,
 * and React Router would refuse an https `Origin`. The public URL is a setting; forwarded headers are not believed.
 */
function atPublicUrl(request: Request, publicUrl: URL): Request {
  const url = new URL(request.url);
  if (url.origin === publicUrl.origin) return request;
  return new Request(new URL(url.pathname + url.search, publicUrl), request);
}

import { randomBytes } from "node:crypto";
import { join } from "node:path";
import * as serverBuild from "virtual:react-router/server-build";
import { serveStatic } from "@hono/node-server/serve-static";
import { Hono, type Context as HonoContext } from "hono";
import { createRequestHandler, RouterContextProvider, type ServerBuild } from "react-router";
import type { Context } from "#app/platform/context.ts";
import { isCrossSite } from "#app/platform/http/csrf.server.ts";
import { problem } from "#app/platform/http/problem.ts";
import { requestContext } from "#app/platform/http/request-context.ts";
import { readTheme } from "#app/platform/ui/theme.ts";
import { compressResponse } from "./compression.ts";
import { securityHeaders } from "./security-headers.ts";

/** What the process gives to the application once; the rest is drawn for each request. */
export type AppServices = Omit<Context, "requestId">;

export interface App {
  fetch(request: Request): Promise<Response>;
}

/** Folder of the browser build, beside the server bundle. While one develops, Vite serves the assets itself. */
const CLIENT_FOLDER = join(import.meta.dirname, "../client");
const A_YEAR = "public, max-age=31536000, immutable";
/** The virtual module is typed without regard to `exactOptionalPropertyTypes` (`basename` may be undefined in it). */
const build = serverBuild as unknown as ServerBuild;
const DEVELOPMENT = import.meta.env.DEV;

/** The whole web application, as a function from a request to an answer: tests call it without a socket. */
export function createApp(services: AppServices): App {
  const publicUrl = new URL(services.settings.urlPublique);
  const https = publicUrl.protocol === "https:";
  const handle = createRequestHandler(build, import.meta.env.MODE);
  const hono = new Hono<{ Variables: { nonce: string; requestId: string } }>();

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
    // The path without its parameters: a search may hold a name.
    services.log.info(
      { requestId, method, path, status: c.res.status, ms: Math.round(performance.now() - start) },
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
    const refused = refuseInterface(raw.method, c.req.path);
    if (refused) return refused;
    if (isCrossSite(raw, publicUrl)) {
      return c.text("Cette demande vient d’un autre site : elle n’a pas été prise en compte.", 403);
    }
    const context = new RouterContextProvider();
    context.set(requestContext, {
      ...services,
      requestId: c.get("requestId"),
      nonce: c.get("nonce"),
      theme: readTheme(raw.headers.get("cookie")),
      actor: null,
    });
    const response = await handle(atPublicUrl(raw, publicUrl), context);
    // Said here: the headers of an answer thrown by a middleware do not outlive the rendering of its page.
    if (response.status === 405) response.headers.set("Allow", "GET, HEAD");
    if (!response.headers.has("Cache-Control")) response.headers.set("Cache-Control", "no-store");
    return compressResponse(raw, response);
  });

  hono.onError((error, c) => {
    services.log.error({ err: error, requestId: c.get("requestId") }, "request failed outside of the pages");
    return c.text(`Une erreur inattendue est survenue. Référence à communiquer : ${c.get("requestId")}`, 500);
  });

  return { fetch: async (request) => hono.fetch(request) };
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

/**
 * The request as the person's browser sent it: behind a proxy that ends TLS the server sees http and an inner host,
 * and React Router would refuse an https `Origin`. The public URL is a setting; forwarded headers are not believed.
 */
function atPublicUrl(request: Request, publicUrl: URL): Request {
  const url = new URL(request.url);
  if (url.origin === publicUrl.origin) return request;
  return new Request(new URL(url.pathname + url.search, publicUrl), request);
}

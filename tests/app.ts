import { randomBytes, randomUUID } from "node:crypto";
import { existsSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import type { Fonction } from "#app/acces/fonctions/rules.ts";
import { hashJeton } from "#app/acces/sessions/queries.server.ts";
import { type ModeSession, SESSION_MAX_MS } from "#app/acces/sessions/rules.ts";
import { sessionCookieName } from "#app/platform/http/session-cookie.ts";
import type { App, AppServices } from "#server/app.ts";
import { person } from "./cast.ts";
import { type TestContext, type TestDatabase, testContext } from "./database.ts";

const BUILT = join(import.meta.dirname, "../build/server/index.js");

/** What a page answered, with the body read once. */
export interface Answer {
  readonly status: number;
  readonly headers: Headers;
  readonly body: string;
  /** Path of the redirect, without our origin; null when there is none. */
  readonly location: string | null;
  /** Text of the first `<h1>`. */
  readonly h1: string | undefined;
  /** Text of `<main>`, tags removed and spaces folded. */
  readonly text: string;
}

export type Fields = Readonly<Record<string, string>>;

/** A browser without scripts: keeps cookies, follows nothing, says where its writes come from. */
export interface Client {
  readonly cookies: Map<string, string>;
  get(path: string, headers?: Fields): Promise<Answer>;
  post(path: string, body?: Fields | FormData, headers?: Fields): Promise<Answer>;
  /** Any request, with the cookies and nothing else added. */
  send(path: string, init?: RequestInit): Promise<Answer>;
}

/** How a session of a test was opened. */
export interface SessionOptions {
  /** Proven now: pages of sensitive acts open. */
  readonly renforcee?: boolean;
  /** By default a click in a demonstration, and ProConnect with two factors elsewhere: nothing is owed. */
  readonly mode?: ModeSession;
  readonly facteurs?: readonly string[];
}

export interface TestApp {
  readonly context: TestContext;
  readonly fetch: App["fetch"];
  /** Somebody who is not signed in. */
  anonymous(): Client;
  /** The person of the cast who exercises a function, signed in now. */
  as(fonction: Fonction, options?: SessionOptions): Promise<Client>;
  /** Anybody who has an account, signed in now. */
  signIn(agentId: string, options?: SessionOptions): Promise<Client>;
}

/**
 * The built application on a test database, called without a socket. The bundle is what `npm run build` wrote:
 * tests/run.ts builds it first; by hand, `node server/build.ts` after a change of the application.
 *
 * @example
 * const app = createTestApp(database);
 * const head = await app.as("chef_etablissement");
 * expect((await head.get("/structures")).status).toBe(200);
 */
export function createTestApp(
  database: TestDatabase,
  overrides: Parameters<typeof testContext>[1] = {},
): TestApp {
  const context = testContext(database, overrides);
  const app = loadBuild().createApp(context satisfies AppServices);
  const { urlPublique } = context.settings;
  const open = (cookies: Map<string, string>) => createClient(app, urlPublique, cookies);
  const signIn = async (agentId: string, options: SessionOptions = {}) => {
    const jeton = await insertSession(context, agentId, options);
    return open(new Map([[sessionCookieName(urlPublique), jeton]]));
  };
  return {
    context,
    fetch: app.fetch,
    anonymous: () => open(new Map()),
    as: (fonction, options) => signIn(person(fonction).id, options),
    signIn,
  };
}

/** Read by Node itself: the bundle is what runs in production, and Vite would transform it once more. */
function loadBuild(): typeof import("#server/app.ts") {
  if (!existsSync(BUILT)) throw new Error("The application is not built: run `node server/build.ts`.");
  const before = process.env.NODE_ENV;
  // As server/start.ts does: React reads it when it is loaded.
  process.env.NODE_ENV = "production";
  try {
    return createRequire(import.meta.url)(BUILT) as typeof import("#server/app.ts");
  } finally {
    process.env.NODE_ENV = before;
  }
}

/** Opens a session for any account, whatever the database is; returns its token. */
async function insertSession(
  { db, now, settings }: TestContext,
  agentId: string,
  options: SessionOptions,
): Promise<string> {
  const jeton = randomBytes(32).toString("base64url");
  const mode = options.mode ?? (settings.demonstration ? "demonstration" : "proconnect");
  const proofs = { demonstration: [], lien: ["lien"], proconnect: ["proconnect", "eidas1-mfa"] };
  await db
    .insertInto("session")
    .values({
      empreinte: hashJeton(jeton),
      agent_id: agentId,
      id: randomUUID(),
      mode,
      facteurs: [...(options.facteurs ?? proofs[mode])],
      appareil: "",
      renforcee_le: options.renforcee ? now() : null,
      ouverte_le: now(),
      vue_le: now(),
      expire_le: new Date(now().getTime() + SESSION_MAX_MS),
    })
    .execute();
  return jeton;
}

function createClient(app: App, urlPublique: string, cookies: Map<string, string>): Client {
  const { origin } = new URL(urlPublique);
  const send = async (path: string, init: RequestInit = {}): Promise<Answer> => {
    const headers = new Headers(init.headers);
    if (cookies.size > 0)
      headers.set("Cookie", [...cookies].map(([name, value]) => `${name}=${value}`).join("; "));
    const response = await app.fetch(new Request(new URL(path, urlPublique), { ...init, headers }));
    for (const cookie of response.headers.getSetCookie()) keep(cookies, cookie);
    return readAnswer(response, origin);
  };
  return {
    cookies,
    send,
    get: (path, headers = {}) => send(path, { headers }),
    post: (path, body = {}, headers = {}) =>
      send(path, {
        method: "POST",
        body: body instanceof FormData ? body : new URLSearchParams(body),
        headers: { Origin: origin, ...headers },
      }),
  };
}

function keep(cookies: Map<string, string>, setCookie: string): void {
  const [pair = "", ...attributes] = setCookie.split(";");
  const [name = "", value = ""] = pair.split("=");
  if (value === "" || attributes.some((attribute) => attribute.trim() === "Max-Age=0")) cookies.delete(name);
  else cookies.set(name, value);
}

async function readAnswer(response: Response, origin: string): Promise<Answer> {
  const body = Buffer.from(await response.arrayBuffer()).toString("utf8");
  const location = response.headers.get("Location");
  return {
    status: response.status,
    headers: response.headers,
    body,
    location: location?.startsWith(`${origin}/`) ? location.slice(origin.length) : location,
    h1: textOf(/<h1[^>]*>(.*?)<\/h1>/s.exec(body)?.[1]),
    text: textOf(/<main[^>]*>(.*?)<\/main>/s.exec(body)?.[1]) ?? "",
  };
}

const ENTITIES: Fields = { amp: "&", lt: "<", gt: ">", quot: '"', "#x27": "'" };

/** What a person reads of a piece of HTML: no tags, entities decoded, every run of spaces as one space. */
export function textOf(html: string | undefined): string | undefined {
  return html
    ?.replace(/<!--.*?-->/gs, "")
    .replace(/<[^>]+>/g, " ")
    .replace(/&([^;\s]+);/g, (entity, name: string) => ENTITIES[name] ?? entity)
    .replace(/[\s\u00A0\u202F]+/g, " ")
    .trim();
}

import http, { type IncomingMessage } from "node:http";
import https from "node:https";
import { Echec, echecOfStatus, RELANCER } from "./echec.ts";

/** How the portal is reached. */
export interface Transport {
  /** The only origin that is ever spoken to. */
  readonly origin: string;
  readonly host: string;
  readonly now: () => Date;
  /** A connection that says nothing for that long is given up. */
  readonly idleMs: number;
}

export type Headers = Readonly<Record<string, string>>;

const REDIRECTS_MAX = 5;
const TEXT_MAX_BYTES = 8 * 1024 * 1024;

/**
 * Sends a GET and gives the answer once its headers are there. Follows redirects within the origin, refuses others.
 * Node's own client, not `fetch`: a resumed transfer needs the bytes as they travel, and `fetch` decodes them.
 */
export async function request(
  transport: Transport,
  url: URL,
  headers: Headers = {},
): Promise<IncomingMessage> {
  let target = url;
  for (let redirects = 0; redirects <= REDIRECTS_MAX; redirects++) {
    const response = await send(transport, target, headers);
    const { location } = response.headers;
    if (![301, 302, 303, 307, 308].includes(response.statusCode ?? 0) || location === undefined)
      return response;
    response.destroy();
    target = new URL(location, target);
    if (target.origin !== transport.origin)
      throw new Echec(
        "redirection",
        `${transport.host} renvoie vers une autre adresse (${target.origin}), qui n'est pas suivie : la page de connexion du réseau s'interpose peut-être.`,
        `Ouvrez le site du portail dans un navigateur, puis relancez la même commande.`,
      );
  }
  throw new Echec(
    "redirection",
    `${transport.host} renvoie sans fin d'une adresse à une autre.`,
    `Attendez un peu, puis ${RELANCER}`,
  );
}

function send({ idleMs, host }: Transport, url: URL, headers: Headers): Promise<IncomingMessage> {
  const secure = url.protocol === "https:";
  // Rectorats reach the Internet through a proxy, named by the usual variables.
  const agent = secure
    ? new https.Agent({ proxyEnv: process.env })
    : new http.Agent({ proxyEnv: process.env });
  return new Promise((resolve, reject) => {
    let answer: IncomingMessage | undefined;
    const outgoing = (secure ? https : http).get(
      url,
      {
        agent,
        timeout: idleMs,
        // Ranges count the bytes that travel: compression would make a resumed file a mixture.
        headers: { "user-agent": "Ancrage (npm run telecharger)", "accept-encoding": "identity", ...headers },
      },
      (response) => {
        answer = response;
        resolve(response);
      },
    );
    // Once the answer has begun, whoever reads it must learn why it ends.
    outgoing.on("timeout", () => (answer ?? outgoing).destroy(silence(host, idleMs)));
    outgoing.on("error", (error) => (answer ? answer.destroy(error) : reject(error)));
  });
}

function silence(host: string, idleMs: number): Echec {
  return new Echec(
    "silence",
    `${host} n'envoie plus rien depuis ${Math.max(1, Math.round(idleMs / 1_000))} s.`,
    `Attendez un peu, puis ${RELANCER}`,
  );
}

/** The failure that this answer is; `what` names the dataset. */
export function refusalOf(transport: Transport, response: IncomingMessage, what: string): Echec {
  response.destroy();
  const after = retryAfterMs(response.headers["retry-after"], transport.now());
  return echecOfStatus(response.statusCode ?? 0, transport.host, what, after);
}

/** Seconds or an HTTP date, as RFC 9110 allows. */
function retryAfterMs(text: string | undefined, now: Date): number | undefined {
  if (text === undefined) return undefined;
  if (/^\d{1,9}$/.test(text)) return Number(text) * 1_000;
  const date = Date.parse(text);
  return Number.isNaN(date) ? undefined : Math.max(0, date - now.getTime());
}

/** The whole body of a small JSON answer. */
export async function readJson(transport: Transport, url: URL, what: string): Promise<unknown> {
  const response = await request(transport, url, { accept: "application/json" });
  if (response.statusCode !== 200) throw refusalOf(transport, response, what);
  const parts: Buffer[] = [];
  let size = 0;
  for await (const part of response as AsyncIterable<Buffer>) {
    parts.push(part);
    size += part.length;
    if (size > TEXT_MAX_BYTES) throw unexpected(transport.host, what);
  }
  try {
    return JSON.parse(Buffer.concat(parts).toString("utf8"));
  } catch {
    throw unexpected(transport.host, what);
  }
}

/** The answer is not what the API gives. */
export function unexpected(host: string, what: string): Echec {
  return new Echec(
    "contenu",
    `${host} a répondu autre chose que ${what} : une page de connexion du réseau ou de maintenance s'interpose peut-être.`,
    `Ouvrez le site du portail dans un navigateur, puis relancez la même commande.`,
  );
}

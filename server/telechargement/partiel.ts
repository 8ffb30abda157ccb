import { createWriteStream, rmSync, writeFileSync } from "node:fs";
import { readFile, rm, stat } from "node:fs/promises";
import type { IncomingMessage } from "node:http";
import { Echec, RELANCER } from "./echec.ts";
import { type Headers, refusalOf, request, type Transport, unexpected } from "./transport.ts";

/** What is asked for, and where it lands before it deserves its final name. */
export interface Demande {
  readonly url: URL;
  readonly what: string;
  /** The `.partiel` file; its state stands beside it. */
  readonly path: string;
  /** Date of the data, as the catalogue writes it: a part of other data is no part of these. */
  readonly version: string;
  readonly format: "csv" | "json";
}

/** Kept beside the part, so that another process, after a kill -9, can go on from it. */
interface Etat {
  readonly url: string;
  readonly version: string;
  readonly etag?: string | undefined;
  readonly lastModified?: string | undefined;
}

const BYTES_MAX = 2_000 * 1024 * 1024;
const TYPES: Readonly<Record<Demande["format"], RegExp>> = {
  csv: /^(text\/csv|text\/plain|application\/csv|application\/octet-stream)\b/i,
  json: /^(application\/json|text\/plain|application\/octet-stream)\b/i,
};

const etatOf = (path: string): string => `${path}.source.json`;

/** Removes a part and its state. */
export async function removePartiel(path: string): Promise<void> {
  await rm(path, { force: true });
  await rm(etatOf(path), { force: true });
}

/** Bytes of the part on disk. */
export async function sizeOf(path: string): Promise<number> {
  return (await stat(path).catch(() => undefined))?.size ?? 0;
}

/**
 * Brings the whole file to `path`. Goes on from the bytes already there when the server proves by ETag or Last-Modified
 * that they belong to the same file, and answers 206; starts again otherwise. On return the length is the announced
 * one, when one was announced.
 */
export async function bringPartiel(transport: Transport, demande: Demande): Promise<void> {
  const held = await sizeOf(demande.path);
  const etat = held > 0 ? await readEtat(demande) : undefined;
  const validator = etat && validatorOf(etat);
  if (!etat || validator === undefined) return start(transport, demande);

  const response = await ask(transport, demande, { range: `bytes=${held}-`, "if-range": validator });
  if (response.statusCode === 200) return store(transport, demande, response, 0);
  if (response.statusCode === 206 && isSuite(response, etat, held))
    return store(transport, demande, response, held);
  if (response.statusCode === 416) {
    response.destroy();
    // Killed between the last byte and the renaming: nothing is missing.
    if (totalOf(response) === held && isSame(response, etat)) return;
    return start(transport, demande);
  }
  if (response.statusCode !== 206) throw refusalOf(transport, response, demande.what);
  response.destroy();
  return start(transport, demande);
}

async function start(transport: Transport, demande: Demande): Promise<void> {
  return store(transport, demande, await ask(transport, demande, {}), 0);
}

async function ask(
  transport: Transport,
  { url, format }: Demande,
  headers: Headers,
): Promise<IncomingMessage> {
  return request(transport, url, { accept: format === "csv" ? "text/csv" : "application/json", ...headers });
}

/** Writes the body after `offset` bytes of the part. */
async function store(
  transport: Transport,
  demande: Demande,
  response: IncomingMessage,
  offset: number,
): Promise<void> {
  const { headers, statusCode } = response;
  if (statusCode !== 200 && statusCode !== 206) throw refusalOf(transport, response, demande.what);
  const encoded = (headers["content-encoding"] ?? "identity") !== "identity";
  if (encoded || !TYPES[demande.format].test(headers["content-type"] ?? "application/octet-stream")) {
    response.destroy();
    throw unexpected(transport.host, demande.what);
  }
  // At once, without awaiting: bytes that arrive before somebody listens would be lost at a cut.
  if (offset === 0) beginEtat(demande, response);
  const announced = offset + Number(headers["content-length"] ?? Number.NaN);
  if (announced > BYTES_MAX) {
    response.destroy();
    throw unexpected(transport.host, demande.what);
  }
  await append(transport, demande, response, offset);
  const received = await sizeOf(demande.path);
  if (!Number.isNaN(announced) && received !== announced)
    throw new Echec(
      "incomplet",
      `${transport.host} a annoncé ${announced} octets pour ${demande.what} et en a donné ${received}.`,
      `Attendez un peu, puis ${RELANCER}`,
    );
}

/**
 * Writes the body as it arrives. By events and not by `pipeline`, which throws away at a cut what has arrived and is not
 * written yet: those bytes are what a resumed transfer saves.
 */
function append(
  { host }: Transport,
  { path, what }: Demande,
  response: IncomingMessage,
  offset: number,
): Promise<void> {
  // Flushed before closing: a file gets its final name only once it is on the disk.
  const file = createWriteStream(path, { flags: offset === 0 ? "w" : "a", flush: true });
  let size = offset;
  let cause: unknown;
  return new Promise((resolve, reject) => {
    response.on("data", (part: Buffer) => {
      size += part.length;
      // A server that never ends must not fill the disk.
      if (size > BYTES_MAX) response.destroy(unexpected(host, what));
      else if (!file.write(part)) {
        response.pause();
        file.once("drain", () => response.resume());
      }
    });
    response.on("error", (error) => {
      cause = error;
    });
    response.on("close", () => {
      if (!response.complete) cause ??= Object.assign(new Error("cut"), { code: "ECONNRESET" });
      file.end();
    });
    file.on("error", (error) => {
      response.destroy();
      reject(error);
    });
    file.on("close", () => (cause === undefined ? resolve() : reject(cause)));
  });
}

async function readEtat({ path, url, version }: Demande): Promise<Etat | undefined> {
  try {
    const etat = JSON.parse(await readFile(etatOf(path), "utf8")) as Etat;
    return etat.url === url.href && etat.version === version ? etat : undefined;
  } catch {
    return undefined;
  }
}

/** The state of another file must never stand beside the bytes of this one: the bytes go first. */
function beginEtat({ path, url, version }: Demande, { headers }: IncomingMessage): void {
  const etat: Etat = { url: url.href, version, etag: headers.etag, lastModified: headers["last-modified"] };
  rmSync(path, { force: true });
  writeFileSync(etatOf(path), JSON.stringify(etat));
}

/** RFC 9110 § 13.1.5: If-Range takes a strong ETag or a date, never a weak ETag. */
function validatorOf({ etag, lastModified }: Etat): string | undefined {
  return etag?.startsWith('"') ? etag : lastModified;
}

function isSame({ headers }: IncomingMessage, { etag, lastModified }: Etat): boolean {
  return etag === undefined ? headers["last-modified"] === lastModified : headers.etag === etag;
}

/** Whether this 206 is the rest of what we hold, whatever the server made of If-Range. */
function isSuite(response: IncomingMessage, etat: Etat, held: number): boolean {
  const range = /^bytes (\d+)-/.exec(response.headers["content-range"] ?? "");
  return Number(range?.[1]) === held && isSame(response, etat);
}

function totalOf({ headers }: IncomingMessage): number {
  return Number(/^bytes \*\/(\d+)$/.exec(headers["content-range"] ?? "")?.[1] ?? Number.NaN);
}

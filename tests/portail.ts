import { createHash } from "node:crypto";
import { once } from "node:events";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";

type Ligne = Readonly<Record<string, string | null>>;

/** A dataset of the local portal. */
export interface JeuSimule {
  readonly id: string;
  readonly titre?: string;
  readonly champs: readonly { readonly name: string; readonly label: string; readonly type: string }[];
  readonly lignes: readonly Ligne[];
  readonly donneesLe: string | null;
  /** What the catalogue announces, when it is not the number of lines. */
  readonly annoncees?: number;
  /** What the server gives to recognise a file; the real portal often gives nothing. */
  readonly validateur?: "etag" | "etag_faible" | "date" | "aucun";
  /** Whether it honours Range. */
  readonly reprise?: boolean;
}

export interface Recue {
  readonly chemin: string;
  readonly url: URL;
  readonly range: string | undefined;
  readonly ifRange: string | undefined;
}

type Reponse = (response: ServerResponse, body: Buffer, headers: Record<string, string>) => void;

export interface PortailLocal {
  readonly origin: string;
  readonly recues: Recue[];
  /** Publishes a dataset, or replaces it. */
  publier(jeu: JeuSimule): void;
  /** The next answers whose path contains `part` are these, one each; then the portal answers as usual. */
  repondre(part: string, ...reponses: readonly Reponse[]): void;
  close(): Promise<void>;
}

const API = "/api/explore/v2.1/catalog/datasets/";
const LAST_MODIFIED = "Wed, 30 Sep 2026 08:00:00 GMT";

/** A real HTTP server on the loopback that answers in the formats of Explore API v2.1, well or badly. */
export async function startPortail(...jeux: readonly JeuSimule[]): Promise<PortailLocal> {
  const published = new Map(jeux.map((jeu) => [jeu.id, jeu]));
  const planned: { part: string; reponse: Reponse }[] = [];
  const recues: Recue[] = [];
  const server = createServer((request, response) => {
    const url = new URL(request.url ?? "", origin);
    const { range } = request.headers;
    const ifRange = request.headers["if-range"] as string | undefined;
    recues.push({ chemin: url.pathname, url, range, ifRange });
    const [id = "", ...rest] = url.pathname.slice(API.length).split("/");
    const jeu = published.get(id);
    const index = planned.findIndex(({ part }) => url.pathname.includes(part));
    const reponse = planned[index]?.reponse;
    if (index >= 0) planned.splice(index, 1);
    if (!jeu || !url.pathname.startsWith(API)) {
      if (reponse) return reponse(response, Buffer.alloc(0), {});
      return sendJson(response, { error_code: "DatasetNotFoundError", message: "Unknown dataset" }, 404);
    }
    if (rest[0] !== "exports") {
      if (reponse) return reponse(response, Buffer.alloc(0), {});
      return sendJson(response, rest[0] === "records" ? recordsOf(jeu, url) : ficheOf(jeu));
    }
    const body = bodyOf(jeu, rest[1] ?? "", url);
    const headers = headersOf(jeu, rest[1] ?? "", body);
    if (reponse) return reponse(response, body, headers);
    sendBody(jeu, request, response, body, headers);
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return {
    origin,
    recues,
    publier: (jeu) => published.set(jeu.id, jeu),
    repondre: (part, ...reponses) => planned.push(...reponses.map((reponse) => ({ part, reponse }))),
    close: async () => {
      server.closeAllConnections();
      server.close();
      await once(server, "close");
    },
  };
}

function sendJson(response: ServerResponse, content: unknown, status = 200): void {
  response.writeHead(status, { "content-type": "application/json; charset=utf-8" });
  response.end(JSON.stringify(content));
}

function ficheOf({ id, titre, champs, lignes, donneesLe, annoncees }: JeuSimule) {
  const title = titre ?? `Jeu ${id}`;
  return {
    dataset_id: id,
    has_records: true,
    data_visible: true,
    fields: champs.map((champ) => ({ ...champ, description: null, annotations: {} })),
    metas: {
      default: {
        title,
        description: "<p>…</p>",
        publisher: "Ministère de l'Éducation nationale (DEPP)",
        license: "Licence Ouverte v2.0 (Etalab)",
        license_url: "https://www.etalab.gouv.fr/licence-ouverte-open-licence",
        modified: donneesLe,
        data_processed: donneesLe,
        records_count: annoncees ?? lignes.length,
      },
    },
  };
}

/** Knows the clauses `a="x" or a="y"`. */
function kept({ lignes, champs }: JeuSimule, url: URL): readonly Ligne[] {
  const where = url.searchParams.get("where");
  if (where === null) return lignes;
  const terms = where.split(" or ").map((term) => /^([a-z_0-9]+)=(?:"([^"]*)"|(\d+))$/.exec(term));
  // A clause that the portal would refuse keeps nothing here: the test that sent it sees an empty file.
  if (terms.some((term) => !champs.some(({ name }) => name === term?.[1]))) return [];
  return lignes.filter((ligne) => terms.some((term) => ligne[term?.[1] ?? ""] === (term?.[2] ?? term?.[3])));
}

function recordsOf(jeu: JeuSimule, url: URL) {
  const results = kept(jeu, url);
  return { total_count: results.length, results: results.slice(0, Number(url.searchParams.get("limit"))) };
}

function bodyOf(jeu: JeuSimule, format: string, url: URL): Buffer {
  const lignes = kept(jeu, url);
  if (format === "json") return Buffer.from(JSON.stringify(lignes));
  const labels = url.searchParams.get("use_labels") === "true";
  const delimiter = url.searchParams.get("delimiter") ?? ";";
  const cell = (text: string | null | undefined) =>
    /[";\n]/.test(text ?? "") ? `"${text?.replaceAll('"', '""')}"` : (text ?? "");
  const header = jeu.champs.map(({ name, label }) => cell(labels ? label : name));
  const rows = lignes.map((ligne) => jeu.champs.map(({ name }) => cell(ligne[name])));
  const text = [header, ...rows].map((row) => `${row.join(delimiter)}\r\n`).join("");
  return Buffer.from(labels ? `\uFEFF${text}` : text);
}

function headersOf({ validateur }: JeuSimule, format: string, body: Buffer): Record<string, string> {
  const tag = `"${createHash("sha1").update(body).digest("hex")}"`;
  return {
    "content-type": format === "json" ? "application/json; charset=utf-8" : "text/csv; charset=utf-8",
    ...(validateur === "etag" ? { etag: tag } : {}),
    ...(validateur === "etag_faible" ? { etag: `W/${tag}` } : {}),
    ...(validateur === "date" ? { "last-modified": LAST_MODIFIED } : {}),
  };
}

function sendBody(
  { reprise }: JeuSimule,
  { headers: asked }: IncomingMessage,
  response: ServerResponse,
  body: Buffer,
  headers: Record<string, string>,
): void {
  const from = Number(/^bytes=(\d+)-$/.exec(asked.range ?? "")?.[1] ?? 0);
  const same = [headers.etag, headers["last-modified"]].includes(asked["if-range"] as string | undefined);
  if (!reprise || from === 0 || !same) {
    // The real exports are written as they are computed: no length, pieces.
    response.writeHead(200, headers);
    response.end(body);
  } else if (from >= body.length) {
    response.writeHead(416, { ...headers, "content-range": `bytes */${body.length}` });
    response.end();
  } else {
    const part = body.subarray(from);
    response.writeHead(206, {
      ...headers,
      "content-range": `bytes ${from}-${body.length - 1}/${body.length}`,
      "content-length": String(part.length),
    });
    response.end(part);
  }
}

/** Gives the first bytes, then breaks the connection. */
export const coupe =
  (bytes: number): Reponse =>
  (response, body, headers) => {
    response.writeHead(200, { ...headers, "content-length": String(body.length) });
    response.write(body.subarray(0, bytes), () => response.destroy());
  };

/** Gives the first bytes, then nothing more, without closing. */
export const setait =
  (bytes: number): Reponse =>
  (response, body, headers) => {
    response.writeHead(200, { ...headers, "content-length": String(body.length) });
    response.write(body.subarray(0, bytes));
  };

export const statut =
  (status: number, headers: Record<string, string> = {}, body = ""): Reponse =>
  (response) => {
    response.writeHead(status, headers);
    response.end(body);
  };

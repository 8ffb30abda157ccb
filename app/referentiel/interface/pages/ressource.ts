import { createHash } from "node:crypto";
import { getActor } from "#app/acces/queries.server.ts";
import { csvLine } from "#app/platform/files/csv-line.ts";
import type { FileCell } from "#app/platform/files/written-sheet.ts";
import { problem } from "#app/platform/http/problem.ts";
import { type RequestContext, requestContext } from "#app/platform/http/request-context.ts";
import type { Ligne, PageLignes } from "../lecture/queries.server.ts";
import { listPage } from "../queries.server.ts";
import type { Ressource } from "../ressource/rules.ts";
import { findRessource, type NomRessource, RESSOURCES } from "../rules.ts";
import { readParametres } from "../schema.ts";
import type { Route } from "./+types/ressource.ts";

/** One page of a resource of the reading interface, in JSON or CSV; the line of the route table names the resource. */
export async function loader({ request, context, pattern }: Route.LoaderArgs) {
  const current = context.get(requestContext);
  const nom = findRessource(pattern.replace(/^\/+/, ""));
  if (!nom) throw new Error(`no resource for ${pattern}`);
  try {
    return await answer(request, current, nom);
  } catch (error) {
    if (error instanceof Response || request.signal.aborted) throw error;
    current.log.error({ err: error, requestId: current.requestId, ressource: nom }, "request failed");
    throw problem(500, `Une erreur inattendue est survenue. Référence à communiquer : ${current.requestId}`);
  }
}

async function answer(request: Request, current: RequestContext, nom: NomRessource): Promise<Response> {
  const url = new URL(request.url);
  const ressource: Ressource = RESSOURCES[nom];
  const read = readParametres(ressource, url.searchParams);
  if ("probleme" in read) throw problem(400, read.probleme);
  const { format } = read.parametres;
  const page = await listPage[nom](current, getActor(current), read.parametres);
  const suivante =
    page.suivante && hrefSuivante(`/api/v1/${nom}`, url, page.suivante, current.settings.urlPublique);
  const body = format === "csv" ? toCsv(ressource, page) : toJson(page, suivante);
  return conditional(request, body, format, suivante);
}

function hrefSuivante(path: string, { search }: URL, repere: string, urlPublique: string): string {
  const next = new URL(path + search, urlPublique);
  next.searchParams.set("apres", repere);
  return next.href;
}

function toJson({ lignes }: PageLignes, suivante: string | undefined): string {
  return JSON.stringify({ donnees: lignes, suivante: suivante ?? null });
}

function toCsv({ colonnes }: Ressource, { lignes }: PageLignes): string {
  const names = colonnes.map(({ nom }) => nom);
  return [
    csvLine(names),
    ...lignes.map((ligne) => csvLine(names.map((name) => cellOf(ligne[name] ?? null)))),
  ].join("");
}

function cellOf(value: Ligne[string]): FileCell {
  if (value instanceof Date) return value.toISOString();
  return typeof value === "object" && value !== null ? value.join(" ") : value;
}

const TYPES = { json: "application/json; charset=utf-8", csv: "text/csv; charset=utf-8" } as const;

/**
 * 304 when the client already holds this very answer. The tag is that of the content, rights and secrecy included, and
 * of the address of the next page; it is a weak one, since the same content travels compressed in several ways.
 */
function conditional(
  request: Request,
  body: string,
  format: keyof typeof TYPES,
  suivante: string | undefined,
): Response {
  const hash = createHash("sha256")
    .update(`${format}\n${suivante ?? ""}\n`)
    .update(body);
  const etag = `W/"${hash.digest("base64url").slice(0, 27)}"`;
  const headers = new Headers({
    ETag: etag,
    "Cache-Control": "private, no-cache",
    Vary: "Authorization, Cookie",
  });
  if (suivante) headers.set("Link", `<${suivante}>; rel="next"`);
  const held = (request.headers.get("if-none-match") ?? "").split(",").map((tag) => tag.trim());
  if (held.some((tag) => tag === "*" || tag === etag || `W/${tag}` === etag))
    return new Response(null, { status: 304, headers });
  headers.set("Content-Type", TYPES[format]);
  return new Response(body, { headers });
}

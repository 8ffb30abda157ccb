import { createHash } from "node:crypto";
import { getActor } from "#app/acces/queries.server.ts";
import { csvLine } from "#app/platform/files/csv-line.ts";
import type { FileCell } from "#app/platform/files/written-sheet.ts";
import { problem } from "#app/platform/http/problem.ts";
import { requestContext } from "#app/platform/http/request-context.ts";
import { type Ligne, listPage, type PageLignes } from "../queries.server.ts";
import { type NomRessource, RESSOURCES, type Ressource } from "../rules.ts";
import { type Parametres, parametresSchema } from "../schema.ts";
import type { Route } from "./+types/ressource.ts";

/** One page of a resource of the reading interface, in JSON or CSV; the last word of the address names the resource. */
export async function loader({ request, context }: Route.LoaderArgs) {
  const current = context.get(requestContext);
  const url = new URL(request.url);
  const nom = url.pathname.split("/").at(-1) as NomRessource;
  const ressource: Ressource = RESSOURCES[nom];
  const parametres = readParametres(ressource, url.searchParams);
  const page = await listPage[nom](current.db, getActor(current), parametres);
  const suivante =
    page.suivante === undefined ? undefined : hrefSuivante(url, page.suivante, current.settings.urlPublique);
  const body = parametres.format === "csv" ? toCsv(ressource, page) : toJson(page, suivante);
  return conditional(request, body, parametres.format, suivante);
}

/** Parameters of the address, or a 400 that names the first one that is not understood. */
function readParametres(ressource: Ressource, params: URLSearchParams): Parametres {
  const known = [...ressource.parametres.map(({ nom }) => nom), "limite", "apres", "format"];
  const given = [...params].filter(([, value]) => value !== "");
  const unknown = given.find(([name]) => !known.includes(name));
  if (unknown) {
    throw problem(
      400,
      `Le paramètre « ${unknown[0].slice(0, 40)} » n'existe pas ici. Connus : ${known.join(", ")}.`,
    );
  }
  const read = parametresSchema.safeParse(Object.fromEntries(given));
  if (!read.success) throw problem(400, read.error.issues[0]?.message ?? "Demande mal formée.");
  const missing = ressource.parametres.find(
    ({ nom, obligatoire }) => obligatoire && read.data[nom as keyof Parametres] === undefined,
  );
  if (missing) throw problem(400, `Le paramètre « ${missing.nom} » est attendu. ${missing.description}`);
  if (ressource.chemin === "valeurs" && read.data.indicateur === undefined && read.data.uai === undefined)
    throw problem(
      400,
      "Précisez « indicateur » ou « uai » : toutes les valeurs à la fois seraient trop nombreuses.",
    );
  return read.data;
}

function hrefSuivante(url: URL, repere: string, urlPublique: string): string {
  const next = new URL(url.pathname + url.search, urlPublique);
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

/** 304 when the client already holds this very answer. The tag is that of the content: rights and secrecy are in it. */
function conditional(
  request: Request,
  body: string,
  format: keyof typeof TYPES,
  suivante: string | undefined,
): Response {
  const etag = `"${createHash("sha256").update(body).digest("base64url").slice(0, 27)}"`;
  const headers = new Headers({
    ETag: etag,
    "Cache-Control": "private, no-cache",
    Vary: "Authorization, Cookie",
  });
  if (suivante) headers.set("Link", `<${suivante}>; rel="next"`);
  const held = (request.headers.get("if-none-match") ?? "")
    .split(",")
    .map((tag) => tag.trim().replace(/^W\//, ""));
  if (held.includes(etag)) return new Response(null, { status: 304, headers });
  headers.set("Content-Type", TYPES[format]);
  return new Response(body, { headers });
}

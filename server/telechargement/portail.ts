import { isLoopback } from "#app/platform/env/settings.ts";
import { StartRefusal } from "#app/platform/env/start-refusal.ts";
import { z } from "#app/platform/form/zod.ts";
import type { JeuDuPortail } from "#app/referentiel/imports/datasets/portail.ts";
import type { Champ } from "./perimetre.ts";
import { readJson, type Transport, unexpected } from "./transport.ts";

const PORTAIL = "https://data.education.gouv.fr";
const API = "/api/explore/v2.1/catalog/datasets";

/** The origin of the portal, from `ANCRAGE_PORTAIL`; http only on this very machine, for a local copy. */
export function readPortail(text: string | undefined): URL {
  const url = URL.parse(text || PORTAIL);
  const name = url?.hostname.replace(/^\[|\]$/g, "") ?? "";
  const plain = url?.pathname === "/" && !url.search && !url.hash && !url.username && !url.password;
  if (!url || !plain || (url.protocol !== "https:" && !(url.protocol === "http:" && isLoopback(name))))
    throw new StartRefusal(
      `La variable ANCRAGE_PORTAIL vaut « ${text} » ; il faut l'adresse d'un portail en https, sans chemin, par exemple ${PORTAIL}. Corrigez-la, ou retirez-la pour garder la valeur par défaut.`,
    );
  return url;
}

const texte = z.string().max(20_000).nullish();
const nombre = z.number().int().min(0).nullish();

const metadataSchema = z.object({
  fields: z
    .array(z.object({ name: z.string().max(500), label: texte, type: z.string().max(100) }))
    .max(2_000),
  metas: z.object({
    default: z.object({
      title: texte,
      publisher: texte,
      license: texte,
      license_url: texte,
      modified: texte,
      data_processed: texte,
      records_count: nombre,
    }),
  }),
});
const countSchema = z.object({ total_count: z.number().int().min(0) });

/** What the catalogue says of a dataset. */
export interface Fiche {
  readonly titre: string;
  readonly producteur: string | null;
  readonly licence: string | null;
  readonly licenceUrl: string | null;
  /** When the data changed last, as the portal writes it; null when it says nothing. */
  readonly donneesLe: string | null;
  readonly modifieLe: string | null;
  readonly lignes: number | null;
  readonly champs: readonly (Champ & { readonly label: string })[];
}

export async function readFiche(transport: Transport, { id, libelle }: JeuDuPortail): Promise<Fiche> {
  const what = `la fiche du jeu ${id}`;
  const parsed = metadataSchema.safeParse(
    await readJson(transport, new URL(`${API}/${id}`, transport.origin), `le jeu ${id}`),
  );
  if (!parsed.success) throw unexpected(transport.host, what);
  const { fields, metas } = parsed.data;
  const meta = metas.default;
  return {
    titre: meta.title ?? libelle,
    producteur: meta.publisher ?? null,
    licence: meta.license ?? null,
    licenceUrl: meta.license_url ?? null,
    donneesLe: meta.data_processed ?? null,
    modifieLe: meta.modified ?? null,
    lignes: meta.records_count ?? null,
    champs: fields.map(({ name, label, type }) => ({ name, label: label ?? name, type })),
  };
}

/** Lines that a clause keeps, according to the portal. */
export async function countLignes(transport: Transport, id: string, where: string): Promise<number> {
  const url = new URL(`${API}/${id}/records`, transport.origin);
  url.search = new URLSearchParams({ where, limit: "1" }).toString();
  const parsed = countSchema.safeParse(await readJson(transport, url, `le jeu ${id}`));
  if (!parsed.success) throw unexpected(transport.host, `le nombre de lignes du jeu ${id}`);
  return parsed.data.total_count;
}

export interface Export {
  readonly id: string;
  readonly format: "csv" | "json";
  /** Headers in plain French rather than technical names (CSV only). */
  readonly libelles: boolean;
  readonly where: string | undefined;
}

export function exportUrl({ origin }: Transport, { id, format, libelles, where }: Export): URL {
  const url = new URL(`${API}/${id}/exports/${format}`, origin);
  const query = new URLSearchParams({ lang: "fr", timezone: "Europe/Paris" });
  if (format === "csv") {
    query.set("use_labels", String(libelles));
    query.set("delimiter", ";");
  }
  if (where !== undefined) query.set("where", where);
  url.search = query.toString();
  return url;
}

/** The page where a person reads about the dataset. */
export function pageUrl({ origin }: Transport, id: string): string {
  return new URL(`/explore/dataset/${id}/`, origin).href;
}

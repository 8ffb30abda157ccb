import { z } from "#app/platform/form/zod.ts";
import { FAMILLES, type Famille } from "../../rules.ts";
import { DIFFUSIONS, type Diffusion, NATURES, type Nature, type Notice } from "./rules.ts";

const keysOf = <K extends string>(record: Readonly<Record<K, string>>) => Object.keys(record) as [K, ...K[]];
const texte = z.string().trim().max(2_000).default("");
const nombre = z
  .string()
  .trim()
  .regex(/^[+-]?\d+([.,]\d+)?$/, "Écrivez un nombre.")
  .transform((text) => Number(text.replace(",", ".")));
const code = z
  .string()
  .regex(/^[a-z][a-z0-9_]{1,60}$/)
  .optional();

export const noticeSchema = z.object({
  academie: z.string().max(3).optional(),
  libelle: z.string().trim().min(3).max(200),
  libelleCourt: z.string().trim().min(2).max(40),
  definition: z.string().trim().min(10).max(2_000),
  lecture: texte,
  population: texte,
  bruit: texte,
  biais: texte,
  comparaisons: texte,
  source: z.string().trim().min(3).max(300),
  unite: z.string().trim().max(30).default(""),
  decimales: z.number().int().min(0).max(4),
  famille: z.enum(keysOf(FAMILLES)),
  nature: z.enum(keysOf(NATURES)),
  diffusion: z.enum(["interne", "rh"]),
  minimum: nombre,
  maximum: nombre,
  compte: z.literal("on").optional(),
  poidsCode: code,
  denominateurCode: code,
  seuilPublication: z.number().int().min(1).max(1_000).optional(),
});
type NoticeTapee = z.output<typeof noticeSchema>;

/** A notice as typed: what is left empty is none. */
export function noticeOf(typed: NoticeTapee): Notice {
  const { academie: _academie, compte, poidsCode, denominateurCode, seuilPublication, ...texts } = typed;
  return {
    ...texts,
    compte: compte === "on",
    poidsCode: poidsCode ?? null,
    denominateurCode: denominateurCode ?? null,
    seuilPublication: seuilPublication ?? null,
  };
}

export const retraitIndicateurSchema = z.object({});

/** What one narrows the dictionary by. */
export interface FiltresDictionnaire {
  readonly q: string;
  readonly famille: Famille | undefined;
  readonly diffusion: Diffusion | undefined;
  readonly nature: Nature | undefined;
  readonly jeu: string | undefined;
}

export const NOMS_FILTRES = ["q", "famille", "diffusion", "nature", "jeu"] as const;

export function readFiltresDictionnaire(params: URLSearchParams): FiltresDictionnaire {
  const choice = <K extends string>(name: string, record: Readonly<Record<K, string>>) => {
    const value = params.get(name);
    return value !== null && Object.hasOwn(record, value) ? (value as K) : undefined;
  };
  return {
    q: (params.get("q") ?? "").trim().slice(0, 100),
    famille: choice("famille", FAMILLES),
    diffusion: choice("diffusion", DIFFUSIONS),
    nature: choice("nature", NATURES),
    jeu: params.get("jeu")?.slice(0, 60) || undefined,
  };
}

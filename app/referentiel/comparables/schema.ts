import { z } from "#app/platform/form/zod.ts";
import { BORNES, type Entree, type Poids, REGLAGES_PAR_DEFAUT, type Reglages } from "./rules.ts";

const DEFAUT = REGLAGES_PAR_DEFAUT;

/** Spelt with a comma or a point. */
const decimal = z
  .string()
  .transform((text) => Number(text.replace(",", ".")))
  .pipe(z.number().min(BORNES.calibre[0]).max(BORNES.calibre[1]));

const poids = (entree: Entree) =>
  z
    .enum(["0", "1", "2"])
    .transform((text) => Number(text) as Poids)
    .catch(DEFAUT.poids[entree]);

/** Settings of the comparables, from the URL. What nobody offered is ignored: a URL is typed by anybody. */
const schema = z.object({
  nombre: z.coerce.number().int().min(BORNES.nombre[0]).max(BORNES.nombre[1]).catch(DEFAUT.nombre),
  calibre: decimal.catch(DEFAUT.calibre),
  secteur: z.enum(["meme", "tous"]).catch(DEFAUT.secteur),
  academie: z.enum(["meme", "toutes"]).catch(DEFAUT.academie),
  ips: poids("ips"),
  heterogeneite: poids("heterogeneite"),
  effectif: poids("effectif"),
  eloignement: poids("eloignement"),
  densite: poids("densite"),
  annee: z.coerce.number().int().min(1980).max(2100).optional().catch(undefined),
  axe: z.enum(["heterogeneite", "effectif", "eloignement"]).catch("effectif"),
});

export interface Demande {
  readonly reglages: Reglages;
  /** School year of the values compared; the latest of each indicator by default. */
  readonly annee: number | undefined;
  /** Input drawn beside the IPS. */
  readonly axe: "heterogeneite" | "effectif" | "eloignement";
}

export function readDemande(params: URLSearchParams): Demande {
  const { nombre, calibre, secteur, academie, annee, axe, ...poidsLus } = schema.parse(
    Object.fromEntries([...params].filter(([, value]) => value !== "")),
  );
  return { reglages: { nombre, calibre, secteur, academie, poids: poidsLus }, annee, axe };
}

import { z } from "#app/platform/form/zod.ts";
import { LIMITE_MAX, LIMITE_PAR_DEFAUT } from "./rules.ts";

const code = (pattern: RegExp, attendu: string) => z.string().regex(pattern, { error: attendu }).optional();

/** Parameters of every resource; those that a resource does not declare are refused before. */
export const parametresSchema = z.object({
  uai: code(/^\d{7}[A-Z]$/, "« uai » attend sept chiffres et une lettre, comme 0720902P."),
  type: code(/^[a-z_]{1,30}$/, "« type » attend un code comme college ou lp."),
  secteur: code(/^[a-z_]{1,30}$/, "« secteur » attend un code comme public."),
  etat: code(/^[a-z_]{1,30}$/, "« etat » attend un code comme ouvert."),
  statut_ep: code(/^[a-z_]{1,30}$/, "« statut_ep » attend hors_ep, rep ou rep_plus."),
  academie: code(/^\d{2}$/, "« academie » attend deux chiffres, comme 17."),
  departement: code(/^(\d{2,3}|2[AB])$/, "« departement » attend un code comme 72, 2A ou 971."),
  circonscription: code(/^[\w-]{1,60}$/, "« circonscription » attend un code de l'annuaire."),
  commune: code(/^[0-9AB]{5}$/, "« commune » attend un code Insee de cinq caractères."),
  indicateur: code(/^[a-z][a-z0-9_]{1,60}$/, "« indicateur » attend un code du dictionnaire, comme ips."),
  niveau: code(/^[a-z]{1,20}$/, "« niveau » attend un mot comme departement."),
  territoire: code(/^[\w-]{1,60}$/, "« territoire » attend un code de territoire."),
  dans: code(/^[\w-]{1,60}$/, "« dans » attend un code de territoire."),
  annee: z.coerce
    .number({ error: "« annee » attend une année de rentrée, comme 2024." })
    .int("« annee » attend une année de rentrée, comme 2024.")
    .min(1980, "« annee » commence à 1980.")
    .max(2100, "« annee » s'arrête à 2100.")
    .optional(),
  limite: z.coerce
    .number({ error: "« limite » attend un nombre de lignes." })
    .int("« limite » attend un nombre entier de lignes.")
    .min(1, "« limite » vaut au moins 1.")
    .max(LIMITE_MAX, `« limite » vaut ${LIMITE_MAX} au plus.`)
    .default(LIMITE_PAR_DEFAUT),
  apres: z.string().max(400, "« apres » reprend le repère donné par la page précédente.").optional(),
  format: z.enum(["json", "csv"], { error: "« format » attend json ou csv." }).default("json"),
});
export type Parametres = z.output<typeof parametresSchema>;

/** Keys of the last row of a page, carried to the next one; undefined when it is none of ours. */
export function readRepere(apres: string | undefined, parts: number): string[] | undefined {
  if (apres === undefined) return undefined;
  const keys = apres.split("~");
  return keys.length === parts ? keys : undefined;
}

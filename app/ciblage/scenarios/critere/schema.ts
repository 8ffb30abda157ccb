import { z } from "#app/platform/form/zod.ts";
import {
  BASES_QUANTILE,
  type Critere,
  MARQUES,
  ROLES_CRITERE,
  SENS,
  type Sens,
  type Seuil,
} from "../../regles/rules.ts";
import { anneeChoisie, codeIndicateur, keysOf, nombreSaisi } from "../../regles/schema.ts";
import { MOTIFS_CIBLAGE } from "../../rules.ts";
import { version } from "../schema.ts";

export const GENRES_CRITERE = {
  indicateur: "Un indicateur",
  marque: "Un fait sur la structure",
  classe: "Une classe de la typologie",
  axe: "Une coordonnée sur un axe",
} as const;
export type GenreCritere = keyof typeof GENRES_CRITERE;

/** A comparison in plain words: to a value, or to the others. */
export const COMPARAISONS = {
  ...SENS,
  plus_bas: "parmi les plus bas (part en %)",
  plus_hauts: "parmi les plus hauts (part en %)",
} as const;
type Comparaison = keyof typeof COMPARAISONS;

const commun = {
  version,
  role: z.enum(keysOf(ROLES_CRITERE), { error: "Dites ce que fait le critère." }),
  motif: z.enum(keysOf(MOTIFS_CIBLAGE)).optional(),
  nom: z.string().trim().max(60, "Au plus 60 caractères.").default(""),
};

const compare = {
  comparaison: z.enum(keysOf(COMPARAISONS), { error: "Choisissez une comparaison." }),
  valeur: nombreSaisi("Donnez un nombre, comme 90,5 ; pour une part, comme 25."),
};

/** A whole percentage of the others, never none nor all of them. */
function checkPart(
  { comparaison, valeur }: { comparaison: Comparaison; valeur: number },
  context: z.core.$RefinementCtx,
): void {
  if (isPart(comparaison) && !(valeur > 0 && valeur < 100))
    context.addIssue({
      code: "custom",
      path: ["valeur"],
      message: "Une part se donne entre 0 et 100 % : 25 pour le quart.",
    });
}

const isPart = (comparaison: Comparaison) => comparaison === "plus_bas" || comparaison === "plus_hauts";

export const critereSchemas = {
  indicateur: z
    .object({
      ...commun,
      code: codeIndicateur,
      annee: anneeChoisie,
      ...compare,
      base: z.enum(keysOf(BASES_QUANTILE)).default("population"),
    })
    .superRefine(checkPart),
  marque: z.object({ ...commun, marque: z.enum(keysOf(MARQUES), { error: "Choisissez un fait." }) }),
  classe: z.object({
    ...commun,
    classes: z
      .array(z.coerce.number().int().min(1).max(12))
      .min(1, "Choisissez au moins une classe.")
      .max(12),
  }),
  axe: z
    .object({
      ...commun,
      axe: z.coerce.number({ error: "Choisissez un axe." }).int().min(1).max(10),
      ...compare,
    })
    .superRefine(checkPart),
};

type Saisie<G extends GenreCritere> = z.output<(typeof critereSchemas)[G]>;

/** The criterion that a form describes. */
export function critereOf<G extends GenreCritere>(genre: G, saisie: Saisie<G>, id: string): Critere {
  const { role, motif = null, nom } = saisie;
  const base = { id, role, motif, nom };
  if ("marque" in saisie) return { ...base, genre: "marque", marque: saisie.marque };
  if ("classes" in saisie) return { ...base, genre: "classe", classes: saisie.classes };
  if ("axe" in saisie) return { ...base, genre: "axe", axe: saisie.axe, ...seuilOf(saisie, "population") };
  if ("code" in saisie)
    return {
      ...base,
      genre: "indicateur",
      code: saisie.code,
      annee: saisie.annee,
      ...seuilOf(saisie, saisie.base),
    };
  throw new RangeError(genre);
}

function seuilOf(
  { comparaison, valeur }: { comparaison: Comparaison; valeur: number },
  base: keyof typeof BASES_QUANTILE,
): { sens: Sens; seuil: Seuil } {
  // Six decimals: 1 − 0.1 is not quite 0.9.
  const quantile = (part: number) => Math.round(part * 1e6) / 1e6;
  if (comparaison === "plus_bas")
    return { sens: "au_plus", seuil: { genre: "quantile", quantile: quantile(valeur / 100), base } };
  if (comparaison === "plus_hauts")
    return { sens: "au_moins", seuil: { genre: "quantile", quantile: quantile(1 - valeur / 100), base } };
  return { sens: comparaison, seuil: { genre: "absolu", valeur } };
}

/** What the form of a criterion shows of it. */
export function saisieOf({ sens, seuil }: { readonly sens: Sens; readonly seuil: Seuil }): {
  readonly comparaison: Comparaison;
  readonly valeur: string;
  readonly base: keyof typeof BASES_QUANTILE;
} {
  const write = (value: number) => String(Math.round(value * 1e6) / 1e6).replace(".", ",");
  if (seuil.genre === "absolu") return { comparaison: sens, valeur: write(seuil.valeur), base: "population" };
  const low = sens === "au_plus" || sens === "moins_de";
  return {
    comparaison: low ? "plus_bas" : "plus_hauts",
    valeur: write((low ? seuil.quantile : 1 - seuil.quantile) * 100),
    base: seuil.base,
  };
}

import { formatAnneeScolaire, formatNombre, formatPourcent, pluriel } from "#app/platform/format/format.ts";
import type { CritereApplique } from "../../calculs/rules.ts";
import { BASES_QUANTILE, type Critere, MARQUES, type Regle, SENS, type Sens, type Seuil } from "../rules.ts";

/** What the sentences need to know of the indicators, by code. */
export type Lexique = Readonly<Record<string, MotIndicateur>>;
export interface MotIndicateur {
  readonly libelle: string;
  readonly unite: string;
  readonly decimales: number;
  /** The last known year of the population; null when nothing is known. */
  readonly annee: number | null;
}

const PARTS: Readonly<Record<string, string>> = {
  "0.1": "le dixième",
  "0.2": "le cinquième",
  "0.25": "le quart",
};

/** « le quart le plus bas de la population de la campagne »: a quantile without a word of statistics. */
function direPart(sens: Sens, quantile: number, base: string): string {
  const low = sens === "au_plus" || sens === "moins_de";
  const part = Math.round((low ? quantile : 1 - quantile) * 1e6) / 1e6;
  if (part === 0.5) return `la moitié la plus ${low ? "basse" : "haute"} de ${base}`;
  const word = PARTS[String(part)];
  if (word) return `${word} le plus ${low ? "bas" : "haut"} de ${base}`;
  const decimals = Number.isInteger(Math.round(part * 1e4) / 100) ? 0 : 1;
  return `les ${formatPourcent(part, decimals)} les plus ${low ? "bas" : "hauts"} de ${base}`;
}

/** « IPS 2024-2025 », « Axe 1 »: the subject of a criterion that compares. */
function sujetOf(critere: Extract<Critere, { seuil: Seuil }>, lexique: Lexique): string {
  if (critere.genre === "axe") return `Coordonnée sur l’axe ${critere.axe}`;
  const mot = lexique[critere.code];
  const annee = critere.annee === "derniere" ? mot?.annee : critere.annee;
  const quand = annee ? formatAnneeScolaire(annee) : "de la dernière année connue";
  return `${mot?.libelle ?? critere.code} ${quand}`;
}

/** A number with its unit, in the decimals of its indicator. @example 84.2 → « 84,2 » */
function ecrire(value: number, critere: Critere, lexique: Lexique): string {
  if (critere.genre !== "indicateur") return formatNombre(value, 2);
  const mot = lexique[critere.code];
  const text = formatNombre(value, mot?.decimales ?? 1);
  return mot?.unite ? `${text} ${mot.unite}` : text;
}

function direComparaison(
  critere: Extract<Critere, { seuil: Seuil }>,
  lexique: Lexique,
  applique?: number | null,
): string {
  const { seuil, sens } = critere;
  if (seuil.genre === "absolu") return `${SENS[sens]} ${ecrire(seuil.valeur, critere, lexique)}`;
  const part = direPart(sens, seuil.quantile, BASES_QUANTILE[seuil.base]);
  return applique === undefined || applique === null
    ? `dans ${part}`
    : `${SENS[sens]} ${ecrire(applique, critere, lexique)} (${part})`;
}

/** A criterion as a sentence, with its threshold as a number once it is known. */
export function direCritere(critere: Critere, lexique: Lexique, seuil?: number | null): string {
  if (critere.genre === "marque") return MARQUES[critere.marque];
  if (critere.genre === "classe") return `Dans la classe ${critere.classes.join(" ou ")} de la typologie`;
  return `${sujetOf(critere, lexique)} ${direComparaison(critere, lexique, seuil)}`;
}

/** A criterion applied to one structure: « IPS 2024-2025 : 84,2, au plus 90,5 : rempli ». */
export function direCritereApplique(
  critere: Critere,
  { valeur, seuil, rempli }: Pick<CritereApplique, "valeur" | "seuil" | "rempli">,
  lexique: Lexique,
): string {
  const verdict = rempli ? "rempli" : "non rempli";
  if (critere.genre === "marque") {
    const dit = valeur === null ? "non connu" : valeur;
    return `${MARQUES[critere.marque]} : ${dit} : ${verdict}`;
  }
  if (critere.genre === "classe") {
    const sienne = valeur === null ? "pas encore analysée" : `classe ${valeur}`;
    return `${direCritere(critere, lexique)} : ${sienne} : ${verdict}`;
  }
  const sujet = sujetOf(critere, lexique);
  if (typeof valeur !== "number")
    return `${sujet} : valeur non connue, donc critère non rempli (une valeur absente n’est jamais lue comme 0)`;
  return `${sujet} : ${ecrire(valeur, critere, lexique)}, ${direComparaison(critere, lexique, seuil)} : ${verdict}`;
}

export interface RegleDite {
  readonly tete: string;
  readonly requis: readonly string[];
  readonly compte: { readonly tete: string; readonly criteres: readonly string[] } | null;
  readonly exclusions: readonly string[];
  readonly composite: { readonly tete: string; readonly termes: readonly string[] } | null;
}

/** The whole rule, read aloud. */
export function direRegle(
  regle: Regle,
  lexique: Lexique,
  seuils: Readonly<Record<string, number>> = {},
): RegleDite {
  const phrase = (critere: Critere) =>
    `${critere.nom ? `« ${critere.nom} » : ` : ""}${direCritere(critere, lexique, seuils[critere.id])}`;
  const withRole = (role: Critere["role"]) => regle.criteres.filter((c) => c.role === role).map(phrase);
  const [requis, comptes, exclusions] = [withRole("requis"), withRole("compte"), withRole("exclusion")];
  const counts = comptes.length > 0 && regle.auMoins > 0;
  return {
    tete:
      requis.length > 0
        ? "Une structure est retenue si elle remplit chacun de ces critères :"
        : counts
          ? "Une structure est retenue selon le nombre de critères qu’elle remplit."
          : "La règle n’a pas de critère à remplir : toutes les structures de la population sont retenues, sauf celles qu’elle écarte.",
    requis,
    compte: counts
      ? {
          tete: `${requis.length > 0 ? "Et si elle remplit" : "Elle remplit"} au moins ${regle.auMoins} de ${comptes.length === 1 ? "ce critère" : `ces ${comptes.length} critères`} :`,
          criteres: comptes,
        }
      : null,
    exclusions,
    composite: regle.composite ? direComposite(regle, lexique) : null,
  };
}

function direComposite({ composite, nombreMax }: Regle, lexique: Lexique): RegleDite["composite"] {
  const termes = composite ?? [];
  const whole = termes.reduce((sum, { poids }) => sum + poids, 0);
  return {
    tete:
      nombreMax === null
        ? "Une somme pondérée aide à les lire, sans rien écarter :"
        : `Parmi elles, ${nombreMax === 1 ? "la première est gardée" : `les ${pluriel(nombreMax, "première")} sont gardées`} par la somme pondérée ; à égalité à la dernière place, toutes restent. Une structure dont une valeur manque n’a pas de somme.`,
    termes: termes.map(({ code, annee, poids, sens }) => {
      const mot = lexique[code];
      const quand = annee === "derniere" ? mot?.annee : annee;
      const nom = `${mot?.libelle ?? code}${quand ? ` ${formatAnneeScolaire(quand)}` : ""}`;
      return `${nom} : ${formatPourcent(poids / whole, 0)} du poids, une valeur ${sens === "bas" ? "basse" : "haute"} l’augmente`;
    }),
  };
}

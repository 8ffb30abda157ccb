import { formatNombre } from "#app/platform/format/format.ts";
import { type Decision, no, yes } from "#app/platform/refusal.ts";

/**
 * Secrecy of small counts. A count of pupils from 1 to threshold − 1 is hidden from those who are not entitled, and so
 * is whatever would let it be computed: another part of the same total, or the rate that it makes.
 * Source: Insee, Guide du secret statistique; qualité §4.
 */

/** A count within an equation « total = sum of its parts ». */
export interface Compte {
  readonly code: string;
  readonly valeur: number;
}

/** One total and its known parts, of one structure and one year. */
export interface Equation {
  readonly total: Compte | undefined;
  readonly parties: readonly Compte[];
}

/** A rate, the count that it divides by, and the counts that may be what it divides. */
export interface Taux {
  readonly code: string;
  readonly denominateur: Compte;
  /** Under this denominator the rate is hidden; null when its producer sets none. */
  readonly seuilPublication: number | null;
  readonly parties: readonly string[];
}

export type MotifMasque = "petit_effectif" | "denominateur" | "secondaire";

/** True for a count that identifies people: zero tells of nobody, and stays. Source: Insee, Guide du secret statistique. */
function isPetitEffectif(valeur: number, seuil: number): boolean {
  return valeur > 0 && valeur < seuil;
}

/**
 * Which values of a structure are hidden, and why. First the small counts, and the rates of too few candidates; then,
 * in each equation that the shown counts would solve, one part more, and in each division that two shown
 * values would solve, one more; until none can be. Parts are treated as covering their total, which hides a little
 * too much where they do not. Source: Insee, Guide du secret statistique, secret secondaire.
 */
export function choisirMasques(
  { equations, taux }: { readonly equations: readonly Equation[]; readonly taux: readonly Taux[] },
  seuil: number,
): Map<string, MotifMasque> {
  const masques = new Map<string, MotifMasque>();
  const comptes = equations.flatMap(({ total, parties }) => [...(total ? [total] : []), ...parties]);
  for (const { code, valeur } of [...comptes, ...taux.map(({ denominateur }) => denominateur)])
    if (isPetitEffectif(valeur, seuil)) masques.set(code, "petit_effectif");
  for (const { code, denominateur, seuilPublication } of taux)
    if (seuilPublication !== null && denominateur.valeur < seuilPublication)
      masques.set(code, "denominateur");
  for (;;) {
    const next =
      equations.map((equation) => findSecondaire(equation, masques, seuil)).find(Boolean) ??
      taux.map((one) => findDansTaux(one, masques)).find(Boolean);
    if (!next) return masques;
    masques.set(next.code, next.motif);
  }
}

interface Ajout {
  readonly code: string;
  readonly motif: MotifMasque;
}

/** The count to hide besides, when what is shown of an equation tells what is hidden in it. */
function findSecondaire(
  { total, parties }: Equation,
  masques: ReadonlyMap<string, MotifMasque>,
  seuil: number,
): Ajout | undefined {
  // A single part is not compared with its total: nobody says that it covers it.
  if (!total || parties.length < 2) return undefined;
  const hidden = parties.filter(({ code }) => masques.has(code));
  const shown = parties.filter(({ code }) => !masques.has(code));
  const secondaire = (compte: Compte | undefined): Ajout | undefined =>
    compte && { code: compte.code, motif: "secondaire" };
  if (masques.has(total.code)) return hidden.length > 0 ? undefined : secondaire(neighbour(parties, masques));
  if (hidden.length === 0) return undefined;
  const reste = total.valeur - shown.reduce((sum, { valeur }) => sum + valeur, 0);
  return isDeductible(hidden, reste, masques, seuil)
    ? secondaire(neighbour(parties, masques) ?? total)
    : undefined;
}

/**
 * Hidden parts whose sum `reste` is known tell themselves when there is one only, when they hold too few pupils, or
 * when each can only be its maximum. Where they leave far more than they can hold, other pupils are counted in the
 * total, and nothing can be told of them.
 */
function isDeductible(
  hidden: readonly Compte[],
  reste: number,
  masques: ReadonlyMap<string, MotifMasque>,
  seuil: number,
): boolean {
  const most = hidden.length * (seuil - 1);
  const primaires = hidden.filter(({ code }) => masques.get(code) === "petit_effectif");
  if (primaires.length === hidden.length && reste > most + 2 * seuil) return false;
  return hidden.length === 1 || reste < seuil || (primaires.length === hidden.length && reste >= most);
}

/**
 * The shown part that follows a small one, in the order of codes and round again. Its value plays no part in the
 * choice: choosing the smallest, as one would to hide the least, tells those who know it what the hidden ones exceed.
 */
function neighbour(
  parties: readonly Compte[],
  masques: ReadonlyMap<string, MotifMasque>,
): Compte | undefined {
  const ordered = [...parties].sort((a, b) => (a.code < b.code ? -1 : 1));
  const first = Math.max(
    ordered.findIndex(({ code }) => masques.get(code) === "petit_effectif"),
    0,
  );
  return [...ordered.slice(first), ...ordered.slice(0, first)].find(({ code }) => !masques.has(code));
}

/** Of a rate, its denominator and its numerator, any two give the third: none is hidden alone. */
function findDansTaux(
  { code, denominateur, parties }: Taux,
  masques: ReadonlyMap<string, MotifMasque>,
): Ajout | undefined {
  if (masques.has(denominateur.code)) return masques.has(code) ? undefined : { code, motif: "denominateur" };
  if (!masques.has(code))
    return parties.some((partie) => masques.has(partie)) ? { code, motif: "secondaire" } : undefined;
  const shown = parties.find((partie) => !masques.has(partie));
  return shown === undefined ? undefined : { code: shown, motif: "secondaire" };
}

export interface Reglage {
  readonly code: string;
  readonly libelle: string;
  readonly valeur: number;
  readonly minimum: number;
  readonly maximum: number;
}

/** Secrecy may be strengthened, never weakened: the new threshold is a whole number above the present one. Source: qualité §4. */
export function canRelever(reglage: Reglage, valeur: number, lue: number): Decision {
  if (reglage.valeur !== lue)
    return no(
      "version_perimee",
      `Quelqu’un d’autre vient de relever ce seuil, qui vaut maintenant ${formatNombre(reglage.valeur)}. Vérifiez avant de le relever encore.`,
    );
  if (!Number.isInteger(valeur)) return no("pas_entier", "Donnez un nombre entier.");
  if (valeur <= reglage.valeur)
    return no(
      "jamais_abaisse",
      `Le seuil vaut ${formatNombre(reglage.valeur)} et ne peut qu’être relevé : donnez un nombre plus grand.`,
    );
  if (valeur > reglage.maximum)
    return no(
      "trop_haut",
      `Le seuil ne peut dépasser ${formatNombre(reglage.maximum)} : au-delà, presque plus rien ne serait lisible.`,
    );
  return yes;
}

import { formatNombre } from "#app/platform/format/format.ts";
import { type Decision, no, yes } from "#app/platform/refusal.ts";
import { ETATS_CANDIDATURE, type EtatCandidature } from "../candidatures/rules.ts";

/** How many structures are in a state: a number, or that there are some, fewer than the threshold. */
export type CompteMontre = number | "masque";

/**
 * A count for somebody who does not read the campaign: from 1 to threshold − 1, only that there are some. No total
 * stands beside, from which it would be computed. Source: qualité §4.
 */
export function montrerCompte(n: number, seuil: number, entitled: boolean): CompteMontre {
  return !entitled && n > 0 && n < seuil ? "masque" : n;
}

/** @example direCompte("masque", 5) // "moins de 5" */
export function direCompte(compte: CompteMontre, seuil: number): string {
  return compte === "masque" ? `moins de ${seuil}` : formatNombre(compte);
}

export type ComptesEtats = Readonly<Partial<Record<EtatCandidature, CompteMontre>>>;

/** Counts by state in the order of the examination, without the states where nobody is. */
export function direEtats(etats: ComptesEtats, seuil: number): string {
  const said = (Object.keys(ETATS_CANDIDATURE) as EtatCandidature[]).flatMap((etat) => {
    const compte = etats[etat];
    return compte ? [`${ETATS_CANDIDATURE[etat]} : ${direCompte(compte, seuil)}`] : [];
  });
  return said.join(" ; ");
}

/** An académie is opened to a scheme once; the decision and its evidence stay as they were written. Source: S0-24. */
export function canEtendre(deja: boolean): Decision {
  return deja
    ? no(
        "deja_ouvert",
        "Ce dispositif est déjà ouvert à cette académie : la décision et ses preuves se lisent dans la liste, et ne changent plus.",
      )
    : yes;
}

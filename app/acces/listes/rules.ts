import { type Decision, no, yes } from "#app/platform/refusal.ts";
import type { Verdict } from "./verdicts/rules.ts";

export const LIGNES_MAX = 2_000;
/** Above, the work is done in the background, with its progress. */
export const LIGNES_SUR_LE_CHAMP = 40;

export const ETATS_LISTE = {
  deposee: "à relire",
  en_cours: "en cours d’application",
  appliquee: "appliquée",
  abandonnee: "abandonnée",
} as const;
export type EtatListe = keyof typeof ETATS_LISTE;

export interface ListeAAppliquer {
  readonly etat: EtatListe;
  readonly version: number;
  /** Whether work asked for is still expected to run. */
  readonly travail: boolean;
}

/** A list is applied once, as it was read, and not while it is being applied. Source: house rule. */
export function canAppliquer({ etat, version, travail }: ListeAAppliquer, vue: number): Decision {
  if (etat === "appliquee" || etat === "abandonnee")
    return no("deja_close", `Cette liste est déjà ${ETATS_LISTE[etat]} : déposez-en une autre.`);
  if (travail) return no("en_cours", "Cette liste est en cours d’application : attendez la fin du travail.");
  if (version !== vue)
    return no("version_perimee", "Cette liste vient d’être tenue dans un autre onglet : rechargez la page.");
  return yes;
}

/** All the lines or none, unless the person says that the valid ones suffice. Source: house rule. */
export function canInviter(verdicts: readonly Verdict[], quoi: "toutes" | "valables"): Decision {
  const refusees = verdicts.filter(({ suite }) => suite === "refusee").length;
  if (quoi === "toutes" && refusees > 0)
    return no(
      "lignes_refusees",
      `${refusees} ligne(s) sont à reprendre : corrigez-les dans votre fichier et déposez-le à nouveau, ou invitez les lignes valables seulement.`,
    );
  if (!verdicts.some(({ suite }) => suite === "nouvelle" || suite === "ajout"))
    return no("rien_a_faire", "Aucune ligne n’invite quelqu’un : tout est déjà en place, ou à reprendre.");
  return yes;
}

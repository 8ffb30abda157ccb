import { type Decision, no, yes } from "#app/platform/refusal.ts";
import type { EtatCampagne } from "../campagnes/rules.ts";
import type { EtatCandidature } from "../candidatures/rules.ts";

export const ETATS_VOLONTARIAT = { declaree: "Déclarée", retiree: "Retirée par la structure" } as const;
export type EtatVolontariat = keyof typeof ETATS_VOLONTARIAT;

export const SUITES_VOLONTARIAT = {
  suivie: "Dans la campagne",
  a_voir: "Pas encore dans la campagne",
} as const;
export type SuiteVolontariat = keyof typeof SUITES_VOLONTARIAT;

export const TRIS_VOLONTARIAT = ["nom", "commune", "departement", "declaree"] as const;

/** Structures declare themselves while the campaign is open: before, nothing is known of it; after, the list is out. Source: S1-03. */
export function canDeclarer(etat: EtatCampagne, concernee: boolean): Decision {
  if (etat !== "ouverte")
    return no(
      "campagne_fermee",
      "Cette campagne ne reçoit plus de déclaration : vous pourrez vous déclarer dans la prochaine qui concerne votre structure.",
    );
  return concernee
    ? yes
    : no(
        "hors_population",
        "Cette campagne ne regarde pas votre structure : le pilote académique peut vous dire lesquelles la concernent.",
      );
}

/** A declaration is taken back by the structure at any moment before the campaign is closed. */
export function canRetirer(etat: EtatCampagne, declaree: boolean): Decision {
  if (!declaree) return no("deja_retiree", "Aucune déclaration n’est en cours : il n’y a rien à retirer.");
  return etat === "close"
    ? no("campagne_close", "Cette campagne est close : la déclaration reste dans son histoire.")
    : yes;
}

/** A volunteer enters the campaign by the decision of a person, once, while its declaration stands. Source: domaine §3.2. */
export function canFaireEntrer(declaree: boolean, candidature: EtatCandidature | null): Decision {
  if (!declaree)
    return no(
      "deja_retiree",
      "La structure a retiré sa déclaration : elle ne se fait plus entrer comme volontaire.",
    );
  return candidature === null
    ? yes
    : no(
        "deja_suivie",
        "Cette structure est déjà suivie dans la campagne : la suite se décide sur la page de son examen.",
      );
}

import { type Decision, no, yes } from "#app/platform/refusal.ts";
import type { EtatCampagne } from "../../campagnes/rules.ts";
import type { EtatCandidature } from "../rules.ts";

export const REPONSES = { accepter: "Entrer dans le dispositif", decliner: "Décliner" } as const;
export type Reponse = keyof typeof REPONSES;

/** What a head answers about: a structure that a published list says « retenue ». */
export interface PropositionRecue {
  readonly campagneEtat: EtatCampagne;
  /** Null while the académie examines it again: nothing is then asked. */
  readonly etat: EtatCandidature | null;
  readonly accordLe: string | null;
}

/** One enters freely, and may still decline after accepting, until the campaign is closed. Source: S1, units freely enter. */
export function canRepondre({ campagneEtat, etat, accordLe }: PropositionRecue, reponse: Reponse): Decision {
  if (campagneEtat !== "publiee")
    return no(
      "campagne_close",
      "La campagne est close : votre réponse ne se change plus ici. Écrivez au pilote académique, il vous répondra.",
    );
  if (etat === "a_decline")
    return no(
      "deja_decline",
      "Votre structure a décliné, et ce choix est respecté. Si l’équipe change d’avis, écrivez au pilote académique : il pourra vous le proposer de nouveau.",
    );
  if (etat !== "retenu")
    return no("non_retenue", "Aucune proposition n’attend votre réponse pour le moment.");
  return reponse === "accepter" && accordLe !== null
    ? no("deja_accepte", "Votre accord est déjà enregistré : il n’y a plus rien à faire.")
    : yes;
}

import { type Decision, no, yes } from "#app/platform/refusal.ts";
import { isAssistanceEnCours } from "../sessions/rules.ts";

const HEURE_MS = 60 * 60 * 1000;
/** A request that nobody answered lapses in a day: help is for now. Source: house rule. */
export const REPONSE_MS = 24 * HEURE_MS;
/** One hour at most, from the agreement. Source: issue « Rights ». */
export const VUE_MS = HEURE_MS;

export const ETATS_ASSISTANCE = {
  demande: "Attend une réponse",
  accepte: "En cours",
  refuse: "Refusée",
  termine: "Terminée",
  expire: "Restée sans réponse",
} as const;
export type EtatAssistance = keyof typeof ETATS_ASSISTANCE;

export interface DatesAssistance {
  readonly consentieLe: Date | null;
  readonly refuseeLe: Date | null;
  readonly termineeLe: Date | null;
  readonly expireLe: Date;
}

/** Asked, then agreed or refused, then ended by either or by time. */
export function etatAssistance(dates: DatesAssistance, now: Date): EtatAssistance {
  if (dates.refuseeLe) return "refuse";
  if (isAssistanceEnCours(dates, now)) return "accepte";
  if (dates.consentieLe) return "termine";
  return dates.termineeLe || now >= dates.expireLe ? "expire" : "demande";
}

/** The person alone answers, once, while the request holds. Source: issue « Rights », consent. */
export function canRepondre(etat: EtatAssistance, qui: { readonly aide: boolean }): Decision {
  if (!qui.aide) return no("pas_la_sienne", "Seule la personne à qui l’on demande répond.");
  if (etat === "demande") return yes;
  return no(
    "deja_repondue",
    "Cette demande a déjà sa réponse, ou n’est plus d’actualité. L’appui peut redemander.",
  );
}

/** The assistant sees while the agreement holds. Source: issue « Rights ». */
export function canVoir(etat: EtatAssistance, qui: { readonly assistant: boolean }): Decision {
  if (!qui.assistant) return no("pas_la_sienne", "Seule la personne qui a demandé voit.");
  if (etat === "accepte") return yes;
  if (etat === "demande")
    return no("pas_encore", "La personne n’a pas encore répondu : attendez son accord.");
  return no("plus_d_accord", "L’accord ne vaut plus : demandez-en un nouveau.");
}

/**
 * What belongs to the person alone stays closed to whoever helps, even to be read: proofs and sessions, own data,
 * tokens, delegations, the word of a handover, and messages that carry links of entry. By the first words of the path.
 */
export const FERMES_A_L_ASSISTANT: readonly string[] = [
  ...["second-facteur", "confirmation", "mon-compte", "mes-donnees", "jetons", "delegations", "passations"],
  ...["assistance", "courriels", "dev/courriels", "messages"],
];

/** Whether this path of the route table is closed to the help desk while it sees as a person. */
export function isFermeALAssistant(path: string): boolean {
  return FERMES_A_L_ASSISTANT.some((prefix) => path === prefix || path.startsWith(`${prefix}/`));
}

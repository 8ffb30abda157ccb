import { type Decision, no, yes } from "#app/platform/refusal.ts";
import { FONCTIONS, type Fonction, PORTEES, PORTEES_PAR_FONCTION } from "../fonctions/rules.ts";
import { canAttribuer } from "../personnes/rules.ts";
import type { PorteeNommee } from "../portees/rules.ts";
import type { Actor } from "../rules.ts";

export const ETATS_DEMANDE = {
  deposee: "en attente de décision",
  acceptee: "acceptée",
  refusee: "refusée",
  retiree: "retirée",
} as const;
export type EtatDemande = keyof typeof ETATS_DEMANDE;

/** The first administrator comes by the link of the first start, the others are chosen by them: it is not asked for. */
export const FONCTIONS_DEMANDABLES: readonly Fonction[] = (Object.keys(FONCTIONS) as Fonction[]).filter(
  (fonction) => fonction !== "administrateur",
);

const OUVERTES_MAX = 5;

export interface DemandeADeposer {
  readonly fonction: Fonction;
  readonly portee: PorteeNommee;
  /** Requests of the person that wait for a decision. */
  readonly ouvertes: number;
  /** Whether the person exercises it already, today or later. */
  readonly exercee: boolean;
}

/** A person asks for a function on a scope of its kind, that they do not hold, five at a time at most. Source: house rule. */
export function canDeposer({ fonction, portee, ouvertes, exercee }: DemandeADeposer): Decision {
  if (!FONCTIONS_DEMANDABLES.includes(fonction))
    return no(
      "non_demandable",
      "Cette fonction ne se demande pas : elle est confiée par qui administre le service.",
    );
  if (!PORTEES_PAR_FONCTION[fonction].includes(portee.type))
    return no(
      "portee_inadaptee",
      `La fonction « ${FONCTIONS[fonction]} » s’exerce sur un périmètre de nature : ${PORTEES_PAR_FONCTION[fonction].map((type) => PORTEES[type]).join(", ")}.`,
    );
  if (exercee)
    return no(
      "deja_exercee",
      "Cette fonction vous est déjà confiée sur ce périmètre : il n’y a rien à demander.",
    );
  if (ouvertes >= OUVERTES_MAX)
    return no(
      "trop_de_demandes",
      "Cinq de vos demandes attendent déjà une décision : retirez-en une, ou attendez la réponse.",
    );
  return yes;
}

export interface DemandeOuverte {
  readonly agentId: string;
  readonly fonction: Fonction;
  readonly portee: PorteeNommee;
  readonly etat: EtatDemande;
  readonly version: number;
}

/** Who may give the function decides, once, on what they read. Source: S0-22, house rule. */
export function canDecider(actor: Actor, demande: DemandeOuverte, version: number): Decision {
  if (demande.version !== version || demande.etat !== "deposee")
    return no(
      "version_perimee",
      `Cette demande est ${ETATS_DEMANDE[demande.etat]} : quelqu’un l’a tenue entre-temps. Rechargez la page ; votre texte est gardé.`,
    );
  return canAttribuer(actor, demande);
}

/** A person withdraws a request that nobody has decided. */
export function canRetirer(etat: EtatDemande): Decision {
  if (etat === "deposee" || etat === "retiree") return yes;
  return no(
    "deja_decidee",
    `Cette demande est déjà ${ETATS_DEMANDE[etat]} : elle reste dans votre histoire.`,
  );
}

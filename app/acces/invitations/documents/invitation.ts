import { formatDate } from "#app/platform/format/format.ts";
import type { Bloc, Courriel } from "#app/platform/mail/courriel.ts";
import { FONCTIONS } from "../../fonctions/rules.ts";
import type { FonctionProposee } from "../queries.server.ts";

export interface InvitationAEcrire {
  readonly id: string;
  readonly agentId: string;
  readonly courriel: string;
  /** Name of who invites; null when it is the service itself. */
  readonly invitePar: string | null;
  readonly message: string;
  readonly jeton: string;
  readonly expireLe: Date;
  readonly fonctions: readonly FonctionProposee[];
}

/** « Chef d'établissement, Collège Jean-Bart (Lille), à partir du 1er septembre 2026 ». */
function phraseFonction({ fonction, portee, debut, fin }: FonctionProposee): string {
  const dates = fin
    ? `du ${formatDate(debut)} au ${formatDate(fin)} (exclu)`
    : `à partir du ${formatDate(debut)}`;
  return `${FONCTIONS[fonction]}, ${portee}, ${dates}`;
}

/** The message that brings somebody to the service for the first time. */
export function courrielInvitation(invitation: InvitationAEcrire): Courriel {
  const { id, agentId, courriel, invitePar, message, jeton, expireLe, fonctions } = invitation;
  const mot: readonly Bloc[] =
    message === "" ? [] : [{ genre: "paragraphe", texte: `Un mot de sa part : « ${message} »` }];
  const liste: readonly Bloc[] =
    fonctions.length === 0
      ? []
      : [
          { genre: "paragraphe", texte: "Ce que vous y trouverez correspond à votre fonction :" },
          { genre: "liste", elements: fonctions.map(phraseFonction) },
        ];
  return {
    gabarit: "acces.invitation",
    agentId,
    destinataire: courriel,
    objet: "Votre accès à Ancrage est prêt",
    blocs: [
      {
        genre: "paragraphe",
        texte: `${invitePar ? `${invitePar} vous invite` : "Vous êtes invité"} à entrer dans Ancrage, le service qui accompagne les contrats locaux d’accompagnement.`,
      },
      ...mot,
      ...liste,
      { genre: "bouton", libelle: "Entrer dans le service", href: `/invitation/${jeton}` },
      {
        genre: "paragraphe",
        texte: `Ce lien est personnel et sert une fois, jusqu’au ${formatDate(expireLe, "Europe/Paris")}. Après cette date, demandez qu’il vous soit renvoyé, ou entrez avec ProConnect.`,
      },
      {
        genre: "paragraphe",
        texte:
          "Si cette invitation ne vous concerne pas, il suffit de ne pas ouvrir le lien : rien ne se passera.",
      },
    ],
    objetType: "agent",
    objetId: agentId,
    cle: `invitation:${id}`,
  };
}

import type { Courriel } from "#app/platform/mail/courriel.ts";
import { LIEN_MINUTES } from "../rules.ts";

/** The message that carries a link of entry. The link itself is worth a key: it is in the message and nowhere else. */
export function courrielLien(lien: {
  readonly id: string;
  readonly agentId: string;
  readonly courriel: string;
  readonly jeton: string;
  readonly expireLe: Date;
}): Courriel {
  return {
    gabarit: "acces.lien",
    agentId: lien.agentId,
    destinataire: lien.courriel,
    objet: "Votre lien de connexion à Ancrage",
    blocs: [
      {
        genre: "paragraphe",
        texte: `Vous avez demandé à entrer dans Ancrage. Ce lien ouvre une page où un bouton vous connecte ; il sert une fois, pendant ${LIEN_MINUTES} minutes.`,
      },
      { genre: "bouton", libelle: "Entrer dans Ancrage", href: `/connexion/lien/${lien.jeton}` },
      {
        genre: "paragraphe",
        texte:
          "Vous n’avez rien demandé ? Vous pouvez laisser ce message : sans lui, personne n’entre à votre place. Ne le transmettez à personne.",
      },
    ],
    objetType: "agent",
    objetId: lien.agentId,
    cle: `acces.lien ${lien.id}`,
    expireLe: lien.expireLe,
  };
}

import type { Courriel } from "#app/platform/mail/courriel.ts";
import { GENRES_NOTIFICATION, type GenreNotification } from "../rules.ts";

export const PREFERENCES_HREF = "/messages/preferences";

export interface NotificationAEcrire {
  readonly id: string;
  readonly agentId: string;
  readonly courriel: string;
  readonly genre: GenreNotification;
  readonly titre: string;
  readonly texte: string;
}

/** The e-mail that follows a notification at once. Its link marks it read and goes to the page where to act. */
export function courrielNotification(dit: NotificationAEcrire): Courriel {
  const genre: { bouton: string; obligatoire?: string } = GENRES_NOTIFICATION[dit.genre];
  return {
    gabarit: `messages.${dit.genre.replace(".", "_")}`,
    agentId: dit.agentId,
    destinataire: dit.courriel,
    objet: dit.titre,
    blocs: [
      { genre: "paragraphe", texte: dit.texte || `${dit.titre}.` },
      { genre: "bouton", libelle: genre.bouton, href: `/messages/${dit.id}` },
      ...(genre.obligatoire ? [{ genre: "paragraphe" as const, texte: genre.obligatoire }] : []),
    ],
    objetType: "notification",
    objetId: dit.id,
    cle: `notification:${dit.id}`,
    ...(genre.obligatoire ? {} : { reglageHref: PREFERENCES_HREF }),
  };
}

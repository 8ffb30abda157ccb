import { pluriel } from "#app/platform/format/format.ts";
import type { Bloc, Courriel } from "#app/platform/mail/courriel.ts";
import { GENRES_NOTIFICATION, type GenreNotification } from "../rules.ts";
import { PREFERENCES_HREF } from "./notification.ts";

export interface ResumeAEcrire {
  readonly agentId: string;
  readonly courriel: string;
  /** Civil day of the summary, ISO. */
  readonly jour: string;
  readonly notifications: readonly {
    readonly id: string;
    readonly genre: GenreNotification;
    readonly titre: string;
    readonly texte: string;
  }[];
}

/** More than that is read in the service itself. */
const MONTREES = 30;

/** The summary of the morning: one message a person, what is new since the last one, kind by kind. */
export function courrielResume({ agentId, courriel, jour, notifications }: ResumeAEcrire): Courriel {
  const shown = notifications.slice(0, MONTREES);
  const others = notifications.length - shown.length;
  const genres = [...new Set(shown.map(({ genre }) => genre))];
  const combien = pluriel(notifications.length, "nouveauté");
  return {
    gabarit: "messages.resume",
    agentId,
    destinataire: courriel,
    objet: `Votre résumé du matin : ${combien}`,
    blocs: [
      { genre: "paragraphe", texte: `Voici ce qui vous attend depuis le dernier résumé (${combien}).` },
      ...genres.flatMap((genre): Bloc[] => [
        { genre: "titre", texte: GENRES_NOTIFICATION[genre].libelle },
        {
          genre: "liens",
          elements: shown
            .filter((dit) => dit.genre === genre)
            .map(({ id, titre, texte }) => ({ libelle: titre, texte, href: `/messages/${id}` })),
        },
      ]),
      ...(others > 0
        ? [
            {
              genre: "paragraphe" as const,
              texte: `Et ${pluriel(others, "autre")}, à lire dans vos messages.`,
            },
          ]
        : []),
      { genre: "bouton", libelle: "Ouvrir vos messages", href: "/messages" },
    ],
    objetType: "agent",
    objetId: agentId,
    cle: `resume:${agentId}:${jour}`,
    reglageHref: PREFERENCES_HREF,
  };
}

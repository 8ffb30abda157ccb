import { formatDate } from "#app/platform/format/format.ts";
import type { Courriel } from "#app/platform/mail/courriel.ts";

export interface DirectionDite {
  readonly id: string;
  readonly qui: string;
  /** The function in words. */
  readonly fonction: string;
  readonly lieu: string;
  readonly debut: string;
}

/** Told to the shared mailbox of a place, which outlives people: who answers for it in the service. */
export function courrielDirection(
  dite: DirectionDite,
): Omit<Courriel, "agentId" | "destinataire" | "copies"> {
  const { id, qui, fonction, lieu, debut } = dite;
  return {
    gabarit: "messages.fonction_lieu",
    objet: `${lieu} : ${qui} vous représente dans Ancrage`,
    blocs: [
      {
        genre: "paragraphe",
        texte: `À partir du ${formatDate(debut)}, ${qui} exerce dans Ancrage la fonction « ${fonction} » pour : ${lieu}.`,
      },
      {
        genre: "paragraphe",
        texte:
          "Ce message arrive à votre adresse générique pour que l’information reste au lieu, quand les personnes changent. Il n’appelle pas de réponse ; si cette information vous surprend, écrivez au service.",
      },
    ],
    objetType: "fonction_exercee",
    objetId: id,
    cle: `fonction_lieu:${id}`,
  };
}

/** Told to the same mailbox: a handover is being prepared. Names nobody. */
export function courrielPassation(dite: {
  readonly id: string;
  readonly depart: string;
  /** The function in words. */
  readonly fonction: string;
}): Omit<Courriel, "agentId" | "destinataire" | "copies"> {
  const { id, depart, fonction } = dite;
  return {
    gabarit: "acces.passation",
    objet: "Une passation se prépare dans Ancrage",
    blocs: [
      {
        genre: "paragraphe",
        texte: `La fonction « ${fonction} » change de mains le ${formatDate(depart)}.`,
      },
      {
        genre: "paragraphe",
        texte:
          "La personne qui part peut laisser un mot. La personne qui arrive trouvera dans le service un résumé de deux pages : le périmètre, les tâches ouvertes, les délégations à renouveler et les personnes à appeler. Rien n’est à faire depuis cette boîte.",
      },
      { genre: "bouton", libelle: "Ouvrir les passations", href: "/passations" },
    ],
    objetType: "passation",
    objetId: id,
    cle: `passation:${id}:boite`,
  };
}

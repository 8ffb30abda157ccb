import { formatDate } from "#app/platform/format/format.ts";
import type { Courriel } from "#app/platform/mail/courriel.ts";
import { FONCTIONS, type Fonction } from "../../fonctions/rules.ts";

/** Told to the generic mailbox, which outlives people: a handover is being prepared. Names nobody. */
export function courrielPassation(passation: {
  readonly id: string;
  readonly boite: string;
  readonly depart: string;
  readonly fonction: Fonction;
}): Courriel {
  const { id, boite, depart, fonction } = passation;
  return {
    gabarit: "acces.passation",
    agentId: null,
    destinataire: boite,
    objet: "Une passation se prépare dans Ancrage",
    blocs: [
      {
        genre: "paragraphe",
        texte: `La fonction « ${FONCTIONS[fonction]} » change de mains le ${formatDate(depart)}.`,
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

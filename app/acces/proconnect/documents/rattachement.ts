import { formatDate } from "#app/platform/format/format.ts";
import type { Courriel } from "#app/platform/mail/courriel.ts";
import type { Transmis } from "../queries.server.ts";

export interface RattachementAEcrire {
  readonly id: string;
  readonly agentId: string;
  /** The address that the service knows: the one that must answer. */
  readonly courriel: string;
  readonly transmis: Transmis;
  readonly jeton: string;
  readonly expireLe: Date;
}

/** Asks the holder of an address whether it is them who came by ProConnect. */
export function courrielRattachement(rattachement: RattachementAEcrire): Courriel {
  const { id, agentId, courriel, transmis, jeton, expireLe } = rattachement;
  return {
    gabarit: "acces.rattachement",
    agentId,
    destinataire: courriel,
    objet: "Est-ce bien vous qui entrez par ProConnect ?",
    blocs: [
      {
        genre: "paragraphe",
        texte:
          "Une personne vient de se connecter par ProConnect avec votre adresse. Si c’est vous, confirmez-le une fois : vous entrerez ensuite directement.",
      },
      {
        genre: "liste",
        elements: [
          `Nom transmis : ${transmis.nomComplet}`,
          `Employeur transmis : ${transmis.siret ? `SIRET ${transmis.siret}` : "non précisé"}`,
        ],
      },
      { genre: "bouton", libelle: "Répondre", href: `/rattachement/${jeton}` },
      {
        genre: "paragraphe",
        texte: `Cette demande attend jusqu’au ${formatDate(expireLe, "Europe/Paris")}. Si ce n’est pas vous, dites-le par le même lien : personne n’entrera.`,
      },
    ],
    objetType: "rattachement",
    objetId: id,
    cle: `rattachement ${id}`,
  };
}

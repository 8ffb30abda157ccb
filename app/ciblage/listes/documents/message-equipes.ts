import { formatAnneeScolaire } from "#app/platform/format/format.ts";
import type { Bloc, Courriel } from "#app/platform/mail/courriel.ts";

export interface MessageEquipe {
  readonly listeId: string;
  readonly uai: string;
  readonly nom: string;
  readonly etat: "retenu" | "suivi_differencie";
  readonly dispositif: string;
  readonly academie: string;
  /** First civil year of the school year of entry. */
  readonly annee: number;
  /** What the recteur wrote to the teams, in paragraphs. */
  readonly message: string;
  /** Why there is a new version; empty for the first. */
  readonly motif: string;
  /** The mention of the CRPA, which no one takes away. */
  readonly mention: string;
}

/** Told to the shared mailbox of a structure when a list is published: what was decided, why, and where to read it. */
export function courrielEquipe(dite: MessageEquipe): Omit<Courriel, "agentId" | "destinataire" | "copies"> {
  const { listeId, uai, nom, etat, message, motif, mention } = dite;
  const paragraphes = [
    decisionDite(dite),
    ...(motif === "" ? [] : [`Cette version de la liste remplace la précédente : ${motif}`]),
    ...message.split(/\n{2,}/).map((part) => part.replaceAll("\n", " ").trim()),
    mention,
  ].filter((texte) => texte !== "");
  return {
    gabarit: "ciblage.publication",
    objet:
      etat === "retenu"
        ? `${nom} fait partie de la liste : ${dite.dispositif}`
        : `${nom} : un suivi différencié`,
    blocs: [
      ...paragraphes.map((texte): Bloc => ({ genre: "paragraphe", texte })),
      { genre: "bouton", libelle: "Lire « Pourquoi mon école ? »", href: `/structures/${uai}/ciblage` },
    ],
    objetType: "liste_ciblage",
    objetId: listeId,
    cle: `liste_ciblage:${listeId}:${uai}`,
  };
}

function decisionDite({ nom, etat, dispositif, academie, annee }: MessageEquipe): string {
  const quand = formatAnneeScolaire(annee);
  return etat === "retenu"
    ? `L’académie (${academie}) publie la liste des structures à qui elle propose d’entrer, en ${quand}, dans ce dispositif : ${dispositif}. ${nom} en fait partie.`
    : `L’académie (${academie}) publie sa liste pour ce dispositif : ${dispositif}, entrée en ${quand}. Pour ${nom}, elle propose un suivi différencié : un accompagnement plus léger, sans contrat cette fois.`;
}

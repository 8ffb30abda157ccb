import type { TimelineProps } from "#app/platform/ui/timeline.tsx";
import { type EtatFonction, ORIGINES_FONCTION } from "../../fonctions/rules.ts";
import type { InvitationEmise } from "../../invitations/queries.server.ts";
import type { FonctionHistorique, Identite } from "../queries.server.ts";
import { phraseFonction } from "./etat-personne.tsx";

const iso = (date: Date | string) => new Date(date).toISOString();

/** The history of a person as steps: what was given, ended, sent and accepted; then what is to come. */
export function friseOf(
  personne: Identite,
  fonctions: readonly (FonctionHistorique & { readonly etat: EtatFonction })[],
  invitations: readonly InvitationEmise[],
): Pick<TimelineProps, "passe" | "suite"> {
  const attributions = fonctions.map((fonction) => ({
    quand: iso(fonction.enregistreeLe),
    titre: `Fonction confiée : ${phraseFonction(fonction)}`,
    texte: `Par : ${ORIGINES_FONCTION[fonction.origine]}${fonction.acte ? `. Acte : ${fonction.acte}` : ""}`,
    qui: fonction.attribueePar ?? undefined,
  }));
  const fins = fonctions.flatMap((fonction) =>
    fonction.fin !== null && fonction.etat === "terminee"
      ? [
          {
            quand: fonction.fin,
            titre: `Fin de fonction : ${phraseFonction(fonction)}`,
            texte: fonction.finMotif ?? undefined,
            qui: fonction.finPoseePar ?? undefined,
          },
        ]
      : [],
  );
  const envois = invitations.flatMap(({ emiseLe, accepteeLe, annuleeLe, invitePar }) => [
    { quand: iso(emiseLe), titre: "Invitation envoyée", qui: invitePar ?? undefined },
    ...(accepteeLe ? [{ quand: iso(accepteeLe), titre: "Invitation acceptée" }] : []),
    ...(annuleeLe ? [{ quand: iso(annuleeLe), titre: "Invitation remplacée ou annulée" }] : []),
  ]);
  const fermeture = personne.fermeLe ? [{ quand: iso(personne.fermeLe), titre: "Compte fermé" }] : [];
  return {
    passe: [
      { quand: iso(personne.creeLe), titre: "Personne enregistrée" },
      ...attributions,
      ...fins,
      ...envois,
      ...fermeture,
    ],
    suite: suiteOf(fonctions, invitations),
  };
}

function suiteOf(
  fonctions: readonly (FonctionHistorique & { readonly etat: EtatFonction })[],
  invitations: readonly InvitationEmise[],
): TimelineProps["suite"] {
  const attendue = invitations.find(({ etat }) => etat === "en_attente");
  const entree = attendue
    ? [
        {
          titre: "Première entrée dans le service",
          quand: iso(attendue.expireLe),
          depuis: iso(attendue.emiseLe),
        },
      ]
    : [];
  const debuts = fonctions
    .filter(({ etat }) => etat === "a_venir")
    .map((fonction) => ({ titre: `Début : ${phraseFonction(fonction)}`, quand: fonction.debut }));
  const fins = fonctions
    .filter(({ etat, fin }) => etat === "en_exercice" && fin !== null)
    .map((fonction) => ({ titre: `Fin : ${phraseFonction(fonction)}`, quand: fonction.fin ?? undefined }));
  return [...entree, ...debuts, ...fins];
}

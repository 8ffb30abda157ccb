import type { AuditEntry } from "#app/platform/audit/audit-entry.ts";

/** What a person is told of their own account, and the page where to act. */
export interface AvisSecurite {
  readonly titre: string;
  readonly texte: string;
  readonly href: string;
}

const PAS_VOUS =
  "Si ce n’est pas vous, fermez vos sessions et prévenez la personne qui administre le service.";

const AVIS: Readonly<Record<string, AvisSecurite>> = {
  "session.ouvrir": {
    titre: "Nouvelle connexion depuis un nouvel appareil",
    texte: `Votre compte vient de s’ouvrir sur un navigateur ou un système que vous n’aviez pas encore utilisé ici. Si c’est vous, il n’y a rien à faire. ${PAS_VOUS}`,
    href: "/mon-compte/sessions",
  },
  "session.revoquer": {
    titre: "Vos sessions ont été fermées",
    texte:
      "Une personne habilitée a fermé toutes vos sessions : c’est le cas quand vos droits changent, ou quand un doute se présente. Vous pouvez vous reconnecter ; si vous ne savez pas pourquoi, demandez-le lui.",
    href: "/mon-compte",
  },
  "identite.rattacher": {
    titre: "Une identité ProConnect ouvre désormais votre compte",
    texte: `Une personne habilitée a confirmé pour vous que cette identité est la vôtre. ${PAS_VOUS}`,
    href: "/mon-compte",
  },
  "identite.detacher": {
    titre: "Une identité ProConnect n’ouvre plus votre compte",
    texte:
      "Une personne habilitée l’a détachée, et les sessions ouvertes par elle se sont fermées. Si vous entrez encore par elle, un message vous demandera de confirmer que c’est bien vous.",
    href: "/mon-compte",
  },
  "facteur.confirmer": {
    titre: "Second facteur enregistré",
    texte: `Une application vient d’être enregistrée pour votre compte, avec de nouveaux codes de secours. ${PAS_VOUS}`,
    href: "/mon-compte",
  },
  "facteur.utiliser_secours": {
    titre: "Un code de secours a servi",
    texte: `Un de vos codes de secours vient de servir à la place du code de votre application. ${PAS_VOUS}`,
    href: "/second-facteur",
  },
  "facteur.reinitialiser": {
    titre: "Second facteur réinitialisé",
    texte:
      "Une personne habilitée a réinitialisé votre second facteur et fermé vos sessions. À votre prochaine connexion, vous en enregistrerez un autre. Si vous n’avez rien demandé, prévenez la personne qui administre le service.",
    href: "/second-facteur",
  },
  "amorce.rendre": {
    titre: "Un lien de retour a été donné pour votre compte",
    texte:
      "Depuis la machine du service, la personne qui l’exploite a réinitialisé votre second facteur, fermé vos sessions et affiché un lien qui ouvre votre compte une fois, dans le quart d’heure. Si vous n’avez rien demandé, prévenez-la tout de suite.",
    href: "/mon-compte",
  },
};

/** Acts after which the owner of an account is told, whoever did them; an ordinary sign-in is no news. */
export const EVENEMENTS_SECURITE: readonly string[] = Object.keys(AVIS);

/** What to tell the owner of the account after this act, undefined when there is nothing. */
export function avisSecurite({ evenement, faits = {} }: AuditEntry): AvisSecurite | undefined {
  if (evenement === "session.ouvrir" && !faits.nouvelAppareil) return undefined;
  // Who answered from their own mailbox, or by an invitation, knows.
  if (evenement === "identite.rattacher" && faits.voie !== "habilite") return undefined;
  // The act that it follows from has said it already.
  if (["session.revoquer", "facteur.reinitialiser"].includes(evenement) && faits.cause !== undefined)
    return undefined;
  return AVIS[evenement];
}

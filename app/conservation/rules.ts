import { type Decision, no, yes } from "#app/platform/refusal.ts";

export interface Serie {
  /** Title of the series on the bordereau. */
  readonly intitule: string;
  /** What goes and what stays, read before the act. */
  readonly effet: string;
  /** Why these may go: administrative use is over. */
  readonly motif: string;
}

/**
 * Series of public archives that may be eliminated, always with a visa. Values of the journal are not one: their
 * retention, a year, ends by itself. Source: code du patrimoine, L214-3 and R212-14.
 */
export const SERIES = {
  imports: {
    intitule: "Fichiers officiels déposés (contenu)",
    effet: "Le fichier est effacé ; le dépôt, son compte rendu et les valeurs importées restent.",
    motif: "Données publiques reprises intégralement dans la base ; l’original reste chez son producteur.",
  },
  demandes_acces: {
    intitule: "Demandes d’accès closes",
    effet: "La demande est effacée ; les fonctions confiées et le journal restent.",
    motif: "Durée d’utilité administrative échue : la décision a produit son effet.",
  },
  passations: {
    intitule: "Passations closes",
    effet: "Le résumé et le mot de passation sont effacés ; les fonctions et le journal restent.",
    motif: "Durée d’utilité administrative échue : la personne arrivée tient sa fonction.",
  },
  courriels: {
    intitule: "Traces d’envoi des courriels",
    effet: "La trace d’envoi est effacée ; son contenu l’était déjà depuis l’envoi.",
    motif: "Durée d’utilité administrative échue : plus aucun envoi n’est à prouver.",
  },
} as const satisfies Record<string, Serie>;
export type CodeSerie = keyof typeof SERIES;

export const ETATS_ELIMINATION = {
  prepare: "En attente du visa",
  vise: "Visé",
  execute: "Éliminé",
  abandonne: "Abandonné",
} as const;
export type EtatElimination = keyof typeof ETATS_ELIMINATION;

interface DatesElimination {
  readonly viseLe: string | null;
  readonly executeeLe: Date | null;
  readonly abandonneeLe: Date | null;
}

export function etatOf({ viseLe, executeeLe, abandonneeLe }: DatesElimination): EtatElimination {
  if (executeeLe) return "execute";
  if (abandonneeLe) return "abandonne";
  return viseLe ? "vise" : "prepare";
}

/** Only what is wholly past is eliminated. @param jour today, Paris. Source: house rule. */
export function canPreparer(jusquAu: string, jour: string): Decision {
  if (jusquAu <= jour) return yes;
  return no("date_future", "Choisissez un jour passé : on n’élimine pas ce qui n’existe pas encore.");
}

/** A visa answers a bordereau that waits for one, and is dated between the bordereau and today. Source: R212-14. */
export function canViser(
  etat: EtatElimination,
  dates: { readonly visa: string; readonly preparation: string; readonly jour: string },
): Decision {
  if (etat === "vise") return no("deja_vise", "Ce bordereau porte déjà un visa.");
  if (etat !== "prepare") return no("deja_clos", "Ce bordereau est clos : préparez-en un autre.");
  if (dates.visa < dates.preparation)
    return no(
      "visa_anterieur",
      "Le visa est daté d’avant le bordereau : vérifiez la date portée sur le visa.",
    );
  if (dates.visa > dates.jour) return no("visa_futur", "Le visa est daté dans l’avenir : vérifiez sa date.");
  return yes;
}

/** Nothing is eliminated without the visa, nor anything that the visa did not see. Source: L214-3. */
export function canExecuter(
  etat: EtatElimination,
  liste: { readonly visee: string; readonly actuelle: string },
): Decision {
  if (etat === "prepare")
    return no(
      "visa_absent",
      "Le visa des archives manque : enregistrez-le d’abord. Sans lui, rien ne s’élimine (code du patrimoine, L214-3).",
    );
  if (etat !== "vise") return no("deja_clos", "Ce bordereau est clos : il n’y a plus rien à éliminer.");
  if (liste.visee !== liste.actuelle)
    return no(
      "liste_changee",
      "La liste a changé depuis le bordereau : abandonnez-le et préparez-en un autre, que les archives viseront.",
    );
  return yes;
}

/** What is not executed may be abandoned. Source: house rule. */
export function canAbandonner(etat: EtatElimination): Decision {
  if (etat === "prepare" || etat === "vise") return yes;
  return no("deja_clos", "Ce bordereau est déjà clos.");
}

/** What becomes of a value at the end of its term, in the register. */
export const ACTIONS = {
  effacer: "effacée",
  remplacer: "remplacée",
  supprimer: "supprimée avec sa ligne",
} as const;

/** The digitised visa is joined to a bordereau that has one, before or after its execution. Source: code du patrimoine, R212-14. */
export function canJoindreVisa(etat: EtatElimination): Decision {
  return etat === "vise" || etat === "execute"
    ? yes
    : no("sans_visa", "Ce bordereau n’a pas de visa : enregistrez-le d’abord, puis joignez-en la copie.");
}

/** A title fits a line: beyond this, the first clause says enough. */
const TITRE_MAX = 60;

/** The first words of a table's description: what follows is for those who keep the database. */
export function titreOf(description: string): string {
  const phrase = /^[^.:;]+/u.exec(description)?.[0].trim() ?? description;
  return phrase.length > TITRE_MAX ? (/^[^,]+/u.exec(phrase)?.[0] ?? phrase) : phrase;
}

/** Where the register names a table, the person reads what it is to them; the others keep the title of the register. */
export const RUBRIQUES_PERSONNELLES: Readonly<Record<string, string>> = {
  agent: "Votre identité",
  assistance: "Les vues d’assistance",
  courriel: "Les courriels qui vous ont été adressés",
  delegation: "Vos délégations",
  demande_acces: "Vos demandes d’accès",
  fonction_exercee: "Vos fonctions",
  identite: "Vos entrées par ProConnect",
  invitation: "Les invitations que vous avez reçues ou envoyées",
  notification: "Vos messages",
  passation: "Vos passations",
  preference_notification: "Vos préférences de messages",
  session: "Vos sessions",
};

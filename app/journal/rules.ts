import { type Decision, no, yes } from "#app/platform/refusal.ts";

/**
 * What each event of the journal says, after the name of who acts: « Jeanne Estran a ouvert une session ». An event
 * without a sentence cannot be written: a test walks the source. Source: qualite §4 (who, what, when, before, after).
 */
export const EVENEMENTS: Readonly<Record<string, string>> = {
  "session.ouvrir": "a ouvert une session",
  "session.fermer": "a fermé une session",
  "session.renforcer": "a confirmé son identité avant un acte sensible",
  "session.revoquer": "a fermé des sessions à distance",
  "acces.refuser": "n’a pas pu ouvrir une page",
  "connexion.refuser": "n’a pas pu entrer",
  "lien.demander": "a demandé un lien de connexion",
  "lien.utiliser": "est entré par un lien de connexion",
  "facteur.creer": "a commencé l’enregistrement d’un second facteur",
  "facteur.confirmer": "a mis en service un second facteur",
  "facteur.renouveler": "a renouvelé son second facteur ou ses codes de secours",
  "facteur.utiliser_secours": "a utilisé un code de secours",
  "facteur.reinitialiser": "a réinitialisé le second facteur d’une personne",
  "amorce.preparer": "a préparé le lien de la première personne du service",
  "amorce.rendre": "a donné un lien de retour à une personne qui administre le service",
  "amorce.utiliser": "a créé la première personne du service",
  "identite.rattacher": "a rattaché une identité ProConnect à un compte",
  "identite.proposer": "a proposé de rattacher une identité ProConnect",
  "identite.detacher": "a détaché une identité ProConnect",
  "identite.ecarter": "a répondu qu’une identité ProConnect n’était pas celle du compte",
  "agent.creer": "a enregistré une personne",
  "agent.modifier": "a modifié une personne",
  "agent.fermer": "a fermé un compte",
  "fonction.attribuer": "a confié une fonction",
  "fonction.terminer": "a mis fin à une fonction",
  "invitation.emettre": "a invité une personne",
  "invitation.accepter": "a accepté une invitation",
  "invitation.annuler": "a annulé une invitation",
  "demande_acces.deposer": "a demandé un accès",
  "demande_acces.decider": "a décidé d’une demande d’accès",
  "demande_acces.retirer": "a retiré sa demande d’accès",
  "delegation.donner": "a donné une délégation",
  "delegation.revoquer": "a révoqué une délégation",
  "delegation.renouveler": "a renouvelé une délégation",
  "delegation.prevenir": "a rappelé qu’une délégation arrive à son terme",
  "passation.ouvrir": "a ouvert une passation",
  "passation.lire": "a lu une passation",
  "passation.ecrire": "a écrit le mot d’une passation",
  "passation.clore": "a clos une passation",
  "assistance.demander": "a demandé à voir le service comme une personne",
  "assistance.consentir": "a accepté une vue d’assistance",
  "assistance.refuser": "a refusé une vue d’assistance",
  "assistance.voir": "a ouvert une vue d’assistance",
  "assistance.terminer": "a terminé une vue d’assistance",
  "courriel.envoyer": "a envoyé un courriel",
  "courriel.echouer": "n’a pas pu envoyer un courriel",
  "courriel.reprendre": "a relancé l’envoi d’un courriel",
  "courriel.abandonner": "a abandonné l’envoi d’un courriel",
  "installation.restaurer": "a restauré une sauvegarde",
  "journal.demander_controle": "a demandé une vérification du scellement du journal",
  "journal.controler": "a vérifié le scellement du journal",
  "journal.exporter": "a exporté le journal",
  "notification.lire": "a lu une notification",
  "preference.modifier": "a réglé ses notifications",
  "liste_personnes.deposer": "a déposé une liste de personnes à inviter",
  "liste_personnes.demander": "a demandé d’inviter les personnes d’une liste",
  "liste_personnes.abandonner": "a abandonné une liste de personnes",
  "liste_personnes.appliquer": "a invité les personnes d’une liste",
  "campagne_ciblage.creer": "a ouvert une campagne de ciblage",
  "campagne_ciblage.regler": "a réglé une campagne de ciblage",
  "campagne_ciblage.ouvrir": "a ouvert une campagne de ciblage à la lecture",
  "campagne_ciblage.clore": "a clos une campagne de ciblage",
  "scenario.creer": "a écrit un scénario de ciblage",
  "scenario.copier": "a copié un scénario de ciblage",
  "scenario.modifier": "a modifié un scénario de ciblage",
  "scenario.archiver": "a mis un scénario de ciblage de côté",
  "scenario.reprendre": "a repris un scénario de ciblage",
  "calcul.lancer": "a lancé un calcul de ciblage",
  "calcul.annuler": "a arrêté un calcul de ciblage",
  "calcul.terminer": "a obtenu le résultat d’un calcul de ciblage",
  "calcul.demander_rejeu": "a demandé de rejouer un calcul de ciblage",
  "calcul.rejouer": "a rejoué un calcul de ciblage",
  "publication.ecrire": "a écrit une page publique",
  "publication.modifier": "a modifié une page publique",
  "publication.publier": "a publié ou archivé une page publique",
  "bandeau.annoncer": "a posé un bandeau d’information",
  "bandeau.retirer": "a retiré un bandeau d’information",
  "reglage.remplir": "a rempli un texte du service",
  "piece.deposer": "a déposé une pièce",
  "piece.retirer": "a retiré une pièce",
  "purge.executer": "a effacé des données arrivées au terme de leur durée",
  "elimination.preparer": "a préparé un bordereau d’élimination",
  "elimination.viser": "a enregistré le visa d’un bordereau d’élimination",
  "elimination.executer": "a éliminé des archives publiques, avec visa",
  "elimination.abandonner": "a abandonné un bordereau d’élimination",
  "donnees.exporter": "a exporté ses propres données",
  "affichage.choisir": "a choisi son affichage",
  "jeton.creer": "a créé un jeton de lecture",
  "jeton.revoquer": "a révoqué un jeton de lecture",
  "import.deposer": "a déposé des fichiers",
  "import.previsualiser": "a demandé l’aperçu d’un dépôt",
  "import.demander_application": "a demandé l’application d’un dépôt",
  "import.appliquer": "a appliqué un dépôt",
  "import.abandonner": "a abandonné un dépôt",
  "import.arreter": "a arrêté le traitement d’un dépôt",
  "import.decrire_fichier": "a décrit un fichier déposé",
  "import.pointer_colonnes": "a désigné les colonnes d’un fichier",
  "import.decider_code": "a décidé du sens d’un code",
  "import.retirer_code": "a retiré la décision sur un code",
  "import.retirer_lecture": "a retiré une façon de lire un fichier",
  "anomalie.justifier": "a justifié une anomalie",
  "correction.proposer": "a proposé une valeur locale",
  "correction.retirer": "a retiré une valeur locale",
  "indicateur.creer": "a créé un indicateur",
  "indicateur.modifier": "a modifié la notice d’un indicateur",
  "indicateur.relire": "a relu la notice d’un indicateur",
  "indicateur.retirer": "a retiré un indicateur",
  "reglage.relever": "a relevé le seuil des petits effectifs",
  "secret.recalculer": "a recalculé les valeurs couvertes par le secret",
  "academie.inscrire": "a inscrit la participation d’une académie",
  "academie.reprendre_registre": "a repris le registre des académies",
  "circonscription.corriger": "a corrigé une circonscription",
  "structure.attribuer_dispositif": "a attribué un dispositif à une structure",
  "structure.attribuer_en_nombre": "a attribué un dispositif à plusieurs structures",
  "structure.terminer_dispositif": "a mis fin à un dispositif d’une structure",
  "structure.consigner_fait": "a consigné un fait local",
  "structure.relier": "a relié deux structures",
  "structure.retirer_fait": "a retiré un fait d’une structure",
  "structure.saisir_fait": "a saisi un fait d’une structure",
  "orpheline.decider": "a décidé d’une école orpheline",
  "orpheline.retirer_decision": "a retiré une décision sur une école orpheline",
};

/** Families of events, by what comes before the point. */
export const FAMILLES: Readonly<Record<string, string>> = {
  session: "Sessions",
  acces: "Pages refusées",
  connexion: "Entrées refusées",
  installation: "Restaurations",
  lien: "Liens de connexion",
  facteur: "Second facteur",
  amorce: "Première personne",
  identite: "Identités ProConnect",
  agent: "Personnes",
  fonction: "Fonctions",
  invitation: "Invitations",
  demande_acces: "Demandes d’accès",
  delegation: "Délégations",
  passation: "Passations",
  campagne_ciblage: "Campagnes de ciblage",
  calcul: "Calculs de ciblage",
  scenario: "Scénarios de ciblage",
  assistance: "Assistance",
  courriel: "Courriels",
  notification: "Notifications",
  preference: "Préférences",
  liste_personnes: "Listes de personnes",
  publication: "Pages publiques",
  bandeau: "Bandeau d’information",
  piece: "Pièces",
  journal: "Journal",
  purge: "Purges",
  elimination: "Éliminations d’archives",
  donnees: "Données personnelles",
  affichage: "Affichage",
  jeton: "Jetons de lecture",
  import: "Dépôts de fichiers",
  anomalie: "Anomalies",
  correction: "Valeurs locales",
  indicateur: "Indicateurs",
  reglage: "Réglages",
  secret: "Petits effectifs",
  academie: "Académies",
  circonscription: "Circonscriptions",
  structure: "Structures",
  orpheline: "Écoles orphelines",
};

/** The check of the chain that somebody asks for: a work in the background, one at a time. */
export const VERIFICATION = {
  genre: "journal.verifier",
  objetType: "journal",
  objetId: "chaine",
  file: "journal",
} as const;

export interface Verification {
  readonly etat: "en_attente" | "en_cours" | "terminee" | "echouee" | "annulee";
  readonly avancement: number;
  readonly etape: string;
  readonly erreur: string | null;
}

/** A check is awaited or running: no other is asked for meanwhile. */
export function isEnCours(verification: Verification | undefined): boolean {
  return verification?.etat === "en_attente" || verification?.etat === "en_cours";
}

/** Events by which the service did not let somebody through. Written the same in the index of migration 0014. */
export const REFUS = ["acces.refuser", "connexion.refuser"] as const;

export interface ObjetJournal {
  readonly libelle: string;
  /** Its page, when it has one. */
  readonly href?: (id: string) => string;
}

/** Kinds of objects that acts are about, and where each is read; what only two people read has no link here. */
export const OBJETS: Readonly<Record<string, ObjetJournal>> = {
  agent: { libelle: "Personne", href: (id) => `/personnes/${id}` },
  academie: { libelle: "Académie" },
  amorce: { libelle: "Première personne" },
  anomalie: { libelle: "Anomalie", href: (id) => `/anomalies/${id}` },
  assistance: { libelle: "Vue d’assistance" },
  bandeau: { libelle: "Bandeau d’information" },
  calcul: { libelle: "Calcul de ciblage", href: (id) => `/ciblage/calculs/${id}` },
  campagne_ciblage: { libelle: "Campagne de ciblage", href: (id) => `/ciblage/${id}` },
  scenario: { libelle: "Scénario de ciblage" },
  installation: { libelle: "Service" },
  circonscription: { libelle: "Circonscription", href: (id) => `/circonscriptions/${id}` },
  connexion: { libelle: "Entrée" },
  correspondance: { libelle: "Façon de lire un fichier" },
  courriel: { libelle: "Courriel", href: (id) => `/courriels/${id}` },
  decision_uai: { libelle: "Décision sur un code" },
  delegation: { libelle: "Délégation" },
  demande_acces: { libelle: "Demande d’accès", href: (id) => `/demandes-acces/${id}` },
  dispositif: { libelle: "Dispositif" },
  elimination: { libelle: "Bordereau d’élimination", href: (id) => `/archives/${id}` },
  fonction: { libelle: "Fonction" },
  fonction_exercee: { libelle: "Fonction" },
  identite: { libelle: "Identité ProConnect" },
  import: { libelle: "Dépôt de fichiers", href: (id) => `/imports/${id}` },
  indicateur: { libelle: "Indicateur", href: (id) => `/indicateurs/${id}` },
  invitation: { libelle: "Invitation" },
  jeton: { libelle: "Jeton de lecture" },
  journal: { libelle: "Journal", href: () => "/journal" },
  lien: { libelle: "Lien de connexion" },
  lien_connexion: { libelle: "Lien de connexion" },
  liste_personnes: { libelle: "Liste de personnes" },
  notification: { libelle: "Notification" },
  page: { libelle: "Page" },
  passation: { libelle: "Passation" },
  piece: { libelle: "Pièce" },
  publication: { libelle: "Publication" },
  purge: { libelle: "Purge", href: () => "/conservation/purges" },
  rattachement: { libelle: "Proposition de rattachement" },
  reglage: { libelle: "Réglage" },
  reglage_texte: { libelle: "Texte du service" },
  route: { libelle: "Page" },
  second_facteur: { libelle: "Second facteur" },
  service: { libelle: "Service" },
  session: { libelle: "Session" },
  structure: { libelle: "Structure", href: (id) => `/structures/${id}` },
};

/** Who a line names when nobody acts, and when the person's name has been erased. */
export const LE_SERVICE = "Le service";

/** A sentence for an event, as the journal reads it aloud. */
export function phraseOf(evenement: string): string {
  return EVENEMENTS[evenement] ?? `a fait « ${evenement} »`;
}

/** A period runs forwards. */
export function canFiltrer(du: string | undefined, au: string | undefined): Decision {
  if (du === undefined || au === undefined || du <= au) return yes;
  return no("periode_inversee", "La fin de la période est avant son début : échangez les deux dates.");
}

/** What the administrators are told when the chain no longer holds. */
export const ALTERATION = {
  titre: "Le journal a été altéré",
  texte:
    "La vérification du scellement a échoué. Ne touchez pas à la base, gardez une copie du fichier des ancres et prévenez le responsable de la sécurité.",
  href: "/journal/controles",
} as const;

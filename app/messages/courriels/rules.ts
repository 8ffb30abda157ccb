import { type Decision, no, yes } from "#app/platform/refusal.ts";

export const ETATS_COURRIEL = {
  en_attente: "en attente",
  envoye: "envoyé",
  echoue: "en échec",
  retenu: "retenu",
  abandonne: "abandonné",
} as const;
export type EtatCourriel = keyof typeof ETATS_COURRIEL;

/** A message that failed, or waits for its turn, may be sent at once. Source: house rule. */
export function canReprendre({
  etat,
  contenu,
}: {
  readonly etat: EtatCourriel;
  readonly contenu: boolean;
}): Decision {
  if ((etat === "echoue" || etat === "en_attente") && !contenu)
    return no(
      "contenu_efface",
      "Le texte de ce message a été effacé au terme de sa conservation : refaites l’acte qui l’avait fait naître.",
    );
  if (etat === "echoue" || etat === "en_attente") return yes;
  if (etat === "envoye")
    return no("deja_envoye", "Ce message est déjà parti : le serveur de messagerie l’a accepté.");
  if (etat === "abandonne")
    return no(
      "abandonne",
      "Ce message a été abandonné et son contenu effacé : refaites l’acte qui l’avait fait naître.",
    );
  return no("retenu", "Rien ne part d’une démonstration : ce message se lit dans la boîte de démonstration.");
}

/** A message that has not left may be given up. Source: house rule. */
export function canAbandonner(etat: EtatCourriel): Decision {
  if (etat === "echoue" || etat === "en_attente") return yes;
  if (etat === "envoye") return no("deja_envoye", "Ce message est déjà parti : il ne peut plus être retenu.");
  if (etat === "abandonne") return no("deja_abandonne", "Ce message est déjà abandonné.");
  return no("retenu", "Rien ne part d’une démonstration : il n’y a rien à abandonner.");
}

/** First that matches speaks. Codes of SMTP and of the network. Source: RFC 5321 §4.2.3, RFC 3463. */
const EXPLICATIONS: readonly (readonly [RegExp, string])[] = [
  [
    /\bEAUTH\b|\b53[05]\b/,
    "Le serveur de messagerie refuse notre compte : vérifiez le compte et le mot de passe de SMTP_URL.",
  ],
  [
    /certificate|self-signed|CERT_/i,
    "Le certificat du serveur de messagerie n’est pas reconnu : faites-le renouveler, ou déclarez son autorité (NODE_EXTRA_CA_CERTS).",
  ],
  [
    /\bETLS\b|STARTTLS|\bSSL\b/i,
    "Le serveur de messagerie ne propose pas d’échange chiffré : rien ne lui est confié en clair.",
  ],
  [
    /ECONNREFUSED/,
    "Le serveur de messagerie ne répond pas à cette adresse : vérifiez qu’il fonctionne, et l’adresse de SMTP_URL.",
  ],
  [
    /ENOTFOUND|EAI_AGAIN|\bEDNS\b/,
    "Le nom du serveur de messagerie est introuvable : vérifiez SMTP_URL et la résolution des noms.",
  ],
  [
    /ETIMEDOUT|ESOCKETTIMEDOUT|Greeting never received/,
    "Le serveur de messagerie ne répond pas à temps : il est arrêté, surchargé, ou un pare-feu l’isole.",
  ],
  [
    /ECONNECTION|ECONNRESET|EPIPE|\bESOCKET\b/,
    "Le serveur de messagerie a coupé l’échange : le message sera présenté à nouveau.",
  ],
  [/COURRIEL_EXPEDITEUR/, "L’adresse qui envoie est mal réglée : corrigez COURRIEL_EXPEDITEUR."],
  [
    /\b5\.1\.[0-3]\b|\b55[013]\b|user unknown|no such user/i,
    "Cette adresse n’existe pas, ou refuse nos messages : corrigez-la dans la fiche de la personne ou du lieu.",
  ],
  [/\b[45]\.2\.2\b|\b[45]52\b|quota|mailbox full/i, "La boîte du destinataire est pleine."],
  [
    /\b5\.7\.\d+\b|\b554\b|spam|blacklist|blocked/i,
    "Le serveur de messagerie refuse ce message par sa politique : demandez à ses exploitants d’accepter notre adresse d’envoi.",
  ],
  [
    /\b4\d\d\b/,
    "Le serveur de messagerie demande de revenir plus tard : le message sera présenté à nouveau.",
  ],
  [/\b5\d\d\b/, "Le serveur de messagerie refuse ce message pour de bon."],
];

/** What the last answer of the mail server means, and what to do about it. */
export function expliquerErreur(erreur: string): string {
  const found = EXPLICATIONS.find(([pattern]) => pattern.test(erreur));
  return found?.[1] ?? "L’envoi n’a pas abouti ; la réponse du serveur est ci-dessous.";
}

const GABARITS: Readonly<Record<string, string>> = {
  "acces.invitation": "Invitation",
  "acces.lien": "Lien de connexion",
  "acces.rattachement": "Rattachement d’une identité",
  "messages.resume": "Résumé du matin",
  "messages.acces_demande": "Notification : demande d’accès",
  "messages.acces_decision": "Notification : décision",
  "messages.acces_fonction": "Notification : fonction",
  "messages.acces_delegation": "Notification : délégation",
  "messages.acces_passation": "Notification : passation",
  "messages.acces_assistance": "Notification : assistance",
  "messages.acces_securite": "Notification : sécurité du compte",
  "messages.import_termine": "Notification : import",
  "messages.referentiel_adresse": "Notification : boîte générique",
  "messages.service_incident": "Notification : incident du service",
  "messages.fonction_lieu": "Direction, à la boîte du lieu",
  "acces.passation": "Passation, à la boîte du lieu",
  "ciblage.publication": "Liste publiée, à la boîte de la structure",
};

/** What kind of message it is, in words. */
export function libelleGabarit(gabarit: string): string {
  return GABARITS[gabarit] ?? gabarit;
}

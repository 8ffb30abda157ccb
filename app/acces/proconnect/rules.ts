import { type Claims, checkIdToken, type ExpectedIdToken } from "#app/platform/oidc/claims.ts";
import type { OidcFaultCode } from "#app/platform/oidc/fault.ts";
import { type Decision, no, yes } from "#app/platform/refusal.ts";
import { readAttributs } from "../attributs/rules.ts";
import { canGererCompte, type PersonneAGerer } from "../personnes/rules.ts";
import type { Actor } from "../rules.ts";
import { userinfoSchema } from "./schema.ts";

/** What we ask of ProConnect: who the person is and where they work. Neither their telephone nor their roles. */
export const SCOPES = "openid given_name usual_name email siret idp_id custom";

/** Between leaving for ProConnect and coming back. */
export const ENTREE_MS = 10 * 60 * 1000;
/** A proposal waits three days in a mailbox; entering again makes another. */
export const RATTACHEMENT_MS = 3 * 24 * 60 * 60 * 1000;
/** Coming back sooner sends no second message. */
export const RELANCE_MS = 15 * 60 * 1000;
/** « Ce n’est pas moi » holds for a day: whoever pressed the wrong button may then be asked again. */
export const REFUS_MS = 24 * 60 * 60 * 1000;
/** The way through our page between the sign-out here and the one at ProConnect. */
export const DEPART_MS = 5 * 60 * 1000;

/** Levels that prove two factors. Source: ProConnect, values of `acr`; references §1.7. */
const MULTIFACTEURS: ReadonlySet<string> = new Set(["eidas0-mfa", "eidas1-mfa", "eidas2", "eidas3"]);

/** Whether the level says that the person proved two factors on the way in. Source: ASVS 5.0, 6.3.3 and 6.8.4. */
export function isMultifacteur(acr: string): boolean {
  return MULTIFACTEURS.has(acr);
}

const RECOMMENCER = "Recommencez, ou demandez un lien par courriel.";
const ATTENDRE = "Réessayez dans quelques minutes, ou demandez un lien par courriel.";
const DOUTEUX = `La réponse reçue de ProConnect n’a pas pu être vérifiée, et par prudence elle n’a pas été suivie. ${RECOMMENCER}`;

/** Every reason why an entry by ProConnect comes to nothing, with what the person reads. */
export const MOTIFS_REFUS = {
  fournisseur_injoignable: `ProConnect ne répond pas pour le moment. ${ATTENDRE}`,
  fournisseur_lent: `ProConnect met trop de temps à répondre. ${ATTENDRE}`,
  reponse_inattendue: `ProConnect a donné une réponse inattendue. ${ATTENDRE}`,
  adresse_etrangere: DOUTEUX,
  refus_fournisseur: `Vous n’êtes pas allé au bout de la connexion, ou votre fournisseur d’identité ne l’a pas permise. ${RECOMMENCER}`,
  code_refuse: `Cette tentative de connexion a pris trop de temps ou a déjà servi. ${RECOMMENCER}`,
  emetteur_different: DOUTEUX,
  destinataire_different: DOUTEUX,
  nonce_different: DOUTEUX,
  signature: DOUTEUX,
  horloge: `L’heure de ProConnect et celle de ce service diffèrent trop. ${ATTENDRE}`,
  sujet_different: DOUTEUX,
  niveau_insuffisant:
    "Votre fournisseur d’identité n’a pas donné une connexion assez sûre : ce service demande deux preuves (par exemple un mot de passe et un code). Choisissez une connexion à deux facteurs, ou demandez un lien par courriel.",
  renouvellement_ancien:
    "Pour cet acte, il faut vous identifier de nouveau, et ProConnect n’a pas redemandé vos preuves. Recommencez, ou confirmez avec le code de votre application.",
  navigateur_inconnu: `Cette connexion n’a pas commencé dans ce navigateur, ou a été interrompue. ${RECOMMENCER}`,
  etat_different: `Une autre connexion a commencé depuis dans ce navigateur. ${RECOMMENCER}`,
  deja_utilisee: `Cette connexion a déjà servi : elle ne sert qu’une fois. ${RECOMMENCER}`,
  entree_expiree: `Plus de dix minutes ont passé depuis le début de cette connexion. ${RECOMMENCER}`,
  identite_incomplete:
    "ProConnect n’a pas transmis vos nom, prénom et adresse professionnelle. Votre fournisseur d’identité peut compléter votre fiche ; en attendant, demandez un lien par courriel.",
  employeur_refuse:
    "L’employeur transmis par ProConnect ne fait pas partie de ceux à qui ce service est ouvert. Si vous changez d’établissement, choisissez l’autre fournisseur d’identité, ou demandez un lien par courriel.",
  compte_ferme:
    "Votre compte sur ce service est fermé. Si vous reprenez une fonction, la personne qui vous l’a confiée peut le rouvrir.",
  autre_personne:
    "L’identité ProConnect choisie n’est pas celle de votre session. Recommencez avec la même, ou déconnectez-vous d’abord.",
  session_absente:
    "Votre session s’est terminée entre-temps. Connectez-vous de nouveau, puis reprenez votre acte.",
  invitation_perimee:
    "Cette invitation a déjà servi, a été annulée ou a plus de quinze jours. Demandez à la personne qui vous a invité de vous l’envoyer de nouveau.",
  identite_deja_rattachee:
    "Cette identité ProConnect est déjà celle d’une autre personne du service. Entrez sans passer par l’invitation, ou signalez-le à la personne qui vous a invité.",
  rattachement_refuse:
    "La personne qui a cette adresse a répondu que ce n’était pas elle. Si c’était une erreur, entrez de nouveau demain ou adressez-vous à la personne qui tient les comptes de votre périmètre.",
  sortie_inconnue:
    "Ce retour de ProConnect ne correspond à aucune déconnexion récente. Si vous vouliez vous déconnecter, utilisez le bouton du service.",
} as const satisfies Record<OidcFaultCode, string> & Record<string, string>;
export type MotifRefus = keyof typeof MOTIFS_REFUS;

export function isMotifRefus(code: string): code is MotifRefus {
  return Object.hasOwn(MOTIFS_REFUS, code);
}

export interface IdentiteRecue {
  readonly emetteur: string;
  readonly fournisseur: string;
  readonly sujet: string;
  readonly prenom: string;
  readonly nom: string;
  readonly courriel: string;
  readonly siret: string | null;
  /** Attributes of function, known ones only: a proposal, never a right. */
  readonly attributs: ReturnType<typeof readAttributs>;
  readonly acr: string;
}

export type IdentiteLue =
  | { readonly ok: true; readonly identite: IdentiteRecue }
  | { readonly ok: false; readonly motif: MotifRefus };

export interface IdentiteAttendue extends ExpectedIdToken {
  /** Employers to whom the service is open; none named: all. */
  readonly sirets: readonly string[];
}

/**
 * The identity behind verified tokens, if the claims are whole, of this minute, strong enough, for us, about one and
 * the same person, and of an employer that may enter. The key is (iss, idp_id, sub): the same `sub` from another
 * provider is somebody else. Source: qualite §4; references §1.7.
 */
export function readIdentite(claims: Claims, userinfo: unknown, attendue: IdentiteAttendue): IdentiteLue {
  const fault = checkIdToken(claims, attendue);
  if (fault) return { ok: false, motif: fault };
  const parsed = userinfoSchema.safeParse(userinfo);
  const sub = (userinfo as { sub?: unknown } | null)?.sub;
  if (sub !== claims.sub) return { ok: false, motif: "sujet_different" };
  if (!parsed.success) return { ok: false, motif: "identite_incomplete" };
  const { idp_id: fournisseur, given_name: prenom, usual_name: nom, email: courriel, siret } = parsed.data;
  if (attendue.sirets.length > 0 && !(siret && attendue.sirets.includes(siret)))
    return { ok: false, motif: "employeur_refuse" };
  const identite: IdentiteRecue = {
    emetteur: attendue.issuer,
    fournisseur,
    sujet: parsed.data.sub,
    prenom,
    nom,
    courriel,
    siret,
    attributs: readAttributs(userinfo),
    acr: String(claims.acr),
  };
  return { ok: true, identite };
}

interface AgentVise {
  readonly agentId: string;
  readonly ferme: boolean;
}

/** What is known when an identity comes in. */
export interface Situation {
  /** Whose identity it is already. */
  readonly rattachee: AgentVise | undefined;
  /** Who was invited, when the person came by an invitation. */
  readonly invitation: (AgentVise & { readonly valide: boolean }) | undefined;
  /** Who has the address transmitted. */
  readonly homonyme: AgentVise | undefined;
  /** The holder of the address said today that it was not them. */
  readonly refusee: boolean;
}

export type Entree =
  | { readonly genre: "entrer"; readonly agentId: string }
  | { readonly genre: "accepter"; readonly agentId: string }
  | { readonly genre: "creer" }
  | { readonly genre: "proposer"; readonly agentId: string }
  | { readonly genre: "refuser"; readonly motif: MotifRefus };

/**
 * What an identity opens: the account of its agent; the account of whoever was invited, whose mailbox is proven by the
 * link; a question sent to the mailbox when only the address is known; an account without right when nothing is. A
 * closed account opens never. Source: contracts of issue C; qualite §4 (an address only proposes).
 */
export function decideEntree({ rattachee, invitation, homonyme, refusee }: Situation): Entree {
  const refuser = (motif: MotifRefus): Entree => ({ genre: "refuser", motif });
  if (rattachee?.ferme) return refuser("compte_ferme");
  if (invitation) {
    if (rattachee && rattachee.agentId !== invitation.agentId) return refuser("identite_deja_rattachee");
    if (invitation.ferme) return refuser("compte_ferme");
    if (invitation.valide) return { genre: "accepter", agentId: invitation.agentId };
    // Twice by the same link: the first time linked the identity, the second is an ordinary entry.
    return rattachee ? { genre: "entrer", agentId: rattachee.agentId } : refuser("invitation_perimee");
  }
  if (rattachee) return { genre: "entrer", agentId: rattachee.agentId };
  if (!homonyme) return { genre: "creer" };
  if (homonyme.ferme) return refuser("compte_ferme");
  return refusee ? refuser("rattachement_refuse") : { genre: "proposer", agentId: homonyme.agentId };
}

export interface RattachementPropose {
  readonly expireLe: Date;
  readonly accepte: boolean | null;
  readonly agentFerme: boolean;
  /** Whose identity it has become meanwhile. */
  readonly rattacheA: string | null;
  readonly agentId: string;
}

/** A proposal is decided once, in its three days, for an open account and an identity still nobody's. Source: house rule. */
export function canDeciderRattachement(propose: RattachementPropose, now: Date): Decision {
  if (propose.accepte !== null)
    return no("deja_decide", "Une réponse a déjà été donnée : il n’y a plus rien à faire.");
  if (propose.rattacheA !== null)
    return no(
      "identite_deja_rattachee",
      "Cette identité est déjà rattachée à un compte : il n’y a plus rien à faire.",
    );
  if (propose.agentFerme)
    return no("compte_ferme", "Ce compte est fermé : rouvrez-le d’abord s’il doit servir de nouveau.");
  if (now >= propose.expireLe)
    return no(
      "rattachement_expire",
      "Cette demande a plus de trois jours : une nouvelle entrée par ProConnect en fera une autre.",
    );
  return yes;
}

/** Identities are held by whoever could close the account; one's own are confirmed from one's mailbox alone. Source: house rule. */
export function canTenirIdentites(actor: Actor, personne: PersonneAGerer): Decision {
  if (personne.agentId !== actor.agentId) return canGererCompte(actor, personne);
  return no(
    "soi_meme",
    "Pour votre propre compte, répondez par le lien reçu dans votre messagerie : personne ne confirme pour soi-même.",
  );
}

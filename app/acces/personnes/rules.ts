import { type Decision, no, yes } from "#app/platform/refusal.ts";
import {
  FONCTIONS,
  type Fonction,
  PORTEES,
  PORTEES_PAR_FONCTION,
  type PorteeType,
} from "../fonctions/rules.ts";
import { type PorteeNommee, reaches } from "../portees/rules.ts";
import type { Actor } from "../rules.ts";
import { isRenforcee } from "../sessions/rules.ts";

/** Functions of the national level: given by the service's administrator alone. */
const NATIONALES: readonly Fonction[] = ["administrateur", "igesr", "dgesco", "depp"];
const TOUTES = Object.keys(FONCTIONS) as Fonction[];

/**
 * Which function may give which. Each level opens the rights of its own scope: the académie, the département, the
 * direction for its team. Source: business matrix §4.2, line « Users & rights ».
 */
export const ATTRIBUTIONS: Readonly<Partial<Record<Fonction, readonly Fonction[]>>> = {
  administrateur: TOUTES,
  pilote_academique: TOUTES.filter((fonction) => !NATIONALES.includes(fonction)),
  dsden: [
    ...(["ien", "chef_etablissement", "directeur_ecole", "equipe", "secretariat", "adjoint"] as const),
    ...(["collectivite", "membre_comite", "caf", "prefecture", "association"] as const),
  ],
  chef_etablissement: ["equipe", "adjoint", "secretariat"],
  directeur_ecole: ["equipe", "secretariat"],
};

export interface AttributionVoulue {
  readonly fonction: Fonction;
  readonly portee: PorteeNommee;
  /** Who would receive it; undefined for somebody who has no account yet. */
  readonly agentId?: string | undefined;
}

/**
 * A person gives a function that the table opens to one of theirs, on a scope that this function holds, and never to
 * oneself. A function received by delegation gives nothing. Source: S0-22, business matrix §4.2 and §4.3.
 */
export function canAttribuer(actor: Actor, { fonction, portee, agentId }: AttributionVoulue): Decision {
  if (agentId !== undefined && agentId === actor.agentId)
    return no(
      "a_soi_meme",
      "Une fonction se reçoit d’une autre personne : demandez-la à qui tient les droits de ce périmètre.",
    );
  if (!PORTEES_PAR_FONCTION[fonction].includes(portee.type))
    return no(
      "portee_inadaptee",
      `La fonction « ${FONCTIONS[fonction]} » s’exerce sur un périmètre de nature : ${PORTEES_PAR_FONCTION[fonction].map((type) => PORTEES[type]).join(", ")}.`,
    );
  const giving = actor.fonctions.filter(
    (own) => !own.delegation && ATTRIBUTIONS[own.fonction]?.includes(fonction),
  );
  if (giving.length === 0)
    return no(
      "fonction_non_attribuable",
      `La fonction « ${FONCTIONS[fonction]} » est confiée par un autre niveau : adressez-vous au pilote académique ou à l’administrateur du service.`,
    );
  if (
    giving.some(({ fonction: own, porteeType: type, porteeCode: code }) =>
      reaches({ fonction: own, portee: { type, code } }, portee),
    )
  )
    return yes;
  return no(
    "hors_perimetre",
    `${portee.libelle} est en dehors de votre périmètre : adressez-vous à qui tient les droits de ce périmètre.`,
  );
}

/** The functions that a person may give to somebody, whatever the scope, in the order of the table. */
export function listFonctionsAttribuables(actor: Actor): Fonction[] {
  const own = actor.fonctions.filter(({ delegation }) => !delegation);
  return TOUTES.filter((fonction) =>
    own.some((exercee) => ATTRIBUTIONS[exercee.fonction]?.includes(fonction)),
  );
}

/** A right over a whole académie, or over all of them, asks for a fresh proof of identity. Source: ASVS 7.5.3. */
export function canConfier(actor: Actor, type: PorteeType, now: Date): Decision {
  if (type !== "nation" && type !== "academie") return yes;
  if (actor.session && isRenforcee(actor.session, now)) return yes;
  return no(
    "a_confirmer",
    "Un droit sur toute une académie demande de confirmer que c’est bien vous. Suivez le lien « Confirmer maintenant » dans un autre onglet, puis envoyez à nouveau ce formulaire : votre saisie est gardée.",
  );
}

export interface FonctionDeLaPersonne {
  readonly fonction: Fonction;
  readonly portee: PorteeNommee;
  /** In exercise or to come. */
  readonly vivante: boolean;
}

export interface PersonneAGerer {
  readonly agentId: string;
  readonly fonctions: readonly FonctionDeLaPersonne[];
}

/**
 * Closing an account, its sessions or its second factor touches everything the person does: only who could give each
 * of their living functions may do it, and never to oneself. Source: house rule, from S0-22.
 */
export function canGererCompte(actor: Actor, { agentId, fonctions }: PersonneAGerer): Decision {
  if (agentId === actor.agentId)
    return no(
      "soi_meme",
      "Votre propre compte se tient depuis « Mon compte » ; sa fermeture se demande à l’administrateur du service.",
    );
  if (!actor.fonctions.some(({ fonction, delegation }) => !delegation && ATTRIBUTIONS[fonction]))
    return no("non_habilite", "Seules les personnes qui confient des fonctions tiennent les comptes.");
  if (actor.fonctions.some(({ fonction, delegation }) => fonction === "administrateur" && !delegation))
    return yes;
  const above = fonctions
    .filter(({ vivante }) => vivante)
    .find(({ fonction, portee }) => !canAttribuer(actor, { fonction, portee }).ok);
  if (!above) return yes;
  return no(
    "fonction_ailleurs",
    "Cette personne exerce aussi une fonction qui relève d’un autre niveau ou d’un autre périmètre : adressez-vous au pilote académique ou à l’administrateur du service.",
  );
}

/** The service always keeps an administrator. Source: house rule, ASVS 8.3. */
export function canRetirerAdministrateur(autres: number): Decision {
  if (autres > 0) return yes;
  return no(
    "dernier_administrateur",
    "C’est la dernière personne qui administre le service : confiez d’abord cette fonction à quelqu’un d’autre.",
  );
}

export interface FinVoulue {
  readonly debut: string;
  readonly fin: string | null;
  /** First day when it would no longer hold. */
  readonly nouvelle: string;
  /** End that the person was reading; null when there was none. */
  readonly vue: string | null;
  readonly jour: string;
}

/** An end is not before the first day, and a past function stays as it was exercised. Source: house rule, §4.3. */
export function canTerminer({ debut, fin, nouvelle, vue, jour }: FinVoulue): Decision {
  if (fin !== vue)
    return no(
      "version_perimee",
      "La fin de cette fonction vient d’être modifiée par quelqu’un d’autre : rechargez la page, votre texte est gardé.",
    );
  if (fin !== null && fin <= jour)
    return no("deja_terminee", "Cette fonction est déjà terminée : son histoire ne se réécrit pas.");
  if (nouvelle < debut)
    return no(
      "fin_avant_debut",
      "La fin précède le premier jour : choisissez ce jour-là ou un jour suivant.",
    );
  // An end in the past would unsay what was rightly done since.
  if (nouvelle < jour)
    return no("fin_passee", "Choisissez aujourd’hui (la fonction cesse aussitôt) ou un jour à venir.");
  return yes;
}

export const ETATS_PERSONNE = {
  en_fonction: "en fonction",
  a_venir: "à venir",
  terminee: "terminée",
  invitee: "invitée",
  sans_droit: "sans droit",
  fermee: "fermée",
} as const;
export type EtatPersonne = keyof typeof ETATS_PERSONNE;

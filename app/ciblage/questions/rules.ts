import { type Decision, no, yes } from "#app/platform/refusal.ts";
import type { EtatCampagne } from "../campagnes/rules.ts";

/** Where a question stands. The answer is published for all, without the name of who asked. Source: S3-89. */
export const ETATS_QUESTION = {
  en_attente: "En attente de réponse",
  repondue: "Réponse prête",
  publiee: "Publiée",
  ecartee: "Mise de côté",
} as const;
export type EtatQuestion = keyof typeof ETATS_QUESTION;

/** Most questions of one person that wait in one campaign: the answers to the first ones help to ask the next. */
export const QUESTIONS_EN_ATTENTE_MAX = 10;

/** Questions are asked of a campaign that is opened or whose list is published. Source: S3-89. */
export function canPoser({ etat }: { readonly etat: EtatCampagne }, enAttente: number): Decision {
  if (etat !== "ouverte" && etat !== "publiee")
    return no(
      "campagne_fermee",
      "Cette campagne ne reçoit plus de questions. Les réponses publiées restent à lire sur cette page.",
    );
  return enAttente < QUESTIONS_EN_ATTENTE_MAX
    ? yes
    : no(
        "questions_en_attente",
        `${QUESTIONS_EN_ATTENTE_MAX} de vos questions attendent déjà une réponse dans cette campagne : attendez les premières réponses avant d’en poser d’autres.`,
      );
}

/** Any question is answered: one set aside is then taken back, a published answer is corrected in the open. Source: S3-89. */
export function canPublier(etat: EtatQuestion, publier: boolean): Decision {
  return publier || etat !== "publiee"
    ? yes
    : no(
        "reponse_publiee",
        "Cette réponse est déjà publiée, elle ne se reprend pas en silence : corrigez-la, et publiez la correction.",
      );
}

/** What was published is not set aside. Source: S3-89. */
export function canEcarter(etat: EtatQuestion): Decision {
  if (etat === "publiee")
    return no("reponse_publiee", "La réponse est publiée : corrigez-la plutôt que de la mettre de côté.");
  return etat === "ecartee" ? no("deja_ecartee", "Cette question est déjà mise de côté.") : yes;
}

export interface Question {
  readonly id: string;
  readonly question: string;
  readonly reponse: string | null;
  readonly etat: EtatQuestion;
  /** ISO instants. */
  readonly poseeLe: string;
  readonly repondueLe: string | null;
  readonly publieeLe: string | null;
  /** What the reader saw, whole: another write meanwhile changes it. */
  readonly vue: string;
}

/** A published answer, as anybody of the académie reads it: nothing in it says who asked. */
export interface ReponsePubliee {
  readonly id: string;
  readonly campagneId: string;
  readonly campagne: string;
  readonly question: string;
  readonly reponse: string;
  readonly publieeLe: string;
}

/** The state that the address asks for; what is not one of ours reads as all of them. */
export function lireEtat(params: URLSearchParams): EtatQuestion | null {
  const etat = params.get("etat") ?? "";
  return Object.hasOwn(ETATS_QUESTION, etat) ? (etat as EtatQuestion) : null;
}

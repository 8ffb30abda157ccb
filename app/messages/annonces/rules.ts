import {
  FONCTIONS,
  type Fonction,
  NATURES_DELEGATION,
  type NatureDelegation,
} from "#app/acces/fonctions/rules.ts";
import { formatDate } from "#app/platform/format/format.ts";
import { abreger, type GenreNotification } from "../rules.ts";

/** What a person is told: a title, a sentence that says what to do, and where. */
export interface Annonce {
  readonly genre: GenreNotification;
  readonly titre: string;
  readonly texte: string;
  readonly href: string;
}

/** A function on its scope, as one says it: « chef d’établissement, Collège Jean-Bart (Port-Amarre) ». */
export interface Charge {
  readonly fonction: Fonction;
  readonly lieu: string;
}

const CITATION_MAX = 400;

function charge({ fonction, lieu }: Charge): string {
  return `${FONCTIONS[fonction]}, ${lieu}`;
}

/** The words of somebody else are shown as theirs, and only when there are some. */
function citer(prefixe: string, texte: string): string {
  const quoted = abreger(texte, CITATION_MAX);
  return quoted === "" ? "" : ` ${prefixe} : « ${quoted} »`;
}

export interface DemandeDite {
  readonly id: string;
  readonly qui: string;
  readonly charge: Charge;
  readonly message: string;
}

export function annonceDemande({ id, qui, charge: voulue, message }: DemandeDite): Annonce {
  return {
    genre: "acces.demande",
    titre: `${qui} demande un accès`,
    texte: `Fonction demandée : ${charge(voulue)}. Vous pouvez l’accepter ou la refuser.${citer("Son message", message)}`,
    href: `/demandes-acces/${id}`,
  };
}

export interface DecisionDite {
  readonly acceptee: boolean;
  readonly charge: Charge;
  readonly motif: string;
}

export function annonceDecision({ acceptee, charge: voulue, motif }: DecisionDite): Annonce {
  return {
    genre: "acces.decision",
    titre: acceptee ? "Votre demande d’accès est acceptée" : "Votre demande d’accès n’est pas retenue",
    texte: acceptee
      ? `Vous exercez maintenant la fonction : ${charge(voulue)}.${citer("Motif", motif)}`
      : `Fonction demandée : ${charge(voulue)}.${citer("Motif", motif)} Vous pouvez déposer une autre demande.`,
    href: acceptee ? "/droits" : "/demande-acces",
  };
}

export interface FonctionDite {
  readonly charge: Charge;
  readonly debut: string;
  readonly fin: string | null;
}

export function annonceFonction({ charge: confiee, debut, fin }: FonctionDite): Annonce {
  return {
    genre: "acces.fonction",
    titre: `Une fonction vous est confiée : ${FONCTIONS[confiee.fonction]}`,
    texte: `${charge(confiee)}. À partir du ${formatDate(debut)}${fin ? `, jusqu’au ${formatDate(veille(fin))} inclus` : ""}. « Mes droits » dit ce qu’elle ouvre.`,
    href: "/droits",
  };
}

export function annonceFin({
  charge: quittee,
  fin,
}: {
  readonly charge: Charge;
  readonly fin: string;
}): Annonce {
  return {
    genre: "acces.fonction",
    titre: `Une de vos fonctions prend fin : ${FONCTIONS[quittee.fonction]}`,
    texte: `${charge(quittee)}. Dernier jour : le ${formatDate(veille(fin))}. Ce que vous avez fait reste à votre nom ; si c’est une erreur, répondez à qui vous l’a confiée.`,
    href: "/droits",
  };
}

/** The last day when something holds whose end is the first day when it no longer does. */
function veille(fin: string): string {
  const day = new Date(`${fin}T00:00:00Z`);
  day.setUTCDate(day.getUTCDate() - 1);
  return day.toISOString().slice(0, 10);
}

export interface DelegationDite {
  readonly id: string;
  readonly delegant: string;
  readonly delegataire: string;
  readonly nature: NatureDelegation;
  readonly charge: Charge;
  readonly debut: string;
  readonly fin: string;
  readonly motif: string;
}

export type MomentDelegation = "donnee" | "renouvelee" | "revoquee" | "bientot_finie";

const TITRES_DELEGATION: Readonly<Record<MomentDelegation, (dite: DelegationDite) => string>> = {
  donnee: ({ delegant }) => `${delegant} vous confie une délégation`,
  renouvelee: ({ delegant }) => `${delegant} renouvelle votre délégation`,
  revoquee: ({ delegant, delegataire }) => `La délégation de ${delegant} à ${delegataire} est révoquée`,
  bientot_finie: ({ delegataire, fin }) =>
    `La délégation à ${delegataire} finit le ${formatDate(veille(fin))}`,
};

export function annonceDelegation(dite: DelegationDite, moment: MomentDelegation): Annonce {
  const { id, nature, charge: deleguee, debut, fin, motif } = dite;
  const quoi = `${capitalize(NATURES_DELEGATION[nature])} : ${charge(deleguee)}.`;
  const period = `Du ${formatDate(debut)} au ${formatDate(veille(fin))} inclus.`;
  return {
    genre: "acces.delegation",
    titre: TITRES_DELEGATION[moment](dite),
    texte:
      moment === "revoquee"
        ? `${quoi} Elle ne vaut plus dès maintenant.${citer("Motif", motif)}`
        : moment === "bientot_finie"
          ? `${quoi} Renouvelez-la si elle doit durer : sans acte nouveau, elle s’arrête d’elle-même.`
          : `${quoi} ${period}`,
    href: `/delegations/${id}`,
  };
}

function capitalize(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}

export interface PassationDite {
  readonly id: string;
  readonly sortant: string;
  readonly entrant: string | null;
  readonly charge: Charge;
  readonly depart: string;
}

export type MomentPassation = "a_preparer" | "a_recevoir" | "mot" | "lue" | "close";

export function annoncePassation(dite: PassationDite, moment: MomentPassation): Annonce {
  const { id, sortant, entrant, depart } = dite;
  const quoi = `${charge(dite.charge)}.`;
  const qui = entrant ?? "La personne qui vous succède";
  const DIRE: Readonly<Record<MomentPassation, readonly [string, string]>> = {
    a_preparer: [
      "Préparez votre passation",
      `${quoi} Vous quittez cette fonction le ${formatDate(depart)}. Quelques lignes aideront la personne qui vous succède.`,
    ],
    a_recevoir: [
      `${sortant} vous transmet une fonction`,
      `${quoi} Le résumé, les tâches ouvertes et les délégations à renouveler vous attendent.`,
    ],
    mot: [`${sortant} vous a écrit un mot de passation`, `${quoi} Il vous attend avec le résumé.`],
    lue: [`${qui} a ouvert votre passation`, `${quoi} Vous pouvez encore compléter votre mot.`],
    close: ["Votre passation est close", `${quoi} ${qui} a tout repris. Merci de l’avoir préparée.`],
  };
  const [titre, texte] = DIRE[moment];
  return { genre: "acces.passation", titre, texte, href: `/passations/${id}` };
}

export interface AssistanceDite {
  readonly id: string;
  readonly aide: string;
  readonly assistant: string;
  readonly motif: string;
}

export type MomentAssistance = "demandee" | "consentie" | "refusee" | "en_cours" | "terminee";

export function annonceAssistance(
  { id, aide, assistant, motif }: AssistanceDite,
  moment: MomentAssistance,
): Annonce {
  const DIRE: Readonly<Record<MomentAssistance, readonly [string, string]>> = {
    demandee: [
      `${assistant} demande à voir le service comme vous`,
      `En lecture seule et pour une courte durée. Vous pouvez accepter ou refuser.${citer("Raison", motif)}`,
    ],
    consentie: [
      `${aide} accepte votre aide`,
      "Vous pouvez ouvrir la vue, en lecture seule, jusqu’à la fin annoncée.",
    ],
    refusee: [
      `${aide} préfère être aidé·e autrement`,
      "La vue n’est pas ouverte. Proposez un échange par téléphone.",
    ],
    en_cours: [
      `${assistant} voit le service comme vous`,
      "En lecture seule, avec votre accord. Vous pouvez y mettre fin à tout moment.",
    ],
    terminee: ["La vue d’assistance est terminée", `${assistant} ne voit plus le service comme vous.`],
  };
  const [titre, texte] = DIRE[moment];
  return { genre: "acces.assistance", titre, texte, href: `/assistance/${id}` };
}

export function annonceImport({
  id,
  erreur,
}: {
  readonly id: string;
  readonly erreur: string | null;
}): Annonce {
  return {
    genre: "import.termine",
    titre:
      erreur === null ? "L’import que vous suivez est appliqué" : "L’import que vous suivez s’est arrêté",
    texte:
      erreur === null
        ? "Ses valeurs sont dans le référentiel. Le compte rendu dit ce qui a changé et ce qui a été refusé."
        : abreger(erreur, 900),
    href: `/imports/${id}`,
  };
}

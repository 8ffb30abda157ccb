import { pluriel } from "#app/platform/format/format.ts";
import { type Decision, no, yes } from "#app/platform/refusal.ts";
import type { EtatCampagne } from "../../campagnes/rules.ts";
import type { EtatCandidature } from "../../candidatures/rules.ts";
import { direRegle, type Lexique } from "../../regles/lecture/rules.ts";
import type { Regle } from "../../regles/rules.ts";
import { FAMILLES_ANALYSE, type FamilleAnalyse, type MotifCiblage } from "../../rules.ts";
import { type ContenuListe, ETATS_PUBLIES, type EtatPublie, type LignePubliee } from "../rules.ts";

interface Candidature {
  readonly uai: string;
  readonly nom: string;
  readonly type: string;
  readonly secteur: string;
  readonly commune: string;
  readonly departement: string;
  readonly ruralite: string | null;
  readonly etat: EtatCandidature;
  readonly motifs: readonly MotifCiblage[];
}

/** What a list tells of the structures on which something was decided, by UAI. */
export function lignesOf(candidatures: readonly Candidature[]): LignePubliee[] {
  return candidatures
    .filter(({ etat }) => (ETATS_PUBLIES as readonly string[]).includes(etat))
    .map(({ uai, nom, type, secteur, commune, departement, ruralite, etat, motifs }) => ({
      ...{ uai, nom, type, secteur, commune, departement, ruralite, motifs: [...motifs] },
      etat: etat as EtatPublie,
    }))
    .sort((a, b) => (a.uai < b.uai ? -1 : 1));
}

/** Nothing new would be told: same structures, same decisions, same grounds, same runs. */
export function isInchangee(
  avant: Pick<ContenuListe, "lignes" | "calculs"> | undefined,
  apres: Pick<ContenuListe, "lignes" | "calculs">,
): boolean {
  const told = ({ lignes, calculs }: Pick<ContenuListe, "lignes" | "calculs">) =>
    JSON.stringify([
      lignes.map(({ uai, etat, motifs }) => [uai, etat, motifs]),
      calculs.map(({ calculId }) => calculId),
    ]);
  return avant !== undefined && told(avant) === told(apres);
}

export interface Situation {
  readonly etat: EtatCampagne;
  readonly dialogueSocial: boolean;
  /** Structures presented to the bodies, on which nothing is decided yet. */
  readonly presentees: number;
  readonly retenues: number;
  /** The list that is published says the same. */
  readonly inchangee: boolean;
}

/**
 * All that still prevents a list from being published, each with the way out. Source: domaine §3.1 (social dialogue
 * before the decision) and §3.2 (every structure presented is decided); issue « Ciblage », « what must hold ».
 */
export function listObstacles(situation: Situation): Extract<Decision, { ok: false }>[] {
  const { etat, dialogueSocial, presentees, retenues, inchangee } = situation;
  const decisions: Decision[] = [
    etat === "preparation"
      ? no(
          "campagne_en_preparation",
          "La campagne est en préparation : ouvrez-la à la lecture avant de publier.",
        )
      : etat === "close"
        ? no("campagne_close", "La campagne est close : ouvrez une campagne qui lui fait suite pour publier.")
        : yes,
    dialogueSocial
      ? yes
      : no(
          "dialogue_social_absent",
          "Aucun dialogue social n’est consigné : consignez-le dans « Concertations », avec les positions exprimées, puis revenez publier.",
        ),
    presentees > 0
      ? no(
          "candidatures_a_decider",
          `${pluriel(presentees, "structure présentée attend", "structures présentées attendent")} une décision : retenue, suivi différencié ou non retenue. Décidez dans « Structures examinées », puis revenez publier.`,
        )
      : yes,
    retenues === 0
      ? no(
          "aucune_retenue",
          "Aucune structure n’est retenue : une liste se publie avec au moins une structure.",
        )
      : yes,
    inchangee
      ? no(
          "liste_inchangee",
          "Rien n’a changé depuis la version publiée : elle reste la bonne, il n’y a rien à publier de nouveau.",
        )
      : yes,
  ];
  return decisions.filter((decision) => !decision.ok);
}

/** A version that replaces another says why. Source: issue « Ciblage », a published list never changes silently. */
export function canMotiver(numero: number, motif: string): Decision {
  return numero === 1 || motif !== ""
    ? yes
    : no(
        "motif_absent",
        "Dites en une phrase ce qui conduit à cette nouvelle version : les équipes le liront.",
      );
}

export interface RegleDeCalcul {
  readonly famille: FamilleAnalyse;
  readonly scenario: string;
  readonly regle: Regle;
  readonly lexique: Lexique;
  readonly seuils: Readonly<Record<string, number>>;
}

/** The rules of the runs in plain sentences, which a person then makes theirs. */
export function direRegles(calculs: readonly RegleDeCalcul[]): string {
  const tail =
    "La règle éclaire la décision, elle ne la prend pas : des structures ont pu être ajoutées ou écartées, chaque fois avec un motif écrit, par les autorités qui décident.";
  if (calculs.length === 0)
    return `Les structures ont été proposées et examinées une à une, avec un motif écrit, sans règle de calcul.`;
  return [...calculs.map(direUneRegle), tail].join("\n\n");
}

function direUneRegle({ famille, scenario, regle, lexique, seuils }: RegleDeCalcul): string {
  const { tete, requis, compte, exclusions, composite } = direRegle(regle, lexique, seuils);
  const items = (phrases: readonly string[]) => phrases.map((phrase) => `- ${phrase}`);
  const part = (head: string | undefined, phrases: readonly string[]) =>
    head === undefined ? [] : [head, ...(phrases.length > 0 ? [items(phrases).join("\n")] : [])];
  return [
    `${FAMILLES_ANALYSE[famille].libelle} (${scenario})`,
    ...part(tete, requis),
    ...part(compte?.tete, compte?.criteres ?? []),
    ...part(
      exclusions.length > 0
        ? "Elle est écartée, quoi qu’elle remplisse, si l’un de ces cas est le sien :"
        : undefined,
      exclusions,
    ),
    ...part(composite?.tete, composite?.termes ?? []),
  ].join("\n\n");
}

/** The message that the recteur may change: why, what it does not say, and what comes next. */
export const MESSAGE_PAR_DEFAUT = [
  "Ce choix s’appuie sur une règle écrite, la même pour toutes les structures concernées, sur la connaissance du territoire et sur le dialogue avec les instances. Il ne dit rien de la qualité du travail des équipes : il dit où un accompagnement peut aider.",
  "Votre page « Pourquoi mon école ? » montre vos données, la règle telle qu’elle s’applique à vous, qui a décidé et pour quelle raison. Vous pouvez y poser vos questions : les réponses sont publiées pour tous.",
  "Rien n’est à faire dans l’urgence. On entre librement dans le dispositif, et vos interlocuteurs habituels prendront contact avec vous pour en parler.",
].join("\n\n");

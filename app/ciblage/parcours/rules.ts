import { formatNombre, pluriel } from "#app/platform/format/format.ts";
import type { EtatCampagne } from "../campagnes/rules.ts";
import { ETATS_CANDIDATURE, ETATS_DECIDES, type EtatCandidature } from "../candidatures/rules.ts";
import { attendusOf, type GenreConcertation } from "../concertations/rules.ts";

/** What a campaign holds, as far as the reader's scope goes. */
export interface ComptesParcours {
  readonly scenarios: number;
  readonly calculs: number;
  readonly candidatures: Readonly<Partial<Record<EtatCandidature, number>>>;
  /** Structures chosen that have not answered yet. */
  readonly sansReponse: number;
  readonly listesRecues: number;
  readonly listesAConfronter: number;
  readonly volontariats: number;
  readonly reunions: Readonly<Partial<Record<GenreConcertation, number>>>;
  readonly questionsEnAttente: number;
  readonly reponsesPretes: number;
  readonly reponsesPubliees: number;
  readonly versions: readonly { readonly id: string; readonly numero: number; readonly publieeLe: string }[];
}

/** Who holds a step: the last words of its permission, and who that is in an académie. Source: domaine §4.1. */
export const TENANTS = {
  preparer: "Le pilote académique et le service statistique",
  proposer: "Le pilote académique, le service statistique et la direction départementale",
  consigner: "Le rectorat, le pilote académique et la direction départementale",
  decider: "Le recteur ; le directeur académique dans son département",
  publier: "Le recteur",
  repondre: "La direction de chaque structure",
} as const;
export type Tenant = keyof typeof TENANTS;

export interface Suite {
  readonly titre: string;
  readonly tenant: Tenant;
  /** After the address of the campaign. */
  readonly chemin: string;
  readonly bloque: readonly string[];
}

const suite = (titre: string, tenant: Tenant, chemin: string, bloque: readonly string[] = []): Suite => ({
  ...{ titre, tenant, chemin, bloque },
});

/** What a campaign waits for now, in the order in which it is done: the first is its next step. Source: domaine §3.1, 3.2. */
export function suitesOf(etat: EtatCampagne, comptes: ComptesParcours): Suite[] {
  if (etat === "close") return [];
  const calcul = calculAttendu(comptes);
  if (etat === "preparation")
    return [
      ...calcul,
      ...(calcul.length === 0 ? [suite("Ouvrir la campagne à la lecture", "preparer", "/ouverture")] : []),
    ];
  const rien = Object.values(comptes.candidatures).every((n) => n === 0);
  const suites = [
    ...(rien ? calcul : []),
    ...examenAttendu(comptes, rien && calcul.length === 0),
    ...publicationAttendue(comptes),
    ...(comptes.questionsEnAttente + comptes.reponsesPretes > 0
      ? [
          suite(
            `Répondre aux équipes : ${pluriel(comptes.questionsEnAttente + comptes.reponsesPretes, "question")}`,
            "consigner",
            "/questions",
          ),
        ]
      : []),
  ];
  const finie = suites.length === 0 && comptes.versions.length > 0;
  return finie
    ? [suite("Clore la campagne, quand plus rien ne doit y changer", "preparer", "/cloture")]
    : suites;
}

function calculAttendu({ scenarios, calculs }: ComptesParcours): Suite[] {
  if (scenarios === 0) return [suite("Écrire un premier scénario", "preparer", "/scenarios")];
  return calculs === 0 ? [suite("Lancer un premier calcul", "preparer", "/scenarios")] : [];
}

function examenAttendu(
  { candidatures, reunions, listesAConfronter }: ComptesParcours,
  rien: boolean,
): Suite[] {
  const of = (etat: EtatCandidature) => candidatures[etat] ?? 0;
  const dialogue = attendusOf(reunionsOf(reunions));
  const bloque = (reunions.dialogue_social ?? 0) === 0 ? dialogue.slice(0, 1) : [];
  const structures = (n: number) => pluriel(n, "structure");
  const avant = of("repere") + of("preselectionne");
  return [
    ...(listesAConfronter > 0
      ? [
          suite(
            `Confronter aux indicateurs : ${pluriel(listesAConfronter, "liste reçue", "listes reçues")}`,
            "proposer",
            "/listes-recues",
          ),
        ]
      : []),
    ...(rien ? [suite("Repérer les structures à examiner", "proposer", "/candidatures")] : []),
    ...(avant > 0
      ? [suite(`Examiner, puis proposer : ${structures(avant)}`, "proposer", "/candidatures")]
      : []),
    ...(bloque.length > 0 && of("propose") > 0
      ? [suite("Consigner le dialogue social", "consigner", "/concertations/nouvelle")]
      : []),
    ...(of("propose") > 0
      ? [
          suite(
            `Présenter aux instances : ${structures(of("propose"))}`,
            "consigner",
            "/candidatures?etat=propose",
            bloque,
          ),
        ]
      : []),
    ...(of("presente") > 0
      ? [suite(`Décider : ${structures(of("presente"))}`, "decider", "/candidatures?etat=presente")]
      : []),
  ];
}

const reunionsOf = (reunions: ComptesParcours["reunions"]) =>
  (Object.entries(reunions) as [GenreConcertation, number][])
    .filter(([, n]) => n > 0)
    .map(([genre]) => ({ genre }));

function publicationAttendue({ candidatures, versions, sansReponse }: ComptesParcours): Suite[] {
  const decidees = ETATS_DECIDES.reduce((sum, etat) => sum + (candidatures[etat] ?? 0), 0);
  const enCours = (candidatures.presente ?? 0) + (candidatures.propose ?? 0);
  if (versions.length === 0)
    return decidees > 0 && enCours === 0 ? [suite("Publier la liste", "publier", "/publication")] : [];
  return sansReponse > 0
    ? [
        suite(
          `Accepter ou décliner : ${pluriel(sansReponse, "structure retenue", "structures retenues")}`,
          "repondre",
          "/candidatures?etat=retenu",
        ),
      ]
    : [];
}

/** « 12 proposées, 3 retenues », in the order of the examination; empty when there is none. */
export function direCandidatures(candidatures: ComptesParcours["candidatures"]): string {
  return (Object.keys(ETATS_CANDIDATURE) as EtatCandidature[])
    .filter((etat) => (candidatures[etat] ?? 0) > 0)
    .map((etat) => `${ETATS_CANDIDATURE[etat]} : ${formatNombre(candidatures[etat] ?? 0)}`)
    .join(", ");
}

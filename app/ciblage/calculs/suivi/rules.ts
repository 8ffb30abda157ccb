import { type Decision, no, yes } from "#app/platform/refusal.ts";
import type { FamilleAnalyse, Population } from "../../rules.ts";
import type { DefinitionScenario } from "../../scenarios/rules.ts";
import { type EntreeCalcul, MOTEUR } from "../rules.ts";

/** What a run starts from, kept beside it: the years of the variables are settled when the data are frozen. */
export interface DemandeCalcul {
  readonly famille: FamilleAnalyse;
  readonly definition: DefinitionScenario;
  readonly population: Population;
  readonly stabilite: EntreeCalcul["stabilite"];
}

/** The work in the background that makes a run, or makes it again to compare. */
export interface TacheCalcul {
  readonly id: string;
  readonly etat: "en_attente" | "en_cours" | "terminee" | "echouee" | "annulee";
  readonly avancement: number;
  readonly etape: string;
  readonly erreur: string | null;
  readonly annulationDemandee: boolean;
}

export function isEnCours(tache: Pick<TacheCalcul, "etat"> | null): boolean {
  return tache?.etat === "en_attente" || tache?.etat === "en_cours";
}

/** A run as its pages introduce it; its content is read apart. */
export interface Calcul {
  readonly id: string;
  readonly numero: number;
  readonly scenario: { readonly id: string; readonly nom: string };
  readonly demande: DemandeCalcul;
  /** ISO instants. */
  readonly donneesAu: string;
  readonly lanceLe: string;
  readonly termineLe: string | null;
  readonly lancePar: string;
  readonly graine: number;
  readonly moteur: string;
  /** SHA-256 in hexadecimal; null until the end. */
  readonly entreeEmpreinte: string | null;
  readonly listeEmpreinte: string | null;
  readonly population: number | null;
  readonly analysees: number | null;
  readonly retenues: number | null;
  readonly tache: TacheCalcul | null;
}

/** One run at a time for each person: the machine is shared by all académies. Source: issue « Ciblage », speed. */
export function canLancerUnCalcul(ailleurs: { readonly nom: string } | undefined): Decision {
  return ailleurs === undefined
    ? yes
    : no(
        "calcul_en_cours",
        `Un calcul que vous avez lancé court encore (« ${ailleurs.nom} ») : attendez sa fin, ou arrêtez-le, puis relancez celui-ci.`,
      );
}

/** A run is read and replayed once it is done. */
export function canRejouer({ termineLe, moteur }: Pick<Calcul, "termineLe" | "moteur">): Decision {
  if (termineLe === null)
    return no("calcul_inacheve", "Ce calcul n’est pas terminé : il se rejoue une fois fini.");
  return moteur === MOTEUR
    ? yes
    : no(
        "autre_moteur",
        `Ce calcul a été fait par le moteur ${moteur}, et ce service a le moteur ${MOTEUR} : il ne se rejoue pas à l’identique ici. Ses résultats restent lisibles tels quels.`,
      );
}

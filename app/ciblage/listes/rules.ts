import type { EtatCandidature } from "../candidatures/rules.ts";
import type { FamilleAnalyse, MotifCiblage } from "../rules.ts";

/** States that a published list tells; the others are the académie's work. */
export const ETATS_PUBLIES = [
  "retenu",
  "suivi_differencie",
  "non_retenu",
  "a_decline",
] as const satisfies readonly EtatCandidature[];
export type EtatPublie = (typeof ETATS_PUBLIES)[number];

export interface LignePubliee {
  readonly uai: string;
  readonly nom: string;
  readonly type: string;
  readonly secteur: string;
  readonly commune: string;
  readonly departement: string;
  readonly ruralite: string | null;
  readonly etat: EtatPublie;
  readonly motifs: readonly MotifCiblage[];
}

/** What a published list holds, in its canonical order (by UAI); its canonical JSON is hashed. */
export interface ContenuListe {
  readonly campagne: string;
  readonly numero: number;
  /** Runs that the decision stood on, by family; empty where a family was chosen without one. */
  readonly calculs: readonly {
    readonly famille: FamilleAnalyse;
    readonly calculId: string;
    /** SHA-256 in hexadecimal of the list of the run. */
    readonly listeEmpreinte: string;
  }[];
  readonly lignes: readonly LignePubliee[];
}

import type { Secteur, StatutEp, TypeStructure } from "../rules.ts";

/** What the list may be narrowed by, under the names that the address gives it. */
export interface FiltresStructures {
  readonly q?: string | undefined;
  readonly type?: TypeStructure | undefined;
  readonly secteur?: Secteur | undefined;
  readonly ep?: StatutEp | undefined;
  readonly academie?: string | undefined;
  readonly departement?: string | undefined;
  /** Upper bound of the index, included. */
  readonly ips?: number | undefined;
  /** Rentrée: 2024 for 2024-2025. */
  readonly annee?: number | undefined;
}

export const FILTRES = ["q", "type", "secteur", "ep", "academie", "departement", "ips", "annee"] as const;

import { type Decision, no, yes } from "#app/platform/refusal.ts";
import { ETATS_CANDIDATURE, type EtatCandidature } from "../rules.ts";

/** At most this many are proposed by a search: beyond, its words are made more precise. */
export const TROUVEES_MAX = 20;

/** A structure that somebody wants to add by hand. */
export interface StructureAjoutable {
  readonly uai: string;
  readonly nom: string;
  readonly ouverte: boolean;
  readonly dansPopulation: boolean;
  /** Its state in the campaign; null when it is not in it. */
  readonly etat: EtatCandidature | null;
}

/** A structure is added once; withdrawn, it may come back. A closed one has nobody to accompany. Source: domaine §3.2, manual addition. */
export function canAjouter({ etat, ouverte }: Pick<StructureAjoutable, "etat" | "ouverte">): Decision {
  if (etat !== null && etat !== "retire")
    return no(
      "deja_suivie",
      `Cette structure est déjà dans la campagne, « ${ETATS_CANDIDATURE[etat]} » : ouvrez-la pour la faire avancer.`,
    );
  return ouverte
    ? yes
    : no("structure_fermee", "Cette structure est fermée : choisissez celle qui accueille ses élèves.");
}

/** What the campaign does not look at comes in with a reason of its own. */
export function canSortirDeLaPopulation(
  { dansPopulation }: Pick<StructureAjoutable, "dansPopulation">,
  raison: string,
): Decision {
  return dansPopulation || raison !== ""
    ? yes
    : no(
        "raison_hors_population",
        "Cette structure n’est pas dans la population de la campagne : dites pourquoi elle y entre tout de même.",
      );
}

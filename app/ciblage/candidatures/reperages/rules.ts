import { ETATS_DECIDES, type EtatCandidature } from "../rules.ts";

/** A structure that a run keeps, or that the campaign holds already. */
export interface StructureReperee {
  /** Whether the run keeps it. */
  readonly garde: boolean;
  /** Its state in the campaign; null when it is not in it yet. */
  readonly etat: EtatCandidature | null;
  /** The run that enlightened it until now: this one, an earlier one of the same scenario, another one, or none. */
  readonly calcul: "celui_ci" | "meme_scenario" | "autre" | "aucun";
}

/** What is said of each, for one structure and for several. */
export const SUITES_REPERAGE = {
  entree: ["entre dans la campagne, « repérée »", "entrent dans la campagne, « repérées »"],
  mise_a_jour: [
    "y est déjà : ce calcul devient celui qui l’éclaire",
    "y sont déjà : ce calcul devient celui qui les éclaire",
  ],
  plus_gardee: [
    "y est déjà et ce calcul ne la garde pas : elle reste, et la différence se lira",
    "y sont déjà et ce calcul ne les garde pas : elles restent, et la différence se lira",
  ],
  inchangee: ["y est déjà, avec ce calcul", "y sont déjà, avec ce calcul"],
  decidee: [
    "est déjà décidée : le calcul de sa décision ne change pas",
    "sont déjà décidées : le calcul de leur décision ne change pas",
  ],
  retiree: ["a été retirée : elle le reste", "ont été retirées : elles le restent"],
} as const;
export type SuiteReperage = keyof typeof SUITES_REPERAGE;

/**
 * What becomes of a structure when a run is chosen. A run replaces an earlier one of its scenario, and enlightens what
 * had none; what another scenario brought in and this one does not keep stays with its own. Null: nothing to say.
 */
export function suiteOf({ garde, etat, calcul }: StructureReperee): SuiteReperage | null {
  if (etat === null) return garde ? "entree" : null;
  if (etat === "retire") return garde ? "retiree" : null;
  if (calcul === "celui_ci") return garde ? "inchangee" : null;
  if (ETATS_DECIDES.includes(etat)) return garde ? "decidee" : null;
  if (garde) return "mise_a_jour";
  return calcul === "autre" ? null : "plus_gardee";
}

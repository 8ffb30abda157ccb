import { z } from "#app/platform/form/zod.ts";
import { ETATS_COURRIEL, type EtatCourriel } from "./rules.ts";

const DAY = /^\d{4}-\d{2}-\d{2}$/;

export const abandonSchema = z.object({
  motif: z
    .string("Dites pourquoi ce message ne partira pas.")
    .trim()
    .min(3, "Dites pourquoi ce message ne partira pas.")
    .max(300, "Le motif tient en 300 caractères."),
});

/** Everybody again at once, or one message: the form says nothing else. */
export const repriseSchema = z.object({});

export interface FiltreCourriels {
  readonly etat: EtatCourriel | undefined;
  readonly gabarit: string | undefined;
  readonly domaine: string | undefined;
  /** Civil days, both included. */
  readonly du: string | undefined;
  readonly au: string | undefined;
}

/** Filters of the list, as its address says them; what is not one of ours reads as absent. */
export function readFiltreCourriels(params: URLSearchParams): FiltreCourriels {
  const keep = (name: string, pattern: RegExp) => {
    const text = params.get(name)?.trim() ?? "";
    return pattern.test(text) ? text : undefined;
  };
  const etat = params.get("etat") ?? "";
  return {
    etat: Object.hasOwn(ETATS_COURRIEL, etat) ? (etat as EtatCourriel) : undefined,
    gabarit: keep("gabarit", /^[a-z_]{1,60}\.[a-z_]{1,60}$/),
    domaine: keep("domaine", /^[^\s@%_]{1,253}$/)?.toLowerCase(),
    du: keep("du", DAY),
    au: keep("au", DAY),
  };
}

import { z } from "#app/platform/form/zod.ts";
import {
  ETATS_VOLONTARIAT,
  type EtatVolontariat,
  SUITES_VOLONTARIAT,
  type SuiteVolontariat,
} from "./rules.ts";

export const declarationSchema = z.object({
  texte: z
    .string({ error: "Dites en quelques phrases ce qui motive votre structure." })
    .trim()
    .min(10, "Dites en quelques phrases ce qui motive votre structure.")
    .max(3000, "Au plus 3 000 caractères."),
  /** Digest of the declaration that was shown; empty when none stood. */
  lue: z.string().max(64).default(""),
});

export const entreeSchema = z.object({
  motif: z
    .string({ error: "Dites ce qui vous fait la faire entrer." })
    .trim()
    .min(3, "Dites ce qui vous fait la faire entrer.")
    .max(1000, "Au plus 1 000 caractères."),
});

export interface FiltresVolontariat {
  readonly etat: EtatVolontariat | undefined;
  readonly suite: SuiteVolontariat | undefined;
}

/** What the address asks to see; what is not one of ours reads as absent. */
export function readFiltres(params: URLSearchParams): FiltresVolontariat {
  const known = <K extends string>(labels: Readonly<Record<K, string>>, name: string): K | undefined =>
    (Object.keys(labels) as K[]).find((key) => key === params.get(name));
  return { etat: known(ETATS_VOLONTARIAT, "etat"), suite: known(SUITES_VOLONTARIAT, "suite") };
}

import { z } from "#app/platform/form/zod.ts";

export const extensionSchema = z.object({
  dispositif: z
    .string({ error: "Choisissez un dispositif." })
    .regex(/^[a-z][a-z0-9_]{1,40}$/, "Choisissez un dispositif de la liste."),
  academie: z
    .string({ error: "Choisissez une académie." })
    .regex(/^\d{2}$/, "Choisissez une académie de la liste."),
  annee: z.coerce.number({ error: "Choisissez une rentrée." }).int().min(2015).max(2100),
  preuves: z
    .string({ error: "Une ouverture dit sur quelles preuves elle se fonde." })
    .trim()
    .min(20, "Une ouverture dit sur quelles preuves elle se fonde : bilans, évaluations, mesures.")
    .max(5000, "Au plus 5 000 caractères."),
});
export type Extension = z.output<typeof extensionSchema>;

export interface FiltresAvancement {
  readonly dispositif: string | null;
  readonly annee: number | null;
}

/** What the address asks to see; what is not one of ours reads as absent. */
export function readFiltres(params: URLSearchParams): FiltresAvancement {
  const annee = Number(params.get("annee"));
  const dispositif = params.get("dispositif") ?? "";
  return {
    dispositif: /^[a-z][a-z0-9_]{1,40}$/.test(dispositif) ? dispositif : null,
    annee: Number.isInteger(annee) && annee >= 2015 && annee <= 2100 ? annee : null,
  };
}

import { canonicalCourriel } from "#app/platform/form/courriel.ts";
import { z } from "#app/platform/form/zod.ts";

const nom = (quoi: string) =>
  z
    .string({ error: `Donnez votre ${quoi}.` })
    .trim()
    .min(1, `Donnez votre ${quoi}.`)
    .max(100, "Cent caractères au plus.");

/** The first person of the service. */
export const amorceSchema = z.object({
  prenom: nom("prénom"),
  nom: nom("nom"),
  courriel: z
    .string({ error: "Donnez votre adresse professionnelle." })
    .overwrite(canonicalCourriel)
    .max(254, "Cette adresse est trop longue.")
    .pipe(z.email("Donnez une adresse complète, par exemple prenom.nom@ac-exemple.fr.")),
});

import { z } from "#app/platform/form/zod.ts";
import { NATURES_DELEGATION, type NatureDelegation } from "../fonctions/rules.ts";

const jour = (message: string) =>
  z.iso.date(message).refine((text) => text >= "2000-01-01" && text <= "2100-12-31", message);

const acte = z
  .string("Donnez la référence de l’acte : sa nature, son numéro ou sa date.")
  .trim()
  .min(3, "Donnez la référence de l’acte : sa nature, son numéro ou sa date.")
  .max(300, "La référence de l’acte tient en 300 caractères.");

const dates = {
  debut: jour("Donnez le premier jour de la délégation."),
  dernier: jour("Donnez le dernier jour de la délégation."),
  acte,
};

export const delegationSchema = z.object({
  fonction: z.uuid("Choisissez la fonction que vous déléguez."),
  delegataire: z.uuid("Choisissez la personne à qui vous déléguez."),
  nature: z.enum(Object.keys(NATURES_DELEGATION) as [NatureDelegation, ...NatureDelegation[]], {
    error: "Choisissez ce que vous déléguez : la saisie ou la signature.",
  }),
  ...dates,
});

export const renouvellementSchema = z.object(dates);

export const revocationDelegationSchema = z.object({
  motif: z
    .string("Dites pourquoi, en une phrase : la personne le lira.")
    .trim()
    .min(3, "Dites pourquoi, en une phrase : la personne le lira.")
    .max(300, "Le motif tient en 300 caractères."),
});

/** What the list of the périmètre is narrowed to. */
export function readFiltreDelegations(params: URLSearchParams): { readonly valides: boolean } {
  return { valides: params.get("etat") !== "toutes" };
}

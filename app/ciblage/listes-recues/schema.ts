import { z } from "#app/platform/form/zod.ts";
import { SENS } from "../regles/rules.ts";
import { codeIndicateur, keysOf, nombreSaisi } from "../regles/schema.ts";
import { type Ajustement, type LigneRecue, SENS_AJUSTEMENT } from "./rules.ts";

export const depotSchema = z
  .object({
    origine: z
      .string({ error: "Dites qui a établi la liste." })
      .trim()
      .min(2, "Dites qui a établi la liste.")
      .max(200, "Au plus 200 caractères."),
    recueLe: z.iso.date({ error: "Donnez une date qui existe, comme 31/03/2027." }),
    critere: z.string().trim().max(500, "Au plus 500 caractères.").default(""),
    indicateur: codeIndicateur.optional(),
    sens: z.enum(keysOf(SENS), { error: "Choisissez une comparaison." }).optional(),
    seuil: nombreSaisi("Donnez un nombre, comme 40 ou 90,5.").optional(),
  })
  .superRefine(({ indicateur, sens, seuil }, context) => {
    const given = [indicateur, sens, seuil].filter((one) => one !== undefined).length;
    if (given === 0 || given === 3) return;
    const path = indicateur === undefined ? "indicateur" : sens === undefined ? "sens" : "seuil";
    context.addIssue({
      code: "custom",
      path: [path],
      message:
        "Pour confronter, donnez l’indicateur, la comparaison et le seuil ; sinon, laissez les trois vides.",
    });
  });
export type Depot = z.output<typeof depotSchema>;

export const ajustementSchema = z
  .object({
    lignes: z
      .array(z.coerce.number().int().min(1))
      .min(1, "Cochez d’abord, dans le tableau, les lignes que vous ajustez.")
      .max(500),
    sens: z.enum(keysOf(SENS_AJUSTEMENT), { error: "Dites ce que vous décidez des lignes cochées." }),
    motif: z.string().trim().max(1000, "Au plus 1 000 caractères.").default(""),
  })
  .superRefine(({ sens, motif }, context) => {
    if (sens !== "proposition" && motif.length < 3)
      context.addIssue({ code: "custom", path: ["motif"], message: "Un ajustement dit son motif." });
  });
export type AjustementSaisi = z.output<typeof ajustementSchema>;

/** The digest of what was shown: another one means that the list has moved since. */
export const vueSchema = z.object({ vue: z.string().max(64).default("") });

const ajustement: z.ZodType<Ajustement> = z.object({
  sens: z.enum(["entrer", "laisser"]),
  motif: z.string(),
});

/** Reads the JSON column. */
export const lignesSchema: z.ZodType<LigneRecue[]> = z.array(
  z.object({
    ligne: z.number().int(),
    feuille: z.string(),
    uai: z.string(),
    nom: z.string(),
    ajustement: ajustement.exactOptional(),
    suite: z.object({ entree: z.boolean(), situation: z.string(), raison: z.string() }).exactOptional(),
  }),
);

import { z } from "#app/platform/form/zod.ts";
import type { Campagne } from "../campagnes/rules.ts";
import { anneeChoisie, codeIndicateur, keysOf, poidsSaisi, regleSchema } from "../regles/schema.ts";
import { FAMILLES_ANALYSE } from "../rules.ts";
import { MODELES } from "./modeles/rules.ts";
import { BORNES_SCENARIO, type DefinitionScenario, QUALITATIVES, TRAITEMENTS_MANQUANTS } from "./rules.ts";

const variableSchema = z.object({
  code: codeIndicateur,
  annee: anneeChoisie,
  poids: z.number().gt(0).max(100),
});
const mostVariables = BORNES_SCENARIO.actives[1];

/** Reads the JSON column. */
export const definitionSchema: z.ZodType<DefinitionScenario> = z.object({
  actives: z.array(variableSchema).max(mostVariables),
  supplementaires: z.array(variableSchema).max(mostVariables),
  qualitatives: z.array(z.enum(keysOf(QUALITATIVES))).max(8),
  manquants: z.enum(keysOf(TRAITEMENTS_MANQUANTS)),
  poids: z.union([z.literal("egaux"), z.object({ code: codeIndicateur })]),
  reduire: z.boolean(),
  axes: z.number().int().min(BORNES_SCENARIO.axes[0]).max(BORNES_SCENARIO.axes[1]),
  classes: z.number().int().min(BORNES_SCENARIO.classes[0]).max(BORNES_SCENARIO.classes[1]).nullable(),
  regle: regleSchema,
});

const nom = z
  .string({ error: "Donnez un nom au scénario." })
  .trim()
  .min(3, "Donnez un nom d’au moins trois lettres.")
  .max(120, "Au plus 120 caractères.");
export const version = z.coerce.number().int().min(1);

/** A new scenario: empty for a family of the campaign, or a ready example of one. */
export const creationSchema = ({ familles }: Pick<Campagne, "familles">) =>
  z
    .object({
      nom,
      depart: z.enum([...keysOf(FAMILLES_ANALYSE), ...keysOf(MODELES)], {
        error: "Choisissez un point de départ.",
      }),
    })
    .superRefine(({ depart }, context) => {
      const famille = depart in MODELES ? MODELES[depart as keyof typeof MODELES].famille : depart;
      if (!familles.some((one) => one === famille))
        context.addIssue({
          code: "custom",
          path: ["depart"],
          message:
            "Cette famille n’est pas dans la campagne : ajoutez-la dans ses réglages, ou choisissez-en une autre.",
        });
    });

export const copieSchema = z.object({ nom });

const REGLAGES = {
  version,
  manquants: z.enum(keysOf(TRAITEMENTS_MANQUANTS)),
  poids: z.string().max(61).default("egaux"),
  reduire: z.coerce.boolean().default(false),
  axes: z.coerce
    .number({ error: "Donnez un nombre d’axes." })
    .int("Donnez un nombre entier.")
    .min(BORNES_SCENARIO.axes[0], "Au moins 2 axes.")
    .max(BORNES_SCENARIO.axes[1], "Au plus 10 axes."),
  classes: z.coerce.number().int().min(2).max(12).optional(),
  qualitatives: z
    .array(z.enum(keysOf(QUALITATIVES)))
    .max(8)
    .default([]),
};

export const ROLES_VARIABLE = {
  aucun: "Ne sert pas",
  active: "Active",
  supplementaire: "Supplémentaire",
} as const;

/** Three fields for each indicator offered, and the settings of the analysis. */
export function variablesSchema(codes: readonly string[]) {
  const fields: Record<string, z.ZodType> = {};
  for (const code of codes) {
    fields[`role_${code}`] = z.enum(keysOf(ROLES_VARIABLE)).default("aucun");
    fields[`annee_${code}`] = anneeChoisie.default("derniere");
    fields[`poids_${code}`] = poidsSaisi.default(1);
  }
  return z
    .object({ ...fields, ...REGLAGES })
    .superRefine((saisie, context) => {
      const typed = saisie as unknown as Record<string, unknown>;
      const chosen = codes.filter((code) => typed[`role_${code}`] !== "aucun");
      if (chosen.length > mostVariables)
        context.addIssue({
          code: "custom",
          path: [`role_${chosen[mostVariables]}`],
          message: `Au plus ${mostVariables} variables : gardez celles qui disent des choses différentes.`,
        });
    })
    .transform((saisie) => {
      const typed = saisie as unknown as Record<string, string | number>;
      const chosen = (role: keyof typeof ROLES_VARIABLE) =>
        codes
          .filter((code) => typed[`role_${code}`] === role)
          .map((code) => ({
            code,
            annee: typed[`annee_${code}`] as number | "derniere",
            poids: typed[`poids_${code}`] as number,
          }));
      return {
        ...(saisie as unknown as z.output<z.ZodObject<typeof REGLAGES>>),
        actives: chosen("active"),
        supplementaires: chosen("supplementaire"),
      };
    });
}
export type VariablesSaisies = z.output<ReturnType<typeof variablesSchema>>;

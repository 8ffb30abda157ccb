import { z } from "#app/platform/form/zod.ts";
import type { Terme } from "../../regles/rules.ts";
import { poidsSaisi } from "../../regles/schema.ts";
import type { DefinitionScenario } from "../rules.ts";
import { version } from "../schema.ts";

export const SENS_TERME = { bas: "Une valeur basse", haut: "Une valeur haute" } as const;

/** Indicators that a weighted sum may read: those that the scenario already names, each with its year. */
export function termesPossibles({
  actives,
  supplementaires,
  regle,
}: DefinitionScenario): Pick<Terme, "code" | "annee">[] {
  const named = [
    ...(regle.composite ?? []),
    ...regle.criteres.flatMap((critere) => (critere.genre === "indicateur" ? [critere] : [])),
    ...actives,
    ...supplementaires,
  ];
  const first = new Map<string, Pick<Terme, "code" | "annee">>();
  for (const { code, annee } of named) if (!first.has(code)) first.set(code, { code, annee });
  return [...first.values()];
}

const entier = (message: string) => z.coerce.number({ error: message }).int(message);

/** The number asked for, the weights of the sum, and how many are kept by it. */
export function ponderationSchema(termes: readonly Pick<Terme, "code" | "annee">[]) {
  const fields: Record<string, z.ZodType> = {};
  for (const { code } of termes) {
    fields[`poids_${code}`] = poidsSaisi.optional();
    fields[`sens_${code}`] = z.enum(["bas", "haut"]).default("bas");
  }
  const fixed = {
    version,
    auMoins: entier("Donnez un nombre de critères, ou 0.").min(0, "Donnez 0 ou plus.").max(30).default(0),
    nombreMax: entier("Donnez un nombre de structures, ou laissez vide.")
      .min(1, "Donnez au moins 1, ou laissez vide pour garder toutes celles que les critères gardent.")
      .max(60_000)
      .optional(),
  };
  return z.object({ ...fields, ...fixed }).transform((saisie) => {
    const typed = saisie as unknown as Record<string, unknown>;
    const composite = termes.flatMap(({ code, annee }): Terme[] => {
      const poids = typed[`poids_${code}`];
      return typeof poids === "number"
        ? [{ code, annee, poids, sens: typed[`sens_${code}`] as Terme["sens"] }]
        : [];
    });
    const {
      version: lue,
      auMoins,
      nombreMax = null,
    } = saisie as unknown as z.output<z.ZodObject<typeof fixed>>;
    return { version: lue, auMoins, nombreMax, composite: composite.length > 0 ? composite : null };
  });
}

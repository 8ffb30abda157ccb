import { z } from "#app/platform/form/zod.ts";
import { nombreSaisi } from "../regles/schema.ts";
import { STABILITE_PAR_DEFAUT } from "../scenarios/rules.ts";

/** An empty field keeps the default of the method. */
const orDefault = (value: number, manque: string) =>
  z.preprocess((typed) => typed ?? value, nombreSaisi(manque)).pipe(z.number());

/** What a person may set of the measure of stability. */
export const lancementSchema = z
  .object({
    tirages: orDefault(STABILITE_PAR_DEFAUT.tirages, "Donnez un nombre de tirages.").pipe(
      z
        .number()
        .int("Donnez un nombre entier.")
        .min(100, "Au moins 100 tirages : en dessous, la fréquence ne dit rien.")
        .max(10_000, "Au plus 10 000 tirages."),
    ),
    ecartPoids: orDefault(100 * STABILITE_PAR_DEFAUT.ecartPoids, "Donnez un écart en pour cent.").pipe(
      z.number().min(0, "Donnez un écart positif, ou 0.").max(90, "Au plus 90 %."),
    ),
    seuilDepartage: orDefault(
      100 * STABILITE_PAR_DEFAUT.seuilDepartage,
      "Donnez un seuil en pour cent.",
    ).pipe(z.number().min(50, "Au moins 50 %.").max(100, "Au plus 100 %.")),
  })
  .transform(({ tirages, ecartPoids, seuilDepartage }) => ({
    tirages,
    ecartPoids: ecartPoids / 100,
    seuilDepartage: seuilDepartage / 100,
  }));

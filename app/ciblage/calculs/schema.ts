import { z } from "#app/platform/form/zod.ts";
import { nombreSaisi } from "../regles/schema.ts";
import { enPourcent, type Stabilite } from "../rules.ts";

/** A field that is not sent keeps what the form starts from. */
const orDefault = (value: number, manque: string) =>
  z.preprocess((typed) => typed ?? value, nombreSaisi(manque)).pipe(z.number());

/** What a person may set of the measure of stability, as it is typed: shares in per cent. */
export const stabiliteShape = (depart: Stabilite) => ({
  tirages: orDefault(depart.tirages, "Donnez un nombre de tirages.").pipe(
    z
      .number()
      .int("Donnez un nombre entier de tirages.")
      .min(100, "Au moins 100 tirages : en dessous, la fréquence ne dit rien.")
      .max(10_000, "Au plus 10 000 tirages."),
  ),
  ecartPoids: orDefault(enPourcent(depart.ecartPoids), "Donnez un écart en pour cent.").pipe(
    z.number().min(0, "Donnez un écart positif, ou 0.").max(90, "Écart des poids : au plus 90 %."),
  ),
  seuilDepartage: orDefault(enPourcent(depart.seuilDepartage), "Donnez un seuil en pour cent.").pipe(
    z
      .number()
      .min(50, "Seuil « à départager » : au moins 50 %.")
      .max(100, "Seuil « à départager » : au plus 100 %."),
  ),
});

/** From what was typed, in per cent. */
export function toStabilite({ tirages, ecartPoids, seuilDepartage }: Stabilite): Stabilite {
  return { tirages, ecartPoids: ecartPoids / 100, seuilDepartage: seuilDepartage / 100 };
}

export const lancementSchema = (depart: Stabilite) => z.object(stabiliteShape(depart)).transform(toStabilite);

import { z } from "#app/platform/form/zod.ts";

const entier = z.coerce
  .number("Donnez un nombre entier.")
  .int("Donnez un nombre entier.")
  .min(1, "Donnez un nombre entier.")
  .max(1000, "Donnez un nombre entier.");

export const relevementSchema = z.object({ valeur: entier, lue: entier });

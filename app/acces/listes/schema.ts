import { z } from "#app/platform/form/zod.ts";
import { motSchema } from "../personnes/schema.ts";

export const applicationSchema = z.object({
  quoi: z.enum(["toutes", "valables", "abandon"], { error: "Choisissez ce qui est fait de la liste." }),
  message: motSchema,
  version: z.coerce.number().int(),
});

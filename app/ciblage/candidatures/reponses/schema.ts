import { z } from "#app/platform/form/zod.ts";
import { motifLibreSchema } from "../schema.ts";
import { REPONSES, type Reponse } from "./rules.ts";

export const reponseSchema = z.object({
  candidature: z.uuid(),
  version: z.coerce.number().int().min(1),
  reponse: z.enum(Object.keys(REPONSES) as [Reponse, ...Reponse[]], {
    error: "Choisissez votre réponse : entrer dans le dispositif, ou décliner.",
  }),
  motif: motifLibreSchema,
});
export type ReponseSaisie = z.output<typeof reponseSchema>;

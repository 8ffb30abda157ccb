import { z } from "#app/platform/form/zod.ts";
import { motifSchema, texteOuRien } from "../schema.ts";

export const contactSchema = z.object({
  courriel: texteOuRien(254),
  telephone: texteOuRien(40),
  /** What the person was reading, as `contactLu` writes it. */
  vu: z.string().max(400).optional(),
  motif: motifSchema,
});

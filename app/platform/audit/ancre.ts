import { z } from "../form/zod.ts";

export const ancreSchema = z.object({
  numero: z.number().int().positive(),
  empreinte: z.string().regex(/^[0-9a-f]{64}$/),
  date: z.iso.datetime(),
});

/** The head of the chain at one instant, kept outside of the database: what was cut or rewritten since is then seen. */
export type Ancre = z.infer<typeof ancreSchema>;

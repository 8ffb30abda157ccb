import { z } from "#app/platform/form/zod.ts";
import { FAMILLES } from "./rules.ts";

const jour = z.iso.date();
const uuid = z.string().regex(/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/);

/** What is not one of ours reads as absent: an address is typed by anybody. */
export const filtresSchema = z.object({
  objet: z
    .string()
    .max(200)
    .regex(/^[a-z_]{1,60}:[^\s]{1,120}$/)
    .optional()
    .catch(undefined),
  agent: uuid.optional().catch(undefined),
  personne: z.string().trim().min(1).max(100).optional().catch(undefined),
  famille: z
    .string()
    .refine((famille) => Object.hasOwn(FAMILLES, famille))
    .optional()
    .catch(undefined),
  du: jour.optional().catch(undefined),
  au: jour.optional().catch(undefined),
  refus: z
    .literal("on")
    .optional()
    .catch(undefined)
    .transform((value) => value === "on"),
  tri: z.enum(["date", "-date"]).default("-date").catch("-date"),
  apres: z
    .string()
    .regex(/^\d{1,17}-\d{1,15}$/)
    .optional()
    .catch(undefined),
});
export type FiltresJournal = z.output<typeof filtresSchema>;

export function readFiltres(params: URLSearchParams): FiltresJournal {
  return filtresSchema.parse(Object.fromEntries([...params].filter(([, value]) => value !== "")));
}

export const controleSchema = z.object({});

/** A line of the journal in an address. */
export function isNumero(text: string): boolean {
  return /^\d{1,15}$/.test(text);
}

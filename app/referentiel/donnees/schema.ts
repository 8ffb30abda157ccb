import { z } from "#app/platform/form/zod.ts";
import { SECTEURS, TYPES } from "../rules.ts";

const code = z.string().min(1).max(60);

/** Which reference: every part is needed. */
const referenceSchema = z.object({
  indicateur: z.string().regex(/^[a-z][a-z0-9_]{1,60}$/),
  annee: z.coerce.number().int().min(1980).max(2100),
  niveau: z.enum(["nation", "academie", "departement", "circonscription", "bassin"]),
  territoire: code,
  type: z.enum(Object.keys(TYPES) as [keyof typeof TYPES, ...(keyof typeof TYPES)[]]),
  secteur: z.enum(["tous", ...(Object.keys(SECTEURS) as (keyof typeof SECTEURS)[])]),
});

/** The reference that an address names; undefined when a part is missing or is none of ours. */
export function readReference(params: URLSearchParams) {
  return referenceSchema.safeParse(Object.fromEntries(params)).data;
}

const couvertureSchema = z.object({
  indicateur: z
    .string()
    .regex(/^[a-z][a-z0-9_]{1,60}$/)
    .optional()
    .catch(undefined),
  annee: z.coerce.number().int().min(1980).max(2100).optional().catch(undefined),
  academie: z
    .string()
    .regex(/^\d{2}$/)
    .optional()
    .catch(undefined),
});

/** What the coverage of a dataset shows, from the address; what nobody offered is ignored. */
export function readCouverture(params: URLSearchParams): {
  indicateur: string | undefined;
  annee: number | undefined;
  academie: string | undefined;
} {
  const { indicateur, annee, academie } = couvertureSchema.parse(
    Object.fromEntries([...params].filter(([, value]) => value !== "")),
  );
  return { indicateur, annee, academie };
}

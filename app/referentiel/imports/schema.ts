import { z } from "#app/platform/form/zod.ts";

/**
 * Which version of the import the person was looking at when deciding; 0 when the form does not say, which no version
 * is: an act that depends on it is then refused as out of date.
 */
export const acteSchema = z.object({ version: z.coerce.number().int().min(0).max(1_000_000).default(0) });

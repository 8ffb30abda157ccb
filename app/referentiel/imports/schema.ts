import { z } from "#app/platform/form/zod.ts";

/** Which version of the import the person was looking at when deciding. */
export const acteSchema = z.object({ version: z.coerce.number().int().min(1).max(1_000_000) });

/** Asking again or stopping depends on no version. */
export const sansChampSchema = z.object({});

export function isUuid(text: string): boolean {
  return /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(text);
}

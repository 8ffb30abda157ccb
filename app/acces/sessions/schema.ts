import { z } from "#app/platform/form/zod.ts";

/** Closing asks for nothing more than to be confirmed. */
export const fermetureSchema = z.object({});

import type { Context } from "#app/platform/context.ts";
import { envoyerLien, type LienPayload } from "./commands.server.ts";

/** Background work of links by e-mail, by task name. */
export const jobs = {
  preparer_lien: (context: Context, payload: LienPayload) => envoyerLien(context, payload),
};

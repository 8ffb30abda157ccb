import { parseWithZod } from "@conform-to/zod/v4";
import { data } from "react-router";
import type { FormReply } from "#app/platform/form/submit-form.server.ts";
import type { PorteeNommee } from "../../portees/rules.ts";
import { type ChoixSaisi, rechercheSchema } from "../schema.ts";

/** A form given back with the scopes to choose from, and everything that was typed. */
export interface ReponseChoix extends FormReply {
  readonly choix: readonly PorteeNommee[];
  /** What was searched in vain. */
  readonly sansResultat?: string | undefined;
}

/** The answer to « Chercher », or to a form that did not settle on a scope. */
export function replyChoix(form: FormData, saisie: ChoixSaisi, choix: readonly PorteeNommee[]) {
  const submission = parseWithZod(form, { schema: rechercheSchema });
  const missing =
    saisie.cherche || !saisie.fonction
      ? {}
      : {
          fieldErrors: {
            [choix.length > 0 ? "portee" : "recherche"]: ["Cherchez le périmètre, puis choisissez-le."],
          },
        };
  return data<ReponseChoix>(
    {
      submission: submission.reply(missing),
      choix,
      sansResultat: choix.length === 0 && saisie.recherche !== "" ? saisie.recherche : undefined,
    },
    { status: saisie.cherche && submission.status === "success" ? 200 : 422 },
  );
}

/** The reply of a form, with the scopes that it offered; any other answer as it is. */
export function withChoix<R>(answer: R, choix: readonly PorteeNommee[]): R {
  const reply = answer as { data?: unknown; init?: ResponseInit };
  if (typeof reply?.data !== "object" || reply.data === null) return answer;
  return data({ ...reply.data, choix }, reply.init) as R;
}

/** The scopes that an action gave back, those of the page otherwise. */
export function choixOf(actionData: unknown, parDefaut: readonly PorteeNommee[]) {
  const reply = (actionData ?? {}) as Partial<ReponseChoix>;
  return { choix: reply.choix ?? parDefaut, sansResultat: reply.sansResultat };
}

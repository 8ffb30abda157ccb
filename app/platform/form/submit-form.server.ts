import type { SubmissionResult } from "@conform-to/react";
import { parseWithZod } from "@conform-to/zod/v4";
import { data } from "react-router";
import { refusalOfConstraint } from "../db/constraint-refusals.server.ts";
import { isRefusal, type Refusal } from "../refusal.ts";
import type { z } from "./zod.ts";

/** What a page's action gives back when it stays on the form: status 422 or 409, values kept, errors by field. */
export interface FormReply {
  readonly submission: SubmissionResult<string[]>;
}

/**
 * The one way a form is received: parse, act, answer. Malformed input and refusals give the same form back with what
 * was typed; everything else goes to the error page.
 *
 * @param act returns the answer to send when all went well, usually `redirect(…)` (303 by `redirectDocument` or plain);
 *   `keep()` gives the form back as it was typed, for an act that only shows something (a preview).
 * @example
 *   export const action = ({ request, context }) =>
 *     submitForm(request, affichageSchema, async ({ theme }) => redirect("/affichage", { headers }));
 */
export async function submitForm<S extends z.ZodType, R>(
  request: Request,
  schema: S,
  act: (value: z.output<S>, keep: () => FormReply) => Promise<R>,
) {
  const submission = parseWithZod(await request.formData(), { schema });
  if (submission.status !== "success")
    return data<FormReply>({ submission: submission.reply() }, { status: 422 });
  try {
    return await act(submission.value, () => ({ submission: submission.reply() }));
  } catch (thrown) {
    const error = refusalOf(thrown);
    const reply = submission.reply({ formErrors: [error.message] });
    return data<FormReply>({ submission: reply }, { status: error.code === "version_perimee" ? 409 : 422 });
  }
}

/** The refusal that an act threw, by a rule or by a named constraint; anything else is thrown again. */
export function refusalOf(thrown: unknown): Refusal {
  const error = refusalOfConstraint(thrown);
  if (!isRefusal(error)) throw thrown;
  return error;
}

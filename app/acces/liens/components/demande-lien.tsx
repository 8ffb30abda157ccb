import { type SubmissionResult, useForm } from "@conform-to/react";
import { getZodConstraint, parseWithZod } from "@conform-to/zod/v4";
import { ErrorSummary, listErrors } from "#app/platform/ui/error-summary.tsx";
import { TextField } from "#app/platform/ui/form-field.tsx";
import { SubmitButton } from "#app/platform/ui/submit-button.tsx";
import { demandeLienSchema } from "../schema.ts";

export interface DemandeLienProps {
  suite: string;
  /** What was typed, when it is asked to wait. */
  courriel?: string | undefined;
  reply?: SubmissionResult<string[]> | undefined;
  /** Below another way to enter, it is not the first button of the page. */
  secondary?: boolean;
}

/** Asks for a link by e-mail. */
export function DemandeLien({ suite, courriel, reply, secondary = false }: DemandeLienProps) {
  const [form, fields] = useForm({
    id: "lien",
    lastResult: reply,
    defaultValue: { courriel },
    constraint: getZodConstraint(demandeLienSchema),
    onValidate: ({ formData }) => parseWithZod(formData, { schema: demandeLienSchema }),
    shouldValidate: "onSubmit",
    shouldRevalidate: "onInput",
  });
  return (
    <form
      method="post"
      action="/connexion/lien"
      id={form.id}
      onSubmit={form.onSubmit}
      noValidate={form.noValidate}
      className="anc-formulaire"
    >
      <ErrorSummary errors={listErrors(form)} />
      <input type="hidden" name="suite" value={suite} />
      <TextField
        field={fields.courriel}
        type="email"
        label="Adresse professionnelle"
        hint="Celle à laquelle vous avez été invité, par exemple prenom.nom@ac-exemple.fr"
        autoComplete="email"
      />
      <SubmitButton priority={secondary ? "secondary" : "primary"}>
        Recevoir un lien par courriel
      </SubmitButton>
    </form>
  );
}

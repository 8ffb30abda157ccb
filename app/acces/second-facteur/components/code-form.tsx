import { type SubmissionResult, useForm } from "@conform-to/react";
import { getZodConstraint, parseWithZod } from "@conform-to/zod/v4";
import { type FormEvent, useRef } from "react";
import { ErrorSummary, listErrors } from "#app/platform/ui/error-summary.tsx";
import { TextField } from "#app/platform/ui/form-field.tsx";
import { SubmitButton } from "#app/platform/ui/submit-button.tsx";
import { codeSchema } from "../schema.ts";

export interface CodeFormProps {
  /** Id of the form in the page. */
  id: string;
  button: string;
  label: string;
  hint: string;
  /** Six digits, for which telephones show their keypad; a recovery code holds letters. */
  digits?: boolean;
  reply?: SubmissionResult<string[]> | undefined;
  /** Sent along: where to go next, which act this is. */
  hidden: Readonly<Record<string, string>>;
}

/** A second press of the same finger, in milliseconds. */
const DOUBLE_PRESS_MS = 2_000;

/** One code to type. A right code changes the token of the session, so that a double press would send a stale one. */
export function CodeForm({ id, button, label, hint, digits = false, reply, hidden }: CodeFormProps) {
  const [form, fields] = useForm({
    id,
    lastResult: reply,
    constraint: getZodConstraint(codeSchema),
    onValidate: ({ formData }) => parseWithZod(formData, { schema: codeSchema }),
    shouldValidate: "onSubmit",
    shouldRevalidate: "onInput",
  });
  const sent = useRef(Number.NEGATIVE_INFINITY);
  const onSubmit = (event: FormEvent<HTMLFormElement>) => {
    if (event.timeStamp - sent.current < DOUBLE_PRESS_MS) event.preventDefault();
    else form.onSubmit(event);
    if (!event.defaultPrevented) sent.current = event.timeStamp;
  };
  return (
    <form
      method="post"
      id={form.id}
      onSubmit={onSubmit}
      noValidate={form.noValidate}
      className="anc-formulaire"
    >
      <ErrorSummary errors={listErrors(form)} />
      {Object.entries(hidden).map(([name, value]) => (
        <input key={name} type="hidden" name={name} value={value} />
      ))}
      <TextField
        field={fields.code}
        label={label}
        hint={hint}
        width={digits ? "short" : "medium"}
        inputMode={digits ? "numeric" : "text"}
        autoComplete={digits ? "one-time-code" : "off"}
      />
      <SubmitButton>{button}</SubmitButton>
    </form>
  );
}

import { useEffect, useRef } from "react";
import { pluriel } from "../format/format.ts";

export interface FieldError {
  /** Id of the field in the page, without « # ». */
  fieldId: string;
  message: string;
}

/** What Conform's form metadata brings: its id, and the messages of every field by name. */
export interface FormErrors {
  id: string;
  allErrors: Record<string, string[] | null | undefined>;
}

/** Errors of a Conform form, in the order of its schema. Conform names a field's element `formId-name`. */
export function listErrors(form: FormErrors): FieldError[] {
  return Object.entries(form.allErrors).flatMap(([name, messages]) =>
    (messages ?? []).map((message) => ({ fieldId: name ? `${form.id}-${name}` : form.id, message })),
  );
}

/** Sum of a form's errors, linked to their fields. Takes the focus each time the list changes after a submission. */
export function ErrorSummary({ errors }: { errors: readonly FieldError[] }) {
  const summary = useRef<HTMLDivElement>(null);
  const messages = errors.map(({ fieldId, message }) => fieldId + message).join();
  const shown = useRef("");
  useEffect(() => {
    // Only when it appears: correcting one field of three must not take the keyboard away.
    if (messages && !shown.current) summary.current?.focus();
    shown.current = messages;
  }, [messages]);
  if (errors.length === 0) return null;
  return (
    <div ref={summary} role="alert" tabIndex={-1} className="fr-alert fr-alert--error anc-message-formulaire">
      <p className="fr-alert__title">{pluriel(errors.length, "point à reprendre", "points à reprendre")}</p>
      <ul>
        {errors.map(({ fieldId, message }) => (
          <li key={fieldId + message}>
            <a href={`#${fieldId}`}>{message}</a>
          </li>
        ))}
      </ul>
    </div>
  );
}

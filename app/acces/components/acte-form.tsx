import type { FormReply } from "#app/platform/form/submit-form.server.ts";
import { ErrorSummary, listErrors } from "#app/platform/ui/error-summary.tsx";
import type { FieldSource } from "#app/platform/ui/form-field.tsx";
import { RefusalNotice } from "#app/platform/ui/refusal-notice.tsx";
import { SubmitButton } from "#app/platform/ui/submit-button.tsx";

/** A field of the form by its name, with what was typed when the form came back. */
export type FieldOf = (name: string, initialValue?: unknown, required?: boolean) => FieldSource;

export interface ActeFormProps {
  /** Id of the form; its fields are called `id-name`. */
  id: string;
  bouton: string;
  /** Where one goes without doing anything. */
  retour: string;
  reply: unknown;
  children: (field: FieldOf) => React.ReactNode;
}

function replyOf(actionData: unknown): FormReply | undefined {
  return actionData && typeof actionData === "object" && "submission" in actionData
    ? (actionData as FormReply)
    : undefined;
}

/** The form of an act on rights: plain HTML, with its refusals, its errors and what was typed kept. */
export function ActeForm({ id, bouton, retour, reply, children }: ActeFormProps) {
  const submission = replyOf(reply)?.submission;
  const { "": refusals, ...errors } = submission?.error ?? {};
  const typed = submission?.initialValue ?? {};
  const field: FieldOf = (name, initialValue, required = true) => ({
    id: `${id}-${name}`,
    name,
    required,
    initialValue: name in typed ? typed[name] : initialValue,
    errors: errors[name] ?? null,
  });
  return (
    <>
      <RefusalNotice reason={refusals?.join(" ")} />
      <ErrorSummary errors={listErrors({ id, allErrors: errors })} />
      <form method="post" className="anc-formulaire" id={id}>
        {children(field)}
        <div className="anc-formulaire__actions">
          <SubmitButton>{bouton}</SubmitButton>
          <a className="fr-btn fr-btn--secondary" href={retour}>
            Revenir sans enregistrer
          </a>
        </div>
      </form>
    </>
  );
}

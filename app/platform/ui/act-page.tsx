import type { FormReply } from "../form/submit-form.server.ts";
import { Breadcrumb } from "./breadcrumb.tsx";
import { ErrorSummary, listErrors } from "./error-summary.tsx";
import { type FieldSource, TextAreaField } from "./form-field.tsx";
import { PageTitle } from "./page-title.tsx";
import { RefusalNotice } from "./refusal-notice.tsx";
import { SubmitButton } from "./submit-button.tsx";

export interface Etape {
  readonly label: string;
  readonly href?: string;
}

export type FieldOf = (name: string, initialValue?: unknown, required?: boolean) => FieldSource;

export interface PageActeProps {
  /** Id of the form; its fields are called `id-name`. */
  id: string;
  titre: string;
  /** What the act does, in one or two sentences. */
  consequence: React.ReactNode;
  etapes: readonly Etape[];
  bouton: string;
  /** Where one goes without doing anything. */
  retour: string;
  reply: FormReply | undefined;
  /** Fields of the form, with what was typed when it came back. */
  children: (field: FieldOf) => React.ReactNode;
  /** Other buttons, besides the one that acts. */
  boutons?: React.ReactNode;
  /** The form brings a file. */
  fichier?: boolean;
}

/** Replies of actions whose page sometimes answers something else. */
export function replyOf(actionData: unknown): FormReply | undefined {
  return actionData && typeof actionData === "object" && "submission" in actionData
    ? (actionData as FormReply)
    : undefined;
}

/** A page with one form: an act that is said before it is done, and whose typed text is never lost. */
export function PageActe({
  id,
  titre,
  consequence,
  etapes,
  bouton,
  retour,
  reply,
  children,
  boutons,
  fichier = false,
}: PageActeProps) {
  return (
    <>
      <Breadcrumb steps={[{ label: "Accueil", href: "/" }, ...etapes, { label: titre }]} />
      <PageTitle lead={consequence}>{titre}</PageTitle>
      <FormActe id={id} bouton={bouton} retour={retour} reply={reply} boutons={boutons} fichier={fichier}>
        {children}
      </FormActe>
    </>
  );
}

export type FormActeProps = Pick<
  PageActeProps,
  "id" | "bouton" | "retour" | "reply" | "children" | "boutons" | "fichier"
>;

/** The form of an act, where a page has something else to show besides. */
export function FormActe({ id, bouton, retour, reply, children, boutons, fichier }: FormActeProps) {
  const { "": refusals, ...errors } = reply?.submission.error ?? {};
  const typed = reply?.submission.initialValue ?? {};
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
      {/* Our sentences, in French and all at once, rather than one bubble in the language of the browser. */}
      <form
        method="post"
        encType={fichier ? "multipart/form-data" : undefined}
        className="anc-formulaire"
        id={id}
        noValidate
      >
        {children(field)}
        <div className="anc-formulaire__actions">
          <SubmitButton>{bouton}</SubmitButton>
          {boutons}
          <a className="fr-btn fr-btn--secondary" href={retour}>
            Revenir sans enregistrer
          </a>
        </div>
      </form>
    </>
  );
}

/** An act that others will read says why. */
export function MotifField({ field }: { field: FieldOf }) {
  return (
    <TextAreaField
      field={field("motif")}
      label="Motif"
      hint="En une phrase : ce qui vous fait l’écrire. Aucun nom d’élève ni de personne."
      rows={3}
    />
  );
}

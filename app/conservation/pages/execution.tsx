import { type SubmissionResult, useForm } from "@conform-to/react";
import { getZodConstraint, parseWithZod } from "@conform-to/zod/v4";
import { redirect } from "react-router";
import { getActor } from "#app/acces/queries.server.ts";
import { submitForm } from "#app/platform/form/submit-form.server.ts";
import { pluriel } from "#app/platform/format/format.ts";
import { requestContext } from "#app/platform/http/request-context.ts";
import { CheckboxField } from "#app/platform/ui/choice-field.tsx";
import { ErrorSummary, listErrors } from "#app/platform/ui/error-summary.tsx";
import { documentTitle, PageTitle } from "#app/platform/ui/page-title.tsx";
import { SubmitButton } from "#app/platform/ui/submit-button.tsx";
import { executerElimination } from "../commands.server.ts";
import { Empeche, FilArchives } from "../components/acte.tsx";
import { getElimination, getListe } from "../queries.server.ts";
import { type CodeSerie, canExecuter, SERIES } from "../rules.ts";
import { executionSchema } from "../schema.ts";
import type { Route } from "./+types/execution.ts";

const TITRE = "Éliminer ce qui a été visé";
export const meta = () => documentTitle(TITRE);

export async function loader({ params, context }: Route.LoaderArgs) {
  const { db } = context.get(requestContext);
  const elimination = await getElimination(db, params.elimination);
  const { empreinte } = await getListe(db, elimination.serie, elimination.jusquAu);
  const decision = canExecuter(elimination.etat, { visee: elimination.empreinte, actuelle: empreinte });
  return { elimination, empechement: decision.ok ? null : decision.message };
}

export async function action({ request, params, context }: Route.ActionArgs) {
  const current = context.get(requestContext);
  const { id } = await getElimination(current.db, params.elimination);
  return submitForm(request, executionSchema, async () => {
    await executerElimination(current, { id, agentId: getActor(current).agentId });
    throw redirect(`/archives/${id}`, 303);
  });
}

export default function PageExecution({ loaderData, actionData }: Route.ComponentProps) {
  const { elimination, empechement } = loaderData;
  return (
    <>
      <FilArchives elimination={elimination} ici={TITRE} />
      <PageTitle overline={`Bordereau n° ${elimination.numero}`} lead={SERIES[elimination.serie].effet}>
        {TITRE}
      </PageTitle>
      {empechement ? (
        <Empeche raison={empechement} elimination={elimination} />
      ) : (
        <Formulaire elimination={elimination} reply={actionData?.submission} />
      )}
    </>
  );
}

interface FormulaireProps {
  readonly elimination: { readonly id: string; readonly serie: CodeSerie; readonly lignes: number };
  readonly reply: SubmissionResult<string[]> | undefined;
}

function Formulaire({ elimination: { id, serie, lignes }, reply }: FormulaireProps) {
  const [form, fields] = useForm({
    lastResult: reply,
    constraint: getZodConstraint(executionSchema),
    onValidate: ({ formData }) => parseWithZod(formData, { schema: executionSchema }),
    shouldValidate: "onSubmit",
    shouldRevalidate: "onInput",
  });
  return (
    <form
      method="post"
      id={form.id}
      onSubmit={form.onSubmit}
      noValidate={form.noValidate}
      className="anc-formulaire"
    >
      <ErrorSummary errors={listErrors(form)} />
      <CheckboxField
        field={fields.compris}
        label={`J’élimine définitivement ${pluriel(lignes, "élément")} de la série « ${SERIES[serie].intitule} »`}
      />
      <SubmitButton pending="Élimination en cours…">Éliminer</SubmitButton>
      <p>
        <a className="fr-link" href={`/archives/${id}`}>
          Revenir au bordereau
        </a>
      </p>
    </form>
  );
}

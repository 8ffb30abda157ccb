import { useForm } from "@conform-to/react";
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
import { FilArchives } from "../components/acte.tsx";
import { getElimination } from "../queries.server.ts";
import { SERIES } from "../rules.ts";
import { executionSchema } from "../schema.ts";
import type { Route } from "./+types/execution.ts";

const TITRE = "Éliminer ce qui a été visé";
export const meta = () => documentTitle(TITRE);

export async function loader({ params, context }: Route.LoaderArgs) {
  const { db } = context.get(requestContext);
  return { elimination: await getElimination(db, params.elimination) };
}

export async function action({ request, params, context }: Route.ActionArgs) {
  const current = context.get(requestContext);
  const { id } = await getElimination(current.db, params.elimination);
  return submitForm(request, executionSchema, async () => {
    await executerElimination(current, { id, agentId: getActor(current).agentId });
    throw redirect(`/archives/${id}`, 303);
  });
}

export default function PageExecution({ loaderData: { elimination }, actionData }: Route.ComponentProps) {
  const [form, fields] = useForm({
    lastResult: actionData?.submission,
    constraint: getZodConstraint(executionSchema),
    onValidate: ({ formData }) => parseWithZod(formData, { schema: executionSchema }),
    shouldValidate: "onSubmit",
    shouldRevalidate: "onInput",
  });
  const { id, numero, serie, lignes } = elimination;
  return (
    <>
      <FilArchives elimination={elimination} ici={TITRE} />
      <PageTitle overline={`Bordereau n° ${numero}`} lead={SERIES[serie].effet}>
        {TITRE}
      </PageTitle>
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
          label={`J’élimine définitivement ${pluriel(lignes, "élément")} de la série « ${SERIES[serie].intitule} »`}
        />
        <SubmitButton pending="Élimination en cours…">Éliminer</SubmitButton>
        <p>
          <a className="fr-link" href={`/archives/${id}`}>
            Revenir au bordereau
          </a>
        </p>
      </form>
    </>
  );
}

import { useForm } from "@conform-to/react";
import { getZodConstraint, parseWithZod } from "@conform-to/zod/v4";
import { redirect } from "react-router";
import { getActor } from "#app/acces/queries.server.ts";
import { submitForm } from "#app/platform/form/submit-form.server.ts";
import { requestContext } from "#app/platform/http/request-context.ts";
import { ErrorSummary, listErrors } from "#app/platform/ui/error-summary.tsx";
import { TextField } from "#app/platform/ui/form-field.tsx";
import { documentTitle, PageTitle } from "#app/platform/ui/page-title.tsx";
import { SubmitButton } from "#app/platform/ui/submit-button.tsx";
import { viserElimination } from "../commands.server.ts";
import { FilArchives } from "../components/acte.tsx";
import { getElimination } from "../queries.server.ts";
import { visaSchema } from "../schema.ts";
import type { Route } from "./+types/visa.ts";

const TITRE = "Enregistrer le visa";
export const meta = () => documentTitle(TITRE);

export async function loader({ params, context }: Route.LoaderArgs) {
  const { db } = context.get(requestContext);
  return { elimination: await getElimination(db, params.elimination) };
}

export async function action({ request, params, context }: Route.ActionArgs) {
  const current = context.get(requestContext);
  const { id } = await getElimination(current.db, params.elimination);
  return submitForm(request, visaSchema, async (visa) => {
    await viserElimination(current, { id, agentId: getActor(current).agentId, visa });
    throw redirect(`/archives/${id}`, 303);
  });
}

export default function PageVisa({ loaderData: { elimination }, actionData }: Route.ComponentProps) {
  const [form, fields] = useForm({
    lastResult: actionData?.submission,
    constraint: getZodConstraint(visaSchema),
    onValidate: ({ formData }) => parseWithZod(formData, { schema: visaSchema }),
    shouldValidate: "onSubmit",
    shouldRevalidate: "onInput",
  });
  return (
    <>
      <FilArchives elimination={elimination} ici={TITRE} />
      <PageTitle
        overline={`Bordereau n° ${elimination.numero}`}
        lead="Recopiez ce que porte le bordereau revenu des archives. Le visa ne vaut que pour la liste qu’il a vue."
      >
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
        <TextField
          field={fields.autorite}
          label="Autorité"
          hint="Par exemple : directrice des archives départementales"
        />
        <TextField field={fields.reference} label="Référence du visa" />
        <TextField field={fields.le} label="Date du visa" type="date" width="short" />
        <SubmitButton>Enregistrer le visa</SubmitButton>
        <p>
          <a className="fr-link" href={`/archives/${elimination.id}`}>
            Revenir au bordereau
          </a>
        </p>
      </form>
    </>
  );
}

import { redirect } from "react-router";
import { submitForm } from "#app/platform/form/submit-form.server.ts";
import { requestContext } from "#app/platform/http/request-context.ts";
import { Breadcrumb } from "#app/platform/ui/breadcrumb.tsx";
import { TextAreaField } from "#app/platform/ui/form-field.tsx";
import { documentTitle, PageTitle } from "#app/platform/ui/page-title.tsx";
import { ActeForm } from "../../components/acte-form.tsx";
import { getActor } from "../../queries.server.ts";
import { revoquerDelegation } from "../commands.server.ts";
import { getDelegation } from "../queries.server.ts";
import { revocationDelegationSchema } from "../schema.ts";
import type { Route } from "./+types/revocation.ts";

const TITRE = "Mettre fin à une délégation";
export const meta = () => documentTitle(TITRE);

export async function loader({ params, context }: Route.LoaderArgs) {
  const current = context.get(requestContext);
  const { id, delegant, delegataire } = await getDelegation(current, getActor(current), params.delegation);
  return { id, delegant, delegataire };
}

export async function action({ request, params, context }: Route.ActionArgs) {
  const current = context.get(requestContext);
  const actor = getActor(current);
  const { id } = await getDelegation(current, actor, params.delegation);
  return submitForm(request, revocationDelegationSchema, async ({ motif }) => {
    await revoquerDelegation(current, { actor, id, motif });
    throw redirect(`/delegations/${id}`, 303);
  });
}

export default function PageRevocation({ loaderData, actionData }: Route.ComponentProps) {
  const { id, delegant, delegataire } = loaderData;
  return (
    <>
      <Breadcrumb
        steps={[
          { label: "Accueil", href: "/" },
          { label: "Délégations", href: "/delegations" },
          { label: "Une délégation", href: `/delegations/${id}` },
          { label: TITRE },
        ]}
      />
      <PageTitle
        lead={`La délégation de ${delegant} à ${delegataire} cesse dès la prochaine page que cette personne ouvre. Ce qu’elle a déjà fait reste.`}
      >
        {TITRE}
      </PageTitle>
      <ActeForm
        id="revocation"
        bouton="Mettre fin à la délégation"
        retour={`/delegations/${id}`}
        reply={actionData}
      >
        {(field) => (
          <TextAreaField
            field={field("motif")}
            label="Motif"
            hint="En une phrase ; la personne qui avait la délégation le lira."
            rows={3}
          />
        )}
      </ActeForm>
    </>
  );
}

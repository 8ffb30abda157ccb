import { redirect } from "react-router";
import { civilDay } from "#app/platform/clock/clock.ts";
import { submitForm } from "#app/platform/form/submit-form.server.ts";
import { requestContext } from "#app/platform/http/request-context.ts";
import { Breadcrumb } from "#app/platform/ui/breadcrumb.tsx";
import { documentTitle, PageTitle } from "#app/platform/ui/page-title.tsx";
import { ActeForm } from "../../components/acte-form.tsx";
import { getActor } from "../../queries.server.ts";
import { renouvelerDelegation } from "../commands.server.ts";
import { DatesDelegationFields } from "../components/dates-delegation.tsx";
import { getDelegation } from "../queries.server.ts";
import { addJours, nextRentree } from "../rules.ts";
import { renouvellementSchema } from "../schema.ts";
import type { Route } from "./+types/renouvellement.ts";

const TITRE = "Renouveler une délégation";
export const meta = () => documentTitle(TITRE);

export async function loader({ params, context }: Route.LoaderArgs) {
  const current = context.get(requestContext);
  const { id, delegataire, fin } = await getDelegation(current, getActor(current), params.delegation);
  const jour = civilDay(current.now());
  const debut = fin > jour ? fin : jour;
  return { id, delegataire, debut, dernier: addJours(nextRentree(debut), -1) };
}

export async function action({ request, params, context }: Route.ActionArgs) {
  const current = context.get(requestContext);
  const actor = getActor(current);
  const { id } = await getDelegation(current, actor, params.delegation);
  return submitForm(request, renouvellementSchema, async ({ debut, dernier, acte }) => {
    const nouvelle = await renouvelerDelegation(current, {
      actor,
      id,
      debut,
      fin: addJours(dernier, 1),
      acte,
    });
    throw redirect(`/delegations/${nouvelle}`, 303);
  });
}

export default function PageRenouvellement({ loaderData, actionData }: Route.ComponentProps) {
  const { id, delegataire, debut, dernier } = loaderData;
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
        lead={`À ${delegataire}. C’est une nouvelle délégation, par un nouvel acte : la précédente va jusqu’à son terme.`}
      >
        {TITRE}
      </PageTitle>
      <ActeForm
        id="renouvellement"
        bouton="Renouveler la délégation"
        retour={`/delegations/${id}`}
        reply={actionData}
      >
        {(field) => <DatesDelegationFields field={field} debut={debut} dernier={dernier} />}
      </ActeForm>
    </>
  );
}

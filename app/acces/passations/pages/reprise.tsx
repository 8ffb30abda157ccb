import { redirect } from "react-router";
import { submitForm } from "#app/platform/form/submit-form.server.ts";
import { requestContext } from "#app/platform/http/request-context.ts";
import { Breadcrumb } from "#app/platform/ui/breadcrumb.tsx";
import { RadioGroupField } from "#app/platform/ui/choice-field.tsx";
import { EmptyState } from "#app/platform/ui/empty-state.tsx";
import { documentTitle, PageTitle } from "#app/platform/ui/page-title.tsx";
import { ActeForm } from "../../components/acte-form.tsx";
import { periodeOf } from "../../delegations/components/delegations-list.tsx";
import { NATURES_DELEGATION } from "../../fonctions/rules.ts";
import { getActor } from "../../queries.server.ts";
import { reprendreDelegation } from "../commands.server.ts";
import { readCharge } from "../components/charge.tsx";
import { getPassation } from "../queries.server.ts";
import { findResume } from "../resume/queries.server.ts";
import { repriseSchema } from "../schema.ts";
import type { Route } from "./+types/reprise.ts";

const TITRE = "Renouveler une délégation à la passation";
export const meta = () => documentTitle(TITRE);

/** Reached by its form on the handover; shown when the renewal is refused, with why and what else is possible. */
export async function loader({ params, context }: Route.LoaderArgs) {
  const current = context.get(requestContext);
  const actor = getActor(current);
  const passation = await getPassation(current, actor.agentId, params.passation);
  const resume = await findResume(current, actor, passation);
  return { passation, reprises: (resume?.reprises ?? []).filter(({ dejaReprise }) => !dejaReprise) };
}

export async function action({ request, params, context }: Route.ActionArgs) {
  const current = context.get(requestContext);
  const actor = getActor(current);
  const { id } = await getPassation(current, actor.agentId, params.passation);
  return submitForm(request, repriseSchema, async ({ delegation }) => {
    await reprendreDelegation(current, { actor, id, delegationId: delegation });
    throw redirect(`/passations/${id}`, 303);
  });
}

export default function PageReprise({ loaderData, actionData }: Route.ComponentProps) {
  const { passation, reprises } = loaderData;
  const retour = `/passations/${passation.id}`;
  return (
    <>
      <Breadcrumb
        steps={[
          { label: "Accueil", href: "/" },
          { label: "Passations", href: "/passations" },
          { label: "Une passation", href: retour },
          { label: TITRE },
        ]}
      />
      <PageTitle
        overline={readCharge(passation)}
        lead="Une nouvelle délégation, en votre nom, à la même personne."
      >
        {TITRE}
      </PageTitle>
      {reprises.length === 0 ? (
        <EmptyState
          title="Aucune délégation à renouveler"
          action={<a href={retour}>Revenir à la passation</a>}
        >
          Elles sont déjà renouvelées, ou se lisent à votre premier jour de fonction.
        </EmptyState>
      ) : (
        <ActeForm id="reprise" bouton="Renouveler" retour={retour} reply={actionData}>
          {(field) => (
            <RadioGroupField
              field={field("delegation")}
              label="Délégation"
              choices={reprises.map(({ delegationId, delegataire, nature, debut, fin }) => ({
                value: delegationId,
                label: `${delegataire} : ${NATURES_DELEGATION[nature]}`,
                hint: periodeOf({ debut, fin }),
              }))}
            />
          )}
        </ActeForm>
      )}
    </>
  );
}

import { redirect } from "react-router";
import { getActor } from "#app/acces/queries.server.ts";
import { scopeOf } from "#app/acces/rules.ts";
import { submitForm } from "#app/platform/form/submit-form.server.ts";
import { requestContext } from "#app/platform/http/request-context.ts";
import { PageActe } from "#app/platform/ui/act-page.tsx";
import { TextField } from "#app/platform/ui/form-field.tsx";
import { documentTitle } from "#app/platform/ui/page-title.tsx";
import { copierScenario } from "../commands.server.ts";
import { getScenarioPrepare } from "../queries.server.ts";
import { copieSchema } from "../schema.ts";
import type { Route } from "./+types/copie.ts";

const TITRE = "Copier le scénario";
export const meta = ({ loaderData }: Route.MetaArgs) =>
  documentTitle(loaderData ? `${TITRE} « ${loaderData.scenario.nom} »` : TITRE);

export async function loader({ params, context }: Route.LoaderArgs) {
  const current = context.get(requestContext);
  return getScenarioPrepare(current.db, getActor(current), params);
}

export async function action({ request, params, context }: Route.ActionArgs) {
  const current = context.get(requestContext);
  const actor = getActor(current);
  const { campagne, scenario } = await getScenarioPrepare(current.db, actor, params);
  const acteur = { agentId: actor.agentId, scope: scopeOf(actor, "ciblage.preparer") };
  return submitForm(request, copieSchema, async ({ nom }) => {
    const id = await copierScenario(current, acteur, { campagneId: campagne.id, id: scenario.id }, nom);
    throw redirect(`/ciblage/${campagne.id}/scenarios/${id}`, 303);
  });
}

export default function PageCopie({ loaderData: { campagne, scenario }, actionData }: Route.ComponentProps) {
  const base = `/ciblage/${campagne.id}/scenarios`;
  return (
    <PageActe
      id="copie"
      titre={`${TITRE} « ${scenario.nom} »`}
      consequence="La copie a les mêmes variables et la même règle ; vous changez ensuite ce que vous voulez éprouver, et vous comparez les deux."
      etapes={[
        { label: "Campagnes de ciblage", href: "/ciblage" },
        { label: campagne.nom, href: `/ciblage/${campagne.id}` },
        { label: "Scénarios", href: base },
        { label: scenario.nom, href: `${base}/${scenario.id}` },
      ]}
      bouton="Copier"
      retour={`${base}/${scenario.id}`}
      reply={actionData}
    >
      {(field) => (
        <TextField field={field("nom", `${scenario.nom} (variante)`.slice(0, 120))} label="Nom de la copie" />
      )}
    </PageActe>
  );
}

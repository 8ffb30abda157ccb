import { redirect } from "react-router";
import { getActor } from "#app/acces/queries.server.ts";
import { scopeOf } from "#app/acces/rules.ts";
import { submitForm } from "#app/platform/form/submit-form.server.ts";
import { requestContext } from "#app/platform/http/request-context.ts";
import { PageActe } from "#app/platform/ui/act-page.tsx";
import { documentTitle } from "#app/platform/ui/page-title.tsx";
import { ChampsStabilite } from "../../campagnes/components/champs-stabilite.tsx";
import { getScenarioPrepare } from "../../scenarios/queries.server.ts";
import { lancerCalcul } from "../commands.server.ts";
import { lancementSchema } from "../schema.ts";
import type { Route } from "./+types/nouveau.ts";

const TITRE = "Lancer un calcul";
export const meta = () => documentTitle(TITRE);

export async function loader({ params, context }: Route.LoaderArgs) {
  const current = context.get(requestContext);
  const { campagne, scenario } = await getScenarioPrepare(current.db, getActor(current), params);
  return {
    campagne: { id: campagne.id, nom: campagne.nom },
    scenario: { id: scenario.id, nom: scenario.nom },
    stabilite: campagne.stabilite,
  };
}

export async function action({ request, params, context }: Route.ActionArgs) {
  const current = context.get(requestContext);
  const actor = getActor(current);
  const { campagne, scenario } = await getScenarioPrepare(current.db, actor, params);
  const acteur = { agentId: actor.agentId, scope: scopeOf(actor, "ciblage.preparer") };
  return submitForm(request, lancementSchema(campagne.stabilite), async (stabilite) => {
    const id = await lancerCalcul(current, acteur, {
      ...{ campagneId: campagne.id, scenarioId: scenario.id, stabilite },
    });
    throw redirect(`/ciblage/calculs/${id}`, 303);
  });
}

export default function PageNouveauCalcul({ loaderData, actionData }: Route.ComponentProps) {
  const { campagne, scenario, stabilite } = loaderData;
  const base = `/ciblage/${campagne.id}/scenarios/${scenario.id}`;
  return (
    <PageActe
      id="lancement"
      titre={TITRE}
      consequence={`« ${scenario.nom} », sur les données connues maintenant. Le calcul se fait en arrière-plan : vous pourrez quitter la page, ou l’arrêter.`}
      etapes={[
        { label: "Campagnes de ciblage", href: "/ciblage" },
        { label: campagne.nom, href: `/ciblage/${campagne.id}` },
        { label: scenario.nom, href: base },
        { label: "Calculs", href: `${base}/calculs` },
      ]}
      bouton="Lancer le calcul"
      retour={`${base}/calculs`}
      reply={actionData}
    >
      {(field) => (
        <fieldset className="fr-fieldset">
          <legend className="fr-fieldset__legend">Mesure de la stabilité</legend>
          <div className="fr-fieldset__element">
            <ChampsStabilite field={field} stabilite={stabilite} />
          </div>
        </fieldset>
      )}
    </PageActe>
  );
}

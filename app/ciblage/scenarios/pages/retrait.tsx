import { redirect } from "react-router";
import { getActor } from "#app/acces/queries.server.ts";
import { scopeOf } from "#app/acces/rules.ts";
import { submitForm } from "#app/platform/form/submit-form.server.ts";
import { z } from "#app/platform/form/zod.ts";
import { requestContext } from "#app/platform/http/request-context.ts";
import { PageActe } from "#app/platform/ui/act-page.tsx";
import { documentTitle } from "#app/platform/ui/page-title.tsx";
import { listVariables } from "../../calculs/entree/rules.ts";
import { direCritere } from "../../regles/lecture/rules.ts";
import { modifierScenario } from "../commands.server.ts";
import { listMots } from "../indicateurs/queries.server.ts";
import { getScenarioPrepare } from "../queries.server.ts";
import { retirerCritere } from "../rules.ts";
import { version } from "../schema.ts";
import type { Route } from "./+types/retrait.ts";

const TITRE = "Retirer un critère";
export const meta = ({ loaderData }: Route.MetaArgs) =>
  documentTitle(loaderData ? `${TITRE} de « ${loaderData.scenario.nom} »` : TITRE);

/** What is already gone stays gone, and the page says so. */
export async function loader({ request, params, context }: Route.LoaderArgs) {
  const current = context.get(requestContext);
  const { campagne, scenario } = await getScenarioPrepare(current.db, getActor(current), params);
  const id = new URL(request.url).searchParams.get("id");
  const critere = scenario.definition.regle.criteres.find((one) => one.id === id);
  const codes = listVariables(scenario.definition).map(({ code }) => code);
  return {
    campagne,
    scenario,
    phrase: critere ? direCritere(critere, await listMots(current.db, codes)) : null,
  };
}

export async function action({ request, params, context }: Route.ActionArgs) {
  const current = context.get(requestContext);
  const actor = getActor(current);
  const acteur = { agentId: actor.agentId, scope: scopeOf(actor, "ciblage.preparer") };
  const { campagne, scenario } = await getScenarioPrepare(current.db, actor, params);
  const id = new URL(request.url).searchParams.get("id") ?? "";
  return submitForm(request, z.object({ version }), async ({ version: lue }) => {
    const cible = { campagneId: campagne.id, id: scenario.id };
    await modifierScenario(current, acteur, cible, lue, (definition) => ({
      ...definition,
      regle: retirerCritere(definition.regle, id),
    }));
    throw redirect(`/ciblage/${campagne.id}/scenarios/${scenario.id}/regle`, 303);
  });
}

export default function PageRetrait({ loaderData, actionData }: Route.ComponentProps) {
  const { campagne, scenario, phrase } = loaderData;
  const base = `/ciblage/${campagne.id}/scenarios`;
  return (
    <PageActe
      id="retrait"
      titre={`${TITRE} de « ${scenario.nom} »`}
      consequence={
        phrase === null
          ? "Ce critère n’est plus dans la règle : il n’y a rien à retirer."
          : `La règle ne dira plus : « ${phrase} ». Les calculs déjà faits gardent la règle qu’ils avaient.`
      }
      etapes={[
        { label: "Campagnes de ciblage", href: "/ciblage" },
        { label: campagne.nom, href: `/ciblage/${campagne.id}` },
        { label: "Scénarios", href: base },
        { label: scenario.nom, href: `${base}/${scenario.id}` },
        { label: "Règle", href: `${base}/${scenario.id}/regle` },
      ]}
      bouton="Retirer le critère"
      retour={`${base}/${scenario.id}/regle`}
      reply={actionData}
    >
      {() => <input type="hidden" name="version" value={scenario.version} />}
    </PageActe>
  );
}

import { redirect } from "react-router";
import { getActor } from "#app/acces/queries.server.ts";
import { scopeOf } from "#app/acces/rules.ts";
import { submitForm } from "#app/platform/form/submit-form.server.ts";
import { requestContext } from "#app/platform/http/request-context.ts";
import { PageActe } from "#app/platform/ui/act-page.tsx";
import { Notification } from "#app/platform/ui/notification.tsx";
import { documentTitle } from "#app/platform/ui/page-title.tsx";
import { getLecteur } from "#app/referentiel/indicateurs/lecture/queries.server.ts";
import { countPopulation } from "../../populations/queries.server.ts";
import { modifierScenario } from "../commands.server.ts";
import { ChampsAnalyse, ChampsVariables } from "../components/champs-variables.tsx";
import { listIndicateursOfferts } from "../indicateurs/queries.server.ts";
import { getScenarioPrepare } from "../queries.server.ts";
import { canEcrireScenario, type DefinitionScenario } from "../rules.ts";
import { type VariablesSaisies, variablesSchema } from "../schema.ts";
import type { Route } from "./+types/variables.ts";

const TITRE = "Choisir les variables";
export const meta = ({ loaderData }: Route.MetaArgs) =>
  documentTitle(loaderData ? `${TITRE} de « ${loaderData.scenario.nom} »` : TITRE);

async function read({ params, context }: Pick<Route.LoaderArgs, "params" | "context">) {
  const current = context.get(requestContext);
  const actor = getActor(current);
  const scope = scopeOf(actor, "ciblage.preparer");
  const { campagne, scenario } = await getScenarioPrepare(current.db, actor, params);
  const { dedans } = await countPopulation(current.db, campagne, scenario.famille, scope);
  const lecteur = getLecteur(actor);
  const offerts = await listIndicateursOfferts(current.db, lecteur, campagne, scenario.famille, dedans);
  return {
    current,
    acteur: { agentId: actor.agentId, scope },
    campagne,
    scenario,
    population: dedans,
    offerts,
  };
}

export async function loader(args: Route.LoaderArgs) {
  const { campagne, scenario, population, offerts } = await read(args);
  return { campagne, scenario, population, offerts, refus: canEcrireScenario(scenario, campagne) };
}

export async function action({ request, ...args }: Route.ActionArgs) {
  const { current, acteur, campagne, scenario, offerts } = await read(args);
  const codes = offerts.map(({ code }) => code);
  return submitForm(request, variablesSchema(codes), async (saisie) => {
    const cible = { campagneId: campagne.id, id: scenario.id };
    await modifierScenario(current, acteur, cible, saisie.version, (before) => apply(before, saisie, codes));
    throw redirect(`/ciblage/${campagne.id}/scenarios/${scenario.id}`, 303);
  });
}

/** What this person does not read stays as it is: it was not on the form. */
function apply(
  before: DefinitionScenario,
  saisie: VariablesSaisies,
  codes: readonly string[],
): DefinitionScenario {
  const unseen = ({ code }: { readonly code: string }) => !codes.includes(code);
  const weighs = codes.includes(saisie.poids) ? { code: saisie.poids } : "egaux";
  return {
    ...before,
    actives: [...before.actives.filter(unseen), ...saisie.actives],
    supplementaires: [...before.supplementaires.filter(unseen), ...saisie.supplementaires],
    qualitatives: saisie.qualitatives,
    manquants: saisie.manquants,
    poids: weighs,
    reduire: saisie.reduire,
    axes: saisie.axes,
    classes: saisie.classes ?? null,
  };
}

export default function PageVariables({ loaderData, actionData }: Route.ComponentProps) {
  const { campagne, scenario, population, offerts, refus } = loaderData;
  const base = `/ciblage/${campagne.id}/scenarios`;
  return (
    <PageActe
      id="variables"
      titre={`${TITRE} de « ${scenario.nom} »`}
      consequence="Les variables actives construisent l’analyse ; les supplémentaires l’éclairent. Les calculs déjà faits gardent les leurs."
      etapes={[
        { label: "Campagnes de ciblage", href: "/ciblage" },
        { label: campagne.nom, href: `/ciblage/${campagne.id}` },
        { label: "Scénarios", href: base },
        { label: scenario.nom, href: `${base}/${scenario.id}` },
      ]}
      bouton="Enregistrer les variables"
      retour={`${base}/${scenario.id}`}
      reply={actionData}
    >
      {(field) => (
        <>
          {!refus.ok && <Notification tone="info">{refus.message}</Notification>}
          {offerts.length === 0 && (
            <Notification tone="info">
              Aucun indicateur n’a de valeur connue dans cette population : déposez d’abord un fichier de
              données, ou élargissez la population dans les réglages de la campagne.
            </Notification>
          )}
          <input type="hidden" name="version" value={scenario.version} />
          <h2>Variables</h2>
          <ChampsVariables {...{ field, offerts, definition: scenario.definition, population }} />
          <h2>Analyse</h2>
          <ChampsAnalyse {...{ field, offerts, definition: scenario.definition }} />
        </>
      )}
    </PageActe>
  );
}

import { redirect } from "react-router";
import { getActor } from "#app/acces/queries.server.ts";
import { scopeOf } from "#app/acces/rules.ts";
import { submitForm } from "#app/platform/form/submit-form.server.ts";
import { z } from "#app/platform/form/zod.ts";
import { requestContext } from "#app/platform/http/request-context.ts";
import { PageActe } from "#app/platform/ui/act-page.tsx";
import { documentTitle } from "#app/platform/ui/page-title.tsx";
import { archiverScenario } from "../commands.server.ts";
import { getScenarioPrepare } from "../queries.server.ts";
import type { Route } from "./+types/archivage.ts";

const titreOf = ({ nom, archive }: { readonly nom: string; readonly archive: boolean }) =>
  archive ? `Reprendre le scénario « ${nom} »` : `Mettre de côté le scénario « ${nom} »`;
export const meta = ({ loaderData }: Route.MetaArgs) =>
  documentTitle(loaderData ? titreOf(loaderData.scenario) : "Mettre de côté un scénario");

export async function loader({ params, context }: Route.LoaderArgs) {
  const current = context.get(requestContext);
  return getScenarioPrepare(current.db, getActor(current), params);
}

const schema = z.object({ vers: z.enum(["cote", "usage"]) });

export async function action({ request, params, context }: Route.ActionArgs) {
  const current = context.get(requestContext);
  const actor = getActor(current);
  const { campagne, scenario } = await getScenarioPrepare(current.db, actor, params);
  const acteur = { agentId: actor.agentId, scope: scopeOf(actor, "ciblage.preparer") };
  return submitForm(request, schema, async ({ vers }) => {
    await archiverScenario(current, acteur, { campagneId: campagne.id, id: scenario.id }, vers === "cote");
    throw redirect(`/ciblage/${campagne.id}/scenarios/${scenario.id}`, 303);
  });
}

export default function PageArchivage({ loaderData, actionData }: Route.ComponentProps) {
  const { campagne, scenario } = loaderData;
  const base = `/ciblage/${campagne.id}/scenarios`;
  return (
    <PageActe
      id="archivage"
      titre={titreOf(scenario)}
      consequence={
        scenario.archive
          ? "Il redevient un scénario comme les autres : il se modifie et se calcule."
          : "Il n’est plus proposé ni modifié. Ses calculs restent lisibles, et vous pouvez le reprendre quand vous voulez."
      }
      etapes={[
        { label: "Campagnes de ciblage", href: "/ciblage" },
        { label: campagne.nom, href: `/ciblage/${campagne.id}` },
        { label: "Scénarios", href: base },
        { label: scenario.nom, href: `${base}/${scenario.id}` },
      ]}
      bouton={scenario.archive ? "Reprendre" : "Mettre de côté"}
      retour={`${base}/${scenario.id}`}
      reply={actionData}
    >
      {() => <input type="hidden" name="vers" value={scenario.archive ? "usage" : "cote"} />}
    </PageActe>
  );
}

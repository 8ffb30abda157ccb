import { redirect } from "react-router";
import { getActor } from "#app/acces/queries.server.ts";
import { scopeOf } from "#app/acces/rules.ts";
import { submitForm } from "#app/platform/form/submit-form.server.ts";
import { z } from "#app/platform/form/zod.ts";
import { requestContext } from "#app/platform/http/request-context.ts";
import { PageActe } from "#app/platform/ui/act-page.tsx";
import { documentTitle } from "#app/platform/ui/page-title.tsx";
import { cloreCampagne } from "../commands.server.ts";
import { getCampagne } from "../queries.server.ts";
import type { Route } from "./+types/cloture.ts";

const TITRE = "Clore la campagne";
export const meta = () => documentTitle(TITRE);

export async function loader({ params, context }: Route.LoaderArgs) {
  const current = context.get(requestContext);
  const scope = scopeOf(getActor(current), "ciblage.preparer");
  return { campagne: await getCampagne(current.db, scope, params.campagne) };
}

export async function action({ request, params, context }: Route.ActionArgs) {
  const current = context.get(requestContext);
  const actor = getActor(current);
  const acteur = { agentId: actor.agentId, scope: scopeOf(actor, "ciblage.preparer") };
  const { id } = await getCampagne(current.db, acteur.scope, params.campagne);
  return submitForm(request, z.object({}), async () => {
    await cloreCampagne(current, acteur, id);
    throw redirect(`/ciblage/${id}`, 303);
  });
}

export default function Page({ loaderData: { campagne }, actionData }: Route.ComponentProps) {
  return (
    <PageActe
      id="acte"
      titre={TITRE}
      consequence={`« ${campagne.nom} ». Tout reste lisible. Plus rien ne se calcule ni ne se règle : pour continuer, ouvrez une campagne qui lui fait suite.`}
      etapes={[
        { label: "Campagnes de ciblage", href: "/ciblage" },
        { label: campagne.nom, href: `/ciblage/${campagne.id}` },
      ]}
      bouton="Clore la campagne"
      retour={`/ciblage/${campagne.id}`}
      reply={actionData}
    >
      {() => null}
    </PageActe>
  );
}

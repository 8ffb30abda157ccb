import { redirect } from "react-router";
import { getActor } from "#app/acces/queries.server.ts";
import { submitForm } from "#app/platform/form/submit-form.server.ts";
import { z } from "#app/platform/form/zod.ts";
import { requestContext } from "#app/platform/http/request-context.ts";
import { PageActe } from "#app/platform/ui/act-page.tsx";
import { Notification } from "#app/platform/ui/notification.tsx";
import { documentTitle } from "#app/platform/ui/page-title.tsx";
import { retirerVolontariat } from "../commands.server.ts";
import { getOffre } from "../queries.server.ts";
import { canRetirer } from "../rules.ts";
import type { Route } from "./+types/retrait.ts";

const TITRE = "Retirer la déclaration de volontariat";
export const meta = () => documentTitle(TITRE);

export async function loader({ params, context }: Route.LoaderArgs) {
  const current = context.get(requestContext);
  const offre = await getOffre(current.db, getActor(current), params.campagne, params.uai);
  const decision = canRetirer(offre.etat, offre.declaration !== null && offre.declaration.retireLe === null);
  return {
    ...{ nom: offre.nom, structureNom: offre.structureNom },
    empechement: decision.ok ? null : decision.message,
  };
}

export async function action({ request, params, context }: Route.ActionArgs) {
  const current = context.get(requestContext);
  const actor = getActor(current);
  const { campagneId, uai } = await getOffre(current.db, actor, params.campagne, params.uai);
  return submitForm(request, z.object({}), async () => {
    await retirerVolontariat(current, { actor, campagneId, uai });
    throw redirect("/ciblage/volontariat", 303);
  });
}

export default function PageRetrait({ loaderData, actionData }: Route.ComponentProps) {
  const { nom, structureNom, empechement } = loaderData;
  return (
    <PageActe
      id="retrait"
      titre={TITRE}
      consequence={`${structureNom}, pour la campagne « ${nom} ». La déclaration reste dans l’histoire de la campagne, marquée comme retirée ; vous pourrez vous déclarer à nouveau tant que la campagne est ouverte.`}
      etapes={[{ label: "Se déclarer volontaire", href: "/ciblage/volontariat" }]}
      bouton="Retirer la déclaration"
      retour="/ciblage/volontariat"
      reply={actionData}
    >
      {() => empechement && <Notification tone="info">{empechement}</Notification>}
    </PageActe>
  );
}

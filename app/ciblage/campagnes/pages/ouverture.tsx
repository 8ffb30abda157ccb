import { redirect } from "react-router";
import { getActor } from "#app/acces/queries.server.ts";
import { scopeOf } from "#app/acces/rules.ts";
import { submitForm } from "#app/platform/form/submit-form.server.ts";
import { z } from "#app/platform/form/zod.ts";
import { requestContext } from "#app/platform/http/request-context.ts";
import { PageActe } from "#app/platform/ui/act-page.tsx";
import { Notification } from "#app/platform/ui/notification.tsx";
import { documentTitle } from "#app/platform/ui/page-title.tsx";
import { isExtensionAttendue } from "../../extensions/queries.server.ts";
import { ouvrirCampagne } from "../commands.server.ts";
import { getCampagne } from "../queries.server.ts";
import type { Route } from "./+types/ouverture.ts";

const TITRE = "Ouvrir la campagne à la lecture";
export const meta = () => documentTitle(TITRE);

export async function loader({ params, context }: Route.LoaderArgs) {
  const current = context.get(requestContext);
  const scope = scopeOf(getActor(current), "ciblage.preparer");
  const campagne = await getCampagne(current.db, scope, params.campagne);
  return { campagne, extensionAttendue: await isExtensionAttendue(current.db, campagne) };
}

export async function action({ request, params, context }: Route.ActionArgs) {
  const current = context.get(requestContext);
  const actor = getActor(current);
  const acteur = { agentId: actor.agentId, scope: scopeOf(actor, "ciblage.preparer") };
  const { id } = await getCampagne(current.db, acteur.scope, params.campagne);
  return submitForm(request, z.object({}), async () => {
    await ouvrirCampagne(current, acteur, id);
    throw redirect(`/ciblage/${id}`, 303);
  });
}

export default function Page({ loaderData, actionData }: Route.ComponentProps) {
  const { campagne, extensionAttendue } = loaderData;
  return (
    <PageActe
      id="acte"
      titre={TITRE}
      consequence={`« ${campagne.nom} ». Ceux qui proposent, décident et observent la lisent désormais. Sa population et ses scénarios se règlent encore.`}
      etapes={[
        { label: "Campagnes de ciblage", href: "/ciblage" },
        { label: campagne.nom, href: `/ciblage/${campagne.id}` },
      ]}
      bouton="Ouvrir la campagne"
      retour={`/ciblage/${campagne.id}`}
      reply={actionData}
    >
      {() =>
        extensionAttendue && (
          <Notification tone="info">
            Ce dispositif a été ouvert à d’autres académies par une décision qui cite ses preuves, et pas
            encore à celle-ci. Vous pouvez poursuivre ; pensez à le signaler au niveau national.
          </Notification>
        )
      }
    </PageActe>
  );
}

import { redirect } from "react-router";
import { getActor } from "#app/acces/queries.server.ts";
import { scopeOf } from "#app/acces/rules.ts";
import { submitForm } from "#app/platform/form/submit-form.server.ts";
import { z } from "#app/platform/form/zod.ts";
import { requestContext } from "#app/platform/http/request-context.ts";
import { PageActe } from "#app/platform/ui/act-page.tsx";
import { documentTitle } from "#app/platform/ui/page-title.tsx";
import { annulerCalcul } from "../commands.server.ts";
import { nomDuCalcul } from "../components/entete-calcul.tsx";
import { getCalculOf } from "../queries.server.ts";
import type { Route } from "./+types/arret.ts";

const TITRE = "Arrêter le calcul";
export const meta = () => documentTitle(TITRE);

export async function loader({ params, context }: Route.LoaderArgs) {
  const current = context.get(requestContext);
  const scope = scopeOf(getActor(current), "ciblage.preparer");
  const { calcul, campagne } = await getCalculOf(current.db, scope, params.calcul);
  return { id: calcul.id, nom: nomDuCalcul(calcul), campagne: { id: campagne.id, nom: campagne.nom } };
}

export async function action({ request, params, context }: Route.ActionArgs) {
  const current = context.get(requestContext);
  const actor = getActor(current);
  const acteur = { agentId: actor.agentId, scope: scopeOf(actor, "ciblage.preparer") };
  const { calcul } = await getCalculOf(current.db, acteur.scope, params.calcul);
  return submitForm(request, z.object({}), async () => {
    await annulerCalcul(current, acteur, calcul.id);
    throw redirect(`/ciblage/calculs/${calcul.id}`, 303);
  });
}

export default function PageArret({ loaderData, actionData }: Route.ComponentProps) {
  const { id, nom, campagne } = loaderData;
  return (
    <PageActe
      id="arret"
      titre={TITRE}
      consequence={`${nom}. Rien n’en sera enregistré ; vous pourrez le relancer.`}
      etapes={[
        { label: "Campagnes de ciblage", href: "/ciblage" },
        { label: campagne.nom, href: `/ciblage/${campagne.id}` },
        { label: nom, href: `/ciblage/calculs/${id}` },
      ]}
      bouton="Arrêter le calcul"
      retour={`/ciblage/calculs/${id}`}
      reply={actionData}
    >
      {() => null}
    </PageActe>
  );
}
